from __future__ import annotations

from math import inf

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits, proposed
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix import check_text
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Applicability, Document, Edit, encode
from weave_fix.signatures.duplicate_word import FAINT, FAINT_NAME, SIGNATURE, max_applicability
from weave_fix.vocabulary.lookup import EmptyVocabulary

DISPLAY_ONLY, UNSAFE, SAFE = Applicability

NAME = "duplicate_word"

UNCHANGED = [
    pytest.param(sentence, "It is clear that is wrong.", "It is clear that that is wrong.", id="that-that"),
    pytest.param(sentence, "The host had no owner.", "The host had had no owner.", id="had-had"),
    pytest.param(
        sentence, "It checks the key and signature.", "It checks the key and the signature.", id="article-put-in"
    ),
    pytest.param(sentence, "It is small but not slow.", "It is small but it is not slow.", id="two-words-put-in"),
    pytest.param(sentence, "Keep the file you edited.", "Keep the file that you edited.", id="relative-pronoun-put-in"),
    pytest.param(sentence, "It serves files, pages, feeds.", "It serves files, pages and feeds.", id="and-for-a-comma"),
    pytest.param(sentence, "A key that expired is gone.", "A key that had expired is gone.", id="tense-changed"),
    pytest.param(sentence, "This is a very rare case.", "This is a very, very rare case.", id="very-very"),
    pytest.param(
        sentence, "Try the host, the prefix.", "Try the host, then the path, then the prefix.", id="then-then"
    ),
    pytest.param(sentence, "Ask your provider to help.", "Ask your identity provider to help.", id="term-made-whole"),
    pytest.param(sentence, "Give it a token.", "Give it a bearer token and a host.", id="list-of-two"),
    pytest.param(sentence, "Replace the server slowly.", "Replace server by server, slowly.", id="one-by-one"),
    pytest.param(sentence, "Run `make all` first.", "Run `make clean all` first.", id="argument-in-a-code-span"),
    pytest.param(german, "Es hilft, wenn Sie lesen.", "Es hilft, wenn Sie sie lesen.", id="german-sie-sie"),
    pytest.param(block, "Nous fions aux sommes.", "Nous nous fions aux sommes.", id="french-nous-nous"),
    pytest.param(block, "- the lock\n- piece", "- the lock\n- the piece", id="parallel-list-items"),
    pytest.param(block, "```sh\ncellar prune\n```", "```sh\ncellar cellar prune\n```", id="word-in-code-twice"),
    pytest.param(block, "```\n0 0 1\n```", "```\n0 0 0 1\n```", id="row-of-numbers"),
    pytest.param(
        block, "| a | b |\n|---|---|\n| no |", "| a | b |\n|---|---|\n| no | no |", id="missing-table-cell-put-in"
    ),
    pytest.param(front, "hosts: laptop server", "hosts: laptop server laptop-2", id="front-matter-list"),
    pytest.param(crlf, "The lock of the owner.", "The lock of the last owner.", id="adjective-crlf"),
    pytest.param(german, "Dateien, die Sicherung braucht", "Dateien, die die Sicherung braucht", id="german-die-die"),
]

REPAIRS = [
    pytest.param(
        sentence,
        "The proxy keeps one connection open for every backend.",
        "The proxy keeps one connection open for for every backend.",
        id="neighbour",
    ),
    pytest.param(
        sentence,
        "Routes are sorted once, when the file is read.",
        "Routes are sorted once, when the once, file is read.",
        id="with-its-comma",
    ),
    pytest.param(
        sentence,
        "Every reload is written to the log with its duration.",
        "Every reload is duration. written to the log with its duration.",
        id="from-the-end-of-the-sentence",
    ),
    pytest.param(
        block,
        "A lock that nobody renews expires by itself after an hour,\nand the next writer removes it.",
        "A lock that nobody renews expires by by itself after an hour,\nand the next writer removes it.",
        id="wrapped-line",
    ),
    pytest.param(
        block,
        "A lock that nobody renews expires by itself after\nan hour, and the next writer removes it.",
        "A lock that nobody renews expires by itself after\nan an hour, and the next writer removes it.",
        id="at-the-start-of-a-line",
    ),
    pytest.param(
        block,
        "- a lock that the owner of the job has renewed\n- a piece",
        "- a lock that the owner of of the job has renewed\n- a piece",
        id="list-item",
    ),
    pytest.param(
        block, "> Never prune in a hurry, and never twice.", "> Never prune in in a hurry, and never twice.", id="quote"
    ),
    pytest.param(crlf, "A lock is kept for an hour at most.", "A lock is kept for for an hour at most.", id="crlf"),
    pytest.param(
        sentence,
        "The proxy keeps one connection open for every backend.",
        "The backend. proxy keeps one connection open for every backend.",
        id="with-its-full-stop",
    ),
    pytest.param(
        german,
        "Der Ordner wird beim ersten Lauf angelegt.",
        "Der Ordner wird wird beim ersten Lauf angelegt.",
        id="german",
    ),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | each of the readers of it |",
        "| Lock | Held by |\n|------|---------|\n| shared | each of of the readers of it |",
        id="table-cell",
    ),
    pytest.param(
        block,
        "```sh\n# wait until the lock of the other host is free\n```",
        "```sh\n# wait until the the lock of the other host is free\n```",
        id="comment-in-code",
    ),
    pytest.param(
        front, "summary: Where the pieces are kept", "summary: Where the pieces are are kept", id="front-matter"
    ),
]

