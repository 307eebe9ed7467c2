"""Resolution: which names may be one; a person decides."""
