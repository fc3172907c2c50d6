from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weave_fix.errors import WeaveFixError
from weave_fix.language.model_file import ALIGNED, LENGTH, MAGIC, SHIPPED, Model, pack, shipped

SECTIONS = {"words": b"abc", "numbers": bytes(range(16)), "last": b"\xff" * 100}
FACTS = {"counts": {"tokens": 12, "back-off": [1.0, 0.5]}}


def write(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_what_is_packed_is_read_again(tmp_path: Path) -> None:
    model = Model(write(tmp_path / "a.model", pack(SECTIONS, FACTS)))
    assert model.facts == FACTS
    assert {name: bytes(model.section(name)) for name in SECTIONS} == SECTIONS
    assert model.section("numbers", "I").tolist() == [0x03020100, 0x07060504, 0x0B0A0908, 0x0F0E0D0C]
    assert "words" in model
    assert "decision" not in model


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    sections=st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), st.binary(max_size=200), max_size=8),
    facts=st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), st.integers() | st.text(max_size=5)),
)
def test_any_sections_survive(tmp_path: Path, sections: dict[str, bytes], facts: dict[str, object]) -> None:
    model = Model(write(tmp_path / "a.model", pack(sections, facts)))
    assert model.facts == facts
    assert {name: bytes(model.section(name)) for name in sections} == sections


def test_each_section_is_aligned() -> None:
    raw = pack(SECTIONS, FACTS)
    for body in SECTIONS.values():
        assert raw.index(body) % ALIGNED == 0


def test_the_same_sections_make_the_same_bytes() -> None:
    assert pack(SECTIONS, FACTS) == pack(dict(SECTIONS), dict(FACTS))


SOUND = pack(SECTIONS, FACTS)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"weave", id="shorter-than-its-mark"),
        pytest.param(MAGIC, id="the-mark-alone"),
        pytest.param(SOUND[: len(MAGIC) + 2], id="cut-in-the-length"),
        pytest.param(SOUND[:40], id="cut-in-the-directory"),
        pytest.param(SOUND[:200], id="cut-in-a-section"),
        pytest.param(SOUND[: SOUND.index(SECTIONS["last"]) + 99], id="cut-by-a-byte"),
        pytest.param(b"# A page\n" * 20, id="a-page"),
        pytest.param(b"weavelm0" + SOUND[8:], id="another-version"),
        pytest.param(MAGIC + LENGTH.pack(2**32 - 1) + SOUND[12:], id="a-length-beyond-the-file"),
        pytest.param(MAGIC + LENGTH.pack(2) + b"{}", id="a-directory-of-nothing"),
        pytest.param(MAGIC + LENGTH.pack(2) + b"[]", id="a-directory-that-is-a-list"),
        pytest.param(MAGIC + LENGTH.pack(29) + b'{"facts":{},"sections":[1,2]}', id="sections-in-a-list"),
        pytest.param(MAGIC + LENGTH.pack(34) + b'{"facts":{},"sections":{"a":"xy"}}', id="places-that-are-none"),
        pytest.param(MAGIC + LENGTH.pack(4) + b"\xff\xfe\xff\xfe", id="a-directory-that-is-no-text"),
        pytest.param(MAGIC + LENGTH.pack(90_000) + b"[" * 90_000, id="a-directory-that-is-deep"),
        pytest.param(MAGIC + LENGTH.pack(2 << 20) + b" " * (2 << 20), id="a-directory-that-is-long"),
        pytest.param(MAGIC + LENGTH.pack(26) + b'{"facts":[],"sections":{}}', id="facts-in-a-list"),
        pytest.param(MAGIC + LENGTH.pack(36) + b'{"facts":{},"sections":{"a":[-9,1]}}', id="a-negative-place"),
    ],
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, raw: bytes) -> None:
    path = write(tmp_path / "own.model", raw)
    with pytest.raises(WeaveFixError) as caught:
        Model(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert ";" in str(caught.value), "it says what to do next"


@pytest.mark.parametrize("name", ["lost.model", "folder"])
def test_a_path_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(WeaveFixError) as caught:
        Model(tmp_path / name)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")


def test_a_part_that_is_missing_or_of_another_size_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "own.model", SOUND)
    model = Model(path)
    for name, kind in (("decision", "B"), ("words", "I")):
        with pytest.raises(WeaveFixError, match=f"lacks its part '{name}'") as caught:
            model.section(name, kind)  # type: ignore[arg-type]  # the wrong kind is what is tried
        assert str(caught.value).startswith(f"{path}: ")


def test_the_shipped_model_is_mapped_once_and_small() -> None:
    assert shipped() is shipped()
    assert SHIPPED.stat().st_size <= 16 * 2**20
    assert "decision" in shipped()
