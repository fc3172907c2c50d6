"""Evidence for a repair: scored candidates from the history and from the language."""
