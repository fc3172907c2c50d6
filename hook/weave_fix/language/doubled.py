"""Words that stand twice side by side: which of them English has so, and which are typos."""

from __future__ import annotations

from enum import IntEnum
from math import log
from typing import TYPE_CHECKING

from weave_fix.language.tokens import APOSTROPHES, LOWER, TITLE, normalize
from weave_fix.markdown.layout import STOPS

if TYPE_CHECKING:
    from weave_fix.language.analyzed_document import AnalyzedDocument


class Doubling(IntEnum):
    """What a word that stands twice may be."""

    MEANT = 0
    """English, a name, emphasis, or no double at all."""
    UNCLEAR = 1
    MISTAKE = 2


ARTICLES = frozenset({"a", "an", "the"})
OWNERS = frozenset({"its", "my", "our", "their", "your"})
DETERMINERS = ARTICLES | OWNERS | frozenset({"another", "any", "each", "every", "no", "some", "this", "these"})
JOINTS = frozenset({"also", "and", "or", "than", "which", "whose"})
"""Words that nothing but a typo doubles."""
SUBJECTS = frozenset({"he", "i", "she", "they", "we"})
BOTH = frozenset({"it", "you"})
"""Pronouns that are subjects, and objects before a subject: `I told you you can`."""
PREPOSITIONS = frozenset(
    {"about", "after", "as", "at", "before", "between", "by", "during", "for", "from", "in", "into", "of", "on", "onto"}
    | {"over", "through", "under", "until", "upon", "with", "within", "without"}
)
AUXILIARIES = frozenset(
    {"am", "are", "can", "could", "did", "does", "has", "have", "is", "may", "might", "must", "shall", "should"}
    | {"was", "were", "will", "would"}
)
BEING = frozenset({"are", "be", "been", "being", "is", "was", "were"})
BEFORE_TO = frozenset(
    {"ability", "able", "according", "allowed", "allows", "asked", "attempt", "attempts", "chance", "due", "easy"}
    | {"enough", "expected", "hard", "how", "likely", "necessary", "need", "needed", "needs", "order", "possible"}
    | {"ready", "required", "supposed", "trying", "want", "wants", "way", "wish"}
)
"""What an infinitive follows, and a verb with its preposition at the end does not: not `resort to to try`."""
OPENERS = frozenset({"and", "because", "but", "if", "or", "since", "so", "then", "whether", "while"})
"""What a part of a sentence begins with, before its subject."""
ASKED = frozenset(
    {
        "all",
        "any",
        "anything",
        "everything",
        "how",
        "nothing",
        "something",
        "that",
        "things",
        "those",
        "what",
        "whatever",
    }
    | {"when", "where", "which", "who", "whoever", "whom", "whose", "why"}
)
"""Words by which a clause stands inside another: `What he does does not matter`."""
RELATIVE = frozenset({"that", "which", "who", "whose"})
"""Words that tell more of the word before them: `up, noise which we hear`."""
GRAMMAR = (
    (DETERMINERS | PREPOSITIONS | AUXILIARIES | BEING | JOINTS | SUBJECTS | BOTH | OPENERS | ASKED)
    | {"as", "else", "nor", "not", "them", "there", "those", "to", "us"}
) - {"anything", "everything", "nothing", "something", "things"}
"""Words that hold a sentence together, and hardly ever tell of a thing."""
PARTICIPLES = frozenset(
    {"built", "called", "done", "drawn", "found", "given", "held", "kept", "known", "left", "made", "meant", "put"}
    | {"run", "seen", "sent", "set", "shown", "sold", "spent", "taken", "thrown", "told", "won", "written"}
)
"""Participles that do not end in -ed."""
OTHERS = frozenset({"he", "her", "him", "i", "it", "she", "them", "they", "us", "we", "you"})
SELVES = frozenset({"herself", "himself", "itself", "myself", "ourselves", "themselves", "yourself", "yourselves"})
OBJECTS = frozenset({"him", "me", "them", "us"}) | SELVES
"""What a preposition stands before, and no clause begins with."""
ELLIPTIC = frozenset({"as", "if", "once", "unless", "until", "when", "where", "while"})
"""Words that a clause without a subject begins with: `once baked`."""
QUANTITIES = frozenset({"all", "any", "both", "each", "few", "half", "many", "most", "much", "none", "several", "some"})
"""Words of which `of` says what they count, and which end no clause with it."""
TOO = frozenset(
    {"big", "early", "far", "few", "high", "large", "late", "little", "long", "low", "many", "much", "short", "small"}
)
"""Words before which a second `to` is a typo for `too`."""
DONE = frozenset({"become", "been", "come", "done", "gone", "seen", "taken", "written"})
"""Verbs of which `had had` takes none behind it."""
MEANT = frozenset(
    {"aye", "bad", "big", "blah", "bye", "cha", "choo", "chow", "chop", "deep", "do", "etc", "far", "good", "had", "ha"}
    | {"he", "hear", "her", "hey", "ho", "knock", "la", "little", "long", "many", "more", "much", "never", "no", "now"}
    | {
        "oh",
        "old",
        "over",
        "please",
        "quite",
        "rather",
        "really",
        "round",
        "so",
        "such",
        "super",
        "that",
        "there",
        "too",
    }
    | {"tut", "very", "way", "well", "yes"}
)
"""Words that people say twice to mean more, and those that English has twice, whatever stands around them."""
NAMES = frozenset({"may", "will"})
KNOWN = log(2000)
"""Logarithm of the count from which on a word that was meant twice would have been seen so."""
SEEN = log(50)
"""The same of a long word, which may be a name."""
LONG = 6
"""Letters from which on no word is said twice to mean more."""
QUALITIES = ("able", "ed", "er", "ful", "ible", "ic", "ing", "ive", "less", "ly", "ous", "y")
"""What words end with that tell of what kind a thing is."""
NEAR = 3
"""Tokens at most before a verb that its whole sentence begins with: `The lamp is is`."""


