from __future__ import annotations

import pytest

from tests.signatures.file.pages import PAGE, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import broken_front_matter

BODY = "\n# The mill\n\nThe mill was built in the spring of 1871.\n"
FRONT = """---
title: The mill at the weir
date: 2020-05-01
author: Anna Berg
tags:
  - water
  - flour
menu:
  main: guide
weight: 10
---
"""
BASE = FRONT + BODY


def joined(front: str) -> str:
    return " ".join(line.strip() for line in front.split("\n")[1:-2])


FORMS = [
    pytest.param(lambda front: f"- - -\n\n## {joined(front)}\n", id="rule-and-heading"),
    pytest.param(lambda front: f"***\n\n{joined(front)}\n\n***\n", id="rules-of-stars"),
    pytest.param(lambda front: f"---\n\n{joined(front)}\n\n---\n", id="paragraph-between-fences"),
    pytest.param(lambda front: f"___\n\n{joined(front)}\n\n___\n", id="rules-of-underlines"),
    pytest.param(lambda front: f"* * *\n\n## {joined(front)}\n", id="spaced-stars-and-heading"),
    pytest.param(lambda front: f"## {joined(front)}\n\n---\n", id="heading-before-a-rule"),
    pytest.param(lambda front: f"—\n\n{joined(front)}\n\n—\n", id="dashes-made-typographic"),
    pytest.param(lambda front: f"\\---\n\n{joined(front)}\n\n\\---\n", id="escaped-fences"),
    pytest.param(lambda front: front.replace("---", "***"), id="fences-alone-changed"),
    pytest.param(lambda front: front.removeprefix("---\n"), id="first-fence-lost"),
    pytest.param(lambda front: "\n" + front, id="blank-line-before-it"),
    pytest.param(lambda front: "- - -\n\n" + front[4:-4].replace("\n", "\n\n") + "- - -\n", id="a-paragraph-a-line"),
    pytest.param(lambda front: front.removesuffix("---\n") + "----------\n", id="last-fence-made-longer"),
    pytest.param(lambda front: front.replace("---\n", "--- ", 1), id="first-fence-in-the-line-of-a-key"),
    pytest.param(lambda front: front.removesuffix("\n---\n") + " ---\n", id="last-fence-in-the-line-of-a-key"),
    pytest.param(lambda front: f"--- {joined(front)} ---\n", id="one-line-with-its-fences"),
    pytest.param(lambda front: f"{joined(front)} ---\n", id="one-line-with-its-last-fence"),
]

