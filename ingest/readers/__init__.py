"""Readers: one file in, one `Page` out, or one line that says why not."""
