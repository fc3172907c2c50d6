"""One tag of HTML or XML that was put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import character_at, character_before
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.markdown.blocks import Kind
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

    from weave_fix.evidence.history.intent.reasons import Verdict
    from weave_fix.evidence.history.intent.texts import Texts
    from weave_fix.records import Edit

TAG = lazy_pattern(r"<(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)\s*(?P<is_empty>/?)>")
"""A tag without attributes, as damage puts it in."""
VOID = frozenset({"br", "hr", "img", "wbr", "input", "col", "area", "source", "track", "embed"})
"""Elements of HTML that have no end."""
CODE = frozenset({Kind.FENCED, Kind.INDENTED, Kind.CODE})
GLUED_TO = ",;`"
"""Marks that nobody puts a tag beside; a letter or a digit is one more."""


def put_in_tag(edit: Edit, texts: Texts) -> Verdict | None:
    """Return what can be said of a change that puts in one tag and nothing else; None for another change."""
    match = TAG.fullmatch(edit.before)
    if match is None or edit.after:
        return None
    if _is_parameter(edit, match, texts):
        return Reason.TAG.intended
    name = match["name"].lower()
    beside = character_before(texts.document, edit.start), character_at(texts.document, edit.end)
    is_in_word = all(char.isalpha() for char in beside)
    if name in VOID:
        return Reason.TAG_IN_WORD.broken if is_in_word else Reason.TAG.intended
    opened, closed = texts.tags(name)
    if match["closes"] and closed > opened:
        return Reason.TAG_UNOPENED.broken
    if is_in_word and opened != closed:
        return Reason.TAG_IN_WORD.broken
    if not any(char.isalnum() or (char and char in GLUED_TO) for char in beside):
        return Reason.TAG.open
    if match["is_empty"] and name.islower() and not texts.is_in_base(f"<{match['name']}"):
        return Reason.TAG_UNKNOWN.broken
    return Reason.TAG_UNCLOSED.broken if opened > closed and not match["closes"] else Reason.TAG.open


def _is_parameter(edit: Edit, match: re.Match[str], texts: Texts) -> bool:
    """Whether a tag is in code what the name before it gets: `List<number>`, and no word goes on behind it."""
    before, behind = character_before(texts.document, edit.start), character_at(texts.document, edit.end)
    is_tag = match["closes"] or match["is_empty"]
    return not is_tag and before.isalnum() and not behind.isalnum() and texts.kind(edit.start) in CODE
