"""What the bench does to a text in the name of a tool is what the signature of that name sees."""

from __future__ import annotations

from random import Random

import pytest

from bench.damage import damaged
from bench.edits import HumanEdit
from bench.regimes import Plan, mixed
from bench.tool_damage import TOOL_OPERATIONS, damage_as_tool
from tests.texts import EDITED, SOUND
from weave_fix.library import check_text
from weave_fix.signatures.file import registry

PAGE = f"""---
title: Of socks
author: \N{LATIN SMALL LETTER A WITH DIAERESIS}nne
---

{SOUND}
The needle & the wool, warp & weft, the socks & the caf\N{LATIN SMALL LETTER E WITH ACUTE} are *soft* and [warm].

```sh
echo "a needle" -- 'wool'
```

A last line, which says what the first one said \N{EN DASH} and no more than that, so that the page has an end.
"""


@pytest.mark.parametrize("operation", TOOL_OPERATIONS)
def test_an_operation_makes_what_its_signature_sees(operation: str) -> None:
    broken = next(text for seed in range(9) if (text := damage_as_tool(PAGE, operation, Random(seed))) is not None)
    assert broken != PAGE
    assert operation in {finding.signature for finding in check_text(broken, base=PAGE)}


def test_a_text_without_a_place_for_it_is_left() -> None:
    assert damage_as_tool("# Short\n", "truncated_file", Random(1)) is None
    assert damage_as_tool("A line of plain letters.\n" * 20, "mojibake", Random(1)) is None


def test_every_operation_has_a_signature() -> None:
    assert set(TOOL_OPERATIONS) <= set(registry.names())


def test_the_mixed_regime_damages_each_file_and_repeats_itself() -> None:
    edits = [HumanEdit("c", "a.md", SOUND, EDITED)]
    plan = Plan(("duplicate_word",), 2, 3)
    [case] = mixed(edits, plan)
    assert (case.head, case.want) == (SOUND, EDITED)
    assert case.staged != EDITED
    assert mixed(edits, plan) == [case]


def test_words_and_tools_damage_through_one_function() -> None:
    assert damaged(SOUND, "duplicate_word", Random(2), "") not in (None, SOUND)
    assert damaged(SOUND, "flipped_line_ends", Random(2), "") == SOUND.replace("\n", "\r\n")
