"""Words that are cut short with an apostrophe, where a question mark stands in its place: `don?t`."""

from __future__ import annotations

import re

from weave_fix.patterns import lazy_pattern

NOT = "(?:are|ca|could|did|do|does|had|has|have|is|might|must|need|should|was|were|wo|would)n"
WHO = "(?:he|how|i|it|she|that|there|they|we|what|where|who|you)"

QUESTIONED = lazy_pattern(
    rf"(?<![\w/?&=.#:*-])(?:(?:{NOT}(\?)t|{WHO}(\?)(?:d|ll|m|re|ve))|[^\W\d_]+(\?)s)(?![\w=&/?*])", re.IGNORECASE
)
"""A word with a question mark for its apostrophe, but in addresses and patterns; the mark is a group."""
OF_AN_OWNER = 3
"""The group of the mark before an `s`, which may be a plural as well."""
