"""Candidates and their evidence become repairs that are worth it and do not overlap."""

from weave_fix.decide.examine import examine

__all__ = ["examine"]
