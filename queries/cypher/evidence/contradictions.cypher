// title: Documents that contradict
// title-zh: 相互矛盾的文件
// asks: For which links does a later document name an earlier step, or two documents of one day different steps?
// asks-zh: 哪些联系，后来的文件反而写了更早的状态，或同一天的文件说法不一？
// column: first (str)
// column: tie (str)
// column: second (str)
// column: earlier_says (str, status)
// column: earlier_on (date)
// column: later_says (str, status)
// column: later_on (date)
// column: claims (list of str, claim ids)
// empty: No two dated documents of this view disagree about the step that a link has reached.
// empty-zh: 本视图中没有两份有日期的文件对同一联系的状态说法矛盾。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'contradicted'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (c:Sum {id: id})
WITH c.tie AS id, c.earlier AS i, c.later AS j
MATCH (t:Tie {id: id})
RETURN t.first AS first, t.kind AS tie, t.second AS second, t.said[i] AS earlier_says, date(t.said_on[i]) AS earlier_on,
       t.said[j] AS later_says, date(t.said_on[j]) AS later_on, [t.claims[i], t.claims[j]] AS claims
ORDER BY first, tie, second, earlier_on, later_on, claims[0], claims[1] LIMIT $rows
