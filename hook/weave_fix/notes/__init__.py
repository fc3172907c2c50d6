"""Notes of repairs: kept in a journal until the commit that carries them, and put into its message as trailers."""

KEY = "Weave-Orientation"
"""The trailers' key."""
FOLDER = "weave-fix"
"""Where the journal lies, below what `git rev-parse --git-path` names."""
NAME = "notes.jsonl"
"""The journal."""
LARGEST = 100_000_000
"""Bytes of a journal that is read; none that was written here comes near."""
