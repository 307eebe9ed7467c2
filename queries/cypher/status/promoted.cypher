// title: What is being promoted
// title-zh: 正在推动的事项
// asks: Who promotes what, for how long has nobody said more, and has anything followed?
// asks-zh: 谁在推动什么，是否久无下文，有无其他进展？
// column: promoter (str)
// column: promoted (str)
// column: status (str)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: furthest (str, furthest status of any other tie of the promoted; ended where all have)
// column: claims (list of str, claim ids)
// empty: No document of this view says that anything is being promoted.
// empty-zh: 本视图没有文件提到正在推动的事项。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'kind PROMOTES'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
RETURN t.first AS promoter, t.second AS promoted, t.status AS status, t.asserted AS asserted, t.silent AS silent,
       t.followed AS furthest, t.claims AS claims
ORDER BY asserted, promoter, promoted LIMIT $rows
