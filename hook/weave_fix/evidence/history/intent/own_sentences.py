"""A sentence of the writer's own inside a change, beside damage or beside text that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.diff.comparison import BY_CHANCE
from weave_fix.evidence.history.intent.letters import LETTERS, STOPS, letters_at, letters_before
from weave_fix.evidence.history.intent.noise import NOISE
from weave_fix.evidence.history.intent.passage import MAX_CHUNK
from weave_fix.evidence.history.intent.vocabulary import MIN_WORDS
from weave_fix.markdown.blocks import WORD

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.texts import Texts
    from weave_fix.evidence.history.intent.vocabulary import Vocabulary
    from weave_fix.records import Edit

MIN_MOVED = 8
"""Words of a change from which on it may hold moved text and a sentence behind it."""
FIRST_WORDS = 3
"""Words behind moved text among which the capital of the new sentence has to stand."""
LOOKED_AT = 24
"""Characters of such an end that are looked for in the base."""
MAX_UNKNOWN = 12
"""One word in so many may be unknown in a sentence of a person."""


def takes_a_sentence(edit: Edit, texts: Texts, vocabulary: Vocabulary) -> bool:
    """Whether the change begins or ends with a whole sentence that the base does not have."""
    spans = texts.outer_sentences(edit.start, edit.end)
    return any(_is_own(span, edit, texts, vocabulary) for span in spans) or _ends_in_new_words(edit, texts)


def _ends_in_new_words(edit: Edit, texts: Texts) -> bool:
    """Whether text of the base, moved, is followed by a sentence that the base does not have."""
    words = WORD.findall(edit.before)
    if len(words) < MIN_MOVED or not edit.before.rstrip().endswith(STOPS):
        return False
    run = len(words)
    while run > 2 and tuple(words[run - 3 : run]) not in texts.base_triples:
        run -= 1
    fresh = words[run:]
    return run > 2 and len(fresh) > MIN_WORDS and any(word[0].isupper() for word in fresh[:FIRST_WORDS])


def _is_own(span: tuple[int, int], edit: Edit, texts: Texts, vocabulary: Vocabulary) -> bool:
    """Whether a sentence at the outer end of a change is the writer's, and no mixture with the base's text."""
    start, end = span
    head, rest = texts.document[start : edit.start].strip(), texts.document[edit.end : end].strip()
    if len(rest) > BY_CHANCE and texts.is_in_base(rest[:LOOKED_AT]):
        return False
    if len(head) > BY_CHANCE and texts.is_in_base(head[-LOOKED_AT:]):
        return False
    if any(start < at < end and _cuts_a_word(at, texts, vocabulary) for at in (edit.start, edit.end)):
        return False
    sentence = texts.document[start:end]
    return _is_well_formed(sentence, vocabulary) and " ".join(sentence.split()) not in texts.base_on_one_line


def _cuts_a_word(at: int, texts: Texts, vocabulary: Vocabulary) -> bool:
    text = texts.document
    word = letters_before(text[max(0, at - MAX_CHUNK) : at]) + letters_at(text[at : at + MAX_CHUNK])
    return bool(word) and not vocabulary.is_word(word)


def _is_well_formed(sentence: str, vocabulary: Vocabulary) -> bool:
    words = LETTERS.findall(sentence)
    if len(words) < MIN_WORDS or not words[0][0].isupper() or NOISE.search(sentence):
        return False
    return sum(not vocabulary.is_word(word) for word in words) <= len(words) / MAX_UNKNOWN
