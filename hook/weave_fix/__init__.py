"""Find damaged Markdown before it is committed, and repair it by its history and its language."""

__version__ = "0.1.0"
