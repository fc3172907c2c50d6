"""Could a person have written this change on purpose? The check that a repair from history has to pass.

The fitted decision says how much a change looks like damage. It cannot say what a writer wanted: a new name, a
translation or a rename is as unlike the old text as noise is. So each candidate is compared with the base as whole
words, and a repair is made by default only where the document holds text that nobody writes on purpose: a word cut
open, noise, a shuffled or misspelled word, a sentence that a stray word breaks. A well-formed word in the place of
another is intended, known or not.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.data import Applicability, Edit
from weave_fix.alignment import shared_prefix, shared_suffix, slides
from weave_fix.language.counts import NO_WORD
from weave_fix.language.tokens import TOKEN, fold
from weave_fix.markdown import WORD, Kind
from weave_fix.sentences import outer_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.data import Candidate
    from weave_fix.history import Trial
    from weave_fix.language.counts import Counts

MAX_CHUNK = 64
"""Characters up to which the rest of a word beside an edit is read."""
CONTEXT = 60
"""Characters on each side of an edit that the language model reads."""
NEAR = 60
"""Characters between two edits up to which they are one change."""
MAX_NOISE = 80
"""Characters up to which a span is looked at as noise."""
MAX_PARAGRAPH = 4000
"""Characters of a paragraph in which brackets and quotes are counted."""
MIN_WORDS = 3
"""Words from which on the language of a passage can be told."""
FOREIGN = 0.34
"""Share of unknown words from which on a passage is in another language than the model's."""
FUNCTION_WORD = 10.0
"""Natural logarithm of the count from which on a word is a function word."""
USUAL = 4.5
"""Natural logarithm of the count from which on a word speaks for the model's language."""
FREQUENT = 5.0
"""Natural logarithm of the count from which on a word is a frequent one."""
PROMOTED = 0.3
"""Log-odds from which on a change is undone that nobody makes on purpose."""
MISFIT = 4.5
"""Nats by which the text has to be likelier without a word that was put in."""
HIGH = 1.2
"""Log-odds from which on a change is undone that may cut a word open."""
HIGHER = 2.0
"""Log-odds from which on a change is undone that nothing else tells from an edit."""
NAME_SHARE = 0.5
"""Share of a word's occurrences inside sentences with a capital, from which on it is a name."""
ALWAYS_CAPITAL = 0.9
MIN_MOVED = 8
"""Words of a change from which on it may hold moved text and a sentence behind it."""
MAX_REST = 12
"""Characters that the end of a sentence of one's own shares with the base by chance."""
SHORT = 3
"""Letters up to which two pieces of words make a word by chance."""
STUB = 2
"""Letters up to which a piece of a word is no word of its own."""
SEAM = 2
"""Letters that a cut word and the word that it was have to share at the edit's border."""

LETTERS = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*")
OPENING = "([{\"'*_~`<\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
CLOSING = ".,;:!?)]}\"'*_~`>\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
IDENTIFIER = re.compile(r"[\w$@#%-]+(?:[./:@=&?+~,#-]+[\w$%-]+)*(?:\(\))?/?")
"""What addresses, paths, versions, options and names in code look like."""
NOISE = re.compile(
    r"[A-Za-z][!\"#$%;=?\\^{|}~+][A-Za-z0-9]"  # a mark inside a word
    r"|[!#$%&+,;=?@\\^|~][!#$%&+;=?@\\^|~]"  # two marks that nobody puts side by side
    r"|[\x0b\x0c]|\r(?!\n)"
)
SPACE = re.compile(r"\s+")
ENTITY = re.compile(r"&#?\w+;")
CONTROL = re.compile(r"[\x0b\x0c]|\r(?!\n)")
QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)\s*(/?)>")
VOID = frozenset({"br", "hr", "img", "wbr", "input", "col", "area", "source", "track", "embed"})
NEVER_LEADING = frozenset(",;!?%^)}]=&+|")
NEVER_TRAILING = frozenset("^~|\\=@&<")
NEVER_INSIDE = frozenset(",;!?#$%^=+~|\"<>{}[]()\\*`")
STOPS = (".", "!", "?", ":", "\N{HORIZONTAL ELLIPSIS}")
SENTENCE_END = re.compile(r"[.!?][\"')\]*_\N{RIGHT DOUBLE QUOTATION MARK}]*(?=\s|$)|\n[ \t\r]*\n")
FUNCTION_WORDS = frozenset(
    "the a an of in on at to for and or but with from by is are was were be been has have had that which this these "
    "those it its as if than then not their they we you he she his her our your my will would can could should".split()
)
OTHER_LANGUAGES = frozenset(
    "que los las del una para como m\u00e1s pero este esta sus con por el \u00e9 n\u00e3o uma dos das voc\u00ea mais der das und ist nicht ein eine den mit "
    "f\u00fcr auf le les des est une dans pour avec sur qui pas il che di della sono nel het een van niet voor ook jest nie "
    "og er det som til p\u00e5 och att \u00e4r av si pentru cu din ca ve bir yang dan untuk dengan un en su se lo cada".split()
)
"""Frequent words of other languages that English does not have."""
ADVERBS = frozenset("also always already often never only just even still usually then first again now too not".split())
EMPHASIS = frozenset(
    "very really so too much many more no yes long far ha bye that had always never again please big old".split()
)
"""Words that are doubled on purpose."""


class Intent(IntEnum):
    """What can be said of a change without regard to how likely damage is."""

    INTENDED = 0
    """A person could have written it: it is not undone."""
    OPEN = 1
    """Neither can be said."""
    BROKEN = 2
    """Nobody writes it on purpose."""


