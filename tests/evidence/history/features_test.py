from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import isfinite, log1p
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.small import counted
from tests.texts import EDITED, SOUND
from weave_fix.demo import OTHER
from weave_fix.diff.comparison import compare
from weave_fix.evidence.history import features
from weave_fix.evidence.history.candidates import candidates
from weave_fix.evidence.history.features import CLASSES, FAR, HistoryFeatures, char_class, names
from weave_fix.language.ngram_model import NgramModel
from weave_fix.language.tokens import normalized_tokens_by_line
from weave_fix.records import Base, Candidate, Claim, Document, Edit, encode
from weave_fix.signatures.corrupt import corrupt
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import EmptyVocabulary

LEARNED = "\n\n".join(
    f"{sentence} {number}"
    for number in range(50)
    for sentence in ("a the cat sat on the mat.", "b and, Door slept the eBPF and", "slept on b a")
)


class Remembering(EmptyVocabulary):
    """Knows some words, and remembers what it was asked."""

    def __init__(self, *words: str) -> None:
        self.words = set(words)
        self.asked: list[set[str]] = []

    def known_among(self, words: Iterable[str]) -> set[str]:
        self.asked.append(set(words))
        return self.words & self.asked[-1]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> NgramModel:
    return counted(tmp_path_factory.mktemp("words"), text=LEARNED)


def asker(small: NgramModel, before: str, after: str, *known: str) -> HistoryFeatures:
    comparison = compare(Document.from_bytes("a.md", encode(after)), Base(before, "0" * 40, "a.md"))
    return HistoryFeatures(comparison, small, Remembering(*known))


def answers(small: NgramModel, before: str, after: str, *known: str, claims: tuple[str, ...] = ()) -> dict[str, float]:
    """Return by name the features for the change that leads from one text to the other, stripped, as one edit."""
    head = 0
    while before[head : head + 1] == after[head : head + 1] != "":
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    new, old = after[head : len(after) - tail], before[head : len(before) - tail]
    named = tuple(Claim(claim, "") for claim in claims)
    candidate = Candidate("", (Edit(head, head + len(new), new, old),), "", claims=named)
    return asker(small, before, after, *known).extract(candidate)


def test_each_answer_has_a_name_of_its_own() -> None:
    assert len(set(names())) == len(names())
    assert {"is " + signature for signature in discover()} <= set(names())


@pytest.mark.parametrize("signature", discover())
def test_every_candidate_gets_every_answer(small: NgramModel, signature: str) -> None:
    wanted = names()
    numbers_of_edits = set()
    for seed in range(4):
        done = corrupt(EDITED, signature, Random(seed), OTHER)
        if done is None:
            continue
        ask = asker(small, SOUND, done.text)
        for proposal in candidates(ask.comparison):
            found = ask.extract(proposal)
            assert list(found) == wanted, "a training row has the features in this order"
            assert all(map(isfinite, found.values()))
            assert found["edits"] == len(proposal.edits)
            assert [name for name in discover() if found["is " + name]] == [
                n for n in discover() if n in proposal.proposed_by
            ]
            numbers_of_edits.add(len(proposal.edits))
    assert 1 in numbers_of_edits


TEXT = "The cat sat on the mat.\n"


