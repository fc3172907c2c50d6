"""What becomes of a text by default: a text in, a text out, and how far its repair may go.

`NEW` are sentences of a page that nobody has committed yet, `EDITED` changes of one that is committed, `PAGES` pages
that a tool has spoiled; the examples of the README are rows too, `readme_rows.py` reads them. Each row is
`(id, signature, class, text, sound[, base])`: the class is `safe` (repaired by default), `unsafe` (with `--unsafe`),
`shown` (reported) or `nothing`; what is not repaired has no `sound`. Where the result is wrong today, `WRONG` has the
row's id with the reason.
"""

from __future__ import annotations

from typing import NamedTuple

SAFE, UNSAFE, SHOWN, NOTHING = "safe", "unsafe", "shown", "nothing"


class Row(NamedTuple):
    """One text, and what has to become of it."""

    id: str
    signature: str
    """The signature that names the finding; empty where there is none."""
    wanted: str
    text: str
    sound: str = ""
    """The text with its repair made; empty: as it is."""
    base: str | None = None
    """The text before; None: the file is new."""


DELETE_SPACE = "delete_whitespace_character"
DOUBLE = "duplicate_word"
SWAP = "adjacent_word_swap"
MARK = "insert_punctuation"
CHAR = "insert_printable_ascii_character"
SHUFFLE = "shuffle_word_middle"
TYPO = "misspelled_word"
CASE = "swap_capitalization"
TAG = "insert_spurious_html_xml_tag"
GIBBERISH = "substring2gibberish"
DELETE = "delete_substring"
HALVES = "adjacent_substring_swap"
SPANS = "swap_substrings"
FOREIGN = "transpose_substrings"
NUMBER = "random_number_replacement"