def limit(applicability: Applicability | None, score: float, intent: Intent, reason: str) -> Applicability | None:
    """Return how far a repair from history may go, with what is known of the intent behind the change."""
    if intent is Intent.BROKEN and reason in DECISIVE:
        return Applicability.SAFE
    if applicability is None or intent is Intent.INTENDED:
        return None
    if intent is Intent.OPEN:
        return Applicability(applicability - 1) if applicability else None
    if applicability is Applicability.UNSAFE and score > PROMOTED and reason not in UNSURE:
        return Applicability.SAFE
    return applicability


class Passage(NamedTuple):
    """One edit as whole words: the chunks between white space that differ, and the text around them."""

    now: list[str]
    was: list[str]
    left: str
    right: str
    start: int
    """Where the first character of `now` stands in the document, or where it would stand."""


class IntentCheck:
    """Tells for the candidates of one comparison whether their change can be intended."""

    def __init__(self, trial: Trial, counts: Counts, is_in_repository: Callable[[str], bool]) -> None:
        """`is_in_repository` says whether a word stands in another file of the repository."""
        self.trial = trial
        self.counts = counts
        self.text = trial.document.text
        self._is_in_repository = is_in_repository
        self._known: dict[str, bool] = {}

    def of(self, candidate: Candidate, score: float) -> tuple[Intent, str]:
        """Return what can be said of the change that `candidate` undoes, and why, in words for a user.

        `score` is what the fitted decision says, in nats: where nothing else speaks for or against, it has to be high.
        """
        intent, reason = self._of_all(candidate, score)
        if intent is Intent.OPEN and score >= NEEDED.get(reason, HIGHER):
            return Intent.BROKEN, reason
        if reason == WORDING:
            return Intent.INTENDED, reason
        return intent, reason

    def _of_all(self, candidate: Candidate, score: float) -> tuple[Intent, str]:
        edits = candidate.edits
        if len(edits) > 1 and score > HIGH and _exchanges(edits) and any(self._is_in_word(edit) for edit in edits):
            return Intent.BROKEN, "spans exchanged that begin inside words"
        verdicts = [self._of_edit(edit) for edit in self._combined(edits)]
        highest, lowest = max(verdicts), min(verdicts)
        if highest[0] is Intent.BROKEN and lowest[1] not in OBJECTIONS:
            return highest
        return lowest

    def _is_in_word(self, edit: Edit) -> bool:
        """Whether one side of an edit begins or ends inside a word of more than a chunk that it cuts open."""
        left, right = self.text[edit.start - 1 : edit.start], self.text[edit.end : edit.end + 1]
        return any(
            len(body.split()) > 1 and (left.isalpha() and body[:1].isalpha() or body[-1:].isalpha() and right.isalpha())
            for body in (edit.before, edit.after)
        )

    def _combined(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return `edits`, those that stand near each other as one: two words exchanged are one change."""
        found = [edits[0]]
        for edit in edits[1:]:
            last = found[-1]
            if edit.start - last.end > NEAR or last.before and last.after or edit.before and edit.after:
                found.append(edit)
                continue
            between = self.text[last.end : edit.start]
            found[-1] = Edit(
                last.start, edit.end, last.before + between + edit.before, last.after + between + edit.after
            )
        return found

    def _of_edit(self, edit: Edit) -> tuple[Intent, str]:
        passage = self._passage(edit)
        tag = self._tag(edit)
        if tag is not None:
            return tag
        now, was = passage.now, passage.was
        if now and was and self._is_noise(edit, " ".join(was)):
            return Intent.BROKEN, NOISE_FOUND
        if now and self._is_other_language(now, was):
            return Intent.INTENDED, OTHER_LANGUAGE
        self.in_language = self._is_in_language(passage)
        self._passage_left = passage.left
        self._is_code_here = self._is_code(passage.start)
        if not self.in_language and len(was) + len(now) > 4 and now:
            return Intent.INTENDED, OTHER_LANGUAGE
        if not now and not was:
            return self._white_space(edit)
        if not was:
            return self._inserted(passage)
        if not now:
            return self._deleted(passage)
        if len(now) == 1 and len(was) == 1:
            return self._word_for_word(now[0], was[0], passage)
        joined = self._joined_or_split(passage)
        if joined is not None:
            return joined
        if len(now) == 2 and len(was) == 2 and _core(now[0]) == _core(was[1]) and _core(now[1]) == _core(was[0]):
            return self._exchanged(passage)
        return self._span(edit, passage)

    # --- whole words -------------------------------------------------------------------------------------------

    def _passage(self, edit: Edit) -> Passage:
        text = self.text
        left = text[max(0, edit.start - CONTEXT - MAX_CHUNK) : edit.start]
        right = text[edit.end : edit.end + CONTEXT + MAX_CHUNK]
        new, old, start = edit.before, edit.after, edit.start
        if not (new and old):
            spots = list(slides(left, new or old, right))
            best = min(spots, key=_cuts)
            start += len(best[0]) - len(left)
            left, right = best[0], best[2]
            new, old = (best[1], "") if new else ("", best[1])
        head = left[len(left) - _run(left[::-1]) :]
        tail = right[: _run(right)]
        now, was = (head + new + tail).split(), (head + old + tail).split()
        start -= len(head)
        same = 0
        while same < min(len(now), len(was)) and now[same] == was[same]:
            same += 1
        before = " ".join([left[: len(left) - len(head)].rstrip(), *now[:same]])
        now, was = now[same:], was[same:]
        tail_same = 0
        while tail_same < min(len(now), len(was)) and now[-1 - tail_same] == was[-1 - tail_same]:
            tail_same += 1
        behind = " ".join([*now[len(now) - tail_same :], right[len(tail) :].lstrip()])
        now, was = now[: len(now) - tail_same], was[: len(was) - tail_same]
        return Passage(now, was, before[-CONTEXT:], behind[:CONTEXT], start)

    def knows(self, word: str) -> bool:
        """Whether `word` is a word of the language, of the base or of the repository."""
        if word not in self._known:
            key, words = fold(word), self.trial.base_words
            bare = key.removesuffix("'s")
            self._known[word] = (
                word.isdecimal()
                or self.counts.is_sound(key)
                or self.counts.is_sound(bare)
                or word in words
                or word.lower() in words
                or self._is_in_repository(word)
                or self._is_in_repository(word.lower())
            )
        return self._known[word]

    def _is_word(self, word: str) -> bool:
        """Whether a word that an edit may have made by chance is one: a short one has to be frequent."""
        if len(word) > SHORT:
            return self.knows(word)
        return self.counts.count(word) > FREQUENT or word in self.trial.base_words

    def _is_plain(self, word: str) -> bool:
        """Whether `word` is a dictionary word of the model's language, written as such, and no name."""
        if not LETTERS.fullmatch(word) or not (word[1:].islower() or len(word) == 1):
            return False
        number = self.counts.number(fold(word))
        if number == self.counts.size:
            return word.islower() and self.counts.is_listed(fold(word))
        return self.counts.is_sound(fold(word)) and (word.islower() or self.counts.capitals(word) < NAME_SHARE)

    # --- kinds of changes --------------------------------------------------------------------------------------

    def _white_space(self, edit: Edit) -> tuple[Intent, str]:
        if any(char in edit.before and char not in self.trial.base.text for char in "\x0b\x0c"):
            return Intent.BROKEN, "a control character"
        if "\t" in edit.before and "\t" not in edit.after and "\n" not in edit.before + edit.after:
            return Intent.OPEN, "white space"
        return Intent.INTENDED, "white space"

    def _tag(self, edit: Edit) -> tuple[Intent, str] | None:
        match = TAG.fullmatch(edit.before)
        if match is None or edit.after:
            return None
        name = match[2].lower()
        left, right = self.text[edit.start - 1 : edit.start], self.text[edit.end : edit.end + 1]
        inside = left.isalpha() and right.isalpha()
        glued = any(char.isalnum() or char in ",;`" for char in left + right)
        if name in VOID:
            return (Intent.BROKEN, "a tag inside a word") if inside else (Intent.INTENDED, "a tag")
        opened = len(re.findall(rf"<{re.escape(name)}[\s>]", self.text, re.IGNORECASE))
        closed = len(re.findall(rf"</{re.escape(name)}\s*>", self.text, re.IGNORECASE))
        if match[1] and closed > opened:
            return Intent.BROKEN, "a tag that closes nothing"
        if inside and opened != closed:
            return Intent.BROKEN, "a tag inside a word"
        if match[3] and glued and name.islower() and f"<{match[2]}" not in self.trial.base.text:
            return Intent.BROKEN, "an unknown tag"
        if glued and opened > closed and not match[1]:
            return Intent.BROKEN, "a tag without its end"
        return Intent.OPEN, "a tag"

    def _word_for_word(self, now: str, was: str, passage: Passage) -> tuple[Intent, str]:
        if now.casefold() == was.casefold():
            return self._case(now, was, passage)
        new, old = _core(now), _core(was)
        if new == old:
            return self._punctuation(now, was, passage)
        if new.casefold() == old.casefold() and now.replace(new, "", 1) == was.replace(old, "", 1):
            return self._case(new, old, passage)
        added = _one_more(now, was)
        if added is not None and not now[added].isalpha():
            return self._character_inside(now, was, added, passage)
        lost = _one_more(was, now)
        if lost is not None and not was[lost].isalnum():
            return self._character_lost(now, was, lost)
        new_run, old_run = _runs(now, was)
        if LETTERS.fullmatch(new_run) and LETTERS.fullmatch(old_run):
            if new_run.casefold() == old_run.casefold():
                return self._case(new_run, old_run, passage)
            if self._is_code(passage.start):
                return Intent.INTENDED, "another word in code"
            return self._letters(new_run, old_run, is_whole=new_run == _core(now))
        if _is_noise(now, was) and not self._is_code(passage.start):
            return Intent.BROKEN, "noise inside a word"
        return Intent.INTENDED, "another word"

    def _letters(self, new: str, old: str, *, is_whole: bool) -> tuple[Intent, str]:
        """One word of letters in the place of another."""
        if self.knows(new) or self._is_known_spelling(new):
            return Intent.INTENDED, "another word"
        is_anagram = sorted(new) == sorted(old) and new[0] == old[0] and new[-1] == old[-1]
        begins = not self._passage_left.strip() or self._passage_left.rstrip().endswith(STOPS)
        if is_anagram and new[0].isupper() and not begins:
            return Intent.INTENDED, "another name"
        if is_anagram and len(new) > 3 and (self.counts.count(old) > 0 or self.counts.is_listed(fold(old))):
            return Intent.BROKEN, "a word with its letters shuffled"
        if not self._is_plain(old):
            return Intent.INTENDED, "another name"
        if not self.in_language:
            return Intent.INTENDED, "a word of another language"
        if self._is_replaced_elsewhere(new, old):
            return Intent.INTENDED, REPEATED
        short = is_whole and self.counts.count(old) > FUNCTION_WORD and not self.counts.is_listed(fold(new))
        if (len(old) > 3 or short) and _is_slip(new, old):
            return Intent.BROKEN, "a misspelled word"
        if len(old) > 6 and _is_hole(new, old):
            return Intent.BROKEN, "a word with letters missing"
        if len(old) > 5 and _is_near(new, old) and self.counts.count(old) > FREQUENT:
            return Intent.OPEN, "a word that looks misspelled"
        if _is_noise(new, old):
            return Intent.BROKEN, "noise inside a word"
        return Intent.INTENDED, "another word"

    def _is_known_spelling(self, word: str) -> bool:
        return self.counts.spelling(word) > 0

    def _is_replaced_elsewhere(self, new: str, old: str) -> bool:
        """Whether the document writes `new` for `old` in other places too, in whatever case."""
        def count(word: str, text: str) -> int:
            return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))

        return count(new, self.text) - count(new, self.trial.base.text) > 1

    def _case(self, now: str, was: str, passage: Passage) -> tuple[Intent, str]:
        new, old = _core(now), _core(was)
        places = [at for at, (a, b) in enumerate(zip(new, old, strict=False)) if a != b]
        if len(places) != 1 or len(new) != len(old):
            if LETTERS.fullmatch(new) and len(new) > 2 and new == old.swapcase() and new[0].islower() and old[1:].islower():
                return Intent.BROKEN, "a word typed with the caps lock on"
            return Intent.INTENDED, "another case"
        at = places[0]
        quoted = passage.now[0][:1] in QUOTES
        if self._is_replaced_elsewhere_case(new, old) or quoted or self._is_code(passage.start):
            return Intent.INTENDED, REPEATED
        if at and any(char.isupper() for char in old[1:]) and not old.isupper():
            return Intent.INTENDED, "another case"
        if not self._is_plain(old.lower()) and self.counts.capitals(old) < ALWAYS_CAPITAL:
            return Intent.OPEN if at else Intent.INTENDED, "another case"
        if at:
            if sum(char.isupper() for char in old[1:]) or sum(char.isupper() for char in new[1:]) > 1:
                return (Intent.OPEN if old.isupper() else Intent.INTENDED), "another case"
            if self._is_known_spelling(new) or new in self.trial.base_words or self._is_in_repository(new):
                return Intent.INTENDED, "another case"
            in_word = new[at].isupper() and old[1:].islower()
            second = at == 1 and new[:2].isupper() and old[1:].islower() and len(new) > 2
            if in_word and (len(new) > 2 or self.counts.count(old) > FUNCTION_WORD) or second:
                return Intent.BROKEN, "a capital inside a word"
            return Intent.OPEN, "another case"
        return self._first_letter(new, old, passage)

    def _is_replaced_elsewhere_case(self, new: str, old: str) -> bool:
        pattern = rf"(?<!\w){re.escape(new)}(?!\w)"
        return len(re.findall(pattern, self.text)) - len(re.findall(pattern, self.trial.base.text)) > 1

    def _first_letter(self, new: str, old: str, passage: Passage) -> tuple[Intent, str]:
        begins = not passage.left.strip() or passage.left.rstrip().rstrip(CLOSING[6:]).endswith(STOPS)
        kind = self.trial.zones.at(passage.start)
        if kind is not Kind.PROSE and kind is not Kind.LIST and kind is not Kind.QUOTE:
            return Intent.INTENDED, "another case"
        if new[0].isupper():
            beside = passage.left.split()[-1:] + passage.right.split()[:1]
            if not begins and fold(new) in FUNCTION_WORDS and len(beside) == 2 and all(map(str.islower, beside)):
                return Intent.BROKEN, "a function word with a capital"
            return Intent.OPEN if not begins else Intent.INTENDED, "another case"
        if begins:
            sentence = bool(passage.left.strip()) and passage.left.rstrip()[-1:] in ".!?"
            return (Intent.BROKEN if sentence and self._is_plain(new) else Intent.OPEN), "a sentence without its capital"
        if self.counts.capitals(old) > ALWAYS_CAPITAL and self.counts.count(old) > FREQUENT - 3:
            return Intent.BROKEN, "a name without its capital"
        return Intent.INTENDED, "another case"

    def _punctuation(self, now: str, was: str, passage: Passage) -> tuple[Intent, str]:
        """The same word with other punctuation around it."""
        added, lost = _one_more(now, was), _one_more(was, now)
        if added is not None:
            char = now[added]
            if self._is_unbalanced(char, passage, more=True):
                return Intent.BROKEN, "a bracket or quote without its partner"
            letters = LETTERS.search(now)
            core = letters.start() if letters else 0
            word = letters[0] if letters else ""
            if added < core and char in NEVER_LEADING and added + 1 == core and self._is_plain(word.lower()):
                return (Intent.INTENDED if self._is_code(passage.start) else Intent.OPEN), "punctuation before a word"
            is_last = added == len(now) - 1 and now[added - 1 : added].isalpha()
            if is_last and char in NEVER_TRAILING and self._is_plain(word.lower()) and not self._is_code(passage.start):
                return Intent.BROKEN, "punctuation behind a word"
            return Intent.OPEN if char not in ".,;:!?*_`" else Intent.INTENDED, "punctuation"
        if lost is not None and self._is_unbalanced(was[lost], passage, more=False):
            return Intent.BROKEN, "a bracket or quote that lost its partner"
        return Intent.INTENDED, "punctuation"

    def _character_inside(self, now: str, was: str, at: int, passage: Passage) -> tuple[Intent, str]:
        """One digit or punctuation character more inside a word or beside it."""
        char, left, right = now[at], now[at - 1 : at] if at else "", now[at + 1 : at + 2]
        core = _core(was)
        if not (LETTERS.fullmatch(core) or _is_compound(core)):
            inside = left.isalnum() and right.isalnum() and not char.isalnum() and char not in "._-/'"
            return (Intent.OPEN if inside else Intent.INTENDED), "another word"
        if not (left.isalpha() and right.isalpha()):
            return self._digit(now, core, at) if char.isdecimal() else self._punctuation(now, was, passage)
        if self._is_code(passage.start) or not self.knows(core) and not self.knows(core.lower()):
            return Intent.OPEN, "a character inside a word"
        if char in NEVER_INSIDE or char.isdecimal():
            return Intent.BROKEN, "a character inside a word"
        if char in APOSTROPHES or not core[1:].islower():
            return Intent.INTENDED, "another word"
        if char == "." and not (now[at - 2 : at].isalpha() and now[at + 1 : at + 3].isalpha() and len(core) > 3):
            return Intent.INTENDED, "an abbreviation"
        halves = LETTERS.findall(now[:at])[-1:] + LETTERS.findall(now[at + 1 :])[:1]
        if len(halves) == 2 and not all(self._stands_alone(half) for half in halves):
            return Intent.BROKEN, "a character inside a word"
        return Intent.INTENDED, "a compound"

    def _digit(self, now: str, core: str, at: int) -> tuple[Intent, str]:
        """A digit glued to a word: nobody begins a longer word with one, or ends a function word so."""
        before = at < now.index(core[-1])
        if self._is_plain(core) and core.islower() and (len(core) > 3 if before else self.counts.count(core) > FUNCTION_WORD):
            return Intent.BROKEN, "a digit beside a word"
        return Intent.INTENDED, "a digit"

    def _stands_alone(self, half: str) -> bool:
        return len(half) > STUB and self.knows(half) or fold(half) in SHORT_PARTS

    def _character_lost(self, now: str, was: str, at: int) -> tuple[Intent, str]:
        """A punctuation character less inside a word."""
        if self._is_code_here:
            return Intent.INTENDED, "punctuation"
        char, new, old = was[at], _core(now), _core(was)
        if char in "'\N{RIGHT SINGLE QUOTATION MARK}" and new.isalpha() and was[at - 1 : at].isalpha() and was[at + 1 : at + 2].isalpha():
            if not self.counts.is_listed(fold(new)) and not self._is_replaced_elsewhere(new, old):
                return Intent.BROKEN, "a contraction without its apostrophe"
        return Intent.INTENDED, "punctuation"

    def _joined_or_split(self, passage: Passage) -> tuple[Intent, str] | None:
        now, was = passage.now, passage.was
        if len(now) == 1 and len(was) == 2 and now[0] == "".join(was):
            return self._joined(now[0], was, passage)
        if len(now) == 2 and len(was) == 1 and was[0] == "".join(now):
            return self._split(now, was[0])
        return None

    def _joined(self, now: str, was: Sequence[str], passage: Passage) -> tuple[Intent, str]:
        first, second = was
        if self._is_code(passage.start):
            return Intent.OPEN, "white space in code"
        end, begin = first[-1], second[0]
        if end.isalnum() and begin.isalnum():
            parts = _tail_run(first), _letters_at(second)
            new = "".join(parts)
            if not all(parts):
                if second[:1].isdecimal() and not self.counts.count(parts[0]) > FUNCTION_WORD:
                    return Intent.INTENDED, "a number"
                glued = first[-1].isdecimal() and parts[1] == _core(second) and self._is_plain(parts[1])
                return (Intent.BROKEN if glued and len(parts[1]) > 2 else Intent.OPEN), "words run together"
            if self._is_replaced_elsewhere(new, first):
                return Intent.INTENDED, REPEATED
            if not self.in_language:
                return Intent.INTENDED, OTHER_LANGUAGE
            if self.knows(new) and self.counts.number(fold(new)) < self.counts.size:
                return (Intent.BROKEN if self._gain(passage) > 4 else Intent.OPEN), "a compound"
            if self.knows(new) or not all(self.knows(part) for part in parts):
                return Intent.OPEN, "words run together"
            if any(self.counts.count(part) > FUNCTION_WORD - 1 or len(part) == 1 for part in parts):
                return Intent.BROKEN, "words run together"
            return Intent.OPEN, "words run together"
        word = _tail_run(first.rstrip(CLOSING)).lower()
        long = len(word) > 1 and len(_letters_at(second)) > 1 or second in ("a", "A", "I")
        if end in ".,;:!?)*_`" and long and self.in_language and self._is_plain(word) and self.knows(_core(second)):
            return Intent.BROKEN, "a space lost behind punctuation"
        if self.in_language and end.isalpha() and begin in "[(*_`\"" and self.counts.count(_core(first)) > FUNCTION_WORD - 1:
            return Intent.BROKEN, "a space lost before punctuation"
        return Intent.OPEN, "white space"

    def _split(self, now: Sequence[str], was: str) -> tuple[Intent, str]:
        old = _core(was)
        parts = [_core(part) for part in now]
        if not LETTERS.fullmatch(old) or not all(parts):
            return Intent.OPEN, "white space"
        if self.in_language and self._is_plain(old) and not all(self._stands_alone(part) for part in parts):
            return Intent.BROKEN, "a word split in two"
        return Intent.OPEN, "a word split in two"

    def _inserted(self, passage: Passage) -> tuple[Intent, str]:
        if len(passage.now) > 4:
            return Intent.INTENDED, "text put in"
        now = [_core(chunk).casefold() for chunk in passage.now]
        before = [_core(chunk).casefold() for chunk in passage.left.split()[-len(now) :]]
        behind = [_core(chunk).casefold() for chunk in passage.right.split()[: len(now)]]
        plain = all(chunk.isalpha() for chunk in now)
        if plain and now in (before, behind):
            if set(now) & EMPHASIS or not self._can_be_no_name(passage):
                return Intent.INTENDED, "a word said twice on purpose"
            whole = [*passage.left.split()[-len(now) :], *passage.now] if now == before else passage.now
            if all(chunk[-1:].isalpha() for chunk in whole[:-1]):
                doubled = len(now) > 1 or self.counts.count(now[0]) > FUNCTION_WORD - 1
                return (Intent.BROKEN if doubled else Intent.OPEN), "a word that stands twice"
        if len(passage.now) > 1:
            return Intent.INTENDED, "text put in"
        excess = self._misfit(passage)
        chunk = passage.now[0]
        again = chunk in passage.left.split() or chunk in passage.right.split() or _is_in_passage(passage, self.text)
        stops = chunk[-1:] in ".,!?" and passage.right[:1].islower() and bool(passage.left[-1:].isalnum())
        if again and self.in_language and (excess > MISFIT or stops and chunk[-1] != "," or stops and excess > 1):
            return Intent.BROKEN, "a word that breaks its sentence"
        return (Intent.OPEN if excess > 1 else Intent.INTENDED), WORD_PUT_IN

    def _can_be_no_name(self, passage: Passage) -> bool:
        return all(chunk.islower() or self._is_plain(_core(chunk)) for chunk in passage.now)

    def _deleted(self, passage: Passage) -> tuple[Intent, str]:
        gain = self._gain(passage)
        return (Intent.OPEN if gain > 0 else Intent.INTENDED), f"text taken out {gain:.1f}"

    def _exchanged(self, passage: Passage) -> tuple[Intent, str]:
        gain = self._gain(passage)
        adverb = {fold(_core(chunk)) for chunk in passage.now} & ADVERBS or any(c.endswith("ly") for c in passage.now)
        if self._is_code_here or adverb and gain < 10:
            return Intent.INTENDED, "an adverb moved"
        if gain > 6:
            return Intent.BROKEN, f"words in an order that nobody writes {gain:.1f}"
        return (Intent.OPEN if gain > 1.5 else Intent.INTENDED), EXCHANGED

    def _span(self, edit: Edit, passage: Passage) -> tuple[Intent, str]:
        """Several words for several others: does the change cut a word open, or does it hold noise?"""
        now, was = passage.now, passage.was
        if self._takes_a_sentence(edit):
            return Intent.INTENDED, SENTENCE
        if len(now) == len(was):
            pairs = [(a, b) for a, b in zip(now, was, strict=True) if a != b]
            if 2 * len(pairs) < len(now) + 2 and SPACE.findall(edit.before) == SPACE.findall(edit.after):
                return min(self._word_for_word(a, b, passage) for a, b in pairs)
        new, old = " ".join(now), " ".join(was)
        if self.in_language and not edit.before and len(now) == 1:
            junction = self._junction(edit, passage)
            if junction:
                return (Intent.OPEN if self._is_code(edit.start) else Intent.BROKEN), junction
            beside = self.text[edit.start - 1 : edit.start].isalpha(), self.text[edit.end : edit.end + 1].isalpha()
            cut = beside[0] and edit.after[:1].isalpha() or beside[1] and edit.after[-1:].isalpha()
            return (Intent.OPEN if cut else Intent.INTENDED), WORDING
        if self.in_language:
            left, right = self._cut(new, old, 1), self._cut(new[::-1], old[::-1], -1)
            if max(left, right) > 1:
                return (Intent.OPEN if self._is_code(edit.start) else Intent.BROKEN), "a word cut open"
            if left + right:
                return Intent.OPEN, CUT
        if self.in_language and sorted("".join(now)) == sorted("".join(was)):
            inner = {_core(chunk) for chunk in now} - {_core(chunk) for chunk in was}
            if any(LETTERS.fullmatch(chunk) and not self.knows(chunk) for chunk in inner):
                return Intent.BROKEN, "words cut open"
        return (Intent.OPEN if self.in_language and len(new) > 8 else Intent.INTENDED), WORDING

    def _junction(self, edit: Edit, passage: Passage) -> str:
        """Why text was taken out by accident: the word that is left at the place where it stood is none."""
        left = _tail_run(self.text[max(0, edit.start - MAX_CHUNK) : edit.start])
        right = _letters_at(self.text[edit.end : edit.end + MAX_CHUNK])
        cut_left = bool(left) and edit.after[:1].isalpha()
        cut_right = bool(right) and edit.after[-1:].isalpha()
        beside = self.text[edit.start - 1 : edit.start] + self.text[edit.end : edit.end + 1]
        if not (cut_left or cut_right) or not all(char.isalnum() or char.isspace() for char in beside):
            return ""
        if not self._is_word(left + right):
            return "a word cut open"
        if cut_left and cut_right or cut_right and self.text[edit.start - 1 : edit.start].isspace():
            return "words cut open" if self._gain(passage) > 6 else ""
        return ""

    def _is_noise(self, edit: Edit, old: str) -> bool:
        """Whether a short span of prose was replaced by characters that nobody puts side by side."""
        new = edit.before
        if not (3 < len(new) <= MAX_NOISE and _is_prose(old)):
            return False
        found = len(NOISE.findall(f"{self.text[edit.start - 1 : edit.start]}{new}{self.text[edit.end : edit.end + 1]}"))
        if CONTROL.search(new) and CONTROL.search(self.trial.base.text) is None:
            return True
        return found > (0 if len(new) == len(edit.after) and "\n" not in edit.after.strip() else 2)

    def _cut(self, new: str, old: str, step: int) -> int:
        """Return how surely the first word of `new` is a piece of the first of `old` with other text on it: 0 to 2.

        `step` -1: both are spelled backwards, and it is the last word.
        """
        common = shared_prefix(new, old)
        while common and not new[:common][-1].isalpha() :
            break
        start = common
        while start and new[start - 1].isalpha():
            start -= 1
        head = new[start:common]
        new_run = head + _letters_at(new[common:])
        old_run = head + _letters_at(old[common:])
        if step < 0:
            new_run, old_run = new_run[::-1], old_run[::-1]
        if not head:
            return 0
        if new_run == old_run or old_run == head or not old_run:
            # The old word is whole; has the new one grown?
            grown = new_run != head and not self.knows(new_run) and self.knows(head if step > 0 else head[::-1])
            return int(grown and self._is_plain(old_run))
        whole = head + _word_at(new[common:]) if step > 0 else (head + _word_at(new[common:]))[::-1]
        if self._is_word(new_run) and (len(new_run) > 1 or new_run in "aAI") and whole == new_run:
            return 0
        if not (self.knows(old_run)):
            return 0
        if new_run[1:].lower() != new_run[1:] and not new_run.isupper() and old_run[1:].islower():
            return 2
        plain = self._is_plain(old_run)
        is_stub = new_run == (head if step > 0 else head[::-1])
        if plain and (len(head) >= SEAM or len(new_run) <= STUB):
            return 2
        rest = _letters_at(new[common:])
        rest = rest if step > 0 else rest[::-1]
        if len(rest) > SHORT and self.knows(rest):
            return 2
        if len(head) < SEAM:
            return 0
        if is_stub and not plain and old_run[1:].islower():
            return 1
        return 1 if plain or len(head) > SEAM else 0

    def _takes_a_sentence(self, edit: Edit) -> bool:
        """Whether the change begins or ends with a whole sentence that the base does not have."""
        spans = outer_sentences(self.text, edit.start, edit.end)
        return any(self._is_own(span, edit) for span in spans) or self._ends_in_new_words(edit)

    def _ends_in_new_words(self, edit: Edit) -> bool:
        """Whether text of the base, moved, is followed by a sentence that the base does not have."""
        words = [match[0] for match in WORD.finditer(edit.before)]
        if len(words) < MIN_MOVED or edit.before.rstrip()[-1:] not in STOPS:
            return False
        known = self._base_triples
        run = len(words)
        while run > 2 and tuple(words[run - 3 : run]) not in known:
            run -= 1
        fresh = words[run:]
        return run > 2 and len(fresh) > MIN_WORDS and any(word[0].isupper() for word in fresh[:3])

    @cached_property
    def _base_triples(self) -> frozenset[tuple[str, ...]]:
        words = WORD.findall(self.trial.base.text)
        return frozenset(zip(words, words[1:], words[2:], strict=False))

    def _is_own(self, span: tuple[int, int], edit: Edit) -> bool:
        """Whether a sentence at the outer end of a change is the writer's, and no mixture with the base's text."""
        sentence, rest = self.text[span[0] : span[1]], self.text[edit.end : span[1]].strip()
        head = self.text[span[0] : edit.start].strip()
        if len(rest) > MAX_REST and rest[: 2 * MAX_REST] in self.trial.base.text:
            return False
        if len(head) > MAX_REST and head[-2 * MAX_REST :] in self.trial.base.text:
            return False
        for at in (edit.start, edit.end):
            if span[0] < at < span[1]:
                word = _tail_run(self.text[max(0, at - MAX_CHUNK) : at]) + _letters_at(self.text[at : at + MAX_CHUNK])
                if word and not self._is_word(word):
                    return False
        words = LETTERS.findall(sentence)
        if len(words) < MIN_WORDS or not words[0][0].isupper() or NOISE.search(sentence) or " ".join(sentence.split()) in self._base_folded:
            return False
        unknown = sum(not self._is_word(word) for word in words)
        return unknown <= len(words) / 12

    @cached_property
    def _base_folded(self) -> str:
        return " ".join(self.trial.base.text.split())

    # --- language ----------------------------------------------------------------------------------------------

    def _is_other_language(self, now: Sequence[str], was: Sequence[str]) -> bool:
        """Whether the new text is in another script or language than the model's."""
        words = [word for chunk in now for word in LETTERS.findall(chunk)]
        if any(word[0].lower() == word[0].upper() for word in words):
            return True
        if len(words) < MIN_WORDS:
            return False
        return self._foreign_share(words) > FOREIGN or _is_foreign(words)

    def _foreign_share(self, words: Sequence[str]) -> float:
        return sum(not self._is_of_language(word) for word in words) / len(words)

    def _is_of_language(self, word: str) -> bool:
        """Whether a word is a usual one of the model's language."""
        return self.counts.count(word) > USUAL or self.counts.spelling(word) > 0

    def _is_in_language(self, passage: Passage) -> bool:
        """Whether the text around a change is in the model's language, or too short to tell."""
        around = f"{passage.left} {' '.join(passage.was)} {passage.right}"
        words = [word for word in LETTERS.findall(around) if word.islower() or word[1:].islower() and len(word) > 1]
        return not _is_foreign(words) and (len(words) < MIN_WORDS or self._foreign_share(words) <= FOREIGN)

    def _is_code(self, at: int) -> bool:
        kind = self.trial.zones.at(min(at, max(0, len(self.text) - 1)))
        return kind in (Kind.FENCED, Kind.INDENTED, Kind.CODE, Kind.TARGET, Kind.HTML)

    def _is_unbalanced(self, char: str, passage: Passage, *, more: bool) -> bool:
        """Whether `char` lacks its partner in the paragraph now, and had it before."""
        start = self.text.rfind("\n\n", 0, passage.start) + 2 if "\n\n" in self.text[: passage.start] else 0
        end = self.text.find("\n\n", passage.start)
        paragraph = self.text[start : end if end >= 0 else len(self.text)]
        if len(paragraph) > MAX_PARAGRAPH:
            return False
        change = 1 if more else -1
        if self.text.count(char) - self.trial.base.text.count(char) != change or self._is_code(passage.start):
            return False
        if char in "`\"":
            return paragraph.count(char) % 2 == 1
        for pair in ("()", "[]", "{}", "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"):
            if char in pair:
                depth = paragraph.count(pair[0]) - paragraph.count(pair[1])
                return depth == (change if char == pair[0] else -change)
        return False

    def _numbers(self, text: str) -> list[int]:
        return self.counts.numbers([fold(token) for token in TOKEN.findall(text)])

    def _scores(self, numbers: Sequence[int], first: int, last: int) -> float:
        start = self.counts.number("\n")
        padded = [start, start, *numbers]
        return sum(
            self.counts.probability(*padded[at : at + 3]) for at in range(first, min(last, len(numbers)))
        )

    def _sides(self, passage: Passage) -> tuple[float, float, list[int]]:
        """Return the log-probability of the text as it is and as it was, from the change to two tokens behind it."""
        left, right = self._numbers(passage.left)[-4:], self._numbers(passage.right)[:4]
        now, was = self._numbers(" ".join(passage.now)), self._numbers(" ".join(passage.was))
        scores = []
        for middle in (now, was):
            numbers = [*left, *middle, *right]
            scores.append(self._scores(numbers, len(left), len(left) + len(middle) + 2))
        return scores[0], scores[1], now

    def _gain(self, passage: Passage) -> float:
        """Return by how many nats the old wording is likelier, each token that it has more at its usual probability."""
        now, was, tokens = self._sides(passage)
        more = self._numbers(" ".join(passage.was))
        return was - now - self._alone(more) + self._alone(tokens)

    def _misfit(self, passage: Passage) -> float:
        return self._gain(passage)

    def _alone(self, numbers: Sequence[int]) -> float:
        return sum(self.counts.alone(number) for number in numbers)


