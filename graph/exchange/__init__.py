"""How a network leaves, and comes back: GraphML, GEXF, CSV tables and JSON."""
