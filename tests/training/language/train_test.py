from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests import leave_alone
from weave_fix.evidence.document import DocumentContext
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import Model
from weave_fix.records import Document
from weave_fix.training.language.__main__ import main
from weave_fix.vocabulary.lookup import EmptyVocabulary

PAGES = [page for page in leave_alone.pages() if page.stem not in {"german", "french", "russian", "chinese"}]
HELD = 24


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    # A few pages are too little to know the words of another: what is held out here are some of them once more.
    (folder / "held").mkdir()
    for number, page in enumerate(PAGES):
        shutil.copy(page, folder / page.name)
        if number < HELD:
            shutil.copy(page, folder / "held" / page.name)
    return folder


@pytest.fixture(scope="module")
def arguments(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    words = tmp_path_factory.mktemp("lists") / "words"
    words.write_text("quincunx\nheddles\n", encoding="utf-8")
    return [str(folder), "--steps", "0", "--threads", "1", "--hold", "held/", "--words", str(words)]


@pytest.fixture(scope="module")
def trained(arguments: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("model") / "own.model"
    assert main([*arguments, "-o", str(output)]) == 0
    return output


def test_a_model_of_ones_own_reads_a_page(trained: Path) -> None:
    language_source = LanguageSource(Model(trained))
    text = PAGES[5].read_text(encoding="utf-8")
    judged = language_source.score(DocumentContext(Document("a.md", text.encode(), text), EmptyVocabulary()))
    assert all(text[edit.start : edit.end] == edit.before for one in judged for edit in one.candidate.edits)


def test_it_says_what_it_was_made_of(trained: Path) -> None:
    facts = Model(trained).facts
    assert (facts["files"], facts["held out"]) == (len(PAGES), HELD)
    assert facts["counts"]["tokens"] > 1000
    assert facts["decision"]["words"] > 500
    assert "tagger" not in facts


def test_the_same_folders_give_the_same_bytes(arguments: list[str], trained: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.model"
    main([*arguments, "-o", str(again)])
    assert again.read_bytes() == trained.read_bytes()


def test_listed_words_are_sound(trained: Path) -> None:
    assert LanguageSource(Model(trained)).counts.is_valid("quincunx")
    assert Model(trained).facts["counts"]["listed"] == 2


def test_lists_are_put_into_a_finished_model_and_nothing_else_of_it_changes(trained: Path, tmp_path: Path) -> None:
    words, rarer, output = tmp_path / "words", tmp_path / "rarer", tmp_path / "relisted.model"
    words.write_text("quincunx\n", encoding="utf-8")
    rarer.write_text("heddles\nquincunx\n", encoding="utf-8")
    arguments = ["--relist", str(trained), "-o", str(output), "--words", str(words), "--rarer", str(rarer)]
    assert main(arguments) == 0
    old, new = Model(trained), Model(output)
    assert [name for name in old.names if bytes(old.section(name)) != bytes(new.section(name))] == [
        "listed deflated",
        "listed buckets",
        "rarer deflated",
        "rarer buckets",
    ]
    assert new.facts == {**old.facts, "counts": {**old.facts["counts"], "rarer": 1}}
    counts = LanguageSource(new).counts
    assert counts.is_valid("quincunx")
    assert counts.is_attested("heddles")
    assert not counts.is_valid("heddles")


def test_a_tagger_goes_on_where_it_stood(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    from weave_fix.training.language import tagger
    from weave_fix.training.language.batches import Batches
    from weave_fix.training.language.corpus import markdown_files, read
    from weave_fix.training.language.ngrams import order
    from weave_fix.training.language.tagger import Settings, train

    def drawn(batches: Batches, step: int) -> object:
        if step == 2:
            raise KeyboardInterrupt
        return draw(batches, step)

    stream = read(markdown_files([folder]))
    ranks = {word: rank for rank, (word, _) in enumerate(order(stream))}
    monkeypatch.setattr(tagger, "DROPOUT", 0.0)
    monkeypatch.setattr(tagger, "CHECKPOINT_INTERVAL", -1)
    whole = train(stream, ranks, Settings(3, 1, tmp_path / "whole.checkpoint", 1, 8))
    partly, draw = Settings(3, 1, tmp_path / "part.checkpoint", 1, 8), Batches.__getitem__
    with monkeypatch.context() as interrupted:
        interrupted.setattr(Batches, "__getitem__", drawn)
        with pytest.raises(KeyboardInterrupt):
            train(stream, ranks, partly)
    assert torch.load(partly.checkpoint, weights_only=True)["step"] == 2
    rest = train(stream, ranks, partly)
    assert rest.keys() == whole.keys()
    assert all(np.allclose(rest[name], whole[name], atol=1e-5) for name in whole)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["{folder}", "-o", "{tmp}/none/own.model"], "there is no folder", id="nowhere-to-write"),
        pytest.param(["-o", "{tmp}/own.model"], "name the folders to train on", id="nothing-named"),
        pytest.param(["{tmp}", "-o", "{tmp}/own.model"], "0 Markdown files below", id="nothing-to-read"),
        pytest.param(["{folder}", "-o", "{tmp}/own.model", "--hold", ".md"], "held out; add text", id="all-held-out"),
        pytest.param(["{folder}", "-o", "{tmp}/own.model", "--hold", "zzz"], "0 held out", id="nothing-held-out"),
    ],
)
def test_wrong_use_is_said(
    arguments: list[str], said: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([argument.format(folder=folder, tmp=tmp_path) for argument in arguments])
    assert said in capsys.readouterr().err


def test_a_list_that_is_none_is_named(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "-o", str(tmp_path / "own.model"), "--words", str(tmp_path)]) == 2
    assert f"train: {tmp_path}: this is no list of words" in capsys.readouterr().err