@pytest.mark.parametrize(
    ("before", "after", "name", "answer"),
    [
        pytest.param(TEXT, "The cxat sat on the mat.\n", "cuts", 4, id="an-insertion-inside-a-word-cuts-four-times"),
        pytest.param(TEXT, "The cat sat quietly on the mat.\n", "cuts", 0, id="a-word-put-in-cuts-nowhere"),
        pytest.param(TEXT, "The caton the mat.\n", "cuts", 0, id="a-span-lost-from-border-to-border"),
        pytest.param(TEXT, "The cn the mat.\n", "cuts", 4, id="a-span-lost-from-inside-to-inside"),
        pytest.param(TEXT, "The cat cat sat on the mat.\n", "slides", 6, id="a-word-put-in-twice-slides"),
        pytest.param(TEXT, "The cat cat sat on the mat.\n", "cuts", 0, id="the-best-place-of-a-slide-counts"),
        pytest.param("In an apple.\n", "In an an apple.\n", "cuts", 0, id="and-not-the-first-place-of-it"),
        pytest.param(TEXT, "The cat sat on the mxt.\n", "cut left now", 1, id="cut-left"),
        pytest.param(TEXT, "The cat sat on the m!t.\n", "cut left now", 0, id="parted-now"),
        pytest.param(TEXT, "The cat sat on the m!t.\n", "cut left was", 1, id="not-parted-before"),
        pytest.param(TEXT, "The cat sat on the ma!t.\n", "stub left", 2, id="stub"),
        pytest.param(TEXT, "The cxat sat on the mat.\n", "unknown words gained", 1, id="an-unknown-word"),
        pytest.param(TEXT, "The door sat on the mat.\n", "unknown words gained", 0, id="a-known-one"),
        pytest.param(TEXT, "The cat sat on 12 mats.\n", "unknown words now", 1, id="a-number-is-known"),
        pytest.param(TEXT, "The cat sat onthe mat.\n", "words now", 1, id="words-joined-now"),
        pytest.param(TEXT, "The cat sat onthe mat.\n", "words was", 2, id="words-parted-before"),
        pytest.param(TEXT, "The cat sat on the mat\n", "unseen pairs gained", 0, id="the-line-end-has-no-pair"),
        pytest.param(TEXT, "The mat sat on the mat.\n", "unseen pairs gained", 1, id="a-pair-that-nobody-wrote"),
        pytest.param(TEXT, "The mat sat on the mat.\n", "pairs new to the base gained", 1, id="new-to-the-base"),
        pytest.param(TEXT, "The cat (sat on the mat.\n", "brackets unbalanced", 1, id="a-bracket-opened"),
        pytest.param("A (b.\n", "A b.\n", "brackets unbalanced", -1, id="a-bracket-mended"),
        pytest.param(TEXT, "The `cat sat on the mat.\n", "quotes unbalanced", 1, id="a-back-tick"),
        pytest.param("*A* b.\n", "*A b.\n", "emphasis unbalanced", 1, id="emphasis"),
        pytest.param(TEXT, "The cat sat on the maT.\n", "oddities gained", 1, id="a-capital-inside-a-word"),
        pytest.param(TEXT, "The cat sat on  the mat.\n", "oddities gained", 1, id="two-spaces"),
        pytest.param(TEXT, "The cat sat on\f the mat.\n", "oddities gained", 1, id="form-feed"),
        pytest.param(TEXT, "The Cat sat on the mat.\n", "flipped", 2, id="raised"),
        pytest.param(TEXT, "the cat sat on the mat.\n", "flipped", 1, id="lowered"),
        pytest.param(TEXT, "The cat sat on the mxt.\n", "flipped", 0, id="another-letter"),
        pytest.param(TEXT, "The caT sat on the mat.\n", "place in the word", 3, id="third-letter"),
        pytest.param("THE CAT.\n", "THE cAT.\n", "rest upper", 1, id="the-rest-in-capitals"),
        pytest.param(TEXT, "The cat sat on the mat. cat.\n", "after a sentence", 0, id="no-flip-no-place"),
        pytest.param("Sat. Cat.\n", "Sat. cat.\n", "after a sentence", 1, id="after-a-full-stop"),
        pytest.param("Sat. *Cat*.\n", "Sat. *cat*.\n", "after a sentence", 1, id="marks-between-do-not-count"),
        pytest.param("A Cat.\n", "A cat.\n", "after a sentence", 0, id="amid-a-sentence"),
        pytest.param("A door.\n", "A Door.\n", "usual capitals", 1, id="usually-with-a-capital"),
        pytest.param("A cat. The Cat.\n", "A Cat. The Cat.\n", "written so in the base", 1, id="written-so-elsewhere"),
        pytest.param("# Cat sat\n", "# Cat sxat\n", "zone", 2, id="heading"),
        pytest.param("`cat`\n", "`cxat`\n", "zone", 11, id="code"),
        pytest.param("The cats\n", "The cast\n", "same letters", 1, id="an-anagram"),
        pytest.param("The cat\n\nsat\n", "The cat\nsat\n", "blank lines", 0, id="half-a-blank-line"),
        pytest.param("a\nb\n", "a\n\nb\n", "new lines", 1, id="a-line-end-put-in"),
        pytest.param("a b\n", "a\nb\n", "old lines", 0, id="a-space-taken-out"),
    ],
)
def test_answers(small: NgramModel, before: str, after: str, name: str, answer: float) -> None:
    assert answers(small, before, after)[name] == answer


