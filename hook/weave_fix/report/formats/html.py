"""`--format html`: one page that needs nothing else, with counts, filters, and each change side by side."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING

from weave_fix import __version__
from weave_fix.positions import LineIndex
from weave_fix.records import COMMIT_SHOWN
from weave_fix.report.escape import visible
from weave_fix.report.findings import findings_of
from weave_fix.report.quotation import cut, narrowed, sides
from weave_fix.report.terminal import to_do

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.records import Evidence
    from weave_fix.report.color import Colorizer
    from weave_fix.report.findings import Finding
    from weave_fix.report.quotation import Segment
    from weave_fix.report.registry import Report

HELP = "a page for a browser, with filters and changes side by side"
CLASSES = ("safe", "unsafe", "shown")
PAGE = Path(__file__).parent.parent / "page"
AROUND = 200
"""Characters of the lines around a finding that are shown at most, on either side."""
MOST = 3000
"""Characters of a side that are shown; a longer one is cut in its middle."""
LINE_ENDS = {
    "\n": '<span class="end">\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}</span>\n',
    "\r": '<span class="end">\N{SYMBOL FOR CARRIAGE RETURN}</span>',
}


def write(report: Report, stream: IO[str], paint: Colorizer) -> None:
    """Write the page; whatever stands in a text or a path is escaped, and no script but the page's own may run."""
    style, script = ((PAGE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    found = [(finding, patch.document.text) for patch in report.patches for finding in findings_of(patch)]
    findings = [finding for finding, _ in found]
    stream.write(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>weave-fix: {len(found)} findings</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    stream.write(_head(findings, len(report.patches)))
    stream.writelines(map(_article, findings, _lines(found)))
    stream.write(f"</main>\n<script>{script}</script>\n</body>\n</html>\n")


def _hash(content: str) -> str:
    """Return what a policy names the very text of a style or script by."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _head(findings: Sequence[Finding], files: int) -> str:
    classes = Counter(str(finding.applicability) for finding in findings)
    counted = ", ".join(f"{classes[name]} {name}" for name in CLASSES)
    said = f"{len(findings)} in {files} {'file' if files == 1 else 'files'} checked: {counted}."
    parts = [
        f'<header>\n<h1>Damage in Markdown</h1>\n<p>Findings: {said}</p>\n<p class="quiet">Safe repairs are made by '
        "default, unsafe ones with <code>--unsafe</code>; what is shown needs review. "
        f"Made by weave-fix {_text(__version__)}.</p>\n</header>\n"
    ]
    if findings:
        tables = _table("signature", findings) + _table("file", findings)
        parts.append(f'<section class="tables">\n{tables}</section>\n')
    choices = (
        ("signature", [finding.signature for finding in findings]),
        ("class", [str(finding.applicability) for finding in findings]),
        ("file", [finding.path for finding in findings]),
    )
    selects = "".join(_select(name, dict.fromkeys(values)) for name, values in choices)
    parts.append(
        f'<form class="filters" hidden>\n{selects}<button type="reset">Show all</button>\n'
        '<output id="count" class="quiet"></output>\n</form>\n<main>\n'
    )
    return "".join(parts)


def _table(name: str, findings: Iterable[Finding]) -> str:
    """Return how many findings each signature or file has, by class, the most first."""
    counts: dict[str, Counter[str]] = {}
    for finding in findings:
        key = finding.signature if name == "signature" else finding.path
        counts.setdefault(key, Counter())[str(finding.applicability)] += 1
    rows = [f"<tr><th>{name}</th>{''.join(f'<th>{one}</th>' for one in CLASSES)}<th>all</th></tr>\n"]
    for key, count in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        numbers = "".join(f"<td>{number}</td>" for number in (*(count[one] for one in CLASSES), count.total()))
        button = f'<button type="button" data-filter="{name}" data-value="{_text(key)}">{_text(key)}</button>'
        rows.append(f"<tr><td>{button}</td>{numbers}</tr>\n")
    return f'<div class="scroll"><table>\n{"".join(rows)}</table></div>\n'


def _select(name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{_text(value)}">{_text(value)}</option>' for value in sorted(values))
    return f'<label>{name}<select name="{name}"><option value="">all</option>{options}</select></label>\n'


def _lines(found: Iterable[tuple[Finding, str]]) -> Iterator[tuple[str, str]]:
    """Yield for each finding the lines that it stands in, as they are and as they would be, as HTML."""
    text, starts = "", [0]
    for finding, its_text in found:
        if its_text is not text:
            text, starts = its_text, [*LineIndex(its_text).starts, len(its_text)]
        start, end = finding.edits[0].start, finding.edits[-1].end
        first = max(starts[max(0, finding.line - 2)], start - AROUND)
        last = min(starts[min(len(starts) - 1, finding.end_line + 1)], end + AROUND)
        old, new = sides(text, first, max(end, last), list(map(narrowed, finding.edits)))
        yield _marked(cut(old, MOST), "del"), _marked(cut(new, MOST), "ins")


def _marked(segments: Iterable[Segment], element: str) -> str:
    parts = []
    for text, is_changed in segments:
        if text:
            parts.append(f"<{element}>{_shown(text)}</{element}>" if is_changed else _shown(text))
    return "".join(parts)


def _shown(text: str) -> str:
    """Return text as HTML, its line ends marked and kept, all else that is not seen escaped."""
    return "".join(LINE_ENDS.get(part) or _text(part) for part in re.split("([\r\n])", text))


def _text(text: str) -> str:
    return escape(visible(text))


def _reason(evidence: Evidence) -> str:
    """Return the kind of evidence, the version that shows it, and how sure it is."""
    commit, _, path = evidence.source.partition(":")
    source = f" {path} in {commit[:COMMIT_SHOWN]}" if commit else ""
    return evidence.kind + source + ("" if evidence.score is None else f", score {evidence.score:.1f}")


def _side(kind: str, title: str, content: str) -> str:
    return f'<figure class="{kind}"><figcaption>{title}</figcaption><pre>{content}</pre></figure>'


def _article(finding: Finding, lines: tuple[str, str]) -> str:
    old, new = lines
    kind = str(finding.applicability)
    is_repaired = any(edit.before != edit.after for edit in finding.edits)
    evidence = "; ".join(map(_reason, finding.evidence))
    stops = ' <span class="tag stop">stops the commit</span>' if finding.stops else ""
    after = _side("new", "after", new) if is_repaired else ""
    told = visible(finding.message) + to_do(finding)
    return (
        f'<article data-signature="{_text(finding.signature)}" data-class="{kind}" data-file="{_text(finding.path)}">\n'
        f"<header><h2>{_text(finding.path)}:{finding.line}:{finding.column}</h2>"
        f'<code>{_text(finding.signature)}</code><span class="tag {kind}">{kind}</span>{stops}</header>\n'
        f"<p>{escape(told)}</p>\n"
        f'<div class="sides">{_side("old", "before", old)}{after}</div>\n'
        f'<p class="quiet">Evidence: {_text(evidence) or "none"}</p>\n</article>\n'
    )
