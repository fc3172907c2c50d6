"""Folders of Markdown as one long stream of tokens, and lists of words."""

from __future__ import annotations

import sys
import time
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.errors import WeaveFixError
from weave_fix.language.tokens import PIECE, normalize, split_piece
from weave_fix.markdown.masking import BLOCK, HIDDEN, masked_text
from weave_fix.records import decode
from weave_fix.runtime.regular_file import LARGE, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

BLANK = f" \t\r\n{HIDDEN}"
SUFFIXES = {".md", ".markdown", ".mdx", ".mkd"}
TYPOS = "`typo->word` on each line"
LONG = 6
"""Letters from which on a word of the longest lists is kept: of shorter ones they have nearly every combination."""


class Stream(NamedTuple):
    """The tokens of many texts in order; `BLOCK` stands before each unit and at the end."""

    surfaces: list[str]
    """Every token that occurs, as it is written."""
    tokens: array[int]
    """For each place the number of its surface, shifted left by one, plus 1 where it is glued to the token before."""


def markdown_files(folders: Sequence[Path]) -> list[Path]:
    """Return the Markdown files below `folders`, in the order of their paths."""
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in files if path.is_file())


def listed_words(files: Iterable[Path]) -> frozenset[str]:
    """Return the folded words of lists that have one a line, UTF-8; what is more or less than a word is left out.

    WeaveFixError where a list cannot be read.
    """
    lines = (line.strip() for file in files for line in lines_of(file, "words", "a word a line"))
    return frozenset(normalize(line) for line in lines if line.isalpha())


def rarer_words(
    rarer: Iterable[Path], rarest: Iterable[Path], common: AbstractSet[str], misspellings: Iterable[Path]
) -> frozenset[str]:
    """Return the folded words of lists that are no typos, though few know them.

    Of `rarest` those alone count that have `LONG` letters and are alike to a `common` word but for a letter of each:
    only they would be taken for typos. The longest lists of a spelling checker have all that was ever printed, typos
    among it: what stands in `misspellings`, written as `known_misspellings` reads it, is left out. WeaveFixError where
    a list cannot be read.
    """
    shut = {
        normalize(line.partition("->")[0].strip())
        for file in misspellings
        for line in lines_of(file, "misspellings", TYPOS)
    }
    near = {form for word in common if len(word) >= LONG - 2 for form in _shortened(word)}
    kept = listed_words(rarer)
    long = (word for word in listed_words(rarest) - kept if len(word) >= LONG)
    return (kept | {word for word in long if not near.isdisjoint(_shortened(word))}) - shut


def _shortened(word: str) -> set[str]:
    """Return `word`, and it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def known_misspellings(files: Iterable[Path]) -> dict[str, str]:
    """Return what is meant by each typo, folded, of lists that have `misspelling->word` a line, UTF-8, as codespell's
    has.

    A typo of several words, and one that may be none, has more behind a comma, and is left out. WeaveFixError where a
    list cannot be read.
    """
    misspellings: dict[str, str] = {}
    for file in files:
        for line in lines_of(file, "misspellings", TYPOS):
            misspelling, _, word = (part.strip() for part in line.partition("->"))
            if misspelling.isalpha() and word and "," not in word:
                misspellings[normalize(misspelling)] = normalize(word)
    return misspellings


def lines_of(file: Path, what: str, how: str) -> list[str]:
    """Return the lines of a list of `what`, which looks like `how` says. WeaveFixError where it cannot be read."""
    try:
        return read_regular(file, LARGE).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WeaveFixError(f"{file}: this is no list of {what} ({error}); it has to be UTF-8, {how}") from error


def blocks(text: str) -> Iterator[list[str]]:
    """Yield the pieces of each unit of `text` that has a token."""
    for body in masked_text(text).split(BLOCK):
        if pieces := PIECE.findall(body.strip(BLANK)):
            yield pieces


def read(files: Iterable[Path]) -> Stream:
    """Return the stream of `files`; OSError where one cannot be read.

    A unit that stood before, anywhere, is left out: licences and generated pages would otherwise outvote the writers.
    """
    numbers: dict[str, int] = {BLOCK: 0}
    packed: dict[str, int] = {}
    tokens = array("I", [0])
    seen: set[bytes] = set()
    began, files = time.monotonic(), list(files)
    for count, path in enumerate(files, 1):
        for pieces in blocks(decode(read_regular(path, LARGE))):
            digest = blake2b(" ".join(pieces).encode("utf-8", "surrogatepass"), digest_size=8).digest()
            if digest in seen:
                continue
            seen.add(digest)
            for piece in pieces:
                code = packed.get(piece)
                if code is None:
                    token, glued = split_piece(piece)
                    code = packed[piece] = numbers.setdefault(token, len(numbers)) * 2 + glued
                tokens.append(code)
            tokens.append(0)
        if count % 5000 == 0 or count == len(files):
            speed = count / (time.monotonic() - began)
            print(f"{count} of {len(files)} files, {speed:.0f} a second, {len(tokens)} tokens", file=sys.stderr)
    return Stream(list(numbers), tokens)
