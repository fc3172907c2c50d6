"""The gateway to git: bytes in, bytes out.

Only plumbing commands with NUL-separated output are run: no user's colours, prefixes, external diff programs or
quoting reach them. Paths are `str` as `os.fsdecode` makes them, relative to the root, with `/`; any byte survives.
GitPython's own view of the index is not used, for it ignores `GIT_INDEX_FILE`, which `git commit FILE` and
`git commit -a` set; git itself honours it.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from weave_fix.data import decode
from weave_fix.errors import WeaveFixError
from weave_fix.markdown import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from io import BufferedReader
    from subprocess import Popen
    from threading import Thread
    from types import ModuleType

    from git import Git

# A commit's hook may inherit these from whoever called git; "0" gives pathspecs their plain meaning again.
ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
MARKDOWN = (".md", ".markdown", ".mdx", ".mkd")
MARKDOWN_PATHSPECS = tuple(f":(glob,icase)**/*{suffix}" for suffix in MARKDOWN)
BLOB = re.compile(rb"[0-9a-f]{40,64} (\w+) (\d+)\n")
CHUNK = 1 << 20
LINK, SUBMODULE = "120000", "160000"


class Change(NamedTuple):
    """One path whose content in the index is not what a commit holds."""

    path: str
    mode: str
    """Six octal digits, in the index."""
    oid: str
    """The blob in the index."""
    base_path: str | None
    """The path in the commit, another one after a rename or copy; None where the commit has no such file."""
    base_oid: str | None


class TreeBlob(NamedTuple):
    """One file of a commit."""

    path: str
    oid: str
    size: int
    """In bytes."""


class Trailers(NamedTuple):
    """What one commit's message says under one trailer's key."""

    commit: str
    date: str
    """The committer's day, `YYYY-MM-DD`."""
    values: tuple[str, ...]


class _Done(NamedTuple):
    status: int
    out: bytes
    err: str


class _Stream:
    """The standard output of a running git, and what it says on standard error."""

    def __init__(self, process: Popen[bytes], drain: Thread, errors: list[bytes]) -> None:
        self.out = cast("BufferedReader", process.stdout)
        self._process = process
        self._drain = drain
        self._errors = errors

    def end(self) -> tuple[int, str]:
        """Return exit status and standard error; `out` has to be read to its end before."""
        self._drain.join()
        return self._process.wait(), b"".join(self._errors).decode(errors="replace")


