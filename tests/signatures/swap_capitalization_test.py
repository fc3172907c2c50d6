from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.from_text import limits, proposed
from tests.signatures.pages import block, crlf, front, german, sentence
from weave_fix.records import Applicability
from weave_fix.signatures.swap_capitalization import FAINT, FAINT_ATTRIBUTE, FAINT_NAME, SIGNATURE

NAME = "swap_capitalization"
SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

UNCHANGED = [
    pytest.param(sentence, "It takes 10 Mb at most.", "It takes 10 MB at most.", id="bits-to-bytes"),
    pytest.param(sentence, "The api is stable.", "The API is stable.", id="acronym"),
    pytest.param(sentence, "It is written in python.", "It is written in Python.", id="name-of-a-language"),
    pytest.param(sentence, "Deploy it on kubernetes.", "Deploy it on Kubernetes.", id="name-of-a-system"),
    pytest.param(sentence, "Send the Token at once.", "Send the token at once.", id="noun-made-small"),
    pytest.param(sentence, "Send it with the token.", "Send it with the Token.", id="noun-made-a-term"),
    pytest.param(sentence, "Note: The token is kept.", "Note: the token is kept.", id="behind-a-colon"),
    pytest.param(sentence, "Keys expire. they are kept.", "Keys expire. They are kept.", id="sentence-begins"),
    pytest.param(sentence, "It listens on the internet.", "It listens on the Internet.", id="internet"),
    pytest.param(sentence, "Ask it on monday.", "Ask it on Monday.", id="day-of-the-week"),
    pytest.param(sentence, "An english manual exists.", "An English manual exists.", id="language"),
    pytest.param(sentence, "It takes 10 Ms at most.", "It takes 10 ms at most.", id="unit"),
    pytest.param(sentence, "The ID is kept as an Id.", "The ID is kept as an ID.", id="as-elsewhere-in-the-line"),
    pytest.param(sentence, "A Tls handshake is done.", "A TLS handshake is done.", id="several-letters"),
    pytest.param(sentence, "Set `Host` there.", "Set `host` there.", id="key-in-a-code-span"),
    pytest.param(sentence, "Run `serve -v` there.", "Run `serve -V` there.", id="option-in-a-code-span"),
    pytest.param(sentence, "Read [Limits](docs/a.md).", "Read [limits](docs/a.md).", id="link-text"),
    pytest.param(sentence, "Read [it](docs/Limits.md).", "Read [it](docs/limits.md).", id="link-target"),
    pytest.param(sentence, "That is Important.", "That is important.", id="adjective-made-small"),
    pytest.param(german, "Das gilt, wenn sie lesen.", "Das gilt, wenn Sie lesen.", id="german-polite-form"),
    pytest.param(german, "Im folgenden steht es.", "Im Folgenden steht es.", id="german-noun"),
    pytest.param(block, "### Locks And Pieces", "### Locks and Pieces", id="heading-in-title-case"),
    pytest.param(block, "### the locks", "### The locks", id="heading-begins"),
    pytest.param(block, "- a lock\n- a piece", "- A lock\n- a piece", id="list-item-begins"),
    pytest.param(block, "```py\nx = true\n```", "```py\nx = True\n```", id="constant-in-code"),
    pytest.param(block, "```py\nclass lock:\n```", "```py\nclass Lock:\n```", id="class-in-code"),
    pytest.param(block, "| lock | held |\n|---|---|", "| Lock | held |\n|---|---|", id="head-of-a-table"),
    pytest.param(front, "section: guides", "section: Guides", id="front-matter-value"),
    pytest.param(crlf, "The api is stable.", "The API is stable.", id="acronym-crlf"),
    pytest.param(sentence, "It runs on Github.", "It runs on GitHub.", id="product-name"),
    pytest.param(sentence, "It speaks Javascript.", "It speaks JavaScript.", id="capital-inside-a-product-name"),
]

REPAIRS = [
    pytest.param(sentence, "Only the token is checked.", "Only the toKen is checked.", id="capital-inside-a-word"),
    pytest.param(sentence, "Only the token is checked.", "Only thE token is checked.", id="capital-at-the-end"),
    pytest.param(sentence, "Only the token is checked.", "Only the token iS checked.", id="capital-in-a-short-word"),
    pytest.param(sentence, "Every caller must wait.", "EVery caller must wait.", id="second-letter-of-a-sentence"),
    pytest.param(sentence, "A key is **never sent** twice.", "A key is **neVer sent** twice.", id="inside-emphasis"),
    pytest.param(sentence, "Read [the other page](b.md).", "Read [the othEr page](b.md).", id="inside-a-link-text"),
    pytest.param(
        sentence, "Read [more](docs/rate-limits.md).", "Read [more](docs/rate-liMits.md).", id="inside-a-link-target"
    ),
    pytest.param(block, "- a lock that has expired", "- a lock that hAs expired", id="list-item"),
    pytest.param(block, "### What the locks protect", "### What the locks pRotect", id="heading"),
    pytest.param(block, "> Never prune in a hurry.", "> Never pruNe in a hurry.", id="quote"),
    pytest.param(
        block,
        "| Lock | Held by |\n|------|---------|\n| shared | every reader |",
        "| Lock | Held by |\n|------|---------|\n| shared | eveRy reader |",
        id="table-cell",
    ),
    pytest.param(front, "summary: Where the pieces are kept", "summary: Where the pieces aRe kept", id="front-matter"),
    pytest.param(crlf, "A lock is kept for an hour.", "A lock is kEpt for an hour.", id="crlf"),
    pytest.param(sentence, "The UTF-8 form is kept.", "The UtF-8 form is kept.", id="small-letter-in-an-acronym"),
]