VALUES = [
    pytest.param(FRONT, id="no-value-changed"),
    pytest.param(FRONT.replace("Anna Berg", "Ben Berg"), id="value-changed"),
    pytest.param(FRONT.replace("2020-05-01", "2021-06-02").replace("weight: 10", "weight: 20"), id="two-values"),
    pytest.param(FRONT.replace("  - flour\n", "  - flour\n  - corn\n"), id="item-put-in"),
    pytest.param(FRONT.replace("weight: 10\n", "weight: 10\ndraft: true\n"), id="key-put-in"),
    pytest.param(FRONT.replace("author: Anna Berg\n", ""), id="key-taken-out"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("front", VALUES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_put_back_with_the_values_of_now(form, front: str, end: str) -> None:  # type: ignore[no-untyped-def]
    body = BODY.replace("spring", "autumn")
    text = (form(front) + body).replace("\n", end)
    assert repaired(broken_front_matter, text, BASE) == (front + body).replace("\n", end)


@pytest.mark.parametrize("form", [*FORMS[:5], *FORMS[12:-1]])
def test_shown_without_a_base(form) -> None:  # type: ignore[no-untyped-def]
    (event,) = events(broken_front_matter, form(FRONT) + BODY)
    assert event.applicability is Applicability.DISPLAY_ONLY


UNCHANGED = [
    pytest.param(BASE, id="sound-front-matter"),
    pytest.param(PAGE, id="sound-page"),
    pytest.param("---\ntitle: The mill: its wheel and weir\n---\n" + BODY, id="colon-in-a-value"),
    pytest.param("---\ntitle: A\n# comment\n\ntags: [a, b]\n---\n" + BODY, id="comment-and-blank-line"),
    pytest.param("---\n\n# The mill\n\nText.\n", id="rule-then-heading"),
    pytest.param("---\n\nNote: open the gate first.\n\n---\n" + BODY, id="note-between-rules"),
    pytest.param("***\n\nWarning: the weir is closed.\n\n***\n" + BODY, id="warning-between-stars"),
    pytest.param("* * *\n\nA poem begins.\n" + BODY, id="stars-then-text"),
    pytest.param("## Notes: the mill\n" + BODY, id="heading-with-a-colon"),
    pytest.param("# title: how to write one\n" + BODY, id="heading-about-a-key"),
    pytest.param("title\n---\n" + BODY, id="underlined-heading"),
    pytest.param("Note: read on.\n---\n" + BODY, id="underlined-note"),
    pytest.param("+++\ntitle = 'A'\n+++\n" + BODY, id="toml"),
    pytest.param('{\n"title": "A"\n}\n' + BODY, id="json"),
    pytest.param("```yaml\ntitle: A\nlayout: b\n```\n" + BODY, id="shown-in-code"),
    pytest.param("<!--\ntitle: A\nlayout: b\n-->\n" + BODY, id="in-a-comment"),
    pytest.param("Title: A\nAuthor: B\n\nText.\n", id="metadata-without-fences"),
    pytest.param("---\n---\n" + BODY, id="empty-front-matter"),
    pytest.param("---\n\ntitle: A\n\n---\n" + BODY, id="one-key-and-blank-lines"),
    pytest.param("From: Anna\nTo: Ben\n\nText.\n", id="letter"),
    pytest.param("- title: A\n- date: B\n" + BODY, id="list-of-keys"),
    pytest.param("--- Note: open the gate first. ---\n" + BODY, id="note-in-dashes"),
    pytest.param("---\nNote: open the gate.\nSee: the plan.\n-----\n" + BODY, id="heading-below-a-rule"),
    pytest.param("*** title: a draft\n" + BODY, id="stars-before-a-note"),
    pytest.param("| title: | date: |\n|---|---|\n| a | b |\n" + BODY, id="table-of-keys"),
]


@pytest.mark.parametrize("text", UNCHANGED)
@pytest.mark.parametrize("base", [None, "# Notes\n", "same"])
def test_left_alone(text: str, base: str | None) -> None:
    assert not events(broken_front_matter, text, text if base == "same" else base)


MEANT = [
    pytest.param(BODY.lstrip(), id="front-matter-deleted"),
    pytest.param("+++\ntitle = 'The mill at the weir'\ndate = 2020-05-01\n+++\n" + BODY, id="made-toml"),
    pytest.param("```yaml\n" + FRONT[4:-4] + "```\n" + BODY, id="made-code"),
    pytest.param("<!--\n" + FRONT[4:-4] + "-->\n" + BODY, id="made-a-comment"),
    pytest.param("# The mill at the weir\n\n*Anna Berg, 2020-05-01*\n" + BODY, id="made-a-heading"),
    pytest.param(FRONT.replace("  - water\n  - flour\n", "  [water, flour]\n") + BODY, id="list-made-short"),
    pytest.param("---\ntitle: Another page\n---\n" + BODY, id="written-anew"),
    pytest.param("> Moved to the wiki.\n\n" + BODY, id="replaced-by-a-note"),
    pytest.param("title: The mill\nweight: 10\n" + BODY, id="fences-deleted-with-most"),
    pytest.param("---\ntitle: The mill date: unknown\n---\n" + BODY, id="key-in-a-value"),
    pytest.param("--- Note: the mill is closed ---\n" + BODY, id="replaced-by-a-note-in-dashes"),
]


@pytest.mark.parametrize("text", MEANT)
def test_what_a_person_did_stays(text: str) -> None:
    assert repaired(broken_front_matter, text, BASE) == text


def test_a_line_that_cannot_be_placed_is_repaired_if_asked() -> None:
    front = FRONT.replace("author: Anna Berg\n", "author:\n    name: Anna mail: none\n")
    text = f"***\n\n{joined(front)}\n\n***\n" + BODY
    assert repaired(broken_front_matter, text, BASE) == text


def test_what_the_base_has_stays() -> None:
    text = f"***\n\n{joined(FRONT)}\n\n***\n" + BODY
    assert not events(broken_front_matter, text + "More.\n", text)
    assert not events(broken_front_matter, text + "More.\n", BASE, text)
    assert events(broken_front_matter, text, text, whole=True)


LONG_KEYS = """---
Stage: Initial
Start Date: 2022-08-21
Release Versions:
  ember-source: vX.Y.Z
Relevant Team(s): Docs
RFC PR:
---
"""
COMMENTED = """---
start: 2022-08-21
teams:
  - mill ## was missing
stage: accepted
---
"""


@pytest.mark.parametrize(
    ("base", "now"),
    [
        pytest.param(LONG_KEYS, LONG_KEYS, id="keys-of-several-words"),
        pytest.param(LONG_KEYS, LONG_KEYS.replace("2022-08-21", "2023-01-02"), id="the-value-of-such-a-key"),
        pytest.param(
            "---\nStart Date: 2016/12/05\nRFC PR: mill/pull/186\nIssue: (leave this empty)\n---\n",
            "---\nStart Date: 2016-12-05\nRFC PR: mill/pull/186\n---\n",
            id="a-value-changed-and-the-last-key-taken-out",
        ),
        pytest.param(
            COMMENTED,
            COMMENTED.replace("stage: accepted\n", "").replace("start:", "stage: accepted\nstart:"),
            id="a-comment-with-the-marks-of-a-heading-and-a-key-moved-to-the-top",
        ),
    ],
)
@pytest.mark.parametrize("form", ["- - -\n\n## {}\n", "***\n\n{}\n\n***\n", "---\n\n{}\n\n---\n"])
def test_put_back_by_its_keys(form: str, base: str, now: str) -> None:
    assert repaired(broken_front_matter, form.format(joined(now)) + BODY, base + BODY) == now + BODY


def test_a_key_that_stands_twice_is_one_key() -> None:
    base = "---\ntitle: The mill\nkeywords: []\ndraft: true\nkeywords: [mill]\n---\n" + BODY
    assert events(broken_front_matter, base.replace("draft: true\n", ""), base) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\nStage: Accepted: yes\nStart Date: 2022-08-22\n---\n", id="a-colon-in-a-value"),
        pytest.param("---\n\nThe Stage: is set by the Start Date: of the page.\n\n---\n", id="a-sentence-about-keys"),
    ],
)
def test_leaves_what_is_not_that_front_matter(text: str) -> None:
    found = events(broken_front_matter, text + BODY, "---\nStage: Initial\nStart Date: 2022-08-21\n---\n" + BODY)
    assert [event for event in found if event.applicability is Applicability.SAFE] == []


def test_a_key_that_stands_at_two_depths_goes_where_its_line_was() -> None:
    front = """---
title: The mill
link: /mill
menu:
  - text: Gates of the old mill
    link: /gates
  - text: Stones
    link: /stones
---
"""
    head, _, items = front.partition("  - text: Gates of the old mill")
    first, second = ("  - text: Gates of the old mill" + items).removesuffix("---\n").split("  - text: Stones")
    wanted = f"{head}  - text: Stones{second}{first}---\n"
    damaged = f"- - -\n\n## {joined(wanted)}\n"
    assert repaired(broken_front_matter, damaged + BODY, front + BODY) == wanted + BODY


def test_a_key_in_another_case_keeps_its_line() -> None:
    front = FRONT.replace("author:", "Author:")
    assert front != FRONT
    text = f"***\n\n{joined(front)}\n\n***\n" + BODY
    assert repaired(broken_front_matter, text, BASE) == front + BODY


@pytest.mark.parametrize(
    "line",
    [
        'title: "The mill at the weir: how its wheel was set, who owned it, and what was said of it: it was never dry, '
        'for the parish let in the water from above whenever the corn of all four villages had come in"',
        "title: >\n  The mill at the weir and its wheel",
        "title: |-\n  The mill at the weir and its wheel",
    ],
)
def test_a_value_that_a_person_made_long(line: str) -> None:
    before = FRONT[FRONT.index("title:") : FRONT.index("\n", FRONT.index("title:"))]
    front = FRONT.replace(before, line)
    text = f"***\n\n{joined(front)}\n\n***\n" + BODY
    assert repaired(broken_front_matter, text, BASE) == front + BODY
