// title: People of an organisation
// title-zh: 某机构的人物
// asks: Who is affiliated with it, who leads it or works with it as a person, and in which position?
// asks-zh: 哪些人任职于它、领衔或与它合作，职务是什么？
// param: name (entity) any known name, zh or en
// column: person (str)
// column: academician (bool)
// column: tie (str)
// column: positions (list of str)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view names a person with it.
// empty-zh: 本视图没有文件点名与它相关的人物。
// example: name=同济大学
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (p:Person)-[t]-(o)
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(p) WHERE c.id IN t.claims AND c.position IS NOT NULL
WITH p, t, c ORDER BY c.position
WITH p, t, collect(DISTINCT c.position) AS positions
RETURN p.name AS person, p.academician AS academician, t.kind AS tie, positions, t.status AS status,
       t.asserted AS asserted, t.claims AS claims
ORDER BY person, tie LIMIT $rows