def test_text_that_stands_elsewhere_was_moved(small: NgramModel) -> None:
    moved = "the quick brown fox jumps over"
    found = answers(small, f"Here {moved} it.\nThere it is.\n", f"Here {moved} it.\nThere {moved} it is.\n")
    assert found["new stands elsewhere"] == pytest.approx(log1p(len(moved)))
    assert (found["new head elsewhere"], found["new tail elsewhere"], found["new share elsewhere"]) == (2, 2, 1)
    assert (found["old stands elsewhere"], found["old share elsewhere"]) == (0, -1)


def test_a_change_near_by_is_seen(small: NgramModel) -> None:
    ask = asker(small, "The cat sat on the mat.\n", "The cxat sat on the mat. The door.\n")
    by_new = {hunk.new: hunk for hunk in ask.comparison.hunks}
    found = ask.extract(Candidate("", (by_new["x"].edit,), ""))
    assert found["gap before"] == FAR
    assert found["gap after"] == ask.comparison.hunks[1].span.new_start - by_new["x"].span.new_end
    assert found["groups"] == 1


def test_counts_of_two_edits_add_up_and_of_the_rest_the_stronger_stands(small: NgramModel) -> None:
    ask = asker(small, "The cat sat. The mat sat.\n", "The cxat sat. The mxxat sat.\n")
    first, second = (hunk.edit for hunk in ask.comparison.hunks)
    one, two, both = (ask.extract(Candidate("", edits, "")) for edits in ((first,), (second,), (first, second)))
    assert both["unknown words gained"] == one["unknown words gained"] + two["unknown words gained"] == 2
    assert both["cuts"] == one["cuts"] + two["cuts"]
    assert both["length difference"] == 2
    assert (one["edits"], both["edits"]) == (1, 2)
    assert (one["edits that cut no word"], both["edits that cut no word"]) == (0, 0)


def test_the_repository_is_asked_once_and_only_for_strangers(small: NgramModel) -> None:
    ask = asker(small, "The cat sat.\n", "The cxat sat. The Door of Zorb.\n", "cxat")
    vocabulary = ask.vocabulary
    assert isinstance(vocabulary, Remembering)
    for hunk in ask.comparison.hunks:
        ask.extract(Candidate("", (hunk.edit,), ""))
    assert vocabulary.asked == [{"cxat", "of", "Zorb", "zorb"}]


def test_the_repository_is_not_asked_where_all_words_are_known(small: NgramModel) -> None:
    ask = asker(small, "The cat sat.\n", "The mat sat.\n", "mat")
    ask.extract(Candidate("", (ask.comparison.hunks[0].edit,), ""))
    assert isinstance(ask.vocabulary, Remembering)
    assert ask.vocabulary.asked == []


def test_a_word_of_the_repository_is_known(small: NgramModel) -> None:
    before, after = "The cat sat.\n", "The zorb sat.\n"
    assert answers(small, before, after)["unknown words now"] == 1
    assert answers(small, before, after, "zorb")["unknown words now"] == 0
    assert answers(small, before, after.replace("zorb", "Zorb"), "zorb")["unknown words now"] == 0


