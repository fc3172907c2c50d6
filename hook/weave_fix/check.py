"""The gate that every patch passes before it is written.

What it refuses is weave-fix's own fault, never the user's: nothing of that file is written then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from weave_fix.data import Document, Refusal, decode, encode
from weave_fix.errors import FaultError
from weave_fix.markdown import FRONT_MATTER
from weave_fix.patch import apply_edits, edits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from weave_fix.data import Base, FilePatch

LOOSE = frozenset({"text ", "softbreak br", "hardbreak br", "html_inline "})
"""Tokens that come and go with a line end, a stray tag or the piece of text beside them; a page stays what it is."""
SURROGATE = re.compile("[\ud800-\udfff]")


def verify(patch: FilePatch, bases: Sequence[Base], again: Callable[[Document], FilePatch]) -> None:
    """Raise FaultError unless `patch` may be written.

    - Outside its edits every byte is as it was.
    - The Markdown structure is as it was, or changes back to a base's: damage breaks structure (a line end taken out
      joins two paragraphs, a stray back-tick opens code), and undoing it restores structure. Where a swap cut what
      the user wrote anew, some of what comes back was never in the base; at most two tokens may lead away from it
      for each that leads back.
    - `again`, which examines a document as the first run did, finds nothing more to apply in the text after.
    """
    document = patch.document
    if decode(document.raw) != document.text or encode(document.text) != document.raw:
        raise _fault(patch, "its text is not what its bytes say")
    try:
        made = apply_edits(document.text, edits_of(patch))
        after = encode(patch.text_after)
    except (FaultError, UnicodeEncodeError) as error:
        raise _fault(patch, f"its repairs cannot be made ({error})") from error
    if made != patch.text_after:
        raise _fault(patch, "its repairs would change text beside them")
    if not patch.changed:
        return
    if problem := structure_problem(document.text, patch.text_after, bases):
        raise _fault(patch, problem)
    if more := again(Document.from_bytes(document.path, after)).applied:
        raise _fault(patch, f"a second run would go on with {more[0].candidate.signature}")


def admit(patch: FilePatch, bases: Sequence[Base]) -> FilePatch:
    """Return `patch` without the repairs that would change the Markdown structure away from every base.

    They are refused, with that as the reason: history says that they are right, the page says that they are not.
    """
    if not patch.changed or structure_problem(patch.document.text, patch.text_after, bases) is None:
        return patch
    text = patch.document.text
    applied, refused = [], list(patch.refused)
    for repair in patch.applied:
        alone = apply_edits(text, repair.candidate.edits)
        if problem := structure_problem(text, alone, bases):
            refused.append(Refusal(repair.candidate, problem))
        else:
            applied.append(repair)
    kept = patch._replace(applied=tuple(applied), refused=tuple(refused))
    return kept._replace(text_after=apply_edits(text, edits_of(kept)))


def structure_problem(before: str, after: str, bases: Sequence[Base]) -> str | None:
    """Return why the way from `before` to `after` may not change the Markdown structure as it does, None if it may."""
    old, new = structure(before), structure(after)
    if [token for token in old if token not in LOOSE] == [token for token in new if token not in LOOSE]:
        return None
    from rapidfuzz.distance import Indel

    for base in bases:
        wanted = structure(base.text)
        # Tokens that lead away from the base, less those that lead back to it.
        worse = Indel.distance(new, wanted) - Indel.distance(old, wanted)
        if worse <= 0 or worse * 3 <= Indel.distance(old, new):
            return None
    first = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    was, becomes = (tokens[first] if first < len(tokens) else "the end" for tokens in (old, new))
    return f"it would change the Markdown structure away from its base ({was} becomes {becomes})"


@lru_cache(maxsize=8)
def structure(text: str) -> list[str]:
    """Return the types of all block and inline tokens of `text` in order, as markdown-it-py reads it.

    CommonMark with tables and strikethrough; front matter is one token.
    """
    from markdown_it import MarkdownIt

    # An undecodable byte may stand in a link's target, which the parser encodes; to structure it is any other letter.
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    front = FRONT_MATTER.match(text)
    found = ["front_matter"] if front else []
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(text[front.end() :] if front else text):
        found.append(_kind(token))
        found += [_kind(child) for child in token.children or ()]
    return found


def _kind(token: Token) -> str:
    """Return the token's type, with what makes another element of it: a heading's level, a list without gaps."""
    return f"{token.type} {token.tag}{' hidden' if token.hidden else ''}"


def _fault(patch: FilePatch, reason: str) -> FaultError:
    return FaultError(
        f"{patch.document.path}: {reason}. Nothing was written to this file. This is weave-fix's own fault: please "
        "report it with the file and its last committed version"
    )
