from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Repo
from tests.git.opening import opened
from weave_fix.markdown.blocks import WORD
from weave_fix.records import decode
from weave_fix.vocabulary.packed import Count, Table
from weave_fix.vocabulary.scan import LONGEST, Kind, ScanLimits, VocabularyIndex, kind_of, parts_of, scan, words_of

BOUNDS = ScanLimits()
LETTERS = st.text(st.sampled_from("aZ_9é語ß²٣\u0301\u200d\xa0 .-\n\0"), max_size=30).map(str.encode)
BROKEN = st.tuples(LETTERS, st.binary(max_size=3), LETTERS).map(b"".join)


def gathered(repo: Repo, tree: str = "HEAD", limits: ScanLimits = BOUNDS) -> VocabularyIndex:
    return VocabularyIndex(Table(scan(opened(repo.root), tree, limits).table))


def known(words: VocabularyIndex, *asked: str) -> list[str]:
    return [word for word in asked if words.count(word) != Count(0, 0)]


@given(st.binary(max_size=40) | LETTERS | BROKEN)
def test_words_are_those_that_the_pattern_finds(raw: bytes) -> None:
    assert words_of(raw) == {word.encode() for word in WORD.findall(decode(raw))}


def test_what_is_too_long_is_no_word() -> None:
    longest, longer = b"a" * LONGEST, "é".encode() * LONGEST
    assert words_of(longest + b" " + longer + b" b") == {longest, b"b"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("readLine_count", "read Line line count", id="case-and-underscore"),
        pytest.param("HTTPServer2", "HTTP http Server server", id="capitals-before-a-word"),
        pytest.param("parseURL", "parse URL url", id="capitals-at-the-end"),
        pytest.param("utf8", "utf", id="digits"),
        pytest.param("__init__", "init", id="underscores-around"),
        pytest.param("MAX_LEN", "MAX max LEN len", id="constant"),
        pytest.param("größeÄndern", "größe Ändern ändern", id="beyond-ascii"),
        pytest.param("größe_x", "größe", id="one-letter-is-no-part"),
        pytest.param("größe", "", id="a-whole-word-beyond-ascii"),
        pytest.param("日本語", "", id="letters-without-case"),
        pytest.param("word", "", id="a-whole-word"),
        pytest.param("Word", "", id="a-capital"),
        pytest.param("WORD", "", id="capitals"),
        pytest.param("x86", "", id="a-letter-and-digits"),
        pytest.param("1234", "", id="a-number"),
        pytest.param("_", "", id="nothing-but-an-underscore"),
    ],
)
def test_parts_of_an_identifier(word: str, parts: str) -> None:
    assert parts_of(word.encode()) == {part.encode() for part in parts.split()}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("a.md", Kind.MARKDOWN, id="markdown"),
        pytest.param("b/c.MarkDown", Kind.MARKDOWN, id="in-any-case"),
        pytest.param("d.e.PY", Kind.CODE, id="code"),
        pytest.param(".md", Kind.MARKDOWN, id="nothing-but-an-ending"),
        pytest.param("md", None, id="no-dot"),
        pytest.param("a.md/b", None, id="a-folder"),
        pytest.param("a.txt", None, id="another"),
        pytest.param("\udcff.md", Kind.MARKDOWN, id="not-utf8"),
    ],
)
def test_what_is_taken_from_a_file(path: str, kind: Kind | None) -> None:
    assert kind_of(path) is kind


def test_files_are_counted_by_what_they_are(repo: Repo) -> None:
    repo.git("init", "-q", "module.md")
    repo.write("module.md/inner.md", "innerword\n")
    repo.git("-C", "module.md", "add", "inner.md")
    repo.git("-C", "module.md", "commit", "-q", "-m", "a")
    repo.git("-c", "advice.addEmbeddedRepo=false", "add", "module.md")
    repo.path("link.md").symlink_to("linkedword")
    repo.add("link.md")
    names = [b"a b.md", b'say "a".MD', b"a\nb.markdown", b"sch\xf6n.mdx", b"-a.mkd", b"[a]*?.md", b"a\tb.md"]
    for name in names:
        repo.write(name, "oddname\n")
    repo.git("--literal-pathspecs", "add", "--", *names)
    repo.commit_files(
        {
            "one.md": "The `readLine` verb, twice: readLine.\n",
            "two.md": b"The caf\xe9 Caf\xc3\xa9 line\n",
            "copy.md": "The `readLine` verb, twice: readLine.\n",
            "three.py": "def readLine(count_2, 9lives): café\n",
            "nul.c": b"binaryword \0",
            "nul.md": b"textword \0",
            "empty.rs": "",
            "four.txt": "hidden\n",
        }
    )
    words = gathered(repo)
    assert words.left == 0
    counts = {
        "readLine": Count(2, 1),
        "read": Count(0, 3),
        "line": Count(1, 3),
        "Line": Count(0, 3),
        "The": Count(3, 0),
        "the": Count(0, 0),
        "verb": Count(2, 0),
        "caf": Count(1, 0),
        "Café": Count(1, 0),
        "café": Count(0, 1),
        "count_2": Count(0, 1),
        "count": Count(0, 1),
        "9lives": Count(0, 0),
        "oddname": Count(len(names), 0),
        "textword": Count(1, 0),
    }
    assert {word: words.count(word) for word in counts} == counts
    assert known(words, "innerword", "linkedword", "binaryword", "hidden") == []


