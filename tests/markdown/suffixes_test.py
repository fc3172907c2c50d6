from __future__ import annotations

import pytest

from weave_fix.markdown.suffixes import is_markdown, why_never


def test_markdown_by_name() -> None:
    yes = ["a.md", "B.MD", "c.markdown", "d.Mdx", "e.mkd", ".md"]
    assert [name for name in [*yes, "a.txt", "md", "a.md.txt", "a.mdown", "a.md/"] if is_markdown(name)] == yes


@pytest.mark.parametrize(
    "path",
    [
        ".git/a.md",
        "a/.git/hooks/b.md",
        ".GIT/a.md",
        ".Git/a.md",
        ".git",
        ".git./a.md",
        ".git /a.md",
        ".git::$INDEX_ALLOCATION/a.md",
        "git~1/a.md",
        ".g\u200cit/a.md",
        "\ufeff.git/a.md",
    ],
)
def test_a_path_of_gits_own(path: str) -> None:
    assert (why_never(path) or "").startswith("lies in a folder of git's own; ")


@pytest.mark.parametrize(
    "path",
    ["../a.md", "a/../b.md", "/etc/a.md", "a//b.md", "./a.md", "", "a/", "x" * 256, "a/" * 2048 + "b"],
)
def test_a_path_of_no_file(path: str) -> None:
    assert (why_never(path) or "").startswith("is no path that git could check out; ")


@pytest.mark.parametrize(
    "path",
    [
        ".github/a.md",
        "git/a.md",
        "a.git/b.md",
        ".gitignore.md",
        "x.md",
        "...",
        "..a/b.md",
        "\udcff.md",
        "x" * 252 + ".md",
    ],
)
def test_any_other_path_may_be(path: str) -> None:
    assert why_never(path) is None
