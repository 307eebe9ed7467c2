"""Wing 2: what analysts ask, as named Cypher questions."""
