"""When to colour, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "red blank": "7;31",
    "green blank": "7;32",
}


def wanted(choice: str, stream: IO[str], environ: Mapping[str, str]) -> bool:
    """Tell whether `stream` gets colours: `always`, `never`, or `auto`: on a terminal, unless NO_COLOR is set."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


class Colorizer:
    """Puts a colour around a piece of text, or leaves it as it is."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled

    def __call__(self, color: str, text: str) -> str:
        """Return `text` in `color`, which is one of the names in `_CODES`."""
        return f"\x1b[{_CODES[color]}m{text}\x1b[0m" if self.enabled and text else text
