// title: Actors in a field without a tie
// title-zh: 同一领域中尚无联系的机构
// asks: Who works in this field and is not tied to the one who asks?
// asks-zh: 谁在这一领域活动而与提问方尚无联系？
// param: name (entity) who asks
// param: field (str) part of the field's name, such as 草业
// column: actor (str)
// column: actor_kind (str)
// column: region (str)
// column: fields (list of str)
// column: claims (list of str, claim ids)
// empty: No claim of this view names the field for anyone who is not tied to it; fields lists the fields that are named.
// empty-zh: 本视图中没有在该领域而与它无联系的机构；fields 列出出现过的领域。
// example: name=蒙草集团; field=草业
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
OPTIONAL MATCH (o)--(tied:Entity)
WITH o.id AS own, collect(DISTINCT tied.id) AS tied
MATCH (f:Field) WHERE f.field CONTAINS $field
UNWIND f.claims AS id
WITH own, tied, f.field AS field, id
MATCH (c:Claim {id: id})-[:ABOUT]->(p:Actor)
WHERE p.id <> own AND NOT p.id IN tied
WITH own, p, collect(DISTINCT field) AS found, [collect(c.id)] AS claims
WITH p, found, claims ORDER BY p.name, p.kind LIMIT $rows
RETURN p.name AS actor, p.kind AS actor_kind, p.region AS region,
       COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS fields, claims
ORDER BY actor, actor_kind LIMIT $rows
