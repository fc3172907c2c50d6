from __future__ import annotations

import pytest

from tests.evidence.history.intent.looks import SURE, is_left, verdict
from weave_fix.evidence.history.intent.reasons import Intent, Reason

INTENDED = [
    pytest.param("Read `hive_weight`.", "Read `hive_weigt`.", id="slip-in-the-only-one-in-code"),
    pytest.param(
        "Set `hive_weigt`, `hive_weight`, `hive_weight`.",
        "Set `hive_weigt`, `hive_weigt`, `hive_weight`.",
        id="all-renamed-in-code",
    ),
    pytest.param("Set `hive_frame`, `hive_frame`.", "Set `hive_frames`, `hive_frame`.", id="plural-in-code"),
    pytest.param("Set `hive_frame`, `hive_frame`.", "Set `hive_flame`, `hive_frame`.", id="known-word-in-code"),
    pytest.param("Set `hive_create`, `hive_create`.", "Set `hive_creat`, `hive_create`.", id="ending-cut-in-code"),
    pytest.param("Set `frameList`, `frameList`.", "Set `frmeList`, `frameList`.", id="camel-case-in-code"),
    pytest.param("Ask Anderson, not Anderson.", "Ask Andersson, not Anderson.", id="another-person-of-the-name"),
    pytest.param("The key hangs in Berlin.", "The key hangs in Bremen.", id="name-of-a-city"),
    pytest.param("Ask Katrin before noon.", "Ask Torsten before noon.", id="name-of-a-person"),
    pytest.param("The lamp is an Ikea one.", "The lamp is an Osram one.", id="name-of-a-product"),
    pytest.param("Use the hiveTool for it.", "Use the combCutter for it.", id="identifier"),
    pytest.param("It costs five crowns a jar.", "It costs five zloty a jar.", id="currency"),
    pytest.param(
        "Paint the boxes in a bright color.", "Paint the boxes in a bright colour.", id="british-for-american"
    ),
    pytest.param("Organise the shed first.", "Organize the shed first.", id="american-for-british"),
    pytest.param("We store the frames in the cellar.", "We store the frames in the larder.", id="plain-word"),
    pytest.param("Open the lid by hand.", "Open the flap by hand.", id="shorter-word"),
    pytest.param("The file is `frames.csv`.", "The file is `combs.csv`.", id="file-in-a-code-span"),
    pytest.param("Read [the plan](plan.md).", "Read [the plan](map.md).", id="link-target"),
    pytest.param("It takes 30 minutes.", "It takes 45 minutes.", id="number"),
    pytest.param("Version 2.4.1 is kept.", "Version 3.0.0 is kept.", id="version"),
    pytest.param("Due on 2024-03-01.", "Due on 2025-11-30.", id="date"),
    pytest.param("See `docs/hive.md`.", "See `guides/hive.md`.", id="path"),
    pytest.param("They leave their keys.", "They leave there once a year.", id="there-for-their-with-another-clause"),
    pytest.param("It has a lid.", "It has an old lid.", id="article-of-another-word"),
    pytest.param("It is heavier than wood.", "It is heavier, then wood.", id="then-in-a-list"),
    pytest.param("The yield was 5 kg.", "The t was 5 kg.", id="symbol-for-a-word"),
    pytest.param("Two bees are here.", "Two b are here.", id="letter-for-a-short-word"),
    pytest.param("It is a Warre hive.", "It is a Warree hive.", id="name-one-letter-longer"),
    pytest.param("Ask Benjamin. See Benjamin.", "Ask Bemanjin. See Bemanjin.", id="name-replaced-everywhere"),
    pytest.param("Ask Benjamin at noon.", "Ask Bimanjen at noon.", id="name-that-stands-nowhere-else"),
    pytest.param("Ask Katrina. See Katrina.", "Ask Katirna. See Katrina.", id="name-like-another"),
    pytest.param("They recived it late.", "They receved it late.", id="typo-mended-with-another"),
    pytest.param("Come on Sunday at noon.", "Come on Monday at noon.", id="another-day"),
    pytest.param(
        "See [the plan][2] first.\n\n[2]: plan.md",
        "See [the plan][3] first.\n\n[2]: plan.md\n[3]: map.md",
        id="reference-with-a-new-definition",
    ),
    pytest.param("See [the plan][2] first.", "See [the plan][31] first.", id="reference-defined-nowhere"),
    pytest.param(
        "See [the plan][2], [again][2].\n\n[2]: plan.md",
        "See [the plan][3], [again][2].\n\n[2]: plan.md",
        id="reference-of-two",
    ),
    pytest.param(
        "See [the plan][hive] first.\n\n[hive]: plan.md",
        "See [the plan][tools.smoker] first.\n\n[hive]: plan.md",
        id="reference-to-something-else",
    ),
    pytest.param(
        "Take item [2] first.\n\n[2]: plan.md", "Take item [31] first.\n\n[2]: plan.md", id="number-in-brackets"
    ),
]
BROKEN = [
    pytest.param(
        "We are back in September for it.", "We are back in Smteebper for it.", Reason.SHUFFLED, id="month-shuffled"
    ),
    pytest.param(
        "See [the plan][2] first.\n\n[2]: plan.md",
        "See [the plan][31] first.\n\n[2]: plan.md",
        Reason.DEFINITION_LOST,
        id="number-of-a-reference",
    ),
    pytest.param(
        "It is heavy.[^2] Lift it.\n\n[^2]: By two.",
        "It is heavy.[^27] Lift it.\n\n[^2]: By two.",
        Reason.DEFINITION_LOST,
        id="number-of-a-footnote",
    ),
    pytest.param(
        "See [the plan][hive] first.\n\n[hive]: plan.md",
        "See [the plan][hvie] first.\n\n[hive]: plan.md",
        Reason.DEFINITION_LOST,
        id="typo-in-a-label",
    ),
    pytest.param(
        "Set `hive_weight`, `hive_weight`.", "Set `hive_weigt`, `hive_weight`.", Reason.MISSPELLED, id="in-code"
    ),
    pytest.param(
        "Read Docker, and Docker.", "Read Docxker, and Docker.", Reason.MISSPELLED, id="in-a-name-that-is-a-word"
    ),
    pytest.param("A smoker calms them.", "A smokeer calms them.", Reason.MISSPELLED, id="letter-doubled"),
    pytest.param("The frames are heavy.", "The frmaes are heavy.", Reason.SHUFFLED, id="letters-exchanged"),
    pytest.param("The entrance is narrow.", "The entrnace is narrow.", Reason.SHUFFLED, id="letters-shuffled"),
    pytest.param(
        "A neighbour complained once.", "A niehguobr complained once.", Reason.SHUFFLED, id="many-letters-shuffled"
    ),
    pytest.param(
        "Bring the smoker with you.", "Bring teh smoker with you.", Reason.FUNCTION_WORD, id="function-word-shuffled"
    ),
    pytest.param(
        "The keepers leave their bags here.", "The keepers leave there bags here.", Reason.CONFUSED, id="their"
    ),
    pytest.param("It is heavier than the old one.", "It is heavier then the old one.", Reason.CONFUSED, id="than"),
    pytest.param("It is an old hive.", "It is a old hive.", Reason.CONFUSED, id="an"),
    pytest.param("It is a new hive.", "It is an new hive.", Reason.CONFUSED, id="a"),
    pytest.param("We could have asked.", "We could of asked.", Reason.CONFUSED, id="have"),
    pytest.param("They lose their way home.", "They loose their way home.", Reason.CONFUSED, id="lose"),
    pytest.param("Make the decision in spring.", "Make the d in spring.", Reason.CUT, id="first-letter-left"),
    pytest.param("The winter is long.", "The wintre is long.", Reason.MISSPELLED, id="end-exchanged"),
    pytest.param("The winter is long.", "The w\u0456nter is long.", Reason.OTHER_SCRIPT, id="cyrillic-letter"),
    pytest.param("The colony is strong.", "The c\u03bfl\u03bfny is strong.", Reason.OTHER_SCRIPT, id="greek-letters"),
    pytest.param("A swarm is quiet.", "A swrm is quiet.", Reason.MISSPELLED, id="letter-missing"),
    pytest.param(
        "The temperature matters.", "The temperatre matters.", Reason.MISSPELLED, id="letter-missing-in-a-long-word"
    ),
    pytest.param("The temperature matters.", "The tempeture matters.", Reason.LETTERS_MISSING, id="letters-missing"),
    pytest.param("Ask them via the list.", "Ask them xvia the list.", Reason.FUNCTION_WORD, id="letter-before-via"),
    pytest.param("Some honey crystallises.", "Some hooney crystallises.", Reason.MISSPELLED, id="vowel-doubled"),
    pytest.param("Good weather helps.", "Good weathr helps.", Reason.MISSPELLED, id="vowel-missing"),
    pytest.param(
        "Ask Benjamin. The keys of Benjamin hang here.",
        "Ask Benjamin. The keys of Bimanjen hang here.",
        Reason.SHUFFLED,
        id="name-shuffled-once",
    ),
    pytest.param("The colony survived.", "The coxyz#y survived.", Reason.NOISE_IN_WORD, id="noise-inside"),
    pytest.param("The colony survived.", "The col#%!ny survived.", Reason.NOISE_IN_WORD, id="marks-inside"),
]


