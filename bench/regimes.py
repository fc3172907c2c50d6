"""The regimes: what HEAD has, what is staged, and what the right text is."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import TYPE_CHECKING, NamedTuple

from bench.damage import OPERATIONS, WORD_OPERATIONS, damaged
from bench.tool_damage import SHOWN_ALONE, TOOL_OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.edits import HumanEdit

DAMAGES_PER_EPISODE = (3, 10)
"""Fewest and most."""
TOOLS_PER_FILE = (2, 3)
"""Fewest and most damages of tools in a file of the regime `mixed`."""
WORDS_PER_FILE = 2
"""Damages of words and spans beside them."""
FILES_PER_EPISODE_OPERATION = 5
"""The episode regimes hold `--per-op` times as many files."""
OTHER_FILES = 30
"""That HEAD holds beside new files, at most, so that the repository's words are there."""
OTHER_SHARE = 4
"""Of so many paths one is such another file, and none of its texts is judged."""


@dataclass(frozen=True, slots=True)
class Case:
    """One file of a regime."""

    path: str
    row: str
    """The table's row that it counts in: an operation's id, or the regime's name."""
    head: str | None
    """None: HEAD has no such file."""
    staged: str
    want: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a regime is made with."""

    operations: tuple[str, ...]
    per_operation: int
    """Files for each operation."""
    seed: int


def history(edits: Sequence[HumanEdit], plan: Plan) -> list[Case]:
    """Return `plan.per_operation` files for each operation, one damage in each.

    The edits are dealt out in turn, so that one comes twice only where there are fewer of them than files. Fewer files
    come for an operation that finds no place in these texts, such as a number where there is none.
    """
    cases = []
    for operation in plan.operations:
        rng = random.Random(f"history {plan.seed} {operation}")
        # By its place among all of them, so that an operation gets the same texts when it is measured alone.
        first = OPERATIONS.index(operation) * plan.per_operation % len(edits)
        deck = [*edits[first:], *edits[:first]]
        made = (
            (edit, broken)
            for edit in islice(cycle(deck), 3 * max(len(deck), plan.per_operation))
            if (broken := damaged(edit.after, operation, rng, rng.choice(edits).after)) is not None
        )
        cases += [
            Case(f"docs/{operation}/{number}.md", operation, edit.before, broken, edit.after)
            for number, (edit, broken) in enumerate(islice(made, plan.per_operation))
        ]
    return cases


def episode(edits: Sequence[HumanEdit], plan: Plan) -> list[Case]:
    """Return files with three to ten damages each, every edit at most once."""
    rng = random.Random(f"episode {plan.seed}")
    cases = []
    for number, edit in enumerate(edits[: FILES_PER_EPISODE_OPERATION * plan.per_operation]):
        text, wanted = edit.after, rng.randint(*DAMAGES_PER_EPISODE)
        for broken in islice(_damaged_again(text, plan.operations, rng, edits), wanted):
            text = broken
        cases.append(Case(f"docs/{number}.md", "episode", edit.before, text, edit.after))
    return cases


def mixed(edits: Sequence[HumanEdit], plan: Plan) -> list[Case]:
    """Return files with two or three damages of tools each, and two of the plan's operations beside them."""
    rng = random.Random(f"mixed {plan.seed}")
    tools = [operation for operation in TOOL_OPERATIONS if operation not in SHOWN_ALONE]
    words = [operation for operation in plan.operations if operation not in TOOL_OPERATIONS] or [*WORD_OPERATIONS]
    cases = []
    for number, edit in enumerate(edits[: FILES_PER_EPISODE_OPERATION * plan.per_operation]):
        text, left = edit.after, rng.sample(tools, len(tools))
        order = ["tool"] * rng.randint(*TOOLS_PER_FILE) + ["word"] * WORDS_PER_FILE
        rng.shuffle(order)
        for kind in order:
            operations = left if kind == "tool" else rng.sample(words, len(words))
            for operation in operations:
                broken = damaged(text, operation, rng, rng.choice(edits).after)
                if broken is not None:
                    text = broken
                    # Each tool damages a file once.
                    left = [one for one in left if one != operation]
                    break
        cases.append(Case(f"docs/{number}.md", "mixed", edit.before, text, edit.after))
    return cases


def clean_edit(edits: Sequence[HumanEdit], plan: Plan) -> list[Case]:
    """Return every edit as the human made it; of the plan nothing matters here."""
    return [
        Case(f"docs/{number}.md", "clean-edit", edit.before, edit.after, edit.after)
        for number, edit in enumerate(edits)
    ]


class Regime(NamedTuple):
    """How the cases of one table are made."""

    make: Callable[[Sequence[HumanEdit], Plan], list[Case]]
    is_new: bool = False
    """HEAD has none of the cases' files, but others of the same clone."""

    def cases(self, edits: Sequence[HumanEdit], plan: Plan) -> list[Case]:
        """Return what is judged; for new files, of the texts whose path HEAD does not hold."""
        if not self.is_new:
            return self.make(edits, plan)
        paths = _other_paths(edits, plan.seed)
        made = self.make([edit for edit in edits if edit.path not in paths], plan)
        return [replace(case, head=None, row=NEW_ROWS.get(case.row, case.row)) for case in made]

    def others(self, edits: Sequence[HumanEdit], plan: Plan) -> dict[str, str]:
        """Return by path what HEAD and index hold beside the cases: for new files, other texts of the clone."""
        paths = _other_paths(edits, plan.seed) if self.is_new else frozenset()
        texts = {edit.path: edit.before for edit in edits if edit.path in paths}
        return {f"others/{number}.md": text for number, text in enumerate(texts.values())}


REGIMES: dict[str, Regime] = {
    "history": Regime(history),
    "episode": Regime(episode),
    "mixed": Regime(mixed),
    "clean-edit": Regime(clean_edit),
    "new": Regime(history, is_new=True),
    "episode-new": Regime(episode, is_new=True),
    "clean-new": Regime(clean_edit, is_new=True),
}
NEW_ROWS = {"episode": "episode-new", "clean-edit": "clean-new"}
"""What the rows are called that have no operation's name."""


def _other_paths(edits: Sequence[HumanEdit], seed: int) -> frozenset[str]:
    paths = sorted({edit.path for edit in edits})
    random.Random(f"others {seed}").shuffle(paths)
    return frozenset(paths[: min(OTHER_FILES, len(paths) // OTHER_SHARE)])


def _damaged_again(
    text: str, operations: Sequence[str], rng: random.Random, edits: Sequence[HumanEdit]
) -> Iterator[str]:
    """Yield `text` with one damage, with two, with three, and so on; ends where nothing more can be damaged."""
    failures = 0
    while failures < 20 * len(operations):
        broken = damaged(text, rng.choice(operations), rng, rng.choice(edits).after)
        if broken is None:
            failures += 1
        else:
            text = broken
            yield text
