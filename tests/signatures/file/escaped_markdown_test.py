from __future__ import annotations

import re

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import escaped_markdown

SOUND = f"""{PAGE}
Read [the *rules*](rules.md) and **stay** in `rack_of(cask)`. See ~~here~~ [there][1].

* A cask has a _name_ and a `cask_id`.
* [ ] It is turned.

```sh
rm -- *.tmp && echo [done] snake_case
```

| `tap_of` | open |
|----------|------|

[1]: https://example.org/some_page
"""
EDITED = SOUND.replace("once a week", "twice a week") + "\nA **new** line on `new_rack` and [more](more.md).\n"

MEANT = [
    pytest.param(r"Write \*stars\* to get them.", "Write stars to get them.", id="stars-that-are-shown"),
    pytest.param(r"The name is snake\_case here.", "The name is snake_case here.", id="an-underscore"),
    pytest.param(r"2 \* 3 \* 4", "2 * 3 * 4", id="a-product"),
    pytest.param(r"## Watchers \*\*", "## Watchers **", id="stars-of-a-footnote"),
    pytest.param(r"See \[1\] there.", "See [1] there.", id="a-bracketed-number"),
    pytest.param(r"1986\. A great year.", "1986. A great year.", id="a-number-at-the-start"),
    pytest.param(r"\# is no heading.", "# is no heading.", id="a-number-sign"),
    pytest.param(r"| `a \| b` | c |", "| `a | b` | c |", id="a-pipe-in-a-table"),
    pytest.param(r"Use `\.` and `\*` there.", "Use `.` and `*` there.", id="patterns-in-code"),
    pytest.param("```sh\nfind . -name \\*.md\n```", "```sh\nfind . -name *.md\n```", id="a-shell-pattern"),
    pytest.param("```sh\necho \\$HOME \\$PATH \\$USER\n```", "```sh\necho $HOME $PATH $USER\n```", id="shell-dollars"),
    pytest.param(r"It costs \$5, or \$6, or \$7.", "It costs $5, or $6, or $7.", id="dollars"),
    pytest.param(r"Make a folder (\"A\", \"B\").", 'Make a folder ("A", "B").', id="quotes"),
    pytest.param(r"A path C:\\dir\\file.", r"A path C:\dir\file.", id="a-path"),
    pytest.param(r"\(a + b\) and \[c\]", None, id="mathematics"),
    pytest.param(r"Vec\<T\> and \<br\>", "Vec<T> and <br>", id="angle-brackets"),
    pytest.param(r"[[tags\|tags]] [[a\|b]] [[c\|d]]", "[[tags|tags]] [[a|b]] [[c|d]]", id="wiki-links-in-a-table"),
    pytest.param(r"\- no item", "- no item", id="a-dash-at-the-start"),
    pytest.param("Regex: `\\[a-z\\]\\_\\*`", None, id="a-pattern-in-new-code"),
    pytest.param(r"To write \*bold\* or \[a link\](url), escape: \_, \`, \#.", None, id="a-text-on-markdown"),
    pytest.param("```md\n\\*a\\* \\_b\\_ \\[c\\](d) \\*\\*e\\*\\* \\_f\\_\n```", None, id="a-fence-on-escapes"),
    pytest.param(r"Hashes: \#1, \#2, \#3, \#4, \#5, \#6, \#7, \#8, \#9.", None, id="one-kind-only"),
    pytest.param(r"a\_b c\_d e\_f g\_h i\_j k\_l m\_n o\_p **q** [r](s)", None, id="underscores-only"),
    pytest.param(r"{{ \"a\" }} \! \?", None, id="other-marks"),
]


@pytest.mark.parametrize(("text", "old"), MEANT)
def test_leaves_what_a_person_wrote(text: str, old: str | None) -> None:
    assert events(escaped_markdown, f"{PAGE}\n{text}\n", f"{PAGE}\n{old}\n" if old else PAGE) == []
    assert events(escaped_markdown, f"{PAGE}\n{text}\n") == []
    assert events(escaped_markdown, f"{PAGE}\n{text}\n", f"{PAGE}\n{text}\n") == []


