"""What earlier looks at a file have found out: its text is looked at again once some of it is repaired."""

from __future__ import annotations

from weave_fix.decision.events import SilentSignatures
from weave_fix.evidence.language.dismissed import DismissedRepairs


class EarlierLooks:
    """What is known of one file, judged by the same bases, words and settings all the time."""

    def __init__(self) -> None:
        self.silent = SilentSignatures()
        """The signatures of whole files that find nothing."""
        self.dismissed = DismissedRepairs()
        """The repairs from the text alone that were taken for nothing."""
