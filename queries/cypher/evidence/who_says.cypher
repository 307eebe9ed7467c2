// title: Who says what about an actor
// title-zh: 关于某机构，谁说了什么
// asks: Every claim about it, or about it and another: what, in which role, with which status, published when?
// asks-zh: 关于它（或它与另一方）的每一条主张：说了什么，何种角色，何种状态，何时发布？
// param: name (entity) any known name, zh or en
// param: other (entity, default null) a second name: only claims that speak of both
// column: kind (str)
// column: role (str)
// column: beside (list of str)
// column: status (str)
// column: when (str, date as written)
// column: document (str)
// column: publisher (str)
// column: claims (list of str, claim ids)
// empty: No claim of this view speaks of it; it may be named without being linked, or the filter left its claims out.
// empty-zh: 本视图没有关于它的主张；它可能只被提及而无联系，或已被筛选条件略去。
// example: name=中国农业科学院; other=蒙草集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
// From the entity outwards, in steps: as one pattern, the bundled server begins at every document.
MATCH (c:Claim)-[a:ABOUT]->(o)
MATCH (d:Document)-[:STATES]->(c)
OPTIONAL MATCH (c)-[:ABOUT]->(p:Entity) WHERE p.id <> o.id
WITH d, c, a, p ORDER BY p.name
WITH d, c, a.role AS role, collect(DISTINCT p.name) AS beside, collect(p.aliases) AS known
WHERE $other IS NULL OR any(aliases IN known WHERE $other IN aliases)
RETURN c.kind AS kind, role, beside, c.status AS status, c.when AS when, d.title AS document,
       d.publisher AS publisher, [c.id] AS claims
ORDER BY d.published DESC, kind, role, claims[0] LIMIT $rows
