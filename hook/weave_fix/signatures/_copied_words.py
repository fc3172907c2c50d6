"""Whether a word that stands elsewhere in its passage as well may be meant where it stands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from weave_fix.language.compounds import PARTICLES
from weave_fix.language.doubled import (
    ARTICLES,
    ASKED,
    AUXILIARIES,
    BEING,
    DETERMINERS,
    ELLIPTIC,
    GRAMMAR,
    OBJECTS,
    OPENERS,
    OWNERS,
    PREPOSITIONS,
    RELATIVE,
    SUBJECTS,
    is_participle,
)
from weave_fix.language.misused import LETTERS, MODALS, article_before, meant_at
from weave_fix.language.tokens import LOWER, MIXED, TITLE, UPPER
from weave_fix.markdown.layout import STOPS
from weave_fix.markdown.masking import MASK
from weave_fix.patterns import lazy_pattern
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from weave_fix.language.analyzed_document import AnalyzedDocument

JOINTS = frozenset({"and", "but", "nor", "not", "or"})
"""Words that say another thing where they are put in, and hardly ever a wrong one."""
HOLDING = ARTICLES | OWNERS | PREPOSITIONS | AUXILIARIES | JOINTS | {"it", "that", "they", "to", "we", "which", "who"}
"""Words that hold a sentence together; any other may be a part of a name behind an article: `its pointer table`."""
MAY_BE = MODALS | {"can", "will"}
"""Verbs that another stands behind, and that none of themselves does: `can usually can be`."""
HOW_MUCH = frozenset({"also", "even", "just", "less", "more", "most", "only", "still", "very"})
"""Words that may stand before a verb, or before any other word, to say how much."""
FAR_ON = 4
"""Tokens behind a joint in which the second of two prepositions stands."""
GIFT = 6
"""Tokens before a word in which the verb that gives it to somebody stands."""
GIVING = frozenset({"give", "gives", "giving", "gave", "assign", "assigns", "grant", "grants", "hand", "lend", "offer"})
"""Verbs that have a thing, and somebody who gets it."""
TARGETING = lazy_pattern(
    r"(?:adapt|add|appl[iy]|append|assign|attach|bind|bound|cast|compar|connect|convert|copi|copy|deliver|expos|forward|"
    r"limit|link|map|migrat|mov|pass|push|redirect|reduc|restrict|send|sent|switch|translat|writ|wrote)"
    r"(?:e|es|ed|ing|ped|ping|s|ten|ting)?"
)
"""Verbs that have a thing, and what it goes to or becomes: `restrict the guests to members`."""
APART = frozenset({"apart", "away", "back", "down", "in", "off", "on", "out", "over", "together", "up"})
"""What stands behind a verb and what it does it to: `look it up`."""
MANNERS = frozenset({"case", "place", "purpose", "reason", "time", "way"})
"""Things that a clause without a pronoun tells of: `a way the shed is used`."""
LABEL = 4
"""Words of a label at most, and its colon."""
FEW = 8
"""Tokens on each side in which a clause is like the one before."""
NAMED = frozenset(
    {"attribute", "block", "callback", "case", "clause", "command", "element", "event", "expression", "field"}
    | {"filter", "flag", "form", "function", "handler", "hook", "keyword", "listener", "loop", "method", "mode"}
    | {"modifier", "name", "observer", "operator", "option", "parameter", "property", "queue", "query", "section"}
    | {"state", "statement", "step", "syntax", "tag", "trigger", "type", "value", "variable", "view"}
)
"""Things that are called by any word before them: the `before` hook, the `for` loop."""


def is_one_too_many(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word at token `at` stands where no sentence has it.

    As the first `be` of `will be not be`, the second `can` of `can usually can`, the wrong article of `a an`.
    """
    tokens = document.tokens
    if not 2 <= at < len(tokens) - 3 or any(
        tokens[n].no_space_before or tokens[n].case != LOWER or document.numbers[n] == document.mask
        for n in range(at - 1, at + 3)
    ):
        return False
    earlier, before, word, after, following = (tokens[n].text for n in range(at - 2, at + 3))
    if word == "be":
        return before in MAY_BE and (after, following) == ("not", "be")
    if word in MAY_BE:
        return earlier == word and before.endswith("ly") and after not in ASKED | OPENERS | DETERMINERS
    if {word, after} == {"a", "an"}:
        is_word = len(following) >= LETTERS and document.counts.is_valid(following)
        return is_word and before not in DETERMINERS | {"between"} and article_before(following) == after
    return False


