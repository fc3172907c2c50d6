"""The gate that every patch passes before it is written.

What it refuses is weave-fix's own fault, never the user's: nothing of that file is written then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import apply_edits
from weave_fix.errors import FaultError
from weave_fix.markdown.structure import COMMENT, TAG
from weave_fix.markdown.syntax import MARKDOWN, syntax_of
from weave_fix.patch.alone import changes_alone
from weave_fix.patch.unified_diff import edits_of
from weave_fix.records import Document, FilePatch, Refusal, decode, encode, is_of_history
from weave_fix.runtime.stages import GATE, stage

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from weave_fix.markdown.structure import Structure
    from weave_fix.markdown.syntax import Syntax
    from weave_fix.records import Base, Fix


IGNORED_TOKENS = frozenset({"text ", "softbreak br", "hardbreak br", "html_inline "})
"""Tokens that come and go with a line end, a stray tag or the piece of text beside them; a page stays what it is."""
PARSED = 800_000
"""Characters that are parsed to find the repairs that would change the structure, about; four seconds' work."""
LEAST_SHARE = 0.04
"""Of a text, that a look at one repair costs at least."""
BESIDE = 2
"""Blocks that are parsed again for one that changes, about."""
FEWEST_TRIES = 8
"""Texts that are parsed for it all the same, however long they are."""
TOO_MANY = "it is one of too many repairs, some of which would change the Markdown structure, to look at each"


@stage(GATE)
def verify(patch: FilePatch, bases: Sequence[Base], again: Callable[[Document], FilePatch]) -> FilePatch:
    """Return what `again` finds in the text after; raise FaultError unless `patch` may be written.

    - Outside its edits every byte is as it was.
    - The Markdown structure is as it was, or changes back to a base's: damage breaks structure (a line end taken out
      joins two paragraphs, a stray back-tick opens code), and undoing it restores structure. Where a swap cut what
      the user rewrote, some of what comes back was never in the base; at most two tokens may lead away from it
      for each that leads back. The same holds for code, tags and the targets of links; a comment stays. What the
      language alone repairs changes nothing of it, but for the tag that it takes out.
    - `again`, which examines a document as the first run did, finds nothing more to apply in the text after.
    """
    document = patch.document
    if decode(document.raw) != document.text or encode(document.text) != document.raw:
        raise _fault_error(patch, "its text is not what its bytes say")
    try:
        made = apply_edits(document.text, edits_of(patch))
        after = encode(patch.text_after)
    except (FaultError, UnicodeEncodeError) as error:
        raise _fault_error(patch, f"its repairs cannot be made ({error})") from error
    if made != patch.text_after:
        raise _fault_error(patch, "its repairs would change text beside them")
    if not patch.changed:
        return patch
    if problem := _problem_of(patch, bases):
        raise _fault_error(patch, problem)
    second = again(Document.from_bytes(document.path, after))
    if second.applied:
        raise _fault_error(patch, f"a second run would go on with {second.applied[0].candidate.signature}")
    return second


@stage(GATE)
def drop_structure_changes(patch: FilePatch, bases: Sequence[Base]) -> FilePatch:
    """Return `patch` without the repairs that would change what the page shows, other than back to a base.

    They are refused, with that as the reason: history or language says that they are right, the page says that they
    are not.
    """
    if not patch.changed or _problem_of(patch, bases) is None:
        return patch
    others = [fix for fix in patch.applied if not fix.is_event]
    tries = _tries(patch)
    doubtful = _without_harmless(patch, others)
    if len(doubtful) <= tries:
        patch = without(patch, _wrong_alone(patch, doubtful, bases))
        if _problem_of(patch, bases) is None:
            return patch
        others = [fix for fix in patch.applied if not fix.is_event]
    return without(patch, _wrong_in_groups(patch, others, bases, tries))


