"""What of ours a store holds, and what it should hold, in a form that compares."""

from graph.store.model import links, nodes


def held(store):
    """Return the nodes and relationships of a store, the mark of a push left aside."""
    of = store.write("MATCH (n) WHERE NOT n:InnonetView RETURN labels(n) AS labels, properties(n) AS p").rows
    to = store.write("MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS p").rows
    return (
        sorted((sorted(labels), _plain(p)) for labels, p in of),
        sorted((type_, a, b, _plain(p)) for type_, a, b, p in to),
    )


def modelled(network):
    """Return the same of what the model says of a network."""
    return (
        sorted((sorted(node.labels), _plain(node.properties)) for node in nodes(network)),
        sorted((link.type, link.source, link.target, _plain(link.properties)) for link in links(network)),
    )


def _plain(properties):
    return sorted((key, repr(value)) for key, value in properties.items() if key != "innonet")
