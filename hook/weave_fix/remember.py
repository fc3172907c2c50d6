"""`--reject`, `--add-words` and `--write-baseline`: what is found today and right is kept for the runs to come.

None of them changes a text. What is looked at is what a run with the same paths and flags looks at.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from weave_fix.accepted import baseline, rejections, words
from weave_fix.accepted.pieces import pieces
from weave_fix.errors import WeaveFixError
from weave_fix.files.select import select, select_text
from weave_fix.named_tuple import NamedTuple
from weave_fix.report import color
from weave_fix.report.findings import findings_of
from weave_fix.report.terminal import TerminalReporter
from weave_fix.run import CLEAN, EXPECTED, FAULT
from weave_fix.runner import BatchRunner, FileFailure, FileResult, reader_of
from weave_fix.runtime.atomic_write import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from weave_fix.accepted.pieces import Piece
    from weave_fix.config import Config
    from weave_fix.git import Repository
    from weave_fix.report.findings import Finding
    from weave_fix.run import GivenText

LEAST = 4
"""Digits of an id that have to be given at least."""


class Remember(NamedTuple):
    """What to keep of what is found."""

    reject: tuple[str, ...] = ()
    """Ids of findings, beginnings of them, or places: `PATH:LINE:COLUMN`."""
    add_words: bool = False
    write_baseline: str | None = None
    """A file, relative to the current folder."""

    @property
    def flags(self) -> list[str]:
        """The flags that ask for something to be kept."""
        is_asked = {
            "--reject": bool(self.reject),
            "--add-words": self.add_words,
            "--write-baseline": self.write_baseline is not None,
        }
        return [flag for flag, is_given in is_asked.items() if is_given]

    def check(self, config: Config, repository: Repository | None) -> None:
        """Raise WeaveFixError for what cannot be kept, before anything is looked at."""
        asked = self.flags
        if len(asked) > 1:
            raise WeaveFixError(f"{asked[0]} and {asked[1]} do not go together; give one after the other")
        if self.add_words and not config.words_files:
            hint = 'name one: words-files = ["docs/words.txt"] in the configuration, or --words-file FILE'
            raise WeaveFixError(f"--add-words: there is no words file to write into; {hint}")
        if self.reject and repository is None:
            hint = "leave the place alone with a comment (`<!-- weave-fix: ignore -->`)"
            raise WeaveFixError(f"--reject: no git repository here that could keep it; {hint}")
        for word in self.reject:
            if len(word) < LEAST and ":" not in word:
                raise WeaveFixError(f"--reject {word!r:.40}: too short; give {LEAST} digits of the id or more")


def remember(
    wanted: Remember,
    config: Config,
    repository: Repository | None,
    environ: Mapping[str, str],
    cwd: Path,
    stderr: IO[str],
    given: GivenText | None = None,
) -> int:
    """Keep what is `wanted` of what a run would find, and return the exit status.

    WeaveFixError for wrong use and for files that do not hold.
    """
    config = begin(wanted, config, repository)
    reporter = TerminalReporter(
        stderr, color.Colorizer(color.wanted(config.color, stderr, environ)), quiet=config.quiet
    )
    where = (config, repository, environ, cwd)
    inputs = select(*where) if given is None else select_text(*where, *given)
    results = list(BatchRunner(inputs, repository, config, reader_of(config, repository)).run_all())
    judged = [(one.patch, findings_of(one.patch)) for one in results if isinstance(one, FileResult)]
    found = tuple((finding, patch.document.text) for patch, every in judged for finding in every)
    failures = [FileFailure(str(failure), is_fault=False) for failure in inputs.failures]
    failures += [one for one in results if isinstance(one, FileFailure)]
    for message in dict.fromkeys(("fault" if one.is_fault else "error", one.message) for one in failures):
        reporter.error(*message)
    for line in keep(wanted, found, config, repository, cwd):
        reporter.note(line)
    if not failures:
        return CLEAN
    return FAULT if any(one.is_fault for one in failures) else EXPECTED


def begin(wanted: Remember, config: Config, repository: Repository | None) -> Config:
    """Return the configuration by which to look for what is `wanted`; WeaveFixError for what cannot be kept."""
    wanted.check(config, repository)
    if wanted.add_words:
        _make_words_file(config, repository)
    elif wanted.write_baseline is not None:
        return config._replace(baseline=None)
    return config


def keep(
    wanted: Remember,
    found: Sequence[tuple[Finding, str]],
    config: Config,
    repository: Repository | None,
    cwd: Path,
) -> list[str]:
    """Keep what is wanted of the findings, each with the text it is in; return what to say, in words for a user."""
    if wanted.write_baseline is not None:
        return [_write_baseline(cwd / wanted.write_baseline, found)]
    if wanted.add_words:
        return _add_words(words.files_of(config, _top(repository))[0], found)
    assert repository is not None
    return _reject(wanted.reject, repository.root, found)


def _top(repository: Repository | None) -> Path:
    return Path() if repository is None else repository.root


def _write_baseline(file: Path, found: Iterable[tuple[Finding, str]]) -> str:
    if not file.parent.is_dir():
        raise WeaveFixError(f"--write-baseline {file}: there is no folder {file.parent}; make it first")
    rows = [(one.path, one.signature, _places(one, text)) for one, text in found]
    try:
        number = baseline.write(file, rows)
    except OSError as error:
        raise WeaveFixError(f"{file}: cannot be written ({error.strerror}); name another file") from error
    findings = "1 finding" if number == 1 else f"{number} findings"
    return f"{file}: {findings} accepted. `weave-fix --baseline {file.name}` reports what is new."


def _places(finding: Finding, text: str) -> tuple[Piece, ...]:
    return tuple(pieces(text, finding.edits))


def _reject(ids: Sequence[str], root: Path, found: Sequence[tuple[Finding, str]]) -> list[str]:
    known = rejections.load(root)
    lines, fresh = [], []
    for wanted in ids:
        near = {one.id: (one, text) for one, text in found if _is_meant(one, wanted)}
        if len(near) > 1:
            names = ", ".join(sorted(near))
            raise WeaveFixError(f"--reject {wanted}: stands for {len(near)} findings; give one of {names}")
        if near:
            ((one, text),) = near.values()
            fresh.append(rejections.Rejection(one.id, one.signature, one.path, _places(one, text)))
            before, after = one.quotation
            lines.append(f'{one.path}:{one.line}:{one.column}: refused "{before}" -> "{after}"')
        elif known.holds(wanted):
            lines.append(f"{wanted} is refused already")
        else:
            hint = "name the file that it is in, give --base as the run did, or take the repair back first"
            raise WeaveFixError(f"--reject {wanted}: nothing is found there, or with this id; {hint}")
    if fresh:
        try:
            file = rejections.add(root, fresh)
        except OSError as error:
            raise WeaveFixError(f"{root / rejections.NAME}: cannot be written ({error.strerror})") from error
        lines.append(f"Commit {file.name}, so that nobody is asked again.")
    return lines


def _is_meant(finding: Finding, wanted: str) -> bool:
    if ":" not in wanted:
        return finding.id.startswith(wanted)
    place = f"{finding.path}:{finding.line}"
    return wanted.removesuffix(":") in (place, f"{place}:{finding.column}")


def _make_words_file(config: Config, repository: Repository | None) -> None:
    """Make the first words file where there is none yet."""
    first = words.files_of(config, _top(repository))[0]
    if first.exists():
        return
    if not first.parent.is_dir():
        raise WeaveFixError(f"{first}: there is no folder {first.parent}; make it first")
    try:
        write_atomically(first, b"", new=True)
    except OSError as error:
        raise WeaveFixError(f"{first}: cannot be written ({error.strerror}); name another file") from error


def _add_words(file: Path, found: Iterable[tuple[Finding, str]]) -> list[str]:
    written = [[] if one.is_event else words.rewritten(text, one.edits) for one, text in found]
    fresh = dict.fromkeys(word for words_of_one in written for word in words_of_one)
    others = written.count([])
    lines = []
    if fresh:
        try:
            words.append(file, fresh)
        except OSError as error:
            raise WeaveFixError(f"{file}: cannot be written ({error.strerror}); name another file") from error
        lines.append(f"{file}: added {', '.join(fresh)}")
    else:
        lines.append(f"{file}: no word to add")
    if others:
        findings = "1 finding is" if others == 1 else f"{others} findings are"
        lines.append(f"{findings} not about how a word is written; a comment or --reject leaves such a place alone.")
    return lines
