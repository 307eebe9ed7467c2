"""Wing 1 of innonet: documents and registers in, claims out."""
