# ruff: noqa: E501  (a statement stands in one line)
"""Random small graphs with parallel links and self-loops, and random statements over them.

Twenty shapes that analysts write, filled in at random: joins, variable length, shortest paths, EXISTS, COUNT, CALL,
optional matches, comprehensions, quantified patterns, nulls and dates. No aggregate stands under a test: the guard
refuses those (`tests/neo4j/dialect.py`).
"""

LABELS = ["Firm", "School", "Lab"]
TYPES = ["TIE", "FUND", "JOIN"]


class Dice:
    """Draws graphs and statements from one random generator."""

    def __init__(self, random):
        self.random = random

    def graph(self):
        """Return nodes and links as rows."""
        pick = self.random.choice
        count = self.random.randint(3, 7)
        nodes = [
            {"k": str(i), "label": pick(LABELS), "c": pick(["x", "y", None]), "f": pick([1, 2, 2.5, None])}
            for i in range(count)
        ]
        links = [
            {"key": str(i), "a": str(self.random.randrange(count)), "b": str(self.random.randrange(count)),
             "type": pick(TYPES), "w": pick([1, 2, 3, None]), "y": pick(["2019-01-01", "2020-06-01", None])}
            for i in range(self.random.randint(2, 11))
        ]  # fmt: skip
        return nodes, links

    def label(self):
        one, two = self.random.sample(LABELS, 2)
        return self.random.choice(["", "", f":{one}", f":{one}|{two}", f":!{one}", f":Ent&{one}"])

    def type(self):
        one, two = self.random.sample(TYPES, 2)
        return self.random.choice(["", "", f":{one}", f":{one}|{two}"])

    def link(self, inside):
        return self.random.choice(["-[{}]->", "<-[{}]-", "-[{}]-"]).format(inside)

    def length(self):
        return self.random.choice(["*1..2", "*2", "*1..3", "*0..2", "*..2"])

    def of_link(self, name):
        return self.random.choice(
            ["{0}.w > 1", "{0}.w IS NULL", "{0}.w <= 2 OR {0}.y IS NULL", "NOT {0}.w = 2", "{0}.w IN [1, 3]",
             "{0}.y >= date('2020-01-01')"]
        ).format(name)  # fmt: skip

    def of_node(self, name):
        return self.random.choice(
            ["{0}.c = 'x'", "{0}.c <> 'x'", "{0}.f > 1", "{0}:Firm", "NOT {0}:School", "{0}.c IS NOT NULL",
             "coalesce({0}.f, 0) < 2", "{0}.k > '2'"]
        ).format(name)  # fmt: skip

    def statement(self):
        """Return one statement."""
        n, t, k, v, cond, ncond = self.label, self.type, self.link, self.length, self.of_link, self.of_node
        r = lambda name: k(name + t())  # noqa: E731
        other = self.random.choice(["1", "2"])
        shapes = [
            lambda: (
                f"MATCH (a{n()}){r('r')}(b{n()}) RETURN a.k AS a, b.k AS b, count(*) AS c, sum(r.w) AS w, avg(r.w) AS m, min(r.y) AS y"
            ),
            lambda: f"MATCH (a{n()}){r('r')}(b){r('s')}(c{n()}) RETURN a.k AS a, c.k AS c, count(*) AS n",
            lambda: f"MATCH (a{n()}){k(t() + v())}(b{n()}) RETURN a.k AS a, b.k AS b, count(*) AS n",
            lambda: (
                f"MATCH (a{n()}) OPTIONAL MATCH (a){r('r')}(b{n()}) WHERE {cond('r')} RETURN a.k AS a, count(b) AS n, count(DISTINCT b) AS d"
            ),
            lambda: f"MATCH (a{n()}) WHERE EXISTS {{ (a){r('r')}(b{n()}) WHERE {cond('r')} }} RETURN a.k AS a",
            lambda: (
                f"MATCH (a{n()}) RETURN a.k AS a, COUNT {{ (a){k(t())}(b{n()}) }} AS n, COUNT {{ MATCH (a){r('r')}(x) WHERE {cond('r')} RETURN DISTINCT x }} AS d"
            ),
            lambda: (
                f"MATCH (a:Ent {{k: '0'}}), (b:Ent {{k: '{other}'}}) MATCH p = shortestPath((a){k(t() + '*..6')}(b)) RETURN length(p) AS l"
            ),
            lambda: (
                f"MATCH (a:Ent {{k: '0'}}), (b:Ent {{k: '{other}'}}) MATCH p = allShortestPaths((a){k(t() + '*..6')}(b)) RETURN [x IN nodes(p) | x.k] AS ns, [x IN relationships(p) | x.key] AS rs"
            ),
            lambda: (
                f"MATCH (a{n()}){r('r')}(b) WHERE {cond('r')} AND ({ncond('a')} OR {ncond('b')}) RETURN a.k AS a, b.k AS b, r.key AS r"
            ),
            lambda: (
                f"MATCH (a{n()}) CALL (a) {{ MATCH (a){r('r')}(b) RETURN b.k AS top, r.w AS w ORDER BY r.w DESC, r.key LIMIT 1 }} RETURN a.k AS a, top, w"
            ),
            lambda: (
                f"MATCH (a{n()}){r('r')}(b) WITH a, count(r) AS d, collect(DISTINCT b.k) AS bs WHERE d > 1 RETURN a.k AS a, d, size(bs) AS s"
            ),
            lambda: f"MATCH (a{n()}) WHERE (a){k(t())}({n()}) AND NOT (a){k(t())}() RETURN a.k AS a",
            lambda: f"MATCH (a{n()}) RETURN a.k AS a, [(a){r('r')}(b) WHERE {ncond('b')} | r.key] AS x",
            lambda: (
                f"MATCH p = (a{n()}){k(t() + v())}(b) WHERE all(x IN nodes(p) WHERE {ncond('x')}) AND any(x IN relationships(p) WHERE {cond('x')}) RETURN a.k AS a, b.k AS b, [x IN relationships(p) | x.key] AS rs"
            ),
            lambda: (
                f"MATCH (a{n()}){r('r')}(b){r('s')}(c), (a){r('t')}(c) RETURN a.k AS a, b.k AS b, c.k AS c, count(*) AS n"
            ),
            lambda: (
                f"MATCH (a{n()}){r('r')}(b) MATCH (b){r('s')}(c) WHERE a.k <> c.k RETURN a.k AS a, c.k AS c, count(*) AS n, sum(coalesce(r.w, 0) * coalesce(s.w, 1)) AS w"
            ),
            lambda: (
                f"MATCH (a{n()}) OPTIONAL MATCH (a){r('r')}(b) OPTIONAL MATCH (b){r('s')}(c{n()}) RETURN a.k AS a, b.k AS b, count(c) AS n"
            ),
            lambda: (
                f"MATCH (a{n()}) ((x){self.random.choice(['-[r{}]->', '<-[r{}]-']).format(t())}(y)){{1,2}} (b{n()}) RETURN a.k AS a, b.k AS b, count(*) AS n"
            ),
            lambda: f"MATCH (a{n()}) RETURN a.c AS c, count(*) AS n, sum(a.f) AS s, avg(a.f) AS m, max(a.f) AS x",
            lambda: (
                f"MATCH (a{n()}){r('r')}(b) WHERE NOT EXISTS {{ MATCH (b){r('s')}(c) WHERE {cond('s')} AND c <> a }} RETURN a.k AS a, b.k AS b, r.key AS r"
            ),
        ]
        return self.random.choice(shapes)()


def write(store, nodes, links):
    """Put a graph in place of what a store holds."""
    store.write("MATCH (n) DETACH DELETE n")
    for label in LABELS:
        rows = [node for node in nodes if node["label"] == label]
        store.write(f"UNWIND $rows AS row CREATE (n:Ent:{label} {{k: row.k, c: row.c, f: row.f}})", {"rows": rows})
    for type_ in TYPES:
        rows = [link for link in links if link["type"] == type_]
        store.write(
            "UNWIND $rows AS row MATCH (a:Ent {k: row.a}), (b:Ent {k: row.b}) "
            f"CREATE (a)-[:{type_} {{key: row.key, w: row.w, y: date(row.y)}}]->(b)",
            {"rows": rows},
        )
