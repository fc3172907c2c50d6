"""Training of the classifier of the history."""
