"""Pages that mix scripts: letters without cases stand beside Latin ones, nothing between, as people write them."""

from __future__ import annotations

from functools import cache

import pytest

from weave_fix.decision import AnalysisContext, analyze
from weave_fix.diff.comparison import compare
from weave_fix.edits import apply_edits
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.history.source import score_candidates
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.records import Base, Document, Scope, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

WORDS = {
    "arabic": "مرحبا",
    "armenian": "բարեւ",
    "bengali": "নমস্কার",
    "burmese": "မင်္ဂလာပါ",
    "cherokee": "ᎣᏏᏲ",
    "chinese": "使用",
    "cyrillic": "привет",
    "devanagari": "नमस्ते",
    "ethiopic": "ሰላም",
    "georgian": "გამარჯობა",
    "greek": "γειά",
    "gujarati": "નમસ્તે",
    "hawaiian": "ʻokina",
    "hebrew": "שלום",
    "japanese": "こんにちは",
    "khmer": "សួស្តី",
    "korean": "안녕",
    "lao": "ສະບາຍດີ",
    "latin with a letter that has no cases": "ªzº",
    "mongolian": "ᠰᠠᠢᠨ",
    "sinhala": "ආයුබෝවන්",
    "tamil": "வணக்கம்",
    "thai": "สวัสดี",
    "tibetan": "བཀྲ་ཤིས",
    "titlecase letters": "ǅǈǋ",
    "turkish": "İıßŉ",
}
"""A word in each script."""
PAGE = """# {word}

The office opens at nine and closes at five. {word}pip install the package. pip{word} was here! {word} is a letter.
He said so. {word}okina is a letter? a{word}b and B{word}A. the{word} {word}the {word}{word} The{word}The end.

- Keep the receipt, {word}.{word} "{word}" ({word}) the the {word}x of last month.
- One more.{word}Two more. i{word}. x1{word}2y; {word}'s {word}`code`{word} **{word}**a_{word}_b
"""
READER = LanguageSource(shipped())


@cache
def page(script: str) -> str:
    return PAGE.format(word=WORDS[script])


@pytest.mark.parametrize("script", WORDS)
def test_what_the_text_alone_shows_changes_something(script: str) -> None:
    text = page(script)
    for one in READER.score(DocumentContext(Document("a.md", encode(text), text), EmptyVocabulary())):
        assert all(edit.before != edit.after for edit in one.candidate.edits)
        assert apply_edits(text, one.candidate.edits) != text


@pytest.mark.parametrize("script", WORDS)
def test_what_history_shows_changes_something(script: str) -> None:
    text, word = page(script), WORDS[script]
    before = (
        text.replace(f"The{word}The", f"{word} The").replace(f"{word} is", f"{word[::-1]} is").replace("nine", word)
    )
    comparison = compare(Document("a.md", encode(text), text), Base(before, "0" * 40, "a.md"))
    found = score_candidates(comparison, EmptyVocabulary())
    assert found
    for one in found:
        assert all(edit.before != edit.after for edit in one.candidate.edits)
        assert apply_edits(text, one.candidate.edits) != text


@pytest.mark.parametrize("script", WORDS)
@pytest.mark.parametrize("other", ["", "chinese", "korean"], ids=["new", "of Chinese", "of Korean"])
def test_a_page_is_looked_at_to_its_end(script: str, other: str) -> None:
    """As a new file and as an edited one, over all the scope, with unsafe repairs made as well."""
    text = page(script)
    bases = [Base(page(other), "0" * 40, "a.md")] if other else []
    patch = analyze(
        Document("a.md", encode(text), text),
        bases,
        AnalysisContext(EmptyVocabulary(), READER, unsafe=True, scope=Scope.EVERYTHING),
    )
    made = sorted(edit for fix in patch.applied for edit in fix.candidate.edits)
    assert apply_edits(text, made) == patch.text_after


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("先克隆仓库. 使用pip安装依赖.", id="chinese"),
        pytest.param("저장소를 복제하세요. 의pip를 설치하세요.", id="korean"),
        pytest.param("انسخ المستودع. ثبتpip الآن.", id="arabic"),
        pytest.param("שכפל את המאגר. התקןpip עכשיו.", id="hebrew"),
        pytest.param("He said so. ʻokina is a letter.", id="hawaiian"),
    ],
)
def test_a_letter_without_cases_has_none_to_flip(sentence: str) -> None:
    text = f"# Setup\n\nThe office opens at nine and closes at five. {sentence}\n"
    found = READER.score(DocumentContext(Document("a.md", encode(text), text), EmptyVocabulary()))
    assert [one.candidate for one in found if one.candidate.signature == "swap_capitalization"] == []
