"""Gathers the words of a tree: all that its Markdown holds, and the identifiers of its code, within bounds."""

from __future__ import annotations

import os
import re
import string
from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

from weave_fix.markdown.blocks import WORD
from weave_fix.markdown.suffixes import MARKDOWN
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import decode
from weave_fix.vocabulary.packed import Count, Table, pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weave_fix.git import Repository, TreeBlob, TreeChange

SUFFIXES = (
    frozenset(suffix[1:].encode() for suffix in MARKDOWN),
    frozenset(
        b"py pyi rb php pl pm lua r jl sh bash zsh ps1 psm1 js jsx mjs cjs ts tsx vue css scss sql proto graphql "
        b"c h cc cpp cxx hh hpp m mm go rs swift zig nim dart java kt kts scala groovy gradle cs fs vb "
        b"ex exs erl hs ml mli clj el lisp nix tf toml yaml yml".split()
    ),
)
"""By `Kind`, in lower case."""
LONGEST = 256
"""Bytes of a word: what is longer is no word."""
EDGE = re.compile(rb"[0-9_]|[a-z][A-Z]|[A-Z]{2}[a-z]|[\x80-\xff]")
"""What a word has to hold that may be an identifier of several parts."""
PIECE = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LETTERS = re.compile(r"[^\W\d_]+")
_KEPT = {*(string.ascii_letters + string.digits + "_").encode(), *range(0x80, 0x100)}
SPACES = bytes(byte if byte in _KEPT else 0x20 for byte in range(0x100))


class Kind(IntEnum):
    """What a file's words are taken from."""

    MARKDOWN = 0
    CODE = 1


class ScanLimits(NamedTuple):
    """What is read at most, Markdown before code and small files before great ones: some 0.4 s in all."""

    markdown: int = 2_500_000
    """Bytes of Markdown."""
    total: int = 3_000_000
    """Bytes of Markdown and code together."""
    blobs: int = 2_000
    code_files: int = 20_000
    """Files of code among which the small ones are looked for, as git lists them."""
    code_blob: int = 200_000
    """Bytes of one file of code: a greater one was written by a machine."""
    words: int = 250_000
    """Different words; of the file in which the bound is reached all words are taken."""
    listing: int = 10_000_000
    """Bytes of git's list of the tree, some 80 a file."""
    changes: int = 64
    """Files that may differ between a tree and one whose words are kept already; from there on all is read again."""
    changed: int = 1_000_000
    """Bytes of those files, old and new."""


def kind_of(path: str) -> Kind | None:
    """Return what is taken from the file at `path`, by its name; None for nothing."""
    suffix = os.fsencode(path).rpartition(b".")
    return next((kind for kind in Kind if suffix[1] and suffix[2].lower() in SUFFIXES[kind]), None)


def words_of(raw: bytes) -> set[bytes]:
    """Return the words of a text, each as its UTF-8: the same ones that `WORD` finds, in a third of the time."""
    # No byte below 0x80 is a part of another character, so a text may be cut at those that end a word.
    words = set(raw.translate(SPACES).split())
    if not raw.isascii():
        odd = [word for word in words if not word.isascii()]
        words.difference_update(odd)
        for word in odd:
            words.update(found.encode() for found in WORD.findall(decode(word)))
    if len(max(words, key=len, default=b"")) > LONGEST:
        words = {word for word in words if len(word) <= LONGEST}
    return words


def parts_of(word: bytes) -> set[bytes]:
    """Return the parts of an identifier, as they are written and in lower case: `readLine_2` -> read, Line, line."""
    if not EDGE.search(word):
        return set()
    text = word.decode()
    if text.isascii():
        pieces = PIECE.findall(text)
    else:
        pieces = []
        for run in LETTERS.findall(text):
            shadow = "".join("A" if letter.isupper() else "a" for letter in run)
            pieces += [run[piece.start() : piece.end()] for piece in PIECE.finditer(shadow)]
    if pieces == [text]:
        return set()
    return {form.encode() for piece in pieces if len(piece) > 1 for form in (piece, piece.lower())}


class WordCounter:
    """Counts the files that hold each word."""

    def __init__(self) -> None:
        self.markdown: Counter[bytes] = Counter()
        self.other: Counter[bytes] = Counter()
        self._parts: dict[bytes, set[bytes]] = {}
        self._plain: set[bytes] = set()
        """Words that have no parts: the most by far, and left out all at once."""

    def add(self, kind: Kind, raw: bytes, times: int = 1) -> None:
        """Count the words of one file that lies at `times` places; less than none takes it out again."""
        if kind is Kind.MARKDOWN:
            words = words_of(raw)
            _count(self.markdown, words, times)
            _count(self.other, self._parts_among(words) - words, times)
        elif b"\0" not in raw:
            words = {word for word in words_of(raw) if not word[:1].isdigit()}
            _count(self.other, words | self._parts_among(words), times)

    def _parts_among(self, words: set[bytes]) -> set[bytes]:
        found: set[bytes] = set()
        for word in words - self._plain:
            parts = self._parts.get(word)
            if parts is None:
                parts = parts_of(word)
                if not parts:
                    self._plain.add(word)
                    continue
                self._parts[word] = parts
            found |= parts
        return found


