"""A section that is gone while another page of the repository still links to it, with real git."""

from __future__ import annotations

import io
import json

import pytest

from tests.conftest import Repo
from weave_fix.config import Config
from weave_fix.files import pages
from weave_fix.git import Repository
from weave_fix.run import run

CASKS = "## Casks\n\nThey stand on the lower shelf.\nEach of them has a label.\n\n"
RULES = "## Rules of the house\n\nTurn a cask once a week.\nWrite down who turned it.\n\n"
PAGE = "# The cellar\n\nIt is cool and dry.\n\n" + CASKS + RULES + "## Names\n\nThere are none yet.\n"
GONE = PAGE.replace(RULES, "")
LINK = "# Welcome\n\nRead [the rules](cellar.md#rules-of-the-house) before you go down.\n"
LINKED = {"docs/cellar.md": PAGE, "docs/welcome.md": LINK}


def findings(repo: Repo, **options: object) -> list[dict[str, object]]:
    """Return what is found in what is staged."""
    out = io.StringIO()
    repository = Repository.discover(repo.root)
    config = Config(format="json", check=True, quiet=True, **options)  # type: ignore[arg-type]
    run(config, repository, {}, repo.root, out, io.StringIO())
    return [one for one in json.loads(out.getvalue()) if one["signature"] == "missing_section"]


def staged(repo: Repo, before: dict[str, str], after: dict[str, str | None]) -> list[dict[str, object]]:
    """Commit the files `before`, stage those `after`, None for one that is taken out, and return what is found."""
    repo.commit_files(dict(before))
    for name, content in after.items():
        if content is None:
            repo.git("rm", "--quiet", "--", name)
        else:
            repo.write(name, content)
            repo.add(name)
    return findings(repo)


@pytest.mark.parametrize(
    ("page", "source", "link"),
    [
        pytest.param("docs/cellar.md", "docs/welcome.md", "[a](cellar.md#rules-of-the-house)", id="beside it"),
        pytest.param("docs/cellar.md", "docs/welcome.md", "[a](./cellar.md#rules-of-the-house)", id="a dot"),
        pytest.param("docs/cellar.md", "docs/a/b.md", "[a](../cellar.md#rules-of-the-house)", id="from below"),
        pytest.param("docs/cellar.md", "README.md", "[a](docs/cellar.md#rules-of-the-house)", id="from above"),
        pytest.param("docs/cellar.md", "a/b.md", "[a](/docs/cellar.md#rules-of-the-house)", id="from the root"),
        pytest.param("docs/the cellar.md", "docs/b.md", "[a](the%20cellar.md#rules-of-the-house)", id="encoded"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a](<cellar.md#rules-of-the-house>)", id="in angle brackets"),
        pytest.param("docs/cellar.md", "docs/b.md", '[a](cellar.md#rules-of-the-house "Rules")', id="with a title"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a]: cellar.md#rules-of-the-house", id="a definition"),
        pytest.param("docs/cellar.md", "docs/b.md", '<a href="cellar.md#rules-of-the-house">a</a>', id="HTML"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a](cellar.md#Rules-Of-The-House)", id="capitals"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a](cellar.md?plain=1#rules-of-the-house)", id="a query"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a](cellar#rules-of-the-house)", id="without a suffix"),
        pytest.param("docs/cellar.md", "docs/b.md", "[a](cellar.html#rules-of-the-house)", id="as it is built"),
        pytest.param("docs/cellar/index.md", "docs/b.md", "[a](cellar/#rules-of-the-house)", id="a folder's page"),
        pytest.param("content/docs/cellar.md", "b.md", "[a](/docs/cellar/#rules-of-the-house)", id="a site's root"),
    ],
)
def test_shows_a_section_to_which_another_page_links(repo: Repo, page: str, source: str, link: str) -> None:
    [found] = staged(repo, {page: PAGE, source: f"# Welcome\n\n{link}\n"}, {page: GONE})
    assert found["applicability"] == "shown"
    message = "“Rules of the house” (lines 10 to 14 of the version before) is gone, and a link still leads there from "
    assert found["message"] == message + source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(LINKED, {"docs/cellar.md": PAGE.replace("dry", "dark")}, id="an edit elsewhere"),
        pytest.param(
            LINKED,
            {"docs/cellar.md": GONE, "docs/welcome.md": "# Welcome\n\nAsk before you go down.\n"},
            id="the link taken out in the same commit",
        ),
        pytest.param(
            LINKED,
            {
                "docs/cellar.md": PAGE.replace("## Rules of the house", "## House rules"),
                "docs/welcome.md": LINK.replace("rules-of-the-house", "house-rules"),
            },
            id="renamed with its link",
        ),
        pytest.param(
            LINKED, {"docs/cellar.md": PAGE.replace("## Rules of the house", "## House rules")}, id="renamed alone"
        ),
        pytest.param(
            LINKED,
            {
                "docs/cellar.md": GONE,
                "docs/rules.md": "# Rules\n\n" + RULES,
                "docs/welcome.md": LINK.replace("cellar.md#", "rules.md#"),
            },
            id="moved to another page with its link",
        ),
        pytest.param(LINKED, {"docs/cellar.md": GONE, "docs/welcome.md": None}, id="the other page taken out"),
        pytest.param(
            LINKED, {"docs/cellar.md": GONE.replace("## Names", "## Names {#rules-of-the-house}")}, id="its anchor kept"
        ),
        pytest.param(
            LINKED,
            {"docs/cellar.md": GONE.replace("## Names", '<a id="rules-of-the-house"></a>\n\n## Names')},
            id="its anchor kept in HTML",
        ),
        pytest.param(LINKED, {"docs/cellar.md": PAGE.replace("# The", "# Our")}, id="the title changed"),
        pytest.param(
            LINKED,
            {"docs/cellar.md": "# The cellar\n\n" + RULES + CASKS + "## Names\n\nThere are none yet.\n"},
            id="sections in another order",
        ),
        pytest.param({"docs/cellar.md": PAGE, "docs/b.md": "# B\n\nText.\n"}, {"docs/cellar.md": GONE}, id="no link"),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/b.md": "[a](cellar.md)\n"}, {"docs/cellar.md": GONE}, id="to the page alone"
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/b.md": "[a](cellar.md#names)\n"},
            {"docs/cellar.md": GONE},
            id="to another section",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "a/b.md": "[a](cellar.md#rules-of-the-house)\n", "a/cellar.md": PAGE},
            {"docs/cellar.md": GONE},
            id="to a page of the same name",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/b.md": "```md\n[a](cellar.md#rules-of-the-house)\n```\n"},
            {"docs/cellar.md": GONE},
            id="in a code block",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/b.md": "Write `[a](cellar.md#rules-of-the-house)` there.\n"},
            {"docs/cellar.md": GONE},
            id="in a code span",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/b.md": "[a](https://example.org/docs/cellar.md#rules-of-the-house)\n"},
            {"docs/cellar.md": GONE},
            id="at another site",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "b.md": "[a](../docs/cellar.md#rules-of-the-house)\n"},
            {"docs/cellar.md": GONE},
            id="out of the repository",
        ),
        pytest.param(
            {"a/cellar.md": PAGE, "b/cellar.md": PAGE, "c.md": "[a](/cellar/#rules-of-the-house)\n"},
            {"a/cellar.md": GONE},
            id="an address that may be two pages",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/cellar/readme.md": PAGE, "docs/c.md": "[a](cellar/#rules-of-the-house)\n"},
            {"docs/cellar.md": GONE},
            id="an address of a page and of a folder",
        ),
        pytest.param(
            {"docs/cellar.md": PAGE, "docs/list.txt": "[a](cellar.md#rules-of-the-house)\n"},
            {"docs/cellar.md": GONE},
            id="in a file that is no page",
        ),
        pytest.param({**LINKED, "docs/cellar.md": GONE}, {"docs/cellar.md": CASKS}, id="that was never there"),
    ],
)
def test_leaves_what_a_person_wrote(repo: Repo, before: dict[str, str], after: dict[str, str | None]) -> None:
    assert staged(repo, before, after) == []


