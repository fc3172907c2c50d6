from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import typographic_code

if TYPE_CHECKING:
    from collections.abc import Callable

SOUND = f"""{PAGE}
It's "quoted" in prose -- and it isn't code.

```sh
cellar turn --cask "12" --by 'a b' # don't wait
for i in "$@"; do echo "$i"; done
```

```py
name = "it's"
print('x', name) -- 1
```

Use `turn --all` or `name="x"` there.

    run --now "here"
"""
EDITED = SOUND.replace("once a week", "twice a week").replace("--cask", "--barrel").replace("Use `turn", "Try `turn")


def code(text: str) -> str:
    return f"```js\n{text}\n```"


MEANT = [
    pytest.param("It’s “quoted” – in prose.", 'It\'s "quoted" - in prose.', id="prose-made-typographic"),
    pytest.param(code("// a plugin — the best"), code("// a plugin - the best"), id="a-dash-in-a-comment"),
    pytest.param(code("// a plugin — the best"), code("// a plugin -- the best"), id="two-hyphens-in-a-comment"),
    pytest.param("```\nTell us — don't wait\n```", "```\nTell us - don't wait\n```", id="a-dash-in-output"),
    pytest.param("`a` — `b`", "`a` -- `b`", id="a-dash-between-code-spans"),
    pytest.param(code("log('Loading…')"), code("log('Loading...')"), id="an-ellipsis-in-a-string"),
    pytest.param(code("x = '15–70 mg'"), code("x = '15-70 mg'"), id="a-range-in-a-string"),
    pytest.param(code("t('Ann’s bio')"), None, id="an-apostrophe-in-a-string"),
    pytest.param(code('say("It’s “here”")'), None, id="quotes-in-a-string"),
    pytest.param(code("<h2>Let’s check you in</h2>"), None, id="an-apostrophe-in-markup"),
    pytest.param(code("<button>–</button>"), None, id="a-dash-as-a-label"),
    pytest.param(code("// the “global” plugin"), None, id="quotes-in-a-comment"),
    pytest.param("```\nerror: can’t find ‘foo’\n```", None, id="the-output-of-a-compiler"),
    pytest.param("```text\nHe said “hello”, then left.\n```", None, id="text-in-a-fence"),
    pytest.param("```md\n“Quoted” text — with dashes.\n```", None, id="markdown-in-a-fence"),
    pytest.param('```json\n{"a": "don’t — “stop”…"}\n```', None, id="json-with-prose"),
    pytest.param('```json\n{\n  …\n  "a": 1\n}\n```', '```json\n{\n  ...\n  "a": 1\n}\n```', id="what-is-left-out"),
    pytest.param("```\n├── a.css   # Entry — imports\n└── b\n```", None, id="a-tree-of-files"),
    pytest.param("Write `“` for an opening and `’` for a closing mark.", None, id="marks-that-are-shown"),
    pytest.param("The output is `error – retry`.", None, id="a-dash-in-a-code-span"),
    pytest.param("```js\nx = `It’s ${a} — “b”`\n```", None, id="in-a-template"),
    pytest.param("« Oui », dit-il – et puis… `code`", None, id="french"),
    pytest.param('```js\nquotes: "“”‘’«»"\n```', None, id="a-list-of-quotes"),
    pytest.param("```rs\n// It couldn’t be made.\n// It isn't.\n```", None, id="comments-written-both-ways"),
    pytest.param("```py\n# 3–5 casks, e.g. ‘red’ ones\n```", None, id="a-comment"),
    pytest.param("```\n| a – b | – |\n```", None, id="a-table-in-a-fence"),
    pytest.param("1. One\n\n    It’s a paragraph – “of” a list.", None, id="a-paragraph-of-a-list"),
]


