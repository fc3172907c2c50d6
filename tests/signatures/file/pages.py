"""A page, and what a signature of whole files does to the texts that are made of it."""

from __future__ import annotations

from types import ModuleType

from weave_fix.edits import apply_edits
from weave_fix.records import Applicability
from weave_fix.signatures.file.context import FileContext
from weave_fix.signatures.file.registry import Event

PAGE = """---
title: The mill
layout: page
tags: [water, flour]
---

# The mill at the weir

The mill was built by the brothers Harnack in the spring of 1871. It ground the corn of
four villages, and its wheel was the largest of the valley.

## How the wheel is set

Open the upper gate first. Then wait until the channel is full, and turn the crank
slowly to the left.

1. Lift the bar.
2. Turn the crank twice.
3. Lower the bar again.

```sh
mill status --gate upper
mill open --slowly
```

| gate  | height |
|-------|--------|
| upper | 2.4 m  |
| lower | 1.1 m  |

## What the miller earns

The miller keeps one sack of sixteen. In a dry year he keeps none, for the wheel stands
still and the village brings its corn elsewhere.

- Rye is ground on Mondays.
- Oats are ground on Thursdays, see [the list](list.md).

## Who owns the weir

The weir belongs to the parish. Repairs are paid from the rent of the meadow.
"""
EDITED = PAGE.replace("keeps one sack of sixteen", "keeps one sack of twenty")
"""The page after an honest edit, in the section on what the miller earns."""
RENAMED = PAGE.replace("brothers Harnack", "sisters Harnack")
"""The page after an honest edit in its first paragraph."""


def events(signature: ModuleType, text: str, base: str | None = None, *others: str, whole: bool = False) -> list[Event]:
    """Return what the signature finds, if its quick look lets it."""
    if not signature.is_possible(text):
        return []
    return list(signature.find(FileContext("page.md", text, base, others, whole=whole)))


def repaired(
    signature: ModuleType, text: str, base: str | None = None, least: Applicability = Applicability.SAFE
) -> str:
    """Return the text with the repairs made that are at least so sure; nothing to repair may be left."""
    found = events(signature, text, base)
    for event in found:
        assert event.places
        assert event.edits or event.applicability is Applicability.DISPLAY_ONLY
        assert all(0 <= start <= end <= len(text) for start, end in event.places)
    edits = sorted(edit for event in found if event.applicability >= least for edit in event.edits)
    after = apply_edits(text, edits)
    if edits:
        assert not [event for event in events(signature, after, base) if event.edits]
    return after
