"""Which repairs people do not want: what the configuration, the refused repairs and a baseline say together."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.accepted import baseline, rejections, spelling
from weave_fix.accepted.pieces import Piece, pieces, spans
from weave_fix.accepted.words import WordSet, takes_known, words_of
from weave_fix.edits import apply_within, slide_range
from weave_fix.named_tuple import NamedTuple
from weave_fix.places import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.config import Config
    from weave_fix.records import Candidate, Edit

KNOWN = "changes a word of `words`"
STYLE = "the spelling is the one that the configuration asks for"
REJECTED = "refused before, with --reject"
BASELINE = "accepted by the baseline"
RIVAL = "overlaps a repair that is refused or accepted"


class Proposal(NamedTuple):
    """A repair that is proposed."""

    candidate: Candidate
    is_found: bool = True
    """Whether it would be reported as things stand."""


class Judgement(NamedTuple):
    """What people say of one repair."""

    reason: str = ""
    """Why it is left out, in words for a user; empty where it is not."""
    is_style: bool = False
    """Whether it only goes from one spelling of English to the other: then it is never safe."""


NOTHING_SAID = Judgement()


class Acceptance:
    """Reads what people have said when it is first asked, which is when something is found.

    WeaveFixError for a file that does not hold.
    """

    def __init__(self, config: Config, root: Path | None) -> None:
        """`root` is the repository's top; None: there is none, and files start at the current folder."""
        self._config = config
        self._root = root

    @cached_property
    def words(self) -> WordSet:
        """The words that are right as they are written."""
        return words_of(self._config, self._root or Path())

    @cached_property
    def _rejections(self) -> rejections.Rejections:
        return rejections.Rejections() if self._root is None else rejections.load(self._root)

    @cached_property
    def _baseline(self) -> baseline.Baseline:
        name = self._config.baseline
        return baseline.Baseline({}) if name is None else baseline.load(Path(name))

    def why_not(self, signature: str, edits: Sequence[Edit], text: str, paths: Sequence[str]) -> str:
        """Return why what happened to a whole file, found by `signature`, is left as it is; empty where it is not.

        `paths` are those of the file, of today and before.
        """
        if self._has_words and takes_known(text, edits, self.words, is_event=True):
            return KNOWN
        found = pieces(text, edits)
        if self._rejections.matches(found):
            return REJECTED
        return BASELINE if self._baseline.accepted_in(*paths).take(found) else ""

    def judge(self, proposals: Sequence[Proposal], text: str, paths: Sequence[str]) -> list[Judgement]:
        """Return what people say of each repair of words or spans that is proposed for one text.

        `paths` as in `why_not`. Of repairs that stand in each other's way none is made where one is refused: the next
        best is no answer to a refusal.
        """
        judgements = [self._of_words(one.candidate, text) for one in proposals]
        remaining = self._baseline.accepted_in(*paths)
        counted: dict[tuple[int, int], bool] = {}
        order = sorted(
            range(len(proposals)), key=lambda at: (not proposals[at].is_found, proposals[at].candidate.start)
        )
        held = []
        for at in order:
            edits = proposals[at].candidate.edits
            if judgements[at].reason:
                continue
            found = pieces(text, edits)
            if self._rejections.matches(found):
                judgements[at] = Judgement(REJECTED)
            elif self._is_counted(found, spans(text, edits), remaining, counted):
                judgements[at] = Judgement(BASELINE)
            else:
                continue
            held += [slide_range(edit, text) for edit in edits]
        if not held:
            return judgements
        places = Places(held)
        return [
            Judgement(RIVAL)
            if not judgement.reason and any(places.touch(edit.start, edit.end) for edit in one.candidate.edits)
            else judgement
            for one, judgement in zip(proposals, judgements, strict=True)
        ]

    @property
    def _has_words(self) -> bool:
        return bool(self._config.words or self._config.words_files)

    def _of_words(self, candidate: Candidate, text: str) -> Judgement:
        if self._has_words and takes_known(text, candidate.edits, self.words, is_event=False):
            return Judgement(KNOWN)
        if self._config.spelling == spelling.ANY:
            return NOTHING_SAID
        styles = [self._style(text, *span) for span in spans(text, candidate.edits)]
        if not styles or None in styles:
            return NOTHING_SAID
        return Judgement(STYLE if True in styles else "", is_style=True)

    def _style(self, text: str, start: int, end: int, edits: Sequence[Edit]) -> bool | None:
        """Return whether the text has the spelling that is asked for; None for a repair of more than the spelling."""
        before, after = text[start:end], apply_within(text, start, end, edits)
        now, then = spelling.style_of(before), spelling.style_of(after)
        is_style = (now is not None and now.other == after.lower()) or (
            then is not None and then.other == before.lower()
        )
        return (now is None or now.style == self._config.spelling) if is_style else None

    @staticmethod
    def _is_counted(
        found: Sequence[Piece],
        places: Sequence[tuple[int, int, list[Edit]]],
        remaining: baseline.Remaining,
        counted: dict[tuple[int, int], bool],
    ) -> bool:
        """Whether the baseline accepts a repair; several that are proposed for one place count once."""
        spans_of = [(start, end) for start, end, _ in places]
        if not any(counted.get(span, False) for span in spans_of):
            is_accepted = remaining.take(found)
            counted.update(dict.fromkeys(spans_of, is_accepted))
            return is_accepted
        return True
