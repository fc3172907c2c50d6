from __future__ import annotations

import struct
from itertools import pairwise
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weave_fix.errors import WeaveFixError
from weave_fix.language import vocabulary
from weave_fix.language.tokens import fold
from weave_fix.language.vocabulary import HEADER, MAGIC, SHIPPED, STEPS, Vocabulary, pack, quantise, shipped

WORDS = {
    "the": 1000,
    "fence": 12,
    "über": 3,
    "naïve": 1,
    "javascript": 40,
    "JavaScript": 30,
    "0": 500,
    "don't": 7,
    "日本": 2,
}
CAPITALS = {"javascript": 1.0, "fence": 0.25, "über": 0.5}
PAIRS = [(("the", "fence"), 9), (("fence", "."), 2), (("über", "日本"), 1), (("\n", "the"), 100)]


def made(folder: Path, content: bytes) -> Path:
    path = folder / "some.vocabulary"
    path.write_bytes(content)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Vocabulary:
    return Vocabulary(made(tmp_path, pack(WORDS, CAPITALS, PAIRS, 12345)))


def nats(count: int) -> float:
    """Return what a lookup may say of a count: the logarithm plus one step."""
    return log(count) + 1 / STEPS


@pytest.mark.parametrize(
    ("token", "count"),
    [
        pytest.param("the", 1000, id="as-it-is"),
        pytest.param("The", 1000, id="in-another-case"),
        pytest.param("Über", 3, id="beyond-ascii"),
        pytest.param("日本", 2, id="of-three-bytes"),
        pytest.param("naïve", 1, id="seen-once-is-known"),
        pytest.param("2024", 500, id="every-number"),
        pytest.param("don\N{RIGHT SINGLE QUOTATION MARK}t", 7, id="typographic-apostrophe"),
        pytest.param("JavaScript", 40, id="by-its-lower-case"),
        pytest.param("fenc", 0, id="a-beginning"),
        pytest.param("fences", 0, id="a-longer-word"),
        pytest.param("", 0, id="empty"),
        pytest.param("aaa", 0, id="before-the-first"),
        pytest.param("\U0010ffff", 0, id="after-the-last"),
        pytest.param("ber\udce4", 0, id="a-byte-that-is-no-text"),
    ],
)
def test_count(small: Vocabulary, token: str, count: int) -> None:
    for _ in range(2):  # the second answer is remembered
        assert small.count(token) == pytest.approx(nats(count) if count else 0, abs=0.5 / STEPS)


def test_capitals(small: Vocabulary) -> None:
    assert small.capitals("JAVASCRIPT") == 1
    assert small.capitals("fence") == pytest.approx(0.25, abs=0.5 / 255)
    assert small.capitals("the") == 0
    assert small.capitals("unknown") == -1


def test_spelling(small: Vocabulary) -> None:
    assert small.spelling("JavaScript") == pytest.approx(nats(30), abs=0.5 / STEPS)
    assert small.spelling("Javascript") == 0
    assert small.spelling("javascript") == 0, "a word in lower case has no spelling of its own"


def test_pair(small: Vocabulary) -> None:
    for _ in range(2):
        assert small.pair("the", "fence") == pytest.approx(nats(9), abs=0.5 / STEPS)
        assert small.pair("fence", "the") == 0
        assert small.pair("über", "日本") == pytest.approx(nats(1), abs=0.5 / STEPS)
        assert small.pair("\n", "the") == pytest.approx(nats(100), abs=0.5 / STEPS)
        assert small.pair("", "") == 0
    assert small.tokens == 12345


KEYS = st.text(alphabet=st.characters(categories=["Ll", "Lo", "Po"]), min_size=1, max_size=6).filter(
    lambda k: fold(k) == k
)


