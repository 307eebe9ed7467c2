"""Wing 2 of innonet: what analysts ask, as named Cypher questions."""
