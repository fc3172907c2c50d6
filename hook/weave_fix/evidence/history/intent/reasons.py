"""What is said of a change, and what follows from it: each reason once, with its words for a user and its policy."""

from __future__ import annotations

from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.records import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterable

PROMOTED = 0.3
"""Log-odds, nats: from there on a change that nobody makes on purpose is undone by default, not only with a flag."""
HIGH = 1.2
"""Log-odds, nats: from there on a change is undone that may cut a word open."""
HIGHER = 2.0
"""Log-odds, nats: from there on a change is undone that nothing else tells from an edit."""
HIGHEST = 2.6
"""Log-odds, nats: from there on several words for several others are undone; people reword all the time."""
NEVER = 99.0
"""Log-odds, nats, that no change reaches."""


class Intent(IntEnum):
    """What can be said of a change without regard to how likely damage is."""

    INTENDED = 0
    """A person could have written it: it is not undone."""
    OPEN = 1
    """Neither can be said."""
    BROKEN = 2
    """Nobody writes it on purpose."""


class Policy(Enum):
    """What a reason means for the repair."""

    USUAL = auto()
    """A broken change is undone by default from `PROMOTED` on, where the fitted decision asks for a flag."""
    DECISIVE = auto()
    """A broken change is undone by default, whatever the fitted decision says of it."""
    AS_FITTED = auto()
    """A broken change is undone as far as the fitted decision goes: this kind is told too badly."""
    NEUTRAL = auto()
    """As usual, and what the language model proposes itself needs little more: it tells this kind best."""
    OBJECTION = auto()
    """One such part keeps the whole change, whatever else is broken in it."""


class Reason(Enum):
    """Why a change is intended, open or broken."""

    def __init__(self, text: str, policy: Policy = Policy.USUAL, needed: float = HIGHER) -> None:
        """Take the words for a user, the policy, and the log-odds from which on an open change counts as broken."""
        self.text = text
        self.policy = policy
        self.needed = needed

    NONE = ""

    ANOTHER_LANGUAGE = "another language", Policy.OBJECTION
    REPEATED = "the same replacement stands in other places", Policy.OBJECTION
    OWN_SENTENCE = "a sentence of its own stands there", Policy.OBJECTION
    OWN_WORD = "another word stands beside the damage", Policy.OBJECTION

    NOISE = "noise", Policy.AS_FITTED
    NOISE_IN_WORD = "noise inside a word"
    CONTROL = "a control character"

    TAG = "a tag"
    TAG_IN_WORD = "a tag inside a word", Policy.DECISIVE
    TAG_UNKNOWN = "an unknown tag", Policy.DECISIVE
    TAG_UNOPENED = "a tag that closes nothing", Policy.DECISIVE
    TAG_UNCLOSED = "a tag without its end"

    WORD = "another word"
    WORD_IN_CODE = "another word in code"
    WORD_OF_ANOTHER_LANGUAGE = "a word of another language"
    NAME = "another name"
    NUMBER = "a number"
    ABBREVIATION = "an abbreviation"
    COMPOUND = "a compound"
    SHUFFLED = "a word with its letters shuffled", Policy.DECISIVE
    MISSPELLED = "a misspelled word", Policy.DECISIVE
    FUNCTION_WORD = "a misspelled function word", Policy.DECISIVE
    MAYBE_MISSPELLED = "a word that looks misspelled"
    RARE_WORD = "a rare word, one typo from a frequent one"
    CONFUSED = "a word taken for another one", Policy.DECISIVE
    LETTERS_MISSING = "a word with letters missing"

    CASE = "another case"
    CAPS_LOCK = "a word typed with the caps lock on", Policy.DECISIVE
    CAPITAL_IN_WORD = "a capital inside a word", Policy.DECISIVE
    CAPITAL_FUNCTION_WORD = "a function word with a capital", Policy.DECISIVE
    SENTENCE_WITHOUT_CAPITAL = "a sentence without its capital", Policy.DECISIVE
    NAME_WITHOUT_CAPITAL = "a name without its capital", Policy.DECISIVE

    PUNCTUATION = "punctuation"
    MARK_BEFORE_WORD = "punctuation before a word", Policy.DECISIVE
    MARK_BEFORE_MARKER = "punctuation before the marker of a list item", Policy.DECISIVE
    MARK_BEHIND_WORD = "punctuation behind a word", Policy.DECISIVE
    BORDER_LOST = "a table's row that lost a border between two cells", Policy.DECISIVE
    PARTNER_MISSING = "a bracket or quote without its partner", Policy.DECISIVE
    PARTNER_LOST = "a bracket or quote that lost its partner", Policy.DECISIVE
    CHARACTER_IN_WORD = "a character inside a word", Policy.DECISIVE
    DIGIT = "a digit"
    DIGIT_BESIDE_WORD = "a digit beside a word", Policy.DECISIVE
    APOSTROPHE_LOST = "a contraction without its apostrophe", Policy.DECISIVE

    SPACE = "white space"
    SPACE_IN_CODE = "white space in code"
    JOINED = "words run together", Policy.DECISIVE
    SPLIT = "a word split in two", Policy.DECISIVE
    SPACE_LOST_BEHIND_MARK = "a space lost behind punctuation", Policy.DECISIVE
    SPACE_LOST_BEFORE_MARK = "a space lost before punctuation", Policy.DECISIVE
    SPACE_IN_LINK = "white space that breaks a link", Policy.DECISIVE

    TEXT_PUT_IN = "text put in"
    WORD_MISSING = "a word that its sentence needs", Policy.DECISIVE
    CUT_OFF = "a paragraph that ends inside a word", Policy.DECISIVE
    TEXT_TAKEN_OUT = "text taken out"
    WORD_PUT_IN = "a word put in", Policy.NEUTRAL, NEVER
    DOUBLED = "a word that stands twice", Policy.DECISIVE, HIGH
    EMPHASIS = "a word said twice on purpose"
    BREAKS_SENTENCE = "a word that breaks its sentence", Policy.AS_FITTED
    EXCHANGED = "words exchanged", Policy.NEUTRAL, HIGH
    WRONG_ORDER = "words in an order that nobody writes"
    ADVERB = "an adverb moved"

    REWORDED = "another wording", Policy.USUAL, HIGHEST
    CUT = "a word cut open"
    CUTS = "words cut open"
    MAYBE_CUT = "a word that may be cut open", Policy.USUAL, HIGH
    SPANS_EXCHANGED = "spans exchanged that begin inside words"

    @property
    def intended(self) -> Verdict:
        """A person could have written it, for this reason."""
        return Verdict(Intent.INTENDED, self)

    @property
    def open(self) -> Verdict:
        """Neither can be said."""
        return Verdict(Intent.OPEN, self)

    @property
    def broken(self) -> Verdict:
        """Nobody writes it on purpose, for this reason."""
        return Verdict(Intent.BROKEN, self)


