"""`--explain ID`: what a signature is, in the words of its module."""

from __future__ import annotations

import inspect
from difflib import get_close_matches
from typing import NamedTuple

from weave_fix.errors import WeaveFixError


class Page(NamedTuple):
    """What there is to say of a signature."""

    meaning: str
    undamaged: str
    damaged: str


def pages() -> dict[str, Page]:
    """Return the page of each signature by its id: those of whole files, then those of words and spans."""
    from weave_fix.signatures import registry
    from weave_fix.signatures.file import registry as file_registry

    found = {
        name: Page(inspect.cleandoc(one.__doc__ or ""), *one.EXAMPLE) for name, one in file_registry.discover().items()
    }
    return found | {
        name: Page(inspect.cleandoc(one.explanation), *one.example) for name, one in registry.discover().items()
    }


def explain(signature: str) -> str:
    """Return the page of `signature` as text.

    WeaveFixError, with the nearest id, where there is none of that name.
    """
    known = pages()
    page = known.get(signature)
    if page is None:
        near = get_close_matches(signature, known, 1)
        hint = f"did you mean {near[0]}?" if near else "there are " + ", ".join(known)
        raise WeaveFixError(f"--explain: there is no signature {signature!r}; {hint}")
    return (
        f"{signature}\n\n{page.meaning}\n\nUndamaged:\n{indented(page.undamaged)}\nDamaged:\n{indented(page.damaged)}"
    )


def indented(text: str) -> str:
    """Return the lines of `text` as a block of code of Markdown, characters that cannot be seen as escapes."""
    return "".join(f"    {_visible(line)}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def _visible(line: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in line)
