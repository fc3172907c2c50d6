"""Train a language model from folders of Markdown: `python -m weave_fix.training.language FOLDER... -o FILE`.

Some of the text is held out: the decision is fitted to it, and its thresholds are set on it. The counts of the same
folders are the same bytes; the tagger's run is seeded, says how fast it goes, and goes on where it was interrupted.
Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD = 10
"""Of so many files one is held out, unless `--hold` says which."""
STEPS = 8000
BATCH = 64


def parser() -> argparse.ArgumentParser:
    """Return the parser of the arguments."""
    made = argparse.ArgumentParser(prog="python -m weave_fix.training.language", description=__doc__)
    add = made.add_argument
    add("folders", metavar="FOLDER", nargs="*", type=Path)
    add("-o", "--output", metavar="FILE", type=Path, required=True, help="the model file to write")
    add(
        "--hold",
        metavar="TEXT",
        action="append",
        default=[],
        help="hold out the paths that hold TEXT (default: 1 in 10)",
    )
    add(
        "--words",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="a list of correct words, one a line, such as a spelling checker's: none is taken for a misspelling",
    )
    for name, what in (("--rarer", "all words"), ("--rarest", "the long words that are like a common one")):
        add(
            name,
            metavar="FILE",
            action="append",
            default=[],
            type=Path,
            help=f"a list, one a line, of which {what} are no typos, and are never proposed for one either",
        )
    add(
        "--relist",
        metavar="MODEL",
        type=Path,
        help="train nothing: write MODEL with the lists of --words, --rarer and --rarest in the place of its own",
    )
    add(
        "--misspellings",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="common misspellings, `misspelling->word` a line, as codespell has them; the classifier learns from them",
    )
    add("--without", metavar="TEXT", action="append", default=[], help="leave out the paths that hold TEXT")
    add(
        "--steps",
        type=int,
        default=STEPS,
        help="steps of the tagger; 0: no tagger (default %(default)s)",
    )
    add(
        "--batch",
        type=int,
        default=BATCH,
        help="windows of 128 tokens in a step; a GPU is quicker with many (default %(default)s)",
    )
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=os.cpu_count() or 1, help="processors to use (default %(default)s)")
    add("--every", type=int, default=1, help="calibrate on one in so many of the held-out files (default %(default)s)")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Train with the arguments of the command line; return the exit status."""
    made = parser()
    options = made.parse_args(argv)
    if not options.output.parent.is_dir():
        made.error(f"{options.output}: there is no folder {options.output.parent}; make it first")
    if options.relist is None and not options.folders:
        made.error("name the folders to train on, or a model with --relist")
    try:
        return _relist(options) if options.relist else _train(options, made)
    except WeaveFixError as error:
        print(f"train: {error}", file=sys.stderr)
        return 2


def _relist(options: argparse.Namespace) -> int:
    from weave_fix.training.language.build import relist

    relist(options.relist, options.output, options)
    return _done(options.output)


def _train(options: argparse.Namespace, made: argparse.ArgumentParser) -> int:
    from weave_fix.training.language.build import build
    from weave_fix.training.language.corpus import markdown_files

    files = [f for f in markdown_files(options.folders) if not any(text in f.as_posix() for text in options.without)]
    held = [f for f in files if any(text in f.as_posix() for text in options.hold)] if options.hold else files[::HELD]
    if len(held) in (0, len(files)):
        made.error(
            f"{len(files)} Markdown files below {', '.join(map(str, options.folders))}, {len(held)} held out; add text"
        )
    shut = set(held)
    try:
        build([file for file in files if file not in shut], held[:: options.every], options.output, options)
    except (WeaveFixError, OSError) as error:
        print(f"train: {error}", file=sys.stderr)
        return 2
    return _done(options.output)


def _done(output: Path) -> int:
    print(f"{output}: {output.stat().st_size} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
