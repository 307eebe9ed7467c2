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
MATCH (o:Entity) WHERE $name IN o.aliases
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(m:Actor)
MATCH (m)-[u:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.id <> o.id AND NOT p.placeholder AND NOT m.placeholder AND NOT p.kind IN ['Platform', 'Consortium']
  AND NOT EXISTS { MATCH (o)-[:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p) }
WITH p, m, t, u ORDER BY m.name, t.id, u.id
WITH p, collect(DISTINCT m.name) AS through, collect(t.claims + u.claims) AS said
WITH p, through, size(through) AS shared, reduce(ids = [], c IN said | ids + [i IN c WHERE NOT i IN ids]) AS claims
WHERE shared >= $least
RETURN p.name AS candidate, p.kind AS candidate_kind, shared, through, claims
ORDER BY shared DESC, candidate, candidate_kind