@pytest.mark.parametrize(("text", "old"), MEANT)
def test_leaves_what_a_person_wrote(text: str, old: str | None) -> None:
    assert events(typographic_code, f"{PAGE}\n{text}\n", f"{PAGE}\n{old}\n" if old else PAGE) == []
    assert events(typographic_code, f"{PAGE}\n{text}\n") == []
    assert events(typographic_code, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


def in_code(text: str, change: Callable[[str], str]) -> str:
    parts = re.split(r"(```\w+\n.*?```|(?<!`)`[^`\n]+`(?!`)|\n    [^\n]+)", text, flags=re.DOTALL)
    return "".join(change(part) if number % 2 else part for number, part in enumerate(parts))


def smart(text: str) -> str:
    text = re.sub(r"(^|[\s(\[{=])\"", r"\1“", text).replace('"', "”").replace("...", "…")
    return re.sub(r"(^|[\s(\[{=])'", r"\1‘", text).replace("'", "’").replace("--", "—")


DAMAGES = [
    pytest.param(smart, id="as-a-word-processor"),
    pytest.param(lambda text: text.replace('"', "”").replace("'", "’").replace("--", "–"), id="closing-marks"),
    pytest.param(lambda text: text.replace('"', "“"), id="opening-marks"),
    pytest.param(lambda text: text.replace("--", "–"), id="dashes"),
    pytest.param(lambda text: text.replace("'", "’"), id="apostrophes"),
    pytest.param(lambda text: text.replace('"', "„", 1).replace('"', "“"), id="german-marks"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_makes_code_straight_beside_the_edits_of_a_person(damage: Callable[[str], str]) -> None:
    damaged = in_code(EDITED, damage)
    assert damaged != EDITED
    assert repaired(typographic_code, damaged, SOUND) == EDITED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(code("f('x')"), code("f(‘x’)"), id="a-string"),
        pytest.param("```sh\ngit commit --amend\n```", "```sh\ngit commit –amend\n```", id="an-option"),
        pytest.param("```sh\nls -l\n```", "```sh\nls –l\n```", id="a-short-option"),
        pytest.param("Use `--all`.", "Use `—all`.", id="an-option-in-a-code-span"),
        pytest.param(code("i--;"), code("i–;"), id="a-decrement"),
        pytest.param(code("// it isn't open"), code("// it isn’t open"), id="a-comment-that-is-as-it-was"),
        pytest.param(code("f(...args)"), code("f(…args)"), id="a-spread"),
        pytest.param("```\n  --> a.rs:10\n```", "```\n  –> a.rs:10\n```", id="an-arrow"),
        pytest.param("\n    x = 'y'", "\n    x = ’y’", id="indented-code"),
        pytest.param("```rs\nlet s: &'a str;\n```", "```rs\nlet s: &’a str;\n```", id="a-lifetime"),
    ],
)
def test_puts_back_what_does_something(old: str, new: str) -> None:
    assert repaired(typographic_code, f"{PAGE}\n{new}\n", f"{PAGE}\n{old}\n") == f"{PAGE}\n{old}\n"


def test_repairs_the_code_that_a_person_wrote_as_well() -> None:
    wanted = f'{SOUND}\n```sh\ncellar open "13"\n```\n'
    assert repaired(typographic_code, in_code(wanted, smart), SOUND) == wanted


def test_leaves_the_marks_that_the_base_has_in_code() -> None:
    base = f'{PAGE}\n```js\nsay("“hello” – it’s")\nrun("x")\n```\n'
    damaged = base.replace('run("x")', "run(„x“)")
    assert repaired(typographic_code, damaged + "\n`“a”`\n", base) == base + "\n`“a”`\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(code("console.log(‘intercepted!’)"), id="an-argument"),
        pytest.param("```go\nPrice *string `json:”price,omitempty”`\n```", id="a-tag"),
        pytest.param("```yaml\npath: “/spec/region”\n```", id="a-value"),
        pytest.param("```sh\ngit commit –amend\n```", id="an-option"),
        pytest.param("```sh\ngit commit -m “done”\n```", id="an-argument-of-a-command"),
        pytest.param("```\n  –> src/main.rs:1:16\n```", id="half-an-arrow"),
        pytest.param("It isn't.\n\n```rs\n// It couldn’t be made.\n```", id="a-comment-unlike-the-prose"),
        pytest.param("```rs\n// the ”unsafe” one\n```", id="one-mark-on-both-sides"),
        pytest.param("Set `name=“x”` there.", id="a-code-span"),
        pytest.param("Use the `—yarn` flag.", id="an-option-in-a-code-span"),
    ],
)
def test_shows_marks_that_do_not_work(text: str) -> None:
    for base in (None, PAGE):
        assert classes(typographic_code, f"{PAGE}\n{text}\n", base) == [Applicability.DISPLAY_ONLY]


def test_leaves_what_another_parent_holds() -> None:
    damaged = in_code(SOUND, smart)
    assert events(typographic_code, damaged, SOUND, others=[damaged]) == []


def test_its_example() -> None:
    sound, damaged = typographic_code.EXAMPLE
    assert repaired(typographic_code, damaged, sound) == sound
    assert classes(typographic_code, damaged) == [Applicability.DISPLAY_ONLY]


def test_an_ellipsis_stays_where_the_base_has_one() -> None:
    base = "Turn it:\n\n```go\ncase 1: { … }\ncase 2: { ... }\n```\n"
    assert events(typographic_code, base.replace("...", "…"), base) == []
