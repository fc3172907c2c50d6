from __future__ import annotations

from collections.abc import Iterable
from math import inf

import pytest
from rapidfuzz.distance import OSA

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits, proposed
from weave_fix.language.analyzed_document import AnalyzedDocument
from weave_fix.language.ngram_model import shipped
from weave_fix.language.plausible_words import DOUBTFUL
from weave_fix.records import Applicability, Document, Edit
from weave_fix.signatures.misspelled_word import FAINT, FAINT_BEFORE, FAINT_NAME, SIGNATURE, from_text
from weave_fix.vocabulary.lookup import EmptyVocabulary

NAME = "misspelled_word"
SAFE = Applicability.SAFE

SAID_YES = [
    pytest.param("We receive it.", "We recieve it.", id="exchanged"),
    pytest.param("An address is kept.", "An adress is kept.", id="lost"),
    pytest.param("See you tomorrow.", "See you tommorrow.", id="put-in"),
    pytest.param("It is definitely so.", "It is definately so.", id="replaced"),
    pytest.param("Die Größe zählt.", "Die Größse zählt.", id="german"),
    pytest.param("An **address** is kept.", "An **adress** is kept.", id="emphasis"),
]

SAID_NO = [
    pytest.param("the reader", "the xeader", id="first-letter-replaced"),
    pytest.param("a cat is", "a cta is", id="short-word"),
    pytest.param("number 12345", "number 12354", id="digits"),
    pytest.param("one two", "onetwo", id="space-lost"),
    pytest.param("the reader of it", "the writer of it", id="another-word"),
    pytest.param("the reader of it", "the rea;der of it", id="a-mark-put-in"),
    pytest.param("the reader of it", "the readers' of it", id="a-mark-as-well"),
]

# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("We came (Occassionally by train).", "We came (Occasionally by train).", id="in-brackets"),
    pytest.param("We recieve the parcel.", "We receive the parcel.", id="exchanged"),
    pytest.param("The adress is known.", "The address is known.", id="lost"),
    pytest.param("We go tommorrow.", "We go tomorrow.", id="put-in"),
    pytest.param("It is definately so.", "It is definitely so.", id="replaced"),
    pytest.param("Recieve the parcel.", "Receive the parcel.", id="capital"),
    pytest.param("RECIEVE the parcel.", "RECEIVE the parcel.", id="capitals"),
    pytest.param("It was becuase of it.", "It was because of it.", id="common-word"),
    pytest.param("The *adress* is known.", "The *address* is known.", id="emphasis"),
    pytest.param("[The adress](a.md) is known.", "[The address](a.md) is known.", id="link-text"),
    pytest.param("# The adress", "# The address", id="heading"),
    pytest.param("| The adress | b |\n|---|---|\n", "| The address | b |\n|---|---|\n", id="table-cell"),
    pytest.param("The adress\r\nis known.\r\n", "The address\r\nis known.\r\n", id="crlf"),
]

NOT_ALONE = [
    pytest.param("He knew somethin' of it.", id="clipped"),
    pytest.param("We receive the parcel.", id="sound"),
    pytest.param("The frobnicator is old.", id="no-known-word-is-near"),
    pytest.param("The colour and the color are kept.", id="two-spellings"),
    pytest.param("See `recieve` now.", id="in-code"),
    pytest.param("```\nrecieve\n```\n", id="in-a-fence"),
    pytest.param("[it](recieve.md)", id="in-a-link-target"),
    pytest.param("See https://recieve.org now.", id="in-an-address"),
    pytest.param("A xq is here.", id="too-short"),
    pytest.param("It has 12345 of them.", id="number"),
]


@pytest.mark.parametrize(("base", "now"), SAID_YES)
def test_a_typo_is_proposed_to_be_undone(base: str, now: str) -> None:
    assert base in comparisons.undone(NAME, base, now)


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    assert OSA.distance(sound, damaged) == 1
    comparisons.assert_example_is_undone(NAME)
    assert sound in proposed(NAME, damaged)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_makes_one_typo_behind_the_first_letter(text: str) -> None:
    lengths = set()
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert was.isalpha()
        assert len(was) >= 4
        assert was[0] == now[0]
        assert OSA.distance(was, now) == 1
        lengths.add(len(now) - len(was))
    assert lengths == {-1, 0, 1}