@pytest.mark.parametrize(("before", "after"), INTENDED)
def test_what_a_person_writes_is_intended(before: str, after: str) -> None:
    assert is_left(verdict(before, after))
    assert is_left(verdict(before, after, score=SURE))


@pytest.mark.parametrize(("before", "after", "reason"), BROKEN)
def test_what_nobody_writes_is_broken(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == reason.broken


RARE = [
    pytest.param("These experiments are old.", "These experi are old.", Reason.CUT, id="end-cut-off"),
    pytest.param("These experiments are old.", "These riments are old.", Reason.CUT, id="beginning-cut-off"),
    pytest.param("Now write it down.", "Now wite it down.", Reason.RARE_WORD, id="listed-word-a-letter-off"),
    pytest.param(
        "The maintenance takes a day.", "The maintainance takes a day.", Reason.MAYBE_MISSPELLED, id="two-typos"
    ),
]


@pytest.mark.parametrize(("before", "after", "reason"), RARE)
def test_what_may_be_either_hangs_on_the_fitted_decision(before: str, after: str, reason: Reason) -> None:
    assert verdict(before, after) == verdict(before, after, score=SURE) == reason.open


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_misspelled_function_word_is_no_style_however_often_it_stands(times: int) -> None:
    before = " ".join(["Take the lid off."] * times)
    assert verdict(before, before.replace("the", "teh", 1)).intent is Intent.BROKEN
