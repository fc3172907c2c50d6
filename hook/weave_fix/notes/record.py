"""The step of a run that keeps its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.files.discover import LIMIT
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.git import Repository
    from weave_fix.records import FilePatch

HINT = (
    "Notes of this wait for a commit-msg hook: add the hook weave-notes and the line `default_install_hook_types: "
    "[pre-commit, commit-msg]` to .pre-commit-config.yaml and run `pre-commit install`, or run `weave-notes --install`."
)
HINTED = "hinted"
"""An empty file beside the journal: the hint was given here."""


class NoteMessages(NamedTuple):
    """What a user has to be told of it; both may be empty."""

    hint: str = ""
    warning: str = ""


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Tell whether notes are of use: a CI job's checkout is thrown away before anybody commits in it."""
    return environ.get("CI", "").lower() in ("", "0", "false")


def record(patches: Sequence[FilePatch], repository: Repository, *, every: bool, hints: bool) -> NoteMessages:
    """Keep an entry for each repair of `patches`, which are about to be written; with `every` for each finding too.

    With `hints` the result says, once in a repository, how to install the hook that these notes wait for.

    A note whose repair then cannot be written does no harm: no commit will hold its text.
    """
    from weave_fix.notes import FOLDER, install
    from weave_fix.notes.journal import Journal
    from weave_fix.notes.records import entries_of, read

    parents = repository.parents_of_next_commit()
    paths = [patch.document.path for patch in patches]
    try:
        specs = [f"{parent}:{path}" for path in paths for parent in parents]
        held = {spec: read(raw) for spec, _, raw in repository.read_blobs_below(specs, LIMIT) if raw is not None}
        entries = []
        for patch, path in zip(patches, paths, strict=True):
            texts = [held[spec] for parent in parents if (spec := f"{parent}:{path}") in held]
            entries += entries_of(patch, parents[0] if parents else "", texts, every=every)
        if not entries:
            return NoteMessages()
        journal = Journal(repository.git_path(FOLDER))
        aside = journal.quarantine_corrupt()
        journal.add(entries)
        broken = f"{aside}: a part of the notes could not be read and was set aside there" if aside is not None else ""
        hinted = journal.folder / HINTED
        if not hints or hinted.exists() or install.is_installed(repository):
            return NoteMessages(warning=broken)
        hinted.touch()
        return NoteMessages(HINT, broken)
    except (WeaveFixError, OSError) as error:
        return NoteMessages(warning=f"the notes of this run are not kept: {error}")
