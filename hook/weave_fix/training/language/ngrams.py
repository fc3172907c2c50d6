"""Count words, pairs and triples of a stream; the same stream gives the same bytes."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from weave_fix.language.levels import FINE, dequantize, quantize
from weave_fix.language.ngram_model import DISCOUNT, LETTERS, NO_WORD, SIDES
from weave_fix.language.ngram_table import MAX_LEVEL, build_map
from weave_fix.language.tokens import MIXED, TITLE, UPPER, case, is_word, normalize
from weave_fix.language.word_list import deflated, pack_word_list, sort_key
from weave_fix.markdown.masking import BLOCK, MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from weave_fix.training.language.corpus import Stream

LEAST = 3
"""Times that a word has to stand to be known."""
LEAST_SPELLING = 3
SELDOM = 60
"""Count up to which a word may be a typo that many writers make."""
MORE_OFTEN = 100
"""Times that the word one typo away has to stand more often for it."""
OFTENER_LISTED = 1000
"""The same for a word that is listed: `wether` is a word, and yet mostly meant for another."""
APART = 10
"""Times that a word's two halves have to stand more often side by side for it to look like two words run together."""
LEAST_APART = 20
LEAST_HALF = 3
"""Letters of each half of a compound."""
LEAST_COMMON = 50
"""Times from which on a word can be half of a compound."""
LEAST_SPELLED = 20
"""Times from which on a word's spelling is learned from."""
SMOOTHING = 4.0
"""Letters that each context is thought to have been followed by as the shorter one is."""


def order(stream: Stream) -> list[tuple[str, int]]:
    """Return the folded words that are known with their counts, the most frequent first; ties in text order."""
    per_surface = np.bincount(np.array(stream.tokens, np.uint32) >> 1, minlength=len(stream.surfaces))
    counts: Counter[str] = Counter({BLOCK: LEAST, MASK: LEAST})
    for surface, count in zip(stream.surfaces, per_surface.tolist(), strict=True):
        counts[normalize(surface)] += count
    known = ((word, count) for word, count in counts.items() if count >= LEAST)
    return sorted(known, key=lambda item: (-item[1], item[0]))


