// title: All ties of an actor
// title-zh: 某机构的全部联系
// asks: Every link of any kind that it has, in which direction, with which status?
// asks-zh: 它有哪些联系，方向如何，状态如何？
// param: name (entity) any known name, zh or en
// column: tie (str)
// column: direction (str, out | in | both)
// column: other (str)
// column: other_kind (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: claims (list of str, claim ids)
// empty: It is named in this view, and no document links it to anything.
// empty-zh: 本视图提到了它，但没有文件说它与谁相连。
// example: name=蒙草集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t]-(p:Entity)
RETURN t.kind AS tie, CASE WHEN NOT t.directed THEN 'both' WHEN startNode(t) = o THEN 'out' ELSE 'in' END AS direction,
       p.name AS other, p.kind AS other_kind, t.status AS status, t.since AS since, t.asserted AS asserted,
       t.silent AS silent, t.claims AS claims
ORDER BY tie, direction, other, other_kind LIMIT $rows