def test_what_is_kept_of_words_does_not_hide_what_the_repository_knows_or_is_asked(small: NgramModel) -> None:
    before, after = "a the cat sat on the mat.\n", "a the zzyq sat on the mat.\n"
    edit = Edit(6, 10, "zzyq", "cat")
    found = []
    for known in ((), (), ("zzyq",), (), ("zzyq",)):
        features = asker(small, before, after, *known)
        found.append(features.extract(Candidate("", (edit,), ""))["unknown words now"])
        assert isinstance(features.vocabulary, Remembering)
        assert len(features.vocabulary.asked) == 1
    assert found == [1, 1, 0, 1, 0]


def test_words_are_looked_at_once_for_all_looks(small: NgramModel, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = "a the cat sat on the wide mat.\n", "a the ca sat on the wide mat.\n"
    first = answers(small, before, after)
    monkeypatch.setattr(HistoryFeatures, "_words_anew", None)
    assert answers(small, before, after) == first


def test_the_way_a_word_is_written_in_the_repository_counts(small: NgramModel) -> None:
    before, after = "The ebpf sat.\n", "The eBPF sat.\n"
    lone = "The ebPf sat.\n", "The eBPf sat.\n"
    assert answers(small, before, after)["written so in the repository"] == 0
    assert answers(small, *lone, "eBPf")["written so in the repository"] == 1
    assert answers(small, *lone)["written so in the repository"] == 0
    assert answers(small, "The ebPF sat.\n", after)["spelling count"] > 1


def test_claims_are_answers(small: NgramModel) -> None:
    found = answers(small, "a\n", "a.\n", claims=("insert_punctuation", "swap_capitalization"))
    assert {name for name, value in found.items() if name.startswith("is ") and value} == {
        "is insert_punctuation",
        "is swap_capitalization",
    }


@pytest.mark.parametrize(
    ("char", "number"),
    [
        pytest.param("", 0, id="none"),
        pytest.param("a", 1, id="letter"),
        pytest.param("ß", 1, id="letter-beyond-ascii"),
        pytest.param("日", 1, id="letter-without-case"),
        pytest.param("É", 2, id="capital"),
        pytest.param("7", 3, id="digit"),
        pytest.param(" ", 4, id="space"),
        pytest.param("\N{NO-BREAK SPACE}", 4, id="no-break-space"),
        pytest.param("\n", 5, id="line-end"),
        pytest.param(".", 6, id="full-stop"),
        pytest.param("\N{RIGHT DOUBLE QUOTATION MARK}", 8, id="quote"),
        pytest.param("\t", 5 + len(CLASSES), id="control"),
        pytest.param("\N{BULLET}", 6 + len(CLASSES), id="anything-else"),
        pytest.param("\udce4", 6 + len(CLASSES), id="a-byte-that-is-no-text"),
    ],
)
def test_char_class(char: str, number: int) -> None:
    assert char_class(char) == number


@given(
    st.text(alphabet="ab \n1", max_size=60), st.text(alphabet="ab1c", min_size=1, max_size=2), st.text(alphabet="ab1c")
)
def test_pairs_of_a_large_base_are_the_same(text: str, first: str, second: str) -> None:
    few = features._pairs_of.__wrapped__(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "LARGE", 0)
        many = features._pairs_of.__wrapped__(text)
    pairs = [*pairwise(normalized_tokens_by_line(text)), (first, second)]
    assert [pair in many for pair in pairs] == [pair in few for pair in pairs]


def test_the_trigrams_of_a_base_are_those_of_all_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The old mill by the river."
    monkeypatch.setattr(features, "PART", 5)
    assert features._trigrams_of.__wrapped__(text) == {text[at : at + 3] for at in range(len(text) - 2)}
