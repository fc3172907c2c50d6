"""Tell whether a text may hold a placeholder, in a few searches."""

from __future__ import annotations

import re

from weave_fix.markdown.markers import SHORT_ITEM
from weave_fix.patterns import lazy_pattern

MARKED_LINE = lazy_pattern(
    rf"^[ \t>]*(?:{SHORT_ITEM}[ \t]+)?(?:<!--|//|/\*|#{{1,2}}[ \t]*[.…\[(]|;;|--|%"
    r"|[\[\\({<*_`~\"“„«【（［—–=]|\.[. ]|…|⋮)[^\n]{0,127}$",
    re.MULTILINE,
)
PLAIN_PARAGRAPH = lazy_pattern(r"(?:\A|\n[ \t\r]*\n)(?=([^\W\d_a-z][^\n]{8,100})(?:\n[ \t\r]*\n|\s*\Z))")
BRACKETED = ("snip", "content", "text", "output", "truncated", "omitted", "elided", "same", "as ")
ALL_DOTS = lazy_pattern(
    r"^[ \t>]*(?:(?:<!-- ?)?[\[(<*_]{0,2}(?:\.{3,6}|…{1,2}|⋮)[^\w\n]{0,6}$"
    rf"|(?:<!--|[\[({{<])[ .…]*(?:{'|'.join(BRACKETED)})[^\n]{{0,40}}$)",
    re.MULTILINE | re.IGNORECASE,
)
ENGLISH = (
    *("rest", "remain", "exist", "below", "preserved", "previous", "original", "unchanged", "omitted", "same"),
    *("truncated", "brevity", "kept", "snip", "continue", "untouched", "elided"),
)
OTHERS = (
    *("unverändert", "gleich", "ausgelassen", "gekürzt", "bestehend", "übrig"),
    *("inchang", "omis", "reste", "identique", "cambios", "omitid", "esistent", "conteúdo", "contenu", "igual"),
    *("resto", "invariat", "omess", "rimane", "rimanent", "inalterad", "permanec", "alteraç"),
    *("ongewijzigd", "weggelaten", "overige", "остал", "опущен", "измен", "сущест"),
    *("pozosta", "reszta", "zmian", "aynı", "kalan"),
    *("oförändr", "övriga"),
)
WITHOUT_SPACES = (
    *("其余", "其他", "剩余", "余下", "其餘", "剩餘", "省略", "不变", "不變", "现有"),
    *("残り", "そのまま", "変更なし", "既存", "나머지", "생략", "기존"),
)
CORE = lazy_pattern(rf"\b(?:{'|'.join((*ENGLISH, *OTHERS))})|{'|'.join(WITHOUT_SPACES)}", re.IGNORECASE)

PARTS = tuple(word.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i") for word in (*ENGLISH, *OTHERS))
"""What stands in a text of ASCII that `CORE` finds: in it a dotless i is any i, whatever its case."""


def has_core(line: str) -> bool:
    """Tell whether a line has a word that placeholders have."""
    return CORE.search(line) is not None


def is_possible(text: str) -> bool:
    """Tell whether a line has the form of a placeholder, and a word that placeholders have."""
    return (
        bool(ALL_DOTS.search(text))
        or any(has_core(match[0]) for match in MARKED_LINE.finditer(text))
        or any(has_core(match[1]) for match in PLAIN_PARAGRAPH.finditer(text))
    )


def _has_any_part(text: str) -> bool:
    """Tell whether there is anything of a placeholder in a text in lower case, of ASCII: mostly there is not, and the
    expressions take two milliseconds to compile.
    """
    if "..." in text or any(word in text for word in PARTS):
        return True
    return any(mark in text for mark in "[({<") and any(word in text for word in BRACKETED)
