"""Gathers the words of a tree: all that its Markdown holds, and the identifiers of its code, within bounds."""

from __future__ import annotations

import re
import string
from collections import Counter
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import decode
from weave_fix.git import MARKDOWN, is_markdown
from weave_fix.language.wordtable import Count, Table, pack
from weave_fix.markdown import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.git import Repository, TreeBlob, TreeChange

CODE = (
    *(".py", ".pyi", ".rb", ".php", ".pl", ".pm", ".lua", ".r", ".jl", ".sh", ".bash", ".zsh", ".ps1", ".psm1"),
    *(".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue", ".css", ".scss", ".sql", ".proto", ".graphql"),
    *(".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".m", ".mm", ".go", ".rs", ".swift", ".zig", ".nim", ".dart"),
    *(".java", ".kt", ".kts", ".scala", ".groovy", ".gradle", ".cs", ".fs", ".vb", ".ex", ".exs", ".erl", ".hs"),
    *(".ml", ".mli", ".clj", ".el", ".lisp", ".nix", ".tf", ".toml", ".yaml", ".yml"),
)
LONGEST = 256
"""Bytes of a word: what is longer is no word."""
EDGE = re.compile(rb"[0-9_]|[a-z][A-Z]|[A-Z]{2}[a-z]|[\x80-\xff]")
"""What a word has to hold that may be an identifier of several parts."""
LETTERS = re.compile(r"[^\W\d_]+")
CASE = re.compile("(?<=a)(?=A)|(?<=A)(?=Aa)")
"""Where the case changes, in letters that are all written as one of the two."""
_KEPT = {*(string.ascii_letters + string.digits + "_").encode(), *range(0x80, 0x100)}
SPACES = bytes(byte if byte in _KEPT else 0x20 for byte in range(0x100))


class Kind(IntEnum):
    """What a file's words are taken from."""

    MARKDOWN = 0
    CODE = 1


class Bounds(NamedTuple):
    """What is read at most, Markdown before code and small files before great ones: some 0.4 s in all."""

    markdown: int = 4_000_000
    """Bytes of Markdown."""
    total: int = 5_000_000
    """Bytes of Markdown and code together."""
    blobs: int = 4_000
    code_blob: int = 200_000
    """Bytes of one file of code: a greater one was written by a machine."""
    words: int = 250_000
    """Different words; of the file in which the bound is reached all words are taken."""
    listing: int = 16_000_000
    """Bytes of git's list of the tree, some 80 a file."""
    changes: int = 64
    """Files that may differ between a tree and one whose words are kept already; from there on all is read anew."""
    changed: int = 1_000_000
    """Bytes of those files, old and new."""


def kind_of(path: str) -> Kind | None:
    """Return what is taken from the file at `path`, by its name; None for nothing."""
    if is_markdown(path):
        return Kind.MARKDOWN
    return Kind.CODE if path.lower().endswith(CODE) else None


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


class Parts(dict[bytes, tuple[bytes, ...]]):
    """The parts of identifiers, as they are written and in lower case: `readLine_2` -> read, Line, line."""

    def __missing__(self, word: bytes) -> tuple[bytes, ...]:
        pieces: list[str] = []
        if EDGE.search(word):
            for run in LETTERS.findall(word.decode()):
                shadow = "".join("A" if letter.isupper() else "a" for letter in run)
                cuts = [0, *(cut.start() for cut in CASE.finditer(shadow)), len(run)]
                pieces += [run[start:end] for start, end in pairwise(cuts) if end - start > 1]
        is_whole = pieces == [word.decode()]
        parts = set() if is_whole else {form for piece in pieces for form in (piece, piece.lower())}
        self[word] = found = tuple(part.encode() for part in parts)
        return found


class Tally:
    """Counts the files that hold each word."""

    def __init__(self) -> None:
        self.markdown: Counter[bytes] = Counter()
        self.other: Counter[bytes] = Counter()
        self._parts = Parts()

    def add(self, kind: Kind, raw: bytes, times: int = 1) -> None:
        """Count the words of one file that lies at `times` places; less than none takes it out again."""
        words = words_of(raw) if kind is Kind.MARKDOWN or b"\0" not in raw else set()
        if kind is Kind.CODE:
            words = {word for word in words if not word[:1].isdigit()}
        parts = set().union(*map(self._parts.__getitem__, words))
        if kind is Kind.CODE:
            _count(self.other, words | parts, times)
        else:
            _count(self.markdown, words, times)
            _count(self.other, parts - words, times)


def _count(counter: Counter[bytes], words: set[bytes], times: int) -> None:
    # A set is counted faster than a mapping.
    counter.update(words) if times == 1 else counter.update(dict.fromkeys(words, times))


def gather(repository: Repository, tree: str, bounds: Bounds) -> bytes:
    """Return the packed table of the words of `tree`."""
    blobs, is_whole = repository.tree_blobs(tree, MARKDOWN + CODE, bounds.listing)
    chosen = _choose(blobs, bounds)
    tally = Tally()
    counted: tuple[set[str], set[str]] = (set(), set())
    read = repository.read_blobs_below([one.oid for one in chosen], None)
    for one, (_, _, content) in zip(chosen, read, strict=True):
        if content is not None:
            tally.add(one.kind, content, one.places)
            counted[one.kind].add(one.oid)
        if len(tally.markdown) + len(tally.other) > bounds.words:
            break
    left = sum(blob.size for blob in blobs if is_markdown(blob.path) and blob.oid not in counted[Kind.MARKDOWN])
    return pack(tally.markdown, tally.other, counted, left if is_whole else max(left, bounds.listing))


class _Chosen(NamedTuple):
    kind: Kind
    oid: str
    places: int
    """Paths at which the file lies."""


def _choose(blobs: Sequence[TreeBlob], bounds: Bounds) -> list[_Chosen]:
    """Return the files to read, in that order."""
    places: tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]] = (Counter(), Counter())
    for blob in blobs:
        kind = kind_of(blob.path)
        assert kind is not None, "the list was made by names"
        if kind is Kind.MARKDOWN or 0 < blob.size <= bounds.code_blob:
            places[kind][blob.size, blob.oid] += 1
    chosen: list[_Chosen] = []
    spent = 0
    for kind, most in ((Kind.MARKDOWN, min(bounds.markdown, bounds.total)), (Kind.CODE, bounds.total)):
        for (size, oid), number in sorted(places[kind].items()):
            spent += size
            if spent > most or len(chosen) == bounds.blobs:
                spent -= size
                break
            chosen.append(_Chosen(kind, oid, number))
    return chosen


