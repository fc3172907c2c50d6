from __future__ import annotations

from array import array
from contextlib import suppress
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.vocabulary.packed import CHECKSUM, HEADER, MAGIC, MOST, Count, NoTableError, Table, pack

OIDS = ({"00" * 20, "ff" * 20}, {"ab" * 20})
SMALL = pack({b"loom": 2, "Prüfung".encode(): 1}, {b"weft": 3, b"loom": 1}, OIDS, 7)
COUNTS = st.dictionaries(st.binary(min_size=1, max_size=6), st.integers(1, MOST), max_size=40)


def test_what_is_packed_is_found() -> None:
    table = Table(SMALL)
    found = [
        table.count(word) for word in (b"loom", "Prüfung".encode(), b"weft", b"Loom", b"loo", b"looms", b"", b"\xff")
    ]
    assert found == [Count(2, 1), Count(1, 0), Count(0, 3), *[Count(0, 0)] * 5]
    assert (len(table), table.left, table.counted()) == (3, 7, OIDS)


def test_nothing_is_a_table_too() -> None:
    table = Table(pack({}, {}, ((), ()), 0))
    assert (len(table), table.left, table.counted(), table.count(b"a")) == (0, 0, (set(), set()), Count(0, 0))


def test_object_ids_of_either_length() -> None:
    oids: tuple[set[str], set[str]] = (set(), {"ab" * 32, "cd" * 32})
    assert Table(pack({}, {}, oids, 0)).counted() == oids


def test_more_files_than_a_number_holds() -> None:
    table = Table(pack({b"a": MOST + 1, b"b": MOST}, {b"b": 1 << 40}, ((), ()), 0))
    assert [table.count(word) for word in (b"a", b"b")] == [Count(MOST, 0), Count(MOST, MOST)]


@given(COUNTS, COUNTS, st.binary(max_size=6))
def test_a_table_knows_what_dictionaries_know(markdown: dict[bytes, int], other: dict[bytes, int], word: bytes) -> None:
    table = Table(pack(markdown, other, ((), ()), 0))
    for each in (*markdown, *other, word):
        assert table.count(each) == Count(markdown.get(each, 0), other.get(each, 0))


@pytest.mark.parametrize("at", range(len(SMALL)))
def test_a_damaged_byte_is_noticed(at: int) -> None:
    with pytest.raises(NoTableError):
        Table(SMALL[:at] + bytes([SMALL[at] ^ 1]) + SMALL[at + 1 :])


@pytest.mark.parametrize("length", range(len(SMALL)))
def test_a_cut_table_is_noticed(length: int) -> None:
    with pytest.raises(NoTableError):
        Table(SMALL[:length])


def test_a_longer_table_is_noticed() -> None:
    with pytest.raises(NoTableError):
        Table(SMALL + b"\0")


START = len(MAGIC) + CHECKSUM.size


def sealed(body: bytes) -> bytes:
    """Return a table with this body, and the checksum that it should have."""
    return MAGIC + CHECKSUM.pack(crc32(body)) + body


@pytest.mark.parametrize("field", range(5), ids=["words", "text", "markdown", "code", "width"])
@pytest.mark.parametrize("change", [-1, 1, 1 << 20, 1 << 31])
def test_a_size_that_is_wrong_is_noticed_though_the_checksum_is_right(field: int, change: int) -> None:
    body = SMALL[START:]
    numbers = list(HEADER.unpack_from(body))
    numbers[field] = (numbers[field] + change) % (1 << 32)
    with pytest.raises(NoTableError):
        Table(sealed(HEADER.pack(*numbers) + body[HEADER.size :]))


@given(st.data())
def test_a_forged_table_is_noticed_or_read(data: st.DataObject) -> None:
    body = bytearray(SMALL[START:])
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(body) - 1), st.integers(0, 255)), max_size=4)):
        body[at] = byte
    body = body[: data.draw(st.sampled_from([len(body), len(body) - 1, data.draw(st.integers(0, len(body)))]))]
    with suppress(NoTableError):
        table = Table(sealed(bytes(body)))
        for word in (b"loom", b"weft", b"", b"\xff" * 300):
            assert min(table.count(word)) >= 0
        assert len(table.counted()) == 2


def test_a_word_without_an_end_costs_no_more_than_another() -> None:
    body = bytearray(pack({b"a": 1, b"m": 1, b"z": 1}, {}, ((), ()), 0)[START:])
    body[HEADER.size : HEADER.size + 16] = array("I", [0, 1, 2**32 - 1, 3]).tobytes()
    table = Table(sealed(bytes(body)))
    assert [table.count(word) for word in (b"a", b"m")] == [Count(1, 0), Count(0, 0)]


def test_numbers_have_the_sizes_that_the_layout_says() -> None:
    assert (array("I").itemsize, array("H").itemsize) == (4, 2)
