"""`--demo`: a small repository, damage and one honest edit in its staged text, and the real command at work on it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import IO, TYPE_CHECKING

from weave_fix.config import Config
from weave_fix.config_file import NO_NOTES
from weave_fix.errors import FaultError
from weave_fix.git import Repository
from weave_fix.named_tuple import NamedTuple
from weave_fix.positions import LineIndex
from weave_fix.run import run
from weave_fix.runtime.signals import temporary_folder
from weave_fix.signatures.corrupt import corrupt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weave_fix.report.color import Colorizer

PATH = "docs/darning.md"
OTHER_PATH = "docs/washing.md"
SOUND = """\
# Darning a sock

A hole in a sock is not the end of the sock. Wool gives way first where the foot
presses hardest, at the heel and under the ball of the foot, and the rest of the
fabric is usually good for years. Darning puts a small piece of woven cloth where
the knitting has gone.

## What you need

- a darning mushroom, or an orange, or a light bulb that has seen better days;
- a blunt needle with a long eye;
- yarn a little thinner than the yarn of the sock, 2 metres for a hole of 3 cm.

## The warp

Push the mushroom into the sock until the hole lies over its top, without
stretching the edge. Start two rows of stitches away from the hole, where the
knitting is still sound. Run the needle up and down through the fabric in a
straight line, cross the hole, and go on for two stitches on the other side. Then
turn round, leave a small loop for shrinkage, and come back beside the first line.
The threads across the hole are the warp. They should lie as close as the threads
of the sock, and none of them should be tight.

## The weft

Now turn the sock by a quarter. Weave the needle over one thread and under the
next, all the way across, and pack each row against the last with the tip of the
needle. On the way back go over what you went under before. Two colours make the
pattern visible, and many people like to see where a thing was mended:

```text
over  under over  under
under over  under over
```

When the hole is closed, weave the ends into the back and cut them off. Wash the
sock once before you judge the result, because wool settles when it is wet. A good
darn is flat enough to forget, and it wears out later than the sock around it.
"""
OTHER = """\
# Washing wool

Wash wool by hand in cool water with a mild soap. Press the water out, never wring
it, and dry the piece flat on a towel, away from the sun and from the stove. Moths
prefer what has been worn: put nothing away for the summer that has not been washed.
"""
EDIT = ("is usually good for years", "is usually good for another ten years")
DAMAGES = (
    ("insert_spurious_html_xml_tag", "A hole in", 151),
    ("delete_whitespace_character", "- a darning", 399),
    ("adjacent_substring_swap", "Push the mushroom", 85),
    ("adjacent_word_swap", "turn round", 387),
    ("transpose_substrings", "next, all the", 429),
    ("substring2gibberish", "pattern visible", 340),
    ("delete_substring", "When the hole", 236),
)
"""Signature, start of the line to damage, and seed: chosen so that nothing of it steers a terminal."""


class Case(NamedTuple):
    """The texts of the demonstration."""

    edited: str
    """The undamaged text with the person's edit: what has to come out."""
    damaged: str


def demo(stdout: IO[str], paint: Colorizer) -> int:
    """Show a repair to `stdout` and return 0; FaultError if the text does not come back to the byte."""
    case = make_case()
    with _sealed(), temporary_folder() as folder:
        root = Path(folder).resolve()
        repository = Repository.create(root, {PATH: SOUND.encode(), OTHER_PATH: OTHER.encode()})
        repository.stage({PATH: case.damaged.encode()})
        stdout.write(_introduction(case, paint))
        stdout.write("\n" + paint("bold", "$ weave-fix --format diff") + "\n")
        config = Config(format="diff", color="always" if paint.enabled else "never", notes=NO_NOTES)
        run(config, repository, {}, root, stdout, stdout)
        repaired = (root / PATH).read_bytes()
    if repaired != case.edited.encode():
        raise FaultError("the demonstration's text did not come back as it was")
    stdout.write(_ending(paint))
    return 0


def make_case() -> Case:
    """Return the texts, the same at every call."""
    edited = SOUND.replace(*EDIT)
    damaged = edited
    for signature, words, seed in DAMAGES:
        start = damaged.index(f"\n{words}") + 1
        done = corrupt(damaged, signature, Random(seed), OTHER, [(start, damaged.index("\n", start))])
        assert done is not None
        damaged = done.text
    return Case(edited, damaged)


def _introduction(case: Case, paint: Colorizer) -> str:
    line, _ = LineIndex(case.edited).position(case.edited.index(EDIT[1]))
    return (
        f"A repository in a temporary folder holds {PATH}. Its next version is staged, with\n"
        f"one honest edit, in line {line}:\n\n"
        f"    {paint('red', EDIT[0])} -> {paint('green', EDIT[1])}\n\n"
        f"and with damage of {len(DAMAGES)} kinds, made by weave-fix's own operations:\n\n"
        + "".join(f"    {paint('cyan', signature)}\n" for signature, _, _ in DAMAGES)
    )


def _ending(paint: Colorizer) -> str:
    return "\n" + paint("green", "The edit was kept. Every other byte is as it was before the damage.") + "\n"


@contextmanager
def _sealed() -> Iterator[None]:
    """Take git's variables out of the environment: in a hook they lead to the user's own repository."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("GIT_")}
    for name in kept:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(kept)
