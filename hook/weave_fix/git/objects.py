"""What the commits, trees and blobs of a repository hold, whatever its index and working tree do."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.git.object_store import is_partial, without_remotes
from weave_fix.git.runner import Runner, Stream
from weave_fix.markdown.blocks import WORD
from weave_fix.markdown.suffixes import MARKDOWN_PATHSPECS
from weave_fix.named_tuple import NamedTuple
from weave_fix.records import decode

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from io import BufferedReader
    from pathlib import Path

BLOB = re.compile(rb"[0-9a-f]{40,64} (\w+) (\d+)\n")
CHUNK = 1 << 20
OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?(?=:|$)")
LINK, SUBMODULE = "120000", "160000"
LACKING = b"BAD"
"""Stands in git's list in the place of the size of a file that the repository lacks."""


class Files(NamedTuple):
    """The files below a folder of the working tree."""

    paths: list[str]
    """Sorted; a tracked file is there even where the working tree lacks it."""
    unread: dict[str, str]
    """The folders that could not be looked into, each with the reason; files that are not tracked may be in them."""


class TreeBlob(NamedTuple):
    """One file of a tree."""

    path: str
    oid: str
    size: int
    """In bytes."""


class TreeChange(NamedTuple):
    """One path that two trees hold differently; a link or a submodule is no file."""

    path: str
    old_oid: str | None
    """None where the first tree has no such file."""
    new_oid: str | None
    """None where the second one has none."""


class Listing:
    """The files of a tree; of a great one a record each would take longer than git takes to list them."""

    def __init__(self, entries: list[bytes], is_whole: bool) -> None:
        self._entries = entries
        self.is_whole = is_whole
        """Whether no file of the tree is missing."""

    def blobs(self, suffixes: Container[bytes], most: int) -> list[TreeBlob]:
        """Return the files whose names end in a dot and one of `suffixes` (lower case), the first `most` of the list.

        Links and submodules are left out, and what a partial clone lacks.
        """
        found: list[TreeBlob] = []
        for entry in self._entries:
            if _suffix(entry) in suffixes:
                head, _, path = entry.partition(b"\t")
                mode, _, oid, size = head.split()
                if mode.startswith(b"100") and size != LACKING:
                    if len(found) == most:
                        break
                    found.append(TreeBlob(os.fsdecode(path), oid.decode("ascii"), int(size)))
        return found

    def lacking(self, suffixes: Container[bytes]) -> int:
        """Return how many files with such names a partial clone lacks."""
        heads = (entry.partition(b"\t")[0] for entry in self._entries if _suffix(entry) in suffixes)
        return sum(head.endswith(LACKING) for head in heads)


def _suffix(name: bytes) -> bytes:
    return name.rpartition(b".")[2].lower()


