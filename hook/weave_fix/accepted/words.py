"""The words of the configuration: right as they are written, whatever a signature says of them.

A word is matched with its case. `*` at an end stands for any characters. In a file, one word stands in a line, and what
follows a `#` at the start of a line or behind a blank is a comment.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.accepted.pieces import pieces, spans
from weave_fix.config import FLAG
from weave_fix.edits import apply_within
from weave_fix.errors import WeaveFixError
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.positions import widened
from weave_fix.runtime.atomic_write import write_atomically
from weave_fix.runtime.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from weave_fix.config import Config
    from weave_fix.records import Edit
    from weave_fix.vocabulary.lookup import Vocabulary

REMARK = lazy_pattern(r"(?:^|\s)#.*")
LETTERS = lazy_pattern(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")
POSSESSIVE = lazy_pattern(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?\Z")
MARKS = "\"'()[]{}<>*_~`.,;:!?\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
"""What may stand around a word that holds marks itself, such as `node.js`."""
REACH = 200
"""Characters by which an edit is widened at most to whole words."""
FEW = 3
"""Words that a repair may change at most to be about words; a longer span is about something else."""
SURE = 255


class WordSet:
    """Words, some of them with any characters at an end."""

    def __init__(self, words: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._starts: set[str] = set()
        self._ends: set[str] = set()
        self._parts: set[str] = set()
        for word in words:
            kinds = {(False, True): self._starts, (True, False): self._ends, (True, True): self._parts}
            kind = kinds.get((word.startswith("*"), word.endswith("*")), self._whole)
            kind.add(word if kind is self._whole else word.removeprefix("*").removesuffix("*"))
        self._start_lengths = sorted({len(start) for start in self._starts})
        self._end_lengths = sorted({len(end) for end in self._ends})

    def __contains__(self, word: str) -> bool:
        return (
            word in self._whole
            or any(word[:length] in self._starts for length in self._start_lengths)
            or any(word[-length:] in self._ends for length in self._end_lengths)
            or any(part in word for part in self._parts)
        )

    def has(self, word: str) -> bool:
        """Tell whether the word, or what it is the possessive of, is among them."""
        return word in self or ("s" in word[-2:] and (bare := POSSESSIVE.sub("", word)) != word and bare in self)


class KnownWords:
    """A vocabulary that also knows the words of the configuration, which are read when it is first asked."""

    def __init__(self, inner: Vocabulary, words: Callable[[], WordSet]) -> None:
        self._inner = inner
        self._words = words

    def known_among(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that are known, written just so."""
        asked = set(words)
        own = self._words()
        known = {word for word in asked if own.has(word)}
        return known | self._inner.known_among(asked - known)

    def files(self, word: str) -> int:
        """Return 255 for a word of the configuration, which no likeness to another makes a typo; else in how many."""
        return SURE if self._words().has(word) else self._inner.files(word)


class _Change(NamedTuple):
    """What becomes of the words that one or more edits cut."""

    lost: Counter[str]
    is_long: bool


def takes_known(text: str, edits: Sequence[Edit], words: WordSet, *, is_event: bool) -> bool:
    """Tell whether a repair changes or takes out one of `words` by itself.

    What changes more than a few words at once is about the span; so is an event, which is about the whole file. They
    are only held where they change nothing but such words.
    """
    for change in _changes(text, edits):
        if not change.lost:
            continue
        known = [word for word in change.lost if words.has(word)]
        is_about_words = not is_event and not change.is_long
        if known and (is_about_words or len(known) == len(change.lost)):
            return True
    return False


def _changes(text: str, edits: Sequence[Edit]) -> Iterator[_Change]:
    """Yield the words that edits change or take out, those of edits in one word or side by side together."""
    number = 0
    while number < len(edits):
        start, end = widened(text, edits[number].start, edits[number].end, REACH, _is_no_blank)
        last = number
        while last + 1 < len(edits) and edits[last + 1].start <= end:
            last += 1
            end = max(end, widened(text, edits[last].start, edits[last].end, REACH, _is_no_blank)[1])
        after = apply_within(text, start, end, edits[number : last + 1])
        lost = Counter(_words_of(text[start:end])) - Counter(_words_of(after))
        yield _Change(lost, len(text[start:end].split()) > FEW)
        number = last + 1


def _is_no_blank(char: str) -> bool:
    return not char.isspace()


def _words_of(text: str) -> Iterator[str]:
    """Yield the words of `text`: runs of letters, and what stands between blanks where that holds marks."""
    yield from LETTERS.findall(text)
    for chunk in text.split():
        bare = chunk.strip(MARKS)
        if bare and not LETTERS.fullmatch(bare):
            yield bare


def words_of(config: Config, root: Path) -> WordSet:
    """Return the words that are configured; WeaveFixError for a file that cannot be read or does not hold.

    Files start at the folder `root`. One that the configuration file names has to lie below it.
    """
    found = list(config.words)
    for file in files_of(config, root):
        found += read_words(file)
    return WordSet(found)


def files_of(config: Config, root: Path) -> list[Path]:
    """Return the absolute paths of the words files; WeaveFixError for one that lies outside of the repository."""
    source = dict(config.sources).get("words_files", "")
    return [_inside(name, root, source) if source != FLAG else Path(name) for name in config.words_files]


def _inside(name: str, root: Path, source: str) -> Path:
    top, file = os.path.realpath(root), os.path.realpath(root / name)
    if not Path(file).is_relative_to(top):
        hint = "move the file into it, or name it with --words-file"
        raise WeaveFixError(f"{source or 'words-files'}: words-files: {name!r:.200} lies outside of {top}; {hint}")
    return Path(file)


def read_words(file: Path) -> list[str]:
    """Return the words in `file`; WeaveFixError, with the line, for what is no list of words."""
    try:
        raw = read_regular(file, SMALL)
    except FileNotFoundError as error:
        raise WeaveFixError(f"{file}: no such file; make it, or take it out of words-files") from error
    except OSError as error:
        raise WeaveFixError(f"{file}: cannot be read ({error.strerror}); put a list of words there") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WeaveFixError(f"{file}:{line}: not UTF-8; save the file as UTF-8") from error
    found = []
    for number, row in enumerate(text.split("\n"), 1):
        words = REMARK.sub("", row, count=1).split()
        if len(words) > 1:
            raise WeaveFixError(f"{file}:{number}: {len(words)} words in a line; write one word a line")
        if words and not words[0].strip("*"):
            raise WeaveFixError(f"{file}:{number}: `*` alone is every word; write letters beside it")
        found += words
    return found


def rewritten(text: str, edits: Sequence[Edit]) -> list[str]:
    """Return the words of `text` that the edits would write otherwise: one word each, and not one too many."""
    found = []
    for (start, end, _), piece in zip(spans(text, edits), pieces(text, edits), strict=True):
        word = text[start:end]
        if word.isalnum() and not word.isdecimal() and piece.after.strip() not in ("", word):
            found.append(word)
    return found


def append(file: Path, fresh: Iterable[str]) -> None:
    """Put words at the end of a words file, one a line; OSError where it cannot be written."""
    raw = read_regular(file, SMALL)
    end = b"" if not raw or raw.endswith(b"\n") else b"\n"
    write_atomically(file, raw + end + "".join(f"{word}\n" for word in fresh).encode("utf-8"))
