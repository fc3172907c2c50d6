"""JSON as the standard has it, from files that need not be what they should be."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def loads(raw: bytes) -> Any:
    """Return the value that `raw` holds; ValueError where it is no JSON, or nested too deeply to be read."""
    try:
        return json.loads(raw, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def is_number(value: object, most: float) -> bool:
    """Tell whether `value` is a finite number of at most `most` either way."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


def is_count(value: object, most: int) -> bool:
    """Tell whether `value` is a whole number from 0 to `most`."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