class Objects:
    """The object database of one repository."""

    def __init__(self, root: Path, store: Path, *, sha256: bool) -> None:
        self.root = root
        """The working tree's: absolute, without symbolic links."""
        self._git = Runner(root)
        self._store = store
        """The folder `objects`."""
        self._sha256 = sha256

    @cached_property
    def is_partial(self) -> bool:
        """Whether objects may be missing: a partial clone fetches them when git needs them, and weave-fix does not."""
        return is_partial(self._store)

    @contextmanager
    def _stream(self, *args: str, stdin: bytes = b"") -> Iterator[Stream]:
        """Run a git that reads objects alone; one that is missing is not fetched."""
        if not self.is_partial:
            with self._git.stream(*args, stdin=stdin) as stream:
                yield stream
            return
        with (
            without_remotes(self._store, sha256=self._sha256) as environment,
            self._git.stream(*args, stdin=stdin, environment=environment) as stream,
        ):
            yield stream

    def resolve(self, revision: str) -> str:
        """Return the object id of the commit that `revision` names; WeaveFixError if it names none."""
        found = self._oid(f"{revision}^{{commit}}")
        if found is None:
            hint = "check its spelling, and in a shallow clone fetch it first (`fetch-depth: 0`)"
            raise WeaveFixError(f"{revision!r} names no commit of {self.root}; {hint}")
        return found

    def _oid(self, spec: str) -> str | None:
        done = self._git.run("rev-parse", "--verify", "--quiet", "--end-of-options", spec)
        return done.out.decode("ascii").strip() if done.status == 0 else None

    def names(self, spec: str) -> bool:
        """Tell whether `spec`, an object id or `COMMIT:PATH`, names an object, be it missing."""
        return self._oid(spec) is not None

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, None if this clone knows of none."""
        done = self._git.run("merge-base", one, other)
        if done.status > 1:
            raise self._git.failure("merge-base", done.err)
        return done.out.decode("ascii").strip() or None

    def read_blobs(self, specs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each spec (an object id, or `COMMIT:PATH`) with its blob's bytes, None if there is no such blob.

        One process serves them all, and one blob at a time is in memory.
        """
        for spec, _, content in self.read_blobs_below(specs, None):
            yield spec, content

    def read_blobs_below(
        self, specs: Iterable[str], limit: int | None
    ) -> Iterator[tuple[str, int | None, bytes | None]]:
        """Yield spec, size and bytes like `read_blobs`, but no bytes for a blob of more than `limit` bytes."""
        wanted = list(specs)
        # git takes one spec a line; the rare path with a line end in it is looked up by itself. So is what needs the
        # index or a reference, in a partial clone.
        asked = [spec if self._is_asked_as_it_is(spec) else self._oid(spec) or "missing:" for spec in wanted]
        if not asked:
            return
        feed = b"".join(os.fsencode(spec) + b"\n" for spec in asked)
        with self._stream("cat-file", "--batch", stdin=feed) as stream:
            for spec in wanted:
                try:
                    size, content = _read_blob(stream.out, limit)
                except EOFError as error:
                    raise self._git.failure("cat-file --batch", stream.end()[1]) from error
                yield spec, size, content

    def list_tree(self, tree: str, most: int) -> Listing:
        """Return git's list of the files of `tree` (or of a commit), as far as its first `most` bytes, some 80 a file.

        `tree` is an object id.
        """
        with self._stream("ls-tree", "-r", "-z", "-l", "--full-tree", tree) as stream:
            out = stream.out.read(most)
            is_whole = not stream.out.read(1)
            if is_whole:
                status, err = stream.end()
                if status and not self.is_partial:
                    raise self._git.failure("ls-tree", err)
                is_whole = not status  # else a folder is missing, which ends the list
        return Listing(out.split(b"\0")[:-1], is_whole)

    def tree_changes(self, old: str, new: str, most: int) -> list[TreeChange] | None:
        """Return what two trees hold differently, a rename as two changes.

        None where git has lost one of the trees, or where it has more than `most` bytes to say, some 120 a change.
        """
        options = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "-O/dev/null")
        with self._stream("diff-tree", *options, old, new) as stream:
            out = stream.out.read(most + 1)
            if len(out) > most or stream.end()[0]:
                return None
        fields = iter(out.split(b"\0"))
        found = []
        for header in fields:
            if header:
                old_mode, new_mode, old_oid, new_oid, _ = header[1:].decode("ascii").split()
                path = os.fsdecode(next(fields))
                sides = [
                    oid if mode.startswith("100") else None for mode, oid in ((old_mode, old_oid), (new_mode, new_oid))
                ]
                found.append(TreeChange(path, *sides))
        return found

    def grep_fixed(self, snippet: bytes, commit: str, limit: int) -> list[str]:
        """Return up to `limit` paths of Markdown files of `commit` that hold the bytes `snippet` in one line.

        A snippet with a line end in it is looked for by its longest line; look into the files for the whole.
        """
        line = max(snippet.split(b"\n"), key=len)
        if limit < 1 or not line.strip() or b"\0" in line:
            return []
        options = ("-l", "-z", "-F", "-I", "--no-color", "--full-name", "--no-recurse-submodules", "--no-textconv")
        arguments = (*options, "-e", os.fsdecode(line), commit, "--", *MARKDOWN_PATHSPECS)
        found: list[str] = []
        with self._stream("grep", *arguments) as stream:
            rest = b""
            while len(found) < limit and (chunk := stream.out.read1(CHUNK)):
                *names, rest = (rest + chunk).split(b"\0")
                found += [os.fsdecode(name)[len(commit) + 1 :] for name in names]
            if not found:
                status, err = stream.end()
                if status > 1 and not self.is_partial:  # 1 says that nothing was found
                    raise self._git.failure("grep", err)
        return found[:limit]

    def grep_words(self, words: Iterable[str], commit: str) -> set[str]:
        """Return those of `words` that stand in a Markdown file of `commit`, as whole words and written just so."""
        left = set(words)
        if not left:
            return set()
        patterns = [part for word in sorted(left) for part in ("-e", word)]
        options = ("-h", "-w", "-F", "-a", "--no-color", "--no-recurse-submodules", "--no-textconv")
        found: set[str] = set()
        with self._stream("grep", *options, *patterns, commit, "--", *MARKDOWN_PATHSPECS) as stream:
            for line in stream.out:
                # To git a letter beyond ASCII ends a word, so that `ber` would stand in `über`.
                here = left.intersection(WORD.findall(decode(line)))
                found |= here
                left -= here
                if not left:
                    break
        return found

    def _is_asked_as_it_is(self, spec: str) -> bool:
        return "\n" not in spec and (not self.is_partial or OID.match(spec) is not None)


def _read_blob(out: BufferedReader, limit: int | None) -> tuple[int | None, bytes | None]:
    """Read one answer of `cat-file --batch`: a blob's size and bytes; EOFError if git ended before it was whole."""
    header = out.readline()
    if not header.endswith(b"\n"):
        raise EOFError
    found = BLOB.fullmatch(header)
    if found is None:
        return None, None
    size, is_blob = int(found[2]), found[1] == b"blob"
    wanted = is_blob and (limit is None or size <= limit)
    content = bytearray()
    left = size + 1  # git puts a line end after each object
    while left:
        chunk = out.read(min(left, CHUNK))
        if not chunk:
            raise EOFError
        left -= len(chunk)
        if wanted:
            content += chunk
    return (size, bytes(content[:-1]) if wanted else None) if is_blob else (None, None)
