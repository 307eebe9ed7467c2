// title: Links at one step
// title-zh: 处于某一状态的联系
// asks: Which links stand at this step of the lifecycle?
// asks-zh: 哪些联系处于这一状态？
// param: status (word) planned, promoting, signed, building, approved, operating or ended
// column: first (str)
// column: tie (str)
// column: second (str)
// column: since (str, date as written)
// column: asserted (date)
// column: field (str)
// column: claims (list of str, claim ids)
// empty: No link of this view stands at that step.
// empty-zh: 本视图没有处于该状态的联系。
// example: status=approved
// needs: bundled, neo4j
MATCH (r:Sum {id: 'status ' + $status})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
RETURN t.first AS first, t.kind AS tie, t.second AS second, t.since AS since, t.asserted AS asserted, t.field AS field,
       t.claims AS claims
ORDER BY asserted DESC, first, tie, second LIMIT $rows
