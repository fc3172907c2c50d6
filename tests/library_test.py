"""The library: a text in, findings or a text out, without git."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import weave_fix
from tests.texts import BOTH, DAMAGED, EDITED, SOUND
from weave_fix import Finding, apply, check_text, fix_text
from weave_fix.errors import WeaveFixError
from weave_fix.records import decode

NEW = "# The mill\n\nThe gardener waters the the beds in the morning.\n"
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_damage_is_undone_and_an_edit_stays() -> None:
    assert fix_text(DAMAGED, base=SOUND) == SOUND
    assert fix_text(BOTH, base=SOUND) == EDITED
    assert fix_text(EDITED, base=SOUND) == EDITED


def test_a_new_text_is_read_by_itself() -> None:
    assert fix_text(NEW) == NEW.replace("the the", "the")
    assert fix_text(NEW, language="none") == NEW


def test_a_finding_says_where_it_is() -> None:
    (found,) = check_text(DAMAGED, base=SOUND, path="docs/a.md")
    assert isinstance(found, Finding)
    line = DAMAGED.split("\n")[found.line - 1]
    assert line[found.column - 1 : found.end_column - 1] == found.before == "</ribbon>"
    ((start, end, before, after),) = found.edits
    assert DAMAGED[start:end] == before == "</ribbon>"
    assert (found.path, found.signature, found.after, after) == ("docs/a.md", "insert_spurious_html_xml_tag", "", "")
    assert (str(found.applicability), found.applied) == ("safe", True)
    assert [(one.kind, one.source) for one in found.evidence] == [("history", ""), ("form", "")]


@pytest.mark.parametrize(
    ("text", "base"),
    [(DAMAGED, SOUND), (BOTH, SOUND), (NEW, None), (SOUND, None), ("", None), ("", SOUND), (SOUND, "")],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_findings_that_are_applied_make_the_text_of_fix_text(text: str, base: str | None, unsafe: bool) -> None:
    findings = check_text(text, base=base, unsafe=unsafe)
    made = [finding for finding in findings if finding.applied]
    assert apply(text, made) == apply(text, reversed(made)) == fix_text(text, base=base, unsafe=unsafe)
    assert fix_text(fix_text(text, base=base, unsafe=unsafe), base=base, unsafe=unsafe) == apply(text, made)


PIECES = [*"ab \n\r-#`é𝄞\N{NO-BREAK SPACE}\N{LINE SEPARATOR}", "the ", "teh ", "the the mill"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_comes_back_and_its_findings_replay(text: str) -> None:
    made = [finding for finding in check_text(text) if finding.applied]
    assert apply(text, made) == fix_text(text)


def test_words_that_are_right_are_left() -> None:
    text = "# Notes\n\nWe will definately meet at the station on Monday.\n"
    assert "definitely" in fix_text(text)
    assert fix_text(text, vocabulary=["definately"]) == text


def test_all_of_a_text_can_be_checked_though_it_did_not_change() -> None:
    assert check_text(NEW, base=NEW) == []
    assert [finding.signature for finding in check_text(NEW, base=NEW, everything=True)] == ["duplicate_word"]


def test_bytes_that_are_no_utf8_stay() -> None:
    text = decode(b"caf\xe9\n\n") + NEW
    assert fix_text(text) == text.replace("the the", "the")


def test_another_text_than_the_one_checked_is_refused() -> None:
    findings = check_text(NEW)
    assert apply(NEW, findings) != NEW
    with pytest.raises(ValueError, match="the text has no"):
        apply(f"x{NEW}", findings)
    with pytest.raises(ValueError, match="two repairs overlap"):
        apply(NEW, [*findings, *findings])


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        check_text("a \ud800 b")
    with pytest.raises(ValueError, match="over 10 MB"):
        check_text("a" * 10_000_001)
    with pytest.raises(WeaveFixError, match=r"lost\.model"):
        check_text(NEW, language="lost.model")


def test_import_loads_nothing_and_no_use_loads_git() -> None:
    code = (
        "import sys; before = set(sys.modules); import weave_fix; first = set(sys.modules) - before\n"
        "weave_fix.fix_text('# A\\n\\nThe the mill.\\n', base='# A\\n')\n"
        "print(*first); print(*(set(sys.modules) & {'git', 'weave_fix.git', 'argparse'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "weave_fix\n\n"


def test_every_name_is_there_and_no_other() -> None:
    assert {*weave_fix.__all__} <= {*dir(weave_fix)}
    for name in weave_fix.__all__:
        assert getattr(weave_fix, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'fix_file'"):
        _ = weave_fix.fix_file


def test_the_lines_of_the_readme_run() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(block.splitlines()) <= 12
    printed: list[str] = []
    exec(block, {"print": lambda *words: printed.append(" ".join(map(str, words)))})
    wanted = [line.partition("# ")[2] for line in block.splitlines() if line.strip().startswith("print(")]
    assert printed == wanted
