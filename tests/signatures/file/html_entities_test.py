from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.signatures.file.trying import PAGE, classes, events, repaired
from weave_fix.records import Applicability
from weave_fix.signatures.file import html_entities

if TYPE_CHECKING:
    from collections.abc import Callable

SOUND = f"""{PAGE}
It's "open" if a < b, isn't it? R & D says "yes".

The type `Map<K, V>` isn't `List<T>`; don't mix them.

A line that says "this" and 'that' -> those.

Plain text stands between them.
"""
EDITED = SOUND.replace("once a week", "twice a week").replace("don't mix", "never mix") + '\nIt\'s "new" & good.\n'

MEANT = [
    pytest.param(
        "<div>\n  <p>\n    The mill\n    and it&apos;s old, and it isn&apos;t ours.\n  </p>\n</div>\n",
        None,
        id="text-between-tags",
    ),
    pytest.param("Write &lt;sup&gt; for a note.", "Write <sup> for a note.", id="a-tag-made-visible"),
    pytest.param("Write &lt;sup>1&lt;/sup> for a note.", "Write <sup>1</sup> for a note.", id="only-what-a-tag-needs"),
    pytest.param("Write &lt;b&gt; before it.", "Write <b> before it, and </b> behind.", id="an-end-that-was-taken-out"),
    pytest.param(
        "One &lt;li&gt; more </li>, <li> two", "One <li> more, <li> two </li>", id="elements-that-need-no-end"
    ),
    pytest.param("A&nbsp;B &copy; 2020 &mdash; &hellip;", "A B (c) 2020 - ...", id="named-characters"),
    pytest.param("The type Vec&lt;T&gt; is generic.", "The type Vec<T> is generic.", id="a-type-made-visible"),
    pytest.param("R&amp;D and AT&amp;T.", "R&D and AT&T.", id="ampersands-inside-words"),
    pytest.param("RTO&lt;5s.", "RTO<5s.", id="a-bracket-that-some-parsers-mind"),
    pytest.param("Use &lt;br&gt; there.", "Use <br> there.", id="a-tag-made-visible"),
    pytest.param("See https://a.org/?b=1&amp;c=2.", "See https://a.org/?b=1&c=2.", id="an-address"),
    pytest.param("Q &amp; A", "Q & A", id="one-ampersand"),
    pytest.param("<p title='a &quot;b&quot;'>x</p>", "<p title='a \"b\"'>x</p>", id="quotes-in-an-attribute"),
    pytest.param("| a &#124; b |", "| a \\| b |", id="a-pipe-by-number"),
    pytest.param("A &ndash; B &rsquo;", "A – B ’", id="two-marks-by-name"),
    pytest.param(
        "| `a` | <code>~16.0.0 &#124;&#124; ~16.1</code> |", "| `a` | `~16.0.0 \\|\\| ~16.1` |", id="pipes-in-code"
    ),
    pytest.param("caf&eacute; na&iuml;ve", "café naïve", id="two-letters-by-name"),
    pytest.param("Write `&quot;` for a quote and `&#39;` for an apostrophe.", None, id="in-code-spans"),
    pytest.param("```html\n<p>&quot;It&#39;s&quot; &amp;lt;</p>\n```", None, id="in-a-fence"),
    pytest.param("HTML escapes &quot;quotes&quot; so.", None, id="about-html"),
    pytest.param("The entities &quot; and &#39; and &apos;.", None, id="about-entities"),
    pytest.param("<p>It&#39;s &quot;here&quot;</p>", None, id="in-html"),
    pytest.param("    x = &quot;a&quot;\n    y = &#39;b&#39;", None, id="in-indented-code"),
    pytest.param("<pre>\nsay &quot;hello&quot;\n  and &quot;more&quot;\n</pre>", None, id="in-code-as-html"),
    pytest.param("---\ntitle: &quot;a&quot;\n---", None, id="one-quoted-word-of-two-quotes-aside"),
    pytest.param(
        "| Name | Text |\n|---|---|\n| a | a \\&quot;b\\&quot; and \\&quot;c\\&quot; |\n| d | &quot;e&quot; |",
        None,
        id="rows-that-a-program-wrote",
    ),
    pytest.param("It is <code>&quot;a&quot;</code> or <code>&quot;b&quot;</code>.", None, id="in-code-by-tags"),
    pytest.param("A &quot; alone.", None, id="a-single-quote-reference"),
    pytest.param("&lt;T&gt; &lt;U&gt; &lt;V&gt; &amp; more &amp; more", None, id="many-brackets"),
    pytest.param("Escape & as &amp;amp; and < as &amp;lt;.", None, id="about-escaping"),
    pytest.param("[a](https://b.org/?c=&quot;d&quot;)", None, id="in-a-target"),
    pytest.param("a && b, &c, d&e; f&;", "a & b", id="ampersands"),
]


@pytest.mark.parametrize(("text", "old"), MEANT)
def test_leaves_what_a_person_wrote(text: str, old: str | None) -> None:
    if not text.startswith("---"):
        text = f"{PAGE}\n{text}"
    assert events(html_entities, f"{text}\n", f"{PAGE}\n{old}\n" if old else PAGE) == []
    assert events(html_entities, f"{text}\n") == []
    assert events(html_entities, f"{text}\n", f"{text}\n") == []


