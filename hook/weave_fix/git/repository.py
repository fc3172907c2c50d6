"""One repository with a working tree: where it is, what stands in its index, what a commit would change."""

from __future__ import annotations

import os
import re
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.git.location import plain_location
from weave_fix.git.objects import LINK, OID, SUBMODULE, Files, Objects
from weave_fix.git.runner import Runner
from weave_fix.markdown.suffixes import MARKDOWN_PATHSPECS
from weave_fix.named_tuple import NamedTuple
from weave_fix.patterns import lazy_pattern
from weave_fix.runtime.regular_file import LARGE, SMALL, read_regular
from weave_fix.runtime.signals import temporary_folder
from weave_fix.runtime.stages import GIT, stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from weave_fix.git.past import Past
    from weave_fix.git.trailers import Trailers


UNREAD = lazy_pattern(r"^warning: could not open directory '(.*?)/*': (.+)$", re.MULTILINE)
"""All that git says of a folder that it may not read, in the English that it is asked for: it goes on without it."""
SHA256 = 64
"""Hexadecimal digits of an object id in a repository of that kind."""
GREATEST = 2**31 - 1
"""Commits that git can be asked for at most."""
LOCATIONS = {"GIT_DIR", "GIT_WORK_TREE"}
NO_MERGE = "give the merge up with `git merge --abort`, or remove the file"


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


