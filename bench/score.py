"""How near the working tree is to what the human wrote."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bench.regimes import Case
    from bench.tools import Finding

BESIDE = 1
"""Lines by which a finding may miss the damage and still have seen it."""
CONTEXT = 40
"""Characters shown on each side of a change."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one case."""

    case: Case
    got: str
    damage: int
    """Character edits between the staged text and the wanted one."""
    left: int
    """Character edits between the repaired text and the wanted one."""
    seen: bool | None
    """A finding touches a damaged line; in an undamaged file, there is a finding. None: there was no report."""
    found: int | None
    """Findings in the file; None: there was no report."""

    @property
    def changed(self) -> bool:
        """Whether the tool touched the file."""
        return self.got != self.case.staged

    @property
    def places(self) -> int:
        """Where the tool touched the file: changed words that stand side by side are one place."""
        return len(replacements(self.case.staged, self.got))

    @property
    def words(self) -> int:
        """Words of the staged text, as white space parts them."""
        return len(self.case.staged.split())


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of files, and sums of character edits, over the cases of one row."""

    n: int
    changed: int
    exact: int
    closer: int
    worse: int
    seen: int | None
    damage: int
    left: int
    words: int
    places: int
    found: int | None


def judge(case: Case, got: str, findings: Sequence[Finding] | None, mended: str | None = None) -> Verdict:
    """Return the verdict on `case` when the working tree holds `got`; `findings` are those of its path.

    `mended` is what the tool made of the wanted text, where that was tried: as right as the wanted text itself.
    """
    damage = Levenshtein.distance(case.want, case.staged)
    want = case.want if mended is None or got == case.staged else wanted(case.want, mended, got)
    left = damage if got == case.staged else Levenshtein.distance(want, got)
    seen, found = (None, None) if findings is None else (saw(case, findings), len(findings))
    return Verdict(case, got, damage, left, seen, found)


def wanted(want: str, mended: str, got: str) -> str:
    """Return `want` with those of the changes that make it `mended` that `got` has as well.

    The writer's own typos stand in the damaged text too: to mend one there must cost a tool nothing, and to leave it,
    because the damage has hidden it, must cost nothing either.
    """
    best = want
    # From the end, so that the changes still to come stand where they stood.
    for start, end, text in reversed(replacements(want, mended)):
        other = best[:start] + text + best[end:]
        if Levenshtein.distance(other, got) < Levenshtein.distance(best, got):
            best = other
    return best


def saw(case: Case, findings: Sequence[Finding]) -> bool:
    """Whether one of `findings` lies at a damaged line of `case`, or beside it; any will do in an undamaged text."""
    if case.staged == case.want:
        return bool(findings)
    return any(
        finding.first_line <= last + BESIDE and finding.last_line >= first - BESIDE
        for first, last in damaged_lines(case.want, case.staged)
        for finding in findings
    )


def damaged_lines(want: str, staged: str) -> list[tuple[int, int]]:
    """Return the first and last line, 1-based, of each block of `staged` that differs from `want`.

    Where lines are missing the block is the two lines around the gap.
    """
    blocks = []
    for edit in Levenshtein.opcodes(want.split("\n"), staged.split("\n")):
        if edit.tag != "equal":
            empty = edit.dest_start == edit.dest_end
            blocks.append((edit.dest_start, edit.dest_end + 1) if empty else (edit.dest_start + 1, edit.dest_end))
    return blocks


def tally(verdicts: Iterable[Verdict]) -> dict[str, Row]:
    """Return the rows of the table, in the order in which they first come."""
    rows: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        rows[verdict.case.row].append(verdict)
    return {name: _row(of_row) for name, of_row in rows.items()}


def by_path(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """Return the findings of each path."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.path].append(finding)
    return found


def replacements(before: str, after: str) -> list[tuple[int, int, str]]:
    """Return what makes `before` `after`, in order: the text put in the place of `before[start:end]`, whole words."""
    if before == after:
        return []
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    starts = [0, *accumulate(map(len, old))]
    found = []
    for equal, group in groupby(Indel.opcodes(old, new), key=lambda edit: edit.tag == "equal"):
        if not equal:
            edits = list(group)
            put = "".join(new[edits[0].dest_start : edits[-1].dest_end])
            found.append((starts[edits[0].src_start], starts[edits[-1].src_end], put))
    return found


def changes(before: str, after: str) -> list[str]:
    """Return what was done to `before` to make it `after`, one line each: `line 3: ... a [-teh-]{+the+} b ...`."""
    lines = []
    for start, end, put in replacements(before, after):
        taken, number = before[start:end], before.count("\n", 0, start) + 1
        marked = f"{f'[-{taken}-]' if taken else ''}{f'{{+{put}+}}' if put else ''}"
        lines.append(f"line {number}: {before[max(0, start - CONTEXT) : start]}{marked}{before[end : end + CONTEXT]}")
    return lines


def _row(verdicts: Sequence[Verdict]) -> Row:
    seen = [verdict.seen for verdict in verdicts]
    found = [verdict.found for verdict in verdicts]
    return Row(
        n=len(verdicts),
        changed=sum(verdict.changed for verdict in verdicts),
        exact=sum(verdict.left == 0 for verdict in verdicts),
        closer=sum(verdict.left < verdict.damage for verdict in verdicts),
        worse=sum(verdict.left > verdict.damage for verdict in verdicts),
        seen=None if None in seen else sum(map(bool, seen)),
        damage=sum(verdict.damage for verdict in verdicts),
        left=sum(verdict.left for verdict in verdicts),
        words=sum(verdict.words for verdict in verdicts),
        places=sum(verdict.places for verdict in verdicts),
        found=None if None in found else sum(count or 0 for count in found),
    )
