"""Which texts are checked, and what stood there before.

Without a path named it is what the index holds and the base commit does not. Named files and folders are read from
the working tree: pre-commit names files, and puts unstaged edits aside before; a person means the file on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from weave_fix.errors import FileError, WeaveFixError
from weave_fix.files.discover import LIMIT, Expansion, SkippedFile, expand, load, not_text, real_path, too_large
from weave_fix.git import LINK, SUBMODULE, Change, Repository
from weave_fix.markdown.suffixes import is_markdown, why_never
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import with_line_ends_of
from weave_fix.records import COMMIT_SHOWN, Base, Document, decode
from weave_fix.runtime.stages import GIT, stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from weave_fix.config import Config
    from weave_fix.git.past import PastText

    Blobs = Iterator[tuple[str, int | None, bytes | None]]

__all__ = ["Input", "Inputs", "SkippedFile", "Source", "base_commits", "select", "select_commit", "select_text"]

Source = Literal["index", "worktree"]


class Input(NamedTuple):
    """One text to check."""

    document: Document
    bases: tuple[Base, ...]
    """Empty for a new file; several in a merge."""
    source: Source
    """Where the text was read."""
    past: tuple[PastText, ...] = ()
    """Where older texts are kept, newest first, if those are to be asked too."""


class Inputs(NamedTuple):
    """What there is to do. A file that is word for word a base stands nowhere, unless whole files are checked."""

    documents: tuple[Input, ...]
    """Sorted by path when read from the index, else in the order named."""
    skipped: tuple[SkippedFile, ...]
    failures: tuple[FileError, ...]
    commit: str | None = None
    """Where the repository's words are looked up: the first commit that bases are in; None where there is none."""
    lacking: tuple[str, ...] = ()
    """The bases that a partial clone lacks, and what else is looked at in part alone, in words for a user."""
    remark: str = ""
    """What was compared with in place of what was named, in words for a user; told with `verbose` alone."""
    unchanged: tuple[str, ...] = ()
    """Files that are a base word for word, and were not looked at."""
    deadline: float = 0.0
    """When to ask no more older texts, on the clock of `time.monotonic`."""
    pages: str | None = None
    """The commit that has the other pages of the repository; None: they are in the index."""


class _BaseLocation(NamedTuple):
    """Where one base of a file is kept."""

    commit: str
    path: str
    spec: str


class _PendingInput(NamedTuple):
    """A file to read, with its bases."""

    path: str
    oid: str | None
    """Its staged content; None: read the working tree."""
    locations: tuple[_BaseLocation, ...]
    raw: bytes | None = None
    """Its content, where that is given and not to be read."""


@stage(GIT)
def select(config: Config, repository: Repository | None, environ: Mapping[str, str], cwd: Path) -> Inputs:
    """Read every file to check and its bases.

    `environ` is asked for pre-commit's from-ref and to-ref; named paths start at the absolute folder `cwd`.
    WeaveFixError where nothing can be read at all: no repository and no path, or a base that names no commit. What
    ails one file alone is in the result's `failures`.
    """
    if repository is None:
        if not config.paths:
            raise WeaveFixError(f"{cwd}: no git repository here; run weave-fix inside one, or name the files to read")
        if config.base is not None:
            raise WeaveFixError(f"{cwd}: no git repository here that could know --base {config.base}; leave it out")
        expansion = expand(config.paths, None, cwd, config.include)
        wanted = [_PendingInput(name, None, ()) for name in expansion.files]
        commits: tuple[str, ...] = ()
    else:
        commits = base_commits(config, repository, environ)
        changes = [{change.path: change for change in repository.changes_since(c)} for c in commits or (None,)]
        expansion = expand(config.paths, repository, cwd, config.include)
        if config.paths:
            wanted = [_PendingInput(path, None, _locations(path, commits, changes)) for path in expansion.files]
        else:
            wanted = _staged(commits, changes, expansion)
    found = _read(wanted, commits, config, repository, expansion)
    return found._replace(remark=_parted(config, repository, commits)) if config.verbose else found


