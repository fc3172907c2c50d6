"""The page of `--format html`: opened in a real browser, its filters used, with texts that are meant to break it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from tests.conftest import Repo
from tests.report.formats_test import awkward, written
from tests.texts import DAMAGED, SOUND
from weave_fix.cli import main
from weave_fix.report.registry import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing; install the extra `test`")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on PATH; install the package chromium of the system")
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield made
        made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with the page of two files that are meant to break it."""
    path = tmp_path / "report.html"
    path.write_text(written("html", awkward()), encoding="utf-8")
    return path


def opened(browser: Browser, file: Path, size: ViewportSize, scheme: Scheme) -> tuple[Page, list[str]]:
    """Return the page, and what goes wrong in it; a dialog, a request and an error of a script among that."""
    page = browser.new_page(viewport=size, color_scheme=scheme)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.on("request", lambda request: troubles.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    return page, troubles


def shown(page: Page) -> int:
    return page.locator("article:visible").count()


def test_filters_leave_what_is_asked_for(browser: Browser, file: Path) -> None:
    page, troubles = opened(browser, file, DESKTOP, "light")
    number = len(list(awkward().findings()))
    assert shown(page) == number
    page.select_option("select[name=class]", "unsafe")
    assert shown(page) == number // 4
    assert page.locator("#count").inner_text() == f"{number // 4} of {number} shown"
    page.select_option("select[name=file]", index=1)
    assert shown(page) == 1
    page.click("button[type=reset]")
    page.wait_for_function(f"document.querySelectorAll('article:not([hidden])').length === {number}")
    page.locator("td button[data-filter=file]").last.click()
    assert shown(page) == 4
    page.select_option("select[name=signature]", "duplicate_word")
    assert shown(page) == 4
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_can_be_read_on_every_screen(browser: Browser, file: Path, size: ViewportSize, scheme: Scheme) -> None:
    page, _ = opened(browser, file, size, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    old, new = (page.locator(f"article .{side}").first.bounding_box() for side in ("old", "new"))
    assert old is not None
    assert new is not None
    assert (old["y"] == new["y"]) is (size is DESKTOP)
    ground, words = page.evaluate(
        "(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))"
    )
    assert (light(ground) > light(words)) is (scheme == "light")
    assert abs(light(ground) - light(words)) > 500


def light(color: str) -> int:
    """Return the sum of the three parts of `rgb(R, G, B)`."""
    return sum(int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(","))


def test_what_changes_is_marked(browser: Browser, repo: Repo, tmp_path: Path) -> None:
    repo.commit_files({"a.md": SOUND})
    repo.write("a.md", DAMAGED)
    assert main(["--check", "--format", f"html={tmp_path / 'r.html'}", "--format", "text", "a.md"]) == 1
    page, troubles = opened(browser, tmp_path / "r.html", DESKTOP, "dark")
    assert page.locator("article del").all_inner_texts() == ["</ribbon>"]
    assert page.locator("article ins").count() == 0
    assert "leave a small loop f</ribbon>or shrinkage" in page.locator(".old pre").inner_text()
    assert "leave a small loop for shrinkage" in page.locator(".new pre").inner_text()
    assert troubles == []


def test_a_page_without_findings_has_no_filters(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text(written("html", Report([])), encoding="utf-8")
    page, troubles = opened(browser, tmp_path / "r.html", PHONE, "light")
    assert not page.locator("form").is_visible()
    assert "0 in 0 files checked" in page.locator("header").inner_text()
    assert troubles == []
