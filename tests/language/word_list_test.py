from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from weave_fix.language.model_file import Model, pack
from weave_fix.language.word_list import LONGEST, Deflated, WordList, deflated, pack_word_list, sort_key

WORDS = st.lists(st.text(max_size=6), max_size=20)


def made(words: list[str]) -> WordList:
    """Return what holds `words`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "some.model"
        path.write_bytes(pack(pack_word_list("some", words), {}))
        return WordList(Model(path), "some")


@given(WORDS, WORDS)
def test_it_holds_what_was_put_in_and_nothing_else(words: list[str], others: list[str]) -> None:
    held = made(words)
    for word in [*words, *others]:
        assert (word in held) is (word != "" and word in words)


@given(WORDS)
def test_words_of_one_beginning_and_length_stand_together(words: list[str]) -> None:
    held = made(words)
    for first, length in {(word[0], len(word.encode("utf-8", "surrogatepass"))) for word in words if word}:
        found = held.like(first, length)
        assert len(found) == len(set(found))
        head = first.encode("utf-8", "surrogatepass")[:1]
        raws = {word: word.encode("utf-8", "surrogatepass") for word in words}
        assert set(found) == {word for word, raw in raws.items() if raw[:1] == head and len(raw) == length}
    assert held.like("q", 40) == []


@given(WORDS)
def test_a_bucket_is_one_beginning_and_one_length(words: list[str]) -> None:
    keys = sorted(sort_key(word.encode("utf-8", "surrogatepass")) for word in words)
    buckets = [key[:2] for key in keys]
    assert buckets == sorted(buckets)


def test_a_word_that_is_too_long_is_left_out() -> None:
    held = made(["a" * LONGEST, "a" * (LONGEST + 1)])
    assert "a" * LONGEST in held
    assert "a" * (LONGEST + 1) not in held


def made_deflated(words: list[str]) -> Deflated:
    """Return what holds `words`, deflated."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "some.model"
        path.write_bytes(pack(deflated("some", words), {}))
        return Deflated(Model(path), "some")


@given(WORDS, WORDS)
def test_deflated_words_are_found_like_the_others(words: list[str], others: list[str]) -> None:
    plain, pressed = made(words), made_deflated(words)
    for word in [*words, *others]:
        assert (word in pressed) is (word in plain)
    for word in [word for word in words if word]:
        length = len(word.encode("utf-8", "surrogatepass"))
        assert pressed.like(word[0], length) == plain.like(word[0], length)


def test_many_words_take_less_room_deflated() -> None:
    words = [
        f"{head}{middle}{tail}" for head in "abc" for middle in ("ora", "ati", "ubi") for tail in ("ne", "on", "al")
    ]
    assert len(deflated("some", words)["some deflated"]) < len(pack_word_list("some", words)["some"])
