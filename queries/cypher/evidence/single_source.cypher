// title: Links that rest on one document
// title-zh: 仅有一份文件支持的联系
// asks: Which links does a single document state, and which one?
// asks-zh: 哪些联系只有一份文件说过，是哪一份？
// column: first (str)
// column: tie (str)
// column: second (str)
// column: status (str)
// column: document (str)
// column: claims (list of str, claim ids)
// empty: Every link of this view is stated by at least two documents.
// empty-zh: 本视图的每条联系都有至少两份文件支持。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'one document'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
MATCH (d:Document {id: t.documents[0]})
RETURN t.first AS first, t.kind AS tie, t.second AS second, t.status AS status, d.title AS document, t.claims AS claims
ORDER BY first, tie, second LIMIT $rows
