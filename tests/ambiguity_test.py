"""No regular expression of the package takes exponential time to fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import cast

import pytest

import weave_fix
from tests.ambiguity import Automaton
from weave_fix.patterns import LazyPattern

TRAINING = "weave_fix.training"
"""Needs extras, and reads what its user chose."""


@pytest.mark.parametrize(
    ("pattern", "is_exponential"),
    [
        pytest.param(r"(?:a*)*b", True, id="star-in-star"),
        pytest.param(r"(?:a+)+b", True, id="plus-in-plus"),
        pytest.param(r"(?:ab|a|b)*c", True, id="two-for-one"),
        pytest.param(r"(?: {0,3}> ?)*b", True, id="a-space-of-either"),
        pytest.param(r"(?: {0,3}>(?: {0,4}>)* ?)?b", False, id="a-space-of-the-second"),
        pytest.param(r"(?:a{2}|aaa)*b", True, id="lengths"),
        pytest.param(r"(?:\w+-?)*b", True, id="no-separator-needed"),
        pytest.param(r"(?:\w+-)*b", False, id="separator"),
        pytest.param(r"(?:[^a]|a(?!b))*", False, id="classes-apart"),
        pytest.param(r"(?i:(?:a|A)+)b", False, id="one-class"),
        pytest.param(r"a*a*b", False, id="two-stars"),
    ],
)
def test_what_is_exponential(pattern: str, *, is_exponential: bool) -> None:
    assert Automaton(pattern, 0).is_exponential() is is_exponential


def test_no_expression_is_exponential() -> None:
    modules = [one.name for one in walk_packages(weave_fix.__path__, "weave_fix.")]
    read = [import_module(name) for name in modules if not name.endswith("__main__") and TRAINING not in name]
    found = {
        (str(expression.pattern), expression.flags): f"{module.__name__}.{name}"
        for module in read
        for name, value in vars(module).items()
        for expression in expressions(value)
    }
    assert len(found) > 200
    assert [where for what, where in found.items() if Automaton(*what).is_exponential()] == []


def expressions(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the expressions that a module's value is, or holds."""
    if isinstance(value, re.Pattern | LazyPattern):
        if isinstance(value.pattern, str):
            yield cast("re.Pattern[str]", value)
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from expressions(one)
