"""The command line of weave-fix: its arguments, and what they lead to."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix import __version__
from weave_fix.config import TEXT, load
from weave_fix.config_file import DAY
from weave_fix.errors import WeaveFixError
from weave_fix.exit_status import ending
from weave_fix.report import color, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from weave_fix.config import Config
    from weave_fix.git import Repository
    from weave_fix.remember import Remember
    from weave_fix.run import GivenText

STANDARD_INPUT = "-"
SHELLS = ("bash", "zsh", "fish")
VERSIONS = 50
"""Earlier versions that `--deep` searches, unless another number is given."""
EPILOG = """\
exit status:
  0    no high-confidence findings
  1    repairs were made, or a high-confidence finding remains
  2    wrong use, wrong configuration, or a file that cannot be read or written;
       the others were handled
  3    a fault of weave-fix; the files that it concerns were left as they were
  128 and the number of the signal that ended it; every file is as it was or
       repaired

example:
  weave-fix --check --base origin/main .   the damage that a branch brought in
  git commit; weave-fix; git diff; git add -u; git commit

configuration: weave-fix.toml, .weave-fix.toml, or [tool.weave-fix] in
pyproject.toml, at the top of the repository;
keys: select, ignore, deep, unsafe, strict, mode, scope, exit-zero, language,
notes, timeout, exclude, extend-exclude, include, per-file-ignores,
per-file-language, words, words-files, spelling.

weave-notes lists the repairs in the commit's message; see weave-notes --help.
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose help describes what only the help has to load."""

    def format_help(self) -> str:
        rows = "".join(f"  {name:9}{format_.HELP}\n" for name, format_ in registry.discover().items())
        self.epilog = f"formats:\n{rows}\n{EPILOG}"
        return super().format_help()


def parser() -> argparse.ArgumentParser:
    """Return the parser of all arguments; a flag that was not given is None."""
    made = _Parser(
        prog="weave-fix",
        usage="weave-fix [OPTION ...] [PATH ...]",
        description="Find damaged Markdown before it is committed, and repair it by its\nhistory and its language.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    words = "files and folders, or `-`: standard input (default: what is staged)"
    # Not to the parser itself, which has a group of that name: it would look how wide the terminal is, three
    # milliseconds of each run.
    made.add_argument_group("positional arguments").add_argument("paths", nargs="*", metavar="PATH", help=words)
    _add_work(made.add_argument_group("what is done"))
    _add_scope(made.add_argument_group("what is looked at"))
    _add_output(made.add_argument_group("what is printed"))
    _add_configuration(made.add_argument_group("configuration"))
    _add_accepting(made.add_argument_group("what is right"))
    _add_others(made.add_argument_group("other work"))
    return made


def _add_work(group: argparse._ArgumentGroup) -> None:
    switch, add = argparse.BooleanOptionalAction, group.add_argument
    add("--check", action="store_true", default=None, help="change nothing; print one diff that `git apply` takes")
    words = "repair, although the configuration says `check` or `warn`"
    add("--fix", action="store_false", dest="check", default=None, help=words)
    words = "show each repair, safe or not, and ask what becomes of it, as `git add -p`"
    add("-i", "--interactive", action="store_true", default=None, help=words)
    add("--unsafe", action=switch, default=None, help="apply unsafe repairs too")
    add("--strict", action=switch, default=None, help="exit with 1 for every finding, whatever its confidence")
    add("--exit-zero", action=switch, default=None, help="exit with 0 whatever is found")
    add("--notes", action=switch, default=None, help="keep notes for the commit's message (default: do)")
    words = "processes that share many files (default: the processors, 4 at most)"
    add("-j", "--jobs", metavar="N", type=_number_of("processes"), help=words)
    words = "leave a file alone that takes more than N seconds of processor time (default: 10; 0: any time)"
    add("--timeout", metavar="N", type=_time_limit, help=words)
    words = "look again at texts in which an earlier run found nothing, and remember none"
    add("--no-cache", dest="cache", action="store_false", default=None, help=words)


def _add_scope(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--base", metavar="REV", help="compare with where HEAD and REV parted (default: HEAD, or where a push starts)")
    add("--exact", action="store_true", default=None, help="with --base: compare with REV itself")
    add("--stdin-filename", metavar="FILE", help="with the path `-`: the file that the text of standard input is for")
    add("--scope", choices=("changed", "all"), help="look at what differs from the base (default), or at everything")
    words = f"search N earlier versions too (default: {VERSIONS}) for what HEAD has lost; --scope all: all of the file"
    add("--deep", nargs="?", const=VERSIONS, metavar="N", type=_number_of("versions"), help=words)
    add("--deep-seconds", metavar="S", type=_seconds, help="how long that search may take (default: 10)")
    add("--language", metavar="FILE", help="the language model (default: the English one; `none`: history alone)")
    add("--select", metavar="ID,...", type=_names, help="look for these signatures or families alone")
    add("--ignore", metavar="ID,...", type=_names, help="do not look for these signatures or families")


def _add_output(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    words = f"what is printed: {', '.join(registry.names())}; NAME=FILE writes it, and several can be given"
    add("--format", metavar="NAME", type=_format, action="append", help=words)
    add("--output", metavar="FILE", help="write into FILE what would go to standard output")
    add("--window", metavar="N", type=_lines, help="lines that an episode shows around each finding (default: all)")
    add("--color", choices=("auto", "always", "never"), help="colour the lines (default: auto; NO_COLOR is obeyed)")
    volume = group.add_mutually_exclusive_group()
    words = "no lines about repairs; errors stay"
    volume.add_argument("-q", "--quiet", action="store_true", default=None, help=words)
    words = "also which files were checked or skipped, and why"
    volume.add_argument("-v", "--verbose", action="store_true", default=None, help=words)
    words = "--verbose, and each repair that was thought of and refused"
    volume.add_argument("--debug", action="store_true", default=None, help=words)
    add("--statistics", action="store_true", default=None, help="also how often each signature was found, by class")
    words = "also what each stage of the run took, in one process; --no-cache: of all texts"
    add("--profile", action="store_true", default=None, help=words)


def _add_configuration(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--config", metavar="FILE", help="read this file instead of the repository's weave-fix.toml or pyproject.toml")
    add("--isolated", action="store_true", default=None, help="read no configuration file")
    add("--show-config", action="store_true", help="print the settings in force and where each comes from, and exit")


def _add_others(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    words = "apply a diff as it was meant, to PATH or the files that it names, or nothing of it; `-`: standard input"
    add("--apply", metavar="PATCH", help=words)
    add("--partial", action="store_true", default=None, help="with --apply: what fits; the rest into PATH.rej.patch")
    words = "say what the hook would have done to the last N commits up to the revision PATH (default: HEAD), and exit"
    add("--replay", metavar="N", type=_number_of("commits"), help=words)
    words = "list the commits since REV that brought in damage which still stands, with its repair, and exit"
    add("--since", metavar="REV", help=words)
    add("--list-signatures", action="store_true", help="print all signatures, and exit")
    add("--explain", metavar="ID", help="say what a signature is, what makes it safe and how to silence it, and exit")
    add("--demo", action="store_true", help="damage a small repository and show the repair, and exit")
    words = f"print a script that completes words in this shell: {', '.join(SHELLS)}"
    add("--completion", choices=SHELLS, metavar="SHELL", help=words)
    add("--version", action="version", version=f"weave-fix {__version__}")
    add("-h", "--help", action="help", help="print this, and exit")


def _add_accepting(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    words = "take the words in FILE for right, one a line; can be given again (default: `words-files`)"
    add("--words-file", metavar="FILE", action="append", dest="words_files", help=words)
    add("--add-words", action="store_true", help="put the words that are found into the words file, and exit")
    add("--baseline", metavar="FILE", help="leave out what FILE says was found before")
    add("--write-baseline", metavar="FILE", help="write what is found into FILE, a baseline, and exit")
    words = "refuse this repair for good: PATH:LINE:COLUMN as its line says, or the id that --verbose shows"
    add("--reject", metavar="FINDING", action="append", help=words)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for and return the exit status; `argv` is without the program's name."""
    return ending(lambda: _dispatch(parser().parse_args(_guarded(sys.argv[1:] if argv is None else argv))))