def _tries(patch: FilePatch) -> int:
    """Return how many repairs may be looked at one by one: a change in a short block has little parsed again."""
    text = patch.document.text
    share = min(1.0, max(LEAST_SHARE, BESIDE * syntax_of(patch.document.path).structure(text).share))
    return max(FEWEST_TRIES, int(PARSED / max(1.0, share * len(text))))


def without(patch: FilePatch, wrong: Iterable[tuple[Fix, str]]) -> FilePatch:
    """Return `patch` without the repairs that are `wrong`, each refused for its reason."""
    reasons = {id(fix): (fix, reason) for fix, reason in wrong}
    refusals = tuple(Refusal(fix.candidate, reason) for fix, reason in reasons.values())
    kept = _with_applied(patch, tuple(fix for fix in patch.applied if id(fix) not in reasons))
    return kept._replace(refused=(*patch.refused, *refusals))


def _without_harmless(patch: FilePatch, others: Sequence[Fix]) -> list[Fix]:
    """Return those of the repairs `others` that by themselves may change what the page shows."""
    text = patch.document.text
    if _without_events(patch) != text:
        return [*others]
    changes = changes_alone(text, [fix.candidate.edits for fix in others], syntax_of(patch.document.path))
    return [
        fix
        for fix, change in zip(others, changes, strict=True)
        if change is None or _lost_comments(*change) or not _is_same_page(*change)
    ]


def _wrong_alone(patch: FilePatch, others: Sequence[Fix], bases: Sequence[Base]) -> Iterator[tuple[Fix, str]]:
    """Yield those of the repairs `others` that by themselves would change what the page shows, and why."""
    text, before, syntax = patch.document.text, _without_events(patch), syntax_of(patch.document.path)
    events = [edit for fix in patch.applied if fix.is_event for edit in fix.candidate.edits]
    for fix in others:
        alone = apply_edits(text, sorted([*events, *fix.candidate.edits]))
        if problem := structure_problem(before, alone, () if _is_of_text(fix) else bases, syntax):
            yield fix, problem


def _wrong_in_groups(
    patch: FilePatch, others: Sequence[Fix], bases: Sequence[Base], tries: int
) -> Iterator[tuple[Fix, str]]:
    """Yield those of the repairs `others` that would change what the page shows, beside those that are kept, and why.

    They are looked at by halves: each look may parse the whole text. What is left after as many `tries` is not looked
    at, and refused as well.
    """
    kept = tuple(fix for fix in patch.applied if fix.is_event)
    half = len(others) // 2
    groups = [others[half:], others[:half]]
    while groups:
        group = groups.pop()
        problem = _problem_of(_with_applied(patch, (*kept, *group)), bases) if tries > 0 else TOO_MANY
        tries -= 1
        half = len(group) // 2
        if problem is None:
            kept += tuple(group)
        elif half and problem != TOO_MANY:
            groups += (group[half:], group[:half])
        else:
            yield from ((fix, problem) for fix in group)


def _with_applied(patch: FilePatch, applied: tuple[Fix, ...]) -> FilePatch:
    """Return `patch` with no other repairs than these."""
    kept = patch._replace(applied=applied)
    return kept._replace(text_after=apply_edits(patch.document.text, edits_of(kept)))


def _problem_of(patch: FilePatch, bases: Sequence[Base]) -> str | None:
    """Return why the repairs of `patch` may not change the page as they do, None if they may.

    Those that no base speaks for may not change it at all.
    """
    before, syntax = _without_events(patch), syntax_of(patch.document.path)
    problem = structure_problem(before, patch.text_after, bases, syntax)
    own = list(filter(_is_of_text, patch.applied))
    if problem or not own or not bases:
        return problem
    edits = [edit for fix in patch.applied if fix.is_event or fix in own for edit in fix.candidate.edits]
    return structure_problem(before, apply_edits(patch.document.text, sorted(edits)), (), syntax)


def _is_of_text(fix: Fix) -> bool:
    """Whether a repair is made for what the text alone says."""
    return not fix.is_event and bool(fix.evidence) and not is_of_history(fix.evidence)