class _Runner:
    """Runs git in one folder; everything that weave-fix needs of GitPython."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._git: Git = _gitpython().Git(os.fspath(folder))
        self._program = self._git.GIT_PYTHON_GIT_EXECUTABLE or os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"
        self._git.update_environment(**ENVIRONMENT)

    def environment(self, **variables: str) -> None:
        """Have git see these environment variables too."""
        self._git.update_environment(**variables)

    def run(self, *args: str) -> _Done:
        """Run git to its end; its exit status is the caller's to judge."""
        try:
            done = self._git.execute(
                [self._program, *args],
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except (OSError, _gitpython().GitCommandNotFound) as error:
            raise _no_git() from error
        status, out, err = done
        assert isinstance(out, bytes)
        return _Done(int(status), out, str(err))

    def output(self, *args: str) -> bytes:
        """Run git and return its standard output; WeaveFixError with git's own words if it fails."""
        done = self.run(*args)
        if done.status:
            raise self.failure(args[0], done.err)
        return done.out

    @contextmanager
    def stream(self, *args: str, stdin: bytes) -> Iterator[_Stream]:
        """Run git with its standard output as a stream.

        The input is a file and the errors are read by a thread, so that no pipe can fill up while git waits.
        """
        from tempfile import TemporaryFile
        from threading import Thread

        with TemporaryFile() as feed:
            feed.write(stdin)
            feed.seek(0)
            command = [self._program, *args]
            # The handle ends the process and closes its streams as soon as nobody holds it.
            handle = self._git.execute(command, istream=feed, as_process=True)
            process = handle.proc
            assert process is not None
            out, err = process.stdout, process.stderr
            assert out is not None
            assert err is not None
            errors: list[bytes] = []
            drain = Thread(target=lambda: errors.append(err.read()), daemon=True)
            drain.start()
            try:
                yield _Stream(process, drain, errors)
            finally:
                out.close()
                process.terminate()  # a reader may have seen enough before git was through
                process.wait()
                drain.join()
                err.close()

    def failure(self, command: str, err: str) -> WeaveFixError:
        """Return the error for a git command that ended badly."""
        words = re.search(r"^(?:fatal|error): (.+)", err, re.MULTILINE)
        reason = words[1] if words else err.strip() or "it gave no reason"
        return WeaveFixError(f"git {command} failed in {self.folder}: {reason}; run it there by hand to see more")


@cache
def _gitpython() -> ModuleType:
    """Return GitPython's module for running git without the rest of GitPython, and without its runs of `git version`.

    The package imports all of itself and runs git twice, 60 ms a commit; this module needs half of that. So the
    package stands in `sys.modules` with nothing but its path while the module is imported, and everything of it is
    taken out again: whoever imports git later gets the whole as ever.
    """
    if "git" not in sys.modules and (spec := find_spec("git")) is not None:
        sys.modules["git"] = module_from_spec(spec)
        try:
            return import_module("git.cmd")
        except (ImportError, AttributeError):
            pass  # another version may need the whole of itself
        finally:
            for name in [name for name in sys.modules if name == "git" or name.startswith("git.")]:
                del sys.modules[name]
    try:
        import git.cmd
    except ModuleNotFoundError:
        raise
    except ImportError as error:  # this is how GitPython says that there is no git
        raise _no_git() from error
    return git.cmd


def _no_git() -> WeaveFixError:
    return WeaveFixError("git was not found or cannot be run; install it, or put it on PATH")


class Repository:
    """One repository with a working tree, as git sees it in this process's environment."""

    def __init__(self, root: Path, git_dir: Path, head: str | None) -> None:
        self.root = root
        """Absolute, without symbolic links."""
        self.git_dir = git_dir
        """Absolute; a linked worktree has its own."""
        self._head = head
        self._git = _Runner(root)

    @classmethod
    def discover(cls, start: Path) -> Repository | None:
        """Return the repository around the folder `start`, None if there is none.

        WeaveFixError for a bare one, inside `.git`, or where git refuses to work.
        """
        git = _Runner(start)
        asked = ("--is-bare-repository", "--absolute-git-dir", "--show-toplevel")
        done = git.run("rev-parse", *asked, "--verify", "--quiet", "HEAD")
        lines = os.fsdecode(done.out).split("\n")[:-1]
        if "not a git repository (or any" in done.err:  # other words follow where `.git` names a lost folder
            return None
        if lines[:1] == ["true"]:
            raise WeaveFixError(f"{start}: a bare repository has no files to read; run weave-fix in a clone of it")
        if "must be run in a work tree" in done.err:
            raise WeaveFixError(f"{start}: git keeps its own files here; run weave-fix in the working tree")
        if done.status > 1 or len(lines) < len(asked):
            raise git.failure("rev-parse", done.err)
        if len(lines) > len(asked) + 1:
            # A line end in the folder's own name: ask for one thing at a time.
            lines = [os.fsdecode(git.output("rev-parse", option))[:-1] for option in asked]
            lines += os.fsdecode(git.run("rev-parse", "--verify", "--quiet", "HEAD").out).split()
        return cls(Path(lines[2]), Path(lines[1]), lines[3] if len(lines) > len(asked) else None)

    @classmethod
    def create(cls, root: Path, files: Mapping[str, bytes]) -> Repository:
        """Make a repository in the empty folder `root` with one commit of `files`, by path; its id is always the same.

        None of the user's hooks, templates, filters or keys has a part in it.
        """
        git = _Runner(root)
        when = {"GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z"}
        git.environment(**when)
        git.output("init", "--quiet", "--template=", "--object-format=sha1", "--initial-branch=main")
        made = cls(root, root / ".git", None)
        made.stage(files)
        tree = git.output("write-tree").decode("ascii").strip()
        person = ("-c", "user.name=weave-fix", "-c", "user.email=weave-fix@localhost")
        commit = git.output(*person, "commit-tree", "--no-gpg-sign", "-m", "Sound texts", tree).decode("ascii").strip()
        git.output("update-ref", "HEAD", commit)
        return cls(root, root / ".git", commit)

    def stage(self, files: Mapping[str, bytes]) -> None:
        """Write `files`, by path, into the working tree and stage these very bytes."""
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            oid = self._git.output("hash-object", "-w", "--no-filters", "--", path).decode("ascii").strip()
            self._git.output("update-index", "--add", "--cacheinfo", f"100644,{oid},{path}")

    def head(self) -> str | None:
        """Return the commit that HEAD stood at when the repository was opened, None before the first commit."""
        return self._head

    def resolve(self, revision: str) -> str:
        """Return the object id of the commit that `revision` names; WeaveFixError if it names none."""
        found = self._oid(f"{revision}^{{commit}}")
        if found is None:
            hint = "check its spelling, and in a shallow clone fetch it first"
            raise WeaveFixError(f"{revision!r} names no commit of {self.root}; {hint}")
        return found

    def _oid(self, spec: str) -> str | None:
        done = self._git.run("rev-parse", "--verify", "--quiet", "--end-of-options", spec)
        return done.out.decode("ascii").strip() if done.status == 0 else None

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, None if this clone knows of none."""
        done = self._git.run("merge-base", one, other)
        if done.status > 1:
            raise self._git.failure("merge-base", done.err)
        return done.out.decode("ascii").strip() or None

    def parents_of_next_commit(self) -> tuple[str, ...]:
        """Return HEAD and the commits being merged into it; nothing before the first commit."""
        if self._head is None:
            return ()
        try:
            merged = (self.git_dir / "MERGE_HEAD").read_text(encoding="ascii").split()
        except FileNotFoundError:
            merged = []
        return (self._head, *merged)

    def git_path(self, name: str) -> Path:
        """Return where git keeps the file or folder `name` of its own, for example `weave-fix`."""
        return self.root / os.fsdecode(self._git.output("rev-parse", "--git-path", name)[:-1])

    def changes_since(self, commit: str | None) -> list[Change]:
        """Return what the index holds otherwise than `commit` (None: than nothing), sorted by path.

        Added, copied, modified and renamed files and those that became a file of another kind; deleted and
        unmerged ones are left out.
        """
        if commit is None:
            # Before the first commit; git knows the empty tree without having it.
            commit = self._git.output("hash-object", "-t", "tree", "--stdin").decode("ascii").strip()
        # -O: a configured diff.orderFile that cannot be read would end the command.
        options = ("--cached", "--ita-invisible-in-index", "--raw", "-z", "--no-abbrev", "-M", "-C", "-O/dev/null")
        fields = iter(self._git.output("diff-index", *options, "--diff-filter=ACMRT", commit, "--").split(b"\0"))
        found = [_change(header, fields) for header in fields if header]
        return sorted(found, key=lambda change: change.path)

    def list_files(self, folder: str) -> list[str]:
        """Return the tracked and the not ignored untracked paths below `folder` (relative; "" is the root), sorted.

        A tracked file is listed even where the working tree lacks it; a repository inside the repository is not
        looked into and stands in the list as its folder.
        """
        options = ("-z", "--cached", "--others", "--exclude-standard", "--full-name")
        out = self._git.output("--literal-pathspecs", "ls-files", *options, "--", folder or ".")
        return sorted({os.fsdecode(name).rstrip("/") for name in out.split(b"\0") if name})

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
        # git takes one spec a line; the rare path with a line end in it is looked up by itself.
        asked = [(self._oid(spec) or "missing:") if "\n" in spec else spec for spec in wanted]
        if not asked:
            return
        feed = b"".join(os.fsencode(spec) + b"\n" for spec in asked)
        with self._git.stream("cat-file", "--batch", stdin=feed) as stream:
            for spec in wanted:
                try:
                    size, content = _read_blob(stream.out, limit)
                except EOFError as error:
                    raise self._git.failure("cat-file --batch", stream.end()[1]) from error
                yield spec, size, content

    def tree_blobs(self, commit: str) -> list[TreeBlob]:
        """Return the files of `commit`, links and submodules left out."""
        out = self._git.output("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        found = []
        for entry in out.split(b"\0")[:-1]:
            head, _, path = entry.partition(b"\t")
            mode, kind, oid, size = head.decode("ascii").split()
            if kind == "blob" and mode != LINK:
                found.append(TreeBlob(os.fsdecode(path), oid, int(size)))
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
        with self._git.stream("grep", *arguments, stdin=b"") as stream:
            rest = b""
            while len(found) < limit and (chunk := stream.out.read1(CHUNK)):
                *names, rest = (rest + chunk).split(b"\0")
                found += [os.fsdecode(name)[len(commit) + 1 :] for name in names]
            if not found:
                status, err = stream.end()
                if status > 1:  # 1 says that nothing was found
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
        with self._git.stream("grep", *options, *patterns, commit, "--", *MARKDOWN_PATHSPECS, stdin=b"") as stream:
            for line in stream.out:
                # To git a letter beyond ASCII ends a word, so that `ber` would stand in `über`.
                here = left.intersection(WORD.findall(decode(line)))
                found |= here
                left -= here
                if not left:
                    break
        return found

    def merge(self, current: bytes, base: bytes, other: bytes) -> bytes | None:
        """Return `current` with the changes that lead from `base` to `other`; None where the two collide."""
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="weave-fix-") as folder:
            names = [os.path.join(folder, name) for name in ("current", "base", "other")]
            for name, content in zip(names, (current, base, other), strict=True):
                Path(name).write_bytes(content)
            done = self._git.run("merge-file", "-p", "-q", *names)
        return done.out if done.status == 0 else None

    def settings(self, pattern: str) -> dict[str, str]:
        """Return the configured keys, in lower case, that the regular expression `pattern` finds, with their values."""
        done = self._git.run("config", "--null", "--get-regexp", pattern)
        if done.status > 1:  # 1 says that there are none
            raise self._git.failure("config", done.err)
        entries = [os.fsdecode(entry).partition("\n") for entry in done.out.split(b"\0")[:-1]]
        return {key: value for key, _, value in entries}

    def trailers(self, key: str, *revisions: str, everywhere: bool = False) -> list[Trailers]:
        """Return those of the commits of `revisions`, newest first, whose messages have the trailer `key`.

        `revisions` are ranges or revisions as git takes them, a `^` before one leaves its commits out; `everywhere`
        adds every branch and tag. WeaveFixError if git knows one of them not.
        """
        form = f"--format=%x00%cs%x00%(trailers:key={key},valueonly,unfold)"
        # Without its encoding named, git would write a message in the one that a user has set for reading.
        options: tuple[str, ...] = ("--basic-regexp", f"--grep=^{key}:", "--encoding=UTF-8", "--no-color", form)
        if everywhere:
            options = ("--all", *options)
        out = self._git.output("rev-list", *options, "--end-of-options", *revisions, "--")
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


def with_trailers(message: bytes, trailers: Sequence[str], comment: str) -> bytes:
    """Return the commit message with `trailers`, each `Key: value`, in its last block; one that is there is left out.

    Lines that begin with the one character `comment` are no text. Nothing that a user has configured has a part in
    it: git would add what the commands of `trailer.*` print, though nobody asked for it.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="weave-fix-") as folder:
        file, nowhere = os.path.join(folder, "message"), os.path.join(folder, "none")
        # Below a last line without its end git leaves no empty line, and the trailers would be text.
        Path(file).write_bytes(message if message.endswith(b"\n") else message + b"\n")
        git = _Runner(Path(folder))
        git.environment(
            GIT_DIR=nowhere,
            HOME=nowhere,
            XDG_CONFIG_HOME=nowhere,
            GIT_CONFIG_GLOBAL=os.devnull,
            GIT_CONFIG_NOSYSTEM="1",
            GIT_CONFIG_PARAMETERS="",
            GIT_CONFIG_COUNT="0",
        )
        options = ("--no-divider", "--where=end", "--if-exists=addIfDifferent", "--if-missing=add")
        added = [f"--trailer={trailer}" for trailer in trailers]
        done = git.run("-c", f"core.commentChar={comment}", "interpret-trailers", *options, *added, file)
        if done.status:
            raise git.failure("interpret-trailers", done.err)
        return done.out


def _change(header: bytes, fields: Iterator[bytes]) -> Change:
    """Read one record of `diff-index --raw -z`, whose `header` is taken from `fields` already."""
    base_mode, mode, base_oid, oid, status = header[1:].decode("ascii").split()
    first = os.fsdecode(next(fields))
    path = os.fsdecode(next(fields)) if status[0] in "RC" else first
    # What was a link or a submodule before is no earlier text of this file.
    fresh = status[0] == "A" or base_mode in (LINK, SUBMODULE)
    return Change(path, mode, oid, None if fresh else first, None if fresh else base_oid)


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


def is_markdown(path: str) -> bool:
    """Tell whether the name ends as a Markdown file's does, in any case of letters."""
    return path.lower().endswith(MARKDOWN)
