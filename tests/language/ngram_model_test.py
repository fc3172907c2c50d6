from __future__ import annotations

import sys
from itertools import product
from math import exp, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.small import RARE, TEXT, TIMES, counted, small
from weave_fix.language import ngram_model as module
from weave_fix.language.levels import FINE, STEP, dequantize, quantize
from weave_fix.language.model_file import shipped as shipped_model
from weave_fix.language.ngram_model import NO_WORD, NgramModel, shipped
from weave_fix.language.ngram_table import MAX_LEVEL
from weave_fix.language.tokens import BOS
from weave_fix.markdown.masking import BLOCK, MASK

NEAR = 1 / FINE
"""Nats by which a logarithm that is kept in a byte may be off."""


@given(st.integers(2, 500_000))
def test_a_level_stands_for_counts_near_to_it(count: int) -> None:
    assert 1 <= quantize(count) <= MAX_LEVEL
    assert abs(log(dequantize(quantize(count)) / count)) <= STEP / 2 + 1e-9


def test_levels_rise_and_end() -> None:
    assert quantize(2) == 1
    assert dequantize(0) == 0
    assert quantize(10**12) == MAX_LEVEL
    worth = [dequantize(level) for level in range(MAX_LEVEL + 1)]
    assert worth == sorted(worth)
    assert [quantize(round(value)) for value in worth[4:]] == list(range(4, MAX_LEVEL + 1))


@pytest.mark.parametrize(
    ("word", "times"),
    [
        pytest.param("mill", 4, id="word"),
        pytest.param("MILL", 4, id="in-another-case"),
        pytest.param("Anna", 2, id="name"),
        pytest.param(",", 2, id="mark"),
    ],
)
def test_how_often_a_word_stands(word: str, times: int) -> None:
    assert small().count(word) == pytest.approx(log(TIMES * times), abs=2 * NEAR)
    assert small().total(small().number(word.lower())) == pytest.approx(TIMES * times, rel=NEAR)


def test_words_are_numbered_by_their_frequency() -> None:
    counts = small()
    every = counts.all_words()
    assert sorted(every.values()) == list(range(counts.size))
    by_number = sorted(every, key=lambda word: every[word])
    totals = [counts.total(every[word]) for word in by_number]
    assert totals == sorted(totals, reverse=True)


def test_words_are_found_one_by_one_and_all_at_once(tmp_path: Path) -> None:
    words = [*small().all_words(), "nobody", "", "\udce4", "über"]
    counts = counted(tmp_path, text=TEXT)
    singly = [counts.number(word) for word in words]
    every = counts.all_words()
    assert singly == counts.numbers(words) == [every.get(word, counts.size) for word in words]


def test_the_table_of_all_words_is_kept_for_many_searches_and_not_for_one_long_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*small().all_words(), "nobody"]
    monkeypatch.setattr(module, "MANY", 3)
    monkeypatch.setattr(module, "MANY_AT_ONCE", 3)
    model = counted(tmp_path, text=TEXT)._model
    expected = [NgramModel(model).number(word) for word in words]
    counts = NgramModel(model)
    assert counts.numbers(words) == expected
    assert counts._all is None
    counts = NgramModel(model)
    assert [number for at in range(0, len(words), 2) for number in counts.numbers(words[at : at + 2])] == expected
    assert counts._all is not None


def test_an_unknown_word_has_the_number_of_all_unknown_words(tmp_path: Path) -> None:
    counts = counted(tmp_path, text=TEXT)
    assert counts.number("wombat") == counts.size
    assert counts.number("Mill") == counts.size, "words are folded before"
    assert counts.count("wombat") == 0.0
    assert counts.titlecase_share("wombat") == -1.0
    assert counts.case_shares(counts.size) == (0.0, 0.0)
    assert counts.pair("the", "wombat") == 0.0
    assert not counts.is_valid("wombat")


def test_a_unit_starts_behind_a_boundary() -> None:
    counts = small()
    assert counts.number(BOS) == counts.number(BLOCK) < counts.size
    assert counts.number(MASK) < counts.size