NOISE_FOUND = "noise"
UNSURE = frozenset({NOISE_FOUND, "a word that breaks its sentence"})
"""What is broken only where the fitted decision is as sure."""
DECISIVE = frozenset({
    "a space lost behind punctuation", "a tag that closes nothing", "a tag inside a word", "a contraction without its apostrophe",
    "a name without its capital", "a bracket or quote that lost its partner", "a bracket or quote without its partner", "a word that stands twice",
    "a word with its letters shuffled", "a word typed with the caps lock on", "a character inside a word", "a misspelled word", "a capital inside a word",
    "a function word with a capital", "words run together", "a sentence without its capital", "a word split in two", "punctuation before a word", "a digit beside a word", "an unknown tag",
    "punctuation behind a word",
})
WORD_PUT_IN = "a word put in"
EXCHANGED = "words exchanged"
WORDING = "another wording"
CUT = "a word that may be cut open"
OTHER_LANGUAGE = "another language"
REPEATED = "the same replacement stands in other places"
SENTENCE = "a sentence of its own stands there"
NEEDED = {CUT: HIGH, WORDING: 2.6, WORD_PUT_IN: 99.0}
"""Log-odds from which on a change is undone that may be either; of a word put in they say too little."""
NEUTRAL = frozenset({WORD_PUT_IN, EXCHANGED})
"""What the language model has to tell."""
OBJECTIONS = frozenset({OTHER_LANGUAGE, REPEATED, SENTENCE})
SHORT_PARTS = frozenset("a i e x ex re co un non pre sub de o d l s t ll ve m to of in on by up is it or at an as so no do".split())


