"""Candidates and their evidence become repairs that are worth it and do not overlap."""

from weave_fix.decision.analyze import AnalysisContext, analyze

__all__ = ["AnalysisContext", "analyze"]