def test_pairs_and_triples_are_counted() -> None:
    counts = small()
    the, old, mill, river = map(counts.number, ("the", "old", "mill", "river"))
    assert counts.quantized_count(NO_WORD, the, old) == quantize(2 * TIMES)
    assert counts.quantized_count(the, old, mill) == quantize(2 * TIMES)
    assert counts.quantized_count(NO_WORD, counts.number("beside"), the) == quantize(TIMES)
    assert counts.pair("the", "old") == pytest.approx(log(2 * TIMES), abs=STEP / 2 + NEAR)
    assert counts.quantized_count(NO_WORD, river, old) == 0
    assert counts.quantized_count(NO_WORD, counts.number(BLOCK), the) > 0


def test_no_triple_goes_across_a_boundary() -> None:
    counts = small()
    stop, edge, the = counts.number("."), counts.number(BLOCK), counts.number("the")
    assert counts.quantized_count(NO_WORD, stop, edge) > 0
    assert counts.quantized_count(stop, edge, the) == 0


@pytest.mark.parametrize(
    "context", [("the", "old"), ("beside", "the"), ("wombat", "the"), ("the", "wombat"), ("is", "old")]
)
def test_probabilities_sum_to_about_one(context: tuple[str, str]) -> None:
    counts = small()
    first, second = map(counts.number, context)
    likely = [counts.trigram_logprob(first, second, word) for word in range(counts.size + 1)]
    assert all(value <= 0 for value in likely)
    # A level stands for counts up to a fifth smaller or greater.
    assert 0.6 < sum(map(exp, likely)) < 1.4


def test_what_was_seen_is_likelier() -> None:
    counts = small()
    the, old, mill, river, unknown = (counts.number(word) for word in ("the", "old", "mill", "river", "wombat"))
    assert counts.trigram_logprob(the, old, mill) > counts.trigram_logprob(the, old, river)
    assert counts.trigram_logprob(river, the, old) > counts.trigram_logprob(river, the, unknown)
    assert counts.bigram_prob(the, mill) > counts.bigram_prob(old, river)
    assert counts.unigram_logprob(the) > counts.unigram_logprob(counts.number("wide"))


def test_many_pairs_are_looked_up_as_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = small()
    numbers = [number for pair in product(range(0, counts.size + 1, 2), repeat=2) for number in pair]
    singly = list(counts.quantized_pairs(numbers))
    monkeypatch.setattr(module, "BULK", 2)
    assert list(counts.quantized_pairs(numbers)) == singly
    assert len(singly) == len(numbers)
    assert singly[0] == 0
    assert 0 < sum(level > 0 for level in singly) < len(singly)


@pytest.mark.parametrize("numbers", [[], [1]], ids=["none", "one"])
def test_too_few_words_make_no_pair(numbers: list[int]) -> None:
    assert list(small().quantized_pairs(numbers)) == [0] * max(1, len(numbers))


def test_how_words_are_written_inside_a_sentence() -> None:
    counts = small()
    assert counts.case_shares(counts.number("anna")) == (1.0, 0.0), "the first word of a sentence does not count"
    assert counts.case_shares(counts.number("nasa")) == (0.0, 1.0)
    assert counts.case_shares(counts.number("mill")) == (0.0, 0.0)
    assert counts.titlecase_share("NASA") == counts.titlecase_share("Anna") == 1.0
    assert counts.titlecase_share("mill") == 0.0


@pytest.mark.parametrize(
    ("token", "known"),
    [
        pytest.param("JavaScript", True, id="as-it-was-written"),
        pytest.param("NASA", True, id="all-capitals"),
        pytest.param("Javascript", False, id="with-one-capital-it-is-no-spelling"),
        pytest.param("JAVASCRIPT", False, id="otherwise"),
        pytest.param("javascript", False, id="without-capitals"),
        pytest.param("miLl", False, id="never"),
    ],
)
def test_spellings(token: str, known: bool) -> None:
    assert (small().mixed_case_count(token) > 0) is known


