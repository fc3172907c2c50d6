from __future__ import annotations

import pytest

from tests.conftest import Repo
from weave_fix.git import Repository
from weave_fix.patch.provenance import MOST, SHORTEST, name_sources
from weave_fix.records import Applicability, Candidate, Document, Edit, Evidence, FilePatch, Fix

WHAT = "a span replaced by another text"
OTHER = "# Rain\n\nThe barrel below the gutter fills within one summer storm.\n\nÄpfel und Birnen reifen im Herbst.\n"
SPAN = "barrel below the gutter fills wi"


def repair(before: str, applicability: Applicability, signature: str = "transpose_substrings", at: int = 0) -> Fix:
    candidate = Candidate(signature, (Edit(at, at + len(before), before, "x"),), WHAT)
    return Fix(candidate, (Evidence("history", 3.0, "0:a.md"),), applicability)


def patch(*repairs: Fix) -> FilePatch:
    safe = tuple(one for one in repairs if one.applicability is Applicability.SAFE)
    rest = tuple(one for one in repairs if one.applicability is not Applicability.SAFE)
    return FilePatch(Document.from_bytes("a.md", b"text\n"), safe, rest, (), "text\n")


def messages(repo: Repo, named: FilePatch, commit: str = "HEAD") -> list[str]:
    repository = Repository.discover(repo.root)
    assert repository is not None
    found = name_sources(named, repository, repository.resolve(commit))
    assert (found.document, found.text_after, found.refused) == (named.document, named.text_after, named.refused)
    return [one.candidate.message for one in (*found.applied, *found.unapplied)]


@pytest.fixture
def library(repo: Repo) -> Repo:
    repo.commit_files(
        {"docs/rain.md": OTHER, "a.md": "Its own words stand in itself alone.\n", "b.txt": "Not a page, but a note.\n"}
    )
    return repo


@pytest.mark.parametrize(
    ("before", "message"),
    [
        pytest.param(SPAN, f"{WHAT}, which stands in docs/rain.md", id="a-piece-cut-at-any-character"),
        pytest.param("pfel und Birnen rei", f"{WHAT}, which stands in docs/rain.md", id="words-of-another-language"),
        pytest.param(
            "storm.\n\nÄpfel und Birnen", f"{WHAT}, which stands in docs/rain.md", id="the-longest-line-of-it"
        ),
        pytest.param("x\n" + SPAN + "\ny", f"{WHAT}, which stands in docs/rain.md", id="a-line-between-short-ones"),
        pytest.param("within one sum", WHAT, id="too-short-to-be-looked-for"),
        pytest.param("nobody ever wrote this", WHAT, id="stands-nowhere"),
        pytest.param("words stand in itself", WHAT, id="stands-in-the-file-itself"),
        pytest.param("Not a page, but a note.", WHAT, id="stands-in-no-markdown"),
        pytest.param("-e within one summer", WHAT, id="begins-with-a-dash"),
        pytest.param(".* below the gutter .*", WHAT, id="is-no-pattern"),
        pytest.param("barrel\udce4 below the gutter", WHAT, id="bytes-that-are-not-utf8"),
        pytest.param("", WHAT, id="something-was-taken-out"),
    ],
)
def test_the_file_is_named(library: Repo, before: str, message: str) -> None:
    assert messages(library, patch(repair(before, Applicability.SAFE))) == [message]


def test_it_is_named_in_findings_that_are_only_reported(library: Repo) -> None:
    named = patch(repair(SPAN, Applicability.DISPLAY_ONLY), repair(SPAN, Applicability.UNSAFE))
    assert messages(library, named) == [f"{WHAT}, which stands in docs/rain.md"] * 2


def test_another_signature_has_no_other_text(library: Repo) -> None:
    assert messages(library, patch(repair(SPAN, Applicability.SAFE, "substring2gibberish"))) == [WHAT]


def test_it_is_looked_for_in_the_commit_of_the_base(library: Repo) -> None:
    library.git("rm", "--quiet", "docs/rain.md")
    library.commit()
    assert messages(library, patch(repair(SPAN, Applicability.SAFE))) == [WHAT]
    assert messages(library, patch(repair(SPAN, Applicability.SAFE)), "HEAD~") == [
        f"{WHAT}, which stands in docs/rain.md"
    ]


def test_two_files_besides_itself_name_the_first(library: Repo) -> None:
    library.commit_files({"a.md": OTHER, "z.md": OTHER})
    assert messages(library, patch(repair(SPAN, Applicability.SAFE))) == [f"{WHAT}, which stands in docs/rain.md"]


def test_no_more_than_some_are_looked_for(library: Repo) -> None:
    named = patch(*[repair(SPAN, Applicability.SAFE, at=100 * number) for number in range(MOST + 2)])
    assert [message != WHAT for message in messages(library, named)] == [True] * MOST + [False] * 2


def test_short_spans_are_not_counted_as_looked_for(library: Repo) -> None:
    short = [repair("x" * (SHORTEST - 1), Applicability.SAFE)] * MOST
    assert messages(library, patch(*short, repair(SPAN, Applicability.SAFE)))[-1] != WHAT