def is_participle(word: str) -> bool:
    """Whether a word is the participle of a verb, as `made` and `moved` are, by its form."""
    return word.endswith("ed") or word in PARTICIPLES


def doubled(document: AnalyzedDocument, at: int) -> Doubling:
    """Return what it may be that the word at token `at` stands at the next token once more.

    It is a typo only where the sentence is whole without it and hardly any sentence has it: articles, and what joins
    words, stand twice nowhere; a verb may end one clause and begin the next, a preposition end what another begins.
    """
    first, second = document.tokens[at], document.tokens[at + 1]
    word, following = normalize(first.text), normalize(document.tokens[min(at + 2, len(document.tokens) - 1)].text)
    if document.tokens[min(at + 2, len(document.tokens) - 1)].no_space_before:
        following = ""
    between = document.text[document.ends[at] : document.start(at + 1)]
    if between.strip() or not between or _is_one_of_many(document, at):
        return Doubling.MEANT
    if word in MEANT:
        is_mistake = (word == "that" and following in SUBJECTS | BOTH) or (word == "had" and following in DONE)
        return Doubling.MISTAKE if is_mistake else Doubling.MEANT
    if (first.case, second.case) != (LOWER, LOWER):
        # A name, a title, or a sentence that begins with the word: `Bora Bora`, `the The Guide`, `We we counted`.
        begins = first.case == TITLE and second.case == LOWER and document.begins_sentence(at) and "\n" not in between
        is_safe = begins and (word in SUBJECTS or word in BOTH or word in ARTICLES | OWNERS)
        return Doubling.MISTAKE if is_safe else Doubling.MEANT
    if document.counts.count(word) < (KNOWN if len(word) < LONG else SEEN):
        return Doubling.MEANT
    if word in ARTICLES or word in OWNERS or word in JOINTS:
        return Doubling.MISTAKE
    found = _of_its_place(document, at, word, following)
    return Doubling.MEANT if found is Doubling.UNCLEAR and _is_inside_another(document, at) else found