@pytest.mark.parametrize("text", ["", "a be see", "12345 67890", "a_b c_d", ". , ; :"])
def test_the_operation_needs_a_word_of_four_letters(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


class KnowsRecieve(EmptyVocabulary):
    """Knows one word that is no sound one."""

    def known_among(self, words: Iterable[str]) -> set[str]:
        return {"recieve"}


def test_a_word_of_the_repository_is_no_typo() -> None:
    assert proposed(NAME, "We recieve the parcel.", vocabulary=KnowsRecieve()) == []
    assert proposed(NAME, "Recieve the parcel.", vocabulary=KnowsRecieve()) == [], "in whatever case"


def test_only_what_is_checked_is_looked_at() -> None:
    text = "We recieve the adress."
    assert all("recieve" in sound for sound in proposed(NAME, text, spans=[(15, 21)]))
    assert "We recieve the address." in proposed(NAME, text, spans=[(15, 21)])


def proposals(text: str) -> set[str]:
    """Return what is proposed for words of a text that has no history."""
    document = AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary())
    return {edit.after for candidate in from_text(document) for edit in candidate.edits}


def test_a_british_spelling_is_no_typo_of_the_american_one() -> None:
    assert proposals("The serialisers are tokenisable.")
    assert not proposals("The serialisers are tokenisable.") & {"serializers", "tokenizable"}


def test_a_name_may_have_a_letter_twice_that_a_word_has_once() -> None:
    assert "Slabs" in proposals("Slabbs are left of it.")
    assert "Slabs" not in proposals("It was signed by Faith Slabbs.")


@pytest.mark.parametrize(
    ("text", "before", "after", "most"),
    [
        pytest.param("The encrypter of the mill is old.", "encrypter", "encrypted", None, id="who-does-it"),
        pytest.param("The encryptd key of the mill is old.", "encryptd", "encrypted", SAFE, id="no-form-of-it"),
        pytest.param("MIT \N{COPYRIGHT SIGN} 2025 bakrers", "bakrers", "bakers", None, id="owner"),
        pytest.param("Send the massage first.", "massage", "message", Applicability.DISPLAY_ONLY, id="rare-word"),
        pytest.param("All mergy doors of it.", "mergy", "merge", None, id="what-is-like-it"),
        pytest.param("Make a timedout ring of it.", "timedout", "timeout", None, id="verb-with-what-belongs-to-it"),
        pytest.param("See the refname of it.", "refname", "rename", None, id="name-of-a-thing"),
        pytest.param("Take 32 MiBytes of it.", "MiBytes", "minutes", None, id="unit"),
        pytest.param("Take the oldDoorBName of it.", "oldDoorBName", "oldDoorName", None, id="part-of-a-name"),
        pytest.param("Stop the debuggee first.", "debuggee", "debugger", None, id="to-whom-it-is-done"),
        pytest.param("Set the tunables of it.", "tunables", "tables", None, id="several-that-can-be-set"),
        pytest.param("Skip the projectid there.", "projectid", "projected", None, id="name-that-ends-in-id"),
        pytest.param("Set the keyworkd arg, or a kwarg.", "kwarg", "kwargs", None, id="one-of-many"),
        pytest.param("Use Libxq. The libxq of it.", "libxq", "libc", None, id="library"),
        pytest.param("We use Brocatel, and brocatel is red.", "brocatel", "brocade", None, id="name-of-the-page"),
        pytest.param("The old bakrers of the river.", "bakrers", "bakers", SAFE, id="no-owner"),
    ],
)
def test_how_far_a_word_may_go(text: str, before: str, after: str, most: Applicability | None) -> None:
    assert limits(NAME, text, before, after)[0] == most


@pytest.mark.parametrize(
    ("text", "before", "after", "least"),
    [
        pytest.param("It is deliminated by a bar.", "deliminated", "eliminated", FAINT_BEFORE, id="letter-before-it"),
        pytest.param("It is a classy mill.", "classy", "class", FAINT_NAME, id="what-it-is-like"),
        pytest.param("It is the finaly mill.", "finaly", "final", FAINT, id="common-typo"),
        pytest.param("It is a old millq.", "millq", "mill", FAINT, id="letter-behind-it"),
    ],
)
def test_what_a_word_needs_to_be_reported(text: str, before: str, after: str, least: float) -> None:
    assert limits(NAME, text, before, after)[1] == least


@pytest.mark.parametrize(
    ("text", "least"),
    [
        pytest.param("The glbcq of it.", DOUBTFUL, id="word-that-nobody-knows"),
        pytest.param("The recieve of it.", -inf, id="common-typo"),
        pytest.param("The mlil of it.", -inf, id="letters-exchanged"),
    ],
)
def test_what_a_doubtful_word_needs_to_be_shown(text: str, least: float) -> None:
    document = AnalyzedDocument(Document("a.md", text.encode(), text), shipped(), EmptyVocabulary())
    assert SIGNATURE.min_shown is not None
    word = text.split()[1]
    after = {"glbcq": "glbc", "recieve": "receive", "mlil": "mill"}[word]
    assert SIGNATURE.min_shown(Edit(4, 4 + len(word), word, after), document) == least