@settings(max_examples=40)
@given(
    words=st.dictionaries(KEYS, st.integers(1, 10**8), max_size=30),
    pairs=st.dictionaries(st.tuples(KEYS, KEYS), st.integers(1, 10**8), max_size=10),
    strangers=st.lists(KEYS, max_size=5),
)
def test_what_is_packed_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    words: dict[str, int],
    pairs: dict[tuple[str, str], int],
    strangers: list[str],
) -> None:
    capitals = {word: count % 256 / 255 for word, count in words.items()}
    content = pack(words, capitals, pairs.items(), 7)
    read = Vocabulary(made(tmp_path_factory.mktemp("packed"), content))
    for word, count in words.items():
        assert read.count(word) == quantise(count) / STEPS
        assert read.capitals(word) == pytest.approx(capitals[word])
    for (first, second), count in pairs.items():
        assert read.pair(first, second) >= quantise(count) / STEPS  # two pairs may share a checksum
    for word in strangers:
        assert (read.count(word) > 0) is (word in words)
    assert pack(dict(reversed(words.items())), capitals, reversed(pairs.items()), 7) == content


@given(st.integers(1, 10**9))
def test_a_quantised_count_is_within_a_step(count: int) -> None:
    assert abs(quantise(count) / STEPS - nats(count)) <= 0.5 / STEPS + 1e-9
    assert 1 <= quantise(count) <= 255


def test_nothing_counted_is_nothing_known() -> None:
    assert quantise(0) == 0


WHOLE = pack(WORDS, CAPITALS, PAIRS, 12345)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(WHOLE[: HEADER.size - 1], id="cut-in-the-header"),
        pytest.param(WHOLE[: HEADER.size], id="header-alone"),
        pytest.param(WHOLE[:-1], id="last-byte-missing"),
        pytest.param(WHOLE + b"\0", id="a-byte-too-many"),
        pytest.param(b"weavevo0" + WHOLE[8:], id="an-earlier-version"),
        pytest.param(b"# A Markdown file, and not a short one, in the place of it.\n" * 3, id="another-file"),
        pytest.param(HEADER.pack(MAGIC, 2**32 - 1, 2**32 - 1, 2**32 - 1, 0), id="sizes-that-lie"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = made(tmp_path, content)
    with pytest.raises(WeaveFixError) as caught:
        Vocabulary(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).endswith("; reinstall weave-fix")


def test_a_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    for size in range(len(WHOLE)):
        path = made(tmp_path, WHOLE[:size])
        with pytest.raises(WeaveFixError, match="reinstall weave-fix"):
            Vocabulary(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeaveFixError, match=r"lost\.vocabulary: the vocabulary cannot be read .*; reinstall weave-fix"):
        Vocabulary(tmp_path / "lost.vocabulary")


def test_the_shipped_one_is_small() -> None:
    assert SHIPPED.stat().st_size <= 1_500_000


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("the of and to a in is for you that", id="most-frequent"),
        pytest.param("fence garden river weather breakfast yesterday", id="everyday"),
        pytest.param("repository function configuration kubernetes javascript", id="trade"),
        pytest.param("don't can't it's isn't", id="apostrophes"),
        pytest.param(". , : ( ) - _ ` 0", id="marks-and-numbers"),
    ],
)
def test_the_shipped_one_knows(words: str) -> None:
    assert [word for word in words.split() if not shipped().count(word)] == []


@pytest.mark.parametrize("word", ["teh", "themusic", "nuovers", "fuunction", "xqzt", "repositry"])
def test_the_shipped_one_does_not_know(word: str) -> None:
    assert shipped().count(word) == 0


def test_the_shipped_one_tells_case_spelling_and_order() -> None:
    words = shipped()
    assert words.capitals("english") > 0.9
    assert 0 <= words.capitals("the") < 0.1
    assert words.spelling("JavaScript") > 5
    assert words.spelling("JAvaScript") == 0
    assert words.pair("of", "the") > words.pair("the", "of")
    assert words.tokens > 10_000_000
    assert shipped() is words, "it is mapped once"


def test_the_shipped_one_holds_its_words_in_order() -> None:
    raw = vocabulary.SHIPPED.read_bytes()
    _, words, text, pairs, _ = HEADER.unpack_from(raw)
    offsets = struct.unpack_from(f"<{words + 1}I", raw, HEADER.size)
    start = HEADER.size + 4 * (words + 1) + 2 * words + -2 * words % 4
    found = [raw[start + a : start + b] for a, b in pairwise(offsets)]
    assert found == sorted(set(found))
    assert offsets[-1] == text
    keys = struct.unpack_from(f"<{pairs}I", raw, start + text + -text % 4)
    assert list(keys) == sorted(set(keys))
