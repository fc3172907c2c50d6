"""What stands around a repair, now and with the repair made, and how likely the language thinks it is.

Likelihoods are natural logarithms of probabilities; they reach `CONTEXT` tokens beyond the repair on each side, and
never over a boundary.
"""

from __future__ import annotations

from array import array
from functools import cached_property
from math import isnan, nan
from typing import TYPE_CHECKING

from weave_fix.language.analyzed_document import OWN
from weave_fix.language.tokens import normalize
from weave_fix.markdown.masking import HIDDEN, MASK, masked_phrase
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.token_cache import Token
    from weave_fix.records import Candidate, Edit
    from weave_fix.vocabulary.lookup import Vocabulary

CONTEXT = 3
"""Tokens on each side that a repair can make likelier."""
STRANGE = (-9.0, -30.0)
"""Nats by which one certain unknown word is less likely than all of them together: what its letters say, within these
bounds."""
LISTED = -12.0
"""The same of one certain word that the language knows from a list alone."""
MOST_CONTEXTS = 4000
"""Repairs of which is kept what stands around them, at a kilobyte each; then it is forgotten, and read again."""
NEAR = 1000
"""Passages that are known at most: repairs are asked for in order of place, and few share one."""
OWN_STRANGE = -4.0
"""The same of a word that only the page has, more than once: its writer's jargon, or a typo made twice."""


class ScoredContext(NamedTuple):
    """The tokens around a repair, with those it touches at `first` to `last`, the last not included."""

    tokens: Sequence[Token]
    first: int
    last: int
    scores: Sequence[float]
    """The log-probability of each token from the first touched one to the last that the repair reaches."""
    place: int | None = None
    """Which token of the page the first of the tokens is; None where the page does not have them so."""


class RepositoryWords:
    """What the repository knows of the words of one page; each is asked for once."""

    def __init__(self, document: AnalyzedDocument) -> None:
        self._document = document
        self._known: dict[str, int] = {}

    def clear(self) -> None:
        """Ask for each word once more."""
        self._known.clear()

    def files(self, token: Token) -> int:
        """Return 1 or more where the repository knows a word that the language does not."""
        word = token.text
        if word not in self._known:
            self._known[word] = not word[0].isalnum() or len(
                self._document.vocabulary.known_among({word, word.lower()})
            )
        return self._known[word]


