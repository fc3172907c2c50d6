"""Words put into a sentence, taken out of it, or exchanged, with what the language model says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.letters import core
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.evidence.history.intent.tables import CELL_BORDER, has_lost_a_border
from weave_fix.language.tokens import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.history.intent.passage import Passage
    from weave_fix.evidence.history.intent.reasons import Verdict

JOINTS = frozenset({"and", "but", "nor", "not", "or"})
"""Words that say another thing of a sentence, and hardly ever make it a wrong one."""
MAX_DOUBLED = 4
"""Words that are looked at as doubled, at most."""
BULLETS = frozenset("-*+")
LEAST_BEHIND_MARKER = 3
"""Words of a line that begins with a marker twice, beyond which it is an item with text."""
MISFIT = 4.5
"""Nats by which a sentence has to be likelier without a word that was put in and that stands nearby."""
LITTLE = 1.0
"""Nats from which on that a sentence is likelier without a word says something."""
ADVERB_GAIN = 10.0
"""Nats by which the old order has to be likelier where an adverb moved: it has more than one good place."""
ORDER_GAIN = 3.5
"""Nats by which the old order of two words has to be likelier for the new one to be broken. Where people exchanged two
words in real commits it was likelier by at most 1.7."""
MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would"})
"""Verbs that `not` stands behind."""
BEFORE_NOT = frozenset({"if", "or", "whether", "why"})
"""Words behind which `not` stands before its verb all the same."""
ARTICLES = frozenset({"a", "an", "the"})
BEFORE_ARTICLE = frozenset(
    {
        "all",
        "both",
        "double",
        "half",
        "just",
        "last",
        "many",
        "next",
        "once",
        "quite",
        "rather",
        "such",
        "twice",
        "what",
    }
)
"""Words that stand before an article, besides adverbs."""
BEFORE_ADJECTIVE = frozenset({"as", "how", "however", "so", "that", "this", "too"})
"""Words behind which an adjective stands before its article."""
SURE_ORDER = 4.5
"""Nats by which the old order has to be likelier where neither word is an article. See `ORDER_GAIN`."""
# fmt: off
BEFORE_OF = frozenset({
    "ahead", "all", "any", "aware", "because", "both", "capable", "each", "enough", "few", "free", "full", "half",
    "inside", "instead", "kind", "many", "most", "much", "none", "one", "out", "outside", "part", "plenty", "proud",
    "short", "some", "sort", "sure", "tired",
})
# fmt: on
"""Words, besides nouns, that `of` stands behind: a writer may have moved them there."""
BETWEEN = frozenset({"and", "or"})
"""Words that stand between two names of code."""
DASHES = frozenset({"--", "\N{EN DASH}", "\N{EM DASH}"})
PREPOSITIONS = frozenset({"in", "on", "at", "from", "by", "with", "for"})
"""Words without which a sentence is broken; articles, `that`, `to` and `of` are left out on purpose too often."""
MISSING_GAIN = 6.5
"""Nats by which a sentence has to be likelier with the preposition that it lost; people who took one out on purpose in
real commits left at most 5.7."""
LITTLE_ORDER = 1.5
"""Nats from which on that the old order is likelier says something."""
# fmt: off
ADVERBS = frozenset({
    "also", "always", "already", "often", "never", "only", "just", "even", "still", "usually", "then", "first", "again",
    "now", "too", "not",
})
# fmt: on
# fmt: off
EMPHASIS = frozenset({
    "very", "really", "so", "too", "much", "many", "more", "no", "yes", "long", "far", "ha", "bye", "that", "had",
    "always", "never", "again", "please", "big", "old",
})
# fmt: on
"""Words that are doubled on purpose, or by grammar."""


def words_put_in(passage: Passage) -> Verdict:
    """Return what can be said of a change that puts words in and takes none out."""
    if len(passage.now) > MAX_DOUBLED:
        return Reason.TEXT_PUT_IN.intended
    doubled = _doubled(passage)
    if doubled is not None:
        return doubled
    return Reason.TEXT_PUT_IN.intended if len(passage.now) > 1 else _one_word(passage)


def _doubled(passage: Passage) -> Verdict | None:
    """Return what can be said of words that stand beside the same words; None for others."""
    count = len(passage.now)
    left, right = passage.left.split()[-count:], passage.right.split()[:count]
    words = _folded(passage.now)
    if not all(word.isalpha() for word in words) or words not in (_folded(left), _folded(right)):
        return None
    vocabulary = passage.vocabulary
    may_be_names = not all(chunk.islower() or vocabulary.is_plain(core(chunk)) for chunk in passage.now)
    if may_be_names or not EMPHASIS.isdisjoint(words):
        return Reason.EMPHASIS.intended
    run = [*left, *passage.now] if words == _folded(left) else passage.now
    if not all(chunk[-1].isalpha() for chunk in run[:-1]):
        return None  # a comma or a full stop stands between them
    return Reason.DOUBLED.broken if count > 1 or vocabulary.is_particle(words[0]) else Reason.DOUBLED.open


def _is_marker_twice(passage: Passage) -> bool:
    """Whether the marker of a list item was put in behind itself, or inside a sentence of its list, here alone."""
    chunk, text, start = passage.now[0], passage.texts.document, passage.start
    if chunk not in BULLETS or passage.is_code or passage.right[:1].isspace() or not passage.in_language:
        return False
    line = text.rfind("\n", 0, start) + 1
    head = text[line : text.find("\n", start) + 1 or None].split()
    if head[:2] == [chunk, chunk] and len(head) > LEAST_BEHIND_MARKER:
        items = [one.split()[:2] for one in text.split("\n") if one.lstrip().startswith(f"{chunk} ")]
        return sum(item == [chunk, chunk] for item in items) == 1 < len(items)
    begin, end = passage.texts.paragraph(start)
    items = [one.split() for one in text[begin:end].split("\n")]
    is_inside = passage.left[-1:].isalpha() and passage.right[:1].islower()
    others = sum(word.count(chunk) for item in items for word in item[1:])
    return chunk == "*" and is_inside and others == 1 and any(item[:1] == [chunk] for item in items)


def _one_word(passage: Passage) -> Verdict:
    chunk, excess = passage.now[0], passage.gain
    if _is_marker_twice(passage):
        return Reason.MARKER_DOUBLED.broken
    if chunk in JOINTS:
        return Reason.TEXT_PUT_IN.intended
    if is_copy(passage) and (excess > MISFIT or _stops_a_sentence(passage)):
        return Reason.BREAKS_SENTENCE.broken
    return Reason.WORD_PUT_IN.open if excess > LITTLE else Reason.WORD_PUT_IN.intended


def is_copy(passage: Passage) -> bool:
    """Whether one chunk was put in that stands nearby too, in text of the model's language."""
    if passage.was or len(passage.now) != 1 or not passage.in_language:
        return False
    chunk = passage.now[0]
    beside = (*passage.left.split(), *passage.right.split())
    return chunk in beside or passage.texts.stands_again(core(chunk), passage.start)