def most_of_copy(document: AnalyzedDocument, at: int) -> Applicability | None:
    """Return how far the repair may go at most that takes out the word at token `at`; None: it is meant.

    It may be meant where it stands, or another word may be missing beside it.
    """
    from weave_fix.language.missing import may_be_missing

    if meant_at(document, at) or may_be_missing(document, at) or _is_before_a_verb(document, at):
        return None
    if _ends_clause(document, at) or _is_label(document, at) or _is_like_another(document, at):
        return None
    if (
        _says_how_much(document, at)
        or _is_before_a_target(document, at)
        or _is_given(document, at)
        or _is_held_by_a_verb(document, at)
    ):
        return None
    if _is_of_a_subject(document, at) or _tells_of_a_name(document, at) or _begins_behind_code(document, at):
        return None
    if document.tokens[at - 1].text == ":":
        return None  # what a label says: `none: bread if there is bread`
    if is_participle(document.tokens[at].text) and document.tokens[at - 1].text.lower() in ELLIPTIC:
        return None  # a clause without a subject: `if used this must be warm`
    if _lacks_a_thing(document, at):
        return None if document.tokens[at].text in PARTICLES else Applicability.DISPLAY_ONLY
    is_free = document.tokens[at].text in JOINTS or document.tokens[at].text in HOW_MUCH
    may_stand_so = is_free or _may_stand_so(document, at) or _is_listed_again(document, at)
    return Applicability.UNSAFE if may_stand_so else Applicability.SAFE


def _says_how_much(document: AnalyzedDocument, at: int) -> bool:
    """Whether `that` says how much of something there is: `that should not be that old`."""
    before, word, after = (document.tokens[n].text.lower() for n in (at - 1, at, at + 1))
    return word == "that" and before in BEING and after.isalpha() and after not in GRAMMAR


