"""Wing 1: documents and registers in, claims out."""
