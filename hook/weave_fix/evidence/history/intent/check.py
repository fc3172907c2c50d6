"""The check itself: each edit of a candidate as whole words, by the kind of change that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.evidence.history.intent.halves import exchanges_halves
from weave_fix.evidence.history.intent.letters import CONTROL, character_at, character_before, words_of
from weave_fix.evidence.history.intent.noise import is_noise, is_random
from weave_fix.evidence.history.intent.own_words import has_own_word
from weave_fix.evidence.history.intent.partners import leaves_half_a_pair, puts_in_half_a_pair
from weave_fix.evidence.history.intent.passage import Passage, prose_of
from weave_fix.evidence.history.intent.reasons import UNTOLD, Intent, Reason, combined
from weave_fix.evidence.history.intent.sentence import (
    is_copy,
    is_exchange,
    words_exchanged,
    words_put_in,
    words_taken_out,
)
from weave_fix.evidence.history.intent.tags import put_in_tag
from weave_fix.evidence.history.intent.texts import Texts
from weave_fix.evidence.history.intent.vocabulary import MIN_WORDS, Vocabulary
from weave_fix.evidence.history.intent.words import word_for_word
from weave_fix.language.foreign_words import has_own_words
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.diff.comparison import Comparison
    from weave_fix.evidence.history.intent.reasons import Verdict
    from weave_fix.evidence.history.intent.replacements import Replacement
    from weave_fix.language.ngram_model import NgramModel
    from weave_fix.records import Candidate

NEVER_STYLE = frozenset({Reason.NOISE, Reason.NOISE_IN_WORD, Reason.CONFUSED, Reason.FUNCTION_WORD})
"""What a machine does to a text at many places, or a writer by mistake, and nobody as a style of the house."""
BROKEN_WORD = frozenset({Reason.SHUFFLED, Reason.CHARACTER_IN_WORD, Reason.TAG_IN_WORD})
"""The same, where the word that stands there is known to nobody."""
EXCHANGED = 1.2
"""Log-odds, nats, from which on spans that changed places are no edit where their borders cut words open."""
COPIED = 2.75
"""Log-odds, nats, from which on a copy of a word nearby breaks the sentence that is the likelier without it. Of some
300 such words that people put in, in real commits, none reaches 2.5."""
NEAR = 60
"""Characters between two edits up to which they are one change."""
FEW_CHUNKS = 4
"""Chunks of both sides up to which a change is looked at where the language is not the model's."""


class _Told(NamedTuple):
    """What is told of one edit by itself."""

    verdict: Verdict
    now: Sequence[str] = ()
    was: Sequence[str] = ()
    """The whole chunks of both sides."""
    may_be_style: bool = False
    """Whether it is a person's where the commit makes it elsewhere too."""
    is_open_copy: bool = False
    """Whether it puts in a copy of a word nearby, which breaks the sentence where history is sure."""