LEFT_IN_ANOTHER_LANGUAGE = [
    pytest.param(german, "Der Ordner ist danach leer.", "Der OrdnEr ist danach leer.", id="german"),
]

KNOWN_MISSES = [
    pytest.param(
        block,
        "```sh\n# wait until the lock is free\n```",
        "```sh\n# wait unTil the lock is free\n```",
        id="comment-in-code",
    ),
]

SAID_NO = [
    pytest.param("one two", "ONE two", id="several-letters"),
    pytest.param("one two", "one twx", id="another-letter"),
    pytest.param("one two", "one twOO", id="a-letter-put-in-as-well"),
    pytest.param("one 2", "one 3", id="a-digit"),
    pytest.param("strasse", "stra\N{LATIN SMALL LETTER SHARP S}e", id="two-letters-made-one"),
]


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN])
def test_the_operation_flips_one_letter(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        was, now = comparisons.taken_out(text, done), done.text[done.start : done.end]
        assert len(was) == 1
        assert now == was.swapcase() != was


@pytest.mark.parametrize("text", ["", "12 + 34", "\N{CYRILLIC SMALL LETTER DE}\N{CYRILLIC SMALL LETTER A}"])
def test_the_operation_needs_an_ascii_letter(text: str) -> None:
    assert comparisons.attempt(NAME, text) is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    ((was, now),) = [(a, b) for a, b in zip(sound, damaged, strict=True) if a != b]
    assert was.swapcase() == now
    comparisons.assert_example_is_undone(NAME)


def test_letters_beyond_ascii_are_undone_too() -> None:
    assert comparisons.undone(NAME, "die Größe zählt", "die GrÖße zählt") == ["die Größe zählt"]


@pytest.mark.parametrize(
    ("text", "before", "after", "most", "least"),
    [
        pytest.param("We add individual Doors to a set.", "Doors", "doors", SAFE, FAINT_NAME, id="thing"),
        pytest.param("We add some of Those doors.", "Those", "those", SAFE, FAINT, id="word-that-holds-a-sentence"),
        pytest.param("We met at FrontEnd in May.", "FrontEnd", "Frontend", None, FAINT_NAME, id="two-words"),
        pytest.param("The guide of the useR is here.", "useR", "user", UNSAFE, FAINT, id="letter-behind-a-word"),
        pytest.param(
            "The guide of the frontEnd is here.", "frontEnd", "frontend", None, FAINT_NAME, id="two-words-of-a-name"
        ),
        pytest.param("The guide of the floweR is here.", "floweR", "flower", SAFE, FAINT, id="last-letter-of-no-word"),
        pytest.param("The guide of the gaT is here.", "gaT", "gat", SAFE, FAINT, id="letter-that-ends-a-word"),
        pytest.param("The ORDERs are here.", "ORDERs", "ORDERS", None, FAINT, id="many-in-capitals"),
        pytest.param("Ask isInstance of it.", "isInstance", "isinstance", None, FAINT_NAME, id="question-of-a-program"),
        pytest.param("Use bim. Bread IMproved is old.", "IMp", "Imp", None, FAINT, id="acronym-of-the-page"),
        pytest.param("OLDM is here. OLd Doors for Mills.", "OLd", "Old", None, FAINT, id="acronym-with-a-joint"),
        pytest.param("Take the KeyUp of it.", "KeyUp", "Keyup", None, FAINT_NAME, id="two-words-one-short"),
        pytest.param("The old b3D is here.", "b3D", "b3d", None, FAINT, id="letters-counted"),
        pytest.param("Door-iN-Door (DND) is old.", "iN", "in", None, FAINT, id="acronym-of-parts-with-hyphens"),
        pytest.param("Use bam. Bread IMproved is old.", "IMp", "Imp", SAFE, FAINT, id="acronym-of-no-word"),
        pytest.param(
            "See [it].\n\n[it]: #a\n[`MILLparts`]: #b\n",
            "MILLparts",
            "MILLParts",
            SAFE,
            FAINT_NAME,
            id="code-in-a-last-label",
        ),
        pytest.param("We met at the froNt in May.", "froNt", "front", SAFE, FAINT, id="inside-a-word"),
        pytest.param("It is one of JS's parts.", "JS's", "JS'S", None, FAINT, id="behind-an-apostrophe"),
        pytest.param(
            "Set `onclick` there, or onClick.", "onclick", "onClick", SAFE, FAINT_ATTRIBUTE, id="attribute-in-code"
        ),
        pytest.param("Set `jQuery=jquery` there.", "jQuery", "jquery", SAFE, FAINT_NAME, id="in-code"),
    ],
)
def test_how_far_a_letter_may_go(text: str, before: str, after: str, most: Applicability | None, least: float) -> None:
    assert limits(NAME, text, before, after) == (most, least)


# What the text alone shows, and what it does not: from_text_test.py runs the rows.
ALONE = [
    pytest.param("The lamp stAys on at night.", "The lamp stays on at night.", id="capital-inside"),
    pytest.param("The lamP is on.", "The lamp is on.", id="capital-at-the-end"),
    pytest.param("EVery caller must wait.", "Every caller must wait.", id="second-letter"),
    pytest.param("We went With them.", "We went with them.", id="word-that-is-never-raised"),
    pytest.param("The lamp is on. it is old.", "The lamp is on. It is old.", id="sentence-begins"),
    pytest.param("We went to london today.", "We went to London today.", id="name"),
    pytest.param("Then i am old.", "Then I am old.", id="i"),
    pytest.param("The HTmL page.", "The HTML page.", id="small-letter-among-capitals"),
    pytest.param("It is `stays`, `stays` and `stAys`.", "It is `stays`, `stays` and `stays`.", id="name-in-code"),
    pytest.param(
        "```\nfillTank\nfillTank\n```\n\nCall `filltank` now.\n",
        "```\nfillTank\nfillTank\n```\n\nCall `fillTank` now.\n",
        id="capital-lost-in-code",
    ),
    pytest.param("The MissisSippi is wide.", "The Mississippi is wide.", id="a-listed-name"),
    pytest.param(
        "There it is. There we go. There! The place There is old.",
        "There it is. There we go. There! The place there is old.",
        id="a-word-that-begins-sentences",
    ),
    pytest.param("The *stAys* of it.", "The *stays* of it.", id="emphasis"),
]

NOT_ALONE = [
    pytest.param("**Returns** A mill that is old.", id="behind-a-label"),
    pytest.param("Ask us. It is ~~open~~ Not now.", id="behind-what-is-struck-out"),
    pytest.param("### `mill` Replaced With `door` on it", id="preposition-of-a-heading"),
    pytest.param("We walked home\nAnd sat us down\nWith all of them.", id="verse"),
    pytest.param("The lamp is on at night.", id="sound"),
    pytest.param("We use JavaScript and GitHub.", id="capital-inside-a-name"),
    pytest.param("# The Old Mill Stands With Them", id="title"),
    pytest.param("See `stAys` now.", id="in-code"),
    pytest.param("See `mouseleave`, `mouseleave` and `mouseLeave`.", id="a-name-of-two-words-in-code"),
    pytest.param("See `stAys` and `stays` now.", id="in-code-once-each"),
    pytest.param("See `Stays`, `stays` and `stays` now.", id="first-letter-of-a-name-in-code"),
    pytest.param("See `stays` and `stays`.\n\n```\nstAys\n```\n", id="in-a-fence-beside-code"),
    pytest.param("He said: The lamp is on.", id="behind-a-colon"),
    pytest.param("- With it\n- With them", id="list-items-begin"),
    pytest.param('He said "The lamp is on" and went.', id="quotation-begins"),
    pytest.param("The NASA page.", id="all-capitals"),
    pytest.param("```\nstAys\n```\n", id="in-a-fence"),
    pytest.param("[it](stAys.md)", id="in-a-link-target"),
    pytest.param("12 and 3.", id="numbers"),
    pytest.param("Use e.g. this one and i.e. that.", id="short-forms"),
    pytest.param("Ask mill.org about it.", id="a-stop-inside-a-name"),
    pytest.param("We want With, only With and With.", id="a-name-of-the-page"),
    pytest.param("We ask qZyxel about it.", id="a-word-that-nobody-knows"),
]


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        pytest.param("If You leave, we tell You and You go. It is Your mill.", False, id="contract"),
        pytest.param("If you leave, we tell you and you go. It is Your mill.", True, id="no-contract"),
    ],
)
def test_a_contract_writes_your_like_you(text: str, *, is_odd: bool) -> None:
    assert any("is your mill" in after for after in proposed(NAME, text)) is is_odd
