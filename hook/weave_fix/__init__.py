"""Find damaged Markdown before it is committed, and repair it from the repository's own history."""

__version__ = "0.1.0"