def _stops_a_sentence(passage: Passage) -> bool:
    """Whether the word brought a full stop, or an unlikely comma, into the middle of a sentence."""
    is_inside = passage.right[:1].islower() and passage.left[-1:].isalnum()
    last = passage.now[0][-1]
    return is_inside and (last in ".!?" or (last == "," and passage.gain > LITTLE))


def words_taken_out(passage: Passage) -> Verdict:
    """Return what can be said of a change that takes words out and puts none in."""
    if passage.was == [CELL_BORDER]:
        return has_lost_a_border(passage)
    if len(passage.was) == 1 and is_missing(passage.was[0], passage):
        return Reason.WORD_MISSING.broken
    return Reason.TEXT_TAKEN_OUT.open if passage.gain > 0 else Reason.TEXT_TAKEN_OUT.intended


def is_missing(word: str, passage: Passage) -> bool:
    """Whether a sentence of prose is broken without the preposition that was taken out."""
    if word not in PREPOSITIONS or passage.is_code or not passage.in_language:
        return False
    is_inside = passage.left[-1:].isalpha() and passage.right[:1].isalpha()
    return is_inside and passage.gain > MISSING_GAIN


def is_exchange(passage: Passage) -> bool:
    """Whether two words beside each other changed their places."""
    now, was = ([core(chunk) for chunk in side] for side in (passage.now, passage.was))
    return len(now) == 2 and now == was[::-1]


