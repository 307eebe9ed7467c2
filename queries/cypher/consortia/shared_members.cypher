// title: Members that consortia share
// title-zh: 联合体之间共有的成员
// asks: Which two consortia or platforms have actors in common, and whom?
// asks-zh: 哪两个联合体或平台有共同的参与方，是谁？
// column: first (str)
// column: second (str)
// column: count (int, shared actors)
// column: shared (list of str)
// column: claims (list of str, claim ids)
// empty: No two consortia or platforms of this view have a named actor in common.
// empty-zh: 本视图中没有两个联合体或平台有共同的点名参与方。
// needs: bundled, neo4j
MATCH (m:Actor)-[t:MEMBER_OF|CO_BUILDS|LEADS|HOSTS]->(v:Platform|Consortium)
WHERE NOT m.placeholder
MATCH (m)-[u:MEMBER_OF|CO_BUILDS|LEADS|HOSTS]->(w:Platform|Consortium)
WHERE v.id < w.id
WITH v, w, collect(DISTINCT m.name) AS found, collect(t.claims) + collect(u.claims) AS claims
WITH v, w, found, size(found) AS count, claims ORDER BY count DESC, v.name, w.name LIMIT $rows
RETURN v.name AS first, w.name AS second, count, COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS shared,
       claims
ORDER BY count DESC, first, second LIMIT $rows
