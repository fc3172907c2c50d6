"""What is known of the words that a repair touches, and of those that it would put in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.language.ngram_model import NO_WORD
from weave_fix.language.tokens import MIXED, UPPER, normalize
from weave_fix.markdown.masking import BLOCK, MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.language.context import RepositoryWords, ScoredContext
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.token_cache import Token
    from weave_fix.records import Edit

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
NAMES = (
    *("unknown", "rarest word", "longest word", "shortest word", "letters", "letter", "unlisted", "times here"),
    "repository knows",
)
NAMES_NOW, NAMES_THEN = ([f"{name} {when}" for name in NAMES] for when in ("now", "then"))
NO_WORDS = (0, -1.0, 0, 0, 0.0, 0.0, 0, 0, 3)
"""The values of `NAMES` where a repair touches no word."""


class WordFeatures:
    """What is known of the words of a page; of each it is worked out once."""

    def __init__(self, document: AnalyzedDocument, repository: RepositoryWords) -> None:
        self._repository = repository
        self.document, self.counts = document, document.counts
        self._facts: dict[str, tuple[bool, float, int, float, float, bool, int]] = {}
        self._spellings: dict[str, tuple[bool, bool, float]] = {}

    def extract(self, edit: Edit, now: ScoredContext, then: ScoredContext) -> dict[str, float]:
        """Return the features by name."""
        found = dict(zip(NAMES_NOW, self._words_of(now), strict=True))
        found.update(zip(NAMES_THEN, self._words_of(then), strict=True))
        touched = now.tokens[now.first : now.last]
        spelled = [self._spelling(token) for token in touched if token.text.isalpha()]
        found["rare now"] = sum(rare for rare, _, _ in spelled)
        found["doubtful now"] = sum(doubtful for _, doubtful, _ in spelled)
        found["stem now"] = min((stem for _, _, stem in spelled), default=-1.0)
        cases = [token.case for token in touched]
        found["upper now"] = UPPER in cases
        found["mixed case now"] = cases.count(MIXED)
        instead = then.tokens[then.first : then.last]
        parted = [t for t in instead if t.text[0].isalnum()] if edit.after.isspace() else []
        found["capitals then"] = max((self.counts.titlecase_share_of(t.number) for t in instead), default=0)
        found["commonest part"] = max((self.counts.count_of(t.number) for t in parted), default=0.0)
        begins, ends = self._halves(parted)
        found["words begun so"], found["words ended so"] = begins, ends
        found["pair with itself"] = self._pair_with_itself(edit)
        found["doubled word"] = edit.after == "" and self._is_double(edit)
        found["gained words"] = len(then.tokens) - len(now.tokens)
        beside = (*now.tokens[max(0, now.first - 1) : now.first], *now.tokens[now.last : now.last + 1])
        found["barriers beside"] = sum(token.text in (MASK, BLOCK) for token in beside)
        return found

    def _words_of(self, context: ScoredContext) -> tuple[float, ...]:
        """Return the values of `NAMES`."""
        facts = [self._fact(t) for t in context.tokens[context.first : context.last] if t.text[0].isalnum()]
        if not facts:
            return NO_WORDS
        if len(facts) == 1:
            ((is_unknown, count, length, likely, by_letter, is_unlisted, here),) = facts
            known = self._least_known(context) if is_unknown else 3
            return is_unknown, count, length, length, likely, by_letter, is_unlisted, here, known
        unknown, counts, lengths, letters, each, unlisted, times = zip(*facts, strict=True)
        many = sum(unknown)
        known = self._least_known(context) if many else 3
        return many, min(counts), max(lengths), min(lengths), min(letters), min(each), sum(unlisted), min(times), known

    def _fact(self, token: Token) -> tuple[bool, float, int, float, float, bool, int]:
        """Return what is known of a word wherever it stands: is it unknown, how frequent, how long, how likely are its
        letters, all and each, is it in no list, and how often does the page have it?"""
        text = token.text
        found = self._facts.get(text)
        if found is None:
            key = normalize(text)
            letters = self.counts.char_logprob(key)
            found = self._facts[text] = (
                token.number == self.counts.size,
                self.counts.count_of(token.number),
                len(text),
                letters,
                letters / (len(text) + 1),
                text.isalpha() and not self.counts.in_word_list(key),
                self.document.word_counts.get(text, 0),
            )
        return found

    def _least_known(self, context: ScoredContext) -> int:
        """Return the least that the repository knows of an unknown word that is touched."""
        touched, unknown = context.tokens[context.first : context.last], self.counts.size
        return min(self._repository.files(t) for t in touched if t.number == unknown and t.text[0].isalnum())

    def _spelling(self, token: Token) -> tuple[bool, bool, float]:
        """Return of a word of letters whether it is rare, whether it is doubtful, and the count of its stem."""
        found = self._spellings.get(token.text)
        if found is None:
            key = normalize(token.text)
            found = self._spellings[token.text] = (
                self.counts.is_rare(key),
                self.counts.is_likely_misspelling(token.number),
                self._stem(key),
            )
        return found

    def _halves(self, parted: Sequence[Token]) -> tuple[int, int]:
        """Return how often two words that are parted are the first and the second half of compounds; -1 if not two."""
        if len(parted) != 2:
            return -1, -1
        return self.counts.compound_counts(parted[0].number)[0], self.counts.compound_counts(parted[1].number)[1]

    def _is_double(self, edit: Edit) -> bool:
        """Whether an edit takes out a word that stands beside it once more, written just so: not `May may`."""
        text, word = self.document.text, edit.before.strip()
        reach = len(word) + 3
        before = text[max(0, edit.start - reach) : edit.start].split()
        after = text[edit.end : edit.end + reach].split()
        return bool(word) and (before[-1:] == [word] or [other.strip(".,;:!?)") for other in after[:1]] == [word])

    def _pair_with_itself(self, edit: Edit) -> int:
        """Return the level at which a word that is taken out stands twice side by side in the language.

        0 where it does so less often than chance has it: then writers slipped there as well.
        """
        if edit.after:
            return 0
        number = self.counts.number(normalize(edit.before.strip().rstrip(".,;:!?)")))
        if number == self.counts.size:
            return 0
        level = self.counts.quantized_count(NO_WORD, number, number)
        return 0 if self.counts.is_unlikely_pair(number, number, level) else level

    def _stem(self, word: str) -> float:
        """Return the logarithm of the count of the commonest word that `word` may be a regular form of, plus a step."""
        stems = [word[: -len(end)] + more for end, more in ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
        stems += [word[len(start) :] for start in BEGINNINGS if word.startswith(start) and len(word) > len(start) + 3]
        return max(map(self.counts.count, stems), default=0.0)
