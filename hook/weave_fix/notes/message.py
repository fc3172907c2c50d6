"""The message of a commit, as the file that git hands to a commit-msg hook: text, and what git cuts off."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.lines import split_lines
from weave_fix.regular_file import SMALL, read_regular

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

SETTINGS = r"^(core\.comment(char|string)|commit\.(cleanup|template)|i18n\.commitencoding)$"
"""The keys of git's configuration that `Habits` are made of."""
SCISSORS = re.compile(rb"(\S+) -{24} >8 -{24}\r?\n")
AUTOMATIC = b"#;@!$%^&|:"
"""What `core.commentChar = auto` chooses from."""
UNUSED = "\x01"
"""Stands for the character of comments where no line is one."""
TRAILER = re.compile(rb"[A-Za-z0-9-]+: ")
SIGNED = b"Signed-off-by: "


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


def habits(settings: Mapping[str, str], environ: Mapping[str, str], root: Path) -> Habits:
    """Return git's habits by its `settings`; GIT_EDITOR is `:` in `environ` where nobody edits the message."""
    edited = environ.get("GIT_EDITOR") != ":"
    cleanup = settings.get("commit.cleanup", "default")
    comment = settings.get("core.commentstring") or settings.get("core.commentchar") or "#"
    encoding = settings.get("i18n.commitencoding", "utf-8").lower()
    return Habits(
        comment=b"" if comment == "auto" else os.fsencode(comment),
        strips=cleanup == "strip" or (cleanup == "default" and edited),
        cuts=edited,
        template=_template(settings.get("commit.template"), root),
        ascii=encoding not in ("utf-8", "utf8"),
    )


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
    return Message(b"".join(lines[:end]), b"".join(lines[end:]), comment if habits.strips else b"")


def _chosen(lines: list[bytes]) -> bytes:
    """Return the character that git has chosen for comments: that of the scissors, or else of the last line."""
    for line in lines:
        if (cut := SCISSORS.fullmatch(line)) and cut[1] in AUTOMATIC:
            return cut[1]
    last = next((line for line in reversed(lines) if line.strip()), b"#")[:1]
    return last if last in AUTOMATIC else b"#"


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


def strays(text: bytes, mark: bytes) -> list[bytes]:
    """Return the lines that begin with `mark` in blocks of trailers that do not end the text.

    A squash in a rebase puts messages below one another, and of those blocks git reads the last one alone.
    """
    blocks = re.split(rb"\n[ \t]*\n", text.strip(b"\n"))[1:-1]
    trailers = [block.split(b"\n") for block in blocks if all(TRAILER.match(line) for line in block.split(b"\n"))]
    return [line for lines in trailers for line in lines if line.startswith(mark)]


def comment_for_git(message: Message) -> str:
    """Return the one character that tells git which of the message's lines are no text."""
    return message.comment.decode("latin-1") if len(message.comment) == 1 else UNUSED
