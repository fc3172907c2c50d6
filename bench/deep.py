"""How much of the damage that old commits brought in `weave-fix --deep` undoes, and what it costs later edits."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench import regimes
from bench.damage import damaged
from bench.edits import BlobReader, list_changes, mostly_prose
from bench.errors import BenchError
from bench.sandbox import build, environment, git, read
from bench.score import wanted
from weave_fix.diff.align import align
from weave_fix.positions import with_line_ends_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.edits import Change

BACK = 10
"""Commits ago that the damage came in."""
LATER = 3
"""Edits since that have to go together with the damage."""
MANY = 50
"""Versions of the file that the time of a search is told of."""
NUMBER = "random_number_replacement"
LONGEST = 60_000
"""Characters of a text."""


@dataclass(frozen=True, slots=True)
class Case:
    """One file's versions, oldest first: as they should be, and with a damage from the second one on."""

    path: str
    operation: str
    sound: tuple[str, ...]
    damaged: tuple[str, ...]


@dataclass
class Restored:
    """What became of the cases, by operation."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """`n`; `exact`; `untouched`; `other`: something else than the damage was changed, or not all of it.

    `at_once`: the hook would have restored it in the very commit that brought it in; `both`: and so does the search.
    What the hook cannot tell from an edit then, the search cannot tell either.
    `known`: the past holds every line that was damaged, and no number was exchanged, which nobody can tell from an
    edit; `known_exact`: and it was restored.
    """
    clean_files: int = 0
    """Histories without damage."""
    clean_changes: int = 0
    """Of them, those in which something was repaired all the same: typos of the writer, or wrong repairs."""
    seconds: float = 0.0
    """What `--deep` adds to a run over one file of `MANY` versions."""
    versions: int = 0
    """Versions that this file had."""
    misses: list[tuple[Case, str]] = field(default_factory=list)
    """Cases that were not restored exactly, with what was made of them."""


def measure_deep(clone: Path, operations: Sequence[str], count: int, seed: int, folder: Path) -> Restored:
    """Damage `count` histories of files of `clone`, and have weave-fix search them in repositories in `folder`."""
    histories = _histories(clone)
    cases = list(_cases(histories, operations, count, seed, folder))
    if not cases:
        raise BenchError(f"{clone}: no Markdown file has {BACK + 2} versions in a row; name a clone with more history")
    damaged = _run(folder / "damaged", {case.path: case.damaged for case in cases})
    sound = _run(folder / "sound", {case.path: case.sound for case in cases})
    at_once = _at_once(cases, folder)
    done = Restored(clean_files=len(cases))
    for case in cases:
        got, want = damaged[case.path], case.sound[-1]
        done.clean_changes += sound[case.path] != want
        outcome = "exact" if got == wanted(want, sound[case.path], got) else "other"
        outcome = "untouched" if got == case.damaged[-1] else outcome
        done.counts[case.operation].update(("n", outcome))
        if case.path in at_once:
            done.counts[case.operation].update(("at_once", "both") if outcome == "exact" else ("at_once",))
        if is_known(case):
            done.counts[case.operation].update(("known", "known_exact") if outcome == "exact" else ("known",))
        if outcome != "exact":
            done.misses.append((case, got))
    longest = max(histories, key=len)[-MANY - 1 :]
    done.seconds, done.versions = _cost(folder / "cost", longest), len(longest)
    return done


def is_known(case: Case) -> bool:
    """Tell whether every line that was damaged stood so in the version before, and the damage is no number's."""
    came = _came(case)
    before, after = set(case.sound[came - 1].split("\n")), case.sound[came]
    spans = align(case.damaged[came], after)
    starts = (after.rfind("\n", 0, span.new_start) + 1 for span in spans)
    ends = (after.find("\n", max(span.new_start, span.new_end - 1)) for span in spans)
    touched = (after[start : end if end >= 0 else None].split("\n") for start, end in zip(starts, ends, strict=True))
    return case.operation != NUMBER and all(line in before for lines in touched for line in lines)


def _came(case: Case) -> int:
    """Return the number of the version that brought the damage in."""
    return next(number for number, text in enumerate(case.damaged) if text != case.sound[number])


def _histories(clone: Path) -> list[list[str]]:
    """Return the texts of each file, oldest first, that was changed often enough in a row."""
    by_path: dict[str, list[Change]] = {}
    for change in list_changes(clone):
        changes = by_path.setdefault(change.path, [])
        if not changes or changes[-1].old == change.new:
            changes.append(change)
    with BlobReader(clone) as blobs:
        found = [list(_texts(changes[: MANY + 1], blobs)) for changes in by_path.values() if len(changes) > BACK]
    return [texts for texts in found if len(texts) > BACK + 1]


def _texts(changes: Sequence[Change], blobs: BlobReader) -> Iterator[str]:
    for oid in [changes[-1].old, *(change.new for change in reversed(changes))]:
        raw = blobs.read(oid)
        try:
            text = None if raw is None else raw.decode("utf-8")
        except UnicodeDecodeError:
            return
        if text is None or len(text) > LONGEST:
            return
        yield text


