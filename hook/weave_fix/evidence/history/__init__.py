"""Evidence from the comparison of a document with its base."""