def test_the_other_page_counts_as_it_is_staged(repo: Repo) -> None:
    assert staged(repo, {"a.md": PAGE, "b.md": "# B\n"}, {"a.md": GONE, "b.md": "[a](a.md#rules-of-the-house)\n"})
    repo.write("b.md", "# The working tree has no link\n")
    assert findings(repo)
    repo.git("reset", "--quiet", "--", "b.md")
    assert findings(repo) == []


def test_names_the_pages_that_link(repo: Repo) -> None:
    base = "[a](#casks)\n\n" + PAGE
    before = {"a.md": base, "b.md": "[a](a.md#rules-of-the-house)\n", "c.md": "[a](a.md#rules-of-the-house)\n"}
    [found] = staged(repo, before, {"a.md": base.replace(RULES, "").replace(CASKS, "")})
    assert str(found["message"]).endswith("are gone, and a link still leads there from this page, b.md")


def test_no_page_is_read_where_no_heading_is_gone(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the other pages were read")

    monkeypatch.setattr(pages.OtherPages, "linking", refuse)
    assert staged(repo, LINKED, {"docs/cellar.md": PAGE.replace("dry", "dark") + CASKS.replace("Casks", "More")}) == []


def test_no_more_is_read_than_is_bounded(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert staged(repo, LINKED, {"docs/cellar.md": GONE})
    monkeypatch.setattr(pages, "MOST_BYTES", len(LINK) - 1)
    assert findings(repo) == []
    monkeypatch.setattr(pages, "MOST_BYTES", len(LINK))
    assert findings(repo)
    monkeypatch.setattr(pages, "MOST_PAGES", 0)
    assert findings(repo) == []


def test_a_text_is_looked_at_again_where_another_page_decides(repo: Repo) -> None:
    assert staged(repo, {**LINKED, "docs/welcome.md": "# Welcome\n"}, {"docs/cellar.md": GONE}) == []
    repo.write("docs/welcome.md", LINK)
    repo.add()
    assert findings(repo)
