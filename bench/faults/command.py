"""The parts of `--faults` one after another, and their table."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.faults.calls import Failing, fail, is_possible
from bench.faults.kills import Kills, kill
from bench.faults.scene import scenes
from bench.faults.texts import Texts, fuzz

if TYPE_CHECKING:
    from pathlib import Path


class Faults(NamedTuple):
    """What came of each part; None for one that was left out."""

    kills: Kills | None
    calls: Failing | None
    texts: Texts | None

    @property
    def lost(self) -> tuple[str, ...]:
        """What did not hold."""
        return tuple(one for part in self if part is not None for one in part.lost)


def measure_faults(kills: int, calls: int, texts: int, seed: int, folder: Path) -> Faults:
    """Do as many of each; 0 leaves a part out."""
    folder.mkdir(exist_ok=True)
    made = scenes(folder) if kills or calls else []
    return Faults(
        kill(made, kills, Random(f"kills {seed}"), folder) if kills else None,
        fail(made, calls, Random(f"calls {seed}"), folder) if calls and is_possible() else None,
        fuzz(texts, seed) if texts else None,
    )


def render_faults(done: Faults) -> str:
    """Return the table, with what did not hold below it."""
    lines = ["| part | tries | of these | does not hold |", "|---|---|---|---|"]
    if done.kills is not None:
        came = ", ".join(f"{number} by {name}" for name, number in sorted(done.kills.killed.items()))
        beside = f"{done.kills.beside} temporary files beside a file after SIGKILL"
        lines.append(f"| kills | {done.kills.tries} | {came}; {beside} | {len(done.kills.lost)} |")
    if done.calls is not None:
        ended = ", ".join(f"{number} with {status}" for status, number in sorted(done.calls.statuses.items()))
        of = f"of {done.calls.calls} calls; exit status: {ended}"
        lines.append(f"| failing calls | {done.calls.tries} | {of} | {len(done.calls.lost)} |")
    else:
        lines.append("| failing calls | 0 | left out, or strace is not installed | 0 |")
    if done.texts is not None:
        of = f"{done.texts.with_language} with the language model; {done.texts.changed} repaired"
        lines.append(f"| texts | {done.texts.tries} | {of} | {len(done.texts.lost)} |")
    return "\n".join([*lines, "", *done.lost])


def faults_json(done: Faults) -> dict[str, Any]:
    """Return the same for `--json`."""
    return {name: None if part is None else part._asdict() for name, part in done._asdict().items()}