def by_number(text: str) -> str:
    return "".join(f"&#{ord(char)};" if char in "<>&\"'" else char for char in text)


def only_quotes(text: str) -> str:
    return text.replace('"', "&quot;").replace("'", "&#039;")


DAMAGES = [
    pytest.param(html.escape, id="once"),
    pytest.param(lambda text: html.escape(html.escape(text)), id="twice"),
    pytest.param(lambda text: html.escape(html.escape(html.escape(text))), id="three-times"),
    pytest.param(by_number, id="by-number"),
    pytest.param(only_quotes, id="quotes"),
    pytest.param(lambda text: text.replace("'", "&apos;").replace("<", "&lt;"), id="apostrophes-and-brackets"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_puts_back_the_characters_of_the_base_beside_the_edits_of_a_person(damage: Callable[[str], str]) -> None:
    assert repaired(html_entities, damage(EDITED), SOUND) == EDITED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("It's open.", "It&#39;s open.", id="an-apostrophe"),
        pytest.param('He says "no".', "He says &quot;no&quot;.", id="quotes"),
        pytest.param("Call `f<T>`.", "Call `f&lt;T&gt;`.", id="in-a-code-span"),
        pytest.param("```c\nif (a < b)\n```", "```c\nif (a &lt; b)\n```", id="in-a-fence"),
        pytest.param("Write &lt;T&gt;.", "Write &amp;lt;T&amp;gt;.", id="a-reference-that-was-there"),
        pytest.param("a < b and c > d.", "a &lt; b and c &gt; d.", id="comparisons"),
        pytest.param("a -> b -> c", "a -&gt; b -&gt; c", id="arrows"),
        pytest.param("été à Paris, déjà", "&eacute;t&eacute; &agrave; Paris, d&eacute;j&agrave;", id="letters"),
        pytest.param("Note<sup>1</sup> there.", "Note<sup&gt;1</sup&gt; there.", id="half-of-each-tag"),
        pytest.param(
            "<figure>\n  <p>The weir</p>\n</figure>",
            "&lt;figure>\n  &lt;p&gt;The weir</p>\n</figure>",
            id="starts-of-elements",
        ),
        pytest.param('<a href="b" id="c">', "<a href=&quot;b&quot; id=&quot;c&quot;>", id="attributes"),
    ],
)
def test_puts_back_what_nobody_escapes(old: str, new: str) -> None:
    assert repaired(html_entities, f"{PAGE}\n{new}\n", f"{PAGE}\n{old}\n") == f"{PAGE}\n{old}\n"


def test_apostrophes_of_a_person_go_with_one_of_the_base() -> None:
    wanted = f"{PAGE}\nIt isn't open.\n\nWe're going, and it's late.\n"
    base = f"{PAGE}\nIt isn't open.\n"
    assert repaired(html_entities, wanted.replace("'", "&#39;"), base) == wanted
    shown = wanted.replace("it's late", "&#39; is an apostrophe")
    assert repaired(html_entities, shown.replace("isn't", "isn&#39;t"), base) == shown


def test_brackets_alone_wait_for_a_person() -> None:
    base = f"{PAGE}\nThe types are A<T>, B<U>, C<V>.\n"
    assert classes(html_entities, html.escape(base), base) == [Applicability.UNSAFE]


def test_leaves_the_references_of_a_person_in_the_same_file() -> None:
    base = f'{PAGE}\nA&nbsp;B &lt;T&gt; isn\'t "here".\n'
    new = base + "\nAnother &lt;U&gt; and &copy;.\n"
    assert repaired(html_entities, new.replace("'", "&#39;").replace('"', "&quot;"), base) == new


@pytest.mark.parametrize("damage", DAMAGES[:2])
def test_shows_escaped_prose_of_a_new_file(damage: Callable[[str], str]) -> None:
    text = f'{damage(SOUND)}\nBut "this" is not escaped.\n'
    assert classes(html_entities, text) == [Applicability.DISPLAY_ONLY]
    assert classes(html_entities, text, PAGE) == [Applicability.DISPLAY_ONLY]


def test_shows_a_single_apostrophe_inside_a_word() -> None:
    assert classes(html_entities, "It isn&#39;t open.\n") == [Applicability.DISPLAY_ONLY]


@pytest.mark.parametrize("damage", DAMAGES[:2])
def test_undoes_a_new_file_that_is_escaped_throughout(damage: Callable[[str], str]) -> None:
    text = "".join(f"Line {number} isn't \"short\", it's R & D.\n\n" for number in range(6))
    assert repaired(html_entities, damage(text)) == text


def test_leaves_what_another_parent_holds() -> None:
    assert events(html_entities, html.escape(SOUND), SOUND, others=[html.escape(SOUND)]) == []


def test_its_example() -> None:
    sound, damaged = html_entities.EXAMPLE
    assert repaired(html_entities, damaged, sound) == sound
