"""Episodes, as `--format episode` writes them: the diff of each action in them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from weave_fix.apply_diff import unified
from weave_fix.apply_diff.hunks import FileDiff, PatchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weave_fix.apply_diff.unified import Numbered

OPENING, CLOSING = "#startblock type:", "#endblock"
ACTION = "action"
LIST = "diff_lines"
REGISTERED = "Repair "
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What reading a program raises that is none."""
EDIT = re.compile(r"\.edit\(")


def parse(lines: Sequence[Numbered]) -> list[FileDiff]:
    """Return what the actions of the episode do; PatchError for one whose diff cannot be read."""
    files: list[FileDiff] = []
    for at, program in _actions(lines):
        diff, name = _read(at, program)
        numbered = [(at, line) for line in diff.split("\n")]
        for file in unified.parse(numbered):
            names = file.names or ((name,) if name else ())
            files.append(file._replace(names=names))
    return files


def joined(strings: Iterable[str]) -> str:
    """Return the text of lines that may each have their line end or not."""
    return "".join(one if one.endswith("\n") else one + "\n" for one in strings)


def _actions(lines: Sequence[Numbered]) -> Iterator[tuple[int, str]]:
    """Yield the program of each action with the line that its block begins at."""
    at = 0
    program: list[str] = []
    for number, line in lines:
        if line.startswith(OPENING):
            at = number if line[len(OPENING) :].strip() == ACTION else 0
        elif line.rstrip() == CLOSING and at:
            yield at, "\n".join(program)
            program, at = [], 0
        elif at:
            program.append(line)
    if at:
        raise PatchError(f"this action has no line `{CLOSING}`; it may be cut off", at)


def _read(at: int, program: str) -> tuple[str, str]:
    """Return the diff of the action at line `at`, and the name of the file that it is registered to repair."""
    try:
        tree = ast.parse(program)
        nodes = list(ast.walk(tree))
        lists = [ast.literal_eval(value) for value in _values(nodes)]
    except UNREADABLE as error:
        raise PatchError(f"this action is no Python program with a list {LIST} ({error})", at) from error
    if len(lists) != 1 or not all(isinstance(line, str) for line in lists[0]):
        hint = "; calls of `edit` are not taken" if EDIT.search(program) else ""
        raise PatchError(f"this action has no list {LIST} of strings{hint}; give it the lines of one unified diff", at)
    return joined(lists[0]).removesuffix("\n"), _registered(nodes)


def _values(nodes: Iterable[ast.AST]) -> Iterator[ast.List]:
    for node in nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.List):
            continue
        if any(isinstance(target, ast.Name) and target.id == LIST for target in node.targets):
            yield node.value


def _registered(nodes: Iterable[ast.AST]) -> str:
    """Return the file of the call `add_action('Repair FILE', ...)`, empty where there is none."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_action":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                return first.value.removeprefix(REGISTERED)
    return ""
