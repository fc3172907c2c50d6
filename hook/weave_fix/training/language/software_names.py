"""Make the list of names of software: `python -m weave_fix.training.language.software_names -o LIST ...`."""

from __future__ import annotations

import argparse
import re
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.language.ngram_model import shipped
from weave_fix.language.suggest import suggest
from weave_fix.training.language.corpus import known_misspellings, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.language.ngram_model import NgramModel

PART = re.compile(r"[a-z]+")
SHORTEST, LONGEST = 4, 14
"""Letters of a name."""
COMMON = log(500)
"""Logarithm of the count from which on a word is common: a name a letter from it may be a typo, unless it is famous."""


def software_names(
    packages: Iterable[str], famous: Iterable[str], misspellings: Iterable[str], counts: NgramModel
) -> list[str]:
    """Return the parts of the names of packages that are no words and no misspellings, in order.

    What is a letter from a common word counts only if a package of `famous` is called so.
    """
    known, wrong = _parts(famous), set(misspellings)
    found = _parts(packages) | known
    return sorted(
        name
        for name in found - wrong
        if not (counts.is_valid(name) or counts.in_word_list(name))
        and (name in known or not _is_near_a_common_word(name, counts))
    )


def _parts(packages: Iterable[str]) -> set[str]:
    parts = {part for package in packages for part in PART.findall(package.lower())}
    return {part for part in parts if SHORTEST <= len(part) <= LONGEST}


def _is_near_a_common_word(name: str, counts: NgramModel) -> bool:
    return any(distance == 1 and counts.count(word) > COMMON for word, distance in suggest(name, counts))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the list to the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the list, a name a line")
    parser.add_argument("--packages", type=Path, action="append", default=[], help="names of packages, one a line")
    parser.add_argument("--famous", type=Path, action="append", default=[], help="names of those that everybody knows")
    parser.add_argument("--misspellings", type=Path, required=True, help="common misspellings, as codespell has them")
    given = parser.parse_args(arguments)
    packages, famous = (
        [name for file in files for name in lines_of(file, "packages", "a name a line")]
        for files in (given.packages, given.famous)
    )
    names = software_names(packages, famous, known_misspellings([given.misspellings]), shipped())
    given.output.write_text("".join(f"{name}\n" for name in names), "ascii")


if __name__ == "__main__":
    main()