class Verdict(NamedTuple):
    """What can be said of a change, and why."""

    intent: Intent
    reason: Reason

    @property
    def is_decisive(self) -> bool:
        """Whether it makes a repair safe by itself."""
        return self.intent is Intent.BROKEN and self.reason.policy is Policy.DECISIVE

    @property
    def is_objection(self) -> bool:
        """Whether it keeps the whole change of which it tells a part."""
        return self.reason.policy is Policy.OBJECTION

    @property
    def rank(self) -> tuple[Intent, str]:
        """What verdicts are compared by; the words of the reason make the result independent of their order."""
        return self.intent, self.reason.text


UNTOLD = Verdict(Intent.OPEN, Reason.NONE)
"""The verdict where nothing was compared, as for a repair from the text alone."""


def combined(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict for a change of several parts, of which there is at least one.

    One broken part is enough, unless there is an objection to another; else the least that is said holds.
    """
    ordered = sorted(verdicts, key=lambda verdict: verdict.rank)
    objection = next((verdict for verdict in ordered if verdict.is_objection), None)
    if objection is not None:
        return objection
    return ordered[-1] if ordered[-1].intent is Intent.BROKEN else ordered[0]


def weighed(verdict: Verdict, score: float) -> Verdict:
    """Return `verdict` with the fitted log-odds, in nats, for what is open: broken if they are high enough."""
    intent, reason = verdict
    if intent is Intent.OPEN and score >= reason.needed:
        return reason.broken
    return reason.intended if reason is Reason.REWORDED else verdict


def limit(applicability: Applicability | None, score: float, verdict: Verdict) -> Applicability | None:
    """Return how far a repair from history may go.

    `applicability` is what the fitted decision allows for its log-odds `score`, in nats; None: nothing is reported.
    """
    intent, reason = verdict
    if verdict.is_decisive:
        return Applicability.SAFE
    if applicability is None or intent is Intent.INTENDED:
        return None
    if intent is Intent.OPEN:
        return Applicability(applicability - 1) if applicability else None
    promoted = score > PROMOTED and reason.policy is not Policy.AS_FITTED
    return Applicability.SAFE if promoted and applicability is Applicability.UNSAFE else applicability
