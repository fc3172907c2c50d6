"""Texts that nobody wrote: random bytes and random Markdown, as new files and against a base."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from weave_fix.decision import AnalysisContext
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.patch.propose import propose
from weave_fix.patch.unified_diff import file_change, unified_diff
from weave_fix.patch.verify import verify
from weave_fix.positions import with_line_ends_of
from weave_fix.records import Base, Document, FilePatch, Scope, decode, encode
from weave_fix.report.crash import describe
from weave_fix.vocabulary.lookup import EmptyVocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

PROSE = """The people of the valley listen to the music and eat bread by the river. The old mill stands at the end
of the village, and nobody has asked who built it. In the autumn the water is high, so that the bridge is closed.

- First we look at the map and choose a road.
- Then we carry the boat over the hill.

"""
PIECES = (
    *(
        "# ",
        "## A heading\n",
        "> ",
        ">> ",
        "- ",
        "* ",
        "1. ",
        "- [ ] ",
        "```\n",
        "~~~sh\n",
        "`",
        "``",
        "---\n",
        "===\n",
    ),
    *("| a | b |\n|---|---|\n| 1 | 2 |\n", "![", "[", "](", "](https://example.org)", "[^1]", "[^1]: note\n", ":::\n"),
    *("<div>", "</div>", "<!-- ", " -->", "<b", "&amp;", "&#38;", "\\*", "\\", "*", "**", "_", "__", "~~", "$", "$$"),
    *("---\ntitle: a\n---\n", "+++\n", "{% if a %}", "{{ a }}", "\r\n", "\r", "\n", "\n\n", "    ", "\t", " ", "  \n"),
    *(
        "the the ",
        "teh ",
        "themusic ",
        "wa ter ",
        "recieve ",
        "THe ",
        "a an ",
        "?",
        "!",
        "...",
        "\u2026",
        "\u201c",
        "\u2019",
    ),
    *(
        "\u00e9",
        "e\u0301",
        "\u00c3\u00a9",
        "\u00e2\u20ac\u2122",
        "\ufffd",
        "\u200b",
        "\ufeff",
        "\x00",
        "\x85",
        "\u2028",
    ),
    *("\u4f60\u597d", "\u0627\u0644", "\U0001f600", "\udcff", "\u00df", "\u0130", "\u01c5", "\u0661", "\u2028"),
    *(
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "@@ -1 +1 @@\n",
        "+a\n",
        "-b\n",
        "12 | a\n",
        "<|im_end|>",
        "% ",
        "\x1b[31m",
    ),
    *(
        "<!-- weave-fix: ignore -->",
        "<!-- weave-fix: off -->\n",
        "... (rest of the file unchanged) ...\n",
        "1) ",
        "a_b",
    ),
)
"""What Markdown is made of, what tools leave, and characters that are often taken for others."""
LONGEST_S = 30
WITH_LANGUAGE = 0.2
"""The share of texts that the language model is asked about: one of them takes as long as thirty of the others."""


class Texts(NamedTuple):
    """What came of it."""

    tries: int
    with_language: int
    changed: int
    lost: tuple[str, ...]


def fuzz(number: int, seed: int) -> Texts:
    """Look at `number` texts; each has a seed of its own, which its failure names."""
    changed, with_language, lost = 0, 0, []
    for at in range(number):
        rng = Random(f"{seed}-{at}")
        base, text = drawn(rng)
        reader = _reader() if rng.random() < WITH_LANGUAGE else None
        context = AnalysisContext(EmptyVocabulary(), reader, rng.random() < 0.3, rng.choice([*Scope]))
        with_language += reader is not None
        try:
            with at_most(LONGEST_S):
                was_changed = look(base, text, context)
            changed += was_changed
        except Exception as error:  # each text is tried, and each failure listed
            lost.append(f"text {seed}-{at}: {describe(error)}")
    return Texts(number, with_language, changed, tuple(lost))


def drawn(rng: Random) -> tuple[str | None, str]:
    """Return a base, or None, and a text."""
    kind = rng.random()
    if kind < 0.15:
        return None, decode(rng.randbytes(rng.randint(0, 400)))
    text = _markdown(rng)
    if kind < 0.5:
        return None, text
    if kind < 0.9:
        return text, _changed(text, rng)
    return text, _markdown(rng)


def look(base: str | None, text: str, context: AnalysisContext) -> bool:
    """Repair a text and tell whether there was something to repair.

    FaultError where the repair does not pass the verification, such as for a second run that would go on;
    AssertionError where git refuses the diff, or makes something else of it.
    """
    document = Document.from_bytes("a.md", text.encode("utf-8", "surrogateescape"))
    bases = [] if base is None else [_base(base, document.text)]

    def again(other: Document) -> FilePatch:
        return propose(other, bases, context)

    patch = again(document)
    if not patch.changed:
        return False
    verify(patch, bases, again)
    _have_git_apply(document.raw, unified_diff([file_change(patch)]), encode(patch.text_after))
    return True


def _base(base: str, text: str) -> Base:
    alike = with_line_ends_of(text, base)
    return Base(alike, "", "a.md", "" if alike == base else base)


def _have_git_apply(raw: bytes, diff: bytes, after: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="weave-fix-bench-") as folder:
        file = Path(folder, "a.md")
        file.write_bytes(raw)
        command = ["git", "-c", "core.autocrlf=false", "apply", "-"]
        outside = os.environ | {"GIT_CEILING_DIRECTORIES": str(Path(folder).parent)}
        done = subprocess.run(command, cwd=folder, input=diff, capture_output=True, check=False, env=outside)
        assert done.returncode == 0, done.stderr
        assert file.read_bytes() == after, "git apply makes another text of it"


def _markdown(rng: Random) -> str:
    parts: list[str] = []
    for _ in range(rng.randint(1, 12)):
        if rng.random() < 0.5:
            parts.append(rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 5, 40)))
        else:
            start = rng.randrange(len(PROSE))
            parts.append(PROSE[start : start + rng.randint(1, 200)])
    return "".join(parts)


def _changed(text: str, rng: Random) -> str:
    """Return `text` with a few pieces put in, taken out, doubled, moved or in another case."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.choice((0, 1, 1, 2, 7, 30)))
        piece = text[start:end]
        other = rng.choice(
            ("", piece * 2, piece.swapcase(), piece[::-1], rng.choice(PIECES), chr(rng.randint(32, 126)))
        )
        text = text[:start] + other + text[end:]
    return text


def propose_alone(base: str | None, text: str) -> FilePatch:
    """Look at a text once, and verify nothing."""
    document = Document.from_bytes("a.md", text.encode("utf-8", "surrogateescape"))
    bases = [] if base is None else [_base(base, document.text)]
    return propose(document, bases, AnalysisContext(EmptyVocabulary(), _reader()))


def settle(base: str | None, text: str) -> str:
    """Look at a text as the command does, the verification included; return what does not hold, or nothing."""
    try:
        look(base, text, AnalysisContext(EmptyVocabulary(), _reader()))
    except Exception as error:  # each text is tried, and each failure listed
        return describe(error)
    return ""


@lru_cache(maxsize=1)
def _reader() -> LanguageSource:
    return LanguageSource(shipped())


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in a block that takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"over {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
