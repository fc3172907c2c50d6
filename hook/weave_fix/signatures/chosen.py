"""Which signatures are in force: what the configuration selects and ignores, and what comments in a text ignore."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.markdown import COMMENT
from weave_fix.markdown.comments import WORDS, comments
from weave_fix.nearest import nearest
from weave_fix.places import Places
from weave_fix.signatures.catalogue import FAMILIES, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.records import Document, FilePatch


def disabled(config: Config, path: str) -> frozenset[str]:
    """Return the ids of the signatures that the configuration leaves out in the file `path`."""
    every = catalogue()
    ignored = frozenset((*config.ignore, *config.ignored_in(path)))
    chosen = frozenset(config.select)
    return frozenset(
        name
        for name, entry in every.items()
        if ignored & {name, entry.family} or (chosen and not chosen & {name, entry.family})
    )


def check_names(config: Config) -> None:
    """Raise WeaveFixError where the configuration has a name of no signature and no family."""
    sources = dict(config.sources)
    every = catalogue()
    by_key = [("select", config.select), ("ignore", config.ignore)]
    by_key += [("per-file-ignores", names) for _, names in config.per_file_ignores]
    for key, names in by_key:
        for name in names:
            if name not in every and name not in FAMILIES:
                hint = nearest(name, [*FAMILIES, *every], "there are")
                source = sources.get(key.replace("-", "_"), key)
                raise WeaveFixError(f"{source}: {key}: there is no signature {name!r:.80}; {hint}")


@lru_cache(maxsize=4)
def _ignored(text: str) -> Mapping[str, Places]:
    """Return the parts of `text` that its comments ignore, by signature or family; those for all by `""`."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in comments(text).ignores:
        for name in one.names or ("",):
            spans.setdefault(name, []).append((one.start, one.end))
    return {name: Places(found) for name, found in spans.items()}


def is_ignored(text: str, spans: Sequence[tuple[int, int]], signature: str) -> bool:
    """Whether a comment in `text` ignores what `signature` finds at one of the `spans`, half-open.

    What touches an ignored part is left as a whole, the rest of it too.
    """
    if COMMENT not in text:
        return False
    ignored = _ignored(text)
    return any(name in ignored and ignored[name].touch(*span) for name in _names(signature) for span in spans)


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
    spans: dict[str, list[tuple[int, int]]] = {}
    for fix in (*patch.applied, *patch.unapplied):
        for name in _names(fix.candidate.signature):
            spans.setdefault(name, []).extend((edit.start, edit.end) for edit in fix.candidate.edits)
    found = {name: Places(places) for name, places in spans.items()}
    return tuple(
        f"{patch.document.path}:{one.line}: `weave-fix: {one.word}` ignores nothing; take it out"
        for one in comments(patch.document.text).ignores
        if not any(name in found and found[name].touch(one.start, one.end) for name in one.names or ("",))
    )


def _names(signature: str) -> tuple[str, ...]:
    """Return the names by which a comment can mean `signature`; the empty one is that of all."""
    entry = catalogue().get(signature)
    return ("", signature) if entry is None else ("", signature, entry.family)
