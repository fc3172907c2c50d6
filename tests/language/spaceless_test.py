"""Where no space is missing, though none stands between two words or marks."""

from __future__ import annotations

import pytest

from weave_fix.language.spaceless import is_written_so, tight_brackets


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        pytest.param("It is MAX", "(n) then.", id="what-a-function-in-capitals-gets"),
        pytest.param("It is max_of", "(n) then.", id="what-a-function-with-a-low-line-gets"),
        pytest.param("You may (re)", "start it.", id="part-that-may-be-left-out"),
        pytest.param("Set BREAD", "_<NAME> first.", id="part-of-a-name-in-angle-brackets"),
        pytest.param("Call http2", "time for it.", id="part-behind-a-digit"),
        pytest.param("A Set", "[int] of them.", id="parameter-of-a-type"),
        pytest.param("* oven,", "shop: mend it", id="names-before-a-colon"),
        pytest.param("A list of key,", "value pairs.", id="pair"),
        pytest.param('Say ("one",', '"two or three") now.', id="quoted-items"),
        pytest.param("They are index,view,", "table,row here.", id="many-items"),
        pytest.param("It is a `", "word' of it.", id="quotation-mark-of-tex"),
        pytest.param("See [it]", "[there] now.", id="target-of-a-link"),
        pytest.param("See it", "<br> there.", id="tag"),
        pytest.param("See [it]", "(#it) now.", id="target-of-a-link-by-its-address"),
        pytest.param("### read(path [,", "mode][,limit])", id="what-may-be-given"),
        pytest.param("Write `<`name", "`>` there.", id="word-between-code"),
        pytest.param("Write `<`", "name`>` there.", id="word-between-code-from-its-start"),
        pytest.param("The (old|new)", "_names here.", id="name-behind-one-of-two"),
        pytest.param("The {old,new}_", "names here.", id="name-behind-braces"),
        pytest.param("(Map", "[str, str]) of it.", id="type-of-two"),
        pytest.param("(List[Of[str,", "Bread,Mill]]) of it.", id="type-in-brackets"),
        pytest.param("See old.ac,", "new.in of it.", id="files"),
        pytest.param("# One\n\n### turn", "(self, bell) of it", id="function-in-a-heading"),
        pytest.param("| end | text,", "number |", id="all-of-a-cell"),
        pytest.param("Of `one`, `two`,", "`three`,`four`,`five` it is.", id="many-items-of-code"),
    ],
)
def test_it_is_written_so(before: str, behind: str) -> None:
    assert is_written_so(before + behind, len(before))


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        pytest.param("We saw the", "old mill.", id="words"),
        pytest.param("We saw the mill,", "and the river.", id="comma"),
        pytest.param("One, two, three,", "four, five and six.", id="one-comma-of-many"),
        pytest.param("Of `one`, `two`,", "`three`, `four` it is.", id="one-comma-of-many-beside-code"),
        pytest.param("| they came,", "and went |", id="a-part-of-a-cell"),
        pytest.param("They met (at noon)", "and went.", id="brackets-around-words"),
        pytest.param("They met", "(at noon) there.", id="before-brackets"),
        pytest.param("Run `oven`", "first and `mill`.", id="code-before-a-word"),
        pytest.param("See [it,", "them] there.", id="words-in-closed-brackets"),
        pytest.param("Run `oven`", "first.", id="code"),
        pytest.param("It took 12", "hours.", id="number"),
    ],
)
def test_a_space_may_be_missing(before: str, behind: str) -> None:
    assert not is_written_so(before + behind, len(before))


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        pytest.param("call max(a,", "b) now", "x", id="behind-a-name"),
        pytest.param("the pair (a,", "b) now", " ", id="alone"),
        pytest.param("the list a,", "b now", "", id="no-brackets"),
        pytest.param("the (list) a,", "b now", "", id="closed-before"),
    ],
)
def test_brackets_stand_around_it(before: str, behind: str, found: str) -> None:
    assert tight_brackets(before + behind, len(before)) == found