def _dispatch(arguments: argparse.Namespace) -> int:
    if arguments.explain is not None:
        from weave_fix.report.explain import explain

        sys.stdout.write(explain(arguments.explain))
        return 0
    if arguments.list_signatures:
        from weave_fix.report.explain import listing
        from weave_fix.signatures.catalogue import catalogue

        sys.stdout.write(listing(catalogue()))
        return 0
    if arguments.completion is not None:
        from weave_fix.completion import script

        sys.stdout.write(script(arguments.completion, parser()))
        return 0
    if arguments.demo:
        from weave_fix.demo import demo

        return demo(sys.stdout, color.Colorizer(color.wanted(arguments.color or "auto", sys.stdout, os.environ)))
    if arguments.profile:
        from weave_fix.runtime.stages import begin

        begin()
    from weave_fix.git import Repository

    cwd = Path.cwd()
    repository = Repository.discover(cwd, bare=arguments.replay is not None)
    config = load(arguments, None if repository is None else repository.root, cwd)
    if arguments.show_config:
        from weave_fix.config import show

        sys.stdout.write(show(config))
        return 0
    wanted = _wanted(arguments)
    if arguments.replay is not None:
        from weave_fix.replay import replay

        return replay(config, arguments.replay, repository, os.environ, sys.stdout, sys.stderr)
    if config.since is not None:
        from weave_fix.since import since

        return since(config, repository, os.environ, cwd, sys.stdout, sys.stderr, wanted)
    if config.apply is not None:
        from weave_fix.apply_diff.command import apply

        return apply(config, repository, os.environ, cwd, sys.stdout, sys.stderr)
    return _run(_given_text(arguments, config), wanted, config, repository, cwd)


