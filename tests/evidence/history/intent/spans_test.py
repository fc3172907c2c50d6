from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Intent, Reason

INTENDED = [
    pytest.param("The lid is heavy and old.", "The cover weighs a lot.", id="reworded"),
    pytest.param(
        "I will never open the hive again.", "I w-will n-never op-open the h-hive again.", id="made-to-stutter"
    ),
    pytest.param("We open it in spring.", "Every May we take the cover off.", id="sentence-anew"),
    pytest.param("We weigh them in summer, and write it down.", "We weigh them in summer", id="ends-behind-a-word"),
    pytest.param("We weigh them in summer and in autumn too.", "We weigh them in sum.", id="ends-with-a-full-stop"),
    pytest.param(
        "It matches a word of letters.", "It matches `^[A-Z]{2}\\d+(?:x|y)$` alone.", id="regular-expression-for-words"
    ),
    pytest.param("The sum of both squares.", "The sum $a_1^2+b_1^2=c_1$ here.", id="formula-for-words"),
    pytest.param("Connect to localhost with it.", "Connect to q7-a.dc.zx:81 with it.", id="host-for-a-word"),
    pytest.param("It is the newest one.", "It is v2.1-rc.3+b7 now.", id="version-for-words"),
    pytest.param("它是指针和长度的值。", "它是（从 1 开始）指针和长度的值。", id="brackets-put-in-in-chinese"),
    pytest.param("使用第七章学习的模块。", "使用 [第七章][ch7] 学习的模块。", id="link-put-in-in-chinese"),
    pytest.param("Then it runs well.", "{{ if in .A 7 }}B{{ end }} runs well.", id="template-for-words"),
    pytest.param("Then it runs well.", "f(x)=>{a:1,b:!c}; runs well.", id="function-for-words"),
    pytest.param("The key is below.", "The key q9XkZ2mVt7bQ4wLr is it.", id="key-for-a-word"),
    pytest.param("Keep the lids clean and dry.", "Halten Sie die Deckel sauber.", id="german"),
    pytest.param("Keep the lids clean and dry.", "Gardez les couvercles propres et secs.", id="french"),
    pytest.param("Keep the lids clean and dry.", "Mantenga las tapas limpias y secas.", id="spanish"),
    pytest.param("Keep the lids clean and dry.", "Tieni i coperchi puliti e asciutti.", id="italian"),
    pytest.param("Keep the lids clean and dry.", "Houd de deksels schoon en droog.", id="dutch"),
    pytest.param("Keep the lids clean and dry.", "Håll locken rena och torra.", id="swedish"),
    pytest.param(
        "Keep the lids clean and dry.",
        "Крышки должны быть сухими.",
        id="russian",
    ),
    pytest.param("Keep the lids clean and dry.", "Przechowuj pokrywy czyste i suche.", id="polish"),
    pytest.param("Run `hive open` once.", "Run `hive --force close` twice.", id="code-anew"),
    pytest.param("Put it on the shelf.", "Put it on the top shelf of the small shed.", id="made-longer"),
    pytest.param("The lid is of tin and old.", "The lid, which is new, is of zinc.", id="clause-put-in"),
    pytest.param("We feed them sugar.", "We feed them a syrup of sugar and water.", id="object-longer"),
    pytest.param("Bring the box or several boxes.", "Bring the box(es).", id="plural-in-brackets"),
    pytest.param("Feed it.\n\n* The keepers weigh it.", "Feed it.\n\n* Weigh it.", id="list-item-shorter"),
]
BROKEN = [
    pytest.param(
        "Some visitors bring a jar of their own.",
        "Some visiXq!%~z7#&pring a jar of their own.",
        Reason.NOISE,
        id="noise-for-parts-of-two-words",
    ),
    pytest.param(
        "Bring a jar of your own,\nand a lid too.",
        "Bring a jar of yiQ]7~g\x0bT$nW,;4Lb too.",
        Reason.NOISE,
        id="noise-over-a-line-end",
    ),
    pytest.param(
        "We weigh the hives every week in summer, and write it down.",
        "We weigh the hives every we",
        Reason.CUT_OFF,
        id="paragraph-cut-off-inside-a-word",
    ),
    pytest.param(
        "We weigh the hives every week in summer.",
        "We weigh the hiv the lids are made of tin in summer.",
        Reason.CUT,
        id="cut-at-the-start",
    ),
    pytest.param(
        "We weigh the hives every week in summer.",
        "We weigh the hivek in summer.",
        Reason.CUT,
        id="taken-out-of-a-word",
    ),
    pytest.param(
        "The neighbours like the honey and say so.",
        "The neighboney and say so.",
        Reason.CUT,
        id="taken-out-between-words",
    ),
    pytest.param(
        "Rules:\n\n * Visitors should have a veil of their own.",
        "Rules:\n\n *e a veil of their own.",
        Reason.CUT,
        id="taken-out-behind-a-list-marker",
    ),
    pytest.param(
        "The neighbours like the honey and say so.",
        "The neighb like the honey anours d say so.",
        Reason.CUT,
        id="swapped-inside-words",
    ),
    pytest.param(
        "Some visitors bring a jar of their own.",
        "Some visit brinors g a jar of their own.",
        Reason.CUT,
        id="halves-exchanged",
    ),
    pytest.param(
        "A strong colony needs a second box in May.", "A stro;{Q~%8d&+^#m)j@x box in May.", Reason.NOISE, id="noise"
    ),
]
NOT_BROKEN_YET = [
    pytest.param(
        "We weigh the hives every week in summer.",
        "We weigh the old smoker is broek in summer.",
        id="cut-and-misspelled",
    ),
]


@pytest.mark.parametrize(("before", "after"), INTENDED)
def test_what_a_person_writes_is_intended(before: str, after: str) -> None:
    assert is_left(verdict(before, after))
    assert is_left(verdict(before, after, score=SURE))


@pytest.mark.parametrize(("before", "after", "reason"), BROKEN)
def test_what_nobody_writes_is_broken(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == reason.broken


@pytest.mark.xfail(strict=True, reason="taken for intended")
@pytest.mark.parametrize(("before", "after"), NOT_BROKEN_YET)
def test_what_nobody_writes_is_broken_and_is_not_yet(before: str, after: str) -> None:
    assert verdict(before, after).intent is Intent.BROKEN
