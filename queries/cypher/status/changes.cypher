// title: What changed in a period
// title-zh: 一段时间内的变化
// asks: Which links got a new status from a document published in the period, and from which status before?
// asks-zh: 哪些联系在这段时间发布的文件中有了新状态，之前是什么状态？
// param: begin (date) first day of publication
// param: until (date) last day of publication
// column: first (str)
// column: tie (str)
// column: second (str)
// column: before (str, status; null where new)
// column: after (str, status)
// column: said_on (date)
// column: claims (list of str, claim ids)
// empty: No dated document of this view in that period gives a link a status that it did not have.
// empty-zh: 这段时间内有日期的文件没有给任何联系带来新的状态。
// example: begin=2026-01-01; until=2026-12-31
// needs: bundled, neo4j
MATCH (a:Entity)-[t]->(b:Entity)
UNWIND t.claims AS id
MATCH (d:Document)-[:STATES]->(c:Claim {id: id})
WHERE d.published IS NOT NULL AND d.published <= $until
WITH a, t, b, c, d ORDER BY d.published, c.step, c.id
WITH a, t, b, collect({claim: c.id, status: c.status, day: d.published}) AS told
UNWIND range(0, size(told) - 1) AS i
WITH a, t, b, told[i] AS now, CASE WHEN i = 0 THEN null ELSE told[i - 1].status END AS before
WHERE now.day >= $begin AND (before IS NULL OR before <> now.status)
RETURN a.name AS first, t.kind AS tie, b.name AS second, before, now.status AS after, now.day AS said_on,
       [now.claim] AS claims
ORDER BY said_on, first, tie, second, after
