"""Pictures of a network for paper and slides: PNG, SVG and PDF, drawn here from first stroke to last byte."""