class Repository(Objects):
    """One repository with a working tree, as git sees it in this process's environment."""

    def __init__(self, root: Path, git_dir: Path, head: str | None, store: Path | None = None) -> None:
        """`store` is the folder `objects`; None: the one in `git_dir`."""
        super().__init__(root, store or git_dir / "objects", sha256=len(head or "") == SHA256)
        self.git_dir = git_dir
        """Absolute; a linked worktree has its own."""
        self._head = head

    @classmethod
    @stage(GIT)
    def discover(cls, start: Path, *, bare: bool = False) -> Repository | None:
        """Return the repository around the folder `start`, None if there is none.

        WeaveFixError for a bare one, unless `bare` lets it be one (its `root` is the git directory then), inside
        `.git`, or where git refuses to work.
        """
        if found := plain_location(start):
            return cls(*found)
        git = Runner(start)
        options = ["--is-bare-repository"], ["--absolute-git-dir"], ["--show-toplevel"], ["--git-path", "objects"]
        done = git.run("rev-parse", *chain(*options), "--verify", "--quiet", "HEAD")
        lines = os.fsdecode(done.out).split("\n")[:-1]
        if "not a git repository (or any" in done.err:  # other words follow where `.git` names a lost folder
            return None
        if lines[:1] == ["true"] and bare:
            return cls._bare(git)
        if lines[:1] == ["true"]:
            raise WeaveFixError(f"{start}: a bare repository has no files to read; run weave-fix in a clone of it")
        if "must be run in a work tree" in done.err:
            raise WeaveFixError(f"{start}: git keeps its own files here; run weave-fix in the working tree")
        if done.status > 1 or len(lines) < len(options):
            raise git.failure("rev-parse", done.err)
        if len(lines) > len(options) + 1:
            # A line end in the folder's own name: ask for one thing at a time.
            lines = [os.fsdecode(git.output("rev-parse", *option))[:-1] for option in options]
            lines += os.fsdecode(git.run("rev-parse", "--verify", "--quiet", "HEAD").out).split()
        _, git_dir, root, store, *head = lines
        made = cls(Path(root), Path(git_dir), head[0] if head else None, start / store)
        if LOCATIONS & os.environ.keys() or not os.path.lexists(Path(root, ".git")):
            # Relative ones start at the folder that git was called in; and `core.worktree` may name a folder elsewhere.
            made._git.environment(GIT_DIR=git_dir, GIT_WORK_TREE=root)
        return made

    @classmethod
    def _bare(cls, git: Runner) -> Repository:
        folder = Path(os.fsdecode(git.output("rev-parse", "--absolute-git-dir"))[:-1])
        store = os.fsdecode(git.output("rev-parse", "--git-path", "objects"))[:-1]
        head = git.run("rev-parse", "--verify", "--quiet", "HEAD").out.decode("ascii").strip()
        made = cls(folder, folder, head or None, git.folder / store)
        if "GIT_DIR" in os.environ:
            made._git.environment(GIT_DIR=str(folder))
        return made

    @classmethod
    def create(cls, root: Path, files: Mapping[str, bytes]) -> Repository:
        """Make a repository in the empty folder `root` with one commit of `files`, by path; its id is always the same.

        None of the user's hooks, templates, filters or keys has a part in it.
        """
        git = Runner(root)
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

    def parents_of_next_commit(self) -> tuple[str, ...]:
        """Return HEAD and the commits being merged into it; nothing before the first commit."""
        if self._head is None:
            return ()
        file = self.git_dir / "MERGE_HEAD"
        try:
            merged = read_regular(file, SMALL).decode("ascii", "replace").split()
        except FileNotFoundError:
            merged = []
        except OSError as error:
            raise WeaveFixError(f"{file}: cannot be read ({error.strerror}); {NO_MERGE}") from error
        if not all(map(OID.fullmatch, merged)):  # git would take another word for an option
            raise WeaveFixError(f"{file}: does not name the commits that are merged; {NO_MERGE}")
        return (self._head, *merged)

    def git_path(self, name: str) -> Path:
        """Return where git keeps the file or folder `name` of its own, for example `weave-fix`."""
        return self.root / os.fsdecode(self._git.output("rev-parse", "--git-path", name)[:-1])

    def shared_path_and_tree(self, name: str, commit: str) -> tuple[Path, str]:
        """Return where all worktrees together keep the file or folder `name`, and the object id of `commit`'s tree.

        Of one process, for a hook asks for both.
        """
        out = self._git.output("rev-parse", "--git-common-dir", "--verify", f"{commit}^{{tree}}")
        folder, tree, _ = out.rsplit(b"\n", 2)
        return self.root / os.fsdecode(folder) / name, tree.decode("ascii")

    def changes_since(self, commit: str | None) -> list[Change]:
        """Return what the index holds otherwise than `commit` (None: than nothing), sorted by path.

        Added, copied, modified and renamed files and those that became a file of another kind; deleted and
        unmerged ones are left out.
        """
        return self._changes("diff-index", "--cached", "--ita-invisible-in-index", commit or self._empty_tree)

    def staged_markdown(self, most: int) -> list[tuple[str, str]]:
        """Return the path and the blob of the Markdown files in the index, as far as the first `most` bytes of git's
        list, some 80 a file; one that is unmerged is left out, and so are links.
        """
        with self._git.stream("ls-files", "--stage", "-z", "--", *MARKDOWN_PATHSPECS, stdin=b"") as stream:
            entries = stream.out.read(most).split(b"\0")[:-1]
        found = []
        for entry in entries:
            head, _, path = entry.partition(b"\t")
            mode, oid, number = head.split()
            if mode.startswith(b"100") and number == b"0":
                found.append((os.fsdecode(path), oid.decode("ascii")))
        return found

    def changes_between(self, old: str | None, new: str) -> list[Change]:
        """Return what the commit `new` holds otherwise than `old`, as `changes_since` would if it were in the index."""
        return self._changes("diff-tree", "-r", old or self._empty_tree, new)

    def _changes(self, command: str, *arguments: str) -> list[Change]:
        # -O: a configured diff.orderFile that cannot be read would end the command.
        options = ("--raw", "-z", "--no-abbrev", "-O/dev/null", "--diff-filter=ACMRT")
        status, err = 0, ""
        # In a partial clone a text that may have been renamed may be missing; the same text under another name is found
        # without it.
        for pairs in (("-M", "-C"), ("-M100%", "-C100%")):
            with self._git.stream(command, *pairs, *options, *arguments, "--", stdin=b"") as stream:
                fields = iter(stream.out.read().split(b"\0"))
                status, err = stream.end()
            if not status or not self.is_partial:
                break
        if status:
            raise self._git.failure(command, err)
        found = [_change(header, fields) for header in fields if header]
        return sorted(found, key=lambda change: change.path)

    @cached_property
    def _empty_tree(self) -> str:
        """Stands for what there is before the first commit; git knows the empty tree without having it."""
        return self._git.output("hash-object", "-t", "tree", "--stdin").decode("ascii").strip()

    def last_commits(self, commit: str, most: int) -> list[tuple[str, str | None]]:
        """Return the last `most` commits up to `commit` that are no merges, newest first, each with its parent or None.

        In a shallow clone a commit whose parent is missing is among them, as if it had none; see `shallow_commits`.
        """
        number = f"--max-count={min(most, GREATEST)}"
        out = self._git.output("rev-list", "--no-merges", "--parents", number, commit, "--").decode("ascii")
        pairs = (line.split() for line in out.splitlines())
        return [(commit, parents[0] if parents else None) for commit, *parents in pairs]

    def past_of(self, paths: Collection[str], revisions: Sequence[str], most: int, deadline: float) -> Past:
        """Return the last `most` changes of the Markdown files at `paths` in the commits of `revisions`, newest first.

        `revisions` are object ids, those with `^` before them and what they come from left out. Renames are followed.
        It stops at `deadline`, on the clock of `time.monotonic`.
        """
        from weave_fix.git.past import arguments_of_past, read_past

        for pairing in ("-M", "-M100%"):
            with self._stream(*arguments_of_past(revisions, pairing)) as stream:
                past = read_past(stream, paths, most, deadline)
                status, err = stream.end() if past.is_read else (0, "")
            if not status:
                return past
            if not self.is_partial:
                break
            # A text that may have been renamed is missing; the same text under another name is found without it.
        raise self._git.failure("log", err)

    def other_commits(self, most: int) -> list[str]:
        """Return the tips of all branches, the stashes with what they have of the index and of new files, and where
        HEAD has been; of each the newest `most`, and each commit once.
        """
        options = ("for-each-ref", "--format=%(objectname)", f"--count={min(most, GREATEST)}", "--sort=-committerdate")
        found = self._git.output(*options, "refs/heads", "refs/remotes").split()
        walk = ("log", "--walk-reflogs", f"--max-count={min(most, GREATEST)}", "--no-show-signature", "--no-color")
        # A merge of the commit that was HEAD, the index, and the files that git did not know.
        stashed = self._git.run(*walk, "--format=%H %P", "refs/stash", "--")
        if not stashed.status:
            for line in stashed.out.splitlines():
                stash, _, *others = line.split()
                found += [stash, *others]
        been = self._git.run(*walk, "--format=%H", "HEAD", "--")
        found += been.out.split() if not been.status else []
        return [commit.decode("ascii") for commit in dict.fromkeys(found)]

    def shallow_commits(self) -> frozenset[str]:
        """Return the commits of a shallow clone that have parents which it lacks."""
        try:
            return frozenset(read_regular(self.git_path("shallow"), LARGE).decode("ascii", "replace").split())
        except FileNotFoundError:
            return frozenset()

    def list_files(self, folder: str) -> Files:
        """Return the tracked and the not ignored untracked files below `folder` (relative; "" is the root).

        A repository inside the repository is not looked into and stands in the list as its folder.
        """
        options = ("-z", "--cached", "--others", "--exclude-standard", "--full-name")
        done = self._git.run("--literal-pathspecs", "ls-files", *options, "--", folder or ".")
        if done.status:
            raise self._git.failure("ls-files", done.err)
        paths = sorted({os.fsdecode(name).rstrip("/") for name in done.out.split(b"\0") if name})
        return Files(paths, {found[1]: found[2] for found in UNREAD.finditer(done.err)})

    def merge(self, current: bytes, base: bytes, other: bytes) -> bytes | None:
        """Return `current` with the changes that lead from `base` to `other`; None where the two collide."""
        with temporary_folder() as folder:
            names = [os.path.join(folder, name) for name in ("current", "base", "other")]
            for name, content in zip(names, (current, base, other), strict=True):
                Path(name).write_bytes(content)
            done = self._git.run("merge-file", "-p", "-q", *names)
        return done.out if done.status == 0 else None

    def ignores_case(self) -> bool:
        """Tell whether names that differ by the case of letters alone are one file here, as git found it to be."""
        return self._git.run("config", "--type=bool", "--get", "core.ignoreCase").out == b"true\n"

    def line_ends(self, path: str) -> str:
        """Return `auto` where git puts the line ends of the file at `path` in order by itself, else an empty string.

        `.gitattributes` says so, with `text` or `eol`, and `core.autocrlf` where that says nothing.
        """
        fields = self._git.run("check-attr", "-z", "text", "eol", "--", path).out.split(b"\0")
        values = dict(zip(fields[1::3], fields[2::3], strict=False))
        if values.get(b"text") == b"unset":
            return ""
        if not set(values.values()) <= {b"unspecified"}:
            return "auto"
        return "auto" if self.settings("^core[.]autocrlf$").get("core.autocrlf", "false") != "false" else ""

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
        from weave_fix.git.trailers import arguments, parse

        return parse(self._git.output("rev-list", *arguments(key, revisions, everywhere=everywhere)))


def _change(header: bytes, fields: Iterator[bytes]) -> Change:
    """Read one record of `diff-index --raw -z`, whose `header` is taken from `fields` already."""
    base_mode, mode, base_oid, oid, status = header[1:].decode("ascii").split()
    first = os.fsdecode(next(fields))
    path = os.fsdecode(next(fields)) if status[0] in "RC" else first
    # What was a link or a submodule before is no earlier text of this file.
    fresh = status[0] == "A" or base_mode in (LINK, SUBMODULE)
    return Change(path, mode, oid, None if fresh else first, None if fresh else base_oid)
