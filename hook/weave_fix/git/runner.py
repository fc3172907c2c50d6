"""Runs git to its end through GitPython, which no other module imports, and as a stream without it.

What a clean commit asks of git are two streams: it is spared the import of GitPython, a sixth of its time.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager
from functools import cache, cached_property
from importlib import import_module
from select import PIPE_BUF
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import TYPE_CHECKING, cast

from weave_fix.errors import NoGitError, WeaveFixError
from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader
    from pathlib import Path
    from types import ModuleType

    from git import Git

NAMED = "GIT_PYTHON_GIT_EXECUTABLE"
"""The variable in which GitPython is told which git to run."""
# A commit's hook may inherit these from whoever called git; "0" gives pathspecs their plain meaning again.
ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_GLOB_PATHSPECS": "0",
    "GIT_NOGLOB_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    # Nothing is fetched: a partial clone's configuration says what is run for that. The first is known since git 2.45.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # What git says is read in English.
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""Keeps git from running the commands that a repository's configuration names."""


def unconfigured(nowhere: Path) -> dict[str, str]:
    """Return the environment in which git reads no configuration of the user; `nowhere` is a folder without any."""
    return {
        "HOME": os.fspath(nowhere),
        "XDG_CONFIG_HOME": os.fspath(nowhere),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_PARAMETERS": "",
        "GIT_CONFIG_COUNT": "0",
    }


PACKAGES = ("git", "gitdb")
"""What GitPython consists of."""
NO_PROGRAM = (errno.ENOENT, errno.EACCES, errno.ENOEXEC, errno.ENOTDIR)
"""What the system says where a program is missing, or is none."""


class Done(NamedTuple):
    """What came of a git that ran to its end."""

    status: int
    out: bytes
    err: str


class Stream:
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

    def stop(self) -> None:
        """End the git; what it has said can still be read."""
        self._process.terminate()


class Runner:
    """Runs git in one folder; everything that weave-fix needs of GitPython."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = dict(ENVIRONMENT)

    @cached_property
    def _git(self) -> Git:
        return cast("Git", _gitpython().Git(os.fspath(self.folder)))

    @cached_property
    def _program(self) -> str:
        loaded = sys.modules.get("git.cmd")  # somebody may have told it which git to run
        return (loaded and loaded.Git.GIT_PYTHON_GIT_EXECUTABLE) or os.environ.get(NAMED) or "git"

    def environment(self, **variables: str) -> None:
        """Have git see these environment variables too."""
        self._environment |= variables

    def run(self, *args: str) -> Done:
        """Run git to its end; its exit status is the caller's to judge."""
        try:
            done = self._git.execute(
                self._command(args),
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                env=self._environment,
            )
        except (OSError, _gitpython().GitCommandNotFound) as error:
            raise self._not_started(error) from error
        status, out, err = done
        assert isinstance(out, bytes)
        return Done(int(status), out, str(err))

    def output(self, *args: str) -> bytes:
        """Run git and return its standard output; WeaveFixError with git's own words if it fails."""
        done = self.run(*args)
        if done.status:
            raise self.failure(args[0], done.err)
        return done.out

    @contextmanager
    def stream(self, *args: str, stdin: bytes, environment: Mapping[str, str] | None = None) -> Iterator[Stream]:
        """Run git with its standard output as a stream, with the variables of `environment` besides.

        The errors are read by a thread, so that no pipe can fill up while git waits.
        """
        folder = os.fspath(self.folder)
        try:
            with _readable(stdin) as feed:
                process = Popen(
                    self._command(args),
                    cwd=folder if os.access(folder, os.X_OK) else None,
                    env={**os.environ, **self._environment, **(environment or {})},
                    stdin=feed,
                    stdout=PIPE,
                    stderr=PIPE,
                )
        except OSError as error:
            raise self._not_started(error) from error
        out, err = process.stdout, process.stderr
        assert out is not None
        assert err is not None
        errors: list[bytes] = []
        drain = Thread(target=lambda: errors.append(err.read()), daemon=True)
        drain.start()
        try:
            yield Stream(process, drain, errors)
        finally:
            out.close()
            process.terminate()  # a reader may have seen enough before git was through
            process.wait()
            drain.join()
            err.close()

    def _not_started(self, error: Exception) -> NoGitError:
        reason = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(reason, OSError) or reason.errno in NO_PROGRAM:
            return _no_git(self._program)
        return NoGitError(f"git cannot be started in {self.folder} ({reason.strerror}); see to it and run again")

    def _command(self, args: Sequence[str]) -> list[str]:
        # rev-parse runs nothing, and is asked where the hooks are.
        return [self._program, *(() if args[0] == "rev-parse" else SAFE), *args]

    def failure(self, command: str, err: str) -> WeaveFixError:
        """Return the error for a git command that ended badly."""
        words = re.search(r"^(?:fatal|error): (.+)", err, re.MULTILINE)
        reason = words[1] if words else err.strip() or "it gave no reason"
        return WeaveFixError(f"git {command} failed in {self.folder}: {reason}; run it there by hand to see more")


@contextmanager
def _readable(content: bytes) -> Iterator[int]:
    """Yield a descriptor from which `content` can be read: a file's where a pipe might not take all of it at once."""
    if not content:
        yield DEVNULL
    elif len(content) <= PIPE_BUF:
        reading, writing = os.pipe()
        try:
            with open(writing, "wb") as end:
                end.write(content)
            yield reading
        finally:
            os.close(reading)
    else:
        from tempfile import TemporaryFile

        with TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            yield file.fileno()


@cache
def _gitpython() -> ModuleType:
    """Return GitPython's module for running git without the rest of GitPython, and without its runs of `git version`.

    The package imports all of itself and of `gitdb`, and runs git twice, 60 ms a commit; this module needs a third of
    that. So both packages stand in `sys.modules` with nothing but their paths while the module is imported, and
    everything of them is taken out again: whoever imports git later gets the whole as ever.
    """
    from importlib.util import find_spec, module_from_spec

    specs = {name: find_spec(name) for name in PACKAGES if name not in sys.modules}
    if specs.get("git") is not None:
        sys.modules.update({name: module_from_spec(spec) for name, spec in specs.items() if spec is not None})
        try:
            return import_module("git.cmd")
        except (ImportError, AttributeError):
            pass  # another version may need the whole of itself
        finally:
            for name in [name for name in sys.modules if name.partition(".")[0] in specs]:
                del sys.modules[name]
    try:
        import git.cmd
    except ModuleNotFoundError:
        raise
    except ImportError as error:  # this is how GitPython says that there is no git
        raise _no_git("git") from error
    return git.cmd


def _no_git(program: str) -> NoGitError:
    if program == os.environ.get(NAMED):
        return NoGitError(f"{program}: cannot be run as git; correct the variable {NAMED}, or unset it")
    return NoGitError("git was not found or cannot be run; install it, or put it on PATH")
