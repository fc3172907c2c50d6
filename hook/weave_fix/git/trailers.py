"""Trailers of commit messages: what commits say, and a message with more of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.git.runner import Runner, unconfigured
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import decode
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


class Trailers(NamedTuple):
    """What one commit's message says under one trailer's key."""

    commit: str
    date: str
    """The committer's day, `YYYY-MM-DD`."""
    values: tuple[str, ...]


def arguments(key: str, revisions: Sequence[str], *, everywhere: bool) -> tuple[str, ...]:
    """Return the arguments of `rev-list` that list the commits of `revisions` that have the trailer `key`."""
    form = f"--format=%x00%cs%x00%(trailers:key={key},valueonly,unfold)"
    # Without its encoding named, git would write a message in the one that a user has set for reading.
    options: tuple[str, ...] = ("--basic-regexp", f"--grep=^{key}:", "--encoding=UTF-8", "--no-color", form)
    if everywhere:
        options = ("--all", *options)
    return (*options, "--end-of-options", *revisions, "--")


def parse(out: bytes) -> list[Trailers]:
    """Return what `rev-list` with these `arguments` printed."""
    header, *fields = out.split(b"\0")
    found = []
    for number in range(0, len(fields), 2):
        commit, values = header.split()[-1], fields[number + 1]
        if number + 2 < len(fields):
            # After the values comes the first line, `commit OID`, of the next record.
            values, _, header = values[:-1].rpartition(b"\n")
        lines = tuple(decode(line) for line in values.split(b"\n") if line)
        if lines:
            found.append(Trailers(commit.decode("ascii"), fields[number].decode("ascii"), lines))
    return found


def with_trailers(message: bytes, trailers: Sequence[bytes], comment: str) -> bytes:
    """Return the commit message with `trailers`, each `Key: value`, in its last block; one that is there is left out.

    Lines that begin with the one character `comment` are no text. Nothing that a user has configured has a part in
    it: git would add what the commands of `trailer.*` print, though nobody asked for it.
    """
    with temporary_folder() as folder:
        file, nowhere = os.path.join(folder, "message"), os.path.join(folder, "none")
        # Below a last line without its end git leaves no empty line, and the trailers would be text.
        Path(file).write_bytes(message if message.endswith(b"\n") else message + b"\n")
        git = Runner(Path(folder))
        git.environment(GIT_DIR=nowhere, **unconfigured(Path(nowhere)))
        options = ("--no-divider", "--where=end", "--if-exists=addIfDifferent", "--if-missing=add")
        # These very bytes, whatever the encoding of the locale is.
        added = [os.fsdecode(b"--trailer=" + trailer) for trailer in trailers]
        done = git.run("-c", f"core.commentChar={comment}", "interpret-trailers", *options, *added, file)
        if done.status:
            raise git.failure("interpret-trailers", done.err)
        return done.out
