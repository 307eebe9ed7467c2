"""Fits the models of `ingest.learned` on annotated passages; needs the extra `innonet[train]`."""
