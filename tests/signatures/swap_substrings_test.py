from __future__ import annotations

import pytest

from tests.signatures import comparisons, pages
from tests.signatures.pages import UNWRAPPED, WRAPPED, block, crlf, exchanged, front, german, sentence, stretch, whole
from weave_fix.signatures.swap_substrings import MOST, SIGNATURE, turned

NAME = "swap_substrings"
STARTING = UNWRAPPED[UNWRAPPED.index("## Getting") : UNWRAPPED.index("## Routes")]
ROUTES = UNWRAPPED[UNWRAPPED.index("## Routes") : UNWRAPPED.index("## Tokens")]
CONTRIBUTING = UNWRAPPED[UNWRAPPED.index("## Contributing") :]

UNCHANGED = [
    pytest.param(
        sentence,
        "Keys are cached, and tokens are not.",
        "Tokens are cached, and keys are not.",
        id="subjects-exchanged",
    ),
    pytest.param(
        sentence, "First the host, then the prefix.", "First the prefix, then the host.", id="nouns-exchanged"
    ),
    pytest.param(sentence, "Use `host` before `prefix`.", "Use `prefix` before `host`.", id="code-spans-exchanged"),
    pytest.param(
        sentence,
        "Read [limits](docs/a.md) before [notes](docs/b.md).",
        "Read [limits](docs/b.md) before [notes](docs/a.md).",
        id="link-targets-exchanged",
    ),
    pytest.param(sentence, "It takes 10 or 30 seconds.", "It takes 30 or 10 seconds.", id="numbers-exchanged"),
    pytest.param(
        sentence,
        "Either the slow backend or the quick proxy.",
        "Either the quick proxy or the slow backend.",
        id="noun-phrases-exchanged",
    ),
    pytest.param(
        german, "Zuerst der Ordner, danach die Datei.", "Zuerst die Datei, danach der Ordner.", id="german-nouns"
    ),
    pytest.param(
        block,
        "1. Take the lock.\n2. Read the index.\n3. Leave it.",
        "1. Leave it.\n2. Read the index.\n3. Take the lock.",
        id="steps-turned-round",
    ),
    pytest.param(
        block,
        "- `a`: the lock\n- `b`: the index\n- `c`: the piece",
        "- `c`: the piece\n- `b`: the index\n- `a`: the lock",
        id="list-turned-round",
    ),
    pytest.param(block, "```py\ndef f(a, b, c):\n```", "```py\ndef f(c, b, a):\n```", id="parameters-exchanged"),
    pytest.param(
        block,
        "| Name | Type | Held by |\n|---|---|---|\n| x | y | z |",
        "| Held by | Type | Name |\n|---|---|---|\n| z | y | x |",
        id="table-columns-exchanged",
    ),
    pytest.param(whole, *exchanged(UNWRAPPED, "## Routes\n", "## Tokens\n"), id="headings-exchanged"),
    pytest.param(
        whole,
        *exchanged(WRAPPED, "title: Snapshots\n", "tags: [backup, retention]\n"),
        id="lines-of-front-matter-exchanged",
    ),
    pytest.param(
        whole,
        *exchanged(
            WRAPPED, "| forget  | no             | no          |\n", "| check   | shared         | no          |\n"
        ),
        id="rows-of-a-table-exchanged",
    ),
    pytest.param(whole, *exchanged(WRAPPED, "daily = 7\n", "monthly = 12\n"), id="lines-of-code-exchanged"),
    pytest.param(front, "aliases: [locks, lists, pieces]", "aliases: [pieces, lists, locks]", id="front-matter-list"),
    pytest.param(crlf, "First the lock, then the piece.", "First the piece, then the lock.", id="nouns-exchanged-crlf"),
    pytest.param(
        whole,
        *exchanged(
            UNWRAPPED,
            "The server reads the configuration once, binds its port and then drops its privileges",
            "a request that matches no route is answered with status 404",
        ),
        id="clauses-of-two-sections-exchanged",
    ),
    pytest.param(
        whole,
        *exchanged(
            UNWRAPPED,
            "`host` is the name that the client asked for, without the port.",
            "`backends` is a list of addresses, tried in random order.",
        ),
        id="list-items-exchanged",
    ),
    pytest.param(whole, *exchanged(UNWRAPPED, ROUTES, CONTRIBUTING), id="sections-exchanged"),
    pytest.param(whole, *exchanged(UNWRAPPED, STARTING, CONTRIBUTING), id="first-and-last-section-exchanged"),
]