def test_a_word_of_one_or_two_places_is_rare_and_not_known() -> None:
    counts = small()
    assert counts.is_rare("zither")
    assert counts.number("zither") == counts.size
    assert not counts.is_rare("mill")
    assert not counts.is_rare("wombat")


def test_a_listed_word_is_sound_whether_the_text_has_it_or_not(tmp_path: Path) -> None:
    counts = counted(tmp_path, frozenset({"mill", "zither", "wombat"}), text=TEXT + RARE)
    assert all(counts.in_word_list(word) for word in ("mill", "zither", "wombat"))
    assert not any(counts.in_word_list(word) for word in ("river", "walrus"))
    assert counts.number("wombat") == counts.size, "nobody knows how often it stands"
    assert counts.is_valid("wombat")
    assert not counts.is_rare("zither"), "a listed word is no rare one"
    assert counts.listed_like("w", 6) == ["wombat"]
    assert counts.listed_like("m", 4) == [], "the text has it"


def test_a_rarer_word_is_no_typo_and_is_never_meant_by_one(tmp_path: Path) -> None:
    counts = counted(tmp_path, frozenset({"wombat"}), frozenset({"wombats", "quokka", "mill"}), text=TEXT)
    assert all(counts.is_attested(word) for word in ("mill", "wombat", "wombats", "quokka"))
    assert not counts.is_attested("quokkas")
    assert not any(counts.in_word_list(word) or counts.is_valid(word) for word in ("wombats", "quokka"))
    assert counts.listed_like("q", 6) == []


@pytest.mark.parametrize(("often", "doubtful"), [(600, False), (4000, True)])
def test_a_listed_word_has_to_be_far_seldomer_to_be_doubtful(tmp_path: Path, often: int, doubtful: bool) -> None:
    text = "\n\n".join(
        [*(f"Ask whether {n} came." for n in range(often)), *(f"The wether {n} came." for n in range(3))]
    )
    counts = counted(tmp_path, frozenset({"whether", "wether"}), text=text)
    assert counts.is_likely_misspelling(counts.number("wether")) is doubtful
    assert counted(tmp_path, text=text).is_likely_misspelling(counts.number("wether")) is (doubtful or often >= 300)


def test_a_typo_that_some_make_is_doubtful() -> None:
    counts = small()
    assert counts.number("recieve") < counts.size
    assert counts.is_likely_misspelling(counts.number("recieve"))
    assert not counts.is_valid("recieve")
    assert counts.is_valid("receive")
    assert not counts.is_likely_misspelling(counts.size), "an unknown word has its own name"


def test_words_of_one_beginning_and_length() -> None:
    counts = small()
    every = counts.all_words()
    found = {(word[0], len(word.encode())) for word in every if word}
    for first, length in found:
        expected = {w for w in every if w.encode()[:1] == first.encode()[:1] and len(w.encode()) == length}
        assert set(counts.words_like(first, length)) == expected
    assert counts.words_like("q", 40) == []


def test_the_shipped_counts_know_english() -> None:
    counts = shipped()
    assert counts is shipped()
    assert all(counts.is_valid(word) for word in ("the", "house", "because", "don't", ",", "0"))
    assert not any(counts.is_valid(word) for word in ("hte", "becuase", "xqzzt"))
    assert counts.pair("of", "the") > counts.pair("the", "of")
    assert counts.titlecase_share("English") > 0.9
    assert counts.titlecase_share("house") < 0.5
    assert counts.mixed_case_count("JavaScript") > 0


def test_words_that_stand_seldomer_together_than_by_chance_are_weak() -> None:
    counts = shipped()

    def weak(first: str, second: str) -> bool:
        a, b = counts.number(first), counts.number(second)
        return counts.is_unlikely_pair(a, b, counts.quantized_count(NO_WORD, a, b))

    assert [weak(*pair) for pair in (("of", "the"), ("and", "we"), ("is", "a"))] == [False] * 3
    assert [weak(*pair) for pair in (("the", "of"), ("the", "has"), ("in", "available"))] == [True] * 3
    assert weak("kitchen", "would've"), "a pair that was never seen"


