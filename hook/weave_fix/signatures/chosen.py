"""Which signatures are in force: what the configuration selects and ignores, and what comments in a text ignore."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.markdown.comments import NAME, WORDS, comments
from weave_fix.nearest import nearest
from weave_fix.signatures.catalogue import FAMILIES, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.config import Config
    from weave_fix.markdown.comments import Ignore
    from weave_fix.records import Document, FilePatch


def disabled(config: Config) -> frozenset[str]:
    """Return the ids of the signatures that the configuration leaves out; WeaveFixError for a name of none."""
    if not config.select and not config.ignore:
        return frozenset()
    sources = dict(config.sources)
    every = catalogue()
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        for name in names:
            if name not in every and name not in FAMILIES:
                hint = nearest(name, [*FAMILIES, *every], "there are")
                raise WeaveFixError(f"{sources.get(key, key)}: {key}: there is no signature {name!r:.80}; {hint}")
    ignored = frozenset(config.ignore)
    chosen = frozenset(config.select)
    return frozenset(
        name
        for name, entry in every.items()
        if ignored & {name, entry.family} or (chosen and not chosen & {name, entry.family})
    )


@lru_cache(maxsize=4)
def ignores(text: str) -> tuple[Ignore, ...]:
    """Return the parts of `text` that its comments ignore."""
    return comments(text).ignores if NAME in text else ()


def is_ignored(text: str, spans: Sequence[tuple[int, int]], signature: str) -> bool:
    """Whether a comment in `text` ignores what `signature` finds at one of the `spans`, half-open."""
    if NAME not in text:
        return False
    names = _names(signature)
    return any(one.covers(start, end, names) for one in ignores(text) for start, end in spans)


def wrong_comments(document: Document) -> tuple[str, ...]:
    """Return what is wrong with the comments of a document, in words for a user."""
    found = comments(document.text)
    every = [*FAMILIES, *catalogue()]
    wrong = [(line, f"there is no {word!r:.40}; {nearest(word, WORDS, 'there are')}") for line, word in found.unknown]
    for one in found.ignores:
        if not one.is_closed:
            wrong.append((one.line, "`weave-fix: off` never ends; put `weave-fix: on` where it should"))
        wrong += [
            (one.line, f"there is no signature {name!r:.80}; {nearest(name, every, 'there are')}")
            for name in one.names - {*every}
        ]
    return tuple(f"{document.path}:{line}: {words}" for line, words in sorted(wrong))


def unused_ignores(patch: FilePatch) -> tuple[str, ...]:
    """Return the comments that ignore nothing of what `patch` has, which was made without regard to them."""
    found = [
        (edit.start, edit.end, _names(fix.candidate.signature))
        for fix in (*patch.applied, *patch.unapplied)
        for edit in fix.candidate.edits
    ]
    return tuple(
        f"{patch.document.path}:{one.line}: `weave-fix: {one.word}` ignores nothing; take it out"
        for one in ignores(patch.document.text)
        if not any(one.covers(*place) for place in found)
    )


def _names(signature: str) -> frozenset[str]:
    entry = catalogue().get(signature)
    return frozenset({signature} if entry is None else {signature, entry.family})
