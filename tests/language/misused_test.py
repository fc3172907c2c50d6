"""Words that stand where English never has them, and words beside them that may."""

from __future__ import annotations

import pytest

from weave_fix.evidence.document import DocumentContext
from weave_fix.language.misused import misused
from weave_fix.language.ngram_model import shipped
from weave_fix.records import Document
from weave_fix.vocabulary.lookup import EmptyVocabulary


def told(text: str) -> list[str]:
    """Return the words that belong where others stand in `text`."""
    document = Document("page.md", text.encode(), text)
    return [word for _, word in misused(DocumentContext(document, EmptyVocabulary()).analyzed(shipped()))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("This is a example.", ["an"], id="a"),
        pytest.param("This is an test of an user.", ["a", "a"], id="an"),
        pytest.param("A error. An test.", ["An", "A"], id="capitals"),
        pytest.param("They dont and cant and youre there.", ["don't", "you're"], id="apostrophes"),
        pytest.param("It has it\u2019s own way.", ["its"], id="curly"),
        pytest.param("It\u2019s theirs, and they dont care.", ["don\u2019t"], id="apostrophe-of-the-page"),
        pytest.param("It is more then two and rather then one.", ["than", "than"], id="than"),
        pytest.param("Thats it. Whats new in it?", ["That's", "What's"], id="what-is"),
        pytest.param("The choir was lead by a friend.", ["led"], id="led"),
        pytest.param("It is suppose to be use for a while.", ["supposed", "used"], id="used-and-supposed"),
        pytest.param("It fell because of it's size.", ["its"], id="its-behind-a-preposition"),
        pytest.param("If it does not exists, do not tries it.", ["exist", "try"], id="not-and-the-third-person"),
        pytest.param("The method will returns a value.", ["return"], id="will-and-the-third-person"),
    ],
)
def test_a_word_that_belongs_there(text: str, words: list[str]) -> None:
    assert told(text) == words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("An hour, a house, an honest man, a user, an umbrella, a one.", id="by-sound"),
        pytest.param("Grade A example; from a to e; `a` example.", id="letters"),
        pytest.param("See a `b` example and a *nother*.", id="code-and-emphasis-beside-it"),
        pytest.param("a-example, a/example, dont_call, a.example", id="glued"),
        pytest.param("an\n\nexample then", id="block-edge"),
        pytest.param("Once more then stop. Rather, then, go.", id="then"),
        pytest.param("The team took the lead by two. They use to much.", id="lead-and-use"),
        pytest.param("The beauty of it's simple. That is what it's for.", id="it-is"),
        pytest.param("It does not always work, does not this do, does not guess.", id="other-words-with-an-s"),
        pytest.param("When will returns a friend sent be seen? The will returns a sum.", id="what-stands-before-will"),
        pytest.param("It will `returns` a value. It does not `exists`.", id="code-behind-will"),
    ],
)
def test_a_word_that_may_stand_there(text: str) -> None:
    assert told(text) == []
