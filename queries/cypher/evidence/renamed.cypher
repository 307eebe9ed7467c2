// title: Renamed and succeeded
// title-zh: 更名与承接
// asks: What took the place of what, and who says so?
// asks-zh: 什么承接或更名自什么，出处何在？
// column: new (str)
// column: old (str)
// column: kind (str)
// column: since (str, date as written)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view states that anything was renamed or succeeded.
// empty-zh: 本视图没有文件写明更名或承接。
// needs: bundled, neo4j
MATCH (a:Entity)-[t:SUCCEEDS]->(b:Entity)
RETURN a.name AS new, b.name AS old, a.kind AS kind, t.since AS since, t.asserted AS asserted, t.claims AS claims
ORDER BY asserted DESC, new, old LIMIT $rows
