"""Tell a line that stands for text that was left out from a line that says something.

A placeholder is short, stands in brackets, a comment, emphasis or between dots, or is all of its paragraph, and has no
word but those that say what was left out and that it was: what ("the remaining sections"), and what became of it
("unchanged"). Each language has its words; a phrase has to have words of two classes.
"""

from __future__ import annotations

import re

from weave_fix.markdown.markers import SHORT_ITEM
from weave_fix.patterns import lazy_pattern
from weave_fix.signatures.file._placeholder_hints import MARKED_LINE, has_core

ESCAPED = lazy_pattern(r"\\([!-/:-@\[-`{-~])")
OPENERS = lazy_pattern(r"^[\s>]*(?://+|#{1,2}(?=[ \t]*[.…\[(])|;;+|--+(?!>)|%%?)[ \t]*")
BULLET = lazy_pattern(rf"^[ \t>]*(?:{SHORT_ITEM}[ \t]+)?")
WRAPS = (
    *(("<!--", "-->"), ("/*", "*/"), ("{/*", "*/}"), ("%%", "%%"), ("**", "**")),
    *(
        (pair[0], pair[1])
        for pair in ("[]", "()", "{}", "<>", "«»", "【】", "（）", "［］", "“”", "„“", "__", "``", "~~")
    ),
    *((mark, mark) for mark in '*"—–-='),
)
DOTS = lazy_pattern(r"^(?:\.\s?\.\s?\.+|…+|⋮|\[(?:\.{3,}|…)\])|(?:\.\s?\.\s?\.+|…+|⋮)$")
ELLIPSIS = lazy_pattern(
    r"[\s>]*(?:[\[(<*_]{0,2}(?:\.{3,6}|…{1,2}|\. \. \.|⋮)[\])>*_]{0,2}|<!--\s*(?:\.{3,6}|…)\s*-->"
    r"|(?:<!--|[\[({<])[\s.…]*"
    r"(?:snip(?:ped)?|(?:content |text |output )?(?:truncated|omitted|elided)|(?:same )?as before)"
    r"[\s.…]*(?:-->|[\])}>]))[ \t]*$",
    re.IGNORECASE,
)
"""Dots, or one word that says that something is left out: people write them too."""
STRONG, WEAK = 2, '*_"“„`~–—='
MOST = 130
"""Characters of a placeholder, at most."""
MOST_WORDS = 18


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WHICH = _words(
    "rest remainder remaining existing previous previously prior original originally other others following "
    "preceding earlier above below old current subsequent everything all entire full further more additional "
    "similar unmodified unedited untouched middle restliche restlicher restlichen restliches übrige übrigen "
    "übriger übriges bestehende bestehender bestehenden bestehendes vorhandene vorhandener bisherige bisheriger "
    "bisherigen vorherige vorheriger vorherigen weitere weiterer weiteren ursprüngliche ursprünglicher alles "
    "reste restant restante restants restantes existant existante existants existantes précédent précédente "
    "précédents précédentes autres autre suite resto existente existentes anterior anteriores demás otras otros "
    "todo originales previo restanti rimanente rimanenti esistente esistenti precedente precedenti altri altre "
    "tutto originale outras outros demais overige bestaande vorige остальной остальная остальное остальные "
    "остальных остального остальной-текст оставшийся оставшаяся оставшееся оставшиеся существующий существующее "
    "существующая существующие предыдущий предыдущее прежний прочее другие далее pozostała pozostałe reszta "
    "istniejąca poprzednia geri kalan mevcut övriga resten befintlig"
)
WHAT = _words(
    "content contents text texts document documents documentation doc docs file files section sections code part "
    "parts list lists table tables entry entries item items paragraph paragraphs line lines page pages article "
    "body material rows row chapter chapters steps step examples example headings heading bullets points "
    "information details sentences links options markdown readme block blocks implementation functions function "
    "methods imports fields inhalt inhalte inhalts textes dokument dokuments dokumentes datei abschnitt "
    "abschnitte abschnitts teil teile liste tabelle einträge zeilen seite absätze absatz kapitel contenu texte "
    "fichier partie parties tableau lignes paragraphes contenido texto documento archivo fichero sección "
    "secciones parte partes lista tabla líneas párrafos página contenuto testo sezione sezioni parti elenco "
    "tabella righe pagina conteúdo arquivo ficheiro seção seções secção secções tabela linhas parágrafos inhoud "
    "tekst bestand sectie secties deel содержимое содержание текст текста документ документа файл файла раздел "
    "раздела разделы разделов часть части список таблица строки кода код treść tekstu pliku dokumentu içerik "
    "içeriği belgenin innehåll innehållet texten"
    " código codice кодом codigo"
)
STATE = _words(
    "unchanged unmodified untouched unaltered unaffected omitted same identical elided truncated snipped snip "
    "skipped trimmed abbreviated shortened condensed cut stays stay remains remain kept keep keeps preserved "
    "retained continues continue continued follows stayed intact asis before brevity removed hidden "
    "collapsed redacted excluded cont etc unverändert gleich ausgelassen weggelassen gekürzt "
    "bleibt bleiben identisch beibehalten folgt entfällt übersprungen inchangé inchangée inchangés inchangées "
    "omis omise identique reste restent conservé conservée tronqué abrégé sin cambios igual omitido omitida "
    "omitidos omitidas permanece permanecen mantiene mantienen continúa truncado mismo invariato invariata "
    "invariati invariate omesso omessa omessi uguale rimane rimangono resta restano continua inalterado "
    "inalterada inalterados inalteradas permanecem mantém mantêm mesmo mesma ongewijzigd weggelaten blijft "
    "hetzelfde изменений изменён изменен неизменным неизменной неизменными опущено опущен опущена пропущено "
    "сокращено остается остаётся остаются сохранено сохранён тот же bez zmian pominięto aynı oförändrad "
    "oförändrat"
    " changes preserved zuvor avant antes prima раньше прежде изменилось изменилась изменились изменяется"
)
GLUE = _words(
    "the of this that a an and as is are was were be been in to for with from it its at on no not so by will "
    "would should your our my here there now just exactly only still up down out changes change changed edits "
    "edit made needed again der die das des dem den von vom und wie ist hier zuvor oben unten aus im zur der- "
    "kürze halber kürze zwecks le la les du de et est ici sans changement changements comme avant plus haut pour "
    "brièveté ci-dessus ci-dessous à par souci concision el los las del y aquí como antes por brevedad se queda "
    "va il lo gli della dei delle dello e qui come prima per brevità senza modifiche o os da do dos aqui sem "
    "alterações mudanças brevidade het een zoals van wordt без как и раньше здесь в для краткости что было на "
    "месте pozostaje jak wcześniej"
    " insert paste add not не goes go"
)
POINTERS = _words("above below")
LEFT_OUT = _words(
    "rest remainder remaining existing unchanged omitted truncated elided snipped stays stay remains remain continues"
    " kept"
)
CJK_NAMED = lazy_pattern(r"(?:现有|現有|原有|既存の?|기존) ?(?:内容|內容|文本|文字|部分|テキスト|内容|내용|텍스트)")
CJK = lazy_pattern(
    r"(?:其余|其他|剩余|余下|其餘|剩餘|现有|現有|原有|之前|以下|上述|此处|此處|后续|後續"
    r"|残り|以降|既存|他の|その他|以前|나머지|기존|이전|이하).{0,16}?"
    r"(?:不变|不變|保持|省略|相同|略|同上|未改|未变|未變"
    r"|変更なし|変更無し|そのまま|同じ|동일|생략|변경 ?없|유지|그대로)"
)
LETTER = lazy_pattern(r"[^\W\d_]")