class IntentCheck:
    """Tells for the candidates of one comparison whether their change can be intended."""

    def __init__(
        self,
        comparison: Comparison,
        counts: NgramModel,
        is_in_repository: Callable[[str], bool],
        replacements: frozenset[Replacement] = frozenset(),
    ) -> None:
        """`is_in_repository` says whether a word stands in another file; `replacements` are made repeatedly."""
        self._replacements = replacements
        self._told: dict[Edit, _Told] = {}
        self._texts = Texts(comparison)
        self._vocabulary = Vocabulary(counts, comparison.base_words, is_in_repository)

    def add_replacements(self, replacements: frozenset[Replacement]) -> None:
        """Tell from now on with `replacements` too; what was told of each edit without them is not told again."""
        self._replacements |= replacements

    def of(self, candidate: Candidate, score: float) -> Verdict:
        """Return what can be said of the change that `candidate` undoes; `score` is the fitted log-odds, in nats."""
        edits = candidate.edits
        if score > EXCHANGED and len(edits) > 1 and _only_move_text(edits) and any(map(self._cuts_words, edits)):
            return Reason.SPANS_EXCHANGED.broken
        if edits and exchanges_halves(edits, self._texts.document):
            return Reason.HALVES_EXCHANGED.broken
        return combined(self._of_edit(edit, score) for edit in self._joined(edits)) if edits else UNTOLD

    def _cuts_words(self, edit: Edit) -> bool:
        """Whether one side of an edit is several chunks, and begins or ends inside a word."""
        left = character_before(self._texts.document, edit.start)
        right = character_at(self._texts.document, edit.end)
        return any(
            len(side.split()) > 1
            and ((left.isalpha() and side[0].isalpha()) or (side[-1].isalpha() and right.isalpha()))
            for side in (edit.before, edit.after)
        )

    def _joined(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return `edits`, insertions and deletions near each other as one: two words exchanged are one change."""
        found = [edits[0]]
        for edit in edits[1:]:
            last = found[-1]
            if edit.start - last.end > NEAR or _is_replacement(last) or _is_replacement(edit):
                found.append(edit)
                continue
            between = self._texts.document[last.end : edit.start]
            before, after = last.before + between + edit.before, last.after + between + edit.after
            found[-1] = Edit(last.start, edit.end, before, after)
        return found

    def _of_edit(self, edit: Edit, score: float) -> Verdict:
        told = self._told.get(edit)
        if told is None:
            told = self._told[edit] = self._of_edit_alone(edit)
        if told.may_be_style and self._is_repeated(told.now, told.was):
            return Reason.REPEATED.intended
        if told.is_open_copy and score > COPIED:
            return Reason.BREAKS_SENTENCE.broken
        return told.verdict

    def _of_edit_alone(self, edit: Edit) -> _Told:
        """Tell what holds whatever the commit replaces elsewhere."""
        tag = put_in_tag(edit, self._texts)
        if tag is not None:
            return _Told(tag)
        passage = Passage(edit, self._texts, self._vocabulary)
        now, was = passage.now, passage.was
        if has_own_word(passage) and not is_random(edit.before):
            return _Told(Reason.OWN_WORD.intended)
        if now and was and is_noise(edit, " ".join(was), self._texts):
            return _Told(Reason.NOISE.broken)
        if self._is_other_language(now) or (now and len(now) + len(was) > FEW_CHUNKS and not passage.in_language):
            return _Told(Reason.ANOTHER_LANGUAGE.intended)
        verdict = _of_passage(passage)
        is_style = verdict.reason not in NEVER_STYLE and not CONTROL.search(edit.before)
        if verdict.reason in BROKEN_WORD and not _is_typo(now, was):
            is_style = all(self._vocabulary.knows(word) for word in words_of(now))
        is_open_copy = verdict == Reason.WORD_PUT_IN.open and is_copy(passage)
        return _Told(verdict, now, was, may_be_style=is_style, is_open_copy=is_open_copy)

    def _is_repeated(self, now: Sequence[str], was: Sequence[str]) -> bool:
        """Whether the commit replaces the chunks `was` by `now` at other places too, or one of them."""
        if not self._replacements:
            return False
        from weave_fix.evidence.history.intent.replacements import replacement

        pairs = [(now, was)]
        if len(now) == len(was):
            pairs += [([new], [old]) for new, old in zip(now, was, strict=True) if new != old]
        return any(replacement(new, old) in self._replacements for new, old in pairs)

    def _is_other_language(self, now: Sequence[str]) -> bool:
        """Whether the new text is in another script or language than the model's."""
        words = words_of(now)
        if any(word[0].lower() == word[0].upper() for word in words):
            return True
        words, inner = words_of(prose_of(now)), words_of(prose_of(now[1:-1]))
        if len(inner) >= MIN_WORDS and has_own_words(inner):
            words = inner  # damage may have cut the outer ones
        return len(words) >= MIN_WORDS and self._vocabulary.is_foreign(words)


def _of_passage(passage: Passage) -> Verdict:
    now, was = passage.now, passage.was
    if leaves_half_a_pair(passage):
        return Reason.PARTNER_LOST.broken
    if puts_in_half_a_pair(passage):
        return Reason.PARTNER_MISSING.broken
    if not now and not was:
        from weave_fix.evidence.history.intent.spacing import white_space

        return white_space(passage)
    if not was:
        return words_put_in(passage)
    if not now:
        return words_taken_out(passage)
    if len(now) == len(was) == 1:
        return _beside_white_space(word_for_word(now[0], was[0], passage), passage)
    if is_exchange(passage):
        return words_exchanged(passage)
    # Most commits change words one by one, or put some in.
    from weave_fix.evidence.history.intent.spacing import joined_or_split
    from weave_fix.evidence.history.intent.spans import another_span

    verdict = joined_or_split(passage)
    return another_span(passage) if verdict is None else _beside_white_space(verdict, passage)


def _beside_white_space(verdict: Verdict, passage: Passage) -> Verdict:
    """Return `verdict`, or that it is open where a line end would be put back with the word that somebody moved."""
    new, old = (re.findall(r"\s+", side) for side in (passage.edit.before, passage.edit.after))
    is_moved = new and old and new != old
    return verdict.reason.open if is_moved and verdict.intent is Intent.BROKEN else verdict


def _is_typo(now: Sequence[str], was: Sequence[str]) -> bool:
    """Whether one chunk differs from the other by two letters exchanged, as a writer may spell it everywhere."""
    differs = [at for at, (a, b) in enumerate(zip("".join(now), "".join(was), strict=False)) if a != b]
    return len("".join(now)) == len("".join(was)) and len(differs) == 2 and differs[1] == differs[0] + 1


def _is_replacement(edit: Edit) -> bool:
    return bool(edit.before and edit.after)


def _only_move_text(edits: Sequence[Edit]) -> bool:
    """Whether what the edits take out, they put in elsewhere."""
    return sorted("".join(edit.before for edit in edits)) == sorted("".join(edit.after for edit in edits))