def test_small_files_come_first_and_markdown_before_code(repo: Repo) -> None:
    repo.commit_files({"a.md": "ten " + "x" * 6, "b.md": "twenty " + "x" * 13, "c.py": "five"})
    asked = ("ten", "twenty", "five")
    assert [known(gathered(repo, limits=BOUNDS._replace(total=total)), *asked) for total in (9, 10, 15, 30, 34)] == [
        ["five"],
        ["ten"],
        ["ten", "five"],
        ["ten", "twenty"],
        ["ten", "twenty", "five"],
    ]
    assert known(gathered(repo, limits=BOUNDS._replace(markdown=10)), *asked) == ["ten", "five"]
    assert [gathered(repo, limits=BOUNDS._replace(total=total)).left for total in (9, 10, 30)] == [30, 20, 0]


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        pytest.param(BOUNDS._replace(blobs=2), ["aa", "bb"], id="files"),
        pytest.param(BOUNDS._replace(blobs=3), ["aa", "bb", "cc"], id="files-of-both-kinds"),
        pytest.param(BOUNDS._replace(words=2), ["aa", "bb"], id="words"),
        pytest.param(BOUNDS._replace(code_blob=3), ["aa", "bb", "cc"], id="a-great-file-of-code"),
        pytest.param(BOUNDS._replace(code_files=1), ["aa", "bb", "cc"], id="files-of-code-looked-at"),
        pytest.param(BOUNDS, ["aa", "bb", "cc", "dd"], id="none"),
    ],
)
def test_bounds(repo: Repo, bounds: ScanLimits, found: list[str]) -> None:
    repo.commit_files({"a.md": "aa a", "b.md": "bb b 0", "c.py": "cc", "d.py": "dd 1"})
    assert known(gathered(repo, limits=bounds), "aa", "bb", "cc", "dd") == found


def test_a_tree_whose_list_is_too_long(repo: Repo) -> None:
    repo.commit_files({f"{number:03}.md": f"word{number}" for number in range(100)})
    words = gathered(repo, limits=BOUNDS._replace(listing=4000))
    assert known(words, "word0", "word99") == ["word0"]
    assert words.left == 4000, "nobody knows how much there is"


def test_a_lost_blob_is_left_out(repo: Repo) -> None:
    head = repo.commit_files({"a.md": "aword\n", "b.md": "bword\n"})
    lost = repo.git("rev-parse", f"{head}:a.md").strip()
    repo.path(f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    assert known(gathered(repo), "aword", "bword") == ["bword"]


def test_what_changed_is_counted_too(repo: Repo) -> None:
    first = repo.commit_files({"a.md": "old both\n", "b.md": "both\n", "c.txt": "three\n", "g.py": "codeWord"})
    repo.git("mv", "c.txt", "c.md")
    repo.git("rm", "-q", "b.md", "g.py")
    second = repo.commit_files({"a.md": "new both\n", "d.md": b"\xe9 caf\xc3\xa9\n"})
    repository = opened(repo.root)
    changes = repository.tree_changes(first, second, 9000)
    assert changes is not None
    words = gathered(repo, first)
    assert words.update(changes, repository, BOUNDS)
    assert known(words, "old", "both", "new", "three", "café", "codeWord", "code") == ["both", "new", "three", "café"]
    assert words.count("both") == Count(1, 0)


def test_what_was_not_counted_is_not_taken_out(repo: Repo) -> None:
    first = repo.commit_files({"a.md": "word\n", "b.md": "word and many more of them\n"})
    repo.git("rm", "-q", "b.md")
    second = repo.commit_files({"c.py": "word"})
    repository = opened(repo.root)
    changes = repository.tree_changes(first, second, 9000)
    assert changes is not None
    words = gathered(repo, first, BOUNDS._replace(markdown=5))
    assert (words.count("word"), words.left) == (Count(1, 0), 27)
    assert words.update(changes, repository, BOUNDS)
    assert (words.count("word"), words.left) == (Count(1, 1), 0)


@pytest.mark.parametrize(
    ("bounds", "follows"),
    [
        pytest.param(BOUNDS._replace(changes=2), True, id="files"),
        pytest.param(BOUNDS._replace(changes=1), False, id="too-many-files"),
        pytest.param(BOUNDS._replace(changed=20), True, id="bytes"),
        pytest.param(BOUNDS._replace(changed=19), False, id="too-many-bytes"),
        pytest.param(BOUNDS._replace(changed=4), False, id="one-file-of-too-many-bytes"),
    ],
)
def test_too_great_a_change_is_not_followed(repo: Repo, bounds: ScanLimits, follows: bool) -> None:
    first = repo.commit_files({"a.md": "1234\n", "b.md": "abcd\n", "c.txt": "c\n"})
    second = repo.commit_files({"a.md": "5678\n", "b.md": "efgh\n", "c.txt": "longer than all of them\n"})
    repository = opened(repo.root)
    changes = repository.tree_changes(first, second, 9000)
    assert changes is not None
    assert gathered(repo, first).update(changes, repository, bounds) is follows
