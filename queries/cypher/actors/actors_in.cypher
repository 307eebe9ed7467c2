// title: Actors of a region
// title-zh: 某地区的机构
// asks: Which actors belong to the region, and how many ties has each?
// asks-zh: 哪些机构属于该地区，各有多少联系？
// param: region (region) any known name of a region, or part of it, such as 呼和浩特
// column: actor (str)
// column: actor_kind (str)
// column: sector (str, Triple Helix)
// column: ties (int, count)
// column: claims (list of str, claim ids)
// empty: No actor of this view is known to belong to such a region; a region that no document states stays unknown.
// empty-zh: 本视图没有已知属于该地区的机构；文件未写明的地区保持未知。
// example: region=呼和浩特
// needs: bundled, neo4j
MATCH (r:Place) WHERE r.region CONTAINS $region
UNWIND r.actors AS id
WITH DISTINCT id
MATCH (p:Entity {id: id})
RETURN p.name AS actor, p.kind AS actor_kind, p.sector AS sector, p.ties AS ties, p.about AS claims
ORDER BY ties DESC, actor, actor_kind LIMIT $rows
