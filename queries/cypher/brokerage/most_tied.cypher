// title: Actors by number of ties
// title-zh: 联系最多的机构
// asks: Who has most collaboration ties, and how many of them are promised, agreed, under way or operating?
// asks-zh: 谁的合作联系最多，其中意向、已签、推进中、已运行各多少？
// param: top (int, actors, default 20) how many actors
// column: actor (str)
// column: actor_kind (str)
// column: ties (int, count)
// column: intended (int, count)
// column: agreed (int, count)
// column: under_way (int, count)
// column: existing (int, count)
// column: claims (list of str, claim ids)
// empty: This view holds no collaboration tie between actors.
// empty-zh: 本视图没有机构之间的合作联系。
// needs: bundled, neo4j
// A count of announcements, not an importance: see `innonet report centrality` for measures with their guard.
MATCH (r:Sum {id: 'most tied'})
UNWIND r.of[..$top] AS id
WITH DISTINCT id
MATCH (o:Entity {id: id})
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(:Actor)
WITH o, collect(t.group) AS groups, collect(t.claims) AS claims
RETURN o.name AS actor, o.kind AS actor_kind, size(claims) AS ties,
       size([g IN groups WHERE g = 'intended']) AS intended, size([g IN groups WHERE g = 'agreed']) AS agreed,
       size([g IN groups WHERE g = 'under way']) AS under_way, size([g IN groups WHERE g = 'existing']) AS existing,
       claims
ORDER BY ties DESC, actor, actor_kind LIMIT $rows
