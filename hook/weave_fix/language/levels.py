"""What the model keeps of a count or a probability: a level of few bits, in steps of its logarithm."""

from __future__ import annotations

from math import exp, log

from weave_fix.language.ngram_table import MAX_LEVEL

STEP = 0.42
"""Nats between two levels of a pair's or triple's count: level 1 is two, level 31 some 600,000."""
FINE = 12.0
"""Steps per nat of a word's own count and probability, each in a byte."""


def quantize(count: int) -> int:
    """Return the level that a count of two or more is kept as."""
    return max(1, min(MAX_LEVEL, 1 + round(log(count / 2) / STEP)))


def dequantize(level: int) -> float:
    """Return the count that `level` stands for; level 0, less than two, is none."""
    return 2 * exp((level - 1) * STEP) if level else 0.0


DEQUANTIZED = [dequantize(level) for level in range(MAX_LEVEL + 1)]
TOGETHER = [-log(2), *map(log, DEQUANTIZED[1:])]
"""The logarithm of the count that a level stands for; a pair that stood less than twice is taken for half a time."""
FINE_TIMES = [exp(byte / FINE) for byte in range(256)]
FINE_PARTS = [exp(-byte / FINE) for byte in range(256)]
"""What a byte in steps of `FINE` stands for, as a count and as a probability."""
