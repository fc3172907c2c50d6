"""What people do to a text on purpose that looks like an operation's work, forward, for the fit of the decision.

A few thousand real commits hold a handful of sentences exchanged, words joined or adverbs moved: too few to learn from
that people do such things. So the fit makes more of them out of real texts. Each function takes an undamaged text and
returns it as a careful person may have edited it, or None where the text offers no place.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.language.tokens import TOKEN, normalize
from weave_fix.markdown.blocks import prose_spans
from weave_fix.markdown.markers import LIST_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from weave_fix.language.ngram_model import NgramModel

SENTENCE = re.compile(r"[A-Z][^.!?\n]{15,}(?:\n[^.!?\n]+)*[.!?](?=[ \n])")
CLAUSE = re.compile(r"(?<=[,;] )[a-z][^,;.!?\n]{8,}(?=[,;.])")
PARAGRAPH = re.compile(r"(?<=\n\n)[A-Z`*\[](?:[^\n]|\n(?!\n))+(?=\n\n)")
SECTION = re.compile(r"(?<=\n)## [^\n]*\n(?:(?!## )[^\n]*\n)+")
UNIT = re.compile(r"(?<=\d) (?=(?:[kKMGT]i?B|ms|px|pt|s|m|cm|mm|km|%|bit|x)\b)")
DIGITS = re.compile(r"(?<![\w.,])\d+(?![\w,])")
WORD = re.compile(r"(?<=[ \n])[^\W\d_]{2,}(?=[ \n.,;:)])")
ADVERBS = (
    *("actually", "again", "already", "also", "always", "automatically", "currently", "directly", "easily", "even"),
    *("explicitly", "fully", "generally", "immediately", "just", "later", "mostly", "never", "normally", "now"),
    *("often", "only", "probably", "rarely", "simply", "sometimes", "soon", "still", "then", "typically", "usually"),
)
MOVABLE = re.compile(
    rf"(?<=[ \n])(?:(?:{'|'.join(ADVERBS)}) [a-z]+|[a-z]+ (?:{'|'.join(ADVERBS)})|"
    r"[a-z]+ (?:up|off|out|down|away|back) (?:the|a|your|this|that) [a-z]+)(?=[ \n.,;:)])"
)
ELEMENTS = ("b", "i", "em", "strong", "kbd", "code", "sub", "sup", "mark", "small", "span")
TRIES = 60
"""Places that are looked at for one that will do."""
SLIGHTLY = 1.0
"""Nats by which a text may be less likely than another and still be what a person would write."""
COMMON = 3.5
"""Natural logarithm of the count from which on a word, or a pair of words, is in use."""


def reorder(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Exchange two list items, clauses, sentences, paragraphs or sections that follow each other, or nearly."""
    kind = rng.choice(("items", SENTENCE, SENTENCE, CLAUSE, PARAGRAPH, PARAGRAPH, SECTION))
    spans = _items(text) if isinstance(kind, str) else [match.span() for match in kind.finditer(text)]
    near = [(a, b) for a, b in _neighbours(spans) if b[0] - a[1] < 400]
    if not near:
        return None
    first, second = rng.choice(near)
    middle = text[first[1] : second[0]]
    return text[: first[0]] + text[slice(*second)] + middle + text[slice(*first)] + text[second[1] :]


