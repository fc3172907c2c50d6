from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits, proposed
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability, Edit
from weave_fix.signatures.adjacent_word_swap import FAINT, FAINT_ARTICLE, FAINT_FREE, FAINT_TOLD, SIGNATURE, veto_safe

NAME = "adjacent_word_swap"
_, UNSAFE, SAFE = Applicability

UNCHANGED = [
    pytest.param(block, "Locks: shared exclusive", "Locks: exclusive shared", id="names-reordered"),
    pytest.param(sentence, "Use host and port.", "Use port and host.", id="pair-the-other-way-round"),
    pytest.param(sentence, "Add any other route.", "Add other, any route.", id="comma-as-well"),
    pytest.param(
        sentence, "A slow, old backend is fine.", "An old, slow backend is fine.", id="adjectives-with-article"
    ),
    pytest.param(sentence, "Run `serve init` first.", "Run `init serve` first.", id="words-of-a-code-span"),
    pytest.param(block, "- prune\n- check", "- check\n- prune", id="list-reordered"),
    pytest.param(
        block, "```sh\ncellar --host a list\n```", "```sh\ncellar list --host a\n```", id="options-of-a-command-moved"
    ),
    pytest.param(block, "```py\nfrom a import c, b\n```", "```py\nfrom a import b, c\n```", id="imports-sorted"),
    pytest.param(
        block,
        "| Lock | Held |\n|---|---|\n| shared | yes |",
        "| Held | Lock |\n|---|---|\n| yes | shared |",
        id="table-columns-exchanged",
    ),
    pytest.param(front, "aliases: [locks, pieces]", "aliases: [pieces, locks]", id="front-matter-sorted"),
    pytest.param(sentence, "It only reads the file once.", "It reads only the file once.", id="only-moved"),
    pytest.param(sentence, "It can also be a folder.", "It also can be a folder.", id="also-moved"),
    pytest.param(sentence, "The key then is cached.", "The key is then cached.", id="then-moved"),
    pytest.param(sentence, "Keys usually are short.", "Keys are usually short.", id="adverb-behind-the-verb"),
    pytest.param(sentence, "Ask what is the limit there.", "Ask what the limit is there.", id="question-order"),
    pytest.param(sentence, "Use only new open connections.", "Use only open new connections.", id="adjectives"),
    pytest.param(sentence, "It takes days 2 at most.", "It takes 2 days at most.", id="mended-number"),
    pytest.param(sentence, "Read the file config now.", "Read the config file now.", id="mended-noun-phrase"),
    pytest.param(sentence, "It does always not work.", "It does not always work.", id="mended-negation"),
    pytest.param(german, "Sie können das auch tun.", "Sie können auch das tun.", id="german-word-order"),
    pytest.param(crlf, "It only reads the lock.", "It reads only the lock.", id="only-moved-crlf"),
    pytest.param(sentence, "Turn off the probes.", "Turn the probes off.", id="particle-moved-over-two-words"),
]

REPAIRS = [
    pytest.param(
        sentence,
        "A reload that fails leaves the old routes in place.",
        "A reload that fails leaves old the routes in place.",
        id="article",
    ),
    pytest.param(
        sentence,
        "Every reload is logged. Its duration is logged too.",
        "Every reload is Its logged. duration is logged too.",
        id="over-the-end-of-a-sentence",
    ),
    pytest.param(
        sentence,
        "You may set a limit of your own there.",
        "You may a set limit of your own there.",
        id="short-words",
    ),
    pytest.param(
        block,
        "A lock that nobody renews expires by itself after an hour,\nand the next writer removes it.",
        "A lock nobody that renews expires by itself after an hour,\nand the next writer removes it.",
        id="wrapped-line",
    ),
    pytest.param(
        block, "> Never prune in a hurry, and never twice.", "> Never prune a in hurry, and never twice.", id="quote"
    ),
    pytest.param(crlf, "A lock is kept for an hour at most.", "A lock is kept for hour an at most.", id="crlf"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | each of the readers of it |",
        "| Lock | Held by |\n|------|---------|\n| shared | each the of readers of it |",
        id="table-cell",
    ),
    pytest.param(
        block,
        "- a lock that the owner of the job has renewed\n- a piece",
        "- a lock that owner the of the job has renewed\n- a piece",
        id="list-item",
    ),
    pytest.param(front, "summary: Where the pieces are kept", "summary: Where pieces the are kept", id="front-matter"),
    pytest.param(
        sentence,
        "Routes are sorted once, when the file is read.",
        "Routes are sorted when once, the file is read.",
        id="with-its-comma",
    ),
]

