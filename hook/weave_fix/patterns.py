"""Regular expressions that are compiled when they are first used: a clean commit needs one in four of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves as the compiled `expression` does, but for functions of `re`, which take no pattern of it.

    re.error where it is first used, if it is none.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(expression, flags))


class LazyPattern:
    """An expression that is compiled once an attribute of it is asked for."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled expression, and keep it: it is not asked for here again."""
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
