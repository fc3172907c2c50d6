"""`--format episode`: the files, what was found in the damaged one, its repair as a program, and the repaired file.

Blocks one after the other, each from `#startblock type: TYPE` to `#endblock`: an observation of every file, then for
each that has findings an orientation, and if it is repaired an action and an observation of what it makes. Lines of a
file stand behind `# ` and their number, and those of the diff are string literals: none can be taken for the end of a
block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import IO, TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.patch.unified_diff import edits_of, file_change, unified_diff
from weave_fix.records import decode
from weave_fix.report.escape import visible
from weave_fix.report.findings import Finding, findings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weave_fix.records import Edit, FilePatch
    from weave_fix.report.color import Colorizer
    from weave_fix.report.registry import Report

HELP = "files, findings and repairs as blocks of text, for an agent"

LINE_END = re.compile(r"\r\n|[\n\r\v\f]")
NAMED = 20
"""Sound files that an orientation names, at most."""
HEADERS = 3
"""Lines of git's header before the first hunk of a diff: `diff --git`, `---`, `+++`."""
TICK = 1


class _View(NamedTuple):
    """What is shown of a file: lines `start` to `end`, 0-based and half-open."""

    start: int
    end: int


def render(patches: Sequence[FilePatch], window: int | None, folder: str, now: int) -> str:
    """Return the episode of a run over all files of `patches`; empty where nothing was found.

    `window` is the number of lines shown at either side of a finding, None for whole files; `folder` the one that
    paths start at; `now` the time in seconds since 1970.
    """
    damaged = [patch for patch in patches if patch.applied or patch.unapplied]
    if not damaged:
        return ""
    blocks: list[str] = []
    for patch in patches:
        found = [edit for fix in (*patch.applied, *patch.unapplied) for edit in fix.candidate.edits]
        spans = [(edit.start, edit.end) for edit in found]
        blocks += _observations(patch.document.path, patch.document.text, spans, window)
    sound = [patch.document.path for patch in patches if patch not in damaged]
    for patch in damaged:
        blocks.append(_orientation(patch, sound, folder, now, len(blocks) + 1))
        if patch.changed:
            blocks.append(_action(patch, now, len(blocks) + 1))
            blocks += _observations(patch.document.path, patch.text_after, _moved(edits_of(patch)), window)
    return "".join(blocks)


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the episode to `stream`; a terminal gets it with every character escaped that would steer it."""
    from time import time

    episode = render(report.patches, report.window, report.folder, int(time()))
    if episode and stream.isatty():
        episode = "\n".join("\t".join(map(visible, line.split("\t"))) for line in episode.split("\n"))
    stream.write(episode)


def _block(kind: str, headers: str, body: str) -> str:
    return f"#startblock type: {kind}\n{headers}\n{body}#endblock\n\n"


def _observations(path: str, text: str, spans: Sequence[tuple[int, int]], window: int | None) -> Iterator[str]:
    """Yield an observation for each part of the file that is shown."""
    starts = _starts(text)
    lines = LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    places = [(bisect_right(starts, start) - 1, bisect_right(starts, end) - 1) for start, end in spans]
    for view in _views(places, len(lines), window):
        body = [f"#File: {visible(path)} ({len(lines)} lines total)#", f"'''({view.start} lines above)"]
        body += [f"{number + 1} {lines[number]}" for number in range(view.start, view.end)]
        body += [f"({len(lines) - view.end} lines below)", "'''"]
        title = f"#title WeaveEditor ({visible(path)})\n"
        yield _block("observation", title, "".join(f"# {line}\n" for line in body))


def _starts(text: str) -> list[int]:
    """Return the offset of each line of an observation, which has more line ends than a diff."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


def _views(places: Sequence[tuple[int, int]], total: int, window: int | None) -> list[_View]:
    """Return the parts of `total` lines shown for what is at `places`, first and last line; a start if nothing is.

    Parts that touch are one.
    """
    if window is None:
        return [_View(0, total)]
    views: list[_View] = []
    for first, last in sorted(places):
        view = _View(max(0, first - window), min(total, last + window + 1))
        if views and view.start <= views[-1].end:
            above = views.pop()
            view = _View(above.start, max(above.end, view.end))
        views.append(view)
    return views or [_View(0, min(total, window))]


def _moved(edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return the spans of the `edits`, which ascend, in the text after them."""
    spans, moved = [], 0
    for edit in edits:
        start = edit.start + moved
        spans.append((start, start + len(edit.after)))
        moved += len(edit.after) - len(edit.before)
    return spans


def _orientation(patch: FilePatch, sound: Sequence[str], folder: str, now: int, number: int) -> str:
    path = patch.document.path
    words = f"The file {visible(path)} is damaged."
    if sound:
        more = f" and {len(sound) - NAMED} more" if len(sound) > NAMED else ""
        words += f" Sound beside it: {', '.join(map(visible, sound[:NAMED]))}{more}."
    fixes = sorted((*patch.applied, *patch.unapplied), key=lambda fix: (fix.candidate.start, fix.candidate.end))
    spans = [[(edit.start, edit.end) for edit in fix.candidate.edits] for fix in fixes]
    starts = _starts(patch.document.text)
    found = [_found(finding, span, starts) for finding, span in zip(findings_of(patch), spans, strict=True)]
    text = "\n".join([words, "", *found])
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    comments = f"# Starting tick #{TICK} with block #{number}\n# Current Working Directory: {visible(folder)}\n"
    return _block("orientation", f"#timestamp {now}\n", f'{comments}"""\n{escaped}\n"""\n')


def _found(finding: Finding, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> str:
    """Return the line of an orientation; `starts` are the offsets of the lines that the observation numbers."""
    before, after = finding.quotation
    change = f'"{before}"' if finding.after is None else f'"{before}" -> "{after}"'
    where = ", ".join(f"({start},{end})" for start, end in spans)
    line = bisect_right(starts, spans[0][0])
    place = f"at line {line}, column {spans[0][0] - starts[line - 1] + 1}, characters {where}"
    return f"- {finding.signature}: {visible(finding.message)}, {change} {place}"


def _action(patch: FilePatch, now: int, number: int) -> str:
    """Return the action that makes the repair: a program whose list `diff_lines` is one unified diff."""
    path = patch.document.path
    diff = decode(unified_diff([file_change(patch)])).split("\n")[HEADERS:-1]
    name = f"repair_{number}"
    shown = visible(path).replace("\\", "\\\\").replace('"', '\\"')
    lines = [f"        {line!r}," for line in ("--- ", "+++ ", *diff)]
    program = [
        f"def {name}(editor):",
        f'    """Repair {shown}."""',
        "    diff_lines = [",
        *lines,
        "    ]",
        "    editor.unidiff_edit(diff_lines)",
        "",
        "",
        f"agent.add_action({f'Repair {path}'!r}, {name})",
    ]
    return _block("action", f"#timestamp {now}\n", "".join(f"{line}\n" for line in program))