UNDONE_UNDER_ANOTHER_NAME = [
    pytest.param(
        sentence,
        "The proxy keeps one connection open for every backend.",
        "The proxy keeps one connection open every for backend.",
        id="preposition",
    ),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(
        german,
        "Der Ordner wird beim ersten Lauf angelegt.",
        "Der Ordner beim wird ersten Lauf angelegt.",
        id="german",
    ),
]

KNOWN_FAILURES = [
    pytest.param(sentence, "Turn off probes first.", "Turn probes off first.", id="particle-moved"),
]

KNOWN_MISSES = [
    pytest.param(
        block,
        "```sh\n# wait until the lock of the other host is free\n```",
        "```sh\n# wait until the lock the of other host is free\n```",
        id="comment-in-code",
    ),
]

SAID_NO = [
    pytest.param("one two three", "three two one", id="not-neighbours"),
    pytest.param("one two three four", "three four one two", id="two-words-each"),
    pytest.param("one two", "tow one", id="a-word-changed-as-well"),
    pytest.param("one two", "two  one", id="white-space-changed-as-well"),
    pytest.param("one-two", "two-one", id="no-white-space-between"),
    pytest.param("one two", "one two", id="nothing-changed"),
    pytest.param("one two", "eno owt", id="letters-turned-round"),
]


