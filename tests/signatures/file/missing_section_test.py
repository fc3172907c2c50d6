from __future__ import annotations

import pytest

from tests.signatures.file.trying import events
from weave_fix.records import Applicability
from weave_fix.signatures.file import missing_section

TOC = """# The cellar

- [Casks](#casks)
- [Rules of the house](#rules-of-the-house)
- [Names](#names)

"""
CASKS = "## Casks\n\nThey stand on the lower shelf.\nEach of them has a label.\n\n"
RULES = "## Rules of the house\n\nTurn a cask once a week.\n\n### Visitors\n\nNobody enters alone.\n\n"
NAMES = "## Names\n\nThere are none yet.\n"
PAGE = TOC + CASKS + RULES + NAMES

MEANT = [
    pytest.param(PAGE, PAGE, id="nothing-changed"),
    pytest.param(PAGE.replace("once", "twice"), PAGE, id="an-edit"),
    pytest.param(TOC.replace("- [Names](#names)\n", "") + CASKS + RULES, PAGE, id="section-and-link-taken-out"),
    pytest.param(PAGE.replace("## Names", "## The names"), PAGE, id="a-heading-renamed"),
    pytest.param(
        PAGE.replace("## Names", "## Namen").replace("There are none yet.", "Noch keine."), PAGE, id="translated"
    ),
    pytest.param(TOC + NAMES + CASKS + RULES, PAGE, id="sections-in-another-order"),
    pytest.param(PAGE.replace("## Names", "# Names"), PAGE, id="another-level"),
    pytest.param(PAGE.replace("## Names", "Names\n-----"), PAGE, id="underlined-instead"),
    pytest.param(PAGE.replace("## Names", '<a name="names"></a>\n\n## Other'), PAGE, id="an-anchor-in-html"),
    pytest.param(PAGE.replace("## Names", "## Other {#names}"), PAGE, id="an-explicit-id"),
    pytest.param(PAGE.replace("## Names", "## Other {/*names*/}"), PAGE, id="an-explicit-id-in-a-comment"),
    pytest.param(PAGE.replace("## Names\n\nThere are none yet.\n", "## Names\n"), PAGE, id="a-section-emptied"),
    pytest.param(PAGE.replace("### Visitors\n\nNobody enters alone.\n\n", ""), PAGE, id="a-section-without-a-link"),
    pytest.param(PAGE.replace("(#names)", "(#title)"), PAGE, id="a-link-that-never-led-anywhere"),
    pytest.param(PAGE + "\n[x](#nowhere)\n", PAGE, id="a-new-link-to-nothing"),
    pytest.param(TOC, None, id="a-new-file-with-links-to-nothing"),
    pytest.param(PAGE.replace("\n", "\r\n"), PAGE, id="other-line-ends"),
    pytest.param(CASKS + RULES + NAMES, PAGE, id="the-table-of-contents-taken-out"),
    pytest.param(CASKS + RULES, CASKS + RULES + NAMES, id="a-page-without-links"),
    pytest.param(
        "[Names](#names)\n\n# Title\n", "```\n# Names\n\ntext\n```\n[Names](#names)\n", id="a-comment-in-code"
    ),
    pytest.param(PAGE.replace("## Names", "## NAMES"), PAGE, id="capitals"),
    pytest.param(PAGE.replace("## Names", "## **Names**"), PAGE, id="emphasis"),
    pytest.param(PAGE.replace("There are none yet.", "None."), PAGE, id="a-section-rewritten"),
    pytest.param("", PAGE, id="emptied"),
    pytest.param("#", "#", id="a-number-sign"),
]


@pytest.mark.parametrize(("text", "base"), MEANT)
def test_leaves_what_a_person_wrote(text: str, base: str | None) -> None:
    assert events(missing_section, text, base) == []


@pytest.mark.parametrize(
    ("text", "named", "place"),
    [
        pytest.param(TOC + CASKS + RULES, "“Names” (lines 20 to 22", TOC + CASKS + RULES, id="the-last"),
        pytest.param(TOC + CASKS + NAMES, "“Rules of the house” (lines 12 to 19", TOC + CASKS, id="in-the-middle"),
        pytest.param(TOC + RULES + NAMES, "“Casks” (lines 7 to 11", TOC, id="the-first"),
        pytest.param(
            TOC.replace("cellar", "old cellar") + CASKS.replace("lower", "upper") + NAMES,
            "“Rules of the house” (lines 12 to 19",
            TOC.replace("cellar", "old cellar") + CASKS.replace("lower", "upper"),
            id="beside-the-edits-of-a-person",
        ),
        pytest.param((TOC + CASKS + NAMES).replace("\n", "\r\n"), "“Rules", None, id="with-other-line-ends"),
    ],
)
def test_shows_a_section_that_is_gone(text: str, named: str, place: str | None) -> None:
    (event,) = events(missing_section, text, PAGE)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.evidence == "history"
    assert not event.edits
    assert named in event.message
    if place is not None:
        assert event.places == ((len(place.rstrip()) + 1,) * 2,)


def test_is_one_event_for_all_sections() -> None:
    (event,) = events(missing_section, TOC + CASKS, PAGE)
    assert "“Rules of the house”" in event.message
    assert "“Names”" in event.message
    assert event.message.endswith("are gone, and a link still leads there")


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("What's new?", "whats-new"),
        ("`cask` and **tap**", "cask-and-tap"),
        ("Über uns", "über-uns"),
        ("Über uns", "%C3%BCber-uns"),
        ("A [link](b.md) here", "a-link-here"),
        ("1. First", "1-first"),
    ],
)
def test_knows_a_section_by_its_anchor(title: str, anchor: str) -> None:
    top = f"# Top\n\n[there](#{anchor})\n\n"
    base = f"{top}## {title}\n\nSome words.\n\n## End\n\nMore.\n"
    assert len(events(missing_section, f"{top}## End\n\nMore.\n", base)) == 1


def test_knows_the_second_section_of_a_name() -> None:
    base = "# Top\n\n[a](#part-1)\n\n## Part\n\nOne.\n\n## Part\n\nTwo.\n\n## End\n\nMore.\n"
    assert len(events(missing_section, base.replace("## Part\n\nTwo.\n\n", "## Parts\n\n"), base)) == 0
    assert len(events(missing_section, base.replace("## Part\n\nOne.\n\n## Part\n\nTwo.\n\n", ""), base)) == 1


def test_its_example() -> None:
    sound, damaged = missing_section.EXAMPLE
    assert len(events(missing_section, damaged, sound)) == 1
    assert events(missing_section, sound, sound) == []