NEW = [
    Row(
        "space-after-article",
        DELETE_SPACE,
        SAFE,
        "We opened thewindow to let the smoke out.",
        "We opened the window to let the smoke out.",
    ),
    Row(
        "space-between-verb-and-article",
        DELETE_SPACE,
        SAFE,
        "Please closethe gate behind you.",
        "Please close the gate behind you.",
    ),
    Row(
        "space-after-comma",
        DELETE_SPACE,
        SAFE,
        "Bring a lamp,a rope and some bread.",
        "Bring a lamp, a rope and some bread.",
    ),
    Row(
        "space-after-stop",
        DELETE_SPACE,
        SAFE,
        "The well is deep.The rope is short.",
        "The well is deep. The rope is short.",
    ),
    Row("space-of-preposition", DELETE_SPACE, SAFE, "The keys are inthe drawer.", "The keys are in the drawer."),
    Row(
        "space-before-of",
        DELETE_SPACE,
        SAFE,
        "At the end ofthe street is a bakery.",
        "At the end of the street is a bakery.",
    ),
    Row(
        "space-between-long-words",
        DELETE_SPACE,
        SAFE,
        "The gardener plantedpotatoes in April.",
        "The gardener planted potatoes in April.",
    ),
    Row("space-in-a-name", "", NOTHING, "Open JavaScript and TypeScript files in the editor."),
    Row("compound-that-is-one-word", "", NOTHING, "The bookshelf stands beside the fireplace."),
    Row("path-without-spaces", "", NOTHING, "Copy it to src/lib.rs and run make.all twice."),
    Row(
        "doubled-article", DOUBLE, SAFE, "She opened the the door of the stable.", "She opened the door of the stable."
    ),
    Row(
        "doubled-conjunction",
        DOUBLE,
        SAFE,
        "Salt and and pepper stand on the table.",
        "Salt and pepper stand on the table.",
    ),
    Row("doubled-preposition", DOUBLE, UNSAFE, "The cat sleeps on on the sofa.", "The cat sleeps on the sofa."),
    Row("doubled-infinitive", DOUBLE, SAFE, "They want to to build a bridge.", "They want to build a bridge."),
    Row("doubled-verb", DOUBLE, SAFE, "The soup is is too hot to eat.", "The soup is too hot to eat."),
    Row(
        "doubled-pair",
        DOUBLE,
        SAFE,
        "At the bottom of the of the hill is a pond.",
        "At the bottom of the hill is a pond.",
    ),
    Row("doubled-noun-is-not-seen", "", NOTHING, "Paint the fence fence before the winter."),
    Row(
        "word-again-behind-an-article",
        DOUBLE,
        UNSAFE,
        "The cat and the and dog sleep here.",
        "The cat and the dog sleep here.",
    ),
    Row("preposition-again", DOUBLE, SAFE, "Wait for the for ferry at the pier.", "Wait for the ferry at the pier."),
    Row("emphasis-stays", "", NOTHING, "It was a very, very long way to the lighthouse."),
    Row("had-had-stays", "", NOTHING, "By noon they had had enough of the rain."),
    Row("that-that-stays", "", NOTHING, "We hope that that will be enough."),
    Row("names-twice-stay", "", NOTHING, "New York, New York is the name of a song."),
    Row(
        "swapped-article-and-preposition",
        SWAP,
        SAFE,
        "Put the pot the on table before dinner.",
        "Put the pot on the table before dinner.",
    ),
    Row("swapped-infinitive", SWAP, SAFE, "We have wait to for the ferry.", "We have to wait for the ferry."),
    Row(
        "swapped-article",
        SWAP,
        SAFE,
        "He lives in small a house by the river.",
        "He lives in a small house by the river.",
    ),
    Row(
        "swapped-auxiliary",
        SWAP,
        SAFE,
        "The bread been has baked this morning.",
        "The bread has been baked this morning.",
    ),
    Row("swapped-of", SWAP, SAFE, "A cup tea of would be welcome now.", "A cup of tea would be welcome now."),
    Row("question-order-stays", "", NOTHING, "Never have I seen such a storm."),
    Row("adverb-order-stays", "", NOTHING, "Often the boats come back only at dusk."),
    Row("mark-in-a-word", MARK, SAFE, "The mountai;n is covered with snow.", "The mountain is covered with snow."),
    Row("mark-in-a-short-word", MARK, SAFE, "The wat,er in the bucket froze.", "The water in the bucket froze."),
    Row("mark-before-an-end", MARK, SAFE, "A lante!rn hangs in the hall.", "A lantern hangs in the hall."),
    Row(
        "mark-colon-inside",
        MARK,
        SAFE,
        "The farm:er sells apples at the market.",
        "The farmer sells apples at the market.",
    ),
    Row("comma-after-article", MARK, UNSAFE, "The, harbour is closed in January.", "The harbour is closed in January."),
    Row("clock-stays", "", NOTHING, "The train leaves at 10:45 and arrives at 12:30."),
    Row("abbreviation-stays", "", NOTHING, "Tools, e.g. a hammer, are in the shed."),
    Row("character-in-a-word", CHAR, SAFE, "The chimnQey needs a new brick.", "The chimney needs a new brick."),
    Row("digit-in-a-word", CHAR, UNSAFE, "The winte7r was long and cold.", "The winter was long and cold."),
    Row("sign-in-a-word", MARK, SAFE, "A basket of ap~ples stands outside.", "A basket of apples stands outside."),
    Row("letter-in-a-word", TYPO, SAFE, "The brzead was still warm.", "The bread was still warm."),
    Row("capital-in-a-word", CHAR, SAFE, "The neighboXurs sing on Sundays.", "The neighbours sing on Sundays."),
    Row("version-stays", "", NOTHING, "Install python3.12 or gcc13 before you start."),
    Row("chemistry-stays", "", NOTHING, "The air holds more CO2 and less H2O in winter."),
    Row("shuffled-long-word", SHUFFLE, SAFE, "The gdraneer waters the roses.", "The gardener waters the roses."),
    Row("shuffled-noun", SHUFFLE, SAFE, "We spent the afetronon at the lake.", "We spent the afternoon at the lake."),
    Row("shuffled-plain-word", SHUFFLE, SAFE, "The kticehn smells of onions.", "The kitchen smells of onions."),
    Row("shuffled-adjective", SHUFFLE, SAFE, "It was a beaufitul evening.", "It was a beautiful evening."),
    Row("typo-ie", SHUFFLE, SAFE, "I beleive the shop is open.", "I believe the shop is open."),
    Row("typo-seperate", TYPO, SAFE, "Keep the eggs in a seperate bowl.", "Keep the eggs in a separate bowl."),
    Row("typo-definitely", TYPO, SAFE, "This is definately the right road.", "This is definitely the right road."),
    Row("typo-occurred", TYPO, SAFE, "The accident occured at night.", "The accident occurred at night."),
    Row("typo-tomorrow", TYPO, SAFE, "The market opens tommorow at eight.", "The market opens tomorrow at eight."),
    Row("typo-the", TYPO, SAFE, "Leave teh boots at the door.", "Leave the boots at the door."),
    Row("typo-until", CHAR, SAFE, "Wait untill the bell rings.", "Wait until the bell rings."),
    Row(
        "typo-environment",
        TYPO,
        SAFE,
        "The enviroment of the village is quiet.",
        "The environment of the village is quiet.",
    ),
    Row("typo-which", TYPO, UNSAFE, "The road wich leads north is closed.", "The road which leads north is closed."),
    Row("british-stays", "", NOTHING, "The colour of the theatre is grey, and we organise the programme."),
    Row("american-stays", "", NOTHING, "The color of the theater is gray, and we organize the program."),
    Row("name-stays", "", NOTHING, "Ask Zbigniew or Thandeka for the key of the Grzybowski house."),
    Row("jargon-stays", "", NOTHING, "Run kubectl and helmfile, then check the kubelet."),
    Row("capital-inside", CASE, UNSAFE, "The bRidge was closed for a week.", "The bridge was closed for a week."),
    Row(
        "capital-in-a-short-word",
        CASE,
        SAFE,
        "The gaTe of the garden is made of iron.",
        "The gate of the garden is made of iron.",
    ),
    Row("character-in-a-plural", CHAR, SAFE, "Two swaXns live on the pond.", "Two swans live on the pond."),
    Row("mark-in-a-plural", MARK, SAFE, "Two hor;ses stand in the field.", "Two horses stand in the field."),
    Row("two-capitals", CASE, UNSAFE, "The people sing in the SQuare.", "The people sing in the Square."),
    Row("capital-at-the-end", CASE, SAFE, "We walked along the riveR at night.", "We walked along the river at night."),
    Row("small-weekday-of-a-new-text-is-left", "", NOTHING, "The bakery is closed on monday."),
    Row("small-begin-of-a-sentence-is-left", "", NOTHING, "The door is shut. the window is open."),
    Row("small-pronoun-is-left", "", NOTHING, "My sister and i went to the lake."),
    Row("brand-stays", "", NOTHING, "The iPhone and the eBook reader use macOS and GitHub."),
    Row("acronyms-stay", "", NOTHING, "The PhD thesis is about mRNA and DNA in LaTeX."),
    Row("closing-tag-in-a-word", TAG, SAFE, "The lan</meadow>tern is still burning.", "The lantern is still burning."),
    Row(
        "closing-tag-between-words",
        TAG,
        SAFE,
        "Take the path </basket>through the wood.",
        "Take the path through the wood.",
    ),
    Row("opening-tag-in-a-word", TAG, SAFE, "The shep<kettle>herd counts his sheep.", "The shepherd counts his sheep."),
    Row("html-stays", "", NOTHING, "Press <kbd>Ctrl</kbd> and H<sub>2</sub>O<br>and wait."),
    Row("placeholder-stays", "", NOTHING, "Replace `<name>` and <your-name> with your own."),
    Row("number-of-a-new-text", "", NOTHING, "The tower is 731 metres high."),
    Row("gibberish-of-a-new-text", "", NOTHING, "Its hash is 9f8e7d6c5b4a39281706f5e4d3c2b1a0."),
    Row("sound-sentence", "", NOTHING, "Every morning the baker opens the shutters and sweeps the step."),
    Row("sound-question", "", NOTHING, "Who left the ladder in the orchard, and why?"),
    Row("german-stays", "", NOTHING, "Der Garten liegt hinter dem Haus, und die Katze schläft im Gras."),
    Row("french-stays", "", NOTHING, "Le jardin est derrière la maison, et le chat dort dans l'herbe."),
    Row("quotation-of-a-typo-stays", "", NOTHING, 'Many people write "recieve" instead of "receive".'),
    Row("code-stays", "", NOTHING, "Call `teh_function(the the)` with `recieve=True`."),
    Row("dialect-stays", "", NOTHING, "\"Y'all ain't gonna believe it,\" he said."),
]

