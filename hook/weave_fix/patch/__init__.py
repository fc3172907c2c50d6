"""From edits to a verified patch, and from the patch to the working tree."""