def numbering(words: Sequence[tuple[str, int]]) -> str:
    """Return a digest of the words of `order` in their order, by which parts of a model know that they number alike."""
    return blake2b("\n".join(word for word, _ in words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def count(
    stream: Stream,
    words: Sequence[tuple[str, int]],
    listed: AbstractSet[str] = frozenset(),
    rarer: AbstractSet[str] = frozenset(),
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the sections of a model file that `NgramModel` reads, and their facts.

    `words` are those of `order`, `listed` the folded words that are known to be sound whether the text has them or not,
    `rarer` those that are no typos either, but are never meant by one.
    """
    numbers = {word: number for number, (word, _) in enumerate(words)}
    size = len(words)
    of_surface = np.array([numbers.get(normalize(surface), size) for surface in stream.surfaces], np.uint64)
    surfaces: NDArray[np.uint32] = (np.array(stream.tokens, np.uint32) >> 1).astype(np.uint32)
    ids = of_surface[surfaces]
    boundary = np.uint64(numbers[BLOCK])

    pairs, pair_counts = np.unique(ids[:-1] << np.uint64(20) | ids[1:], return_counts=True)
    inside = ids[1:-1] != boundary
    packed = (ids[:-2] << np.uint64(40) | ids[1:-1] << np.uint64(20) | ids[2:])[inside]
    triples, triple_counts = np.unique(packed, return_counts=True)

    totals = np.bincount(ids.astype(np.int64), minlength=size + 1)
    followed = np.bincount((pairs & np.uint64(NO_WORD)).astype(np.int64), minlength=size + 1)
    probabilities = np.log(np.maximum(followed, 0.5) / len(pairs))

    kept = pair_counts >= 2
    pairs, pair_counts = pairs[kept], pair_counts[kept]
    kept = triple_counts >= 2
    triples, triple_counts = triples[kept], triple_counts[kept]
    pair_levels, triple_levels = _levels(pair_counts), _levels(triple_counts)
    table, seed = build_map(
        np.concatenate((np.uint64(NO_WORD << 40) | pairs, triples)), np.concatenate((pair_levels, triple_levels))
    )
    worth = np.array([dequantize(level) for level in range(MAX_LEVEL + 1)])
    seen = np.zeros(size + 1)
    np.add.at(seen, (pairs >> np.uint64(20)).astype(np.int64), worth[pair_levels] - DISCOUNT)
    shorter = np.clip(1 - seen / np.maximum(totals, 1), 0.02, 1)

    place = np.searchsorted(pairs, triples >> np.uint64(20))
    mass = np.zeros(len(pairs))
    np.add.at(mass, place, worth[triple_levels] - DISCOUNT)
    left = np.clip(1 - mass / worth[pair_levels], 0.02, 1)
    back_off = [1.0]
    for level in range(1, MAX_LEVEL + 1):
        here = left[pair_levels == level]
        back_off.append(round(min(back_off[-1], float(here.mean())), 4) if len(here) else back_off[-1])
    rare = _rare(stream, surfaces, numbers, {word: times for word, times in words if times >= MORE_OFTEN}) - listed
    together = _together(words, numbers, pairs, pair_counts)
    raised, upper = _case(stream, surfaces, ids, size)
    spellings = _spellings(stream, surfaces)
    sections = {
        **_sorted("words", (word for word, _ in words)),
        "numbers": np.array([numbers[word] for word in _in_order(numbers)], np.uint32).tobytes(),
        **_sorted("spellings", spellings),
        "spelling counts": _fine(np.log([spellings[word] for word in _in_order(spellings)])),
        "word counts": _fine(np.log(np.maximum(totals, 1))),
        "word probabilities": _fine(-probabilities),
        "word back-off": np.round(255 * shorter).astype(np.uint8).tobytes(),
        "raised": raised.tobytes(),
        "upper": upper.tobytes(),
        **pack_word_list("rare", rare),
        **lists(listed, rarer, numbers.keys()),
        "listed words": bytes([*(word in listed for word, _ in words), False]),
        "doubtful": _doubtful(words, together, listed),
        "halves": compound_counts(words, listed, together),
        "letters": _letters([word for word, times in words if times >= LEAST_SPELLED]),
        "ngrams": table.tobytes(),
    }
    facts = {
        "tokens": len(ids),
        "words": size,
        "numbering": numbering(words),
        "pairs": len(pairs),
        "triples": len(triples),
        "listed": len(listed),
        "rarer": len(rarer - listed - numbers.keys()),
        "seed": seed,
        "back-off": back_off,
    }
    return sections, facts


def lists(listed: AbstractSet[str], rarer: AbstractSet[str], known: AbstractSet[str]) -> dict[str, bytes]:
    """Return the sections of the listed words that the text does not have, and of the rarer ones."""
    return {**deflated("listed", listed - known), **deflated("rarer", rarer - listed - known)}


def _levels(counts: NDArray[np.int64]) -> NDArray[np.uint16]:
    distinct, where = np.unique(counts, return_inverse=True)
    return np.array([quantize(count) for count in distinct.tolist()], np.uint16)[where]


def _fine(logarithms: NDArray[np.float64]) -> bytes:
    return np.clip(np.round(FINE * np.asarray(logarithms)), 0, 255).astype(np.uint8).tobytes()


def _case(
    stream: Stream, surfaces: NDArray[np.uint32], ids: NDArray[np.uint64], size: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the shares of each word's places inside a sentence where it is written `Word`, and where `WORD`.

    Inside a sentence is where a word or a comma stands before it.
    """
    leads = np.array([is_word(surface) or surface == "," for surface in stream.surfaces])
    written = np.array([case(surface) for surface in stream.surfaces], np.uint8)
    inside = np.flatnonzero(leads[surfaces[:-1]]) + 1
    words, how = ids[inside].astype(np.int64), written[surfaces[inside]]
    places = np.maximum(np.bincount(words, minlength=size + 1), 1)
    raised, upper = (np.bincount(words[how == kind], minlength=size + 1) / places for kind in (TITLE, UPPER))
    return np.round(255 * raised).astype(np.uint8), np.round(255 * upper).astype(np.uint8)


def _spellings(stream: Stream, surfaces: NDArray[np.uint32]) -> dict[str, int]:
    """Return the words with capitals inside them, as they are written, with their counts."""
    counts = np.bincount(surfaces, minlength=len(stream.surfaces)).tolist()
    return {
        surface: times
        for surface, times in zip(stream.surfaces, counts, strict=True)
        if times >= LEAST_SPELLING and case(surface) in (MIXED, UPPER)
    }


def _rare(
    stream: Stream, surfaces: NDArray[np.uint32], numbers: Mapping[str, int], frequent: Mapping[str, int]
) -> set[str]:
    """Return the folded words that stand too seldom to be counted and are no typo of a frequent word."""
    counts = np.bincount(surfaces, minlength=len(stream.surfaces)).tolist()
    folded = (normalize(surface) for surface, times in zip(stream.surfaces, counts, strict=True) if times)
    words = {word for word in folded if word.isalpha() and len(word) > 2 and word not in numbers}
    return {word for word in words if not _is_likely_misspelling(word, 1, frequent)}


def _doubtful(words: Sequence[tuple[str, int]], together: set[str], listed: AbstractSet[str]) -> bytes:
    counts = dict(words)
    unlisted = (
        word not in listed and (word in together or _is_likely_misspelling(word, times, counts))
        for word, times in words
    )
    of_listed = (
        word in listed and _is_likely_misspelling(word, times, counts, OFTENER_LISTED) for word, times in words
    )
    return bytes([*map(max, unlisted, of_listed), False])


def _together(
    words: Sequence[tuple[str, int]],
    numbers: Mapping[str, int],
    pairs: NDArray[np.uint64],
    pair_counts: NDArray[np.int64],
) -> set[str]:
    """Return the seldom words that are two words run together, which far more often stand side by side."""
    found = set()
    for word, times in words:
        if times > SELDOM or len(word) < 5 or not word.isalpha():
            continue
        keys = [
            numbers[word[:cut]] << 20 | numbers[word[cut:]]
            for cut in range(1, len(word))
            if word[:cut] in numbers and word[cut:] in numbers
        ]
        if not keys:
            continue
        wanted = np.array(keys, np.uint64)
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        apart = pair_counts[at][pairs[at] == wanted]
        if len(apart) and apart.max() >= max(LEAST_APART, APART * times):
            found.add(word)
    return found


def compound_counts(words: Sequence[tuple[str, int]], listed: AbstractSet[str], together: AbstractSet[str]) -> bytes:
    """Return for each word how many compounds begin with it, and how many end with it, in four bits each.

    What is a compound stands in the text or in a list, and falls into two words that are common. A number stands as
    the power of two that it has reached.
    """
    common = {word for word, times in words if times >= LEAST_COMMON and len(word) >= LEAST_HALF and word.isalpha()}
    begin: Counter[str] = Counter()
    end: Counter[str] = Counter()
    for word in {*listed, *(word for word, _ in words)} - together:
        for cut in range(LEAST_HALF, len(word) - LEAST_HALF + 1):
            if word[:cut] in common and word[cut:] in common:
                begin[word[:cut]] += 1
                end[word[cut:]] += 1
    return bytes([*(begin[word].bit_length() << 4 | end[word].bit_length() for word, _ in words), 0])


def _letters(words: Iterable[str]) -> bytes:
    """Return how unlikely each letter is after each two, in steps of `FINE` to the nat."""
    counts = np.zeros((SIDES, SIDES, SIDES))
    for word in words:
        if word.isalpha() and word.isascii():
            first = second = 0
            for char in f"{word}\n":
                third = LETTERS.find(char) + 1
                counts[first, second, third] += 1
                first, second = second, third
    alone = counts.sum((0, 1)) + 1
    alone /= alone.sum()
    pairs = counts.sum(0)
    after = (pairs + SMOOTHING * alone) / (pairs.sum(1, keepdims=True) + SMOOTHING)
    both = (counts + SMOOTHING * after) / (counts.sum(2, keepdims=True) + SMOOTHING)
    return _fine(-np.log(both))


def _is_likely_misspelling(word: str, times: int, counts: Mapping[str, int], more_often: int = MORE_OFTEN) -> bool:
    """Whether a word that stands `times` times looks like a common typo: a word one typo away stands far more often."""
    if times > SELDOM or len(word) < 3 or not word.isalpha() or not word.isascii():
        return False
    return any(counts.get(other, 0) >= more_often * times for other in typos(word) if other != word)


def typos(word: str) -> Iterator[str]:
    """Yield what `word` becomes by one letter put in, lost, replaced or exchanged with the next."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _in_order(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word.encode("utf-8", "surrogatepass")))


def _sorted(name: str, words: Iterable[str]) -> dict[str, bytes]:
    raws = [word.encode("utf-8", "surrogatepass") for word in _in_order(words)]
    offsets = np.cumsum([0, *(len(raw) for raw in raws)]).astype(np.uint32)
    sums = np.array([crc32(raw) for raw in raws], np.uint32)
    places = np.argsort(sums, kind="stable").astype(np.uint32)
    return {
        name: b"".join(raws),
        name + " offsets": offsets.tobytes(),
        name + " sums": sums[places].tobytes(),
        name + " places": places.tobytes(),
    }