REPAIRS = [
    pytest.param(
        whole,
        *exchanged(UNWRAPPED, "aller's token against your identity prov", "rver reads the configuration once, bi"),
        id="two-paragraphs",
    ),
    pytest.param(
        whole,
        *exchanged(UNWRAPPED, "whole configuration is one file th", "will reload the routes without clos"),
        id="from-word-to-word",
    ),
    pytest.param(
        whole,
        *exchanged(
            UNWRAPPED,
            "the request to whichever backend is healthy. There is no dat",
            "gin with a slash and should not end with one.\n* `backends` is a li",
        ),
        id="over-list-items",
    ),
    pytest.param(
        whole,
        *exchanged(
            WRAPPED,
            "ieces that their contents are made of. Each piece is stor",
            "ld snapshots are removed by `cellar for",
        ),
        id="cut-code-span",
    ),
    pytest.param(
        whole,
        *exchanged(WRAPPED, "oks at\nthe contents. The policy bel", "py the files out, and compare their check"),
        id="over-a-line-end",
    ),
    pytest.param(
        whole,
        *exchanged(WRAPPED, "pieces that no snap", "nth. A backup that was nev"),
        id="into-a-quote",
    ),
    pytest.param(
        whole,
        *exchanged(WRAPPED, "thly = 12\ndry_run = fa", "hecksums with the li"),
        id="out-of-code",
    ),
    pytest.param(
        sentence,
        *exchanged(
            "The oldest request is dropped whenever the queue of requests has become too long.",
            "est req",
            "ue of requests has become to",
        ),
        id="in-one-sentence",
    ),
    pytest.param(
        whole,
        *exchanged(pages.GERMAN, "otieren Sie das Kennwort an ei", "reits vorhandene Dateien werd"),
        id="german",
    ),
    pytest.param(
        whole,
        *exchanged(WRAPPED.replace("\n", "\r\n"), "ld snapshots are remo", "es not free any space by its"),
        id="crlf",
    ),
]

MOVED = [
    pytest.param(
        *exchanged(
            WRAPPED,
            stretch(WRAPPED, "ted by `cellar prune`", "List the snaps"),
            stretch(WRAPPED, "read back is", "backup.\n"),
        ),
        id="text-that-moved-is-lost",
    ),
    pytest.param(
        *exchanged(
            WRAPPED,
            stretch(WRAPPED, " a daily", "what has chang"),
            stretch(WRAPPED, " below keeps one", "The pieces tha"),
        ),
        id="text-that-moved-far-is-lost",
    ),
    pytest.param(
        *exchanged(
            WRAPPED,
            stretch(WRAPPED, "for a terabyte", "out, and"),
            stretch(WRAPPED, "s a hope", "backup.\n"),
        ),
        id="text-that-moved-is-there-twice",
    ),
]

SAID_NO = [
    pytest.param("abcdefgh", "hgfedcba", id="turned-round"),
    pytest.param("one two three four", "four two three two", id="one-put-in-twice"),
    pytest.param("one two three four", "four two three on", id="a-letter-lost"),
    pytest.param("one two three four", "one two", id="taken-out"),
    pytest.param("one two", "one two three four", id="put-in"),
]


EDIT_LOST = (pages.GERMAN, 2)
"""A person's one word more is taken out too, beside so much that is damaged."""


def test_never_worse() -> None:
    comparisons.assert_never_worse(NAME, whole=False, but=[EDIT_LOST])


@pytest.mark.parametrize(("base", "now"), MOVED)
def test_an_exchange_is_undone_on_both_sides_or_not_at_all(base: str, now: str) -> None:
    assert comparisons.look(base, now).text_after in (base, now)


@pytest.mark.parametrize("text", [pages.UNWRAPPED, pages.WRAPPED, pages.GERMAN * 2])
def test_the_operation_exchanges_two_spans(text: str) -> None:
    for done in comparisons.damages(NAME, text):
        assert made_by_exchange(comparisons.taken_out(text, done), done.text[done.start : done.end])


def made_by_exchange(was: str, now: str) -> bool:
    """Whether `was` is X m Y and `now` is Y m X, X and Y of 4 to 512 characters, or fewer where the text ended."""
    if len(was) != len(now):
        return False
    heads = [size for size in range(1, MOST + 1) if now.endswith(was[:size])]
    tails = [size for size in range(1, MOST + 1) if now.startswith(was[-size:])]
    total = len(was)
    return any(x + y < total and was[x : total - y] == now[y : total - x] for x in heads for y in tails)


def test_spans_that_overlap_are_not_exchanged() -> None:
    assert comparisons.attempt(NAME, "short") is None


def test_a_text_without_prose_is_not_damaged() -> None:
    assert comparisons.driven(NAME, "") is None


