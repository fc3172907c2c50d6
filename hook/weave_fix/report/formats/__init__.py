"""One file a format of `--format`; see `report.registry`."""