def outside_fences(text: str, pattern: str) -> str:
    parts = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    return "".join(part if part.startswith("```sh") else re.sub(pattern, r"\\\g<0>", part) for part in parts)


EDITORS = [
    pytest.param(r"[_*\[\]~](?![(\]])", id="emphasis-and-brackets"),
    pytest.param(r"[\\`*_{}\[\]()#+\-.!~|<>]", id="all-punctuation"),
    pytest.param(r"[_*]", id="emphasis"),
    pytest.param(r"[*_\[\]`]", id="with-back-ticks"),
    pytest.param(r"[\[\]]", id="brackets"),
]


@pytest.mark.parametrize("pattern", EDITORS)
def test_takes_the_backslashes_out_beside_the_edits_of_a_person(pattern: str) -> None:
    damaged = outside_fences(EDITED, pattern)
    assert damaged != EDITED
    assert repaired(escaped_markdown, damaged, SOUND) == EDITED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("It is **very** old.", r"It is \*\*very\*\* old.", id="strong"),
        pytest.param("It is _very_ old.", r"It is \_very\_ old.", id="emphasis"),
        pytest.param("See [this](a.md).", r"See \[this\](a.md).", id="a-link"),
        pytest.param("See [this](a.md).", r"See \[this](a.md).", id="half-a-link"),
        pytest.param("See [this\nand that](a.md).", "See \\[this\nand that](a.md).", id="half-a-link-of-two-lines"),
        pytest.param("See [*this\nthat*](a.md).", "See \\[\\*this\nthat\\*\\](a.md).", id="a-link-of-two-lines"),
        pytest.param("Call `turn_cask` now.", r"Call `turn\_cask` now.", id="in-a-code-span"),
        pytest.param("* [x] done", r"\* \[x\] done", id="a-task"),
        pytest.param("Call `turn` now.", r"Call \`turn\` now.", id="back-ticks"),
        pytest.param("See https://a.org/b_c_d.", r"See https://a.org/b\_c\_d.", id="an-address"),
        pytest.param(r"A \_ and **b** c.", r"A \\\_ and \*\*b\*\* c.", id="an-escape-that-was-there"),
    ],
)
def test_takes_out_what_hinders_a_mark(old: str, new: str) -> None:
    assert repaired(escaped_markdown, f"{PAGE}\n{new}\n", f"{PAGE}\n{old}\n") == f"{PAGE}\n{old}\n"


def test_leaves_the_escapes_of_a_person_in_the_same_file() -> None:
    base = f"{PAGE}\nA \\* star. **Bold** _text_ in [here](a.md).\n"
    new = base + "\nAnother \\* star.\n"
    damaged = new.replace("**Bold** _text_ in [here]", r"\*\*Bold\*\* \_text\_ in \[here\]")
    assert repaired(escaped_markdown, damaged, base) == new


def test_a_mark_that_comes_to_the_same_waits_for_a_person() -> None:
    base = f"{PAGE}\nThe names are a_b, c_d and e_f.\n"
    damaged = base.replace("_", r"\_")
    assert classes(escaped_markdown, damaged, base) == [Applicability.UNSAFE]
    assert repaired(escaped_markdown, damaged, base, Applicability.UNSAFE) == base


@pytest.mark.parametrize("pattern", EDITORS[:2] + EDITORS[3:])
def test_shows_a_new_file_that_is_full_of_escapes(pattern: str) -> None:
    damaged = outside_fences(EDITED, pattern)
    (event,) = events(escaped_markdown, damaged)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert not event.edits
    assert len(event.places) >= 5


def test_leaves_what_another_parent_holds() -> None:
    damaged = outside_fences(SOUND, r"[_*\[\]~]")
    assert events(escaped_markdown, damaged, SOUND, others=[damaged]) == []


def test_its_example() -> None:
    sound, damaged = escaped_markdown.EXAMPLE
    assert repaired(escaped_markdown, damaged, sound) == sound