def test_the_example_is_the_work_of_the_operation() -> None:
    sound, damaged = SIGNATURE.example
    size = len(sound)
    assert damaged in {
        sound[:a] + sound[c:d] + sound[b:c] + sound[a:b] + sound[d:]
        for a in range(size)
        for b in range(a + 4, size)
        for c in range(b + 1, size)
        for d in range(c + 4, size + 1)
    }
    comparisons.assert_example_is_undone(NAME)


@pytest.mark.parametrize(
    ("base", "now"),
    [
        pytest.param("The one, then the two.", "The two, then the one.", id="two-changes"),
        pytest.param("ab1234cd5678ef", "ab5678cd1234ef", id="one-change"),
        pytest.param("ab12cd56789ef", "ab56789cd12ef", id="of-unlike-lengths"),
    ],
)
def test_exchanged_spans_are_proposed(base: str, now: str) -> None:
    assert base in comparisons.undone(NAME, base, now)


def test_what_a_person_changed_inside_a_span_stays_with_it() -> None:
    first = "the first of the two sentences that went their way"
    second = "something quite different that had stood behind it before"
    between = "This sentence, between the two of them, stays where it has always been."
    sound = f"Here is {first}. {between} Here is {second}. The end."
    moved = f"Here is {second}. {between} Here is {first.replace('went', 'go')}. The end."
    assert sound.replace("went", "go") in comparisons.undone(NAME, sound, moved)


UPPER = "ams lie across the race and hold the water back until noon.\n\n**Note:** nobody paints th"
LOWER = "n the gate:\n\n```sh\nmill open --upper || mill open --lower\n\nmill wait 20\n(mill cl"
EDIT = (
    "There is nothing else to say of the gates, but that there can be some more.",
    "Even more gates lie below, though nothing else is known of some more.",
)


def weirs(upper: str, lower: str) -> str:
    """Return a text of two passages that begin and end inside words, with what people edit before the second."""
    return (
        f"# Weirs\n\nThe upper weir is of oak. Its be{upper}em, and each of them lasts for ten years.\n\n"
        f"## Gates\n\n{EDIT[0]} Ope{lower}ose && mill wait) || mill stop\n```\n\nThat is the end of it.\n"
    )


def test_spans_are_exchanged_beside_an_edit_that_stays() -> None:
    sound, moved = weirs(UPPER, LOWER), weirs(LOWER, UPPER)
    assert sound.replace(*EDIT) in comparisons.undone(NAME, sound, moved.replace(*EDIT))
    assert comparisons.look(sound, moved.replace(*EDIT)).text_after == sound.replace(*EDIT)


def test_passages_with_others_at_their_sides_are_not_exchanged_beside_an_edit() -> None:
    sound = weirs(UPPER, LOWER)
    moved = weirs(LOWER, UPPER).replace(*EDIT).replace(f"Ope{UPPER}ose", f"Here {UPPER} there")
    assert sound.replace(*EDIT).replace(f"Ope{LOWER}ose", f"Here {LOWER} there") not in comparisons.undone(
        NAME, sound, moved
    )


SHORT = "then a short one of only a few words went before it, "
LONG = "the much longer of two spans, which held a good many words more than the other, stood here all along, "
AMID = "with a little between, "


@pytest.mark.parametrize(("first", "second"), [(LONG, SHORT), (SHORT, LONG)])
@pytest.mark.parametrize("typo", [("little", "little"), ("little", "litle"), ("only a few", "a few")])
def test_spans_are_exchanged_around_the_longer_one(first: str, second: str, typo: tuple[str, str]) -> None:
    sound = f"It was so that {first}{AMID}{second}and that was all."
    moved = f"It was so that {second}{AMID}{first}and that was all."
    assert sound.replace(*typo) in comparisons.undone(NAME, sound, moved.replace(*typo))


@pytest.mark.parametrize(
    ("text", "wanted", "turns"),
    [
        pytest.param("two three four five, one and one, ", "one and one, two three four five, ", True, id="turned"),
        pytest.param("two three for five, one and one, ", "one and one, two three four five, ", True, id="with-a-typo"),
        pytest.param("one and one, two three four five, ", "one and one, two three four five, ", False, id="as-it-was"),
        pytest.param("something else of the same length. ", "one and one, two three four five, ", False, id="unlike"),
        pytest.param("two, one, ", "one, two, ", False, id="too-short-to-tell"),
    ],
)
def test_halves_are_exchanged_to_get_nearly_what_is_wanted(text: str, wanted: str, turns: bool) -> None:
    found = turned(text, wanted)
    assert (found is not None) is turns
    if found is not None:
        assert sorted(found) == sorted(text)
        assert found[:12] == wanted[:12]
