"""What pytest leaves out when it looks for doctests: the networks of training, whose torch no test needs."""

collect_ignore = [f"ingest/training/{name}.py" for name in ("bert", "descent", "scorer", "tagger", "torch_weights")]
