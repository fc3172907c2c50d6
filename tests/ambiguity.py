"""Whether a regular expression can read a text in so many ways that failing takes exponential time.

The positions of an expression, one for each character class in it, and which of them may follow each other, make an
automaton (Glushkov 1961). It is exponentially ambiguous if a loop of it can be gone through in two ways with the same
characters (Weber and Seidl 1991). Assertions and back references are taken for nothing, so that an expression may be
named though they keep it from being so slow; and one that nothing follows, though it never fails.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

try:
    parser = import_module("re._parser")
except ImportError:  # before Python 3.11
    parser = import_module("sre_parse")

ALPHABET = [*map(chr, range(128)), *"\x85\xa0\u00e9\u00df\u0130\u0301\u200b\u2019\u2028\u4f60\ue000\ufffd\U0001f600"]
MANY = 6
"""More repetitions than this are taken for any number."""
ASSERTED = ("ASSERT", "ASSERT_NOT")
REPEATED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class Part(NamedTuple):
    """A part of an expression: the positions that it may begin and end with, and whether it may be empty."""

    first: Counter[int]
    last: Counter[int]
    is_empty: bool


class Automaton:
    """The positions of an expression and their followers, each with the number of ways that lead to it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.classes: list[frozenset[str]] = []
        self.follow: dict[int, Counter[int]] = defaultdict(Counter)
        self._flags = flags
        self._sequence(parser.parse(pattern, flags))

    def is_exponential(self) -> bool:
        """Tell whether a loop can be gone through in two ways with the same characters."""
        return any(self._is_ambiguous(loop) for loop in _components(self.follow))

    def _is_ambiguous(self, loop: frozenset[int]) -> bool:
        def pairs(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
            for one in self.follow[pair[0]].keys() & loop:
                for other in self.follow[pair[1]].keys() & loop:
                    if self.classes[one] & self.classes[other]:
                        yield one, other

        if any(self.follow[one][other] > 1 for one in loop for other in self.follow[one].keys() & loop):
            return True
        graph: dict[tuple[int, int], list[tuple[int, int]]] = {}
        waiting = [(one, one) for one in loop]
        while waiting:
            pair = waiting.pop()
            if pair not in graph:
                graph[pair] = [*pairs(pair)]
                waiting += graph[pair]
        for together in _components(graph):
            if any(a == b for a, b in together) and any(a != b for a, b in together):
                return True
        return False

    def _sequence(self, items: Iterable[Any]) -> Part:
        whole = Part(Counter(), Counter(), is_empty=True)
        for item in items:
            whole = self._joined(whole, self._part(*item))
        return whole

    def _joined(self, left: Part, right: Part) -> Part:
        self._link(left.last, right.first)
        first = left.first + right.first if left.is_empty else left.first
        last = left.last + right.last if right.is_empty else right.last
        return Part(first, last, left.is_empty and right.is_empty)

    def _link(self, lasts: Counter[int], firsts: Counter[int]) -> None:
        for last in lasts:
            for first in firsts:
                self.follow[last][first] += lasts[last] * firsts[first]

    def _part(self, kind: Any, value: Any) -> Part:
        name = str(kind)
        if name in REPEATED:
            return self._repeated(*value)
        if name == "SUBPATTERN":
            return self._sequence(value[3])
        if name == "ATOMIC_GROUP":
            return self._sequence(value)
        if name == "BRANCH":
            parts = [self._sequence(branch) for branch in value[1]]
            firsts, lasts = Counter[int](), Counter[int]()
            for part in parts:
                firsts, lasts = firsts + part.first, lasts + part.last
            return Part(firsts, lasts, any(part.is_empty for part in parts))
        if name in ASSERTED:
            self._sequence(value[1])  # read by itself: nothing follows it
        if name in ("AT", "GROUPREF", "GROUPREF_EXISTS", *ASSERTED):
            return Part(Counter(), Counter(), is_empty=True)
        self.classes.append(frozenset(filter(self._test(name, value), ALPHABET)))
        at = Counter([len(self.classes) - 1])
        return Part(at, at, is_empty=False)

    def _repeated(self, least: int, most: Any, items: Any) -> Part:
        is_any = most is parser.MAXREPEAT or most > MANY
        whole = Part(Counter(), Counter(), is_empty=True)
        for _ in range(min(least, MANY)):
            whole = self._joined(whole, self._sequence(items))
        if is_any:
            part = self._sequence(items)
            self._link(part.last, part.first)
            return self._joined(whole, part._replace(is_empty=True))
        rest = Part(Counter(), Counter(), is_empty=True)  # ((x)?x)?: the later ones need the earlier ones
        for _ in range(most - least):
            rest = self._joined(self._sequence(items), rest)._replace(is_empty=True)
        return self._joined(whole, rest)

    def _test(self, name: str, value: Any) -> Callable[[str], bool]:
        if name == "ANY":
            return lambda char: char != "\n" or bool(self._flags & re.DOTALL)
        if name == "IN":
            negated = bool(value) and str(value[0][0]) == "NEGATE"
            tests = [self._test(str(kind), what) for kind, what in value if str(kind) != "NEGATE"]
            return lambda char: any(test(char) for test in tests) is not negated
        if name == "RANGE":
            return lambda char: any(value[0] <= ord(one) <= value[1] for one in self._cases(char))
        if name == "CATEGORY":
            letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rsplit("_", 1)[1]]
            known = re.compile(f"\\{letter.upper() if '_NOT_' in str(value) else letter}")
            return lambda char: known.match(char) is not None
        if name == "NOT_LITERAL":
            return lambda char: value not in map(ord, self._cases(char))
        assert name == "LITERAL", name
        if chr(value) not in ALPHABET:
            ALPHABET.append(chr(value))
        return lambda char: value in map(ord, self._cases(char))

    def _cases(self, char: str) -> set[str]:
        folded = (char, char.lower(), char.upper()) if self._flags & re.IGNORECASE else (char,)
        return {one for one in folded if len(one) == 1}


def _components(graph: Mapping[Any, Iterable[Any]]) -> Iterator[frozenset[Any]]:
    """Yield the strongly connected components that have a loop (Kosaraju and Sharir)."""
    backward: dict[Any, list[Any]] = defaultdict(list)
    for node in graph:
        for follower in graph[node]:
            backward[follower].append(node)
    seen: set[Any] = set()
    for node in reversed(_reached(graph, [*graph], set())):
        found = frozenset(_reached(backward, [node], seen))
        if len(found) > 1 or (found and node in graph.get(node, ())):
            yield found


def _reached(graph: Mapping[Any, Iterable[Any]], roots: Iterable[Any], seen: set[Any]) -> list[Any]:
    """Return what is reached from `roots` and was not `seen` before, each behind what is reached from it."""
    found = []
    work = [(root, False) for root in roots]
    while work:
        node, is_done = work.pop()
        if is_done:
            found.append(node)
        elif node not in seen:
            seen.add(node)
            work.append((node, True))
            work += [(follower, False) for follower in graph.get(node, ())]
    return found