def _wanted(arguments: argparse.Namespace) -> Remember | None:
    """Return what is to be kept of what is found; WeaveFixError beside a flag by which nothing is looked for."""
    if not (arguments.reject or arguments.add_words or arguments.write_baseline is not None):
        return None
    from weave_fix.remember import Remember

    wanted = Remember(tuple(arguments.reject or ()), arguments.add_words, arguments.write_baseline)
    others = {"--replay": arguments.replay, "--apply": arguments.apply, "--interactive": arguments.interactive}
    for flag, given in others.items():
        if given is not None:
            raise WeaveFixError(f"{wanted.flags[0]} does not go with {flag}; give one after the other")
    return wanted


def _run(
    given: GivenText | None, wanted: Remember | None, config: Config, repository: Repository | None, cwd: Path
) -> int:
    """Look for damage, and repair it, report it or keep it for right."""
    if config.interactive and not sys.stdin.isatty():
        raise WeaveFixError("--interactive needs a terminal to read answers from; run it by hand, or leave it out")
    if wanted is not None:
        from weave_fix.remember import remember

        return remember(wanted, config, repository, os.environ, cwd, sys.stderr, given)
    from weave_fix.run import run

    return run(config, repository, os.environ, cwd, sys.stdout, sys.stderr, given)


def _given_text(arguments: argparse.Namespace, config: Config) -> GivenText | None:
    """Return the text of standard input where `-` is named; WeaveFixError for what does not go with it."""
    if STANDARD_INPUT not in config.paths:
        if arguments.stdin_filename is not None:
            raise WeaveFixError("--stdin-filename goes with the path `-`, standard input; name that")
        return None
    if len(config.paths) > 1:
        raise WeaveFixError("`-`, standard input, does not go with other paths; write ./- for a file of that name")
    if config.interactive:
        raise WeaveFixError("`-`, standard input, does not go with --interactive, which reads answers there")
    if not config.check and config.format != TEXT:
        hint = f"write --format {config.format}=FILE, or add --check"
        raise WeaveFixError(f"standard output gets the repaired text, and not the format {config.format}; {hint}")
    from weave_fix.files.discover import LIMIT
    from weave_fix.run import GivenText

    raw = sys.stdin.buffer.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise WeaveFixError(f"standard input has over {LIMIT:,} bytes; nothing was looked at")
    return GivenText(arguments.stdin_filename or "stdin.md", raw)


def _number_of(what: str) -> Callable[[str], int]:
    def read(word: str) -> int:
        number = int(word) if word.isascii() and word.isdecimal() and len(word) < 20 else 0
        if number < 1:
            raise argparse.ArgumentTypeError(f"{word!r:.80} is no number of {what}; give 1 or more")
        return number

    return read


def _seconds(word: str) -> float:
    if not word.isascii() or not word.replace(".", "", 1).isdecimal() or len(word) > 9 or not float(word):
        raise argparse.ArgumentTypeError(f"{word!r:.80} is no number of seconds; give more than 0")
    return float(word)


def _time_limit(word: str) -> float:
    if not word.isascii() or not word.replace(".", "", 1).isdecimal() or len(word) > 9 or float(word) > DAY:
        raise argparse.ArgumentTypeError(f"{word!r:.80} is no number of seconds; give 0 to {DAY}")
    return float(word)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for name in words.replace(" ", "").split(",") if name)


def _format(word: str) -> str:
    name, _, file = word.partition("=")
    if name not in registry.names():
        raise argparse.ArgumentTypeError(f"invalid choice: {name!r:.80} (choose from {', '.join(registry.names())})")
    if word.endswith("=") and not file:
        raise argparse.ArgumentTypeError(f"{word!r:.80} names no file; write {name}=FILE")
    return word


def _lines(word: str) -> int:
    if not word.isascii() or not word.isdecimal() or len(word) > 9:
        raise argparse.ArgumentTypeError(f"{word!r:.80} is no number of lines; give 0 or more")
    return int(word)


def _guarded(argv: Sequence[str]) -> list[str]:
    """Return `argv` in the form that the parser takes.

    A file whose name starts with a dash gets `./` before it: pre-commit passes it as it is. `--deep` gets its number
    with `=`: it takes the next word for its own only where that is a number, and not a path.
    """
    from weave_fix.markdown.suffixes import is_markdown

    words: list[str] = []
    for word in argv:
        if word.startswith("-") and is_markdown(word) and os.path.lexists(word):
            words.append(f"./{word}")
        elif words[-1:] == ["--deep"] and word.isascii() and word.isdecimal():
            words[-1] = f"--deep={word}"
        else:
            words[-1:] = [f"--deep={VERSIONS}" if last == "--deep" else last for last in words[-1:]]
            words.append(word)
    return words
