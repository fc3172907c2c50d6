"""The words of the repository: lookup, scan, packed table, cache on disk."""
