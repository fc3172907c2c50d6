"""Which word a listed typo stands for that may stand for several, by what stands beside it."""

from __future__ import annotations

import pytest

from weave_fix import check_text


def safe_words(text: str) -> list[str]:
    """Return the words that a text has once its safe repairs are made, and had not."""
    edits = [e for f in check_text(text) if str(f.applicability) == "safe" for e in f.edits]
    repaired = text
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        repaired = repaired[: edit.start] + edit.after + repaired[edit.end :]
    return [word for word in repaired.split() if word not in text.split()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Which lamp to use coudl be shown by what they should see.\n", ["could"], id="far-likelier"),
        pytest.param("Return an intance of the class that you have.\n", ["instance"], id="before-of"),
        pytest.param("They could store it, but they woud need the key.\n", ["would"], id="four-letters"),
        pytest.param("Bring them to tne harbour, where they can be seen.\n", ["the"], id="three-letters"),
        pytest.param("They need to know abot this change of the tide.\n", ["about"], id="before-a-determiner"),
        pytest.param(
            "This is desireable for the crew, which should agree.\n", ["desirable"], id="form-of-a-usual-word"
        ),
        pytest.param("There are informations about the tides that they need.\n", ["information"], id="no-plural"),
    ],
)
def test_a_typo_is_the_word_that_belongs_there(text: str, words: list[str]) -> None:
    assert safe_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Use one expection per lamp, so that they should know.\n", id="two-near-meanings"),
        pytest.param("They practive the knots of the harbour, which they should.\n", id="as-likely-another"),
        pytest.param("The load is atmost what the crane can lift when it is new.\n", id="two-words-glued"),
        pytest.param("Print what was [b]efore and what was [A]fter the tide.\n", id="part-of-a-marked-word"),
        pytest.param("The invokee should know the name of the invoker.\n", id="to-whom-it-is-done"),
        pytest.param("The queryee should know what they have.\n", id="to-whom-another-thing-is-done"),
        pytest.param("The selectin of the cell is what slows it down.\n", id="specialist-word"),
        pytest.param("It is tha best of all that he has sung, they said.\n", id="dialect"),
        pytest.param("These are the formattings that you should know of.\n", id="plural-of-a-doing"),
        pytest.param("The datas of the crew are what they should keep.\n", id="plural-that-some-write"),
        pytest.param("Use the `finction` that you have, and the Finction crate.\n", id="name"),
        pytest.param("Il y a tre lampade nel porto, e sono tutte nuove.\n", id="another-language"),
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert safe_words(text) == []
