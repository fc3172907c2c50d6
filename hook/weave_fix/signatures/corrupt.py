"""Damage an undamaged text with one of the operations, for the demo, the tests, the benchmark and the decision's
fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import prose_spans
from weave_fix.records import Corruption, Site
from weave_fix.signatures import registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


def corrupt(
    text: str, signature: str, rng: Random, foreign: str = "", prose: Sequence[tuple[int, int]] | None = None
) -> Corruption | None:
    """Return `text` with the damage that `signature` names at a random place of its prose.

    `foreign` is the other text that `transpose_substrings` takes a span from; `prose` are the half-open character
    spans to damage, all lines of prose unless given. None where there is no such place, or nothing came of it.
    Raises KeyError for an unknown signature.
    """
    chosen = registry.discover()[signature]
    spans = tuple(prose_spans(text) if prose is None else prose)
    if not spans:
        return None
    start, end = rng.choices(spans, weights=[b - a for a, b in spans])[0]
    done = chosen.corrupt(text, Site(rng.randrange(start, end), start, end, spans), rng, foreign)
    return done if done is not None and done.text != text else None
