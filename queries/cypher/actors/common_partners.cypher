// title: Partners that two actors share
// title-zh: 两家机构的共同合作方
// asks: Who cooperates with both, or builds, leads or belongs to the same thing?
// asks-zh: 谁同时与两者相连，两者又共同参加了什么？
// param: name (entity) one actor
// param: other (entity) the other
// column: shared (str)
// column: shared_kind (str)
// column: tie (str, of the one)
// column: status (str, of the one)
// column: other_tie (str)
// column: other_status (str)
// column: claims (list of str, claim ids)
// empty: Nothing in this view is tied to both; path looks for longer ways.
// empty-zh: 本视图中没有与两者都相连的一方；更长的路径可问 path。
// example: name=伊利集团; other=蒙牛乳业
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(a:Entity)
MATCH (:Alias {id: $other})-[:NAMES]->(b:Entity)
MATCH (a)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(s:Entity)
MATCH (s)-[u:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(b)
WHERE s.id <> a.id AND s.id <> b.id AND a.id <> b.id
RETURN s.name AS shared, s.kind AS shared_kind, t.kind AS tie, t.status AS status, u.kind AS other_tie,
       u.status AS other_status, t.claims + u.claims AS claims
ORDER BY shared, shared_kind, tie, other_tie LIMIT $rows
