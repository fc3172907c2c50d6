"""Many texts, on one machine or on a Dask cluster: `python -m weave_fix.batch INPUT OUTPUT`."""
