// title: Possible partners
// title-zh: 可能的合作方
// asks: Who shares most neighbours with it, and through whom, but has no tie to it, builds, hosts or leads no thing with it, and is in no platform, consortium or project with it? Ties that are only intended or have ended make no neighbours.
// asks-zh: 谁与它有最多共同的相邻方，经由谁，而与它既无联系，也未共建、依托或牵头同一事物，也未同属一个平台、联合体或项目？仅为意向或已终止的联系不算相邻。
// param: name (entity) any known name, zh or en
// param: least (int, shared neighbours, default 1) fewest shared neighbours
// column: candidate (str)
// column: candidate_kind (str)
// column: shared (int, shared neighbours)
// column: through (list of str)
// column: claims (list of str, claim ids)
// empty: Nobody in this view is two steps away from it, or all who are have a tie to it or work with it in one thing already; co_builders names those.
// empty-zh: 本视图中与它相隔两步的机构，要么没有，要么已与它有联系或已共同做一件事；后者可问 co_builders。
// example: name=中国农业科学院
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(m:Actor)
WHERE NOT m.placeholder AND t.group IN ['agreed', 'under way', 'existing']
WITH o, m, collect(t.claims) AS own
MATCH (m)-[u:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.id <> o.id AND NOT p.placeholder AND NOT p.kind IN ['Platform', 'Consortium', 'Person']
  AND u.group IN ['agreed', 'under way', 'existing']
WITH o, p, collect(DISTINCT m.name) AS found, collect(own) AS owns, collect(u.claims) AS others
WHERE size(found) >= $least
  AND NOT EXISTS { MATCH (o)-[:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p) }
  AND NOT EXISTS {
    MATCH (o)-[a:CO_BUILDS|HOSTS|LEADS|MEMBER_OF]->(x:Entity)<-[b:CO_BUILDS|HOSTS|LEADS|MEMBER_OF]-(p)
    WHERE x.kind IN ['Platform', 'Consortium'] OR x.subkind = 'project' OR NOT 'MEMBER_OF' IN [a.kind, b.kind]
  }
WITH p, found, size(found) AS shared, owns, others ORDER BY shared DESC, p.name, p.kind LIMIT $rows
RETURN p.name AS candidate, p.kind AS candidate_kind, shared,
       COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS through,
       reduce(said = others, own IN owns | said + own) AS claims
ORDER BY shared DESC, candidate, candidate_kind LIMIT $rows
