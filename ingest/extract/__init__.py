"""From a document to what it says: names, claims, quantities, by rules that are kept as data."""