@stage(GIT)
def select_text(
    config: Config, repository: Repository | None, environ: Mapping[str, str], cwd: Path, name: str, raw: bytes
) -> Inputs:
    """Take the bytes `raw` for the content of the file `name`, and read its bases.

    `name` starts at the absolute folder `cwd`. The file need not exist. Outside the repository it has no base.
    """
    expansion = Expansion()
    path, commits, locations = name, tuple[str, ...](), tuple[_BaseLocation, ...]()
    file = real_path(cwd / name)
    if repository is not None and file.is_relative_to(repository.root):
        path = file.relative_to(repository.root).as_posix()
        commits = base_commits(config, repository, environ)
        changes = [{change.path: change for change in repository.changes_since(c)} for c in commits]
        locations = _locations(path, commits, changes)
    return _read([_PendingInput(path, None, locations, raw)], commits, config, repository, expansion)


def select_commit(config: Config, repository: Repository, commit: str, parent: str | None) -> Inputs:
    """Read the Markdown files that `commit` adds or changes, as a hook read them from the index before it was made.

    `parent`, None for a first commit, has the bases. The paths that the configuration names play no part.
    """
    expansion = Expansion(config.include)
    commits = () if parent is None else (parent,)
    changes = {change.path: change for change in repository.changes_between(parent, commit)}
    return _read(_staged(commits, [changes], expansion), commits, config, repository, expansion)._replace(pages=commit)


def _read(
    wanted: Sequence[_PendingInput],
    commits: Sequence[str],
    config: Config,
    repository: Repository | None,
    expansion: Expansion,
) -> Inputs:
    """Read the files that are wanted and not excluded, with their bases."""
    wanted = [file for file in wanted if not _excluded(file, config, expansion)]
    blobs: Blobs = iter(()) if repository is None else repository.read_blobs_below(_specs(wanted), LIMIT)
    whole = config.scope == "all"
    found = (_input(file, blobs, expansion, repository, whole=whole) for file in wanted)
    documents = [item for item in found if item is not None]
    failures, skipped, lacking = tuple(expansion.failures), tuple(expansion.skipped), tuple(expansion.lacking)
    unchanged = tuple(expansion.unchanged)
    return Inputs(tuple(documents), skipped, failures, next(iter(commits), None), lacking, unchanged=unchanged)