class ContextScorer:
    """Reads the places of one page with and without repairs; what repairs share is worked out once."""

    def __init__(self, document: AnalyzedDocument) -> None:
        self.document = document
        self.counts = document.counts
        self.repository = RepositoryWords(document)
        self._contexts: dict[Edit, tuple[ScoredContext, ScoredContext]] = {}
        self._instead: dict[Edit, tuple[int, int, list[Token]]] = {}
        """What was looked up, until it is read."""
        self._passage_hashes: dict[tuple[int, int], int] = {}

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Let `vocabulary` know words from now on; see `AnalyzedDocument.set_vocabulary`."""
        self.document.set_vocabulary(vocabulary)
        self.repository.clear()
        self.__dict__.pop("_scores", None)
        self._contexts.clear()

    @cached_property
    def _scores(self) -> array[float]:
        """For each token of the page its log-probability after the two before it; NaN where it was not asked for."""
        arrays = self.document.arrays
        return array("d", [nan]) * len(self.document.tokens) if arrays is None else arrays.known_logprobs()

    def touched(self, edit: Edit) -> tuple[int, int]:
        """Return the first and the last token of the page, half-open, that an edit changes or parts."""
        document = self.document
        first = document.token_at(edit.start - 1) if edit.start else 1
        last = document.token_at(max(edit.start, edit.end - 1)) + 1
        if edit.end == edit.start:
            last = max(last, document.token_at(edit.start) + 1)
        elif document.tokens[min(last, len(document.tokens) - 1)].no_space_before:
            last += 1
        last = min(max(last, first + 1), len(document.tokens) - 1)
        return min(first, last), last

    def instead(self, edit: Edit, first: int, last: int) -> list[Token]:
        """Return the tokens that stand in the place of the touched ones, `first` to `last`, once the edit is made."""
        document = self.document
        after = edit.after.replace("\n", " ")
        masked = document.masked_text[edit.start : edit.end]
        if MASK in masked:
            after = masked_phrase(after)
        elif masked.strip(HIDDEN) == "" and len(after) == len(masked):
            # A letter of a name in code.
            after = masked
        # Of the white space that an edit stands in, and of what is masked there, only that it is there counts.
        left, right = min(edit.start, document.start(first)), max(edit.end, document.start(last - 1))
        before = document.squeezed(document.ends[first - 1], left) + document.masked_text[left : edit.start]
        behind = document.squeezed(edit.end, right) + document.masked_text[right : document.ends[last - 1]]
        return document.tokenize(before + after + behind)

    def look_up(self, edits: Iterable[Edit]) -> None:
        """Look up at once what `contexts` of these edits asks of the counts, where the page has so many tokens."""
        if self.document.arrays is None:
            return
        numbers, boundary = self.document.numbers, self.document.boundary
        triples: list[tuple[int, int, int]] = []
        for edit in (one for one in edits if one not in self._contexts):
            first, last, then = self._instead[edit] = self._touched_and_instead(edit)
            second = numbers[first - 1]
            before = second if second == boundary else numbers[first - 2]
            behind = numbers[last : last + (1 if numbers[last] == boundary else 2)]
            for third in (*[token.number for token in then], *behind):
                triples.append((before, second, third))
                before, second = second, third
        self.counts.look_up(triples)

    def _touched_and_instead(self, edit: Edit) -> tuple[int, int, list[Token]]:
        first, last = self.touched(edit)
        return first, last, self.instead(edit, first, last)

    def contexts(self, edit: Edit) -> tuple[ScoredContext, ScoredContext]:
        """Return what stands around an edit now, and what would."""
        found = self._contexts.get(edit)
        if found is None:
            if len(self._contexts) >= MOST_CONTEXTS:
                self._contexts.clear()
            found = self._contexts[edit] = self._read(edit)
        return found

    def passage_hash(self, start: int, end: int) -> int:
        """Return what tells the characters `start` to `end` of the page, and what of them is masked, from others."""
        found = self._passage_hashes.get((start, end))
        if found is None:
            document = self.document
            if len(self._passage_hashes) >= NEAR:
                self._passage_hashes.clear()
            found = hash((document.text[start:end], document.masked_text[start:end]))
            self._passage_hashes[start, end] = found
        return found

    def forget_contexts(self, edits: Iterable[Edit]) -> None:
        """Forget what stands around edits that nothing more is asked of: of a long text it takes much memory."""
        for edit in edits:
            self._contexts.pop(edit, None)

    def _read(self, edit: Edit) -> tuple[ScoredContext, ScoredContext]:
        document = self.document
        numbers, boundary = document.numbers, document.boundary
        looked_up = self._instead.pop(edit, None)
        first, last, then = looked_up or self._touched_and_instead(edit)
        left, right = first, last
        while first - left < CONTEXT and numbers[left - 1] != boundary:
            left -= 1
        while right - last < CONTEXT and numbers[right] != boundary:
            right += 1
        before, now, after = (
            document.tokens[left - 1 : first],
            document.tokens[first:last],
            document.tokens[last : right + 1],
        )
        at = len(before)
        scores = self._scores_between(first, right + 1)
        if left == first and scores:
            scores[0] = self._score(document.tokens[first], numbers[first - 1], numbers[first - 1])
        return (
            ScoredContext([*before, *now, *after], at, at + len(now), scores, left - 1),
            ScoredContext([*before, *then, *after], at, at + len(then), self._likelihoods(before, then, after, scores)),
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

    def _scores_between(self, first: int, last: int) -> list[float]:
        """Return the log-probabilities of the page's own tokens `first` to `last`, half-open."""
        found = self._scores[first:last]
        return [self._score_at(at) if isnan(score) else score for at, score in enumerate(found, first)]

    def _score_at(self, at: int) -> float:
        document = self.document
        score = self._score(document.tokens[at], document.numbers[at - 2], document.numbers[at - 1])
        self._scores[at] = score
        return score

    def _score(self, token: Token, first: int, second: int) -> float:
        score = self.counts.trigram_logprob(first, second, token.number)
        if token.number == self.counts.size and self.repository.files(token) == 0:
            key = normalize(token.text)
            if self.counts.in_word_list(key):
                score += LISTED
            elif self.document.word_counts.get(token.text, 0) >= OWN:
                score += OWN_STRANGE
            else:
                score += _within(STRANGE, self.counts.char_logprob(key))
        return score

    def gain(self, candidate: Candidate) -> float:
        """Return by how many nats the repair's places are likelier with it, its first place standing for all."""
        now, then = self.contexts(candidate.edits[0])
        return sum(then.scores) - sum(now.scores)


def _within(bounds: tuple[float, float], value: float) -> float:
    """Return what is nearest to `value` within the upper and the lower bound."""
    return max(bounds[1], min(bounds[0], value))
