// title: What to join to reach an actor
// title-zh: 加入什么可接近某机构
// asks: Which platforms and consortia does the other belong to, and the one who asks does not? Who has left belongs no more.
// asks-zh: 目标机构参加了哪些平台与联合体，而提问方没有参加？已退出的不算参加。
// param: name (entity) who asks
// param: other (entity) who is to be reached
// column: join (str)
// column: join_kind (str)
// column: tie (str, of the other)
// column: status (str, of the other's tie)
// column: actors (int, named actors in it)
// column: claims (list of str, claim ids)
// empty: The other belongs to nothing in this view that the one who asks does not belong to.
// empty-zh: 本视图中目标机构没有参加提问方尚未参加的平台或联合体。
// example: name=伊利集团; other=蒙草集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(a:Entity)
MATCH (:Alias {id: $other})-[:NAMES]->(b:Entity) WHERE b.id <> a.id
MATCH (b)-[t:CO_BUILDS|HOSTS|LEADS|MEMBER_OF]->(w:Platform|Consortium)
WHERE t.status <> 'ended'
  AND NOT EXISTS { MATCH (a)-[own:CO_BUILDS|HOSTS|LEADS|MEMBER_OF]->(w) WHERE own.status <> 'ended' }
OPTIONAL MATCH (m:Actor)-[u:CO_BUILDS|HOSTS|LEADS|MEMBER_OF]->(w) WHERE NOT m.placeholder AND u.status <> 'ended'
WITH w, t, count(DISTINCT m.id) AS actors
RETURN w.name AS join, w.kind AS join_kind, t.kind AS tie, t.status AS status, actors, t.claims AS claims
ORDER BY join, join_kind, tie LIMIT $rows
