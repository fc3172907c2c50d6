"""What is done to text without a history: what is mended by default, what is never touched, and what is only said."""

from __future__ import annotations

from functools import cache

import pytest

from weave_fix.decision import AnalysisContext, analyze
from weave_fix.evidence.language.source import LanguageSource
from weave_fix.language.model_file import shipped
from weave_fix.records import Applicability, Document, FilePatch
from weave_fix.vocabulary.lookup import EmptyVocabulary

BEFORE = "The shop on the corner sells bread and cheese. "
AFTER = " Ring the bell if nobody is there."


@cache
def reader() -> LanguageSource:
    """Return what the hook reads English with."""
    return LanguageSource(shipped())


def look(text: str, *, unsafe: bool = False) -> FilePatch:
    """Return what is found in a new file of a repository that knows no word, with `text` inside a paragraph."""
    page = f"# The shop\n\n{BEFORE}{text}{AFTER}\n"
    return analyze(Document("page.md", page.encode(), page), (), AnalysisContext(EmptyVocabulary(), reader(), unsafe))


def mended(text: str, *, unsafe: bool = False) -> str:
    """Return what becomes of `text`."""
    after = look(text, unsafe=unsafe).text_after
    start, end = after.index(BEFORE) + len(BEFORE), after.rindex(AFTER)
    return after[start:end]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        pytest.param("Leave the the keys here.", "Leave the keys here.", id="article"),
        pytest.param("It is a interesting loaf.", "It is an interesting loaf.", id="article-before-a-vowel"),
        pytest.param("Ask an member of staff.", "Ask a member of staff.", id="article-before-a-consonant"),
        pytest.param("The desk is for an user of it.", "The desk is for a user of it.", id="article-before-a-spoken-y"),
        pytest.param("A official list is there.", "An official list is there.", id="article-that-begins"),
        pytest.param("We dont bake and it isnt open.", "We don't bake and it isn't open.", id="lost-apostrophes"),
        pytest.param("The oven has it's own room.", "The oven has its own room.", id="its-own"),
        pytest.param("We say that its been sold.", "We say that it's been sold.", id="its-been"),
        pytest.param("We walk rather then drive.", "We walk rather than drive.", id="rather-than"),
        pytest.param("It takes less then 5 days.", "It takes less than 5 days.", id="less-than"),
        pytest.param("It is for a unknown guest.", "It is for an unknown guest.", id="article-before-un"),
        pytest.param("It is bigger then the old one.", "It is bigger than the old one.", id="comparative"),
        pytest.param("There is tea, and their is a cake.", "There is tea, and there is a cake.", id="there-is"),
        pytest.param("See it for for yourself.", "See it for yourself.", id="preposition-before-a-self"),
        pytest.param("We go go to the market.", "We go to the market.", id="verb-of-a-first-subject"),
        pytest.param("Stop!Do not eat that.", "Stop! Do not eat that.", id="exclamation-of-one-word"),
        pytest.param("Keep on discusssing this.", "Keep on discussing this.", id="three-consonants"),
        pytest.param("In most casses it is what you want.", "In most cases it is what you want.", id="letter-twice"),
        pytest.param("All valuess are kept in the shop.", "All values are kept in the shop.", id="plural-with-s-twice"),
        pytest.param("The shop was lead by two bakers.", "The shop was led by two bakers.", id="led"),
        pytest.param("The oven does not exists.", "The oven does not exist.", id="third-person-behind-not"),
        pytest.param("Each oven implementes a plan.", "Each oven implements a plan.", id="letter-before-an-s"),
        pytest.param(
            "It is said that serverles shops pay.", "It is said that serverless shops pay.", id="one-s-of-two"
        ),
        pytest.param(
            "The Home Assistant is here. Ask the Home Assistant, or have a Home Assitant of your own.",
            "The Home Assistant is here. Ask the Home Assistant, or have a Home Assistant of your own.",
            id="title-of-the-page",
        ),
        pytest.param("It depends on the adress of it.", "It depends on the address of it.", id="letter-once"),
        pytest.param("The bread was droped by them.", "The bread was dropped by them.", id="verb-with-a-letter-once"),
        pytest.param("The bread has a presense there.", "The bread has a presence there.", id="letter-by-sound"),
        pytest.param("It grows upto a size.", "It grows up to a size.", id="turn-of-phrase"),
        pytest.param("They bake and and cook.", "They bake and cook.", id="conjunction"),
        pytest.param("We we baked it twice.", "We baked it twice.", id="pronoun-at-a-beginning"),
        pytest.param("If you you can, come early.", "If you can, come early.", id="pronoun-behind-its-opener"),
        pytest.param("The oven is is not hot.", "The oven is not hot.", id="verb-of-a-plain-subject"),
        pytest.param("It does not not close on Monday.", "It does not close on Monday.", id="negation"),
        pytest.param("The bread is kept in in a basket.", "The bread is kept in a basket.", id="behind-a-passive"),
        pytest.param("The lamp on on the wall is red.", "The lamp on the wall is red.", id="behind-a-thing"),
        pytest.param("You are asked to to wait.", "You are asked to wait.", id="infinitive"),
        pytest.param("The bread goes to to the oven.", "The bread goes to the oven.", id="to-before-an-article"),
        pytest.param("The door will be be painted.", "The door will be painted.", id="be"),
        pytest.param("The key of the of the door is lost.", "The key of the door is lost.", id="two-words"),
        pytest.param("Come early in order to in order to sit.", "Come early in order to sit.", id="three-words"),
        pytest.param("I know that that it is late.", "I know that it is late.", id="that-before-a-subject"),
        pytest.param("The bread had had gone by noon.", "The bread had gone by noon.", id="had-before-a-participle"),
        pytest.param("We recieve the the flour early.", "We receive the flour early.", id="beside-a-typo"),
        pytest.param(
            "She recieved the neccessary infomation there.", "She received the necessary information there.", id="typos"
        ),
        pytest.param(
            "Put teh bread on hte table adn wait.", "Put the bread on the table and wait.", id="turned-letters"
        ),
        pytest.param("The shelf, wich is red, is full.", "The shelf, which is red, is full.", id="lost-letter"),
        pytest.param("THe bread is fresh.", "The bread is fresh.", id="shift-held-down"),
        pytest.param(
            "It opens at nine.Then the bread comes.", "It opens at nine. Then the bread comes.", id="behind-a-stop"
        ),
        pytest.param("Is it open?When does it close?", "Is it open? When does it close?", id="behind-a-question"),
        pytest.param("The bread is sold in </div>slices.", "The bread is sold in slices.", id="closing-tag"),
        pytest.param("The bread is sold <span>in slices.", "The bread is sold in slices.", id="opening-tag"),
        pytest.param("The bread is sold in sli<br/>ces.", "The bread is sold in slices.", id="void-tag-in-a-word"),
        pytest.param("The bread </thing> is fresh.", "The bread is fresh.", id="tag-between-spaces"),
        pytest.param(
            "We sell bread,rolls and cake every day.", "We sell bread, rolls and cake every day.", id="behind-a-comma"
        ),
        pytest.param("Press Enter</kdb> to open it.", "Press Enter to open it.", id="closing-tag-of-nothing"),
        pytest.param("The implemenation is kept there.", "The implementation is kept there.", id="two-letters-lost"),
        pytest.param("Clean it in a propre way there.", "Clean it in a proper way there.", id="typo-in-english"),
        pytest.param("Wait untill it is done.", "Wait until it is done.", id="letter-twice"),
        pytest.param("There are typos here. We recieve it.", "There are typos here. We receive it.", id="near-typos"),
        pytest.param("Recieve it. We recieve it.", "Receive it. We receive it.", id="typo-in-two-cases"),
        pytest.param(
            "We sell:\n\n- a\n  interesting loaf",
            "We sell:\n\n- an\n  interesting loaf",
            id="article-before-an-indentation",
        ),
    ],
)
def test_a_typo_that_nobody_means_is_mended_by_default(text: str, sound: str) -> None:
    assert mended(text) == sound


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("What she bakes bakes slowly.", id="content-verb"),
        pytest.param("Go from a to e and on.", id="letters"),
        pytest.param("It took an hour with a unique and a European cheese.", id="articles-by-sound"),
        pytest.param("It is a one-off, and an SQL book.", id="article-before-one"),
        pytest.param("The price is not known a priori.", id="a-of-a-set-phrase"),
        pytest.param("Bake one more then stop.", id="then-behind-more"),
        pytest.param("You could of course ask.", id="of-course"),
        pytest.param("They know its not unusual smell.", id="its-and-a-quality"),
        pytest.param("We can't say what it's owners want.", id="its-owners"),
        pytest.param("Run the before hook before you sell.", id="name-behind-an-article"),
        pytest.param("It is about baking an selling.", id="an-for-and"),
        pytest.param("The a element and a list stand here.", id="name-of-an-element"),
        pytest.param("She gave its a try.", id="its-behind-a-verb"),
        pytest.param("Say what it is their are trying to bake.", id="their-for-they"),
        pytest.param("If it is bigger then the price is too.", id="then-behind-a-condition"),
        pytest.param("A useful, a universal and a ubiquitous thing.", id="articles-before-a-spoken-y"),
        pytest.param("Bake it until it must of need burn.", id="of-need"),
        pytest.param("Write to the [s]ystem log.", id="first-letter-set-apart"),
        pytest.param("It is kept so. ![[The list]] says more.", id="page-inside-another"),
        pytest.param("When is `close` called?", id="question-about-code"),
        pytest.param("A pointer and its pointer table are one.", id="compound-behind-its-owner"),
        pytest.param("We ask all who can to come.", id="to-behind-an-auxiliary-that-ends"),
        pytest.param("This is no reflect.Value of any kind.", id="dotted-name"),
        pytest.param("MAX\\_TIME(M) says how much is left.", id="function-in-capitals"),
        pytest.param("The only change made is to the price.", id="participle-and-be"),
        pytest.param("The label type is used to type check the labels.", id="verb-of-two-words"),
        pytest.param(
            "The MachinePool is new. Set one on machinepool and patch it.",
            id="name-in-small-letters",
        ),
        pytest.param("The vcluster and the mcluster are other tools.", id="letter-before-a-word"),
        pytest.param("An attribute is a general, free-form metadatum that is read here.", id="singular-of-latin"),
        pytest.param("They want more replayability.", id="word-made-of-two"),
        pytest.param("It has a sharded list.", id="past-of-a-known-verb"),
        pytest.param("It was extensibly written.", id="adverb-of-a-known-word"),
        pytest.param("That makes for a stringly typed list.", id="adverb-of-a-noun"),
        pytest.param("Write to the bakers fora first, and to us then.", id="plural-of-latin-that-reads-as-two-words"),
        pytest.param("It is open.\n\nbread,shop: say how long it takes.", id="names-before-a-colon"),
        pytest.param("The pattern (?P<day>[a-z]+) finds it.", id="group-of-a-regular-expression"),
        pytest.param("It left mmapped file descriptors open when it was done.", id="name-with-its-first-letter-twice"),
        pytest.param("Mend the typo in recieve on the sign at last.", id="typo-that-is-told-of"),
        pytest.param("It is not as acces-\nsible as the old one.", id="word-that-a-line-end-cuts"),
        pytest.param("Format: projec\n    ts/mill of it and of others.", id="word-that-is-cut-without-a-hyphen"),
        pytest.param("The combina... of it was cut off there.", id="word-of-which-the-rest-is-left-out"),
        pytest.param("See what may be found\\nto be helpful in it.", id="line-end-of-a-program"),
        pytest.param("So:\n\n  pevent        A library for reading it.", id="name-before-what-it-is"),
        pytest.param("Use the my-recieve-parser for the orders.", id="name-of-parts-with-hyphens"),
        pytest.param("Load the file log_recieved.vim before it.", id="name-of-parts-with-low-lines"),
        pytest.param(
            "The curses library (curses and cursesX are also read) is old.", id="name-with-a-capital-behind-it"
        ),
        pytest.param("Wait for the :prompt before the next one.", id="colon-before-a-name"),
        pytest.param("See L<bread> and C<shove> for more of it.", id="names-in-angle-brackets"),
        pytest.param(
            'They are the same ("one loaf","two loaves and a half") in the list.', id="quoted-items-without-spaces"
        ),
        pytest.param("It has the keys index,view,variable,table and no others.", id="many-items-without-spaces"),
        pytest.param("Bim (Bread IMproved) is a list of loaves that people read.", id="capitals-that-spell-an-acronym"),
        pytest.param("A number that is known not to equal zero is kept.", id="infinitive-behind-not"),
        pytest.param("Once baked the loaf turns into a meal.", id="clause-without-a-comma"),
        pytest.param("Set the name of the default goal make will use if none is given.", id="subject-and-auxiliary"),
        pytest.param("It reads <tag attrib>text<child/>...</tag>tail in the file.", id="tag-among-tags"),
        pytest.param("We need to massage the options into the correct format.", id="rare-word-beside-a-common-one"),
        pytest.param("It is open.\n\n>>> from a import bread as loaf", id="line-of-an-interpreter"),
        pytest.param(
            "It is open.\n\n_closere - line that must be followed by a dedent.", id="name-with-a-low-line-before-it"
        ),
        pytest.param(
            "It is open.\n\ndimension,double complex,double precision,end,external,function,integer",
            id="list-without-spaces",
        ),
        pytest.param("It is open.\n\nroots : Return the roots of a polynomial.", id="label-before-a-colon"),
        pytest.param("It is in lib/bread<version>/loaves now.", id="part-of-a-path"),
        pytest.param(
            "The behavior of globalns and localns is counterintuitive.", id="names-with-a-letter-before-their-s"
        ),
        pytest.param(
            "In the case of an option (`A|B|C)' and `D'), there is one for `A`, one for `B`and one for `C`.",
            id="quotation-marks-of-tex-among-code",
        ),
        pytest.param("It is open.\n\nto points `(x, y)` of the list.", id="rest-of-a-sentence"),
        pytest.param("Use the +people at the top of the list.", id="plus-before-a-name"),
        pytest.param("Nobody likes his flim-flam, or his chit-chat.", id="word-said-again-with-another-vowel"),
        pytest.param("What it does does not matter.", id="does"),
        pytest.param("Those who will will find it.", id="will"),
        pytest.param("All the good she did did not help.", id="did"),
        pytest.param("The cakes you are are not the cakes you eat.", id="are"),
        pytest.param("What the price is is a secret.", id="is"),
        pytest.param("She is the one we gave the key to to open it.", id="to"),
        pytest.param("It is the trick bakers turn to to save an hour.", id="to-behind-a-verb"),
        pytest.param("The tools the apprentices hold on\nto to look busy are few.", id="to-on-two-lines"),
        pytest.param("The house we live in in winter is warm.", id="in"),
        pytest.param("The baker had had no sleep.", id="had"),
        pytest.param("I think that that loaf is old.", id="that"),
        pytest.param("It was a very very long queue.", id="very"),
        pytest.param("No no no, she said.", id="three-times"),
        pytest.param("They went to Pago Pago by boat.", id="name"),
        pytest.param("The chow chow barks at the aye-aye.", id="animals"),
        pytest.param("The drik drik is a drink.", id="unknown-word"),
        pytest.param("Press **Press here** to start.", id="label-in-bold"),
        pytest.param("Open [Open orders](a.md) and count.", id="label-of-a-link"),
        pytest.param("It was sooo good, pleeease come.", id="drawn-out"),
        pytest.param('Never write "in in" on the sign.', id="quoted-double"),
        pytest.param('The sign says "freash bred" in red.', id="quoted-typos"),
        pytest.param('They call it "sUper" there.', id="quoted-case"),
        pytest.param("- Mended the typos (recieve, seperate) on the sign.", id="list-of-typos"),
        pytest.param("A common slip is *recieve*, they say.", id="word-in-italics"),
        pytest.param("The ferritin and the selectin were low.", id="proteins"),
        pytest.param("A peroneal or a sural nerve was cut.", id="medicine"),
        pytest.param("The steeking of the selvedge took a day.", id="craft"),
        pytest.param("A rewash needs a new prebake.", id="made-words"),
        pytest.param("You find the bread the basket of the shop.", id="missing-word"),
        pytest.param("The (side door is closed.", id="lost-bracket"),
        pytest.param("See the list [of prices on the wall.", id="lost-square-bracket"),
        pytest.param("The key is bWFyeSBoYWQgYSBsaXR0bGU= in there.", id="encoded"),
        pytest.param("It matches ^[a-z]+\\d+$ and no more.", id="pattern"),
        pytest.param("Ask @jhonbaker about it, or write to #genral.", id="handles"),
        pytest.param("The colour is bedfa7 in the plan.", id="hexadecimal"),
        pytest.param("Look into recieve.py and setings.json there.", id="files"),
        pytest.param("The talk is by Ines Teh of the club.", id="name-like-a-typo"),
        pytest.param("Press <kbd>Enter</kbd> or write <b>no</b> there.", id="tags-with-partners"),
        pytest.param("The first line ends<br/>\nand the second begins.", id="line-break"),
        pytest.param("If the oven prints E<code>, look it up.", id="placeholder"),
        pytest.param("Call time.After or string.Format in it.", id="names-with-a-dot"),
        pytest.param("It stands <!-- for now -->\n> in the corner.", id="end-of-a-comment"),
        pytest.param("It wants a _(street,number)_ pair there.", id="tuple"),
        pytest.param("They sue you for a loaf without salt.", id="word-like-a-turned-one"),
        pytest.param("The transpilations of the recipes are dated.", id="noun-of-a-rare-verb"),
        pytest.param("Some loaves seem to be to small for that.", id="to-for-too"),
        pytest.param("For your own bread, or rolls, ask the baker.", id="said-aside"),
        pytest.param("Press <kbd>Enter</kdb> to open it.", id="tag-with-a-misspelled-partner"),
        pytest.param("He paid for the roomd irectory there.", id="space-in-the-wrong-place"),
        pytest.param("We sell bread (rye),  e.g. the dark one.", id="two-spaces-behind-a-mark"),
        pytest.param("Le pain est propre, et tout le monde le mange dans la rue.", id="french"),
        pytest.param("When we gave variable a value, it rose.", id="two-objects"),
        pytest.param("We could of baked it at home.", id="could-of"),
        pytest.param("We should of asked the baker first.", id="should-of"),
        pytest.param("The modal is new. It is in modales and other things that we have.", id="like-a-word-of-the-page"),
        pytest.param("It has bread for testling ovens that you have.", id="name-with-a-letter-more"),
        pytest.param("Use `send` to produce to several topics at once.", id="to-whom"),
        pytest.param("The [testling oven](https://testling.example) is what they have.", id="name-of-a-host"),
    ],
)
def test_what_a_person_may_mean_stays_by_default(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("What it does does not matter.", id="does"),
        pytest.param("The house we live in in winter is warm.", id="in"),
        pytest.param("It is a very very long queue.", id="very"),
        pytest.param("The (side door is closed.", id="lost-bracket"),
        pytest.param("It is a hangry dog.", id="odd-typo"),
        pytest.param("It lists fillings, rye loaves, loaves, and rolls.", id="next-of-a-list"),
        pytest.param("Copies each loaf of %from_to to its place.", id="end-of-a-name"),
        pytest.param("Read shelves ( SHOP [, LOAVES [, CAKES ] ] ) for it.", id="usage-of-a-function"),
        pytest.param("Any use'd oven is listed, and a require'd one.", id="participle-of-a-name"),
        pytest.param("It uses letters of the class [-_a-zA-Z] only.", id="class-of-letters"),
        pytest.param("Set an alias A in terms of another alias B of the shop. A loaf is there.", id="name-of-a-letter"),
        pytest.param("The option c<allow_rolls> is set in the shop.", id="what-a-letter-stands-for"),
        pytest.param("It keeps the lines when reindenting the list.", id="prefix-of-a-seldom-word"),
        pytest.param("It bakes the &loaf as its own list.", id="sign-before-a-name"),
        pytest.param("It is given.\n\na\tall loaves of the shop", id="key-with-a-tab"),
        pytest.param("Set it to R|W for each of the ovens.", id="one-of-two-letters"),
        pytest.param("It is a list of (name,price) pairs that we keep.", id="names-in-brackets"),
        pytest.param("The legend is here.\n\n- ||--o{ : one to many", id="signs-of-a-plan"),
        pytest.param("Say where it is (file:line of the list) for each.", id="parts-of-a-place"),
        pytest.param("It shapes the documentation suite's list of files for you.", id="owner-that-is-a-word"),
        pytest.param("It is for configuration of transpilation without extra work.", id="two-typos"),
        pytest.param("**L**inear\\\n**I**nteger\\\n**N**on-linear", id="letters-set-off"),
        pytest.param("Note that importing *sub*packages is slow.", id="part-of-a-word-set-off"),
        pytest.param("It is made by thi.ng/bread for you.", id="host-with-a-path"),
        pytest.param("Write to the loaves.blogspot.com site of the shop.", id="part-of-an-address"),
        pytest.param("Turn on the greyscale look of the page.", id="compound-near-another-spelling"),
        pytest.param('The sign says "freash bred" in red.', id="quoted"),
        pytest.param("They went to Pago Pago by boat.", id="name"),
        pytest.param("The inputbox has a livereload.", id="compounds"),
        pytest.param("Mutations of the topologymutation kind are made.", id="compound-of-seldom-words"),
        pytest.param("We could of baked it at home.", id="could-of"),
        pytest.param("The list is updated for (micro)performance and code hygiene.", id="part-that-may-be-left-out"),
        pytest.param(
            "The value in $s isa list, that in $g isa map, and $a isa loaf.", id="word-that-the-page-has-thrice"
        ),
        pytest.param("The Regular Modified Functions I_n are not there.", id="index-of-a-function"),
        pytest.param("Add -z common/-z nocommon options for the list.", id="value-of-an-option"),
        pytest.param("It is open.\n\ndevice The name of the device to open.", id="label-of-a-definition"),
        pytest.param("It is the list of lists of key,value pairs that it found.", id="pair"),
        pytest.param("As for http2time, it parses the other formats.", id="name-with-a-digit"),
        pytest.param("It holds <# of sound frames> and <size> of them.", id="placeholder"),
        pytest.param("Ask the through baker. **Through Baker** is what you have.", id="term-with-a-preposition"),
        pytest.param("It is `bake {\n    BREAD,\n}` that you have.", id="bracket-of-code-of-several-lines"),
        pytest.param("The chayns-ovens are `@chayns-ovens/door` that you have.", id="name-in-code-and-a-hyphen"),
        pytest.param("Cut a piece of length length_of_bread that you have.", id="thing-with-its-name"),
        pytest.param("Run it with -Wstrict-overflow and what you have.", id="option-of-a-program"),
        pytest.param("Take useOven from the kitchen that you have.", id="words-joined-as-programs-join-them"),
        pytest.param("It is a `select`-xcellent shop.", id="word-behind-code-and-a-hyphen"),
        pytest.param("A mbox is there, and more mboxes are what you have.", id="plural-of-a-word-of-the-page"),
        pytest.param("It is the Kullback-Leibler distance that they have.", id="second-of-two-names"),
        pytest.param("Ask Benjamin of the shop, or Benjamin of the mill, or Benjamn, what you have.", id="like-a-name"),
        pytest.param("Ask the Home Assitant of the shop what you have there.", id="title-that-may-be-a-name"),
        pytest.param("They preload it or preconnect to what you have.", id="word-with-a-prefix"),
        pytest.param("See <code>[oven-door](#oven-door)</code> of it.", id="target-of-a-link"),
        pytest.param("If the `section' is not there, it gives `none' back.", id="quotation-marks-of-tex"),
    ],
)
def test_some_things_stay_even_with_unsafe(text: str) -> None:
    assert mended(text, unsafe=True) == text


