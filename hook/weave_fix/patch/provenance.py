"""Where a foreign span came from: the file of the repository that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.records import encode

if TYPE_CHECKING:
    from weave_fix.git import Repository
    from weave_fix.records import FilePatch, Fix

SIGNATURE = "transpose_substrings"
SHORTEST = 16
"""Characters of one line that a span must have to be looked for; less stands in many files."""
MOST = 5
"""Spans of one document that are looked for at most."""


def name_sources(patch: FilePatch, repository: Repository, commit: str) -> FilePatch:
    """Return `patch` with the file named, in the message of each foreign span, that holds the span in `commit`.

    The longest piece of the span that lies in one line is looked for; the document itself is no other text.
    """
    looked = 0

    def named(fix: Fix) -> Fix:
        nonlocal looked
        candidate = fix.candidate
        pieces = [line.strip() for edit in candidate.edits for line in edit.before.split("\n")]
        piece = max(pieces, key=len, default="")
        if candidate.signature != SIGNATURE or len(piece) < SHORTEST or looked >= MOST:
            return fix
        looked += 1
        paths = [path for path in repository.grep_fixed(encode(piece), commit, 2) if path != patch.document.path]
        if not paths:
            return fix
        message = f"{candidate.message}, which stands in {paths[0]}"
        return fix._replace(candidate=candidate._replace(message=message, origin=paths[0]))

    return patch._replace(
        applied=tuple(named(fix) for fix in patch.applied),
        unapplied=tuple(named(fix) for fix in patch.unapplied),
    )
