// title: All figures of an indicator
// title-zh: 某指标的全部数字
// asks: What has been said in numbers, by whom and when?
// asks-zh: 关于它说过哪些数字，谁说的，何时？
// param: indicator (str) part of the indicator's name, such as 院士
// column: indicator (str)
// column: scope (str)
// column: period (str)
// column: modality (str)
// column: relation (str)
// column: low (float, in unit)
// column: high (float, in unit)
// column: unit (str, as written)
// column: document (str)
// column: claims (list of str, quantity ids)
// empty: No figure of this view has such an indicator.
// empty-zh: 本视图没有这样的指标。
// example: indicator=院士
// needs: bundled, neo4j
MATCH (d:Document)-[:STATES]->(q:Quantity)
WHERE q.indicator CONTAINS $indicator
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
RETURN q.indicator AS indicator, coalesce(e.name, q.scope) AS scope, q.period AS period, q.modality AS modality,
       q.relation AS relation, q.low AS low, q.high AS high, q.unit AS unit, d.title AS document, [q.id] AS claims
ORDER BY d.published, indicator, low, claims[0] LIMIT $rows
