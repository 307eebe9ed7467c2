// title: Possible partners
// title-zh: 可能的合作方
// asks: Who is not yet tied to it and shares most neighbours with it, and through whom?
// asks-zh: 谁与它尚无联系，却有最多共同的相邻方，经由谁？
// param: name (entity) any known name, zh or en
// param: least (int, shared neighbours, default 1) fewest shared neighbours
// column: candidate (str)
// column: candidate_kind (str)
// column: shared (int, shared neighbours)
// column: through (list of str)
// column: claims (list of str, claim ids)
// empty: Nobody in this view is two steps away from it, or all who are have a tie to it already.
// empty-zh: 本视图中没有与它相隔两步而尚无联系的机构。
// example: name=中国农业科学院
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(m:Actor)
WHERE NOT m.placeholder
WITH o, m, collect(t.claims) AS own
MATCH (m)-[u:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.id <> o.id AND NOT p.placeholder AND NOT p.kind IN ['Platform', 'Consortium']
WITH o, p, collect(DISTINCT m.name) AS found, collect(own) AS owns, collect(u.claims) AS others
WHERE size(found) >= $least
  AND NOT EXISTS { MATCH (o)-[:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p) }
WITH p, found, size(found) AS shared, owns, others ORDER BY shared DESC, p.name, p.kind LIMIT $rows
RETURN p.name AS candidate, p.kind AS candidate_kind, shared,
       COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS through,
       reduce(said = others, own IN owns | said + own) AS claims
ORDER BY shared DESC, candidate, candidate_kind LIMIT $rows