@pytest.mark.parametrize(comparisons.ROW, UNDONE_UNDER_ANOTHER_NAME)
def test_beside_an_edit_it_is_undone_under_another_name(frame: comparisons.Frame, before: str, after: str) -> None:
    comparisons.assert_restored(frame, before, after, comparisons.edited)


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_exchanges_two_words_of_a_line(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert now.split() == was.split()[::-1]
        assert len(was.split()) == 2
        assert "\n" not in was


@pytest.mark.parametrize("text", ["", "one", "one two", "   one two   "])
def test_the_operation_needs_three_words(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_the_space_between_the_words_stays() -> None:
    made = {comparisons.attempt(NAME, "one   two\tthree", at=at) for at in range(5)}
    assert {done.text for done in made if done} <= {"two   one\tthree", "one   three\ttwo"}


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example[0].split(" "), SIGNATURE.example[1].split(" ")
    assert any([*sound[:at], sound[at + 1], sound[at], *sound[at + 2 :]] == damaged for at in range(len(sound) - 1))
    comparisons.assert_example_is_undone(NAME)


@pytest.mark.parametrize(
    ("text", "before", "most", "least"),
    [
        pytest.param("We keep these are boxes worth a look.", "are boxes", None, FAINT, id="behind-these"),
        pytest.param("It is not as natural a fit for the mill.", "natural a", None, FAINT_ARTICLE, id="degree"),
        pytest.param("The only change made is to the mill.", "made is", None, FAINT, id="participle-before-to"),
        pytest.param("The note is short, but is it *right*?", "is it", None, FAINT, id="question-behind-but"),
        pytest.param("The lock made is an old one.", "made is", None, FAINT, id="participle-before-a-thing"),
        pytest.param("Set internal an option of the mill.", "internal an", SAFE, FAINT_ARTICLE, id="article-behind"),
        pytest.param("Thanks for following the guide.", "following the", None, FAINT, id="verb-with-an-object"),
        pytest.param("Send it to the resolve address.", "the resolve", UNSAFE, FAINT_TOLD, id="may-tell-of-a-thing"),
        pytest.param("Send it the to address.", "the to", SAFE, FAINT, id="grammar-behind-an-article"),
        pytest.param("Wait until it an received key.", "an received", SAFE, FAINT, id="article-of-another-sound"),
        pytest.param("Read the `lock` a file.", "`lock` a", None, FAINT, id="code"),
        pytest.param("It waits and only then will it close.", "will it", None, FAINT, id="verb-before-its-subject"),
        pytest.param("See the main and types fields.", "and types", UNSAFE, FAINT, id="joint-between-things"),
        pytest.param("See if mill a is in mill b.", "mill a", None, FAINT_ARTICLE, id="one-of-two"),
        pytest.param("We replaced any with doors.", "any with", UNSAFE, FAINT_FREE, id="all-that-a-verb-has"),
        pytest.param("It was any with luck there.", "any with", SAFE, FAINT_FREE, id="not-behind-a-verb"),
        pytest.param("See a list of tour dates.", "of tour", UNSAFE, FAINT, id="preposition-between-things"),
        pytest.param("See the mill river of dates.", "mill river", UNSAFE, FAINT_FREE, id="two-things"),
        pytest.param("See the mill that of dates.", "mill that", SAFE, FAINT, id="no-joint"),
        pytest.param("It is called often there.", "called often", SAFE, FAINT_FREE, id="adverb"),
        pytest.param("It always will open there.", "always will", UNSAFE, FAINT_FREE, id="adverb-and-auxiliary"),
        pytest.param("Please install also this.", "install also", SAFE, FAINT_FREE, id="adverb-behind-its-verb"),
        pytest.param("Open it soon as they call.", "soon as", SAFE, FAINT, id="adverb-and-joint"),
        pytest.param("Show mills which are old.", "mills which", None, FAINT, id="thing-that-is-told-of"),
        pytest.param("See the mills want which to be here.", "want which", SAFE, FAINT, id="verb-of-a-relative-clause"),
        pytest.param("See it in case which they close.", "case which", SAFE, FAINT, id="in-which-case"),
        pytest.param("Use the `lock` with doors `a` and `b`.", "with doors", None, FAINT, id="code-with-more"),
        pytest.param("Click on it to draft a page.", "draft a", SAFE, FAINT, id="verb-behind-to"),
        pytest.param("We see old a mill there.", "old a", SAFE, FAINT_ARTICLE, id="no-verb"),
        pytest.param("We see the used doors there.", "used doors", None, FAINT_FREE, id="participle-of-a-thing"),
        pytest.param("We see all used doors there.", "used doors", UNSAFE, FAINT_FREE, id="no-article-before-it"),
        pytest.param("Replace in them any of the doors.", "in them", None, FAINT, id="preposition-with-its-object"),
        pytest.param("The doors along side the mill.", "side the", None, FAINT_ARTICLE, id="half-of-a-word"),
        pytest.param("The doors behind side the mill.", "side the", SAFE, FAINT_ARTICLE, id="no-half-of-a-word"),
        pytest.param("Set it for A_MILL at once.", "for A_MILL", None, FAINT, id="name-in-capitals"),
    ],
)
def test_how_far_a_swap_may_go(text: str, before: str, most: Applicability | None, least: float) -> None:
    assert limits(NAME, text, before, " ".join(before.split()[::-1])) == (most, least)


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("She was sitting an in armchair.", "She was sitting in an armchair.", id="in-a-sentence"),
    pytest.param("She was sitting an\nin armchair.", "She was sitting in\nan armchair.", id="over-a-line-end"),
    pytest.param("- She was sitting an in armchair.", "- She was sitting in an armchair.", id="list-item"),
    pytest.param("mill The stands here.", "The mill stands here.", id="at-the-beginning"),
    pytest.param("We sat there. mill The stands here.", "We sat there. The mill stands here.", id="behind-a-sentence"),
    pytest.param("It takes `--help` the option.", "It takes the `--help` option.", id="code-in-front"),
    pytest.param("It takes as `--help` an option.", "It takes `--help` as an option.", id="code-behind"),
    pytest.param("It takes as (`--help`, an option).", "It takes (`--help`, as an option).", id="code-with-its-marks"),
]

NOT_ALONE = [
    pytest.param("She was sitting in an armchair.", id="sound"),
    pytest.param("It was one of the first days of the year.", id="sound-too"),
    pytest.param("- an\n- in armchair", id="over-list-items"),
    pytest.param("sitting *an* in", id="over-emphasis"),
    pytest.param("She was `sitting an` in armchair.", id="code-of-several-words"),
    pytest.param("as [`a`](b) in", id="code-in-a-link"),
    pytest.param("She has `a` `b` there.", id="code-beside-code"),
    pytest.param("```\nsitting an in armchair\n```\n", id="in-a-fence"),
    pytest.param("the the the the", id="the-same-words"),
]


def test_what_a_question_asks_for_stays_before_its_verb() -> None:
    assert "What would impact these have?" not in proposed(NAME, "What impact would these have?")
    assert "It has been so." in proposed(NAME, "It been has so.")


@pytest.mark.parametrize("before", ["had they", "is it", "Would this"])
def test_a_verb_before_its_subject_may_be_meant(before: str) -> None:
    first, second = before.split()
    assert veto_safe(Edit(0, len(before), before, f"{second} {first}"), {})
    assert not veto_safe(Edit(0, len(before), f"{second} {first}", before), {})
