"""`--explain ID`: what a signature is, in the words of its module."""

from __future__ import annotations

import inspect
from difflib import get_close_matches
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weave_fix.signatures.record import Signature


def explain(signature: str, signatures: Mapping[str, Signature]) -> str:
    """Return the page of `signature`, one of the keys of `signatures`.

    WeaveFixError, with the nearest id, where there is none of that name.
    """
    found = signatures.get(signature)
    if found is None:
        near = get_close_matches(signature, signatures, 1)
        hint = f"did you mean {near[0]}?" if near else "there are " + ", ".join(signatures)
        raise WeaveFixError(f"--explain: there is no signature {signature!r}; {hint}")
    sound, damaged = found.example
    meaning = inspect.cleandoc(found.explanation)
    return f"{signature}\n\n{meaning}\n\nUndamaged:\n{_indent(sound)}\nDamaged:\n{_indent(damaged)}"


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.rstrip("\n").split("\n"))
