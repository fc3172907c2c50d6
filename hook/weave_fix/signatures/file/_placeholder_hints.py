"""Tell whether a text may hold a placeholder, in a few searches."""

from __future__ import annotations

import re
from functools import cache

from weave_fix.markdown.markers import SHORT_ITEM

MARKED_LINE = re.compile(
    rf"^[ \t>]*(?:{SHORT_ITEM}[ \t]+)?(?:<!--|//|/\*|#{{1,2}}[ \t]*[.…\[(]|;;|--|%"
    r"|[\[\\({<*_`~\"“„«【（［—–=]|\.[. ]|…|⋮)[^\n]{0,127}$",
    re.MULTILINE,
)
PLAIN_PARAGRAPH = re.compile(r"(?:\A|\n[ \t\r]*\n)(?=([^\W\d_a-z][^\n]{8,100})(?:\n[ \t\r]*\n|\s*\Z))")
ALL_DOTS = re.compile(
    r"^[ \t>]*(?:(?:<!-- ?)?[\[(<*_]{0,2}(?:\.{3,6}|…{1,2}|⋮)[^\w\n]{0,6}$"
    r"|(?:<!--|[\[({<])[ .…]*(?:snip|content|text|output|truncated|omitted|elided|same|as )[^\n]{0,40}$)",
    re.MULTILINE | re.IGNORECASE,
)
_CORE = (
    r"\b(?:rest|remain|exist|below|preserved|previous|original|unchanged|omitted|same|truncated|brevity|kept|snip|continue|untouched|elided"
    r"|unverändert|gleich|ausgelassen|gekürzt|bestehend|übrig|inchang|omis|reste|identique|cambios|omitid|esistent|conteúdo|contenu|igual|resto"
    r"|invariat|omess|rimane|rimanent|inalterad|permanec|alteraç|ongewijzigd|weggelaten|overige|остал|опущен|измен|сущест"
    r"|pozosta|reszta|zmian|aynı|kalan|oförändr|övriga)"
    r"|其余|其他|剩余|余下|其餘|剩餘|省略|不变|不變|现有|残り|そのまま|変更なし|既存|나머지|생략|기존"
)


@cache
def _core() -> re.Pattern[str]:
    # Hardly a text has a line of the form, and this takes a millisecond to compile.
    return re.compile(_CORE, re.IGNORECASE)


def has_core(line: str) -> bool:
    """Tell whether a line has a word that placeholders have."""
    return _core().search(line) is not None


def is_possible(text: str) -> bool:
    """Tell whether a line has the form of a placeholder, and a word that placeholders have."""
    return (
        bool(ALL_DOTS.search(text))
        or any(has_core(match[0]) for match in MARKED_LINE.finditer(text))
        or any(has_core(match[1]) for match in PLAIN_PARAGRAPH.finditer(text))
    )