KNOWN_MISSES = [
    pytest.param(
        sentence,
        "A reload that fails leaves the old routes in place.",
        "A leaves reload that fails leaves the old routes in place.",
        id="verb-at-a-wrong-place",
    ),
]

SAID_NO = [
    pytest.param("one two three", "one two four three", id="a-word-that-is-new"),
    pytest.param("one two\n\nthree four", "one two three\n\nthree four", id="stands-in-another-paragraph-only"),
    pytest.param("one two three", "one twoone three", id="no-space-beside-it"),
    pytest.param("one two three", "one two", id="a-word-lost"),
    pytest.param("one two three", "one two one two three", id="several-words"),
    pytest.param("one two three", "one one three", id="a-word-replaced"),
    pytest.param("one bone three", "one b one three", id="a-space-in-a-word"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_puts_a_word_of_the_line_before_another(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        put = done.text[done.start : done.end]
        assert put[-1] == " "
        assert comparisons.taken_out(text, done) == ""
        line = comparisons.place(text, done.start)
        assert put[:-1] in text[line.start : line.end].split()
        assert done.start == 0 or text[done.start - 1].isspace()


@pytest.mark.parametrize("text", ["", "one", "one two", "   one two   "])
def test_the_operation_needs_three_words(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    made = set()
    for word in sound.split():
        for at in range(len(sound)):
            if at == 0 or sound[at - 1] == " ":
                made.add(f"{sound[:at]}{word} {sound[at:]}")
    assert damaged in made
    comparisons.assert_example_is_undone(NAME)


def test_the_place_where_a_word_slides_does_not_matter() -> None:
    # `the ` put in before `the` is also ` the` put in behind it.
    assert comparisons.undone(NAME, "Run the job.", "Run the the job.") == ["Run the job."]
    assert comparisons.undone(NAME, "Run it\nthe day.", "Run it\nthe the day.") == ["Run it\nthe day."]


@pytest.mark.parametrize(
    ("text", "word", "most"),
    [
        pytest.param("Wait for the for ferry at the pier.", "for ferry", SAFE, id="preposition-again"),
        pytest.param("The mill by the river has been mill empty.", "mill empty", SAFE, id="thing-behind-its-verb"),
        pytest.param("It is passed by the of boats on the lake of ice.", "of boats", DISPLAY_ONLY, id="thing-missing"),
        pytest.param("What it is known for is the colour.", "is the colour", None, id="verb-behind-a-clause"),
        pytest.param("A lock is used to lock check the door.", "lock check", UNSAFE, id="verb-of-two-words"),
        pytest.param(
            "We write recipes for recipe tool owners, and a recipe is short.", "recipe tool", UNSAFE, id="compound"
        ),
        pytest.param("Keep it as hidden in the mill as you can.", "as hidden", None, id="as-with-its-partner"),
        pytest.param("They are as not as old as it.", "as not", SAFE, id="as-before-not"),
        pytest.param("White is flour, brown is rye, grey is bran.", "is bran", None, id="clause-like-the-one-before"),
        pytest.param("The lamp in the mill is is out in May.", "is out", UNSAFE, id="no-clause-before"),
        pytest.param("Use the in memory list, kept in time.", "in memory", None, id="what-kind-of-thing"),
        pytest.param("It is an [Old_mill], or an oven.", "an [Old", None, id="article-before-a-name"),
        pytest.param("The mill keeps on, which keeps stones warm.", "keeps stones", UNSAFE, id="verb-behind-a-pronoun"),
        pytest.param("The mill keeps on and so keeps do the stones.", "keeps do", SAFE, id="verb-behind-an-adverb"),
        pytest.param("Old stones: shared stones store, of stones.", "stones store", UNSAFE, id="between-two-things"),
        pytest.param("We put it like is said there, like a mill.", "like is", UNSAFE, id="as-it-is"),
        pytest.param("The `Mill` part and every `Door` part turns.", "part turns", UNSAFE, id="what-code-is"),
        pytest.param("See the one which more wants, more.", "more wants", UNSAFE, id="how-much"),
        pytest.param("We have old names, stored types, types, and doors.", "types, types", UNSAFE, id="next-of-a-list"),
        pytest.param("We see the names of and notes about it and us.", "and notes", None, id="joint-of-prepositions"),
        pytest.param("Run it with bread with and rolls without salt.", "with and", None, id="preposition-of-two"),
        pytest.param("Ask with bread with and see it there.", "with and", SAFE, id="preposition-of-one"),
        pytest.param("It is bread to sell.\n\n- **Quick to bake**: bread.", "to bake", None, id="in-a-label"),
        pytest.param("Tell us to sell to them all.", "to them", None, id="to-whom"),
        pytest.param("We see you here, denying you these rights.", "you these", None, id="to-whom-a-verb-gives"),
        pytest.param("See it here, and looking it up we find it.", "it up", None, id="to-what-a-verb-is-done"),
        pytest.param("Ask them, and go without them having to ring.", "them having", None, id="who-does-it"),
        pytest.param("Ask them, and go without them ferry bells.", "them ferry", UNSAFE, id="who-does-nothing"),
        pytest.param("A lock is there to give each guest a key.", "a key", None, id="what-somebody-gets"),
        pytest.param("A lock is there to keep each guest a safe.", "a safe", SAFE, id="no-verb-that-gives"),
        pytest.param("The list, the file the baker changes, is old.", "the baker", None, id="clause-of-a-thing"),
        pytest.param("The list, the file the baker on it, is old.", "the baker", SAFE, id="no-clause-of-a-thing"),
        pytest.param("Ask for more: a DoorMap for guests is here.", "for guests", None, id="behind-a-name"),
        pytest.param("Ask for more: a door for guests is here.", "for guests", SAFE, id="behind-a-word"),
        pytest.param("It will be the passed in list of the mill.", "the passed", UNSAFE, id="article-behind-be"),
        pytest.param("The bell: call the one the mill was cloned from.", "the mill", None, id="clause-with-was"),
        pytest.param("We put it into (or back into) the mill.", "into (", None, id="said-again-in-brackets"),
        pytest.param("We put it into (see it go into it) the mill.", "into (", UNSAFE, id="verb-in-brackets"),
        pytest.param(
            "It goes to us. It limits the guests to members of it.", "to members", None, id="to-whom-it-is-limited"
        ),
        pytest.param(
            "It goes to us. It sees the guests to members of it.", "to members", SAFE, id="no-verb-that-limits"
        ),
        pytest.param("Bells are here. The ones that are made are old.", "are old", None, id="verb-of-what-is-told-of"),
        pytest.param(
            "Locks are old. See where they are because of it.", "are because", None, id="clause-before-another"
        ),
        pytest.param(
            "Locks are old. To see where they are can be hard.", "are can", None, id="clause-that-is-a-subject"
        ),
        pytest.param("Be aware that in the `door` the loud bell will ring.", "the loud", None, id="clause-behind-code"),
        pytest.param("Be aware that on all the old `door` of the loud bell.", "the loud", SAFE, id="no-place-in-code"),
        pytest.param("If it rains, rains, we meet in the mill.", "rains, rains", SAFE, id="no-list"),
    ],
)
def test_how_far_the_repair_of_a_word_from_nearby_may_go(text: str, word: str, most: Applicability | None) -> None:
    document = AnalyzedDocument(Document("a.md", encode(text), text), shipped(), EmptyVocabulary())
    at = text.rindex(word)
    end = at + len(word.split(maxsplit=1)[0]) + 1
    assert max_applicability(Edit(at, end, text[at:end], ""), {}, document) is most


@pytest.mark.parametrize(
    ("text", "word", "most", "least"),
    [
        pytest.param("The `a` mill can if it is `a` new.", "can ", None, FAINT, id="ends-a-clause"),
        pytest.param("The box it was kept in had the lock.", "had ", None, FAINT_NAME, id="verb-behind-a-preposition"),
        pytest.param("We have seen of **it** all.", "of ", SAFE, FAINT_NAME, id="before-emphasis"),
        pytest.param("We ask for support here, and support live chat.", "support live", SAFE, FAINT_NAME, id="thing"),
        pytest.param("These locks are keys made of iron keys.", "keys made", UNSAFE, FAINT_NAME, id="what-it-is"),
        pytest.param("It is the result of calling of the old mill.", "of the", SAFE, FAINT, id="preposition"),
        pytest.param("The `mill` doors and the `mill` wheels.", "`mill` wheels", SAFE, FAINT_NAME, id="code"),
        pytest.param("We saw the the mill.", "the the", SAFE, -inf, id="side-by-side"),
        pytest.param("It is due to to few mills.", "to to", None, -inf, id="too"),
        pytest.param("It is due to to the mill.", "to to", SAFE, -inf, id="twice-before-a-thing"),
    ],
)
def test_what_a_word_from_nearby_needs_to_be_reported(
    text: str, word: str, most: Applicability | None, least: float
) -> None:
    rest = word.split(maxsplit=1)[1] if len(word.split()) > 1 else ""
    assert limits(NAME, text, word, rest) == (most, least)


def test_a_thing_that_is_told_more_of_behind_a_dash_is_said_twice_on_purpose() -> None:
    sound = "We say something - something that she knows."
    assert all("something - something" in after for after in proposed(NAME, sound))


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("We saw the the old mill.", "We saw the old mill.", id="side-by-side"),
    pytest.param("We saw the\nthe old mill.", "We saw the\nold mill.", id="over-a-line-end"),
    pytest.param("The the mill is old.", "The mill is old.", id="at-the-beginning-in-another-case"),
    pytest.param("We saw that that is so.", "We saw that is so.", id="a-double-that-may-be-meant"),
    pytest.param("- We saw of of it.\n- So", "- We saw of it.\n- So", id="list-item"),
    pytest.param("We saw (old it twice (old mills).", "We saw it twice (old mills).", id="with-its-bracket"),
    pytest.param("of The end of the day.", "The end of the day.", id="before-the-first-word"),
    pytest.param("The mill `x` `x` is here.", "The mill `x` is here.", id="code-side-by-side"),
    pytest.param("We saw `x` of the `x` mill.", "We saw of the `x` mill.", id="code-from-elsewhere"),
]

NOT_ALONE = [
    pytest.param("Will will sign.", id="a-name-before-its-verb"),
    pytest.param("So T_n is 1, and then T_n will be even.", id="a-symbol"),
    pytest.param("Take 1 c. of rice to 3 c. cooked beans.", id="a-unit-of-one-letter"),
    pytest.param("The old mill stands here.", id="sound"),
    pytest.param("It is a very, very old mill.", id="with-a-comma"),
    pytest.param("The mill `x` `y` is here.", id="code-beside-other-code"),
    pytest.param("The mill [`x`](y) [`x`](z) is here.", id="code-in-links"),
    pytest.param("They went day by day and house to house.", id="on-both-sides-of-one-that-joins"),
    pytest.param("# The mill\n\nMill stones grind.", id="over-a-heading"),
    pytest.param("- the\n- the\n", id="list-items"),
    pytest.param("```\nthe the\n```\n", id="in-a-fence"),
    pytest.param("| the | the |\n|---|---|\n| a | b |", id="table-cells"),
    pytest.param("Take 2 2 or 3 3.", id="numbers"),
    pytest.param("It is an old, old, old mill.", id="with-its-comma-each-time"),
    pytest.param("Re: Re: the old mill", id="with-its-colon"),
    pytest.param("| that that | so |\n|---|---|\n| a | b |", id="a-cell-of-nothing-else"),
    pytest.param("Mills were built. Mills grind, and they are no other Mills.", id="what-a-sentence-begins-with"),
]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        pytest.param("The lamps should be not be left on.", "The lamps should not be left on.", id="be-not-be"),
        pytest.param(
            "It can usually can be lit by hand.", "It can usually be lit by hand.", id="verb-before-its-adverb"
        ),
        pytest.param("This prints a an error for the crew.", "This prints an error for the crew.", id="a-an"),
        pytest.param("This prints an a warning for the crew.", "This prints a warning for the crew.", id="an-a"),
        pytest.param("Most of of these lamps are new.", "Most of these lamps are new.", id="of-what-is-counted"),
    ],
)
def test_an_order_that_no_sentence_has_is_repaired(text: str, sound: str) -> None:
    (finding,) = check_text(f"{text}\n")
    (edit,) = finding.edits
    assert str(finding.applicability) == "safe"
    assert text[: edit.start] + edit.after + text[edit.end :] == sound


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("To be not be told is worse than to be told.", id="no-verb-before-be"),
        pytest.param("Those who rarely can can ask the crew.", id="two-clauses"),
        pytest.param("Use a an before a vowel.", id="words-that-are-told-of"),
        pytest.param("Pick a number between a an b.", id="letters"),
        pytest.param("The things that he spoke of of these are few.", id="verb-with-its-preposition"),
    ],
)
def test_an_order_that_a_sentence_may_have_stays(text: str) -> None:
    assert [finding for finding in check_text(f"{text}\n") if str(finding.applicability) == "safe"] == []


@pytest.mark.parametrize("text", ["the -a the the mill\n", "a the", "the a\n", "The a an\n", "be not be"])
def test_a_text_that_ends_early_is_no_fault(text: str) -> None:
    check_text(text)
