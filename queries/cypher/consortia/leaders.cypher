// title: Who leads most
// title-zh: 谁牵头最多
// asks: Which actors lead how many things, and which? Who has left does not count.
// asks-zh: 哪些机构牵头了多少事物，是哪些？已退出的不计。
// column: leader (str)
// column: leader_kind (str)
// column: count (int, things led)
// column: things (list of str)
// column: claims (list of str, claim ids)
// empty: No document of this view says who leads anything.
// empty-zh: 本视图没有文件写明谁牵头。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'leaders'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (l:Entity {id: id})
MATCH (l)-[t:LEADS]->(x:Entity) WHERE t.status <> 'ended'
WITH l, collect(DISTINCT x.name) AS found, collect(t.claims) AS claims
RETURN l.name AS leader, l.kind AS leader_kind, size(found) AS count,
       COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS things, claims
ORDER BY count DESC, leader, leader_kind LIMIT $rows