LIGHTHOUSE = "The lighthouse was built in 1874, and its lamp can be seen for twenty miles on a clear night."
HONEY = "Warm the honey slowly in a bath of water, and stir it until the crystals are gone."
TRAIN = "The slow train stops at every village along the coast, and the fast one only at three of them."
FERRY = "The ferry leaves at noon, and it is never late."
LIBRARY = "Books may be kept for four weeks, and longer if nobody else has asked for them."


def _edit(name: str, signature: str, wanted: str, base: str, old: str, new: str, sound: str = "") -> Row:
    """Return a row whose text is `base` with `new` in the place of `old`; sound as `base` unless `sound` is given."""
    assert base.count(old) == 1, name
    text = base.replace(old, new)
    return Row(name, signature, wanted, text, (sound or base) if wanted in (SAFE, UNSAFE) else "", base)


EDITED = [
    _edit("edit-space", DELETE_SPACE, SAFE, LIGHTHOUSE, "lamp can", "lampcan"),
    _edit("edit-space-of-article", DELETE_SPACE, SAFE, HONEY, "a bath", "abath"),
    _edit("edit-space-after-comma", DELETE_SPACE, SAFE, TRAIN, "coast, and", "coast,and"),
    _edit("edit-hyphen-put-in-stays", "", NOTHING, TRAIN, "slow train", "slow-train"),
    _edit("edit-doubled-word", DOUBLE, SAFE, LIGHTHOUSE, "on a", "on on a"),
    _edit("edit-doubled-article", DOUBLE, SAFE, TRAIN, "The slow", "The the slow"),
    _edit("edit-doubled-pair", FOREIGN, SAFE, LIBRARY, "if nobody", "if nobody if nobody"),
    _edit("edit-word-put-in-stays", "", NOTHING, HONEY, "bath of water", "bath honey of water"),
    _edit(
        "edit-word-put-in-again", DOUBLE, SAFE, LIBRARY, "if nobody else has asked", "if nobody else has nobody asked"
    ),
    _edit("edit-emphasis-stays", "", NOTHING, TRAIN, "slow", "very very slow"),
    _edit("edit-swap", SWAP, SAFE, LIGHTHOUSE, "can be", "be can"),
    _edit("edit-swap-of-article", SWAP, SAFE, HONEY, "the honey", "honey the"),
    _edit("edit-swap-of-preposition", SWAP, SAFE, LIBRARY, "kept for", "for kept"),
    _edit("edit-order-that-reads-well-stays", "", NOTHING, TRAIN, "slow train stops", "train slowly stops"),
    _edit("edit-mark", MARK, SAFE, LIGHTHOUSE, "twenty", "twen;ty"),
    _edit("edit-mark-between", MARK, UNSAFE, HONEY, "until the", "until! the"),
    _edit("edit-mark-in-a-short-word", MARK, SAFE, LIBRARY, "four", "fo,ur"),
    _edit("edit-comma-of-a-list-stays", "", NOTHING, HONEY, "Warm the honey slowly", "Slowly, warm the honey"),
    _edit("edit-character", CHAR, SAFE, LIGHTHOUSE, "clear", "cl0ear"),
    _edit("edit-character-letter", CHAR, SAFE, HONEY, "crystals", "crystWals"),
    _edit("edit-character-sign", MARK, SAFE, TRAIN, "village", "vil^lage"),
    _edit("edit-shuffle", SHUFFLE, SAFE, LIGHTHOUSE, "lighthouse", "lhghtuoise"),
    _edit("edit-shuffle-of-plain-word", SHUFFLE, SAFE, HONEY, "crystals", "crtysals"),
    _edit("edit-shuffle-short", SHUFFLE, SAFE, TRAIN, "village", "vlialge"),
    _edit("edit-typo", TYPO, SAFE, LIBRARY, "longer", "longr"),
    _edit("edit-typo-missing-letter", TYPO, SAFE, HONEY, "slowly", "slowy"),
    _edit("edit-typo-turned", TYPO, SAFE, TRAIN, "along", "alogn"),
    _edit("edit-typo-mended-stays", "", NOTHING, LIBRARY.replace("weeks", "weaks"), "weaks", "weeks"),
    _edit("edit-case-inside", CASE, SAFE, LIGHTHOUSE, "lamp", "lAmp"),
    _edit("edit-case-of-first-word", CASE, SAFE, HONEY, "Warm", "warm"),
    _edit("edit-case-of-acronym-stays", "", NOTHING, LIBRARY, "Books", "DVDs"),
    _edit("edit-case-at-the-end", CASE, SAFE, TRAIN, "coast", "coasT"),
    _edit("edit-tag", TAG, SAFE, LIGHTHOUSE, "clear", "cl</harbour>ear"),
    _edit("edit-tag-opening", TAG, SAFE, HONEY, "water", "wat<spoon>er"),
    _edit("edit-tag-between", TAG, SAFE, LIBRARY, "longer if", "longer</shelf> if"),
    _edit("edit-emphasis-tag-stays", "", NOTHING, LIBRARY, "four weeks", "<b>four weeks</b>"),
    _edit("edit-number-stays", "", NOTHING, LIGHTHOUSE, "1874", "90213"),
    _edit(
        "edit-number-beside-damage-stays",
        TAG,
        SAFE,
        LIGHTHOUSE,
        "1874, and its lamp can",
        "1866, and its lam</x>p can",
        LIGHTHOUSE.replace("1874", "1866"),
    ),
    _edit("edit-year-stays", "", NOTHING, LIGHTHOUSE, "1874", "1875"),
    _edit("edit-gibberish", GIBBERISH, SAFE, LIGHTHOUSE, "lamp can be seen", "laQ~p;9cz#k%e seen"),
    _edit("edit-gibberish-long", GIBBERISH, SAFE, TRAIN, "village along the coast", "vil}x&1Zq_0^mV{.pp|coast"),
    _edit("edit-gibberish-inside", GIBBERISH, SAFE, HONEY, "stir it until", "sti@]3kd(/Wtil"),
    _edit(
        "edit-gibberish-of-marks", GIBBERISH, SAFE, HONEY, "bath of water, and stir it", "bat#Vw1)o{9;kZ}~=qT%2ir it"
    ),
    _edit(
        "edit-gibberish-of-one-clause",
        FOREIGN,
        SAFE,
        TRAIN,
        "at every village along the coast",
        "a%9=bQ!z;k{w)J,o1[Xm~4s^R}c\\ast",
    ),
    _edit("edit-gibberish-of-words", FOREIGN, SAFE, LIBRARY, "kept for four weeks, and", "k)7hQ=;xW9[{z!4}b+ks, and"),
    _edit("edit-lost-line", DELETE, SAFE, HONEY, "until the crystals are gone", "until the cgone"),
    _edit("edit-lost-middle", DELETE, SAFE, LIGHTHOUSE, "lamp can be seen for", "laor"),
    _edit("edit-lost-words", DELETE, SAFE, TRAIN, "village along the coast", "villacoast"),
    _edit("edit-lost-inside", DELETE, SAFE, LIBRARY, "weeks, and longer", "weonger"),
    _edit("edit-sentence-shortened-stays", "", NOTHING, TRAIN, ", and the fast one only at three of them", ""),
    _edit("edit-clause-taken-out-stays", "", NOTHING, HONEY, "slowly ", ""),
    _edit("edit-halves", HALVES, SAFE, TRAIN, "stops at every village along", "very village stops at ealong"),
    _edit("edit-halves-of-words", FOREIGN, SAFE, LIGHTHOUSE, "its lamp can be seen", "ip can be sets lameen"),
    _edit(
        "edit-spans",
        SPANS,
        SAFE,
        LIBRARY,
        "Books may be kept for four weeks, and longer",
        "Books mayks, and lonept for four weebe kger",
    ),
    _edit(
        "edit-spans-far", SPANS, SAFE, TRAIN, "slow train stops at every village", "slvery vrain stops at eow tillage"
    ),
    _edit("edit-foreign", FOREIGN, SAFE, LIGHTHOUSE, "lamp can be seen", "la bath of water, anseen"),
    _edit(
        "edit-spans-of-clauses",
        SPANS,
        SAFE,
        HONEY,
        "honey slowly in a bath of water, and stir",
        "honth of wately in a baey slowr, and stir",
    ),
    _edit(
        "edit-spans-of-a-long-sentence",
        FOREIGN,
        SAFE,
        TRAIN,
        "village along the coast, and the fast one only",
        "villst one onlye coast, and the faage along thy",
    ),
    _edit(
        "edit-foreign-of-another-page",
        FOREIGN,
        SAFE,
        LIGHTHOUSE,
        "lamp can be seen for twenty",
        "lare the crystals are gnty",
    ),
    _edit("edit-foreign-clause", FOREIGN, SAFE, TRAIN, "every village along the coast", "eve if nobody else has ast"),
    _edit("edit-foreign-inside", FOREIGN, SAFE, HONEY, "slowly in a bath of water", "sloage along the coaster"),
    _edit("edit-halves-of-clauses", HALVES, SAFE, LIBRARY, "four weeks, and longer", "foeeks, and ur wlonger"),
    _edit("edit-weekday", CASE, SAFE, "The bakery is closed on Monday, and on every holiday.", "Monday", "monday"),
    _edit("edit-case-of-a-pronoun", CASE, SAFE, LIBRARY, "nobody", "nObody"),
    _edit("edit-doubled-in-a-clause", DOUBLE, SAFE, HONEY, "stir it until the", "stir it until until the"),
    _edit("edit-tag-of-another-kind", TAG, SAFE, TRAIN, "village", "vil</lantern>lage"),
    _edit(
        "edit-time-beside-a-mark", MARK, SAFE, FERRY, "leaves at noon", "l;eaves at ten", FERRY.replace("noon", "ten")
    ),
    _edit("edit-genitive-is-closed-up", "", NOTHING, LIBRARY, "nobody else", "nobodyelse's cousin"),
    _edit("edit-shuffle-of-a-comparative", SHUFFLE, SAFE, LIBRARY, "longer", "lnogre"),
    _edit(
        "edit-spans-of-numbers",
        SPANS,
        SAFE,
        LIGHTHOUSE,
        "lamp can be seen for twenty miles",
        "lamtwenty mseen for p can be iles",
    ),
    _edit("edit-foreign-whole", FOREIGN, SAFE, LIBRARY, "kept for four weeks", "kest it until the crysteks"),
    _edit("edit-whole-word-stays", "", NOTHING, LIGHTHOUSE, "twenty", "thirty"),
    _edit("edit-synonym-stays", "", NOTHING, HONEY, "Warm", "Heat"),
    _edit("edit-new-clause-stays", "", NOTHING, LIBRARY, "asked for them.", "asked for them, but not in the summer."),
    _edit("edit-name-stays", "", NOTHING, TRAIN, "The slow train", "The Bergensbanen"),
    _edit("edit-spelling-of-another-country-stays", "", NOTHING, HONEY, "gone", "gone and the colour is golden"),
    _edit("edit-link-stays", "", NOTHING, LIBRARY, "asked for them", "[asked](https://example.org/ask) for them"),
    _edit(
        "edit-beside-damage-stays",
        CHAR,
        SAFE,
        LIGHTHOUSE,
        "twenty miles on a clear",
        "thirty miles on a cle0ar",
        LIGHTHOUSE.replace("twenty", "thirty"),
    ),
    _edit(
        "edit-far-from-damage-stays",
        TYPO,
        SAFE,
        HONEY,
        "Warm the honey slowly in a bath of water, and stir it until the crystals",
        "Heat the honey slowly in a bath of water, and stir it until the crytals",
        HONEY.replace("Warm", "Heat"),
    ),
    _edit(
        "edit-beside-a-mark-stays",
        MARK,
        SAFE,
        LIGHTHOUSE,
        "lamp can be seen for twenty",
        "la;mp can be seen for thirty",
        LIGHTHOUSE.replace("twenty", "thirty"),
    ),
    _edit(
        "edit-behind-a-mark-stays",
        MARK,
        SAFE,
        TRAIN,
        "stops at every",
        "st;ops at each",
        TRAIN.replace("every", "each"),
    ),
]