def _is_given(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word says to whom a verb gives what stands behind it: `denying you these rights`."""
    before, word, after = (document.tokens[n].text.lower() for n in (at - 1, at, at + 1))
    return word in OBJECTS | {"it", "you"} and before.endswith("ing") and after in DETERMINERS


def _is_held_by_a_verb(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word belongs to a verb: `looking it up`, `give the guest a key`, `without them having to`."""
    words = [token.text.lower() for token in document.tokens[max(0, at - GIFT) : at + 2]]
    before, word, after = words[-3:]
    if word in OBJECTS | {"it"}:
        return after in APART or (before in PREPOSITIONS and after.endswith("ing"))
    return word in ARTICLES and not GIVING.isdisjoint(words[:-3]) and not GRAMMAR.intersection((before, after))


def _is_of_a_subject(document: AnalyzedDocument, at: int) -> bool:
    """Whether an article begins a clause that tells of the thing before it: `the file the baker opens, which is`."""
    texts = [token.text for token in document.tokens[at - 1 : at + 4]]
    if len(texts) < 5:
        return False
    before, word, _, verb, mark = texts
    is_clause = (verb.endswith(("s", "ed")) and mark in (",", ".", ";")) or verb in AUXILIARIES
    return word == "the" and before not in GRAMMAR and is_clause


def _begins_behind_code(document: AnalyzedDocument, at: int) -> bool:
    """Whether an article begins a clause behind code that says where: ``in the `door` the bell rings``."""
    words = [token.text.lower() for token in document.tokens[max(0, at - 3) : at + 2]]
    return (
        words[-3:-2] == [MASK.lower()]
        and words[-2] in ARTICLES
        and words[-1] not in GRAMMAR
        and not PREPOSITIONS.isdisjoint(words[:-3])
        and not ARTICLES.isdisjoint(words[:-3])
    )


def _tells_of_a_name(document: AnalyzedDocument, at: int) -> bool:
    """Whether a preposition stands behind a name, of which the language knows nothing: `DoorMap for guests`."""
    name, word, after = document.tokens[at - 1], document.tokens[at].text, document.tokens[at + 1]
    is_name = name.case in (MIXED, UPPER) or (any(map(str.isdecimal, name.text)) and name.text[0].isupper())
    is_thing = after.case == LOWER and after.text not in GRAMMAR
    return word in PREPOSITIONS and is_name and is_thing


def _is_before_a_target(document: AnalyzedDocument, at: int) -> bool:
    """Whether the `to` at token `at` may say where to something goes: `to produce to several topics`, `add it to`."""
    words = [token.text.lower() for token in document.tokens[max(0, at - GIFT) : at + 2]]
    if len(words) < 4 or words[-2] != "to":
        return False
    is_of_a_verb = any(map(TARGETING.fullmatch, words[:-3])) and GRAMMAR.isdisjoint((words[-3], words[-1]))
    return words[-4] == "to" or is_of_a_verb


def _is_listed_again(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word stands there twice, each before a comma, in a list: `scopes, static types, types, and names`."""
    first = at if document.numbers[at] == document.numbers[at + 2] else at - 2
    words = [token.text for token in document.tokens[max(0, first - FEW) : first + 4]]
    return words[-4:] == [words[-4], ",", words[-4], ","] and "," in words[:-5]


def _is_like_another(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word at token `at` stands in a clause like the one before, in `as ... as`, or before a name.

    `Green is done, grey is planned`, `as hidden in scope as possible`, `the names of and notes about it`, `with
    and without it`, `called by a [handler]`, `into (or back into)`.
    """
    words = [token.text.lower() for token in document.tokens[max(0, at - FEW) : at + FEW]]
    here = min(at, FEW)
    word, after = words[here], words[here + 1]
    if after == "(" and words[here + 2 : here + 3] in (["or"], ["and"]):
        return word in words[here + 3 : here + 3 + FAR_ON]
    if word == "as":
        return after != "not" and "as" in words[here + 2 :]
    if word in JOINTS or (word in PREPOSITIONS and after in JOINTS):
        first = word if word in PREPOSITIONS else words[here - 1]
        return first in PREPOSITIONS and not PREPOSITIONS.isdisjoint(words[here + 1 : here + FAR_ON])
    if word in BEING:
        return at > 1 and words[here - 2] in (",", ";", "(") and word in words[: here - 2]
    return word in ARTICLES and after == "["


def _is_label(document: AnalyzedDocument, at: int) -> bool:
    """Whether the word at token `at` begins a unit, before a capital or a mark: `device  The name of the device`.

    Or stands in the few words that a colon ends: `**Quick to bake**: ...`.
    """
    after = document.tokens[document.word_ends[at]]
    if document.numbers[at - 1] == document.boundary:
        return after.case == TITLE or not after.text[0].isalnum()
    first, last = document.block(at)
    words = [token.text for token in document.tokens[at + 1 : min(last, at + LABEL)]]
    return at - first < LABEL and words[1:2] == [":"]


def _ends_clause(document: AnalyzedDocument, at: int) -> bool:
    """Whether a verb stands behind a clause that ends with a preposition, or ends a clause before another.

    `What it is known for is its colour`, `it can because it is new`, `bells that are made are old`, `where they are can
    be seen`, `a way the shed is used is for bread`.
    """
    *earlier, before, word, after = (token.text.lower() for token in document.tokens[max(0, at - FEW) : at + 2])
    if word not in AUXILIARIES | BEING | {"had"}:
        return False
    is_subject = not ASKED.isdisjoint(earlier[-1:]) and before in SUBJECTS and after in AUXILIARIES | MAY_BE
    is_of_a_pronoun = any(pronoun in RELATIVE and verb in BEING for pronoun, verb in pairwise(earlier[-3:]))
    is_of_a_manner = earlier[-1:] == ["is"] and not MANNERS.isdisjoint(earlier)
    is_told = is_participle(before) and (is_of_a_pronoun or is_of_a_manner)
    return is_subject or is_told or before in PREPOSITIONS or (word in AUXILIARIES and after in OPENERS)


def _lacks_a_thing(document: AnalyzedDocument, at: int) -> bool:
    """Whether a thing is missing before a preposition: `by the of files`, but not `for the for ferry`."""
    earlier, before, word = (document.tokens[n].text.lower() for n in (max(at - 2, 0), at - 1, at))
    return before in ARTICLES and word in PREPOSITIONS and word != earlier


def _is_before_a_verb(document: AnalyzedDocument, at: int) -> bool:
    """Whether `to` stands behind a form of `be`, or an auxiliary that ends its clause: `all who can to register`.

    It says what is to come then, or is a typo for `too`, and no word too many.
    """
    earlier, before, word = (document.tokens[n].text for n in (max(at - 2, 0), at - 1, at))
    return word == "to" and (before in BEING or (before in AUXILIARIES and earlier in ASKED))


def _may_stand_so(document: AnalyzedDocument, at: int) -> bool:
    """Whether a word may be a name there, belong to code beside it, or be told more of behind a comma.

    Behind an article any word may be one: `the before hook`, `their pointer base types`; and behind a preposition any
    word that tells of a thing: `to type check the types`. Behind a form of `be` it may be what the thing is: `these are
    files made by hand`.
    Behind a relative pronoun it may be the verb: `which keeps runs fast`.
    """
    before, word, after = (document.tokens[n].text for n in (at - 1, at, at + 1))
    is_named = word[0].isupper() and before not in STOPS and document.numbers[at - 1] != document.boundary
    is_told = before in (",", ";", "(") and after in RELATIVE
    return (
        is_named
        or is_told
        or (before in RELATIVE and word not in HOLDING)
        or (word in ("as", "like") and after in BEING | AUXILIARIES)
        or _is_between_things(before, word, after)
        or (before.lower() in DETERMINERS and after.removesuffix("s") in NAMED)
        or (before.lower() in DETERMINERS | PREPOSITIONS | {"to"} and word.lower() not in HOLDING)
        or (before in BEING and (is_participle(after) or word in ARTICLES))
        or document.numbers[at + 1] == document.mask
        or (before == MASK and word not in HOLDING)
        or not (after[0].isalnum() or after in ",.;:!?)")
    )


def _is_between_things(before: str, word: str, after: str) -> bool:
    """Whether a word may be a part of a compound: `shared settings page`."""
    return all(
        part.isalpha() and part.islower() and part not in GRAMMAR | HOLDING for part in (before.lower(), word, after)
    )
