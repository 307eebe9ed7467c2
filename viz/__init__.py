"""Wing 3: what people look at: the explorer page, the quick view, charts and reports."""