class Gathered:
    """The words of a tree: a table, and what has changed since the tree that it was made of."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._since = Tally()
        self.left = table.left
        """Bytes of Markdown whose words are not among them."""

    def count(self, word: str) -> Count:
        """Return in how many files `word` stands, written just so."""
        raw = word.encode("utf-8", "surrogatepass")
        markdown, other = self._table.count(raw)
        return Count(markdown + self._since.markdown[raw], other + self._since.other[raw])

    def follow(self, changes: Iterable[TreeChange], repository: Repository, bounds: Bounds) -> bool:
        """Count what `changes` took out of the table's tree and put in; False where that is too much to read."""
        counted = self._table.counted()
        work: list[tuple[Kind, str, int]] = []
        for change in changes:
            kind = kind_of(change.path)
            if kind is not None:
                work += [(kind, oid, times) for oid, times in ((change.old_oid, -1), (change.new_oid, 1)) if oid]
        if len(work) > 2 * bounds.changes:
            return False
        left = bounds.changed
        read = repository.read_blobs_below([oid for _, oid, _ in work], left)
        for (kind, oid, times), (_, size, content) in zip(work, read, strict=True):
            left -= size or 0
            if content is None or left < 0:
                return False
            if times > 0 and (kind is Kind.MARKDOWN or len(content) <= bounds.code_blob):
                self._since.add(kind, content)
            elif times < 0 and oid in counted[kind]:
                self._since.add(kind, content, -1)
            elif times < 0 and kind is Kind.MARKDOWN:
                self.left = max(0, self.left - len(content))
        return True
