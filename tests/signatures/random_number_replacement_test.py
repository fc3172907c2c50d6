from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.signatures.random_number_replacement import SIGNATURE

NAME = "random_number_replacement"

UNCHANGED = [
    pytest.param(sentence, "Wait 30 seconds at most.", "Wait 45 seconds at most.", id="same-length"),
    pytest.param(sentence, "Wait 30 seconds at most.", "Wait 3600 seconds at most.", id="longer"),
    pytest.param(sentence, "Wait 3600 seconds at most.", "Wait 5 seconds at most.", id="shorter"),
    pytest.param(sentence, "It needs version 2.4.1.", "It needs version 3.0.0.", id="version-number"),
    pytest.param(sentence, "It needs version 2.4.1.", "It needs version 2.4.7.", id="patch-level"),
    pytest.param(sentence, "It was made in 2019.", "It was made in 2024.", id="year"),
    pytest.param(sentence, "It was made on 2019-03-01.", "It was made on 2024-11-30.", id="date"),
    pytest.param(sentence, "It binds port 8443 here.", "It binds port 9443 here.", id="port"),
    pytest.param(sentence, "Keys last 1 hour.", "Keys last 2 hours.", id="plural-as-well"),
    pytest.param(sentence, "It has three probes.", "It has 3 probes.", id="word-to-digit"),
    pytest.param(sentence, "Run `serve --port 80`.", "Run `serve --port 8080`.", id="in-a-code-span"),
    pytest.param(sentence, "See [it](docs/v1/a.md).", "See [it](docs/v2/a.md).", id="in-a-link-target"),
    pytest.param(german, "Das dauert 30 Tage.", "Das dauert 14 Tage.", id="german"),
    pytest.param(block, "1. a lock\n1. a piece", "1. a lock\n2. a piece", id="list-numbered"),
    pytest.param(block, "```toml\nyearly = 3\n```", "```toml\nyearly = 10\n```", id="value-in-code"),
    pytest.param(block, "| a | 1 |\n|---|---|\n| b | 20 |", "| a | 1 |\n|---|---|\n| b | 75 |", id="table-cell"),
    pytest.param(block, "![a](a.png?width=300)", "![a](a.png?width=640)", id="width-of-a-picture"),
    pytest.param(front, "order: 12", "order: 31", id="front-matter"),
    pytest.param(crlf, "Locks last 60 minutes.", "Locks last 90 minutes.", id="crlf"),
    pytest.param(sentence, "See issue 42 and 43.", "See issue 142 and 143.", id="two-numbers"),
]

LEFT = [
    pytest.param(sentence, "Wait 30 seconds at most.", "Wait 8171 seconds at most.", id="longer"),
    pytest.param(sentence, "The first 12 routes are free.", "The first 97 routes are free.", id="same-length"),
    pytest.param(block, "A lock is renewed every 15\nminutes.", "A lock is renewed every 96\nminutes.", id="line-end"),
    pytest.param(crlf, "Locks last for 60 minutes.", "Locks last for 523 minutes.", id="crlf"),
    pytest.param(german, "Das dauert etwa 30 Tage.", "Das dauert etwa 287 Tage.", id="german"),
]

LEFT_BESIDE_DAMAGE = [
    pytest.param(
        sentence,
        "Every other route costs a little memory, but the first 12 routes are free.",
        "Every ot&her route costs a little memory, but the first 97 routes are free.",
        id="punctuation-before-it",
    ),
    pytest.param(
        block,
        "A lock is renewed every 15 minutes as long as the owner is alive.",
        "A lock is renewed every 96 minutes as long as the onewr is alive.",
        id="shuffled-word-behind-it",
    ),
    pytest.param(
        sentence,
        "The first 12 routes are free, and every other route costs a little memory.",
        "The first 97 routes are free, and every other rou<zebra>te costs a little memory.",
        id="tag-behind-it",
    ),
]

SAID_NO = [
    pytest.param("12 men", "men", id="number-lost"),
    pytest.param("12 men", "twelve men", id="number-written-out"),
    pytest.param("v12 men", "w12 men", id="letter-beside-a-number"),
    pytest.param("12 men", "1 2 men", id="number-parted"),
    pytest.param("12 men", "1.2 men", id="point-put-in"),
    pytest.param("12 men", "12\N{SUPERSCRIPT TWO} men", id="footnote-mark"),
    pytest.param("12 men", "12x men", id="letter-behind-a-number"),
]


@comparisons.alone_and_beside_an_edit
@pytest.mark.parametrize(comparisons.ROW, LEFT)
def test_another_number_stays_however_sure(
    frame: comparisons.Frame, before: str, after: str, beside: comparisons.Frame
) -> None:
    base, now = frame(before), beside(frame(after))
    for unsafe in (False, True):
        patch = comparisons.look(base, now, unsafe=unsafe)
        assert patch.text_after == now
        assert NAME not in {fix.candidate.signature for fix in patch.unapplied}


@comparisons.alone_and_beside_an_edit
@pytest.mark.parametrize(comparisons.ROW, LEFT_BESIDE_DAMAGE)
def test_another_number_stays_where_damage_in_its_line_is_undone(
    frame: comparisons.Frame, before: str, after: str, beside: comparisons.Frame
) -> None:
    base, now = frame(before), beside(frame(after))
    patch = comparisons.look(base, now)
    (was, number), *_ = [(a, b) for a, b in zip(before.split(), after.split(), strict=True) if b.isdecimal() and a != b]
    assert patch.text_after == beside(base).replace(was, number)


def test_damage_in_another_line_is_no_company() -> None:
    before = "A lock is renewed every 15 minutes\nas long as its owner is alive,\nwhich it has to prove."
    after = before.replace("15", "96").replace("owner", "ow<zebra>ner")
    patch = comparisons.look(block(before), block(after))
    assert patch.text_after == block(before.replace("15", "96"))


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_replaces_a_number_of_the_prose(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert was.isdecimal()
        assert now.isdecimal()
        assert 0 <= int(now) <= int(was) * 10 + 9
        assert not (text[done.start - 1] + done.text[done.end]).isdecimal()


@pytest.mark.parametrize("text", ["", "no number at all", "one or two or \N{SUPERSCRIPT TWO}"])
def test_the_operation_needs_a_number(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_a_number_of_very_many_digits_does_not_stop_it() -> None:
    done = comparisons.attempt(NAME, "1" * 5000)
    assert done is not None
    assert done.text.isdecimal()


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example[0].split(), SIGNATURE.example[1].split()
    ((was, now),) = [(a, b) for a, b in zip(sound, damaged, strict=True) if a != b]
    assert 0 <= int(now) <= int(was) * 10 + 9
    comparisons.assert_example_is_undone(NAME)
