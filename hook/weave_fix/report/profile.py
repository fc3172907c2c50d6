"""`--profile`: what each stage of a run took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.runtime.stages import Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def table(times: Sequence[tuple[str, Time]]) -> Iterator[str]:
    """Yield the lines of a table: a stage each, its seconds on the clock and of the processor, and its shares."""
    total = Time(sum(took.wall for _, took in times), sum(took.processor for _, took in times))
    yield f"{'stage':<24}{'wall s':>9}{'share':>7}{'processor s':>13}{'share':>7}"
    for name, took in (*times, ("all", total)):
        wall, processor = _share(took.wall, total.wall), _share(took.processor, total.processor)
        yield f"{name:<24}{took.wall:9.3f}{wall:>7}{took.processor:13.3f}{processor:>7}"


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %" if whole > 0 else "-"
