"""The patterns of `exclude` mean what they mean in a .gitignore, and none takes for ever."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from weave_fix.config import Config
from weave_fix.errors import WeaveFixError
from weave_fix.exclude import is_excluded, is_too_wild

if TYPE_CHECKING:
    from tests.conftest import Repo

TABLE = [
    pytest.param(("*.md",), "docs/a.md", True, id="a name anywhere"),
    pytest.param(("vendor",), "docs/vendor/a.md", True, id="a folder anywhere, with all below"),
    pytest.param(("vendor/",), "vendor/a/b.md", True, id="a folder alone"),
    pytest.param(("vendor/",), "vendor", False, id="a file of a folder's name"),
    pytest.param(("vendor/**",), "vendor/a/b.md", True, id="all in a folder"),
    pytest.param(("/vendor",), "vendor/a.md", True, id="at the top"),
    pytest.param(("/vendor",), "docs/vendor/a.md", False, id="at the top alone"),
    pytest.param(("docs/a.md",), "x/docs/a.md", False, id="a slash inside: from the top"),
    pytest.param(("docs/*.md",), "docs/x/a.md", False, id="one star stays in the folder"),
    pytest.param(("docs/**/a.md",), "docs/a.md", True, id="two stars cross no folder too"),
    pytest.param(("docs/**/a.md",), "docs/x/y/a.md", True, id="two stars cross folders"),
    pytest.param(("**/vendor",), "vendor/a.md", True, id="two stars in front"),
    pytest.param(("[ab].md",), "x/b.md", True, id="one of a set"),
    pytest.param(("[!ab].md",), "b.md", False, id="none of a set"),
    pytest.param(("[a-c]?.md",), "b1.md", True, id="a range and any one"),
    pytest.param(("a?.md",), "a/.md", False, id="any one is no slash"),
    pytest.param(("a.md",), "abmd", False, id="a dot is a dot"),
    pytest.param(("a\\*.md",), "ab.md", False, id="an escaped star"),
    pytest.param(("a\\*.md",), "a*.md", True, id="an escaped star as it is"),
    pytest.param(("*.md", "!keep.md"), "x/keep.md", False, id="taken back"),
    pytest.param(("!keep.md", "*.md"), "keep.md", True, id="the last one counts"),
    pytest.param(("vendor/", "!vendor/keep.md"), "vendor/keep.md", True, id="not out of a folder"),
    pytest.param(("vendor/*", "!vendor/keep.md"), "vendor/keep.md", False, id="out of what a folder holds"),
    pytest.param(("\\!a.md",), "!a.md", True, id="an escaped exclamation mark"),
    pytest.param(("#a.md",), "#a.md", False, id="a comment"),
    pytest.param(("\\#a.md",), "#a.md", True, id="an escaped number sign"),
    pytest.param(("a.md ",), "a.md", True, id="blanks at the end"),
    pytest.param(("A.md",), "a.md", False, id="the case of letters"),
]


@pytest.mark.parametrize(("patterns", "path", "out"), TABLE)
def test_patterns(patterns: tuple[str, ...], path: str, out: bool) -> None:
    assert Config(exclude=patterns).excludes(path) is out


@pytest.mark.parametrize(("patterns", "path", "out"), TABLE)
def test_git_ignores_the_same(repo: Repo, patterns: tuple[str, ...], path: str, out: bool) -> None:
    repo.write("patterns", "\n".join(patterns) + "\n")
    arguments = ("-c", "core.excludesFile=patterns", "check-ignore", "--quiet", "--no-index", "--", path)
    assert repo.attempt(*arguments) is out


@pytest.mark.parametrize(
    ("pattern", "path"), [("*.md", "a\nb/c\nd.md"), ("a\n*.md", "a\nb.md")], ids=["in the path", "in both"]
)
def test_a_line_end_is_a_character(pattern: str, path: str) -> None:
    assert is_excluded(path, (pattern,))
    assert not is_excluded(path + "\n", (pattern,))


def test_a_letter_beyond_ascii_is_one_character() -> None:
    assert is_excluded("sch\u00f6n.md", ("sch?n.md",))


@pytest.mark.parametrize("pattern", ["[z-a]", "!", "a\\", "[[:alpha:]]"])
def test_a_pattern_that_is_none_is_named(pattern: str) -> None:
    with pytest.raises(WeaveFixError) as caught:
        is_excluded("a.md", ("*.txt", pattern))
    assert f"exclude has a pattern that is none, {pattern!r} (" in str(caught.value)
    assert str(caught.value).endswith("; write it as in a .gitignore")


@pytest.mark.parametrize(
    ("pattern", "wild"),
    [
        pytest.param("*a*b*.md", False, id="three in a name"),
        pytest.param("*a*b*c*.md", True, id="four in a name"),
        pytest.param("**", False, id="everything"),
        pytest.param("*/*/*/*/*/*.md", False, id="one in each name"),
        pytest.param("*a*/*b*.md", False, id="two in two names"),
        pytest.param("*a*/*b*/*c*", True, id="two in three names"),
        pytest.param("/**/docs/*/v*.*.md", False, id="a usual one"),
        pytest.param("a/**/b/**/c/**", False, id="two inside, one at the end"),
        pytest.param("a/**/b/**/c/**/d", True, id="three inside"),
        pytest.param("a/**/*b*c*", True, id="one inside and three in a name"),
        pytest.param("a****b", True, id="stars side by side"),
        pytest.param("\\*\\*\\*\\*", False, id="escaped stars"),
        pytest.param("[*][!*][]*]*", False, id="stars in sets"),
        pytest.param("*a" * 25, True, id="twenty-five"),
    ],
)
def test_too_many_wildcards(pattern: str, wild: bool) -> None:
    assert is_too_wild(pattern) is wild


WORST = ["*a*a*ab", "/**/*a*a*ab", "x/**/a/**/a/b", "a/**/a/**/*b", "*a*a/*a*ab", "a/**/*a*ab"]


@pytest.mark.parametrize("pattern", WORST)
@pytest.mark.parametrize("path", [("a" * 255 + "/") * 15 + "a" * 255, "a/" * 2047 + "a"], ids=["long", "deep"])
def test_what_is_let_through_ends(pattern: str, path: str) -> None:
    assert not is_too_wild(pattern)
    assert not is_excluded(path, (pattern,))


def test_the_library_is_loaded_for_patterns_alone() -> None:
    code = "import sys; from weave_fix.config import Config; Config(exclude={}).excludes('a'); print(*sys.modules)"
    loaded = [
        subprocess.run([sys.executable, "-c", code.format(exclude)], capture_output=True, text=True, check=True).stdout
        for exclude in ("()", "('b',)")
    ]
    assert ["pathspec" in one.split() for one in loaded] == [False, True]
