// title: Who would be lost if an actor left
// title-zh: 某机构退出将失去谁
// asks: Which actors are tied to the rest through it alone?
// asks-zh: 哪些机构只通过它与网络相连？
// param: name (entity) who leaves
// column: lost (str)
// column: lost_kind (str)
// column: tie (str)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: Everyone tied to it in this view has another collaboration tie as well.
// empty-zh: 本视图中与它相连的各方都另有合作联系。
// example: name=伊利集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.id <> o.id AND NOT EXISTS {
  MATCH (p)-[:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(q:Entity) WHERE q.id <> o.id AND q.id <> p.id
}
RETURN p.name AS lost, p.kind AS lost_kind, t.kind AS tie, t.status AS status, t.asserted AS asserted, t.claims AS claims
ORDER BY lost, lost_kind, tie LIMIT $rows
