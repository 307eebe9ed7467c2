"""From bytes to text that can be read: character sets, normalisation with an offset map, sentences."""
