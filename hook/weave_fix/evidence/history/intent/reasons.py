"""What is said of a change, and what follows from it: each reason once, with its words for a user and its policy."""

from __future__ import annotations

from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterable


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

    AS_FITTED = auto()
    """A change is undone as far as the thresholds of its kind let it go."""
    DECISIVE = auto()
    """A broken change is undone by default, whatever the fitted decision says of it."""
    NEUTRAL = auto()
    """As fitted, and what the language model proposes itself needs little more: it tells this kind best."""
    OBJECTION = auto()
    """One such part keeps the whole change, whatever else is broken in it."""


class Reason(Enum):
    """Why a change is intended, open or broken."""

    def __init__(self, text: str, policy: Policy = Policy.AS_FITTED) -> None:
        """Take the words for a user, and the policy."""
        self.text = text
        self.policy = policy

    NONE = ""

    ANOTHER_LANGUAGE = "another language", Policy.OBJECTION
    REPEATED = "the same replacement stands in other places", Policy.OBJECTION
    OWN_SENTENCE = "a sentence of its own stands there", Policy.OBJECTION
    OWN_WORD = "another word stands beside the damage", Policy.OBJECTION

    NOISE = "noise"
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
    OTHER_SCRIPT = "a word with a letter of another script", Policy.DECISIVE
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
    LETTER_BEHIND_MARK = "a letter behind the mark that closes a word", Policy.DECISIVE
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
    DEFINITION_LOST = "a reference that no definition has any more", Policy.DECISIVE
    SPACE_IN_LINK = "white space that breaks a link", Policy.DECISIVE

    TEXT_PUT_IN = "text put in"
    WORD_MISSING = "a word that its sentence needs", Policy.DECISIVE
    CUT_OFF = "a paragraph that ends inside a word", Policy.DECISIVE
    TEXT_TAKEN_OUT = "text taken out"
    WORD_PUT_IN = "a word put in", Policy.NEUTRAL
    MARKER_DOUBLED = "the marker of a list item that stands twice", Policy.DECISIVE
    DOUBLED = "a word that stands twice", Policy.DECISIVE
    EMPHASIS = "a word said twice on purpose"
    BREAKS_SENTENCE = "a word that breaks its sentence"
    EXCHANGED = "words exchanged", Policy.NEUTRAL
    WRONG_ORDER = "words in an order that nobody writes"
    NEVER_ORDERED_SO = "two words in an order that English never has", Policy.DECISIVE
    ADVERB = "an adverb moved"

    REWORDED = "another wording"
    CUT = "a word cut open"
    CUTS = "words cut open"
    MAYBE_CUT = "a word that may be cut open"
    HALVES_EXCHANGED = "two neighbouring spans that changed places and begin inside words", Policy.DECISIVE
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
    def kind(self) -> str:
        """What the fitted thresholds of such changes are called, as `CUT open`."""
        return f"{self.reason.name} {self.intent.name.lower()}"

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


def limit(applicability: Applicability | None, verdict: Verdict) -> Applicability | None:
    """Return how far a repair from history may go.

    `applicability` is what the thresholds of the verdict's kind allow; None: nothing is reported.
    """
    if verdict.is_decisive:
        return Applicability.SAFE
    return None if verdict.intent is Intent.INTENDED else applicability
