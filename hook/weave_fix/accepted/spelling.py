"""American and British English: the words that are spelled in two ways, and which is which.

Only words whose other spelling is no other word are here: `meter` and `practice` are right in both.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from weave_fix.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

AMERICAN, BRITISH, ANY = "american", "british", "any"
NAMES = {AMERICAN: "American", BRITISH: "British"}

_OUR = """
ardour armour behaviour candour clamour colour demeanour discolour dishonour endeavour favour favourite fervour
flavour harbour honour humour labour misbehaviour neighbour odour parlour rancour rumour saviour savour savoury
splendour succour tumour unfavour valour vapour vigour
"""
_OUR_ENDS = "s ed ing er ers ful fully less able ably ite ites hood hoods ly"
_VERBS = """
agonis antagonis apologis authoris capitalis categoris centralis characteris civilis colonis criticis crystallis
customis decentralis demoralis deserialis digitis economis emphasis energis equalis familiaris fertilis finalis
formalis fraternis generalis harmonis hospitalis humanis hypothesis idealis immunis industrialis initialis
internationalis italicis jeopardis legalis legitimis localis marginalis materialis maximis mechanis memoris minimis
mobilis modernis monetis nationalis neutralis normalis optimis organis parallelis patronis penalis personalis polaris
popularis prioritis privatis publicis pulveris randomis rationalis realis recognis reorganis revitalis revolutionis
sanitis scrutinis serialis socialis specialis stabilis standardis sterilis subsidis summaris symbolis sympathis
synchronis synthesis systematis terroris theoris tokenis tranquillis trivialis unauthoris uninitialis unionis
unrecognis urbanis utilis vandalis vaporis vectoris verbalis victimis virtualis visualis vocalis
"""
_VERB_ENDS = "e ed er ers es ing ation ations able"
_NOT_VERBS = frozenset(["emphasises", "hypothesises", "synthesises"])
"""Forms that the stems of nouns in `-sis` do not need."""
_YSE = "analy cataly paraly dialy electroly hydroly psychoanaly"
_DOUBLED = """
bevel cancel channel counsel cudgel dial drivel equal fuel funnel gambol grovel initial label level libel marshal
marvel model panel parcel pedal pencil quarrel refuel relabel remodel revel rival shovel shrivel signal snivel spiral
stencil swivel symbol total towel travel tunnel unravel
"""
_BOTH = """
aeroplane:airplane aluminium:aluminum anaemia:anemia anaemic:anemic anaesthesia:anesthesia anaesthetic:anesthetic
behavioural:behavioral behaviourally:behaviorally
caesium:cesium calibre:caliber calibres:calibers centilitre:centiliter centimetre:centimeter centimetres:centimeters
centre:center centred:centered centres:centers centring:centering counsellor:counselor counsellors:counselors
defence:defense defences:defenses defenceless:defenseless diarrhoea:diarrhea distil:distill distils:distills
enrol:enroll enrols:enrolls enrolment:enrollment enrolments:enrollments fibre:fiber fibres:fibers
fibreglass:fiberglass fulfil:fulfill fulfils:fulfills fulfilment:fulfillment greyscale:grayscale grey:gray greys:grays
greyish:grayish greyed:grayed haemoglobin:hemoglobin haemorrhage:hemorrhage instalment:installment
instalments:installments jewellery:jewelry kilometre:kilometer kilometres:kilometers leukaemia:leukemia litre:liter
litres:liters lustre:luster manoeuvre:maneuver manoeuvres:maneuvers manoeuvred:maneuvered manoeuvring:maneuvering
manoeuvrable:maneuverable marvellous:marvelous meagre:meager millilitre:milliliter millilitres:milliliters
millimetre:millimeter millimetres:millimeters mould:mold moulds:molds moulded:molded moulding:molding mouldy:moldy
moustache:mustache moustaches:mustaches multicoloured:multicolored oesophagus:esophagus oestrogen:estrogen
offence:offense offences:offenses orthopaedic:orthopedic paediatric:pediatric plough:plow ploughs:plows
ploughed:plowed ploughing:plowing pretence:pretense pyjamas:pajamas recentre:recenter sabre:saber sabres:sabers
sceptic:skeptic sceptical:skeptical scepticism:skepticism sceptics:skeptics sepulchre:sepulcher skilful:skillful
skilfully:skillfully smoulder:smolder smouldering:smoldering sombre:somber spectre:specter theatre:theater
theatres:theaters titre:titer traveller:traveler travellers:travelers uncoloured:uncolored wilful:willful
wilfully:willfully woollen:woolen
"""
_BRITISH_ALONE = """
ageing:aging arbour:arbor artefact:artifact artefacts:artifacts cheque:check cheques:checks encyclopaedia:encyclopedia
foetal:fetal foetus:fetus kerb:curb kerbs:curbs licence:license licences:licenses metre:meter metres:meters
practised:practiced practising:practicing programme:program programmes:programs rigour:rigor storey:story
storeys:stories sulphate:sulfate sulphide:sulfide sulphur:sulfur sulphuric:sulfuric tyre:tire tyres:tires
"""
"""Words that no American writes, though the American spelling is right in British English as well."""


class Spelled(NamedTuple):
    """A word of one of the two spellings."""

    style: str
    """`american` or `british`."""
    other: str
    """The same word in the other spelling, in lower case."""


def style_of(word: str) -> Spelled | None:
    """Return which spelling the word has, with its other one; None for a word that has only one, or not by itself."""
    return _table().get(word.lower())


def in_case_of(word: str, model: str) -> str:
    """Return `word`, in lower case, with the capitals that `model` has."""
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


@cache
def _table() -> dict[str, Spelled]:
    """Return every word in lower case.

    `-ize` is right in British English too, as dictionaries of Oxford have it, so that only `-ise` has a style. And
    `analyses` are also what an analysis is in the plural.
    """
    alone = {british: Spelled(BRITISH, american) for british, american in _british_alone()}
    british = {british: Spelled(BRITISH, american) for british, american in _both()}
    american = {american: Spelled(AMERICAN, british) for british, american in _both()}
    american |= {f"{stem}zes": Spelled(AMERICAN, f"{stem}ses") for stem in _YSE.split()}
    return alone | british | american


def _both() -> Iterator[tuple[str, str]]:
    """Yield the words that are spelled otherwise on each side, British and American."""
    for stem, end in product(_OUR.split(), ("", *_OUR_ENDS.split())):
        yield stem + end, stem.replace("our", "or") + end
    for stem, end in product(_YSE.split(), ("e", "ed", "ing", "er", "ers")):
        yield f"{stem}s{end}", f"{stem}z{end}"
    for stem, end in product(_DOUBLED.split(), ("ed", "ing", "er", "ers")):
        yield stem + stem[-1] + end, stem + end
    yield from _pairs(_BOTH)


def _british_alone() -> Iterator[tuple[str, str]]:
    """Yield the words whose American form is right on both sides, with that form."""
    for stem, end in product(_VERBS.split(), _VERB_ENDS.split()):
        if stem + end not in _NOT_VERBS:
            yield stem + end, f"{stem[:-1]}z{end}"
    yield from _pairs(_BRITISH_ALONE)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in text.split():
        british, _, american = pair.partition(":")
        yield british, american
