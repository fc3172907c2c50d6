from __future__ import annotations

import copy
import inspect
import pickle
import typing

import pytest

from weave_fix.named_tuple import NamedTuple


class Plain(typing.NamedTuple):
    """A place."""

    line: int
    column: int | None = None
    """1-based."""

    @property
    def is_known(self) -> bool:
        return self.column is not None

    @classmethod
    def first(cls) -> Plain:
        return cls(1, 1)


class Quick(NamedTuple):
    """A place."""

    line: int
    column: int | None = None
    """1-based."""

    @property
    def is_known(self) -> bool:
        return self.column is not None

    @classmethod
    def first(cls) -> Quick:
        return cls(1, 1)


@pytest.mark.parametrize(
    "name",
    ["_fields", "_field_defaults", "__doc__", "__module__", "__match_args__", "__mro__"],
)
def test_the_class_is_as_that_of_typing(name: str) -> None:
    plain, quick = getattr(Plain, name), getattr(Quick, name)
    assert str(quick).replace("Quick", "Plain") == str(plain)


def test_its_annotations_are_known() -> None:
    assert typing.get_type_hints(Quick) == typing.get_type_hints(Plain)
    assert str(inspect.signature(Quick)) == "(line, column=None)"


def test_what_it_makes_is_as_what_typing_makes() -> None:
    assert Quick(3) == tuple(Plain(3)) == (3, None)
    assert Quick.first()._replace(line=2).is_known
    assert repr(Quick(3, 4)) == "Quick(line=3, column=4)"
    assert pickle.loads(pickle.dumps(Quick(3))) == copy.copy(Quick(3)) == Quick(3)
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]
