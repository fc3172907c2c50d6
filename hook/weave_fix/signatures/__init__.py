"""Signatures, one file each: what an operation does to a text, and where a change looks like its work."""
