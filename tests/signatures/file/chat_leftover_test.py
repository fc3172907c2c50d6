from __future__ import annotations

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import chat_leftover

EDITED = PAGE.replace("once a week", "twice a week")

MEANT = [
    pytest.param(f"{PAGE}\nMarks such as [oaicite:3] are taken out.\n", id="a-mark-that-is-named"),
    pytest.param(f"{PAGE}\nChatGPT writes citeturn0search1 here.\n", id="about-a-chat"),
    pytest.param(f"{PAGE}\nThe mark `citeturn0search1` and `【1†source】`.\n", id="in-a-code-span"),
    pytest.param(f"{PAGE}\n```\ntext citeturn0search1 [cite: 3]\n```\n", id="in-a-fence"),
    pytest.param(f'{PAGE}\nIt ends ("[cite: 3]").\n', id="quoted"),
    pytest.param(f"{PAGE}\nSee [cite] and [citeme: 3] and [1].\n", id="other-brackets"),
    pytest.param(f"{PAGE}\n【注意】这里。【12】\n", id="chinese-brackets"),
    pytest.param(f"{PAGE}\nA dagger† and a double‡.\n", id="daggers"),
    pytest.param(f"Here is the list of casks:\n\n{PAGE}", id="a-list-that-is-introduced"),
    pytest.param(f"Here are the rules.\n\n{PAGE}", id="rules-that-are-introduced"),
    pytest.param(f"Below is a map of the cellar.\n\n{PAGE}", id="a-map"),
    pytest.param(f"This is the updated version of our page.\n\n{PAGE}", id="a-page-that-says-it-is-updated"),
    pytest.param(f"{PAGE}\nHere is the updated file:\n\n- a\n", id="in-the-middle"),
    pytest.param(f"{PAGE}\nLet me know if you find a mistake.\n", id="an-offer-of-a-writer"),
    pytest.param(f"{PAGE}\nFeel free to open an issue.\n", id="an-invitation"),
    pytest.param(f"{PAGE}\nI hope this helps!\n", id="a-wish"),
    pytest.param(f"{PAGE}\nIf you like it, tell a friend.\n", id="a-request"),
    pytest.param(f"{PAGE}\nWould you like to help? Join us!\n", id="a-question-to-the-reader"),
    pytest.param(f"{PAGE}\n- Let me know if you want any changes.\n", id="in-a-list"),
    pytest.param(f"{PAGE}\n> As an AI language model, I cannot taste.\n", id="a-chat-that-is-quoted"),
    pytest.param(f"{PAGE}\n“As an AI language model” is what it says.\n", id="words-that-are-quoted"),
    pytest.param(f"{PAGE}\nWe use it as an AI model and as an assistant.\n", id="a-model-that-is-used"),
    pytest.param(f"{PAGE}\nThe bot answers: as an AI language model, I cannot.\n", id="in-a-sentence"),
    pytest.param(f"{PAGE}\n```\nAs an AI language model, I cannot.\n```\n", id="a-chat-in-a-fence"),
    pytest.param("Here is the updated file:\n", id="nothing-else-in-the-file"),
]


@pytest.mark.parametrize("text", MEANT)
def test_leaves_what_a_person_wrote(text: str) -> None:
    assert events(chat_leftover, text) == []
    assert events(chat_leftover, text, PAGE) == []
    assert events(chat_leftover, text, text) == []


CITATIONS = [
    "citeturn0search1",
    "citeturn0search1turn2view0",
    "\ue200cite\ue202turn0search3\ue201",
    "\ue200cite\ue202turn0search3\ue202turn1news2\ue201",
    "[oaicite:3]",
    ":contentReference[oaicite:2]{index=2}",
    "【12†source】",
    " 【4:0†guide.pdf】",
    " [cite: 12, 14]",
    '<grok:render card_id="a" card_type="citation_card"><argument name="id">3</argument></grok:render>',
]
BEFORE = [
    "Here is the updated file:",
    "Sure! Here is the corrected version:",
    "Below is the full document with the change applied.",
    "Certainly! Here's the revised Markdown:",
    "Here’s your updated README.md:",
    "I've updated the document as you asked:",
    "Of course! Here's a polished version of the page.",
]
BEHIND = [
    "Let me know if you want any other changes!",
    "Let me know if you'd like me to adjust anything.",
    "Would you like me to also update the README?",
    "I hope this helps! Let me know if you need any further adjustments.",
    "If you want, I can also create a shorter version.",
    "Do you want me to add a section on visitors?",
]


