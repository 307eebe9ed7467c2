"""Wing 3 of innonet: what people look at: the explorer page, the quick view, charts and reports."""
