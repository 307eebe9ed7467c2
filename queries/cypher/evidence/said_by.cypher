// title: What one source says
// title-zh: 某来源说了什么
// asks: Every claim of one publisher: what, about whom, with which status?
// asks-zh: 某发布单位的每一条主张：关于谁，什么状态？
// param: publisher (str) part of the publisher's name
// column: kind (str)
// column: about (list of str)
// column: status (str)
// column: when (str, date as written)
// column: document (str)
// column: claims (list of str, claim ids)
// empty: No document of this view is known to come from such a publisher; sources lists those that are known.
// empty-zh: 本视图没有已知来自该发布单位的文件；sources 列出已知来源。
// example: publisher=呼和浩特
// needs: bundled, neo4j
MATCH (d:Document)-[:STATES]->(c:Claim)
WHERE d.publisher CONTAINS $publisher
WITH d, c ORDER BY d.published DESC, d.title, c.kind, c.id LIMIT $rows
RETURN c.kind AS kind, c.about AS about, c.status AS status, c.when AS when, d.title AS document, [c.id] AS claims
ORDER BY d.published DESC, document, kind, claims[0] LIMIT $rows
