"""Train the tagger: a convolutional network over words, the last letters of rare ones, their case and what is glued.

Six residual layers of width 160; each sees a token and its neighbours at a distance of 1, 2, 4, 8, 1 and 2, and passes
them on through a gate (a gated linear unit, Dauphin et al. 2017). The run is seeded: each step draws its windows by its
own number, so that a run that was interrupted goes on where it stood. What comes of it is a running mean of the weights
(Polyak and Juditsky 1992). A GPU computes in half precision (bfloat16).
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import DataLoader

from weave_fix.language.tagger import CLASSES
from weave_fix.language.tokens import CASES
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.training.language.batches import BUCKETS, WINDOW, WORDS, Batches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from weave_fix.training.language.corpus import Stream

EMBEDDED = 64
WIDTH = 160
DISTANCES = (1, 2, 4, 8, 1, 2)
DROPOUT = 0.15
"""Share of the numbers that each layer is not shown in training: it sees the corpus many times over."""
RATE = 3e-3
LR_WARMUP = 300
"""Steps until the rate is reached; then it falls to nothing along a cosine."""
EMA_DECAY = 0.998
"""Share of the running mean that a step leaves; at first less, since what a run begins with is worth nothing."""
EMA_WARMUP = 20
"""Steps that the mean takes to get over it."""
LOG_INTERVAL = 100
"""Steps after which it says how far it is."""
CHECKPOINT_INTERVAL = 120
"""Seconds after which it writes where it stands."""


class Settings(NamedTuple):
    """How long to train, and from where."""

    steps: int
    seed: int
    checkpoint: Path
    """Written every few minutes; a run that finds one goes on with it."""
    threads: int
    batch: int
    """Windows in a step."""


class Tagger(nn.Module):
    """Scores each token of a batch of windows for each class."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS + BUCKETS, EMBEDDED)
        self.cases = nn.Embedding(2 * CASES, WIDTH)
        self.widen = nn.Linear(EMBEDDED, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DISTANCES)
        self.layers = nn.ModuleList(nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in DISTANCES)
        self.last = nn.LayerNorm(WIDTH)
        self.out = nn.Linear(WIDTH, CLASSES)
        nn.init.normal_(self.words.weight, std=0.3)
        nn.init.normal_(self.cases.weight, std=0.1)

    def forward(self, words: torch.Tensor, cases: torch.Tensor) -> torch.Tensor:
        """Return log-odds (batch, place, class) for numbers of words and of cases (batch, place)."""
        x = self.widen(self._drop(self.words(words))) + self.cases(cases)
        for norm, layer, distance in zip(self.norms, self.layers, DISTANCES, strict=True):
            h = self._drop(norm(x))
            before = functional.pad(h[:, :-distance], (0, 0, distance, 0))
            after = functional.pad(h[:, distance:], (0, 0, 0, distance))
            value, gate = layer(torch.cat((before, h, after), dim=-1)).chunk(2, dim=-1)
            x = x + value * torch.sigmoid(gate)
        scores: torch.Tensor = self.out(self.last(x))
        return scores

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, DROPOUT, self.training)


def device() -> torch.device:
    """Return the GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(stream: Stream, ranks: Mapping[str, int], settings: Settings) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a trained tagger by name; `ranks` numbers the folded words, the most frequent 0."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    where = device()
    model = Tagger().to(where)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, fused=where.type == "cuda")
    mean = AveragedModel(model, avg_fn=_averaged)
    first = _resume(settings.checkpoint, model, mean, optimizer, where)
    batches = DataLoader(
        Batches(stream, ranks, settings.seed, settings.batch),
        batch_size=None,
        sampler=range(first, settings.steps),
        num_workers=settings.threads - 1,
        pin_memory=where.type == "cuda",
    )
    began = last = time.monotonic()
    loss = torch.zeros((), device=where)
    for step, batch in enumerate(batches, first):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, settings.steps)
        loss += _step(model, optimizer, [part.to(where, non_blocking=True) for part in batch])
        mean.update_parameters(model)
        if (step + 1) % LOG_INTERVAL == 0:
            speed = (step + 1 - first) * settings.batch * WINDOW / (time.monotonic() - began)
            mean_loss = loss.item() / LOG_INTERVAL
            said = f"step {step + 1} of {settings.steps}, loss {mean_loss:.4f}, {speed:.0f} tokens a second"
            print(said, file=sys.stderr, flush=True)
            loss.zero_()
        if time.monotonic() - last > CHECKPOINT_INTERVAL or step + 1 == settings.steps:
            last = time.monotonic()
            _keep(settings.checkpoint, model, mean, optimizer, step + 1)
    return {name: value.detach().float().cpu().numpy() for name, value in mean.module.state_dict().items()}


def _averaged(mean: torch.Tensor, now: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
    """Return the running mean of a weight after one more step; `steps` went into it so far."""
    return mean.lerp(now, max(1 - EMA_DECAY, EMA_WARMUP / (EMA_WARMUP + float(steps))))


def _step(model: Tagger, optimizer: torch.optim.Optimizer, batch: Sequence[torch.Tensor]) -> torch.Tensor:
    """Take one step, with the words, cases and labels of a batch; return its loss."""
    words, cases, labels = batch
    with torch.autocast(words.device.type, torch.bfloat16, enabled=words.is_cuda):
        scores = model(words, cases.int())
    loss = functional.cross_entropy(scores.float().flatten(0, 1), labels.long().flatten())
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.detach()


def rate(step: int, steps: int) -> float:
    """Return the learning rate of a step."""
    return RATE * min(1.0, (step + 1) / LR_WARMUP) * 0.5 * (1 + float(np.cos(np.pi * step / steps)))


def _resume(
    checkpoint: Path, model: Tagger, mean: AveragedModel, optimizer: torch.optim.Optimizer, where: torch.device
) -> int:
    """Go on where a run before this one stood; return the number of its next step, 0 where there was none."""
    if not checkpoint.exists():
        return 0
    saved = torch.load(checkpoint, map_location=where, weights_only=True)
    model.load_state_dict(saved["model"])
    mean.load_state_dict(saved["mean"])
    optimizer.load_state_dict(saved["optimizer"])
    step: int = saved["step"]
    return step


def _keep(checkpoint: Path, model: Tagger, mean: AveragedModel, optimizer: torch.optim.Optimizer, step: int) -> None:
    states = {"model": model.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**states, "step": step}, saved := BytesIO())
    write_atomically(checkpoint, saved.getvalue())