def test_a_finding_is_called_the_same_whether_unsafe_repairs_are_made_or_not() -> None:
    text = "She recieved teh bread old in the old basket, and it it was warm, though though the oven cold was."
    default, unsafe = look(text), look(text, unsafe=True)
    called = {(fix.candidate.edits, fix.applicability) for fix in (*default.applied, *default.unapplied)}
    safe = {one for one in called if one[1] is Applicability.SAFE}
    assert safe
    assert safe <= {(fix.candidate.edits, fix.applicability) for fix in unsafe.applied}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "\n\n## News\n\nA\n\n## Olds\n\nB\n\n## Bread\n\nWe made these changes:\n### Rolls\n\nC\n\n"
            "### Cakes\n\nD\n\n",
            id="heading-behind-a-colon",
        ),
        pytest.param(
            "\n\n- Go to the cellar for a moment, e.g.\n\n      # do this in the shop\n      (cd /cellar; look)\n"
            "      # go on in the shop\n\n- Come back.\n\n",
            id="comments-of-code-in-a-list",
        ),
        pytest.param(
            "\n\n- the name of the loaf, which may be as long as you like (ASCII),  e.g. `rye` or `oats` or more\n"
            "- its age,\n  in days\n\n",
            id="two-spaces-in-an-item",
        ),
    ],
)
def test_lines_stay_as_they_are_parted(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("values", "sound"),
    [
        pytest.param(
            'title: "How the bakery is run by two recieving clerks"',
            'title: "How the bakery is run by two receiving clerks"',
            id="title-in-quotes",
        ),
        pytest.param(
            "about: >\n  The bread is baked by two people\n  and their custommers.",
            "about: >\n  The bread is baked by two people\n  and their customers.",
            id="lines-that-go-on",
        ),
    ],
)
def test_misspelled_words_in_sentences_of_front_matter_are_mended(values: str, sound: str) -> None:
    page = f"---\n{values}\n---\n\n# The shop\n\n{BEFORE}{AFTER}\n"
    found = analyze(Document("page.md", page.encode(), page), (), AnalysisContext(EmptyVocabulary(), reader()))
    assert found.text_after == page.replace(values, sound)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("title: Our custommers", id="name"),
        pytest.param("tags: bread, cheese, custommers, recieving, corner shop", id="keywords"),
        pytest.param("slug: how-the-bakery-is-run-by-custommers", id="key"),
        pytest.param("about: The bread is baked by by two people in the shop", id="word-said-twice"),
        pytest.param("about: The bread is bakedby two people in the shop", id="lost-space"),
        pytest.param("about: The bread is baked by two people in,the shop", id="mark"),
        pytest.param("# the bread is baked by our custommers in the shop", id="comment"),
    ],
)
def test_the_rest_of_front_matter_is_left_to_programs(values: str) -> None:
    page = f"---\n{values}\n---\n\n# The shop\n\n{BEFORE}{AFTER}\n"
    context = AnalysisContext(EmptyVocabulary(), reader(), unsafe=True)
    found = analyze(Document("page.md", page.encode(), page), (), context)
    assert (found.text_after, found.unapplied) == (page, ())


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        pytest.param("Jonatan Milewski's thesis is here.", False, id="before-another-name"),
        pytest.param("Jonatan, the old baker, has his thesis here.", True, id="alone"),
    ],
)
def test_a_name_that_is_spelled_otherwise_before_a_family_name_stays(text: str, is_shown: bool) -> None:
    found = look(f"The list is kept by a baker. {text}")
    assert [fix.candidate.edits[0].after for fix in found.unapplied] == ["Jonathan"] * is_shown
