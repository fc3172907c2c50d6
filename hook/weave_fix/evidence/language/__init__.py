"""Evidence from the text of a document alone."""