def is_placeholder(line: str, *, alone: bool = False) -> bool:
    """Tell whether a line, its line end left out, stands for text that was left out.

    `alone` says that the line is all of its paragraph: there words suffice, without brackets or dots.
    """
    line = ESCAPED.sub(r"\1", line)
    if not (alone or MARKED_LINE.match(line)) or len(line) > MOST or not has_core(line):
        return False
    phrase, strength = _unwrapped(line)
    if CJK.search(phrase) or CJK_NAMED.fullmatch(phrase):
        return strength > 0 and len(phrase) <= 40
    words = [word.strip("'’.,:;!?") for word in re.split(r"[\s/]+|(?<=\w)-(?=\w)|[()\[\]]+", phrase.casefold())]
    words = [word for word in words if LETTER.search(word)]
    if not words or len(words) > MOST_WORDS:
        return False
    known = [word for word in words if word in WHICH or word in WHAT or word in STATE or word in GLUE]
    if len(known) < len(words):
        return False
    which, what, state = (any(word in group for word in words) for group in (WHICH, WHAT, STATE))
    if not POINTERS.isdisjoint(words) and LEFT_OUT.isdisjoint(words):
        return False  # "same as above" says where to look
    if ":" in phrase.rstrip(":"):
        return False
    if strength == 0 and not (alone and line[:1].isupper()):
        return False
    if strength < STRONG:
        return which and what and state and not re.search(r"[,;]", phrase)
    return which + what + state >= 2


def _unwrapped(line: str) -> tuple[str, int]:
    """Return the words of a line without what is around them, and how much that says: emphasis says little."""
    phrase, strength = BULLET.sub("", line).strip(), 0
    for _ in range(6):
        bare = DOTS.sub("", OPENERS.sub("", phrase).strip()).strip()
        strength = STRONG if bare != phrase else strength
        for left, right in WRAPS:
            if len(bare) > len(left) + len(right) and bare.startswith(left) and bare.endswith(right):
                bare = bare[len(left) : -len(right)].strip()
                strength = max(strength, 1 if left[0] in WEAK else STRONG)
        if bare == phrase:
            break
        phrase = bare
    return phrase, strength
