// title: What is being promoted
// title-zh: 正在推动的事项
// asks: Who promotes what, for how long has nobody said more, and has anything followed?
// asks-zh: 谁在推动什么，是否久无下文，有无其他进展？
// column: promoter (str)
// column: promoted (str)
// column: status (str)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: furthest (str, furthest status of any other tie of the promoted)
// column: claims (list of str, claim ids)
// empty: No document of this view says that anything is being promoted.
// empty-zh: 本视图没有文件提到正在推动的事项。
// needs: bundled, neo4j
MATCH (a:Entity)-[t:PROMOTES]->(b:Entity)
WITH a, t, b ORDER BY t.asserted, a.name, b.name LIMIT $rows
OPTIONAL MATCH (b)-[u]-(:Entity) WHERE type(u) <> 'PROMOTES'
WITH a, t, b, max(toString(u.step) + u.status) AS furthest
RETURN a.name AS promoter, b.name AS promoted, t.status AS status, t.asserted AS asserted, t.silent AS silent,
       substring(furthest, 1) AS furthest, t.claims AS claims
ORDER BY asserted, promoter, promoted LIMIT $rows
