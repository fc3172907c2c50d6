"""The message of a commit, as the file that git hands to a commit-msg hook: text, and what git cuts off."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import split_lines
from weave_fix.runtime.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

SETTINGS = r"^(core\.comment(char|string)|commit\.(cleanup|template|verbose)|i18n\.commitencoding)$"
"""The keys of git's configuration that `Habits` are made of."""
SCISSORS = re.compile(rb"(\S+) -{24} >8 -{24}\r?\n")
BELOW_SCISSORS = (b"diff --", b"Submodule ")
"""How the first line that is no comment begins below scissors that git wrote."""
AUTOMATIC = b"#;@!$%^&|:"
"""What `core.commentChar = auto` chooses from."""
UNUSED = "\x01"
"""Stands for the character of comments where no line is one."""
TRAILER = re.compile(rb"[A-Za-z0-9-]+: ")
SIGNED = b"Signed-off-by: "
NO = ("", "0", "false", "no", "off")
"""What a setting of git says no with."""


class Habits(NamedTuple):
    """What git does to a message once the hooks have seen it."""

    comment: bytes
    """What a comment's line begins with; empty: git chooses it by the text."""
    strips: bool
    """Whether comments are taken out."""
    cuts: bool
    """Whether the text ends at a line of scissors."""
    template: bytes
    """The text that a writer starts with; left as it is, the commit is given up."""
    ascii: bool
    """Whether the message is in an encoding that a trailer beyond ASCII would break."""


class Message(NamedTuple):
    """A message in two parts, which put together are the file."""

    text: bytes
    rest: bytes
    """Comments, scissors and the diff below them; empty lines before."""
    comment: bytes
    """What a comment's line begins with; empty where comments are text."""


def habits(settings: Mapping[str, str], environ: Mapping[str, str], root: Path, raw: bytes) -> Habits:
    """Return what git does with the message `raw`, by its `settings`.

    Without an editor git sets GIT_EDITOR to `:`, but a user can have set it so too: then comments or scissors that git
    wrote for an editor are in the message, and git takes them out.
    """
    lines = split_lines(raw)
    comment = _comment(settings)
    prefix = comment or _chosen(lines)
    scissors = _scissors_of_git(lines, prefix)
    above = lines[: len(lines) if scissors is None else scissors]
    edited = environ.get("GIT_EDITOR") != ":" or scissors is not None or _ends_in_status(above, prefix)
    cleanup = settings.get("commit.cleanup", "default")
    # `--cleanup=scissors` is in no setting, but then the scissors stand above all other comments of git.
    keeps = scissors is not None and not (above and above[-1].startswith(prefix))
    encoding = settings.get("i18n.commitencoding", "utf-8").lower()
    return Habits(
        comment=comment,
        strips=cleanup == "strip" or (cleanup == "default" and edited and not keeps),
        cuts=edited or settings.get("commit.verbose", "").lower() not in NO,
        template=_template(settings.get("commit.template"), root),
        ascii=encoding not in ("utf-8", "utf8"),
    )


def _comment(settings: Mapping[str, str]) -> bytes:
    """Return what a comment begins with; empty where git chooses it."""
    comment = settings.get("core.commentstring") or settings.get("core.commentchar") or "#"
    return b"" if comment == "auto" else os.fsencode(comment)


def _scissors_of_git(lines: Sequence[bytes], comment: bytes) -> int | None:
    """Return the number of the first line of scissors, if git wrote one of them; None if it wrote none.

    Below its own there is a comment, and then nothing but comments as far as the diff. Of a message with scissors in
    its text git cuts off what is below the first.
    """
    found = [n for n, line in enumerate(lines) if (cut := SCISSORS.fullmatch(line)) and cut[1] == comment]
    for n in found:
        below = next((m for m in range(n + 1, len(lines)) if not lines[m].startswith(comment)), len(lines))
        if below > n + 1 and (below == len(lines) or lines[below].startswith(BELOW_SCISSORS)):
            return found[0]
    return None


