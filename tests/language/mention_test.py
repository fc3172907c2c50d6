"""The patterns of what is no language say what their plain forms say, in linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weave_fix.language import mention

PLAIN = {
    "PADDED": r"[A-Za-z0-9+/]{6,}={1,2}(?![\w=])",
    "PATH": r"(?:^|[\s(\"'*_])(?:\.{0,2}/|~/|[A-Za-z]:\\|\\\\)[\w.-]+|[\w.-]+/[\w.-]+/[\w./-]+",
    "NAMED": r"\w::\w|->\w|\w\(\)|--?[a-zA-Z][\w-]*=|/[\w.-]+=\w",
}


@pytest.mark.parametrize("name", PLAIN)
@given(text=st.text("aB1/=.-+ ~:\\(>)_*", max_size=30))
def test_it_finds_what_the_plain_form_finds(name: str, text: str) -> None:
    assert bool(getattr(mention, name).search(text)) == bool(re.search(PLAIN[name], text))
