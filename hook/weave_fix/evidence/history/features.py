"""The questions that tell damage from an edit, asked of one candidate; the features are what the decision weighs.

A person's edit begins and ends at words, sentences and lines; an accident cuts words open, leaves words that nobody
knows, unbalances brackets, puts characters together that the text never had together. No one answer is proof,
so all are numbers, and trees that were fitted to real edits and our own damage (`fit`) weigh them.

*Now* is the staged text, *was* the text with the candidate's edits made. An answer that has no meaning for a
candidate is 0.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log1p
from typing import TYPE_CHECKING

from weave_fix.diff.align import slides
from weave_fix.diff.comparison import GAPS
from weave_fix.language.tokens import BOS, TOKEN, normalize, normalized_tokens_by_line
from weave_fix.markdown.blocks import WORD
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from weave_fix.diff.comparison import Comparison
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Candidate, Edit
    from weave_fix.vocabulary.lookup import Vocabulary

    _Answers = dict[str, float]
    _Place = tuple[tuple[str, int, int], str]

WINDOW = 48
"""Characters beside an edit that its neighbourhood reaches."""
FAR = 200
"""Distances are not told apart beyond so many characters."""
BEHIND = 2
"""Tokens behind an edit whose probability depends on it."""
PROBE = 12
"""Characters of a span's end that are looked for elsewhere."""
PROBES = 24
"""Pieces of a span that are looked for elsewhere at most."""
MOST_KEPT = 4000
"""Places of which the answers are kept, 4 kB each: those of 30 kB with damage in each line."""
LONG = 1000
"""Characters of both sides with their neighbourhood from which on they are not kept."""
PART = 65_536
"""Characters of a base that are read at a time."""
LARGE = 500_000
"""Characters from which on its pairs are kept as numbers, which takes twice the time and a tenth of the memory."""
START, END = re.Match[str].start, re.Match[str].end
SIDES = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
ODD = lazy_pattern(r"[a-z][A-Z]|\w[^\w\s'\N{RIGHT SINGLE QUOTATION MARK}./_-]\w|[A-Za-z]\d|\d[A-Za-z]|[^\S \n]|  ")
"""Small oddities: a capital or a digit inside a word, punctuation inside a word, control characters, two spaces."""

SUMMED = (
    "cuts",
    "borders",
    "unknown words",
    "unseen pairs",
    "likelihood",
    "trigrams new",
    "oddities",
    "brackets",
    "quotes",
)
"""The answers that add up over the edits of one candidate, by the beginning of their names."""

CLASSES: tuple[str, ...] = (
    ".",
    ",",
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
)
CLASSES += ("`", "*", "_", "([{", ")]}", "-", ":", ";", "!?", "/", "\\", "<", ">", "#", "|", "&%$@", "=+~^", "\r\f\v\t")


def names() -> list[str]:
    """Return the names of the features, in their order."""
    from weave_fix.diff.comparison import compare
    from weave_fix.language.ngram_model import shipped
    from weave_fix.records import Base, Candidate, Document, Edit
    from weave_fix.vocabulary.lookup import EmptyVocabulary

    comparison = compare(Document("", b"", "ab"), Base("a", "", ""))
    extractor = HistoryFeatures(comparison, shipped(), EmptyVocabulary())
    return list(extractor.extract(Candidate("", (Edit(1, 2, "b", ""),), "")))


def char_class(char: str) -> int:
    """Return a small number for a character or for none: letters by case, digits, spaces, kinds of punctuation."""
    if not char:
        return 0
    if char.isalpha():
        return 2 if char.isupper() else 1
    if char.isdecimal():
        return 3
    if char in " \N{NO-BREAK SPACE}":
        return 4
    if char == "\n":
        return 5
    for number, members in enumerate(CLASSES, 6):
        if char in members:
            return number
    return 6 + len(CLASSES)


@lru_cache(maxsize=4)
def _trigrams_of(text: str) -> frozenset[str]:
    """Return all runs of three characters in `text`; a base is asked again after each round of repairs."""
    found: set[str] = set()
    for at in range(0, len(text), PART):
        part = text[at : at + PART + 2]
        found.update(map("".join, zip(part, part[1:], part[2:], strict=False)))
    return frozenset(found)


@lru_cache(maxsize=4)
def _pairs_of(text: str) -> Container[tuple[str, str]]:
    """Return all pairs of neighbouring keys in `text`."""
    pairs = pairwise(normalized_tokens_by_line(text))
    return frozenset(pairs) if len(text) < LARGE else _NumberedPairs(pairs)


