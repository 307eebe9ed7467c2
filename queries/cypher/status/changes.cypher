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
MATCH (d:Day) WHERE d.day >= $begin AND d.day <= $until
WITH d.day AS day, d.ties AS ties, d.entries AS entries ORDER BY day
UNWIND range(0, size(ties) - 1) AS at
WITH ties[at] AS id, entries[at] AS i LIMIT $rows
MATCH (t:Tie {id: id})
RETURN t.first AS first, t.kind AS tie, t.second AS second,
       CASE WHEN i = 0 OR t.said_on[i - 1] = '' THEN null ELSE t.said[i - 1] END AS before,
       t.said[i] AS after, date(t.said_on[i]) AS said_on, [t.claims[i]] AS claims
ORDER BY said_on, first, tie, second, after LIMIT $rows
