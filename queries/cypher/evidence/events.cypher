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
OPTIONAL MATCH (o:Entity)-[:ORGANISES]->(e)
WITH e, o ORDER BY o.name
WITH e, collect(DISTINCT o.name) AS organisers
OPTIONAL MATCH (p:Entity)-[:TAKES_PART_IN]->(e)
WITH e, organisers, p ORDER BY p.name
WITH e, organisers, collect(DISTINCT p.name) AS participants
OPTIONAL MATCH (c:Claim)-[:ABOUT]->(e)
WITH e, organisers, participants, c ORDER BY c.id
RETURN e.name AS event, organisers, participants, collect(DISTINCT c.id) AS claims
ORDER BY event
