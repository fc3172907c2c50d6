"""The comparison of a document with the version it came from."""