def base_commits(config: Config, repository: Repository, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the commits whose texts are the bases: several in a merge, none before the first commit.

    Under `pre-commit run --from-ref ... --to-ref ...` it is where the two parted.
    """
    if config.base is not None:
        return (_base_commit(config, repository),)
    if from_ref := environ.get("PRE_COMMIT_FROM_REF"):
        start = repository.resolve(from_ref)
        end = repository.resolve(environ.get("PRE_COMMIT_TO_REF") or "HEAD")
        return (repository.merge_base(start, end) or start,)  # a shallow clone may not know where they parted
    return repository.parents_of_next_commit()


def _base_commit(config: Config, repository: Repository) -> str:
    """Return where HEAD and the base that is named parted, or with `exact` the base itself."""
    base, head = repository.resolve(config.base or "HEAD"), repository.head()
    if config.exact or head is None:
        return base
    parted = repository.merge_base(base, head)
    if parted is None and repository.shallow_commits():
        hint = "fetch all of it (`git fetch --unshallow`, `fetch-depth: 0` in GitHub Actions), or give --exact"
        raise WeaveFixError(f"--base {config.base}: this shallow clone does not have where HEAD and it parted; {hint}")
    return parted or base


def _parted(config: Config, repository: Repository | None, commits: Sequence[str]) -> str:
    if repository is None or config.base is None or config.exact or commits[0] == repository.resolve(config.base):
        return ""
    shown = commits[0][:COMMIT_SHOWN]
    return f"compared with {shown}, where HEAD and {config.base} parted; --exact compares with the latter"


def _staged(commits: Sequence[str], changes: Sequence[dict[str, Change]], expansion: Expansion) -> list[_PendingInput]:
    """Return the Markdown files whose staged content is not that of any base."""
    wanted = []
    for path, change in changes[0].items():
        # What is missing among another parent's changes is that parent's text.
        if not is_markdown(path, expansion.include) or not all(path in others for others in changes):
            continue
        if reason := why_never(path):
            expansion.failures.append(FileError(path, reason))
        elif change.mode in (LINK, SUBMODULE):
            expansion.skipped.append(SkippedFile(path, "a symbolic link" if change.mode == LINK else "a submodule"))
        else:
            wanted.append(_PendingInput(path, change.oid, _locations(path, commits, changes)))
    return wanted


def _locations(path: str, commits: Sequence[str], changes: Sequence[dict[str, Change]]) -> tuple[_BaseLocation, ...]:
    """Return where the bases of `path` are kept; a spec may turn out to name nothing."""
    places = []
    for commit, changed in zip(commits, changes, strict=False):  # without a commit, everything has changed
        change = changed.get(path)
        if change is None:
            places.append(_BaseLocation(commit, path, f"{commit}:{path}"))
        elif change.base_path is not None and change.base_oid is not None:
            places.append(_BaseLocation(commit, change.base_path, change.base_oid))
    return tuple(places)


def _excluded(file: _PendingInput, config: Config, expansion: Expansion) -> bool:
    excluded = config.excludes(file.path)
    if excluded:
        expansion.skipped.append(SkippedFile(file.path, "excluded by the configuration", is_asked_for=True))
    return excluded


def _specs(wanted: Sequence[_PendingInput]) -> list[str]:
    return [spec for file in wanted for spec in (file.oid, *(place.spec for place in file.locations)) if spec]


def _input(
    file: _PendingInput, blobs: Blobs, expansion: Expansion, repository: Repository | None, *, whole: bool
) -> Input | None:
    """Read `file` and its bases, which come next in `blobs`; None if it is not checked.

    With `whole` a text is checked though it is a base word for word.
    """
    raw: bytes | None
    if file.raw is not None:
        raw = file.raw
    elif file.oid is None:
        raw = load(file.path, expansion.files[file.path], expansion)
    else:
        raw = _load_staged(file, blobs, expansion, repository)
    old = [(place, next(blobs)) for place in file.locations]
    if raw is None:
        return None
    if reason := not_text(raw):
        expansion.skipped.append(SkippedFile(file.path, reason))
        return None
    document = Document.from_bytes(file.path, raw)
    bases = []
    for place, (_, size, content) in old:
        if size is None and repository is not None and repository.is_partial and repository.names(place.spec):
            hint = f"it is looked at without; `git diff {place.commit[:COMMIT_SHOWN]}` fetches what is missing"
            expansion.lacking.append(
                f"{file.path}: this partial clone lacks its text in {place.commit[:COMMIT_SHOWN]}; {hint}"
            )
        if content is not None and not_text(content) is None:
            committed = decode(content)
            text = with_line_ends_of(document.text, committed)
            bases.append(Base(text, place.commit, place.path, "" if text == committed else committed))
    if not whole and any(_is_same(document, base, repository) for base in bases):
        expansion.unchanged.append(file.path)
        return None
    if any(_is_transcoded(document.text, base.text) for base in bases):
        expansion.skipped.append(SkippedFile(file.path, "not UTF-8, as its base is; nothing could be compared"))
        return None
    return Input(document, tuple(bases), "worktree" if file.oid is None else "index")


def _is_same(document: Document, base: Base, repository: Repository | None) -> bool:
    """Tell whether a text is its base, the line ends aside that git gives it."""
    if base.text != document.text or not base.committed:
        return base.text == document.text
    return repository is not None and repository.line_ends(document.path) == "auto"


def _load_staged(
    file: _PendingInput, blobs: Blobs, expansion: Expansion, repository: Repository | None
) -> bytes | None:
    _, size, raw = next(blobs)
    if size is None and repository is not None and repository.is_partial:
        expansion.skipped.append(SkippedFile(file.path, "this partial clone lacks its staged content"))
    elif size is None:
        reason = f"the repository lacks its staged content {file.oid}; stage it again, or look with git fsck"
        expansion.failures.append(FileError(file.path, reason))
    elif (large := too_large(size)) is not None:
        expansion.skipped.append(SkippedFile(file.path, large))
    return raw


def _is_transcoded(text: str, base: str) -> bool:
    """Tell whether the file went from UTF-8 to another encoding: then history would bring back its bytes."""
    return (
        not text.isascii()
        and not base.isascii()
        and all("\udc80" <= char <= "\udcff" for char in text if char > "\x7f")
        and not any("\udc80" <= char <= "\udcff" for char in base)
    )
