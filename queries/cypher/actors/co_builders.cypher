// title: Who builds with whom
// title-zh: 共建同一平台的各方
// asks: Which actors build, lead or host the same thing as this one, and what is it?
// asks-zh: 哪些机构与它共建、牵头或依托同一平台？
// param: name (entity) any known name, zh or en
// column: partner (str)
// column: partner_kind (str)
// column: thing (str)
// column: tie (str, of the partner)
// column: status (str, of the partner's tie)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: In this view nobody else builds, leads or hosts anything that it builds, leads or hosts.
// empty-zh: 本视图中没有别的机构与它共建、牵头或依托同一事物。
// example: name=中国农业科学院草原研究所
// needs: bundled, neo4j
MATCH (o:Entity) WHERE $name IN o.aliases
MATCH (o)-[t:CO_BUILDS|LEADS|HOSTS]->(x:Entity)<-[u:CO_BUILDS|LEADS|HOSTS]-(p:Entity)
WHERE p.id <> o.id
WITH p, x, u, t ORDER BY t.id
WITH p, x, u, collect(t.claims) AS own
RETURN p.name AS partner, p.kind AS partner_kind, x.name AS thing, u.kind AS tie, u.status AS status,
       u.asserted AS asserted, reduce(ids = u.claims, c IN own | ids + [i IN c WHERE NOT i IN ids]) AS claims
ORDER BY thing, partner, tie
