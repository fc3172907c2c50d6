"""Candidates and their evidence become repairs that are worth it and do not overlap."""

from weave_fix.decide.examine import Lens, examine

__all__ = ["Lens", "examine"]