def _count(counter: Counter[bytes], words: set[bytes], times: int) -> None:
    # A set is counted faster than a mapping.
    counter.update(words) if times == 1 else counter.update(dict.fromkeys(words, times))


class Packed(NamedTuple):
    """What was gathered from a tree."""

    table: bytes
    """Of `packed.Table`."""
    lacking: int
    """Markdown files of the tree that a partial clone lacks."""


def scan(repository: Repository, tree: str, limits: ScanLimits) -> Packed:
    """Return the words of `tree`."""
    listing = repository.list_tree(tree, limits.listing)
    pages = listing.blobs(SUFFIXES[Kind.MARKDOWN], limits.listing)
    chosen = _smallest(Kind.MARKDOWN, pages, min(limits.markdown, limits.total), limits.blobs)
    left = limits.total - sum(one.size for one in chosen)
    if left > 0 and len(chosen) < limits.blobs:
        code = listing.blobs(SUFFIXES[Kind.CODE], limits.code_files)
        code = [blob for blob in code if 0 < blob.size <= limits.code_blob]
        chosen += _smallest(Kind.CODE, code, left, limits.blobs - len(chosen))
    counter = WordCounter()
    counted: tuple[set[str], set[str]] = (set(), set())
    read = repository.read_blobs_below([one.oid for one in chosen], None)
    for one, (_, _, content) in zip(chosen, read, strict=True):
        if content is not None:
            counter.add(one.kind, content, one.places)
            counted[one.kind].add(one.oid)
        if len(counter.markdown) + len(counter.other) > limits.words:
            break
    missing = sum(blob.size for blob in pages if blob.oid not in counted[Kind.MARKDOWN])
    left = missing if listing.is_whole else max(missing, limits.listing)
    table = pack(counter.markdown, counter.other, counted, left)
    return Packed(table, listing.lacking(SUFFIXES[Kind.MARKDOWN]))


class _Chosen(NamedTuple):
    kind: Kind
    oid: str
    size: int
    """In bytes."""
    places: int
    """Paths at which the file lies."""


def _smallest(kind: Kind, blobs: Iterable[TreeBlob], most: int, number: int) -> list[_Chosen]:
    """Return the smallest files first, each once, up to `most` bytes and `number` files."""
    places = Counter((blob.size, blob.oid) for blob in blobs)
    chosen: list[_Chosen] = []
    for size, oid in sorted(places):
        most -= size
        if most < 0 or len(chosen) == number:
            break
        chosen.append(_Chosen(kind, oid, size, places[size, oid]))
    return chosen


class VocabularyIndex:
    """The words of a tree: a table, and what has changed since the tree that it was made of."""

    def __init__(self, table: Table, lacking: int = 0) -> None:
        self._table = table
        self._since = WordCounter()
        self.left = table.left
        """Bytes of Markdown whose words are not among them."""
        self.lacking = lacking
        """Markdown files, beside these bytes, that a partial clone lacks."""

    def count(self, word: str) -> Count:
        """Return in how many files `word` stands, written just so."""
        raw = word.encode("utf-8", "surrogatepass")
        markdown, other = self._table.count(raw)
        return Count(markdown + self._since.markdown[raw], other + self._since.other[raw])

    def update(self, changes: Iterable[TreeChange], repository: Repository, limits: ScanLimits) -> bool:
        """Count what `changes` took out of the table's tree and put in; False where that is too much to read."""
        counted = self._table.counted()
        work: list[tuple[Kind, str, int]] = []
        for change in changes:
            kind = kind_of(change.path)
            if kind is not None:
                work += [(kind, oid, times) for oid, times in ((change.old_oid, -1), (change.new_oid, 1)) if oid]
        if len(work) > 2 * limits.changes:
            return False
        unread = limits.changed
        read = repository.read_blobs_below([oid for _, oid, _ in work], unread)
        for (kind, oid, times), (_, size, content) in zip(work, read, strict=True):
            unread -= size or 0
            if content is None or unread < 0:
                return False
            if times > 0 and (kind is Kind.MARKDOWN or len(content) <= limits.code_blob):
                self._since.add(kind, content)
            elif times < 0 and oid in counted[kind]:
                self._since.add(kind, content, -1)
            elif times < 0 and kind is Kind.MARKDOWN:
                self.left = max(0, self.left - len(content))
        return True