PAGES = [
    Row(
        "invisible-space-in-a-new-file",
        "invisible_characters",
        UNSAFE,
        "# Door\n\nThe hall\u200b is long and dark.\n",
        "# Door\n\nThe hall is long and dark.\n",
    ),
    Row(
        "conflict-of-blanks-alone",
        "conflict_markers",
        SAFE,
        "# Door\n\n<<<<<<< HEAD\nOpen the  door.\n=======\nOpen the door.\n>>>>>>> feature/door\n\nClose it.\n",
        "# Door\n\nOpen the  door.\n\nClose it.\n",
    ),
]
"""Rows of whole pages."""

WRONG = {
    "edit-gibberish": "a short span of noise is not put back from history, and one mark of it is taken for a typo",
    "edit-gibberish-long": "a span of noise is not put back from history, and one mark of it is taken for a typo",
    "edit-gibberish-inside": "a short span of noise that begins inside a word is not put back",
    "edit-spans": "two exchanged spans of which one is short are not seen",
    "edit-spans-of-numbers": "two exchanged spans beside a number are not seen",
    "edit-foreign": "a short foreign span that begins with a whole word is not seen",
    "edit-genitive-is-closed-up": "a space is put into words that a person has closed up, beside what the person wrote",
    "edit-shuffle-of-a-comparative": "a shuffled word that changes its last letter too is not put back",
}
