"""`--completion SHELL`: a script that completes the options of weave-fix, made from its parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple
from weave_fix.report.registry import names

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

FILES = frozenset(
    {"apply", "baseline", "config", "language", "output", "stdin_filename", "words_files", "write_baseline"}
)
"""Options whose value is a file."""
SIGNATURES = frozenset({"explain", "ignore", "select"})


class Option(NamedTuple):
    """One option."""

    short: Sequence[str]
    long: Sequence[str]
    words: str
    """Its line of help."""
    takes_value: bool
    is_file: bool
    values: Sequence[str]
    """What its value can be, where that is a list."""


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the script for `shell`: `bash`, `zsh` or `fish`."""
    made = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]
    return made([_option(action) for action in parser._actions if action.option_strings])


def _option(action: argparse.Action) -> Option:
    short = [word for word in action.option_strings if not word.startswith("--")]
    long = [word for word in action.option_strings if word.startswith("--")]
    words = " ".join((action.help or "print the version").split())
    values = list(map(str, action.choices)) if action.choices else _values(action.dest)
    return Option(short, long, words, action.nargs is None, action.dest in FILES, values)


def _values(name: str) -> Sequence[str]:
    if name == "format":
        return names()
    if name not in SIGNATURES:
        return ()
    from weave_fix.signatures.catalogue import FAMILIES, catalogue

    return [*catalogue(), *(() if name == "explain" else FAMILIES)]


def _bash(options: Sequence[Option]) -> str:
    cases = []
    for option in options:
        if option.takes_value:
            pattern = "|".join([*option.short, *option.long])
            reply = f"COMPREPLY=($(compgen -W '{' '.join(option.values)}' -- \"$cur\")); " if option.values else ""
            cases.append(f"        {pattern}) {reply}return ;;\n")
    every = " ".join(word for option in options for word in (*option.short, *option.long))
    return (
        "_weave_fix() {\n"
        '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"\n'
        "    COMPREPLY=()\n"
        f'    case "$prev" in\n{"".join(cases)}    esac\n'
        f"    if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '{every}' -- \"$cur\")); fi\n"
        "}\n"
        "complete -o default -F _weave_fix weave-fix  # without an answer it is a file\n"
    )


def _zsh(options: Sequence[Option]) -> str:
    rows = []
    for option in options:
        words = re.sub(r"([\[\]:\\])", r"\\\1", option.words)
        value = ""
        if option.takes_value:
            value = f":value:({' '.join(option.values)})" if option.values else ":value:"
            value += "_files" if option.is_file else ""
        rows += [f"        {_quoted(f'*{name}[{words}]{value}')} \\\n" for name in (*option.short, *option.long)]
    return (
        f"#compdef weave-fix\n_weave_fix() {{\n    _arguments -s -S \\\n{''.join(rows)}        '*:file:_files'\n}}\n"
        'if [ "$funcstack[1]" = "_weave_fix" ]; then _weave_fix "$@"; else compdef _weave_fix weave-fix; fi\n'
    )


def _fish(options: Sequence[Option]) -> str:
    rows = []
    for option in options:
        row = ["complete -c weave-fix", *(f"-s {name[1:]}" for name in option.short)]
        row += [f"-l {name[2:]}" for name in option.long]
        if option.takes_value:
            row.append("-r -F" if option.is_file else "-x")
        if option.values:
            row.append(f"-a {_quoted(' '.join(option.values))}")
        rows.append(f"{' '.join(row)} -d {_quoted(option.words)}\n")
    return "".join(rows)


def _quoted(text: str) -> str:
    """Return `text` in single quotes, as all three shells read them."""
    return "'" + text.replace("'", "'\\''") + "'"
