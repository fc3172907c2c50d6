"""The questions that the language answers: how likely is a text as it stands, and how likely with a repair made?

*Now* is the text as it stands, *then* the text with the repair. Likelihoods are natural logarithms of probabilities;
they reach `CONTEXT` tokens beyond the repair on each side, and never over a boundary. An answer that has no meaning
for a candidate is 0.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decide.rivals import FAR, trimmed
from weave_fix.language.counts import NO_WORD
from weave_fix.language.page import OWN
from weave_fix.language.prose import BARRIER, BOUNDARY, CLEAR
from weave_fix.language.tokens import LOWER, MIXED, NONE, RAISED, case, fold
from weave_fix.signatures import discover

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from weave_fix.data import Candidate, Edit
    from weave_fix.language.known import Known
    from weave_fix.language.page import Page
    from weave_fix.language.pieces import Token

CONTEXT = 3
"""Tokens on each side that a repair can make likelier."""
STRANGE = (-9.0, -30.0)
"""Nats by which one certain unknown word is less likely than all of them together: what its letters say, within these
bounds."""
JOINERS = frozenset("-/_.:\\@+=#'\N{RIGHT SINGLE QUOTATION MARK}")
PAIRED = (("(", ")"), ("[", "]"), ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"))
ENDINGS: tuple[tuple[str, str], ...] = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
)
ENDINGS += (("ly", ""), ("er", ""), ("er", "e"), ("ers", ""), ("able", ""), ("able", "e"), ("ness", ""), ("less", ""))
BEGINNINGS = ("un", "re", "non", "pre", "sub", "mis", "over", "inter", "dis", "co", "multi", "in", "de", "anti")
VOWELS = frozenset("aeiouyAEIOUY")
MARKS = {mark: number for number, mark in enumerate(string.punctuation, 1)}


class Reading(NamedTuple):
    """The tokens around a repair, with those it touches at `first` to `last`, the last not included."""

    tokens: Sequence[Token]
    first: int
    last: int
    scores: Sequence[float]
    """The log-probability of each token from the first touched one to the last that the repair reaches."""


class Wording:
    """Asks the language about the candidates of one page; what they share is worked out once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counts = page.counts
        self._units: dict[int, tuple[float, ...]] = {}
        self._known: dict[str, int] = {}
        self._scores: dict[int, float] = {}
        self._stems: dict[str, float] = {}
        self._names = [(signature, "is " + signature) for signature in discover()]
        self._readings: dict[Edit, tuple[Reading, Reading]] = {}
        self.heard: dict[Edit, dict[str, float]] = {}
        """What the tagger said of edits; see `tagged`."""

    def learn(self, known: Known) -> None:
        """Let `known` know words from now on; see `Page.learn`."""
        self.page.learn(known)
        self._known.clear()
        self._scores.clear()
        self._readings.clear()

    def touched(self, edit: Edit) -> tuple[int, int]:
        """Return the first and the last token of the page, half-open, that an edit changes or parts."""
        page = self.page
        first = page.token_at(edit.start - 1) if edit.start else 1
        last = page.token_at(max(edit.start, edit.end - 1)) + 1
        if edit.end == edit.start:
            last = max(last, page.token_at(edit.start) + 1)
        elif page.tokens[min(last, len(page.tokens) - 1)].glued:
            last += 1
        last = min(max(last, first + 1), len(page.tokens) - 1)
        return min(first, last), last

    def instead(self, edit: Edit) -> list[Token]:
        """Return the tokens that stand in the place of the touched ones once the edit is made."""
        return self._instead(edit, *self.touched(edit))

    def _instead(self, edit: Edit, first: int, last: int) -> list[Token]:
        page = self.page
        start, end = page.ends[first - 1], page.ends[last - 1]
        return page.tokenize(page.view[start : edit.start] + edit.after.replace("\n", " ") + page.view[edit.end : end])

    def readings(self, edit: Edit) -> tuple[Reading, Reading]:
        """Return what stands around an edit now, and what would."""
        found = self._readings.get(edit)
        if found is None:
            found = self._readings[edit] = self._read(edit)
        return found

    def _read(self, edit: Edit) -> tuple[Reading, Reading]:
        page = self.page
        numbers, boundary = page.numbers, page.boundary
        first, last = self.touched(edit)
        left, right = first, last
        while first - left < CONTEXT and numbers[left - 1] != boundary:
            left -= 1
        while right - last < CONTEXT and numbers[right] != boundary:
            right += 1
        before, now, after = page.tokens[left - 1 : first], page.tokens[first:last], page.tokens[last : right + 1]
        then = self._instead(edit, first, last)
        at = len(before)
        scores = [self._score_at(place) for place in range(first, right + 1)]
        if left == first and scores:
            scores[0] = self._score(page.tokens[first], numbers[first - 1], numbers[first - 1])
        return (
            Reading([*before, *now, *after], at, at + len(now), scores),
            Reading([*before, *then, *after], at, at + len(then), self._likelihoods(before, then, after, scores)),
        )

    def _likelihoods(
        self, before: Sequence[Token], then: Sequence[Token], after: Sequence[Token], now: Sequence[float]
    ) -> list[float]:
        """Return the scores of `then` and `after`; of the latter all but two have the words before them as `now`."""
        second = before[-1].number
        first = before[-2].number if len(before) > 1 else second
        found = []
        for token in [*then, *after[:2]]:
            found.append(self._score(token, first, second))
            first, second = second, token.number
        return [*found, *now[len(now) - len(after) + 2 :]] if len(after) > 2 else found

    def _score_at(self, at: int) -> float:
        """Return the log-probability of the page's own token `at`, seen from the two before it."""
        score = self._scores.get(at)
        if score is None:
            page = self.page
            score = self._scores[at] = self._score(page.tokens[at], page.numbers[at - 2], page.numbers[at - 1])
        return score

    def _score(self, token: Token, first: int, second: int) -> float:
        score = self.counts.probability(first, second, token.number)
        if token.number == self.counts.size and self._files(token) == 0:
            score += max(STRANGE[1], min(STRANGE[0], self.counts.letters(fold(token.text))))
        return score

    def _files(self, token: Token) -> int:
        """Return 1 or more where the page or the repository knows a word that the language does not."""
        word = token.text
        if word not in self._known:
            own = self.page.word_counts.get(word, 0) >= OWN
            self._known[word] = own or not word[0].isalnum() or len(self.page.known.among({word, word.lower()}))
        return self._known[word]

    def gain(self, candidate: Candidate) -> float:
        """Return by how many nats the repair's places are likelier with it, its first place standing for all."""
        now, then = self.readings(candidate.edits[0])
        return sum(then.scores) - sum(now.scores)

    def answers(self, candidate: Candidate, claims: Container[str], rank: int, lead: float) -> dict[str, float]:
        """Return the answers by name.

        `claims` are the signatures that propose the same repair, `rank` its place among those that overlap it (0 is
        the likeliest), `lead` the nats to the likeliest other.
        """
        edit = candidate.edits[0]
        found: dict[str, float] = {"places": len(candidate.edits), "rank": rank, "lead": lead}
        now, then = self.readings(edit)
        self._likelihood(now, then, found)
        self._words(edit, now, then, found)
        self._shape(edit, found)
        self._place(edit, found)
        self._case(edit, found)
        for signature, name in self._names:
            found[name] = signature in claims
        return found

    def _likelihood(self, now: Reading, then: Reading, found: dict[str, float]) -> None:
        sums = []
        for name, reading in (("now", now), ("then", then)):
            scores = reading.scores
            touched = scores[: max(1, reading.last - max(1, reading.first) + 1)]
            numbers = [token.number for token in reading.tokens]
            first, last = max(1, reading.first), min(reading.last, len(numbers) - 1)
            pairs = [
                self.counts.level(NO_WORD, a, b)
                for a, b in zip(numbers[first - 1 : last], numbers[first : last + 1], strict=False)
            ]
            found["likelihood " + name] = sum(scores)
            found["mean " + name] = sum(scores) / len(scores) if scores else 0.0
            found["worst " + name] = min(touched, default=0.0)
            found["unseen pairs " + name] = pairs.count(0)
            found["weak pairs " + name] = sum(
                self.counts.is_weak(a, b, level)
                for a, b, level in zip(numbers[first - 1 : last], numbers[first : last + 1], pairs, strict=False)
            )
            found["rarest pair " + name] = min(pairs, default=0)
            found["first pair " + name] = pairs[0] if pairs else 0
            found["last pair " + name] = pairs[-1] if pairs else 0
            triples = [
                self.counts.level(a, b, c)
                for a, b, c in zip(
                    numbers[max(0, first - 2) :],
                    numbers[max(1, first - 1) :],
                    numbers[max(2, first) : last + 2],
                    strict=False,
                )
            ]
            found["triples " + name] = sum(level > 0 for level in triples)
            found["best triple " + name] = max(triples, default=0)
            found["tokens " + name] = len(numbers)
            sums.append(sum(scores))
        found["gain"] = sums[1] - sums[0]

    def _words(self, edit: Edit, now: Reading, then: Reading, found: dict[str, float]) -> None:
        page, unknown = self.page, self.counts.size
        for name, reading in (("now", now), ("then", then)):
            touched = reading.tokens[reading.first : reading.last]
            words = [token for token in touched if token.text[0].isalnum()]
            found["unknown " + name] = sum(t.number == unknown for t in words)
            counts = [self.counts.count_of(t.number) for t in words]
            found["rarest word " + name] = min(counts, default=-1.0)
            found["longest word " + name] = max((len(t.text) for t in words), default=0)
            found["shortest word " + name] = min((len(t.text) for t in words), default=0)
            found["letters " + name] = min((self.counts.letters(fold(t.text)) for t in words), default=0.0)
            found["letter " + name] = min(
                (self.counts.letters(fold(t.text)) / (len(t.text) + 1) for t in words), default=0.0
            )
            found["times here " + name] = min((page.word_counts.get(t.text, 0) for t in words), default=0)
            found["repository knows " + name] = min((self._files(t) for t in words if t.number == unknown), default=3)
        texts = [fold(t.text) for t in now.tokens[now.first : now.last] if t.text.isalpha()]
        found["rare now"] = sum(self.counts.is_rare(text) for text in texts)
        found["doubtful now"] = sum(self.counts.is_doubtful(self.counts.number(text)) for text in texts)
        found["stem now"] = min(map(self._stem, texts), default=-1.0)
        found["mixed case now"] = sum(t.case == MIXED for t in now.tokens[now.first : now.last])
        parted = [t for t in then.tokens[then.first : then.last] if t.text[0].isalnum()] if edit.after.isspace() else []
        found["commonest part"] = max((self.counts.count(t.text) for t in parted), default=0.0)
        found["pair with itself"] = self._pair_with_itself(edit)
        found["doubled word"] = edit.after == "" and self._is_double(edit)
        found["gained words"] = len(then.tokens) - len(now.tokens)
        beside = [now.tokens[now.first - 1]] if now.first else []
        beside += [now.tokens[now.last]] if now.last < len(now.tokens) else []
        found["barriers beside"] = sum(token.text in (BARRIER, BOUNDARY) for token in beside)

    def _is_double(self, edit: Edit) -> bool:
        """Whether an edit takes out a word that stands beside it once more."""
        text, word = self.page.text, edit.before.strip().lower()
        reach = len(word) + 3
        before = text[max(0, edit.start - reach) : edit.start].lower().split()
        after = text[edit.end : edit.end + reach].lower().split()
        return bool(word) and (before[-1:] == [word] or [other.strip(".,;:!?)") for other in after[:1]] == [word])

    def _pair_with_itself(self, edit: Edit) -> int:
        """Return the level at which a word that is taken out stands twice side by side in the language."""
        number = self.counts.number(fold(edit.before.strip().rstrip(".,;:!?)")))
        return self.counts.level(NO_WORD, number, number) if edit.after == "" and number < self.counts.size else 0

    def _stem(self, word: str) -> float:
        """Return the logarithm of the count of the commonest word that `word` may be a regular form of, plus a step."""
        if word in self._stems:
            return self._stems[word]
        stems = [word[: -len(end)] + more for end, more in ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
        stems += [word[len(start) :] for start in BEGINNINGS if word.startswith(start) and len(word) > len(start) + 3]
        found = self._stems[word] = max(map(self.counts.count, stems), default=0.0)
        return found

    def _shape(self, edit: Edit, found: dict[str, float]) -> None:
        text, view = self.page.text, self.page.view
        left, right = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
        found["taken out"] = len(edit.before)
        found["put in"] = len(edit.after)
        char = edit.before if len(edit.before) == 1 and not edit.after else ""
        found["char"] = 50.0 + char.isupper() if char.isalnum() else MARKS.get(char, 60.0 * bool(char))
        found["char is digit"] = char.isdecimal()
        found["left is letter"] = left.isalpha() + 2 * left.isspace()
        found["right is letter"] = right.isalpha() + 2 * right.isspace()
        found["left masked"] = view[edit.start - 1 : edit.start] in (CLEAR, BARRIER) if edit.start else 0
        found["right masked"] = view[edit.end : edit.end + 1] in (CLEAR, BARRIER)
        slip = trimmed(edit)
        common = slip.start - edit.start
        found["same beginning"] = common
        found["same ending"] = edit.end - slip.end
        found["letters lost"], found["letters too many"] = len(slip.after), len(slip.before)
        found["letter twice"] = _is_repeated(edit.before, common, slip.before) + 2 * _is_repeated(
            edit.after, common, slip.after
        )
        found["vowels"] = sum(char in VOWELS for char in slip.before + slip.after)
        found["same letters"] = len(edit.before) > 1 and sorted(edit.before) == sorted(edit.after)
        found["same letters often"] = len(set(edit.before) ^ set(edit.after))
        found["doubled"] = char != "" and char in (left, right)
        found["line end"] = edit.before.count("\n") - edit.after.count("\n")

    def _place(self, edit: Edit, found: dict[str, float]) -> None:
        page = self.page
        at = page.token_at(edit.start)
        if page.numbers[at] == page.boundary:
            at = max(1, at - 1)
        first, last = page.unit(at) if page.numbers[at] != page.boundary else (at, at)
        if first not in self._units:
            self._units[first] = self._unit(first, last)
        names = ("unit length", "unit known", "unit pairs", "unit raised", "unit barriers", "unit digits", "unit marks")
        found.update(zip(names, self._units[first], strict=True))
        found["from the beginning"] = min(FAR, at - first)
        found["to the end"] = min(FAR, last - at)
        found["zone"] = page.zones.at(edit.start)
        token, following = page.tokens[at - 1], page.tokens[min(at + 1, len(page.tokens) - 1)]
        chunk = _chunk(page.text, edit.start, edit.end)
        found["marks in the word"] = sum(not char.isalnum() for char in chunk)
        found["joiners in the word"] = sum(char in JOINERS for char in chunk[1:-1])
        found["digits in the word"] = sum(char.isdecimal() for char in chunk)
        found["before is a mark"] = MARKS.get(token.text, 0)
        found["after is a mark"] = MARKS.get(following.text, 0)
        line = page.zones.line_at(edit.start)
        body = page.text[line.start : line.end]
        mark = edit.before if len(edit.before) == 1 else edit.after if len(edit.after) == 1 else ""
        found["such marks in the line"] = body.count(mark) if mark and not mark.isalnum() and mark != " " else -1
        found["odd marks"] = found["such marks in the line"] % 2 if found["such marks in the line"] > 0 else -1
        changed = page.text[line.start : edit.start] + edit.after + page.text[edit.end : line.end]
        found["unbalanced"] = _unbalanced(body) - _unbalanced(changed)
        word = edit.before.strip()
        found["stands in the line again"] = body.count(word) if len(word) > 1 else 0

    def _unit(self, first: int, last: int) -> tuple[float, ...]:
        """Return how long a unit is, and what it is made of: is it a sentence, and in the model's language?"""
        page = self.page
        tokens = page.tokens[first:last]
        size = max(1, len(tokens))
        words = [token for token in tokens if token.text[0].isalpha()]
        many = max(1, len(words))
        known = sum(token.number < self.counts.size for token in words)
        pairs = sum(level > 0 for level in page.levels[first:last])
        raised = sum(token.case not in (LOWER, NONE) for token in words)
        barriers = sum(token.text == BARRIER for token in tokens)
        digits = sum(token.text.isdecimal() for token in tokens)
        return (
            min(FAR, len(tokens)),
            known / many,
            pairs / size,
            raised / many,
            barriers / size,
            digits / size,
            (len(tokens) - len(words) - digits - barriers) / size,
        )

    def _case(self, edit: Edit, found: dict[str, float]) -> None:
        """For a flipped letter: how is the word usually written, here and in the language?"""
        flipped = len(edit.before) == 1 and edit.before != edit.after and edit.before.swapcase() == edit.after
        page = self.page
        at = page.token_at(edit.start)
        word = page.tokens[at].text if flipped else ""
        place = edit.start - page.start(at) if flipped else 0
        sound = word[:place] + edit.after + word[place + 1 :] if flipped else ""
        raised, upper = self.counts.written(page.tokens[at].number) if flipped else (0.0, 0.0)
        found["flipped"] = flipped + (flipped and edit.before.isupper())
        found["letter"] = 1 + min(3, place) if flipped else 0
        found["usually raised"] = raised
        found["usually upper"] = upper
        found["spelling now"] = self.counts.spelling(word) if flipped else 0.0
        found["spelling then"] = self.counts.spelling(sound) if flipped else 0.0
        found["written so here"] = page.word_counts.get(word, 0) if flipped else 0
        found["written otherwise here"] = page.word_counts.get(sound, 0) if flipped else 0
        strange = page.known.among({word, sound}) if flipped and place else set()
        found["repository writes so"] = word in strange
        found["repository writes otherwise"] = sound in strange
        found["case then"] = case(sound) if flipped else 0
        before = page.tokens[at - 1].text if flipped else "x"
        found["after a sentence"] = before in (".", "!", "?", BOUNDARY)
        near = page.tokens[max(0, at - 2) : at + 3] if flipped else []
        found["raised beside"] = sum(token.case in (RAISED, MIXED) for token in near) - (
            case(word) == RAISED if flipped else 0
        )


def _is_repeated(word: str, at: int, letters: str) -> bool:
    """Whether the `letters` of `word`, which begin at `at`, are one that stands beside itself."""
    return len(letters) == 1 and letters in (word[at - 1 : at], word[at + 1 : at + 2])


def _chunk(text: str, start: int, end: int) -> str:
    """Return what stands at `start` to `end`, with what is not parted from it by white space."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _unbalanced(text: str) -> int:
    odd = sum(text.count(mark) % 2 for mark in ('"', "`"))
    return odd + sum(abs(text.count(opening) - text.count(closing)) for opening, closing in PAIRED)
