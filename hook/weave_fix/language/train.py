"""Count a vocabulary from folders of Markdown: `python -m weave_fix.language.train FOLDER... -o FILE`.

Code, tables, front matter, link targets and HTML are left out. A line that was seen before, anywhere, is not counted
again: licences, tables of contents and generated pages would otherwise outvote the writers. The same folders
give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.data import decode
from weave_fix.language.tokens import START, TOKEN, fold, is_word
from weave_fix.language.vocabulary import pack
from weave_fix.markdown import INLINE_CODE, TARGET, Kind, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = {".md", ".markdown", ".mdx", ".mkd"}
CODE = "`"
"""What a code span is counted as: code has no words, but it has neighbours."""
UNITS = {Kind.HEADING, Kind.LIST}
SKIPPED = {Kind.TABLE, Kind.HTML, Kind.FENCED, Kind.INDENTED, Kind.FRONT}


def units(text: str, seen: set[int]) -> Iterator[list[str]]:
    """Yield the tokens of each heading, list item and paragraph of `text`, but for lines whose hash is in `seen`."""
    unit: list[str] = []
    previous = Kind.BLANK
    for line in lines(text):
        body = text[line.start : line.end].strip()
        if line.kind in UNITS or line.kind is Kind.BLANK or line.kind in SKIPPED or previous is Kind.HEADING:
            if unit:
                yield unit
            unit = []
        previous = line.kind
        known = hash(body)
        if line.kind is Kind.BLANK or line.kind in SKIPPED or known in seen:
            continue
        seen.add(known)
        body = TARGET.sub(" ", INLINE_CODE.sub(CODE, body))
        unit += TOKEN.findall(body.lstrip("#>-*+ "))
    if unit:
        yield unit


def _has_inner_capital(word: str) -> bool:
    return word[1:] != word[1:].lower() and not word.isupper()


class Counts:
    """The counts that a vocabulary is made of."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.spellings: Counter[str] = Counter()
        """Words with a capital inside, as they are written."""
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.inside: Counter[str] = Counter()
        """Places of a word where nothing but a word or a comma stands before it, so that its case is its own."""
        self.raised: Counter[str] = Counter()
        """Those of them where it begins with a capital."""
        self._seen: set[int] = set()

    def add(self, text: str) -> None:
        """Count one text."""
        for tokens in units(text, self._seen):
            keys = [fold(token) for token in tokens]
            self.words.update(keys)
            self.pairs.update(zip([START, *keys[:-1]], keys, strict=True))
            self.spellings.update(token for token in tokens if is_word(token) and _has_inner_capital(token))
            for before, token, key in zip(keys, tokens[1:], keys[1:], strict=False):
                if is_word(key) and (is_word(before) or before == ","):
                    self.inside[key] += 1
                    if token[0].isupper():
                        self.raised[key] += 1

    def pack(self, most_words: int, most_pairs: int) -> bytes:
        """Return a vocabulary of the most frequent words and pairs; ties fall in the order of their text."""
        total = sum(self.words.values())
        forms = self.words + self.spellings
        words = dict(sorted(forms.items(), key=lambda item: (-item[1], item[0]))[:most_words])
        capitals = {word: self.raised[word] / self.inside[word] for word in words if self.inside[word]}
        inside = (item for item in self.pairs.items() if item[0][1] in words)
        pairs = sorted(inside, key=lambda item: (-item[1], item[0]))[:most_pairs]
        return pack(words, capitals, pairs, total)


def markdown_files(folders: Sequence[Path]) -> list[Path]:
    """Return the Markdown files below `folders`, in the order of their paths."""
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in files if path.is_file())


def main(argv: Sequence[str] | None = None) -> int:
    """Count the folders of the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m weave_fix.language.train", description=__doc__)
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    parser.add_argument("--words", type=int, default=46_000, help="words to keep (default %(default)s)")
    parser.add_argument("--pairs", type=int, default=160_000, help="pairs to keep (default %(default)s)")
    parser.add_argument("--without", metavar="TEXT", action="append", default=[], help="leave out paths that hold TEXT")
    options = parser.parse_args(argv)
    if not options.output.parent.is_dir():
        parser.error(f"{options.output}: there is no folder {options.output.parent}; make it first")
    files = [f for f in markdown_files(options.folders) if not any(text in f.as_posix() for text in options.without)]
    if not files:
        parser.error(f"no Markdown below {', '.join(map(str, options.folders))}")
    counts, began = Counts(), time.monotonic()
    for number, path in enumerate(files, 1):
        counts.add(decode(path.read_bytes()))
        if number % 2000 == 0 or number == len(files):
            speed = number / (time.monotonic() - began)
            print(f"{number} of {len(files)} files, {speed:.0f} a second", file=sys.stderr)
    packed = counts.pack(options.words, options.pairs)
    options.output.write_bytes(packed)
    total = sum(counts.words.values())
    print(f"{options.output}: {total} tokens, {len(counts.words)} words seen, {len(packed)} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
