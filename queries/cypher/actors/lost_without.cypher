// title: Who would be lost if an actor left
// title-zh: 某机构退出将失去谁
// asks: Which actors are tied to the rest through it alone, by ties that are agreed, under way or operating?
// asks-zh: 哪些机构只经由与它的已签约、推进中或已运行的联系与网络相连？
// param: name (entity) who leaves
// column: lost (str)
// column: lost_kind (str)
// column: tie (str)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: Everyone whom a tie that is agreed, under way or operating joins to it in this view has another such tie as well.
// empty-zh: 本视图中以已签约、推进中或已运行的联系与它相连的各方，都另有这样的合作联系。
// example: name=伊利集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.id <> o.id AND t.group IN ['agreed', 'under way', 'existing'] AND NOT EXISTS {
  MATCH (p)-[u:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(q:Entity)
  WHERE q.id <> o.id AND q.id <> p.id AND u.group IN ['agreed', 'under way', 'existing']
}
RETURN p.name AS lost, p.kind AS lost_kind, t.kind AS tie, t.status AS status, t.asserted AS asserted, t.claims AS claims
ORDER BY lost, lost_kind, tie LIMIT $rows
