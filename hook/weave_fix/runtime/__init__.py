"""How the process runs: its start, signals, streams and workers, and the safe reading of files from outside."""
