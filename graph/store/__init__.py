"""Network → Cypher server: the bundled one, started as a child process, or a Neo4j by address."""
