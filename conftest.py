"""What pytest leaves out when it looks for doctests: the networks of training, whose torch no test needs."""

_NETWORKS = ("bert", "descent", "figures", "networks", "scorer", "tagger", "torch_weights")
collect_ignore = [f"ingest/training/{name}.py" for name in _NETWORKS]
