"""What a person's answers leave behind beside the texts: refused repairs, and words that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.accepted import rejections, words
from weave_fix.accepted.pieces import pieces
from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weave_fix.accepted.pieces import Piece
    from weave_fix.config import Config
    from weave_fix.git import Repository
    from weave_fix.interactive.question import Question


class Memory:
    """Where refused repairs and words are kept."""

    def __init__(self, config: Config, repository: Repository | None, cwd: Path) -> None:
        self._root = None if repository is None else repository.root
        files = words.files_of(config, self._root or cwd)
        self._words_file = files[0] if files else None

    def why_not_refused(self, question: Question) -> str:
        """Return why the repair of a question cannot be refused for good, empty where it can."""
        return "" if self._root else "No git repository here could remember that; leave the place (n)."

    def why_no_word(self, question: Question) -> str:
        """Return why no word of a question can be put into the words file, empty where one can."""
        if self._words_file is None:
            return 'There is no words file; name one: words-files = ["docs/words.txt"], or --words-file FILE.'
        return "" if _words(question) else "This is not about how a word is written; leave the place (n)."

    def keep(self, refused: Sequence[Question], right: Sequence[Question]) -> list[str]:
        """Keep refused repairs and the words of what is right; return what to say of it, in words for a user."""
        told = []
        try:
            if refused and self._root:
                every = [
                    rejections.Rejection(one.finding.id, one.finding.signature, one.finding.path, _places(one))
                    for one in refused
                ]
                file = rejections.add(self._root, every)
                told.append(f"Commit {file.name}, so that nobody is asked again.")
            if right and self._words_file:
                fresh = dict.fromkeys(word for one in right for word in _words(one))
                words.append(self._words_file, fresh)
                told.append(f"{self._words_file}: added {', '.join(fresh)}")
        except OSError as error:
            raise WeaveFixError(
                f"{error.filename}: cannot be written ({error.strerror}); nothing was repaired"
            ) from error
        return told


def _places(question: Question) -> tuple[Piece, ...]:
    return tuple(pieces(question.document.text, question.edits))


def _words(question: Question) -> list[str]:
    return [] if question.fix.is_event else words.rewritten(question.document.text, question.edits)
