"""Markdown without a parser: blocks, masking of what is not prose, layout, structure, file suffixes."""

COMMENT = "weave-fix:"
"""What a comment to weave-fix begins with; a text without it has none, and nothing is loaded to look for them."""
