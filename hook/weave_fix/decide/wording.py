"""The questions that the language answers: how likely is a text as it stands, and how likely with a repair made?

*Now* is the text as it stands, *then* the text with the repair. An answer that has no meaning for a candidate is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.decide.readings import Readings
from weave_fix.decide.rivals import FAR, trimmed
from weave_fix.language.counts import NO_WORD, WEAK
from weave_fix.language.prose import BARRIER, BOUNDARY, CLEAR
from weave_fix.language.tokens import LOWER, MARKS, MAX_WORD, MIXED, NONE, RAISED, UPPER, case, fold
from weave_fix.signatures import discover

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from weave_fix.data import Candidate, Edit
    from weave_fix.decide.readings import Reading
    from weave_fix.language.page import Page
    from weave_fix.language.pieces import Token

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


class Wording(Readings):
    """Asks the language about the candidates of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._units: dict[int, tuple[float, ...]] = {}
        self._chunks: dict[tuple[int, int], tuple[int, int, int]] = {}
        self._stems: dict[str, float] = {}
        self._names = [(signature, "is " + signature) for signature in discover()]
        self.heard: dict[Edit, dict[str, float]] = {}
        """What the tagger said of edits; see `tagged`."""

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
            drawn = list(map(self.counts.affinity, numbers[first - 1 : last], numbers[first : last + 1], pairs))
            found["weak pairs " + name] = sum(
                not level or affinity < WEAK for level, affinity in zip(pairs, drawn, strict=True)
            )
            found["least affinity " + name] = min(drawn, default=0.0)
            found["first affinity " + name] = drawn[0] if drawn else 0.0
            found["last affinity " + name] = drawn[-1] if drawn else 0.0
            found["inner affinity " + name] = sum(drawn[1:-1])
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
            found["unlisted " + name] = sum(t.text.isalpha() and not self.counts.is_listed(fold(t.text)) for t in words)
            found["times here " + name] = min((page.word_counts.get(t.text, 0) for t in words), default=0)
            found["repository knows " + name] = min((self._files(t) for t in words if t.number == unknown), default=3)
        texts = [fold(t.text) for t in now.tokens[now.first : now.last] if t.text.isalpha()]
        found["rare now"] = sum(self.counts.is_rare(text) for text in texts)
        found["doubtful now"] = sum(self.counts.is_doubtful(self.counts.number(text)) for text in texts)
        found["stem now"] = min(map(self._stem, texts), default=-1.0)
        found["upper now"] = any(t.case == UPPER for t in now.tokens[now.first : now.last])
        found["mixed case now"] = sum(t.case == MIXED for t in now.tokens[now.first : now.last])
        parted = [t for t in then.tokens[then.first : then.last] if t.text[0].isalnum()] if edit.after.isspace() else []
        written = [self.counts.capitals(t.text) for t in then.tokens[then.first : then.last]]
        found["capitals then"] = max(written, default=0)
        found["commonest part"] = max((self.counts.count(t.text) for t in parted), default=0.0)
        begins, ends = self._halves(parted)
        found["words begun so"], found["words ended so"] = begins, ends
        found["pair with itself"] = self._pair_with_itself(edit)
        found["doubled word"] = edit.after == "" and self._is_double(edit)
        found["gained words"] = len(then.tokens) - len(now.tokens)
        beside = [now.tokens[now.first - 1]] if now.first else []
        beside += [now.tokens[now.last]] if now.last < len(now.tokens) else []
        found["barriers beside"] = sum(token.text in (BARRIER, BOUNDARY) for token in beside)

    def _halves(self, parted: Sequence[Token]) -> tuple[int, int]:
        """Return how often two words that are parted are the first and the second half of compounds; -1 if not two."""
        if len(parted) != 2:
            return -1, -1
        return self.counts.halves(parted[0].number)[0], self.counts.halves(parted[1].number)[1]

    def _is_double(self, edit: Edit) -> bool:
        """Whether an edit takes out a word that stands beside it once more, written just so: not `May may`."""
        text, word = self.page.text, edit.before.strip()
        reach = len(word) + 3
        before = text[max(0, edit.start - reach) : edit.start].split()
        after = text[edit.end : edit.end + reach].split()
        return bool(word) and (before[-1:] == [word] or [other.strip(".,;:!?)") for other in after[:1]] == [word])

    def _once_more(self, edit: Edit, at: int) -> float:
        """Return in how many tokens from `at` a word that is taken out stands once more, at most `FAR`."""
        word = edit.before.strip().rstrip(".,;:!?)")
        if edit.after or not word:
            return FAR
        tokens = self.page.tokens
        low, high = max(0, at - int(FAR)), at + int(FAR)
        others = (n for n, token in enumerate(tokens[low:high], low) if token.text == word and n != at)
        return min((abs(n - at) for n in others), default=FAR)

    def _pair_with_itself(self, edit: Edit) -> int:
        """Return the level at which a word that is taken out stands twice side by side in the language.

        0 where it does so seldomer than chance has it: then writers slipped there as well.
        """
        number = self.counts.number(fold(edit.before.strip().rstrip(".,;:!?)")))
        if edit.after or number == self.counts.size:
            return 0
        level = self.counts.level(NO_WORD, number, number)
        return 0 if self.counts.is_weak(number, number, level) else level

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
        found["left mark"], found["right mark"] = MARKS.get(left, 0), MARKS.get(right, 0)
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
        found["once more in"] = self._once_more(edit, at)
        found["marked beside"] = self._marked_beside(edit)
        token, following = page.tokens[at - 1], page.tokens[min(at + 1, len(page.tokens) - 1)]
        marks, joiners, digits = self._chunk(*page.chunk(edit.start, edit.end))
        found["marks in the word"] = marks
        found["joiners in the word"] = joiners
        found["digits in the word"] = digits
        found["before is a mark"] = MARKS.get(token.text, 0)
        found["after is a mark"] = MARKS.get(following.text, 0)
        start, end = page.line_around(edit.start, edit.end)
        body = page.text[start:end]
        mark = edit.before if len(edit.before) == 1 else edit.after if len(edit.after) == 1 else ""
        found["such marks in the line"] = body.count(mark) if mark and not mark.isalnum() and mark != " " else -1
        found["odd marks"] = found["such marks in the line"] % 2 if found["such marks in the line"] > 0 else -1
        changed = page.text[start : edit.start] + edit.after + page.text[edit.end : end]
        found["unbalanced"] = _unbalanced(body) - _unbalanced(changed)
        word = edit.before.strip()
        found["stands in the line again"] = body.count(word) if len(word) > 1 else 0

    def _chunk(self, start: int, end: int) -> tuple[int, int, int]:
        """Return how many marks, joiners inside it, and digits stand between two white spaces."""
        if (start, end) not in self._chunks:
            chunk = self.page.text[start:end]
            self._chunks[start, end] = (
                sum(not char.isalnum() for char in chunk),
                sum(char in JOINERS for char in chunk[1:-1]),
                sum(char.isdecimal() for char in chunk),
            )
        return self._chunks[start, end]

    def _marked_beside(self, edit: Edit) -> int:
        """Return how many lines nearby are laid out as the one that white space is put in; -1: none is.

        They have the mark that it is put in behind, or before, or the blank line.
        """
        if edit.before:
            return -1
        layout = self.page.layout
        if edit.after == "\n" == self.page.text[edit.start - 1 : edit.start]:
            return layout.parted_beside(edit.start)
        if edit.after == " ":
            return layout.marked_beside(edit.start)
        return layout.begun_beside(edit.start) if edit.after.startswith("\n") else -1

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
        start, word = page.start(at), page.tokens[at].text if flipped else ""
        if word == BARRIER:
            start, word = _name(page.text, edit.start)
        place = edit.start - start if flipped else 0
        sound = word[:place] + edit.after + word[place + 1 :] if flipped else ""
        raised, upper = self.counts.written(page.tokens[at].number) if flipped else (0.0, 0.0)
        found["flipped"] = flipped + (flipped and edit.before.isupper())
        found["letter"] = 1 + min(3, place) if flipped else 0
        found["usually raised"] = raised
        found["usually upper"] = upper
        found["spelling now"] = self.counts.spelling(word) if flipped else 0.0
        found["spelling then"] = self.counts.spelling(sound) if flipped else 0.0
        found["written so here"] = self._times_here(word) if flipped else 0
        found["written otherwise here"] = self._times_here(sound) if flipped else 0
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

    def _times_here(self, word: str) -> int:
        """Return how often a word is written just so, in code too where it is also written otherwise."""
        forms = self.page.forms.get(word.lower())
        return self.page.word_counts.get(word, 0) if forms is None else len(forms.get(word, ()))


def _is_repeated(word: str, at: int, letters: str) -> bool:
    """Whether the `letters` of `word`, which begin at `at`, are one that stands beside itself."""
    return len(letters) == 1 and letters in (word[at - 1 : at], word[at + 1 : at + 2])


def _name(text: str, at: int) -> tuple[int, str]:
    """Return where the run of letters begins that the character at `at` is one of, and the letters.

    At most `MAX_WORD` on each side.
    """
    start = end = at
    while start > max(0, at - MAX_WORD) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), at + MAX_WORD) and text[end].isalpha():
        end += 1
    return start, text[start:end]


def _unbalanced(text: str) -> int:
    odd = sum(text.count(mark) % 2 for mark in ('"', "`"))
    return odd + sum(abs(text.count(opening) - text.count(closing)) for opening, closing in PAIRED)