def _exchanges(edits: Sequence[Edit]) -> bool:
    """Whether the edits only move text: what one takes out another puts in."""
    return sorted("".join(e.before for e in edits)) == sorted("".join(e.after for e in edits))


def _word_at(text: str) -> str:
    """Return the letters and digits that `text` begins with."""
    end = 0
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[:end]


def _is_foreign(words: Sequence[str]) -> bool:
    return len({word.lower() for word in words} & OTHER_LANGUAGES) > 1


def _letters_at(text: str) -> str:
    """Return the letters that `text` begins with."""
    end = 0
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[:end]


def _tail_run(text: str) -> str:
    return _letters_at(text[::-1])[::-1]


def _is_prose(text: str) -> bool:
    return sum(char.isalpha() or char.isspace() for char in text) >= 0.8 * len(text)


def _cuts(spot: tuple[str, str, str]) -> int:
    left, body, right = spot
    return (left[-1:].isalnum() and body[:1].isalnum()) + (body[-1:].isalnum() and right[:1].isalnum())


def _run(text: str) -> int:
    """Return with how many characters other than white space `text` begins, at most `MAX_CHUNK`."""
    for at, char in enumerate(text[:MAX_CHUNK]):
        if char.isspace():
            return at
    return min(len(text), MAX_CHUNK)


