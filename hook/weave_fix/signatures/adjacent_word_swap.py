"""Two neighbouring words were exchanged."""

from __future__ import annotations

import re
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from weave_fix.language.compounds import FUNCTION_WORDS
from weave_fix.language.doubled import (
    ARTICLES,
    ASKED,
    BEFORE_TO,
    BEING,
    DETERMINERS,
    ELLIPTIC,
    GRAMMAR,
    OBJECTS,
    OWNERS,
    PREPOSITIONS,
    QUANTITIES,
    RELATIVE,
    is_participle,
)
from weave_fix.language.tokens import LOWER, TITLE
from weave_fix.language.word_formation import USUAL
from weave_fix.markdown.masking import MASK, masked_phrase
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability, Candidate, Corruption, Edit
from weave_fix.signatures._diff_helpers import undo_each
from weave_fix.signatures.record import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from weave_fix.diff.comparison import Comparison, Hunk
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.tokenized_document import Word
    from weave_fix.records import Site

TOGETHER = 1 << 13
"""Pairs of neighbours that are looked at together, 4 MB of them."""
ADVERBS = frozenset(
    {"also", "always", "better", "here", "just", "never", "now", "often", "only", "soon", "still", "then"}
)
"""Words that stand before their verb or behind it, as the writer likes; and so does all that ends in -ly."""
AUXILIARIES = frozenset(
    {"am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "shall"}
    | {"should", "was", "were", "will", "would"}
)
SUBJECTS = frozenset({"he", "i", "it", "she", "that", "there", "these", "they", "this", "those", "we", "you"})
ASIDE = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", ","})
"""Marks that a question stands behind inside a sentence."""
NEARER = -2.0
"""Nats by which the two have to stand nearer, to each other and to their neighbours, the other way round."""
NEAR = 8.0
"""Nats from which on they stand too near as they are for that."""
JOINTS = frozenset({"and", "but", "nor", "not", "or"})
TURNING = frozenset({"hardly", "neither", "never", "once", "only", "rarely", "seldom", "so", "then", "thus"})
"""Words behind which the verb may stand before its subject: `only then will it close`."""
GIVING = frozenset(
    {"ask", "asked", "assign", "assigned", "assigns", "call", "called", "calls", "gave", "give", "given", "gives"}
    | {"giving", "grant", "grants", "hand", "hands", "make", "makes", "offer", "offers", "pass", "passes", "send"}
    | {"sends", "show", "shows", "tell", "tells"}
)
"""Verbs that have two things behind them: `gave variable a value`."""
FAINT_ARTICLE, FAINT, FAINT_TOLD, FAINT_FREE = 0.6, 2.6, 2.8, 4.0
"""Log-odds from which on a swap is reported: of a word with the article behind it, of any other, of an article with a
word that may tell of the one behind it, and of words that may stand either way round."""
BEFORE_VERBS = frozenset({"and", "or", "to", ","})
"""What stands before a verb: `to draft a page and share the link`."""
ALONE = frozenset({"all", "any", "both", "each", "most", "none", "some", "these", "this", "those"})
"""Words that stand for a thing by themselves, as well as before one."""
DEMONSTRATIVES = frozenset({"these", "those"})
DEGREES = frozenset({"as", "how", "so", "that", "too"})
"""Words that take an adjective before its article: `as natural a fit`."""
FEW = 6
"""Tokens before `and` in which a preposition stands that is said again behind it."""
VOWELS = frozenset("aeiou")
HALF = 4
"""Letters that each half of a word has at least which a space may have cut: `along side`."""
PAIR = lazy_pattern(r"(\S+)(\s+)(\S+)")
NO_SPACE = lazy_pattern(r"\S")


def corrupt(text: str, site: Site, rng: Random, foreign: str) -> Corruption | None:
    """Exchange a word of the line with the next; the space between them stays."""
    words = list(re.finditer(r"\S+", text[site.start : site.end]))
    if len(words) < 3:
        return None
    i = rng.randrange(len(words) - 1)
    start, end = site.start + words[i].start(), site.start + words[i + 1].end()
    between = text[site.start + words[i].end() : site.start + words[i + 1].start()]
    swapped = words[i + 1][0] + between + words[i][0]
    return Corruption(text[:start] + swapped + text[end:], start, end)


def _explains(hunk: Hunk) -> bool:
    if len(hunk.old) != len(hunk.new) or not hunk.old:
        return False
    old, new = hunk.widened(NO_SPACE)
    pair = PAIR.fullmatch(old)
    return pair is not None and new == pair[3] + pair[2] + pair[1]


def from_diff(comparison: Comparison) -> Iterator[Candidate]:
    """Yield the neighbours that stand the other way round in the base."""
    return undo_each(comparison, __name__, "two neighbouring words exchanged", _explains)


def from_text(document: AnalyzedDocument) -> Iterator[Candidate]:
    """Yield neighbours that would stand nearer to the words around them, and to each other, the other way round."""
    left = _pairs(document)
    while pairs := [*islice(left, TOGETHER)]:
        yield from _likelier(document, pairs)


def _likelier(document: AnalyzedDocument, pairs: Sequence[tuple[Word, Word]]) -> Iterator[Candidate]:
    """Yield those of some neighbours that would stand nearer the other way round."""
    numbers, affinities = document.numbers, document.pmis
    joints = [
        (before, after)
        for first, second in pairs
        for before, after in (
            (numbers[first.first - 1], numbers[second.first]),
            (numbers[second.last - 1], numbers[first.first]),
            (numbers[first.last - 1], numbers[second.last]),
        )
    ]
    then = document.counts.pmis([before for before, _ in joints], [after for _, after in joints])
    for at, (first, second) in enumerate(pairs):
        now = affinities[first.first] + affinities[second.first] + affinities[second.last]
        is_nearer = sum(then[3 * at : 3 * at + 3]) >= now + NEARER
        if not (is_nearer or _begins_late(document, first.first, second.first)):
            continue
        if not (_is_masked(document, first.start, second.end) or document.layout.is_verse(first.start)):
            text = document.text
            before, between = text[first.start : second.end], text[first.end : second.start]
            after = text[second.start : second.end] + between + text[first.start : first.end]
            if before != after and len(before.split()) == 2:
                edit = Edit(first.start, second.end, before, after)
                yield Candidate("adjacent_word_swap", (edit,), "two neighbouring words exchanged")


def _pairs(document: AnalyzedDocument) -> Iterator[tuple[Word, Word]]:
    """Yield the neighbours in scope that do not stand very near to each other and to the words around them."""
    tokens, numbers, ends, affinities = document.tokens, document.numbers, document.word_ends, document.pmis
    arrays = document.arrays
    words = document.words() if arrays is None else arrays.useful_swaps(NEAR, NEARER, SIGNATURE.min_gain)
    for at in words:
        middle = ends[at]
        if (
            tokens[middle].no_space_before
            or numbers[middle] == document.boundary
            or document.mask == numbers[at] == numbers[middle]
        ):
            continue
        if _is_asked(document, middle):
            continue
        is_near = affinities[at] + affinities[middle] + affinities[ends[middle]] >= NEAR
        if not is_near or _begins_late(document, at, middle):
            yield document.word_from(at), document.word_from(middle)


def _is_asked(document: AnalyzedDocument, at: int) -> bool:
    """Whether an auxiliary stands at token `at` before its subject, as behind what a question asks for."""
    return document.tokens[at].text in AUXILIARIES and document.tokens[at + 1].text in SUBJECTS


def _begins_late(document: AnalyzedDocument, first: int, second: int) -> bool:
    """Whether a sentence begins with the word at token `first`, and the one at `second` is written as if it did."""
    late = document.tokens[first].case == LOWER and document.tokens[second].case == TITLE
    return late and document.begins_sentence(first)


def _is_masked(document: AnalyzedDocument, start: int, end: int) -> bool:
    """Whether something stands there that is neither prose nor code."""
    return document.masked_text[start:end] != masked_phrase(document.text[start:end])


def skip_gain_filter(edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a sentence would begin with its capital again, which makes no word likelier."""
    first, second = edit.after.split()
    at = document.token_at(edit.start)
    return first[0].isupper() and second[0].islower() and _begins_late(document, at, document.word_ends[at])


def veto_safe(edit: Edit, features: Mapping[str, float]) -> bool:
    """Whether a person may have put the two so.

    An adverb stands on the other side of its verb, a subject behind it (`not until then had they`), a form of `be`
    behind the participle that tells more of its subject (`the change made is`), or the name of a thing among others
    behind what it is (`proposal A`).
    """
    first, second = edit.before.split()
    if first.lower() in AUXILIARIES and second.lower() in SUBJECTS:
        return True
    return (second in BEING and is_participle(first)) or _is_free(first, second)


def _is_free(first: str, second: str) -> bool:
    """Whether one of two words may stand on either side of the other."""
    return any(word in ADVERBS or word.endswith("ly") or word == "A" for word in (first, second))


def _is_plain(first: str, second: str) -> bool:
    """Whether two words are of letters alone, and no title."""
    is_loose = not (first.replace("'", "").isalpha() and second.replace("'", "").strip(".,;:!?").isalpha())
    return not is_loose and not (first[0].isupper() and second[0].isupper())


def min_reported(edit: Edit, document: AnalyzedDocument) -> float:
    """Return the log-odds that a repair needs to be reported where it is not safe."""
    first, second = edit.before.split()
    if _may_tell(first, second):
        return FAINT_TOLD
    is_adverb_moved = _is_free(first, second) and {first, second}.isdisjoint(GRAMMAR - AUXILIARIES - ADVERBS)
    if is_adverb_moved or _are_things(first, second) or (first in ALONE and second in PREPOSITIONS):
        return FAINT_FREE
    before = document.tokens[document.token_at(edit.start) - 1].text.lower()
    may_be_verb = first.endswith("ing") or before in BEFORE_VERBS
    is_plain = _is_plain(first, second) and first.islower() and not may_be_verb
    return FAINT_ARTICLE if is_plain and second in ARTICLES else FAINT


def _may_tell(first: str, second: str) -> bool:
    """Whether the second word may tell of the one behind it, after an article: `the authorize endpoint`."""
    article, word = first.lower(), second.lower()
    if article not in ARTICLES | OWNERS or not word.isalpha() or word in GRAMMAR or word.endswith("s"):
        return False
    return article not in ("a", "an") or (article == "an") == (word[0] in VOWELS)


def max_applicability(edit: Edit, features: Mapping[str, float], document: AnalyzedDocument) -> Applicability | None:
    """Return how far a repair may go at most.

    A comma ends what `or` and a word add to the one before: `as it was or repaired, none is lost`. Code may stand for
    any word; a verb in `-ing` has an object behind it, a verb of giving has two, and a participle tells of the thing
    before it. What is in brackets may stand anywhere, and two words with capitals may be a title.
    """
    first, second = edit.before.split()
    if first in JOINTS and second[-1] == ",":
        return None
    if not second[0].isupper() and _is_question(first.lower(), document.token_at(edit.start), document):
        return None
    if _is_so(first, second, edit, document) or _is_term(second, edit, document):
        return None
    before = document.tokens[document.token_at(edit.start) - 1].text.lower()
    has_object = (first.endswith("ing") or before in GIVING) and second in ARTICLES
    is_told = second in BEING and is_participle(first) and before not in AUXILIARIES | {"had", "having"}
    if has_object or is_told or "`" in edit.before or "_" in edit.before:
        return None
    may_stand_so = _may_tell(first, second) or _is_clause(first, second, edit, document)
    may_stand_so = may_stand_so or _is_joined(first, second, edit, document) or not _is_plain(first, second)
    may_stand_so = may_stand_so or _are_things(first, second)
    return Applicability.UNSAFE if may_stand_so else Applicability.SAFE


def _are_things(first: str, second: str) -> bool:
    """Whether two words may be a compound in either order, as neither only holds a sentence together: `types file`."""
    return all(word.lower().strip(".,;:!?") not in FUNCTION_WORDS | ADVERBS for word in (first, second))


def _is_term(second: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether the page has the second word and the one behind it as a term, with capitals: `the through agent`."""
    behind = document.tokens[min(document.token_at(edit.end), len(document.tokens) - 1)].text
    return document.pair_counts[second.capitalize(), behind.capitalize()] > 0


def _is_so(first: str, second: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether two words stand so in a form that English has.

    `these are files`, `along side the mill`, which is one word too few, `as natural a fit`, `known not to equal
    it`, `the only change made is to the page`, `the hosts which serve it`, `the used names`, `replace in them any
    name`, `give to it any name`, `in future a page`, `without bread this is`, `of size and of age`, `point a` beside
    a `point b`, and code with a preposition behind it.
    """
    before = document.tokens[document.token_at(edit.start) - 1].text.lower()
    if before in DEMONSTRATIVES and first in BEING:
        return True
    if first in PREPOSITIONS and (before == MASK or second in OBJECTS or _is_said_of_two(first, edit, document)):
        return True
    if is_participle(first) and before in ARTICLES | OWNERS and second.isalpha() and second not in GRAMMAR:
        return True
    after = document.tokens[min(document.token_at(edit.end), len(document.tokens) - 1)].text.lower()
    is_told = second in RELATIVE and first.isalpha() and first not in GRAMMAR
    if is_told and before not in PREPOSITIONS and after not in PREPOSITIONS | {"to"}:
        return True
    is_given = second in OBJECTS | {"it", "you"} and after in DETERMINERS | QUANTITIES
    if first == "to" and (before in BEFORE_TO or before == "not" or is_given):
        return True
    if len(before) >= HALF <= len(first) and document.counts.count(before + first) > log(USUAL):
        return True
    is_apart = (before, first) == ("in", "future") or before in DEGREES
    begins = second in ("it", "that", "there", "this") and after in AUXILIARIES | BEING
    if begins or (is_apart and second in ("a", "an")):
        return True
    if second == "a" and document.pair_counts[first, "b"]:
        return True
    return second in BEING and is_participle(first) and after == "to"


def _is_said_of_two(first: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether a preposition stands behind `and` and before what it stands before `and` too: `of size and of age`."""
    at = document.token_at(edit.start)
    words = [token.text.lower() for token in document.tokens[max(0, at - FEW) : at]]
    return words[-1:] in (["and"], ["or"]) and first in words


def _is_clause(first: str, second: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether two words may be a subject with its verb, or a clause without one that lost its comma.

    `The one that make will use`, `the <site> part was of it`, `once baked the loaf is sold`.
    """
    at = document.token_at(edit.start)
    if document.numbers[at - 1] == document.boundary and first.islower():
        return True  # the rest of a sentence that begins elsewhere
    behind = min(document.token_at(edit.end), len(document.tokens) - 1)
    if second in AUXILIARIES | BEING and first not in GRAMMAR:
        return document.numbers[at - 1] == document.mask or document.pmis[behind] > 0
    return second in ARTICLES and is_participle(first) and document.tokens[at - 1].text.lower() in ELLIPTIC


def _is_joined(first: str, second: str, edit: Edit, document: AnalyzedDocument) -> bool:
    """Whether one of two words joins the things on its two sides: `main and types fields`, `a list of tour dates`.

    Or is all that a verb stands for: `replaced any with a door`.
    """
    before = document.tokens[document.token_at(edit.start) - 1].text
    behind = document.tokens[min(document.token_at(edit.end), len(document.tokens) - 1)].text
    sides = {first: (before, second), second: (first, behind)}
    if first in ALONE and second in PREPOSITIONS and before.islower() and before not in GRAMMAR:
        return True
    return any(
        joint in PREPOSITIONS | JOINTS and all(side.isalpha() and side.lower() not in GRAMMAR for side in sides[joint])
        for joint in (first, second)
    )


def _is_question(first: str, at: int, document: AnalyzedDocument) -> bool:
    """Whether the word at token `at`, `first`, asks for what stands behind it, or stands before its subject.

    "When is `close` called?", `only then will it close`.
    """
    before = document.tokens[at - 1].text.lower()
    is_asked = before in ASKED or before in ASIDE or document.begins_sentence(at)
    is_turned = before in JOINTS | TURNING and document.tokens[at + 1].text.lower() in SUBJECTS
    return first in AUXILIARIES and (is_asked or is_turned)


SIGNATURE = Signature(
    rank=15,
    example=("The mill stands at the end of the road.", "The mill stands at end the of the road."),
    corrupt=corrupt,
    from_diff=from_diff,
    from_text=from_text,
    min_gain=0.5,
    prefilter=-4.5,
    # Log-odds that a safe repair needs: of those that the thresholds let go that far every second one was meant.
    min_safe=2.6,
    min_reported=min_reported,
    skip_gain_filter=skip_gain_filter,
    max_applicability=max_applicability,
    veto_safe=veto_safe,
    rates={"": (0.7, 3.5, 8)},
)