def words_exchanged(passage: Passage) -> Verdict:
    """Return what can be said of two words that changed their places."""
    if not passage.in_language:
        return Reason.EXCHANGED.intended
    if is_never_ordered_so(passage):
        return Reason.NEVER_ORDERED_SO.broken
    if not all(any(map(str.isalnum, chunk)) for chunk in passage.now):
        return Reason.EXCHANGED.intended  # a word that changed places with a quote's mark was moved to another line
    if not passage.left[-1:].isalnum() and not passage.right[:1].isalnum():
        return Reason.EXCHANGED.intended  # no sentence stands around them
    if passage.is_code or (any(map(_is_adverb, passage.now)) and passage.gain < ADVERB_GAIN):
        return Reason.ADVERB.intended
    if passage.gain > ORDER_GAIN:
        return Reason.WRONG_ORDER.broken
    return Reason.EXCHANGED.open if passage.gain > LITTLE_ORDER else Reason.EXCHANGED.intended


def is_never_ordered_so(passage: Passage) -> bool:
    """Whether two words stand as no sentence has them: a `not` before its modal verb, an article behind its adjective,
    a preposition before the dash that it stood behind, an `of` between the two words that it stood before, an `or` that
    has left two names of code side by side, or words whose old order is very much likelier."""
    first, second = passage.now
    one, other = first.lower(), second.lower()
    is_inside = passage.left[-1:].isalnum() and passage.right[:1].isalnum()
    last = passage.left.lower().split()[-1:]
    if _has_left_code(passage):
        return True
    if passage.is_code or not passage.right[:1].isalnum():
        return False
    if one == "not" and other in MODALS:
        return BEFORE_NOT.isdisjoint(last) and first.isupper() == second.isupper()
    if not is_inside or not first.islower():
        return False
    if second in ARTICLES and first.isalpha():
        is_usual = one in BEFORE_ARTICLE or _is_adverb(one) or not BEFORE_ADJECTIVE.isdisjoint(last)
        return passage.gain > ORDER_GAIN and not is_usual
    if second in DASHES:
        return first in PREPOSITIONS and passage.gain > SURE_ORDER
    is_plain = first.isalpha() and second.isalpha() and second.islower()
    if "of" in passage.now and not BEFORE_OF.isdisjoint(passage.now):
        return False
    if second == "of" and is_plain:
        # Nobody moved it over a noun on purpose in 13,466 changes of files.
        return passage.gain > LITTLE_ORDER and passage.left[-1:].isalpha() and not _is_adverb(first)
    return is_plain and not any(map(_is_adverb, passage.now)) and passage.gain > SURE_ORDER


def _has_left_code(passage: Passage) -> bool:
    """Whether the word between two names of code was moved behind the second, or before the first."""
    first, second = passage.now
    if second in BETWEEN:
        is_name = first.startswith("`") and first.rstrip(",").endswith("`") and first.count("`") == 2
        return is_name and passage.left.endswith("`") and passage.right[:1].isalpha()
    is_name = second.startswith("`") and second.endswith("`") and second.count("`") == 2
    return first in BETWEEN and is_name and passage.left[-1:].isalpha() and passage.right.startswith("`")


def _is_adverb(chunk: str) -> bool:
    return normalize(core(chunk)) in ADVERBS or chunk.endswith("ly")


def _folded(chunks: Sequence[str]) -> list[str]:
    return [core(chunk).casefold() for chunk in chunks]
