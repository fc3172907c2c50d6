"""What weave-fix knows of the language: words, their case, and which stand beside each other."""
