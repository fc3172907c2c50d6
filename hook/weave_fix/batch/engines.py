"""Who does the work: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from weave_fix.errors import WeaveFixError
from weave_fix.runtime.pool import can_fork, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

    from weave_fix.batch.judge import Counts
    from weave_fix.batch.read import Share

    Act = Callable[[Share], Counts]

RETRIES = 3
"""Times that a share is done again after an error such as a network's; that of a worker that died is Dask's own."""
AHEAD = 8
"""Shares for each thread of the cluster that are known to its scheduler at a time."""


def on_this_machine(act: Act, shares: Iterable[Share], workers: int) -> Iterator[Counts]:
    """Yield what comes of each share, in their order."""
    if workers < 2 or not can_fork():
        return map(act, shares)
    return in_order(act, shares, "the parts that are written stay. Run it with fewer workers", workers)


def on_dask(act: Act, shares: Iterable[Share], scheduler: str | None, workers: int) -> Iterator[Counts]:
    """Yield what comes of each share as it is done, from the cluster at `scheduler`, or one of this machine."""
    from distributed import Client, LocalCluster

    if scheduler is not None:
        try:
            client = Client(scheduler)
        except (OSError, ValueError) as error:
            raise WeaveFixError(f"{scheduler}: no scheduler of Dask answers ({error}); name another") from error
        with client:
            yield from _all(client, act, shares)
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR
        ) as cluster,
        Client(cluster) as client,
    ):
        yield from _all(client, act, shares)


def _all(client: Client, act: Act, shares: Iterable[Share]) -> Iterator[Counts]:
    from distributed import KilledWorker, as_completed

    most = AHEAD * max(1, sum(client.nthreads().values()))
    waiting = as_completed()
    run = uuid4().hex  # another run on the same cluster has its own shares
    try:
        for share in shares:
            if waiting.count() >= most:
                yield next(waiting).result()
            waiting.add(client.submit(act, share, key=f"share {share.number} of {run}", retries=RETRIES))
        for future in waiting:
            yield future.result()
    except KilledWorker as error:
        raise WeaveFixError(
            f"{error.task}: each worker that had it was killed, perhaps there is too little memory;"
            " the parts that are written stay"
        ) from error
