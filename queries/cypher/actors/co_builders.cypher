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
// empty: In this view nobody else builds, leads or hosts anything that it builds, leads or hosts. Who builds a platform or consortium itself, consortium_members answers.
// empty-zh: 本视图中没有别的机构与它共建、牵头或依托同一事物。平台或联合体由谁共建，请问 consortium_members。
// example: name=中国农业科学院草原研究所
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:CO_BUILDS|LEADS|HOSTS]->(x:Entity)
WITH o, x, collect(t.claims) AS own
MATCH (x)<-[u:CO_BUILDS|LEADS|HOSTS]-(p:Entity)
WHERE p.id <> o.id
RETURN p.name AS partner, p.kind AS partner_kind, x.name AS thing, u.kind AS tie, u.status AS status,
       u.asserted AS asserted, own + [u.claims] AS claims
ORDER BY thing, partner, tie LIMIT $rows