def _ends_in_status(lines: Sequence[bytes], comment: bytes) -> bool:
    """Tell whether the last paragraph is comments of git: three lines at least, an empty comment between them."""
    block = []
    for line in reversed(lines):
        if line.startswith(comment):
            block.append(line[len(comment) :].strip())
        elif block or line.strip():
            break
    return len(block) > 2 and b"" in block


def _template(name: str | None, root: Path) -> bytes:
    if name is None:
        return b""
    try:
        return read_regular(root / os.path.expanduser(name), SMALL)
    except OSError:
        return b""


def split(raw: bytes, habits: Habits) -> Message:
    """Return the parts of the message that the file holds."""
    lines = split_lines(raw)
    comment = habits.comment or _chosen(lines)
    end = len(lines)
    if habits.cuts:
        cuts = (n for n, line in enumerate(lines) if (cut := SCISSORS.fullmatch(line)) and cut[1] == comment)
        end = next(cuts, end)
    while end and (not lines[end - 1].strip() or (habits.strips and lines[end - 1].startswith(comment))):
        end -= 1
    end = _end_of_trailers(lines[:end], habits.comment or b"#")
    return Message(b"".join(lines[:end]), b"".join(lines[end:]), comment if habits.strips else b"")


def _end_of_trailers(lines: Sequence[bytes], comment: bytes) -> int:
    """Return how many of the lines come before the comments that end them, if trailers do; else their number.

    Even where git leaves comments in the message, it reads, and writes, the trailers above those at its end. Where it
    chooses the character of comments, it reads those that begin with `#`.
    """
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(comment)):
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    block = [line for line in lines[start:end] if not line.startswith(comment)]
    return end if start and block and all(map(TRAILER.match, block)) else len(lines)


def _chosen(lines: Sequence[bytes]) -> bytes:
    """Return the character that git has chosen for comments: one that began no line of the message as it was then."""
    cuts = [cut[1] for line in lines if (cut := SCISSORS.fullmatch(line)) and cut[1] in AUTOMATIC]
    for comment in cuts:
        if _scissors_of_git(lines, comment) is not None:
            return comment
    text = [line for line in lines if line.strip()]
    last = text[-1][:1] if text else b"#"
    if last in AUTOMATIC and _ends_in_status(lines, last):
        return last
    if cuts:
        return cuts[0]
    if last in AUTOMATIC and last != b"#":
        return last
    # Nothing here is git's. A writer begins comments with `#`, but git takes it only if the message had none before.
    if all(line.startswith((b"#", SIGNED)) for line in text):
        return b"#"
    begun = {line[:1] for line in lines}
    return next((char for char in map(_byte, AUTOMATIC) if char not in begun), b"#")


def _byte(code: int) -> bytes:
    return bytes((code,))


def is_empty(message: Message, habits: Habits) -> bool:
    """Tell whether git gives the commit up: nothing but signatures, or the template as it was."""
    own = _own_lines(message.text, message.comment)
    return not own or own == _own_lines(habits.template, message.comment)


def _own_lines(text: bytes, comment: bytes) -> list[bytes]:
    lines = (line.strip() for line in text.split(b"\n") if not (comment and line.startswith(comment)))
    return [line for line in lines if line and not line.startswith(SIGNED)]


def without(text: bytes, trailers: Collection[bytes]) -> bytes:
    """Return the message's text without the lines that are one of `trailers`."""
    lines = split_lines(text)
    kept = [line for line in lines if line.rstrip() not in trailers]
    if len(kept) == len(lines):
        return text
    return b"".join(kept).rstrip(b"\n") + b"\n"


def misplaced_trailers(text: bytes, mark: bytes) -> list[bytes]:
    """Return the lines that begin with `mark` in blocks of trailers that do not end the text.

    A squash in a rebase puts messages below one another, and of those blocks git reads the last one alone.
    """
    blocks = re.split(rb"\n[ \t]*\n", text.strip(b"\n"))[1:-1]
    trailers = [block.split(b"\n") for block in blocks if all(TRAILER.match(line) for line in block.split(b"\n"))]
    return [line for lines in trailers for line in lines if line.startswith(mark)]


def comment_for_git(message: Message) -> str:
    """Return the one character that tells git which of the message's lines are no text."""
    return message.comment.decode("latin-1") if len(message.comment) == 1 else UNUSED