def test_a_spelling_is_as_likely_as_its_letters() -> None:
    counts = shipped()
    for word, typo in (("thing", "tihng"), ("morning", "mornnig"), ("which", "whcih")):
        assert counts.char_logprob(word) > counts.char_logprob(typo) + 3
    assert counts.char_logprob("kitchen") > counts.char_logprob("kxtchzn") > counts.char_logprob("kxtchznkxtchzn")
    assert counts.char_logprob("\udce4") < 0, "what is no letter is as a word's edge"


def test_two_words_run_together_are_doubtful(tmp_path: Path) -> None:
    apart = "The use case is a good use case and this use case too. " * 40
    counts = counted(tmp_path, text=f"{apart}One usecase, one more usecase, the last usecase.")
    assert counts.is_likely_misspelling(counts.number("usecase"))
    assert not counts.is_likely_misspelling(counts.number("case"))


def test_words_that_seek_each_other_have_affinity() -> None:
    counts = shipped()

    def affinity(first: str, second: str) -> float:
        a, b = counts.number(first), counts.number(second)
        return counts.pmi(a, b, counts.quantized_count(NO_WORD, a, b))

    assert affinity("such", "as") > 3
    assert affinity("as", "such") < affinity("such", "as")
    assert affinity("the", "of") < module.UNLIKELY
    assert affinity("the", "house") > 0


@pytest.mark.parametrize("bulk", [0, 10**9], ids=["with-numpy", "one-by-one"])
def test_many_affinities_are_those_of_each(monkeypatch: pytest.MonkeyPatch, bulk: int) -> None:
    monkeypatch.setattr(module, "BULK", bulk)
    if bulk:
        monkeypatch.delitem(sys.modules, "numpy")
    counts = NgramModel(shipped_model())
    pairs = [("such", "as"), ("as", "such"), ("the", "of"), ("the", "xqzzt"), ("xqzzt", "xqzzt")]
    first, second = ([counts.number(word) for word in side] for side in zip(*pairs, strict=True))
    each = [counts.pmi(a, b, counts.quantized_count(NO_WORD, a, b)) for a, b in zip(first, second, strict=True)]
    assert counts.pmis(first, second) == pytest.approx(each)
    assert counts.pmis(first, second, counts.levels([NO_WORD] * len(first), first, second)) == pytest.approx(each)
    assert counts.pmis([], []) == []


def test_the_words_of_a_page_are_as_likely_at_once_as_one_by_one() -> None:
    counts = shipped()
    text = "the lamp of the old mill such as it is xqzzt had the the mill of the house and the house of the lamp"
    numbers = [counts.number(word) for word in text.split()]
    each = [counts.trigram_logprob(*numbers[at - 2 : at + 1]) for at in range(2, len(numbers))]
    assert counts.logprobs(numbers, counts.quantized_pairs(numbers))[2:].tolist() == each


def test_some_words_are_halves_of_many() -> None:
    counts = shipped()

    def halves(word: str) -> tuple[int, int]:
        return counts.compound_counts(counts.number(word))

    assert halves("head")[0] > 3 < halves("board")[1]
    assert halves("deprecating") == (0, 0)
    assert counts.compound_counts(counts.size) == (0, 0)


def test_what_is_looked_up_at_once_is_what_each_is() -> None:
    many, one = NgramModel(shipped_model()), NgramModel(shipped_model())
    text = "the lamp of the old mill such as it is xqzzt"
    numbers = [one.number(word) for word in text.split()]
    triples = list(zip(numbers, numbers[1:], numbers[2:], strict=False))
    many.look_up(triples)
    many.look_up([])
    known = dict(many._quantized)
    assert [many.trigram_logprob(*triple) for triple in triples] == [one.trigram_logprob(*triple) for triple in triples]
    assert many._quantized == known