class _NumberedPairs:
    """Pairs of texts in a tenth of the memory: each text is kept once, and a pair is a number."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        numbers: dict[str, int] = {}
        every = {numbers.setdefault(a, len(numbers)) << 32 | numbers.setdefault(b, len(numbers)) for a, b in pairs}
        self._numbers, self._pairs = numbers, array("Q", sorted(every))

    def __contains__(self, pair: object) -> bool:
        assert isinstance(pair, tuple)
        first, second = map(self._numbers.get, pair)
        if first is None or second is None:
            return False
        wanted = first << 32 | second
        at = bisect_left(self._pairs, wanted)
        return at < len(self._pairs) and self._pairs[at] == wanted


class _Kept(NamedTuple):
    """What is kept of the answers about changes of a base: what a look finds and leaves is asked again."""

    local: dict[_Place, tuple[_Answers, ...]]
    words: dict[_Place, tuple[_Answers, bool]]


@lru_cache(maxsize=4)
def _kept_of(text: str, counts: NgramModel) -> _Kept:
    return _Kept({}, {})


class HistoryFeatures:
    """The features of the candidates of one comparison; what they share is computed once."""

    def __init__(self, comparison: Comparison, counts: NgramModel, vocabulary: Vocabulary) -> None:
        """`vocabulary` is asked once, and only where words stand that neither the base nor the vocabulary knows."""
        self.comparison = comparison
        self.counts = counts
        self.vocabulary = vocabulary
        self.text = comparison.document.text
        self._kept, self._kept_words = _kept_of(comparison.base.text, counts)
        self._starts = [hunk.span.new_start for hunk in comparison.hunks]
        self._ends = [hunk.span.new_end for hunk in comparison.hunks]
        self._is_known: dict[str, bool] = {}

    @cached_property
    def _trigrams(self) -> frozenset[str]:
        return _trigrams_of(self.comparison.base.text)

    @cached_property
    def _pairs(self) -> Container[tuple[str, str]]:
        return _pairs_of(self.comparison.base.text)

    @cached_property
    def repository_words(self) -> set[str]:
        """The words in and beside the changes that only the repository knows."""
        oov: set[str] = set()
        for hunk in self.comparison.all_hunks:
            start, end = hunk.span.new_start, hunk.span.new_end
            flipped = len(hunk.new) == 1 and hunk.new.swapcase() == hunk.old
            for word in WORD.findall(self.text, max(0, start - WINDOW), end + WINDOW):
                if word not in self.comparison.base_words and (flipped or not self.counts.count(word)):
                    oov |= {word, word.lower()}
        return self.vocabulary.known_among(oov) if oov else oov

    def extract(self, candidate: Candidate) -> dict[str, float]:
        """Return the features of `candidate` by name, in the order of `names`."""
        found: dict[str, float] = {}
        whole = 0
        for edit in candidate.edits:
            one: dict[str, float] = {}
            now, was = self._neighbourhood(edit)
            self._shape(edit, one)
            seams, likelihood, noise = self._local(edit, now, was)
            one |= seams
            one |= self._words(now, was)
            one |= likelihood
            self._elsewhere(edit, one)
            one |= noise
            self._balance(edit, one)
            self._neighbours(edit, one)
            self._case(edit, one)
            if found:
                for name, value in one.items():
                    found[name] = _together(name, found[name], value)
            else:
                found = one
            whole += not one["cuts"]
        found["edits"] = len(candidate.edits)
        found["edits that cut no word"] = whole
        proposed_by = candidate.proposed_by
        for signature in discover():
            found["is " + signature] = signature in proposed_by
        return found

    def _neighbourhood(self, edit: Edit) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        """Return the text around an edit now and as it was, each with the span of the edit's side in it."""
        left = self.text[max(0, edit.start - WINDOW) : edit.start]
        right = self.text[edit.end : edit.end + WINDOW]
        at = len(left)
        now = (left + edit.before + right, at, at + len(edit.before))
        was = (left + edit.after + right, at, at + len(edit.after))
        return now, was

    def _local(self, edit: Edit, now: tuple[str, int, int], was: tuple[str, int, int]) -> tuple[_Answers, ...]:
        """Return the answers that the neighbourhood and the base alone tell; they are kept for the repaired text."""
        key = now, was[0]
        found = self._kept.get(key)
        if found is None:
            seams, likelihood, noise = found = {}, {}, {}
            self._seams(edit, seams)
            self._likelihood(now, was, likelihood)
            self._noise(now, was, noise)
            if len(self._kept) < MOST_KEPT and len(now[0]) + len(was[0]) < LONG:
                self._kept[key] = found
        return found

    def _shape(self, edit: Edit, found: dict[str, float]) -> None:
        new, old = edit.before, edit.after
        found["new length"] = log1p(len(new))
        found["old length"] = log1p(len(old))
        found["length difference"] = len(new) - len(old)
        found["new lines"] = new.count("\n")
        found["old lines"] = old.count("\n")
        found["blank lines"] = ("\n\n" in new) - ("\n\n" in old)
        found["zone"] = self.comparison.blocks.kind_at(edit.start)
        found["same letters"] = bool(new) and len(new) <= FAR and sorted(old) == sorted(new)

    def _seams(self, edit: Edit, found: dict[str, float]) -> None:
        """Does the edit's border cut a word open? Where it can slide, at the place where it cuts least."""
        left, right = self.text[max(0, edit.start - WINDOW) : edit.start], self.text[edit.end : edit.end + WINDOW]
        spots = [(left, edit.before, edit.after, right)]
        if bool(edit.before) != bool(edit.after):
            body, inserted = edit.before or edit.after, bool(edit.before)
            spots = [(a, b, "", c) if inserted else (a, "", b, c) for a, b, c in slides(left, body, right)]
        left, new, old, right = min(spots, key=_cuts)
        found["slides"] = len(spots)
        found["borders of lines"] = _at_line(left, right, new) + _at_line(left, right, old)
        found["borders of sentences"] = _at_sentence(left, new or old, right)
        found["cuts"] = _cuts((left, new, old, right))
        found["cut left"] = _joined(left, new or old)
        found["cut right"] = _joined(new or old, right)
        found["cut left now"] = _joined(left, new + right)
        found["cut right now"] = _joined(left + new, right)
        found["cut left was"] = _joined(left, old + right)
        found["cut right was"] = _joined(left + old, right)
        found["stub left"] = max(_stub(left, new + right), _stub(left, old + right))
        found["stub right"] = max(_stub(right[::-1], (left + new)[::-1]), _stub(right[::-1], (left + old)[::-1]))
        for name, char in (
            ("left", left[-1:]),
            ("left 2", left[-2:-1]),
            ("right", right[:1]),
            ("right 2", right[1:2]),
            ("new first", new[:1]),
            ("new last", new[-1:]),
            ("old first", old[:1]),
            ("old last", old[-1:]),
        ):
            found["class " + name] = char_class(char)

    def _knows(self, word: str) -> bool:
        if word not in self._is_known:
            self._is_known[word] = (
                self._is_known_without_repository(word)
                or word in self.repository_words
                or word.lower() in self.repository_words
            )
        return self._is_known[word]

    def _is_known_without_repository(self, word: str) -> bool:
        words = self.comparison.base_words
        return word.isdecimal() or word in words or word.lower() in words or self.counts.count(word) > 0

    def _words(self, now: tuple[str, int, int], was: tuple[str, int, int]) -> _Answers:
        """Return the answers about words; they are kept for the repaired text where the repository has no say."""
        key = now, was[0]
        found, is_any_unknown = self._kept_words.get(key, ({}, False))
        # Asked for even where the answers are known: what is asked of the repository is noted.
        if not found or (is_any_unknown and self.repository_words):
            found, is_any_unknown = self._words_anew(now, was)
            is_theirs = is_any_unknown and self.repository_words
            if not is_theirs and len(self._kept_words) < MOST_KEPT and len(now[0]) + len(was[0]) < LONG:
                self._kept_words[key] = found, is_any_unknown
        return found

    def _words_anew(self, now: tuple[str, int, int], was: tuple[str, int, int]) -> tuple[_Answers, bool]:
        """Return the same, and whether a word stands there that only the repository may know."""
        found: _Answers = {}
        asked = set()
        for side, (text, start, end) in (("now", now), ("was", was)):
            words = [m for m in WORD.finditer(text) if m.end() >= start and m.start() <= end]
            inner = [m[0] for m in words if m.start() > 0 and m.end() < len(text)]
            asked.update(inner)
            counts = [self.counts.count(word) for word in inner if not word.isdecimal()]
            unknown = sum(not self._knows(word) for word in inner)
            found["words " + side] = len(words)
            found["unknown words " + side] = unknown
            found["unknown share " + side] = unknown / len(inner) if inner else 0.0
            found["rarest word " + side] = min(counts, default=20.0)
            found["words new to the base " + side] = sum(word not in self.comparison.base_words for word in inner)
            for seam, place in (("left", start), ("right", end)):
                at = next((m for m in words if m.start() <= place <= m.end()), None)
                asked.update(() if at is None else (at[0],))
                found[f"{seam} word unknown {side}"] = 0.0 if at is None else 1.0 + (not self._knows(at[0]))
                found[f"{seam} word count {side}"] = -1.0 if at is None else self.counts.count(at[0])
                found[f"{seam} word in base {side}"] = at is not None and at[0] in self.comparison.base_words
                found[f"{seam} word length {side}"] = 0.0 if at is None else len(at[0])
        found["unknown words gained"] = found["unknown words now"] - found["unknown words was"]
        return found, not all(self._is_known_without_repository(word) for word in asked)

    def _likelihood(self, now: tuple[str, int, int], was: tuple[str, int, int], found: dict[str, float]) -> None:
        """How likely are the pairs of neighbouring tokens that the edit touches?"""
        for side, near in (("now", now), ("was", was)):
            keys, scored, paired = _keys_beside(*near)
            numbers = list(map(self.counts.number, keys))
            scores = [self.counts.trigram_logprob(*numbers[at : at + 3]) for at in range(scored)]
            pairs = list(pairwise(keys[1 : paired + 2]))
            found["likelihood " + side] = sum(scores)
            found["mean likelihood " + side] = sum(scores) / len(scores) if scores else 0.0
            found["worst pair " + side] = min(scores, default=0.0)
            found["unseen pairs " + side] = sum(self.counts.pair(a, b) == 0 for a, b in pairs)
            found["pairs new to the base " + side] = sum(pair not in self._pairs for pair in pairs)
        for name in ("likelihood", "mean likelihood", "worst pair", "unseen pairs", "pairs new to the base"):
            found[name + " gained"] = found[name + " now"] - found[name + " was"]

    def _elsewhere(self, edit: Edit, found: dict[str, float]) -> None:
        """Does what was put in stand in the base, what was taken out in the document?"""
        base = self.comparison.base.text
        for name, side, other in (("new", edit.before, base), ("old", edit.after, self.text)):
            text = side.strip()
            found[name + " stands elsewhere"] = log1p(len(text)) if len(text) > 3 and text in other else 0.0
            long = len(text) >= PROBE
            found[name + " head elsewhere"] = 1.0 + (text[:PROBE] in other) if long else 0.0
            found[name + " tail elsewhere"] = 1.0 + (text[-PROBE:] in other) if long else 0.0
            probes = range(0, len(text) - PROBE + 1, max(PROBE, len(text) // PROBES))
            hits = sum(text[at : at + PROBE] in other for at in probes)
            found[name + " share elsewhere"] = hits / len(probes) if probes else -1.0

    def _noise(self, now: tuple[str, int, int], was: tuple[str, int, int], found: dict[str, float]) -> None:
        text, start, end = now
        grams = [text[i : i + 3] for i in range(max(0, start - 2), min(len(text) - 2, end))]
        fresh = sum(gram not in self._trigrams for gram in grams)
        found["trigrams new to the base"] = fresh
        found["share of new trigrams"] = fresh / len(grams) if grams else 0.0
        for side, (text, start, end) in (("now", now), ("was", was)):
            inside = text[start:end]
            found["punctuation " + side] = sum(not (c.isalnum() or c.isspace()) for c in inside) / (len(inside) or 1)
            found["oddities " + side] = len(ODD.findall(text[max(0, start - 2) : end + 2]))
        found["oddities gained"] = found["oddities now"] - found["oddities was"]

    def _balance(self, edit: Edit, found: dict[str, float]) -> None:
        """Does the edit unbalance the brackets, quotes and back-ticks of its paragraph?"""
        start, end = self.comparison.blocks.paragraph(edit.start)
        start, end = max(start, edit.start - 1000), min(max(end, edit.end), edit.end + 1000)
        now = self.text[start:end]
        was = self.text[start : edit.start] + edit.after + self.text[edit.end : end]
        found["brackets unbalanced"] = _unbalanced(now) - _unbalanced(was)
        found["quotes unbalanced"] = sum(now.count(mark) % 2 - was.count(mark) % 2 for mark in '"`')
        found["emphasis unbalanced"] = sum(now.count(mark) % 2 - was.count(mark) % 2 for mark in ("*", "_"))

    def _neighbours(self, edit: Edit, found: dict[str, float]) -> None:
        """What else changed, near by?"""
        first = bisect_left(self._ends, edit.start)
        last = bisect_left(self._starts, edit.end + 1)
        groups = self.comparison.hunks
        inside = [g for g in groups[first:last] if g.span.new_start >= edit.start and g.span.new_end <= edit.end]
        before = groups[first - 1].span.new_end if first else -FAR
        after = groups[last].span.new_start if last < len(groups) else len(self.text) + FAR
        found["groups"] = len(inside)
        found["gap before"] = min(FAR, edit.start - before)
        found["gap after"] = min(FAR, after - edit.end)
        found["inside a region"] = (found["gap before"] < GAPS[2]) + (found["gap after"] < GAPS[2])
        kept = len(edit.before) - sum(len(hunk.new) for hunk in inside)
        found["kept inside"] = max(0.0, kept) / (len(edit.before) or 1)

    def _case(self, edit: Edit, found: dict[str, float]) -> None:
        """For a flipped letter: where in its word, and how is that word written elsewhere?"""
        new, old = edit.before, edit.after
        flipped = len(new) == 1 and new != old and new.swapcase() == old
        start, end = edit.start, edit.end
        while flipped and start > max(0, edit.start - MAX_WORD) and self.text[start - 1].isalnum():
            start -= 1
        while flipped and end < min(len(self.text), edit.end + MAX_WORD) and self.text[end].isalnum():
            end += 1
        word = self.text[start:end]
        rest = word[edit.start - start + 1 :]
        found["flipped"] = flipped + (flipped and new.isupper())
        found["place in the word"] = 1 + min(3, edit.start - start) if flipped else 0
        found["rest upper"] = flipped and rest.isupper()
        found["usual capitals"] = self.counts.titlecase_share(word) if flipped else 0.0
        found["written so in the base"] = flipped and word in self.comparison.base_words
        found["written so in the repository"] = flipped and word in self.repository_words
        found["spelling count"] = self.counts.mixed_case_count(word) if flipped else 0.0
        before = self.text[max(0, start - 3) : start].rstrip(" *_\"'(")
        found["after a sentence"] = flipped and (not before or before[-1] in ".!?:\n#>-|")


def _keys_beside(text: str, start: int, end: int) -> tuple[list[str], int, int]:
    """Return the keys of the tokens on `start` to `end` of `text`, of the `BEHIND` before them and of as many behind.

    `BOS` stands for what is not there at the left. Beside them: how many tokens, from the third on, are those and what
    their probability bears on; and how many, from the third on, touch those or are the next one.
    """
    tokens = list(TOKEN.finditer(text))
    first = bisect_left(tokens, start, key=END)
    last = bisect_right(tokens, end, key=START)
    reach = min(len(tokens), last + BEHIND)
    keys = [normalize(token[0]) for token in tokens[max(0, first - BEHIND) : reach]]
    scored = reach - first if first < last else 0
    return [*[BOS] * (BEHIND - first), *keys], scored, min(last + 1, len(tokens)) - first


def _at_line(left: str, right: str, body: str) -> int:
    """Return how many borders of `body` stand at the beginning or the end of a line; 0 for nothing."""
    if not body:
        return 0
    return (left[-1:] in "\n" or body[0] == "\n") + (right[:1] in "\n" or body[-1] == "\n")


def _at_sentence(left: str, body: str, right: str) -> int:
    """Return how many borders of `body` stand where a sentence, a clause, an item or a line begins or ends."""
    before, after = left.rstrip(" "), body.rstrip(" ")
    begins = not before or before[-1] in ".!?:;,\n|>*-#"
    ends = not right.strip(" ") or after[-1:] in ".!?:;,\n|" or right.lstrip(" ")[:1] in ".!?:;,\n|"
    return begins + ends


def _together(name: str, first: float, second: float) -> float:
    """Return one answer for two edits of a candidate: counts add up, of other answers the stronger stands."""
    if name.startswith(SUMMED):
        return first + second
    return max(first, second, key=abs)


def _stub(left: str, right: str) -> int:
    """Return how many characters of a word stand left of a border that cuts it open; 0 where it cuts none.

    Two words that a person exchanged share a first letter now and then, seldom three.
    """
    length = 0
    while length < min(8, len(left)) and left[-1 - length].isalnum():
        length += 1
    return length if right[:1].isalnum() else 0


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and left[-1].isalnum() and right[0].isalnum()


def _cuts(spot: tuple[str, str, str, str]) -> int:
    left, new, old, right = spot
    if new and old:
        return _joined(left, new) + _joined(new, right) + _joined(left, old) + _joined(old, right)
    body = new or old
    return 2 * (_joined(left, body) + _joined(body, right))


def _unbalanced(text: str) -> int:
    return sum(abs(text.count(opening) - text.count(closing)) for opening, closing in SIDES)