@pytest.mark.parametrize("mark", CITATIONS)
@pytest.mark.parametrize("place", ["the slope.", "each has a label", "who turned it."])
def test_takes_out_a_citation(mark: str, place: str) -> None:
    wanted = EDITED.replace("Each of them has a label", "Of them each has a label")
    assert repaired(chat_leftover, wanted.replace(place, place + mark), PAGE) == wanted


@pytest.mark.parametrize("line", BEFORE)
def test_takes_out_the_line_before(line: str) -> None:
    assert repaired(chat_leftover, f"{line}\n\n{EDITED}", PAGE) == EDITED
    front = f"---\ntitle: Cellar\n---\n\n{PAGE}"
    assert repaired(chat_leftover, f"{line}\n\n{front}", front) == front


@pytest.mark.parametrize("line", BEHIND)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n---\n\n"])
def test_takes_out_the_line_behind(line: str, between: str) -> None:
    assert repaired(chat_leftover, f"{EDITED}{between}{line}\n", PAGE) == EDITED
    assert repaired(chat_leftover, f"{EDITED}{between}{line}", PAGE) == EDITED


def test_takes_out_a_sentence_in_which_a_model_speaks() -> None:
    line = "As an AI language model, I cannot open files, but here is a draft."
    wanted = EDITED
    assert repaired(chat_leftover, wanted.replace("## Rules", f"{line}\n\n## Rules"), PAGE) == wanted


def test_takes_out_both_ends_and_what_stands_between() -> None:
    text = f"Here is the updated file:\n\n{EDITED.replace('slope.', 'slope.[oaicite:1]')}\nShall I make it shorter?\n"
    (event,) = events(chat_leftover, text, PAGE)
    assert len(event.edits) == 3
    assert event.applicability is Applicability.SAFE
    assert repaired(chat_leftover, text, PAGE) == EDITED


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(f"{PAGE}\nIt is so.{mark}\n", id=f"citation-{number}") for number, mark in enumerate(CITATIONS)),
        *(pytest.param(f"{line}\n\n{PAGE}", id=f"before-{number}") for number, line in enumerate(BEFORE)),
        *(pytest.param(f"{PAGE}\n{line}\n", id=f"behind-{number}") for number, line in enumerate(BEHIND)),
        pytest.param(f"{PAGE}\nI'm sorry, but as an AI language model I cannot do that.\n", id="a-model-speaks"),
    ],
)
def test_a_new_file_stops_the_commit(text: str) -> None:
    (event,) = events(chat_leftover, text)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.stops
    assert not event.edits


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"Here is the updated file:\n{PAGE.replace('# The', 'The')}", id="a-line-before-that-is-not-alone"
        ),
        pytest.param(
            f"{PAGE}\nLet me know if you want me to format your label.\n", id="an-offer-that-a-person-may-make"
        ),
        pytest.param(f"{PAGE}\nAs an AI language model, I stay.\nIt goes on.\n", id="a-sentence-of-a-paragraph"),
    ],
)
def test_stops_where_a_person_may_have_meant_it(text: str) -> None:
    (event,) = events(chat_leftover, text, PAGE)
    assert event.applicability is Applicability.DISPLAY_ONLY
    assert event.stops


def test_keeps_what_the_base_has() -> None:
    base = f"{PAGE}\nIt is so.[oaicite:1]\n"
    assert classes(chat_leftover, base.replace("It is so.", "It was so."), base) == [Applicability.DISPLAY_ONLY]
    assert events(chat_leftover, base.replace("once", "twice"), base) == []


def test_leaves_what_another_parent_holds() -> None:
    text = f"Here is the updated file:\n\n{PAGE}"
    assert events(chat_leftover, text, PAGE, others=[text]) == []


def test_its_example() -> None:
    sound, damaged = chat_leftover.EXAMPLE
    assert repaired(chat_leftover, damaged, sound) == sound
