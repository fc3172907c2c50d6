"""The trainer of the language model; needs the extra `train`."""
