"""What a look at a text has made is gone when the look is over: a cycle of objects would stay for the next looks."""

from __future__ import annotations

import gc

import pytest

from bench.shapes import SOUND
from weave_fix.decision import AnalysisContext, analyze
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.records import Base, Document, encode
from weave_fix.vocabulary.lookup import EmptyVocabulary

READER = LanguageSource(shipped())
DAMAGED = "The old brdige was closed for for repairs in the the autumn of that yaer.\n\n"


@pytest.mark.parametrize("bases", [[], [Base(SOUND * 20, "0" * 40, "a.md")]], ids=["new", "with-a-base"])
def test_a_look_leaves_no_cycle_of_objects(bases: list[Base]) -> None:
    text = DAMAGED * 20
    document = Document("a.md", encode(text), text)
    context = AnalysisContext(EmptyVocabulary(), READER)
    analyze(document, bases, context)  # what is made once, such as parsers, may hold itself
    gc.collect()
    flags = gc.get_debug()
    gc.disable()
    try:
        analyze(document._replace(path="b.md"), bases, context)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = {type(one).__name__ for one in gc.garbage if type(one).__module__.startswith("weave_fix")}
    finally:
        gc.set_debug(flags)
        gc.garbage.clear()
        gc.enable()
    assert not left
