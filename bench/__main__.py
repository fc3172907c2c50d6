"""The command line of the benchmark; see the package's own text for what it measures."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bench
from bench.applying import applying_json, measure_applying, render_applying
from bench.contest import hold
from bench.damage import OPERATIONS, RESTORABLE, WORD_OPERATIONS
from bench.deep import deep_json, measure_deep, render_deep
from bench.edits import draw, head_of
from bench.episodes import episodes_json, measure_episodes, render_episodes
from bench.errors import BenchError
from bench.faults.command import faults_json, measure_faults, render_faults
from bench.faults.shapes import LARGEST, measure_shapes, render_shapes
from bench.large import COMMITS, measure_large
from bench.loading import measure_loading
from bench.notes import measure_notes
from bench.regimes import REGIMES, Plan
from bench.speed import QUICK, QUICK_RUNS, measure_speed
from bench.speed_table import (
    large_json,
    notes_json,
    render_large,
    render_loading,
    render_notes,
    render_speed,
    render_words,
    speed_json,
)
from bench.table import contest_json, render_contest
from bench.tools import CHECKERS, PEERS, installed_peers, parse_tool
from bench.words import measure_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bench.edits import HumanEdit
    from bench.tools import Tool

FAULTS = {"kills": 100, "calls": 200, "texts": 2000}
"""Parts of --faults, with how many of each there are by default."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0, 2 for wrong use or a clone that will not do, or 130 when interrupted."""
    options = _parser().parse_args(argv)
    try:
        if options.json:
            # What takes minutes to measure should not be lost to a folder that does not exist.
            _save(options.json, {})
        results = _run(options)
        if options.json:
            _save(options.json, results)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _run(options: argparse.Namespace) -> dict[str, Any]:
    if options.shapes:
        timed = list(measure_shapes(largest=options.largest))
        print(render_shapes(timed), flush=True)
        return {"shapes": [one._asdict() for one in timed]}
    if options.faults:
        with tempfile.TemporaryDirectory(prefix="weave-fix-bench-") as folder:
            done = measure_faults(options.kills, options.calls, options.texts, options.seed, Path(folder))
        print(render_faults(done), flush=True)
        return {"seed": options.seed, "faults": faults_json(done)}
    if options.clone is None:
        raise BenchError("name a CLONE; --faults and --shapes alone need none")
    tools = [parse_tool(line) for line in options.tool or ["weave-fix"]]
    tools += [] if options.no_peers else installed_peers()
    head = head_of(options.clone)
    edits = draw(options.clone, options.edits, options.seed)
    print(f"{options.clone} at {head[:12]}: {len(edits)} human edits, seed {options.seed}\n")
    if options.draw:
        _write(options.draw, edits, options.clone.resolve().name)
        return {}
    results: dict[str, Any] = {
        "clone": str(options.clone),
        "head": head,
        "seed": options.seed,
        "edits": len(edits),
        "per_op": options.per_op,
    }
    with tempfile.TemporaryDirectory(prefix="weave-fix-bench-") as folder:
        if options.apply:
            trial = measure_applying([(edit.before, edit.after) for edit in edits], Path(folder), options.seed)
            print(render_applying(trial, options.show), flush=True)
            return results | {"apply": applying_json(trial)}
        if options.deep:
            restored = measure_deep(options.clone, options.ops or RESTORABLE, options.deep, options.seed, Path(folder))
            print(render_deep(restored, options.show), flush=True)
            return results | {"deep": deep_json(restored)}
        if options.episodes:
            read = measure_episodes(edits, options.episodes, options.seed, Path(folder))
            print(render_episodes(read, options.show), flush=True)
            return results | {"episodes": episodes_json(read)}
        if options.speed:
            return results | {"speed": _speed(options, edits, tools, Path(folder))}
        return results | {"regimes": _regimes(options, edits, tools, Path(folder))}


def _speed(
    options: argparse.Namespace, edits: Sequence[HumanEdit], tools: Sequence[Tool], folder: Path
) -> dict[str, Any]:
    if not options.no_peers:
        tools = [*tools, *installed_peers(CHECKERS)]
        print(*(f"{peer.name}: not installed" for peer in (*PEERS, *CHECKERS) if peer not in tools), "", sep="\n")
    options.runs = min(options.runs, QUICK_RUNS) if options.quick else options.runs
    speed = measure_speed(edits, tools, folder, options.runs, quick=options.quick)
    print(render_speed(speed), flush=True)
    commits = COMMITS // QUICK if options.quick else COMMITS
    large = measure_large(options.clone, tools, folder / "large", commits)
    print(render_large(large), flush=True)
    loading = measure_loading(folder, options.runs)
    print(render_loading(loading), flush=True)
    words = measure_words(options.clone, folder, options.runs)
    print(render_words(words), flush=True)
    notes = measure_notes(folder / "notes", options.runs)
    print(render_notes(notes), flush=True)
    rest = {"large": large_json(large), "notes": notes_json(notes)}
    return speed_json(speed) | rest | {"loading": asdict(loading), "words": asdict(words)}


