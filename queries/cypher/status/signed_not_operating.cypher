// title: Signed and not operating
// title-zh: 已签约而未运行
// asks: Which links were signed and have not been reported under way or operating, and since when?
// asks-zh: 哪些联系已签约、却未见建设或运行，从何时起？
// column: first (str)
// column: tie (str)
// column: second (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: field (str)
// column: claims (list of str, claim ids)
// empty: Every link of this view that was signed has gone further, or none was signed.
// empty-zh: 本视图中已签约的联系都有了后续，或没有签约的联系。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'agreed'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
RETURN t.first AS first, t.kind AS tie, t.second AS second, t.status AS status, t.since AS since,
       t.asserted AS asserted, t.silent AS silent, t.field AS field, t.claims AS claims
ORDER BY asserted, first, tie, second LIMIT $rows