def _items(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        if mark := LIST_ITEM.match(line):
            spans.append((start + mark.end(), start + len(line)))
        start += len(line) + 1
    return spans


def _neighbours(spans: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [*pairwise(spans), *zip(spans, spans[2:], strict=False)]


def move(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Move a sentence or a paragraph to another place of its kind."""
    pattern, between = rng.choice(((SENTENCE, " "), (PARAGRAPH, "\n\n")))
    spans = [match.span() for match in pattern.finditer(text)]
    if len(spans) < 3:
        return None
    (start, end), (at, _) = rng.sample(spans, 2)
    moved = text[start:end]
    if at > end:
        return text[:start] + text[end + len(between) : at] + moved + between + text[at:]
    return text[:at] + moved + between + text[at:start] + text[end + len(between) :]


def reword(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Move an adverb past its neighbour, or a particle past its object: `only reads`, `turn the lamp off`."""
    places = [m for start, end in prose_spans(text) for m in MOVABLE.finditer(text, start, end)]
    for match in rng.sample(places, min(TRIES, len(places))):
        words = match[0].split(" ")
        other = [words[1], words[0], *words[2:]] if words[1] in ADVERBS else [words[0], *words[2:], words[1]]
        if words[0] in ADVERBS or rng.random() < 0.5:
            other = [words[1], words[0], *words[2:]] if words[0] in ADVERBS else other
        keys = [normalize(word) for word in other]
        if all(counts.pair(a, b) > 0 for a, b in pairwise(keys)):
            return text[: match.start()] + " ".join(other) + text[match.end() :]
    return None


def _likelihood(tokens: Sequence[str], counts: NgramModel) -> float:
    """Return the sum of the logarithms of each token's probability after the one before it."""
    pairs = pairwise(normalize(token) for token in tokens)
    return sum(counts.pair(a, b) - counts.count(a) if counts.pair(a, b) else -16.0 for a, b in pairs)


def join(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Write two words as one that is in use, or a number and its unit: `time stamp` as `timestamp`."""
    places = [match.start() for match in UNIT.finditer(text)]
    words = list(WORD.finditer(text))
    for first, second in pairwise(words):
        together = counts.count(first[0] + second[0])
        apart = counts.pair(normalize(first[0]), normalize(second[0]))
        if second.start() == first.end() + 1 and together > max(COMMON, apart):
            places.append(first.end())
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def mark_up(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Put a word into an HTML element, or a break at the end of a line; or only what one of the two lacks."""
    words = [m for start, end in prose_spans(text) for m in WORD.finditer(text, start, end)]
    if not words:
        return None
    word = rng.choice(words)
    if rng.random() < 0.3:
        at = text.find("\n", word.end())
        return text[:at] + rng.choice(("<br>", "<br/>", "  ")) + text[at:] if at > 0 else None
    name = rng.choice(ELEMENTS)
    return f"{text[: word.start()]}<{name}>{word[0]}</{name}>{text[word.end() :]}"


def group(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Write a number with commas, or with the sign that it lacked: `1,000`, `5%`."""
    numbers = list(DIGITS.finditer(text))
    if not numbers:
        return None
    number = rng.choice(numbers)
    value = int(number[0][:12])
    other = f"{value:,}" if value >= 1000 else rng.choice((f"{number[0]}%", f"~{number[0]}", f"${number[0]}"))
    return text[: number.start()] + other + text[number.end() :]


def punctuate(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Put in, or take out, a comma where the language has it as well."""
    words = [m for start, end in prose_spans(text) for m in WORD.finditer(text, start, end)]
    for word in rng.sample(words, min(TRIES, len(words))):
        after = text[word.end() : word.end() + 2]
        following = [token for token in TOKEN.findall(text, word.end(), word.end() + 30) if token != ","][:1]
        without = _likelihood((word[0], *following), counts)
        with_comma = _likelihood((word[0], ",", *following), counts)
        if after == ", " and without > with_comma - SLIGHTLY:
            return text[: word.end()] + text[word.end() + 1 :]
        if after[:1] == " " and with_comma > without - SLIGHTLY:
            return text[: word.end()] + "," + text[word.end() :]
    return None


def recase(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Write a word's first letter in the other case, where the language has both."""
    words = [m for start, end in prose_spans(text) for m in WORD.finditer(text, start, end)]
    for word in rng.sample(words, min(TRIES, len(words))):
        share = counts.titlecase_share(word[0])
        if (share > 0.15 and word[0].islower()) or (0 <= share < 0.85 and word[0].istitle()):
            return text[: word.start()] + word[0][0].swapcase() + word[0][1:] + text[word.end() :]
    return None


def misspell(text: str, rng: Random, counts: NgramModel) -> str | None:
    """Write a word without the capitals inside it that it is known by: the typo that a person then mends."""
    places = [match for match in WORD.finditer(text) if counts.mixed_case_count(match[0]) > COMMON]
    if not places:
        return None
    word = rng.choice(places)
    return text[: word.start()] + word[0].capitalize() + text[word.end() :]


SIMULATED_EDITS: Mapping[str, Callable[[str, Random, NgramModel], str | None]] = {
    function.__name__: function for function in (reorder, move, reword, join, mark_up, group, punctuate, recase)
}
"""By name, what a person does to a text."""
