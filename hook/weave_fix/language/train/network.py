"""Train the tagger: a convolutional network over words, the last letters of rare ones, their case and what is glued.

Six residual layers of width 112; each sees a token and its neighbours at a distance of 1, 2, 4, 8, 1 and 2, and passes
them on through a gate (a gated linear unit, Dauphin et al. 2017). The run is seeded: each step draws its windows by its
own number, so that a run that was interrupted goes on where it stood.
"""

from __future__ import annotations

import sys
import time
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from weave_fix.language.tagger import CLASSES, suffix
from weave_fix.language.tokens import case, fold
from weave_fix.language.train.spoil import Token, spoil

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from weave_fix.language.train.corpus import Stream

WORDS = 30_000
BUCKETS = 2_000
EMBEDDED = 64
CASES = 5
WIDTH = 112
DISTANCES = (1, 2, 4, 8, 1, 2)
WINDOW = 128
BATCH = 64
RATE = 2e-3
WARM = 300
"""Steps until the rate is reached; then it falls to nothing along a cosine."""


class Settings(NamedTuple):
    """How long to train, and from where."""

    steps: int
    seed: int
    checkpoint: Path
    """Written every few minutes; a run that finds one goes on with it."""
    threads: int


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
        x = self.widen(self.words(words)) + self.cases(cases)
        for norm, layer, distance in zip(self.norms, self.layers, DISTANCES, strict=True):
            h = norm(x)
            before = functional.pad(h[:, :-distance], (0, 0, distance, 0))
            after = functional.pad(h[:, distance:], (0, 0, 0, distance))
            value, gate = layer(torch.cat((before, h, after), dim=-1)).chunk(2, dim=-1)
            x = x + value * torch.sigmoid(gate)
        scores: torch.Tensor = self.out(self.last(x))
        return scores


class Batches:
    """Draws windows from a stream and spoils them."""

    def __init__(self, stream: Stream, ranks: Mapping[str, int], seed: int) -> None:
        self._surfaces, self._tokens = stream
        self._ranks = ranks
        self._seed = seed
        self._known: dict[str, tuple[int, int]] = {}

    def codes(self, token: str) -> tuple[int, int]:
        """Return the row of a token in the table of words, and twice its case."""
        found = self._known.get(token)
        if found is None:
            rank = self._ranks.get(fold(token), WORDS)
            row = rank if rank < WORDS else WORDS + suffix(token, BUCKETS)
            found = row, 2 * case(token)
            if len(self._known) < 2_000_000:
                self._known[token] = found
        return found

    def draw(self, step: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return the words, cases and labels of a batch (window, place)."""
        rng = Random(self._seed * 1_000_003 + step)
        shape = (BATCH, WINDOW)
        words, cases, labels = (np.zeros(shape, np.int64) for _ in range(3))
        for row in range(BATCH):
            start = rng.randrange(max(1, len(self._tokens) - WINDOW))
            packed = self._tokens[start : start + WINDOW]
            window = spoil([Token(self._surfaces[code >> 1], bool(code & 1)) for code in packed], rng)[:WINDOW]
            for place, (text, glued, label) in enumerate(window):
                word, written = self.codes(text)
                words[row, place] = word
                cases[row, place] = written + glued
                labels[row, place] = label
        return words, cases, labels


def device() -> torch.device:
    """Return the GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(stream: Stream, ranks: Mapping[str, int], settings: Settings) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a trained tagger by name; `ranks` numbers the folded words, the most frequent 0."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    where = device()
    model = Tagger().to(where)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    batches = Batches(stream, ranks, settings.seed)
    first = 0
    if settings.checkpoint.exists():
        saved = torch.load(settings.checkpoint, map_location=where, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        first = saved["step"]
    began = last = time.monotonic()
    loss_sum = 0.0
    for step in range(first, settings.steps):
        share = step / settings.steps
        rate = RATE * min(1.0, (step + 1) / WARM) * 0.5 * (1 + float(np.cos(np.pi * share)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        words, cases, labels = (torch.from_numpy(part).to(where) for part in batches.draw(step))
        scores = model(words, cases)
        loss = functional.cross_entropy(scores.flatten(0, 1), labels.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss_sum += float(loss)
        if (step + 1) % 100 == 0:
            speed = (step + 1 - first) * BATCH * WINDOW / (time.monotonic() - began)
            print(
                f"step {step + 1} of {settings.steps}, loss {loss_sum / 100:.4f}, {speed:.0f} tokens a second",
                file=sys.stderr,
                flush=True,
            )
            loss_sum = 0.0
        if time.monotonic() - last > 240 or step + 1 == settings.steps:
            last = time.monotonic()
            saved = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            partial = settings.checkpoint.with_suffix(".part")
            torch.save(saved, partial)
            partial.replace(settings.checkpoint)
    return {name: value.detach().cpu().numpy() for name, value in model.state_dict().items()}
