"""Markdown without a parser: blocks, masking of what is not prose, layout, structure, file suffixes."""