def _core(chunk: str) -> str:
    return chunk.lstrip(OPENING).rstrip(CLOSING)


def _one_more(long: str, short: str) -> int | None:
    """Return where `long` has a character that `short` lacks, if that is all; None otherwise."""
    if len(long) != len(short) + 1:
        return None
    at = shared_prefix(long, short)
    return at if long[at + 1 :] == short[at:] else None


def _is_slip(new: str, old: str) -> bool:
    """Whether one letter is missing, too many or exchanged with its neighbour, behind the first one or at the end."""
    if _one_more(new, old) is not None or _one_more(old, new) is not None:
        return True
    if len(new) != len(old):
        return False
    at = shared_prefix(new, old)
    return new[at : at + 2] == old[at : at + 2][::-1] and new[at + 2 :] == old[at + 2 :]


def _is_hole(new: str, old: str) -> bool:
    """Whether letters are missing in the middle of a word: two letters of its beginning are left, three of its end."""
    head = shared_prefix(new, old)
    return head > 1 and len(new) > 4 and len(new) < len(old) and old.endswith(new[head:]) and len(new) - head > 2


def _is_near(new: str, old: str) -> bool:
    return len(new) == len(old) and sum(a != b for a, b in zip(new, old, strict=True)) == 1


def _is_noise(now: str, was: str) -> bool:
    head = shared_prefix(now, was)
    tail = shared_suffix(now[head:], was[head:])
    middle = now[head : len(now) - tail]
    return bool(NOISE.search(ENTITY.sub("", now))) and head + tail > 1 and len(middle) > 2 and bool(LETTERS.search(was))


def _runs(now: str, was: str) -> tuple[str, str]:
    """Return the letters of both chunks around the place where they differ."""
    head = shared_prefix(now, was)
    tail = shared_suffix(now[head:], was[head:])
    start, end = head, tail
    while start and now[start - 1].isalpha():
        start -= 1
    while end and now[len(now) - end].isalpha():
        end -= 1
    return now[start : len(now) - end], was[start : len(was) - end]


def _is_compound(word: str) -> bool:
    return all(LETTERS.fullmatch(part) for part in re.split(r"[-/]", word))


def _is_in_passage(passage: Passage, text: str) -> bool:
    word = _core(passage.now[0])
    start = text.rfind("\n\n", 0, passage.start) + 1
    end = text.find("\n\n", passage.start)
    paragraph = text[start : end if end >= 0 else len(text)]
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", paragraph)) > 1
