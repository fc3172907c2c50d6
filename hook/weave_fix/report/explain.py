"""`--explain ID`: what a signature is, in the words of its module."""

from __future__ import annotations

import inspect
from difflib import get_close_matches
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.signatures.registry import Signature


def explain(signature: str, modules: Mapping[str, Signature]) -> str:
    """Return the page of `signature`, one of the keys of `modules`; WeaveFixError for another one, with the known."""
    module = modules.get(signature)
    if module is None:
        near = get_close_matches(signature, modules, 1)
        hint = f"did you mean {near[0]}?" if near else "there are " + ", ".join(modules)
        raise WeaveFixError(f"--explain: there is no signature {signature!r}; {hint}")
    sound, damaged = module.EXAMPLE
    meaning = inspect.cleandoc(module.__doc__ or "")
    return f"{signature}\n\n{meaning}\n\nUndamaged:\n{_indent(sound)}\nDamaged:\n{_indent(damaged)}"


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.rstrip("\n").split("\n"))
