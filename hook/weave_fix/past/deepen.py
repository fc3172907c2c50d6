"""`--deep`: give the files to check the bases that they would have without the damage committed since."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from weave_fix.errors import WeaveFixError
from weave_fix.git.past import PastText
from weave_fix.past.mend import Mended
from weave_fix.past.search import PastSearch, Searched
from weave_fix.positions import with_line_ends_of
from weave_fix.runtime.signals import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weave_fix.config import Config
    from weave_fix.evidence.language.source import LanguageSource
    from weave_fix.files.select import Input, Inputs
    from weave_fix.git import Repository
    from weave_fix.git.past import PastChange
    from weave_fix.records import Base

    Place = tuple[str, str]
    """A commit, and the path of a file in it."""

SECONDS = 10.0
"""How long the search may take, unless another number is given."""
MORE_TIME = "--deep-seconds gives it more"
LATE = f"the search of the past ended early: time was up while git read the history; {MORE_TIME}"

NOTHING = Mended("")
"""What became of a text whose past was not searched."""


def deepen(
    inputs: Inputs, repository: Repository | None, config: Config, language_source: LanguageSource | None
) -> Inputs:
    """Return `inputs` with bases that are without the damage which the past of the files shows.

    Where the whole of a file is checked, what differs from such a base is damage that is committed already. What
    kept the search from its end is added to what is `lacking`.
    """
    if repository is None:
        raise WeaveFixError("no git repository here whose history --deep could search; leave it out")
    if config.deep is None or not inputs.documents:
        return inputs
    deadline = monotonic() + (SECONDS if config.deep_seconds is None else config.deep_seconds)
    commits = list(dict.fromkeys(base.commit for item in inputs.documents for base in item.bases))
    mended: dict[Place, Mended] = {}
    changes: dict[Place, list[PastChange]] = {}
    messages: list[str] = []
    with temporary_folder() as folder:
        search = PastSearch(repository, language_source, Path(folder), unsafe=config.unsafe)
        for commit in commits:
            texts = _texts(inputs, commit)
            # What the newest of them is, HEAD has: an earlier version is any other one.
            past = repository.past_of(texts, [commit], config.deep + 1, deadline)
            changes |= {(commit, path): found for path, found in past.changes.items()}
            if config.scope == "all":
                found = search.search(texts, past.changes, deadline)
                mended |= {(commit, path): text for path, text in found.mended.items()}
                messages += why_stopped(found, repository, is_late=past.is_late)
            elif past.is_late:
                messages.append(LATE)
    others = repository.other_commits(config.deep)
    documents = tuple(_deepened(item, mended, changes, others) for item in inputs.documents)
    lacking = (*inputs.lacking, *dict.fromkeys(messages))
    return inputs._replace(documents=documents, lacking=lacking, deadline=deadline)


def _texts(inputs: Inputs, commit: str) -> dict[str, str]:
    """Return the bases that are in `commit`, by path, with their own line ends."""
    bases = (base for item in inputs.documents for base in item.bases if base.commit == commit)
    return {base.path: base.committed or base.text for base in bases}


def why_stopped(found: Searched, repository: Repository, *, is_late: bool) -> Iterator[str]:
    """Yield what kept a search from its end, in words for a user; `is_late`: time was up while git read the log."""
    if is_late:
        yield LATE
    if found.stopped_at:
        files = "1 file was" if found.left == 1 else f"{found.left} files were"
        yield f"the search of the past ended at {found.stopped_at}; {files} not searched to the end; {MORE_TIME}"
    if found.lacking:
        versions = "1 version" if found.lacking == 1 else f"{found.lacking} versions"
        yield f"this partial clone lacks {versions} of the files, which the search of the past passes over"
    if repository.shallow_commits():
        yield "the search of the past ends where this shallow clone does; `git fetch --unshallow` fetches all"


def _deepened(
    item: Input,
    mended: Mapping[Place, Mended],
    changes: Mapping[Place, Sequence[PastChange]],
    others: Sequence[str],
) -> Input:
    places = [(base.commit, base.path) for base in item.bases]
    bases = (
        mended_base(base, mended.get(place, NOTHING), item.document.text)
        for base, place in zip(item.bases, places, strict=True)
    )
    past = [text for place in places for change in changes.get(place, ()) for text in (change.after, *change.before)]
    paths = dict.fromkeys([item.document.path, *(text.path for text in past)])
    past += [PastText(commit, path, f"{commit}:{path}") for commit in others for path in paths]
    return item._replace(bases=tuple(bases), past=tuple({text.oid: text for text in reversed(past)}.values())[::-1])


def mended_base(base: Base, mended: Mended, model: str) -> Base:
    """Return `base` with the mended text, in the line ends of the document's text `model`."""
    if not mended.undone:
        return base
    text = with_line_ends_of(model, mended.text)
    committed = "" if text == mended.text else mended.text
    return base._replace(text=text, committed=committed, undone=mended.undone, repairs=mended.repairs)
