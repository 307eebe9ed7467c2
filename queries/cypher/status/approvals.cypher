// title: Approvals
// title-zh: 批复与认定
// asks: Who approved what, and when was that said?
// asks-zh: 谁批准了什么，何时见诸文件？
// column: approver (str)
// column: approved (str)
// column: approved_kind (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view says that anything was approved.
// empty-zh: 本视图没有文件提到批复或认定。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'kind APPROVES'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
MATCH (b:Entity {id: t.target})
RETURN t.first AS approver, t.second AS approved, b.kind AS approved_kind, t.status AS status, t.since AS since,
       t.asserted AS asserted, t.claims AS claims
ORDER BY asserted DESC, approver, approved LIMIT $rows
