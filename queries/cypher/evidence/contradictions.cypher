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
MATCH (a:Entity)-[t]->(b:Entity)
WHERE size(t.documents) > 1
UNWIND t.claims AS one
UNWIND t.claims AS other
MATCH (d:Document)-[:STATES]->(c:Claim {id: one})
MATCH (f:Document)-[:STATES]->(e:Claim {id: other})
WHERE d.id <> f.id AND c.step > e.step AND d.published <= f.published
RETURN a.name AS first, t.kind AS tie, b.name AS second, c.status AS earlier_says, d.published AS earlier_on,
       e.status AS later_says, f.published AS later_on, [c.id, e.id] AS claims
ORDER BY first, tie, second, earlier_on, later_on, claims[0], claims[1]