def _cases(
    histories: Sequence[list[str]], operations: Sequence[str], count: int, seed: int, folder: Path
) -> Iterator[Case]:
    """Yield `count` cases, the operations and the histories in turn, fewer where too few can be damaged."""
    rng = Random(f"deep {seed}")
    order = [texts for texts in histories if mostly_prose(texts[-1 - BACK])]
    rng.shuffle(order)
    made = 0
    for number in range(3 * count if order else 0):
        operation, texts = operations[made % len(operations)], order[number % len(order)]
        foreign = rng.choice(order)[0]
        broken = damaged(texts[-1 - BACK], operation, rng, foreign)
        if broken is None:
            continue
        case = _case(f"docs/{made}.md", operation, texts, broken, folder)
        if case is not None:
            yield case
            made += 1
        if made == count:
            return


def _case(path: str, operation: str, texts: Sequence[str], broken: str, folder: Path) -> Case | None:
    """Return the case in which people go on from the `broken` text, as far as their edits do not collide with it."""
    old = texts[: len(texts) - BACK]
    sound, damaged = [old[-1]], [broken]
    for before, after in zip(texts[-1 - BACK :], texts[-BACK:], strict=False):
        one, other = (_merge(side[-1], before, after, folder) for side in (sound, damaged))
        if one is not None and other is not None and one not in (sound[-1], other):
            sound.append(one)
            damaged.append(other)
    if len(sound) <= LATER:
        return None
    return Case(path, operation, (*old[:-1], *sound), (*old[:-1], *damaged))


def _merge(ours: str, base: str, theirs: str, folder: Path) -> str | None:
    base, theirs = with_line_ends_of(ours, base), with_line_ends_of(ours, theirs)
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, text in zip(names, (ours, base, theirs), strict=True):
        name.write_bytes(text.encode("utf-8"))
    done = subprocess.run(["git", "merge-file", "-p", "-q", *names], capture_output=True, check=False)
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def _run(root: Path, histories: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what `weave-fix --deep --scope all` makes of the last versions, by path."""
    _build(root, histories)
    _weave(root, "--deep", "--deep-seconds", "9999")
    return {path: (root / path).read_bytes().decode("utf-8") for path in histories}


def _at_once(cases: Sequence[Case], folder: Path) -> set[str]:
    """Return the paths of the cases that the hook restores in the commit that brings the damage in."""
    made: dict[str, dict[str, str]] = {}
    for name in ("damaged", "sound"):
        staged = []
        for case in cases:
            texts: tuple[str, ...] = getattr(case, name)
            came = _came(case)
            staged.append(regimes.Case(case.path, name, texts[came - 1], texts[came], case.sound[came]))
        build(folder / f"{name}-commit", staged)
        command = [sys.executable, "-m", "weave_fix", "--no-notes", "--quiet"]
        subprocess.run(command, cwd=folder / f"{name}-commit", capture_output=True, check=False, env=environment())
        made[name] = {case.path: read(folder / f"{name}-commit", case) for case in staged}
        want = {case.path: case.want for case in staged}
    return {path for path, got in made["damaged"].items() if got == wanted(want[path], made["sound"][path], got)}


def _build(root: Path, histories: Mapping[str, Sequence[str]]) -> None:
    """Make a repository whose commits hold the first version of each file, then the second, and so on."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--template=", "--initial-branch=main")
    for number in range(max(map(len, histories.values()))):
        for path, texts in histories.items():
            if number < len(texts):
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(texts[number].encode("utf-8"))
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--no-verify", "--allow-empty", f"--message=Version {number}")


def _weave(root: Path, *flags: str) -> float:
    """Run weave-fix over the whole repository and return the seconds that it took."""
    command = [sys.executable, "-m", "weave_fix", "--scope", "all", "--no-notes", "--quiet", *flags, "--", "."]
    start = perf_counter()
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=environment())
    if done.returncode > 1:
        raise BenchError(f"{root}: weave-fix ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return perf_counter() - start


def _cost(root: Path, texts: Sequence[str]) -> float:
    _build(root, {"docs/a.md": texts})
    plain, deep = (min(_weave(root, "--check", *flags) for _ in range(3)) for flags in ((), ("--deep", str(MANY))))
    return deep - plain


def render_deep(done: Restored, show: int) -> str:
    """Return a table of what was restored, and `show` cases that were not."""
    lines = [
        f"## Damage {BACK} commits ago",
        "",
        "| operation | files | exact | untouched | other | restored at once by the hook | and by the search |",
        "|---|---|---|---|---|---|---|",
    ]
    total = Counter[str]()
    for operation, counts in done.counts.items():
        lines.append(_row(operation, counts))
        total.update(counts)
    lines += [
        _row("together", total),
        "",
        f"Of {total['known']} whose damaged lines stood so before, numbers left out, {total['known_exact']} are exact.",
        f"{done.clean_files} histories without damage: something was repaired in {done.clean_changes}.",
        f"A search through {done.versions} versions of one file adds {done.seconds:.2f} s.",
    ]
    for case, got in done.misses[:show]:
        lines += ["", f"--- {case.operation} {case.path}", *_difference(case.sound[-1], got)]
    return "\n".join([*lines, ""])


def _row(name: str, counts: Counter[str]) -> str:
    cells = (counts[key] for key in ("n", "exact", "untouched", "other", "at_once", "both"))
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _difference(want: str, got: str) -> list[str]:
    from difflib import unified_diff

    return list(unified_diff(want.split("\n"), got.split("\n"), "wanted", "got", n=0, lineterm=""))[2:12]


def deep_json(done: Restored) -> dict[str, Any]:
    """Return the counts behind the table."""
    found = dict(vars(done))
    del found["misses"]
    return found
