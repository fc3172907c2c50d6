"""Work that several processes share, with the results in the order of the work."""

from __future__ import annotations

import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Future

    from weave_fix.runtime.workers import Leash

T = TypeVar("T")
R = TypeVar("R")

PROCESSES = 4
"""Processes at most: a hook should leave the machine usable."""
MOST = 64
"""Processes at most that can be asked for."""
AHEAD = 4
"""Items for each process whose results may wait for an earlier one; this bounds the memory."""


def processes() -> int:
    """Return how many processes are of use here; 1 where there is no fork."""
    # A fork has the texts already; where there is none (macOS, Windows) one process has to do.
    return min(PROCESSES, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


def can_fork() -> bool:
    """Tell whether several processes are of use here at all."""
    return sys.platform == "linux"


def in_order(
    act: Callable[[T], R], items: Iterable[T], hint: str, number: int | None = None
) -> Generator[R, None, None]:
    """Yield what `act` returns for each item, in their order, from several processes, which end with this one.

    Items and results have to be picklable, `act` need not be. WeaveFixError where a process is killed, which ends with
    `hint`. `number` is how many processes there are, None for as many as `processes` says.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    from weave_fix.runtime.workers import Leash

    number = number or processes()
    with Leash() as leash, ProcessPoolExecutor(number, get_context("fork"), _begin, (act, leash)) as pool:
        try:
            # Not pool.map, which cancels what is left: a pool whose processes are killed then trips over it.
            waiting: deque[Future[R]] = deque()
            for item in items:
                waiting.append(pool.submit(_do, item))
                if len(waiting) >= AHEAD * number:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WeaveFixError(
                f"a process of weave-fix was killed, perhaps there is too little memory; {hint}"
            ) from error
        except BaseException:
            for worker in active_children():
                worker.kill()  # else the pool would wait for what is being done
            raise


_act: list[Callable[[Any], Any]] = []


def _begin(act: Callable[[Any], Any], leash: Leash) -> None:
    """Begin a process of the pool."""
    leash.tie()
    _act[:] = [act]


def _do(item: Any) -> Any:
    return _act[0](item)