def _regimes(
    options: argparse.Namespace, edits: Sequence[HumanEdit], tools: Sequence[Tool], folder: Path
) -> dict[str, Any]:
    operations = options.ops or WORD_OPERATIONS
    plan = Plan(operations, options.per_op, options.seed)
    results = {}
    for regime in options.regimes:
        made = REGIMES[regime]
        cases = made.cases(edits, plan)
        if not cases:
            raise BenchError(f"{regime}: none of these texts has a place for {', '.join(operations)}; add operations")
        contest = hold(regime, cases, tools, folder, made.others(edits, plan))
        print(render_contest(contest, options.show), flush=True)
        results[regime] = contest_json(contest)
    return results


def _write(path: Path, edits: Sequence[HumanEdit], repository: str) -> None:
    """Write the edits as the JSON lines that the fit of the decision reads."""
    _put(path, "".join(json.dumps({"repo": repository} | asdict(edit)) + "\n" for edit in edits))


def _save(path: Path, results: dict[str, Any]) -> None:
    _put(path, json.dumps(results, indent=1) + "\n")


def _put(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BenchError(f"{path}: cannot be written ({error.strerror}); name another file") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=bench.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "clone", type=Path, nargs="?", metavar="CLONE", help="a git repository with Markdown and a full history"
    )
    parser.add_argument(
        "--regimes", type=_names("regime", REGIMES), default=tuple(REGIMES), help="comma-separated; default: all"
    )
    parser.add_argument(
        "--ops",
        type=_names("operation", OPERATIONS),
        help="comma-separated; default: those of words and spans; with --deep all that have a right answer",
    )
    parser.add_argument("--per-op", type=_positive, default=40, metavar="N", help="files for each operation (40)")
    parser.add_argument("--edits", type=_positive, default=300, metavar="N", help="human edits to draw (300)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another seed, another draw (7)")
    parser.add_argument(
        "--tool", action="append", metavar="COMMAND", help="repairs the working tree (weave-fix); may be given again"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave codespell, typos and the other tools out")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N changes of each tool that did harm")
    parser.add_argument("--speed", action="store_true", help="measure what clean commits cost, and nothing else")
    parser.add_argument("--quick", action="store_true", help="with --speed: a few minutes of it, fewer files and runs")
    parser.add_argument("--apply", action="store_true", help="bend diffs and have them applied, and nothing else")
    parser.add_argument(
        "--deep", type=_positive, metavar="N", help="damage N histories ten commits ago, search them, and nothing else"
    )
    parser.add_argument(
        "--episodes",
        type=_positive,
        metavar="N",
        help="have episodes of N damaged files read back, and nothing else",
    )
    parser.add_argument("--faults", action="store_true", help="kill it, fail its system calls, give it odd texts")
    parser.add_argument("--shapes", action="store_true", help="take the time of odd texts, and how it grows")
    parser.add_argument(
        "--largest",
        type=_positive,
        default=LARGEST,
        metavar="N",
        help=f"with --shapes: characters, at most ({LARGEST})",
    )
    for part, number in FAULTS.items():
        what = f"with --faults: as many ({number}); 0: none"
        parser.add_argument(f"--{part}", type=_at_least_0, default=number, metavar="N", help=what)
    parser.add_argument("--runs", type=_positive, default=21, metavar="N", help="alternating runs for --speed (21)")
    parser.add_argument("--draw", type=Path, metavar="FILE", help="only write the human edits to FILE, as JSON lines")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every count to FILE as well")
    return parser


def _names(what: str, known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of a comma-separated list of `known` names."""
    choices = tuple(known)

    def read(text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(text.split(",")))
        for name in names:
            if name not in choices:
                raise argparse.ArgumentTypeError(f"{name!r} is no {what}; there are {', '.join(choices)}")
        return names

    return read


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number


def _at_least_0(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is not at least 0")
    return number


if __name__ == "__main__":
    sys.exit(main())
