"""Which paths the patterns of the configuration match, with the meaning that they have in a `.gitignore`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.patterns import lazy_pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST = 2
"""Wildcards of a pattern that another one stands before, so that each doubles back for the other: see `is_too_wild`."""
LITERAL = lazy_pattern(r"\\.|\[!?\]?[^\]]*\]", re.DOTALL)
"""What holds no wildcard: an escaped character, and a set of characters."""


def is_too_wild(pattern: str) -> bool:
    """Tell whether matching could take far too long: the time grows with a power of the path's length.

    The exponent is the number of `*` in one part of the path, of those in several parts that can each match in
    several ways, and of `**` that do not begin or end the pattern.
    """
    parts = LITERAL.sub("x", pattern).strip("/").split("/")
    inner = parts[1:-1].count("**")
    return inner + sum(max(0, part.count("*") - 1) for part in parts if part != "**") > MOST


def is_excluded(path: str, patterns: tuple[str, ...], key: str = "exclude") -> bool:
    """Tell whether the last of `patterns` that matches `path`, or a folder above it, leaves it out.

    `path` starts at the repository's top, with `/`. WeaveFixError for a pattern that is none; it names the `key` of the
    configuration.
    """
    if not patterns:
        return False
    spec, path = _spec(patterns, key), _one_line(path)
    # To the library a later `!` takes a file out of a folder that is left out; git does not look into that folder.
    has_exceptions = any(pattern.startswith("!") for pattern in patterns)
    folders = [path[: slash.end()] for slash in re.finditer("/", path)] if has_exceptions else []
    return any(map(spec.match_file, (*folders, path)))


@cache
def _spec(patterns: tuple[str, ...], key: str) -> GitIgnoreSpec:
    import warnings

    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)  # of `re`, for a set that it may read otherwise one day
        try:
            return GitIgnoreSpec.from_lines(map(_one_line, patterns))
        except (ValueError, re.error, FutureWarning, OverflowError) as error:
            for pattern in patterns[:-1]:
                _spec((pattern,), key)
            hint = "write it as in a .gitignore"
            raise WeaveFixError(f"{key} has a pattern that is none, {patterns[-1]!r:.80} ({error}); {hint}") from error


def _one_line(text: str) -> str:
    """Return `text` without line ends, which the library's expressions do not match."""
    return text.replace("\n", "\0")
