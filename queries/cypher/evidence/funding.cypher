// title: Funding flows
// title-zh: 资金流向
// asks: Who funds whom or what, with how much as written, and how far has it come?
// asks-zh: 谁出资支持谁，金额（按原文）多少，进展如何？
// column: funder (str)
// column: funded (str)
// column: amounts (list of str, as written)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view says who funds anything.
// empty-zh: 本视图没有文件写明谁出资。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'kind FUNDS'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
RETURN t.first AS funder, t.second AS funded, t.amounts AS amounts, t.status AS status, t.asserted AS asserted,
       t.claims AS claims
ORDER BY funder, funded LIMIT $rows