def _without_events(patch: FilePatch) -> str:
    """Return the text once what happened to the file as a whole is undone: that may change its structure."""
    edits = sorted(edit for fix in patch.applied if fix.is_event for edit in fix.candidate.edits)
    return apply_edits(patch.document.text, edits) if edits else patch.document.text


def structure_problem(before: str, after: str, bases: Sequence[Base], syntax: Syntax = MARKDOWN) -> str | None:
    """Return why the way from `before` to `after` may not change the page as it does, None if it may.

    What counts is the Markdown structure, code, comments, tags and the targets of links. A comment is never taken out,
    but for one that was damaged and comes back as a base has it; a tag that is taken out is what was repaired.
    """
    old, new = syntax.structure(before), syntax.structure(after)
    lost = _lost_comments(old, new)
    if not lost and _is_same_page(old, new):
        return None
    wanted = [syntax.structure(base.text) for base in bases]
    if lost and not any(_comments_come_back(old, new, base) for base in wanted):
        return f"it would take out the comment {lost[0]:.80}"
    if _kept(old.tokens) == _kept(new.tokens):
        if any(_pieces_lead_back(old.pieces, new.pieces, base.pieces) for base in wanted):
            return None
        kind, content = min((old.pieces - new.pieces) or (new.pieces - old.pieces))
        return f"it would change code, a tag or a link away from its base ({kind} {content:.80})"
    if any(_leads_back(old.tokens, new.tokens, base.tokens) for base in wanted):
        return None
    first = next(
        (n for n, pair in enumerate(zip(old.tokens, new.tokens, strict=False)) if pair[0] != pair[1]),
        min(len(old.tokens), len(new.tokens)),
    )
    was, becomes = (tokens[first] if first < len(tokens) else "the end" for tokens in (old.tokens, new.tokens))
    return f"it would change the Markdown structure away from its base ({was} becomes {becomes})"


def _lost_comments(old: Structure, new: Structure) -> list[str]:
    return sorted(content for kind, content in old.pieces - new.pieces if kind == COMMENT)


def _comments_come_back(old: Structure, new: Structure, wanted: Structure) -> bool:
    """Whether for each comment that goes one comes that the base has, and the text had not."""
    back = sum(1 for kind, content in (new.pieces - old.pieces) if kind == COMMENT and (kind, content) in wanted.pieces)
    lost = _lost_comments(old, new)
    return len(lost) <= back and all((COMMENT, content) not in wanted.pieces for content in lost)


def _is_same_page(old: Structure, new: Structure) -> bool:
    """Whether the page shows the same, but for what may come and go and tags that were taken out."""
    return _kept(old.tokens) == _kept(new.tokens) and _same_pieces(old.pieces, new.pieces)


def _kept(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token not in IGNORED_TOKENS]


def _same_pieces(old: Counter[tuple[str, str]], new: Counter[tuple[str, str]]) -> bool:
    """Whether nothing but tags was taken out."""
    return all(kind == TAG for kind, _ in old - new) and not new - old


def _leads_back(old: Sequence[str], new: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the tokens `new` are no farther from the base than `old`, or little."""
    from rapidfuzz.distance import Indel

    # Tokens that lead away from the base, less those that lead back to it.
    worse = Indel.distance(new, wanted) - Indel.distance(old, wanted)
    return worse <= 0 or worse * 3 <= Indel.distance(old, new)


def _pieces_lead_back(
    old: Counter[tuple[str, str]], new: Counter[tuple[str, str]], wanted: Counter[tuple[str, str]]
) -> bool:
    def apart(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> int:
        return (one - other).total() + (other - one).total()

    worse = apart(new, wanted) - apart(old, wanted)
    return worse <= 0 or worse * 3 <= apart(old, new)


def _fault_error(patch: FilePatch, reason: str) -> FaultError:
    return FaultError(
        f"{patch.document.path}: {reason}. Nothing was written to this file. This is weave-fix's own fault: please "
        "report it with the file and its last committed version"
    )