def _of_its_place(document: AnalyzedDocument, at: int, word: str, following: str) -> Doubling:
    before = normalize(document.tokens[at - 1].text)
    if word == "to" and following in TOO:
        return Doubling.MEANT
    if word in SUBJECTS:
        is_mistake = True
    elif word in BOTH:
        is_mistake = document.begins_sentence(at) or before in OPENERS or before == ","
    elif word == "to":
        return _before_a_place(document, at, before, following)
    elif word in PREPOSITIONS:
        is_for_oneself = word == "for" and following in SELVES
        is_plain = is_for_oneself or (following in OBJECTS and not _is_inside_another(document, at))
        is_part = word == "of" and before in QUANTITIES and following in DETERMINERS | OBJECTS | {"it", "those"}
        is_mistake = is_plain or is_part or _is_behind_a_thing(document, at)
    elif word == "not":
        is_mistake = before in AUXILIARIES and not _is_inside_another(document, at)
    elif word in AUXILIARIES:
        is_mistake = _is_behind_its_subject(document, at)
    elif word == "be":
        is_mistake = before in AUXILIARIES and not _is_inside_another(document, at)
    else:
        is_thing = len(word) >= LONG and not word.endswith(QUALITIES) and document.counts.count(word) > KNOWN
        is_first = before in SUBJECTS and document.begins_sentence(at - 1) and following in PREPOSITIONS | {"to"}
        is_done = word.endswith("ed") and before in BEING and not _is_inside_another(document, at)
        is_subject = before in ARTICLES | OWNERS and following in AUXILIARIES and not word.endswith(QUALITIES)
        is_mistake = is_first or is_done or is_subject or (is_thing and before in DETERMINERS | PREPOSITIONS)
    return Doubling.MISTAKE if is_mistake else Doubling.UNCLEAR


def _before_a_place(document: AnalyzedDocument, at: int, before: str, following: str) -> Doubling:
    """What `to to` may be: a verb may end with the first, and its purpose begin with the second.

    `The things they resort to to win` is read by its verbs alone, which no list has. So nothing is said where an
    infinitive may follow, unless it follows from the word before, or that word is a thing.
    """
    if before in BEFORE_TO or before in ASKED:
        return Doubling.MISTAKE
    if following in DETERMINERS and not _is_inside_another(document, at):
        return Doubling.MISTAKE
    earlier = normalize(document.tokens[max(at - 2, 0)].text)
    is_thing = earlier in DETERMINERS and before.isalpha() and before not in OTHERS
    return Doubling.UNCLEAR if is_thing or following in DETERMINERS else Doubling.MEANT


def _is_one_of_many(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word stands there three times, or the double is all that stands in quotation marks or its unit."""
    word = document.tokens[at].text.lower()
    near = [document.tokens[n].text.lower() for n in (at - 1, at + 2) if 0 <= n < len(document.tokens)]
    return word in near


def _start(document: AnalyzedDocument, at: int) -> int:
    """Return the first token of the sentence that token `at` stands in."""
    first, _ = document.block(at)
    while at > first and document.tokens[at - 1].text not in STOPS:
        at -= 1
    return at


def _is_inside_another(document: AnalyzedDocument, at: int) -> bool:
    """Whether a clause may stand inside another before token `at`: a second subject, a word that asks, or a name."""
    start = _start(document, at)
    words = [document.tokens[n] for n in range(start, at)]
    inner = words[1:]
    return any(normalize(token.text) in ASKED for token in words) or any(
        normalize(token.text) in OTHERS or token.case == TITLE or token.text[:1] in APOSTROPHES for token in inner
    )


def _is_behind_its_subject(document: AnalyzedDocument, at: int) -> bool:
    """Whether nothing but a plain subject stands before the verb at token `at` in its sentence: `The lamp`, `It`."""
    start = _start(document, at)
    words = [normalize(document.tokens[n].text) for n in range(start, at)]
    if words and words[0] in OPENERS:
        words = words[1:]
    if len(words) == 1:
        return words[0] in SUBJECTS or words[0] in BOTH or words[0] in ("this", "there")
    return len(words) == 2 and words[0] in DETERMINERS and words[1] not in OTHERS | ASKED and words[1].isalpha()


def _is_behind_a_thing(document: AnalyzedDocument, at: int) -> bool:
    """Whether what stands before the preposition at token `at` needs none at its end.

    A thing does not, behind its article; and a verb that the sentence's own subject does not do but suffers: `The file
    is stored in in the cellar`.
    """
    before = [normalize(document.tokens[n].text) for n in range(max(_start(document, at), at - 2), at)]
    if len(before) < 2 or not before[1].isalpha():
        return False
    if before[0] in DETERMINERS:
        return before[1] not in OTHERS | BEING and not _is_inside_another(document, at)
    return (
        before[0] in BEING
        and before[1].endswith(("ed", "en", "ne", "t", "wn"))
        and at - 2 - _start(document, at) <= NEAR
        and not _is_inside_another(document, at)
    )
