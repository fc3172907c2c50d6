"""Input files: discovery of paths, selection of documents and their bases."""
