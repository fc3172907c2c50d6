"""What is done to whole pages without a history, where what stands elsewhere on the page decides."""

from __future__ import annotations

import pytest

from weave_fix import fix_text


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "In fact, that shouldn't be that confusing, since there are two of them.\n", id="that-says-how-much"
        ),
        pytest.param(
            "(provided by OvenJS), the `bake(..)` function is executed, passing to it any other module instances "
            "declared as dependencies.\n",
            id="what-is-passed-to-it",
        ),
        pytest.param("A common way the old spread is used is for making copies:\n", id="way-that-it-is-used"),
        pytest.param(
            'It is slow and is not currently being maintained.  In future a "Bread Box" reference shop built on bread '
            "will replace it.\n",
            id="in-future",
        ),
        pytest.param("Note that the comparisons are case-INsensitive.\n", id="stress-on-the-opposite"),
        pytest.param("The loaf stops the debuggee. It is passed verbatim\nto the debuggee.\n", id="to-whom-it-is-done"),
        pytest.param("This is an alias for **rye,oats,all**, and the same as the usual loaf.\n", id="set-off-as-one"),
        pytest.param("This setting adds\n**-Wl,-z,now**\nto **LDFLAGS**.\n", id="option-with-commas"),
        pytest.param("The option is used first. If used this option must\nprecede any other option.\n", id="if-used"),
        pytest.param("If FORMAT is FORMAT1<newline>FORMAT2, then FORMAT1 is for old loaves.\n", id="between-two-names"),
        pytest.param("The format of the files allows them to be mmaped at any time.\n", id="mapped-by-a-call"),
        pytest.param("It compares a (c)ommit and the (w)ork tree, and an (o)bject with it.\n", id="letter-in-brackets"),
        pytest.param("The bread is from systemd-importd, and can be used by importd.\n", id="part-of-systemd"),
        pytest.param("For example:\n**ps -eo pid,user,args --sort user**\nis a command.\n", id="three-names"),
        pytest.param("It has the kinds (default:\nmode,owner,times), if possible.\n", id="three-names-in-brackets"),
        pytest.param(
            "Both are set to 1 to check that p,q and g are valid, and that q is odd.\n", id="comma-between-letters"
        ),
        pytest.param("The half-open interval [i, i+n) is empty.\n", id="sum-of-letters"),
        pytest.param(
            "- susp CHAR:\n  CHAR will stop it\n\n- swtch CHAR:\n  CHAR will switch to another\n", id="label-of-a-key"
        ),
        pytest.param("Memory in this shop is more likely to be able to be offlined again.\n", id="done-to-it"),
        pytest.param("**Note:**Avoid this bread on the shelf because it is visible.\n", id="label-in-bold"),
        pytest.param(
            "The oven allows you to get rid of them.\nWithout option this is a friendly\nrequest: please go away.\n",
            id="without-it-this-is",
        ),
        pytest.param("Call **bake --usages bread,other /dev/oven1** then.\n", id="command-in-bold"),
        pytest.param(
            "The numbered bread:\n\n- old, nil:\n  numbered if numbered bread exists\n", id="what-a-label-says"
        ),
        pytest.param("It has algorithmical ways to bake the bread.\n", id="adjective-of-a-listed-adverb"),
        pytest.param("For security reasons, the\n*!command*\nform is not taken here.\n", id="negated-in-italics"),
        pytest.param(
            "The percentage of contiguous\nfree blocks of size and of alignment\n*chunk_kb*\nis reported.\n",
            id="said-of-both",
        ),
        pytest.param("The **HEAD@{1}** is a name for the commit that **HEAD** was.\n", id="revision"),
        pytest.param("It turns a line feed from the terminal into CR+LF.\n", id="names-with-a-plus"),
        pytest.param(
            "The *<bread>* element.\n\nSay in<loafhelper/>which oven it is.\n\nIts<loafhelper/>is told of again.\n",
            id="element-that-is-told-of",
        ),
        pytest.param("See also the pages **seperate**(3) and *recieve*(2) of the manual.\n", id="pages-of-a-manual"),
        pytest.param(
            "Give it `-d` or -d[=raw,=seperate,=info], and it shows the bread.\n", id="what-an-option-is-set-to"
        ),
        pytest.param(
            "## Contents\n\n- [Opening huors of the shop](#opening-huors-of-the-shop)\n\n"
            "## Opening huors of the shop\n\nWe open at nine, and the bread is warm.\n",
            id="heading-with-a-link-to-it",
        ),
        pytest.param(
            "# Les pains\n\nNous avons du pain dans la boutique, et le four est chaud.\n\n"
            "> Note\n> Le four ne donne pas les ressources. Les photos sont visibles.\n",
            id="word-of-another-language",
        ),
    ],
)
def test_a_page_stays_even_with_unsafe(page: str) -> None:
    assert fix_text(page, unsafe=True) == page


@pytest.mark.parametrize(
    ("page", "sound"),
    [
        pytest.param(
            "## Contents\n\n- [Bread](#bread)\n\n## Opening huors of the shop\n\nWe open at nine, and it is warm.\n",
            "## Contents\n\n- [Bread](#bread)\n\n## Opening hours of the shop\n\nWe open at nine, and it is warm.\n",
            id="heading-without-a-link-to-it",
        ),
        pytest.param(
            "- [Baking](#how-to-recieve)\n\n## Bread\n\nThe customers recieve it from nine on, and it is warm.\n",
            "- [Baking](#how-to-recieve)\n\n## Bread\n\nThe customers receive it from nine on, and it is warm.\n",
            id="text-below-a-heading-with-a-link-to-it",
        ),
        pytest.param(
            "Le four est chaud, et les pains sont dans la boutique. Le prix est pour les clients.\n\n"
            "You can see all the ressources of the shop there, and that is what we have.\n",
            "Le four est chaud, et les pains sont dans la boutique. Le prix est pour les clients.\n\n"
            "You can see all the resources of the shop there, and that is what we have.\n",
            id="passage-in-this-language-of-a-page-in-another",
        ),
        pytest.param(
            "You can ring the bell to get mo?re bread.\n", "You can ring the bell to get more bread.\n", id="more"
        ),
        pytest.param("That is what the shop wa?s for.\n", "That is what the shop was for.\n", id="was"),
        pytest.param("It is a<n old shop of the town.\n", "It is an old shop of the town.\n", id="article"),
        pytest.param("A|n old shop is in the town.\n", "An old shop is in the town.\n", id="article-that-begins"),
    ],
)
def test_a_page_is_mended_by_default(page: str, sound: str) -> None:
    assert fix_text(page) == sound
