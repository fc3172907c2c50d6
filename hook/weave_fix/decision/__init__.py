"""Candidates and their evidence become repairs that are worth it and do not overlap."""

from weave_fix.decision.analyze import AnalysisContext, analyze, nothing_said

__all__ = ["AnalysisContext", "analyze", "nothing_said"]
