"""Text that was taken out with one bracket of a pair: the other one was left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weave_fix.evidence.history.intent.passage import Passage

PAIRS = (("(", ")"), ("[", "]"))
TWIN = "`"
FENCE = "```"
MAX_TAKEN_OUT = 300
"""Characters of what was taken out, at most."""
MAX_PARAGRAPH = 4000
"""Characters of a paragraph in which brackets are counted, at most."""


def leaves_half_a_pair(passage: Passage) -> bool:
    """Whether nothing but one run of text was taken out of a paragraph of prose, and left half a pair of brackets.

    Of 11,000 runs that people took out in real commits, and no more of the same paragraph, none did so in prose.
    """
    edit, texts = passage.edit, passage.texts
    if edit.before or not 1 < len(edit.after) <= MAX_TAKEN_OUT or passage.is_code or texts.is_code(edit.start):
        return False
    start, end = texts.paragraph(edit.start)
    now = texts.document[start:end]
    was = texts.document[start : edit.start] + edit.after + texts.document[edit.start : end]
    if len(was) > MAX_PARAGRAPH or FENCE in was or not (_is_paired(was) and not _is_paired(now)):
        return False
    return was in texts.base


def puts_in_half_a_pair(passage: Passage) -> bool:
    """Whether nothing but one word with a back-tick was put in, which stands in the paragraph already, and has no pair.

    It turns code into text and text into code up to the end of the paragraph.
    """
    edit, texts = passage.edit, passage.texts
    if edit.after or passage.was or len(passage.now) != 1 or passage.now[0].count(TWIN) != 1:
        return False
    start, end = texts.paragraph(edit.start)
    now = texts.document[start:end]
    was = texts.document[start : edit.start] + texts.document[edit.end : end]
    if len(now) > MAX_PARAGRAPH or FENCE in now or not (_is_paired(was) and not _is_paired(now)):
        return False
    return passage.now[0] in was.split() and was in texts.base


def _is_paired(paragraph: str) -> bool:
    """Whether as many brackets of each kind open as close, and every back-tick has another one."""
    are_even = all(paragraph.count(opening) == paragraph.count(closing) for opening, closing in PAIRS)
    return are_even and paragraph.count(TWIN) % 2 == 0
