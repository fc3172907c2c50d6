"""A model that nobody trained is an error with its path, or does no harm; it is never a fault of weave-fix."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tests.language.mutations import KINDS, mutated
from tests.language.small import complete
from weave_fix.cli import main
from weave_fix.language.model_file import Model

PAGE = """\
# The mill

The old mill stands stands beside theriver. Teh old mlil stands beside the river, adn Anna sells the flour.
Anna walks to old the mill with javaScript books.The rivEr is wi,de, and the mill is old; most people recieve flour.

- The mill grinds the wheta , and zither zithers.
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return complete(tmp_path_factory.mktemp("sound"))


def look(folder: Path, raw: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return the status of a run with the model `raw`, and what it says."""
    (folder / "own.model").write_bytes(raw)
    (folder / "a.md").write_text(PAGE)
    status = main(["--check", "--format", "text", "--language", "own.model", "a.md"])
    return status, capsys.readouterr().err


@pytest.fixture(autouse=True)
def nowhere(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(sealed)
    return sealed


def test_the_model_that_is_altered_is_sound(
    sound: Model, nowhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, err = look(nowhere, sound.path.read_bytes(), capsys)
    assert (status, "misspelled_word" in err) == (1, True)
    monkeypatch.setattr("weave_fix.language.tagger.Tagger.scores", None)
    assert look(nowhere, sound.path.read_bytes(), capsys)[0] == 3, "the tagger is asked too"


@pytest.mark.parametrize("seed", range(10 * len(KINDS)))
def test_a_model_that_nobody_trained(
    sound: Model, nowhere: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        status, err = look(nowhere, mutated(sound, seed), capsys)
    assert status in (0, 1, 2), err
    assert (status == 2) is ("own.model: " in err)
