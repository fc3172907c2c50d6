from __future__ import annotations

from pathlib import Path

import pytest

from weave_fix import check_text
from weave_fix.language.ngram_model import shipped
from weave_fix.language.software_names import _names, named_among
from weave_fix.training.language.software_names import main, software_names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We read the lists of the mill with axios every morning.\n", id="axios"),
        pytest.param("The length of a list is written as a varint before it.\n", id="varint"),
    ],
)
def test_the_name_of_a_package_is_no_typo(text: str) -> None:
    assert not check_text(text)


def test_a_word_that_no_package_is_called_by_is_a_typo() -> None:
    (finding,) = check_text("The length of a list is written as a variamt before it.\n")
    assert finding.edits[0].before == "variamt"


def test_words_are_no_names_of_software() -> None:
    assert named_among(("axios", "mill", "the", "recieve")) == {"axios"}


def test_the_list_is_not_read_for_a_text_whose_words_are_known() -> None:
    _names.cache_clear()
    assert not check_text("The mill stands beside the river.\n")
    assert _names.cache_info().misses == 0


def test_names_are_parts_of_names_of_packages_that_are_no_words() -> None:
    packages = ("@Qwortle/reader-zimbel", "q1x", "recieve-mail", "thirtyzimbelsandmore")
    assert software_names(packages, (), {"recieve"}, shipped()) == ["qwortle", "zimbel"]


def test_a_name_like_a_common_word_has_to_be_famous() -> None:
    assert software_names(("serverx",), (), (), shipped()) == []
    assert software_names(("serverx",), ("serverx",), (), shipped()) == ["serverx"]


def test_the_list_is_written_a_name_a_line(tmp_path: Path) -> None:
    given = {"packages": "qwortle\nrecieve\n", "famous": "zimbel\n", "misspellings": "recieve->receive\n"}
    for name, text in given.items():
        (tmp_path / name).write_text(text)
    options = [part for name in given for part in (f"--{name}", str(tmp_path / name))]
    main(["-o", str(tmp_path / "list"), *options])
    assert (tmp_path / "list").read_text() == "qwortle\nzimbel\n"
