"""The questions that the language answers: how likely is a text as it stands, and how likely with a repair made?

*Now* is the text as it stands, *then* the text with the repair. An answer that has no meaning for a candidate is 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weave_fix.edits import FAR, minimize
from weave_fix.evidence.language.context import ContextScorer
from weave_fix.language.ngram_model import NO_WORD, UNLIKELY
from weave_fix.language.tokens import LOWER, MIXED, NONE, PUNCTUATION_CLASSES, TITLE, UPPER, case, normalize
from weave_fix.markdown.masking import BLOCK, HIDDEN, MASK
from weave_fix.signatures.registry import discover
from weave_fix.vocabulary.lookup import MAX_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weave_fix.evidence.language.context import ScoredContext
    from weave_fix.language.analyzed_document import AnalyzedDocument
    from weave_fix.language.token_cache import Token
    from weave_fix.records import Candidate, Edit

JOINERS = frozenset("-/_.:\\@+=#'\N{RIGHT SINGLE QUOTATION MARK}")
PAIRED = (("(", ")"), ("[", "]"), ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"))
MARKS = frozenset('"`').union(*PAIRED)
"""Marks that come in twos."""
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
UNFLIPPED = dict.fromkeys(
    (
        *("flipped", "letter", "usually raised", "usually upper", "spelling now", "spelling then", "written so here"),
        *("written otherwise here", "repository writes so", "repository writes otherwise", "case then"),
        *("after a sentence", "raised beside"),
    ),
    0.0,
)
"""What is said of a repair that flips no letter."""

LIKELIHOODS = (
    *("likelihood", "mean", "worst", "unseen pairs", "weak pairs", "least affinity", "first affinity", "last affinity"),
    *("inner affinity", "rarest pair", "first pair", "last pair", "triples", "best triple", "tokens"),
)
LIKELIHOODS_NOW, LIKELIHOODS_THEN = ([f"{name} {when}" for name in LIKELIHOODS] for when in ("now", "then"))
WORDS = (
    *("unknown", "rarest word", "longest word", "shortest word", "letters", "letter", "unlisted", "times here"),
    "repository knows",
)
WORDS_NOW, WORDS_THEN = ([f"{name} {when}" for name in WORDS] for when in ("now", "then"))
NO_WORDS = (0, -1.0, 0, 0, 0.0, 0.0, 0, 0, 3)
"""The values of `WORDS` where a repair touches no word."""


class LanguageFeatures(ContextScorer):
    """Asks the language about the candidates of one page."""

    def __init__(self, document: AnalyzedDocument) -> None:
        super().__init__(document)
        self._blocks: dict[int, tuple[float, ...]] = {}
        self._chunks: dict[tuple[int, int], tuple[int, int, int]] = {}
        self._nobody = dict.fromkeys(("is " + signature for signature in discover()), False)
        self._facts: dict[str, tuple[bool, float, int, float, float, bool, int]] = {}
        self._texts = [token.text for token in document.tokens]
        self._spellings: dict[str, tuple[bool, bool, float]] = {}
        self.tagger_cache: dict[Edit, dict[str, float]] = {}
        """What the tagger said of edits; see `tagger_features`."""

    def extract(self, candidate: Candidate, rank: int, lead: float) -> dict[str, float]:
        """Return the features by name.

        `rank` is the candidate's place among those that overlap it (0 is the likeliest), `lead` the nats to the
        likeliest other.
        """
        edit = candidate.edits[0]
        found: dict[str, float] = {"places": len(candidate.edits), "rank": rank, "lead": lead}
        now, then = self.contexts(edit)
        self._likelihood(now, then, found)
        self._words(edit, now, then, found)
        self._shape(edit, found)
        self._place(edit, found)
        self._case(edit, found)
        found.update(self._nobody)
        for signature in candidate.proposed_by:
            found["is " + signature] = True
        return found

    def _likelihood(self, now: ScoredContext, then: ScoredContext, found: dict[str, float]) -> None:
        found.update(zip(LIKELIHOODS_NOW, self._likelihoods_of(now), strict=True))
        found.update(zip(LIKELIHOODS_THEN, self._likelihoods_of(then), strict=True))
        found["gain"] = found["likelihood then"] - found["likelihood now"]

    def _likelihoods_of(self, context: ScoredContext) -> tuple[float, ...]:
        """Return the values of `LIKELIHOODS`."""
        count, pmi, scores = self.counts.quantized_count, self.counts.pmi, context.scores
        numbers = [token.number for token in context.tokens]
        first, last = max(1, context.first), min(context.last, len(numbers) - 1)
        pairs, drawn, weak = [], [], 0
        for a, b in zip(numbers[first - 1 : last], numbers[first : last + 1], strict=False):
            level = count(NO_WORD, a, b)
            affinity = pmi(a, b, level)
            pairs.append(level)
            drawn.append(affinity)
            weak += not level or affinity < UNLIKELY
        start = max(0, first - 2)
        triples = [count(*numbers[at : at + 3]) for at in range(start, min(last, len(numbers) - 2))]
        total = sum(scores)
        return (
            total,
            total / len(scores) if scores else 0.0,
            min(scores[: max(1, context.last - first + 1)], default=0.0),
            pairs.count(0),
            weak,
            min(drawn, default=0.0),
            drawn[0] if drawn else 0.0,
            drawn[-1] if drawn else 0.0,
            sum(drawn[1:-1]),
            min(pairs, default=0),
            pairs[0] if pairs else 0,
            pairs[-1] if pairs else 0,
            len(triples) - triples.count(0),
            max(triples, default=0),
            len(numbers),
        )

    def _words(self, edit: Edit, now: ScoredContext, then: ScoredContext, found: dict[str, float]) -> None:
        found.update(zip(WORDS_NOW, self._words_of(now), strict=True))
        found.update(zip(WORDS_THEN, self._words_of(then), strict=True))
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

    def _words_of(self, context: ScoredContext) -> tuple[float, ...]:
        """Return the values of `WORDS`."""
        facts = [self._fact(t) for t in context.tokens[context.first : context.last] if t.text[0].isalnum()]
        if not facts:
            return NO_WORDS
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
        return min(self._files(t) for t in touched if t.number == unknown and t.text[0].isalnum())

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

    def _once_more(self, edit: Edit, at: int) -> float:
        """Return in how many tokens from `at` a word that is taken out stands once more, at most `FAR`."""
        word = edit.before.strip().rstrip(".,;:!?)")
        if edit.after or not word:
            return FAR
        texts = self._texts
        before, behind = texts[max(0, at - int(FAR)) : at][::-1], texts[at + 1 : at + int(FAR)]
        return min((side.index(word) + 1.0 for side in (before, behind) if word in side), default=FAR)

    def _pair_with_itself(self, edit: Edit) -> int:
        """Return the level at which a word that is taken out stands twice side by side in the language.

        0 where it does so less often than chance has it: then writers slipped there as well.
        """
        number = self.counts.number(normalize(edit.before.strip().rstrip(".,;:!?)")))
        if edit.after or number == self.counts.size:
            return 0
        level = self.counts.quantized_count(NO_WORD, number, number)
        return 0 if self.counts.is_unlikely_pair(number, number, level) else level

    def _stem(self, word: str) -> float:
        """Return the logarithm of the count of the commonest word that `word` may be a regular form of, plus a step."""
        stems = [word[: -len(end)] + more for end, more in ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
        stems += [word[len(start) :] for start in BEGINNINGS if word.startswith(start) and len(word) > len(start) + 3]
        return max(map(self.counts.count, stems), default=0.0)

    def _shape(self, edit: Edit, found: dict[str, float]) -> None:
        text, view = self.document.text, self.document.masked_text
        left, right = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
        found["taken out"] = len(edit.before)
        found["put in"] = len(edit.after)
        char = edit.before if len(edit.before) == 1 and not edit.after else ""
        found["char"] = 50.0 + char.isupper() if char.isalnum() else PUNCTUATION_CLASSES.get(char, 60.0 * bool(char))
        found["char is digit"] = char.isdecimal()
        found["left is letter"] = left.isalpha() + 2 * left.isspace()
        found["right is letter"] = right.isalpha() + 2 * right.isspace()
        found["left masked"] = view[edit.start - 1 : edit.start] in (HIDDEN, MASK) if edit.start else 0
        found["right masked"] = view[edit.end : edit.end + 1] in (HIDDEN, MASK)
        found["left mark"], found["right mark"] = PUNCTUATION_CLASSES.get(left, 0), PUNCTUATION_CLASSES.get(right, 0)
        typo = minimize(edit)
        common = typo.start - edit.start
        found["same beginning"] = common
        found["same ending"] = edit.end - typo.end
        found["letters lost"], found["letters too many"] = len(typo.after), len(typo.before)
        found["letter twice"] = _is_repeated(edit.before, common, typo.before) + 2 * _is_repeated(
            edit.after, common, typo.after
        )
        found["vowels"] = sum(char in VOWELS for char in typo.before + typo.after)
        found["same letters"] = len(edit.before) > 1 and sorted(edit.before) == sorted(edit.after)
        found["same letters often"] = len(set(edit.before) ^ set(edit.after))
        found["doubled"] = char != "" and char in (left, right)
        found["line end"] = edit.before.count("\n") - edit.after.count("\n")

    def _place(self, edit: Edit, found: dict[str, float]) -> None:
        document = self.document
        at = document.token_at(edit.start)
        if document.numbers[at] == document.boundary:
            at = max(1, at - 1)
        first, last = document.block(at) if document.numbers[at] != document.boundary else (at, at)
        if first not in self._blocks:
            self._blocks[first] = self._block(first, last)
        names = ("unit length", "unit known", "unit pairs", "unit raised", "unit barriers", "unit digits", "unit marks")
        found.update(zip(names, self._blocks[first], strict=True))
        found["from the beginning"] = min(FAR, at - first)
        found["to the end"] = min(FAR, last - at)
        found["zone"] = document.blocks.kind_at(edit.start)
        found["once more in"] = self._once_more(edit, at)
        found["marked beside"] = self._marked_beside(edit)
        token, following = document.tokens[at - 1], document.tokens[min(at + 1, len(document.tokens) - 1)]
        marks, joiners, digits = self._chunk(*document.chunk(edit.start, edit.end))
        found["marks in the word"] = marks
        found["joiners in the word"] = joiners
        found["digits in the word"] = digits
        found["before is a mark"] = PUNCTUATION_CLASSES.get(token.text, 0)
        found["after is a mark"] = PUNCTUATION_CLASSES.get(following.text, 0)
        start, end = document.line_around(edit.start, edit.end)
        mark = edit.before if len(edit.before) == 1 else edit.after if len(edit.after) == 1 else ""
        is_mark = mark and not mark.isalnum() and mark != " "
        marks = document.text.count(mark, start, end) if is_mark else -1
        found["such marks in the line"] = marks
        found["odd marks"] = marks % 2 if marks > 0 else -1
        found["unbalanced"] = 0 if MARKS.isdisjoint(edit.before + edit.after) else self._balanced_by(edit, start, end)
        word = edit.before.strip()
        found["stands in the line again"] = document.text.count(word, start, end) if len(word) > 1 else 0

    def _balanced_by(self, edit: Edit, start: int, end: int) -> int:
        """Return by how many marks more the characters `start` to `end` are balanced with a repair."""
        text = self.document.text
        changed = text[start : edit.start] + edit.after + text[edit.end : end]
        return _unbalanced(text[start:end]) - _unbalanced(changed)

    def _chunk(self, start: int, end: int) -> tuple[int, int, int]:
        """Return how many marks, joiners inside it, and digits stand between two white spaces."""
        if (start, end) not in self._chunks:
            chunk = self.document.text[start:end]
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
        layout = self.document.layout
        if edit.after == "\n" == self.document.text[edit.start - 1 : edit.start]:
            return layout.parted_beside(edit.start)
        if edit.after == " ":
            return layout.marked_beside(edit.start)
        return layout.begun_beside(edit.start) if edit.after.startswith("\n") else -1

    def _block(self, first: int, last: int) -> tuple[float, ...]:
        """Return how long a unit is, and what it is made of: is it a sentence, and in the model's language?"""
        document = self.document
        tokens = document.tokens[first:last]
        size = max(1, len(tokens))
        words = [token for token in tokens if token.text[0].isalpha()]
        many = max(1, len(words))
        known = sum(token.number < self.counts.size for token in words)
        pairs = sum(level > 0 for level in document.quantized_pairs[first:last])
        raised = sum(token.case not in (LOWER, NONE) for token in words)
        barriers = sum(token.text == MASK for token in tokens)
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
        if not flipped:
            found.update(UNFLIPPED)
            return
        document = self.document
        at = document.token_at(edit.start)
        start, word = document.start(at), document.tokens[at].text
        if word == MASK:
            start, word = _name(document.text, edit.start)
        place = edit.start - start
        sound = word[:place] + edit.after + word[place + 1 :]
        found["usually raised"], found["usually upper"] = self.counts.case_shares(document.tokens[at].number)
        found["flipped"] = 1 + edit.before.isupper()
        found["letter"] = 1 + min(3, place)
        found["spelling now"] = self.counts.mixed_case_count(word)
        found["spelling then"] = self.counts.mixed_case_count(sound)
        found["written so here"] = self._times_here(word)
        found["written otherwise here"] = self._times_here(sound)
        strange = document.vocabulary.known_among({word, sound}) if place else set()
        found["repository writes so"] = word in strange
        found["repository writes otherwise"] = sound in strange
        found["case then"] = case(sound)
        found["after a sentence"] = document.tokens[at - 1].text in (".", "!", "?", BLOCK)
        near = document.tokens[max(0, at - 2) : at + 3]
        found["raised beside"] = sum(token.case in (TITLE, MIXED) for token in near) - (case(word) == TITLE)

    def _times_here(self, word: str) -> int:
        """Return how often a word is written just so, in code too where it is also written otherwise."""
        forms = self.document.forms.get(word.lower())
        return self.document.word_counts.get(word, 0) if forms is None else len(forms.get(word, ()))


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
