// title: Events and who was there
// title-zh: 活动及参加方
// asks: Which events are named, who organised them and who took part?
// asks-zh: 提到了哪些活动，谁主办，谁参加？
// column: event (str)
// column: organisers (list of str)
// column: participants (list of str)
// column: claims (list of str, claim ids)
// empty: No document of this view names an event.
// empty-zh: 本视图没有文件提到活动。
// needs: bundled, neo4j
MATCH (e:Event)
WITH e ORDER BY e.name LIMIT $rows
RETURN e.name AS event,
       COLLECT { MATCH (o:Entity)-[:ORGANISES]->(e) RETURN DISTINCT o.name AS x ORDER BY x } AS organisers,
       COLLECT { MATCH (p:Entity)-[:TAKES_PART_IN]->(e) RETURN DISTINCT p.name AS x ORDER BY x } AS participants,
       e.about AS claims
ORDER BY event LIMIT $rows
