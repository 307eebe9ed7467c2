// title: Targets that nobody has reported on
// title-zh: 尚无完成数的目标
// asks: For which targets does no document give an achieved figure of the same indicator?
// asks-zh: 哪些目标没有任何文件给出同一指标的完成数？
// column: indicator (str)
// column: scope (str)
// column: period (str)
// column: modality (str)
// column: low (float, in unit)
// column: high (float, in unit)
// column: unit (str, as written)
// column: claims (list of str, quantity ids)
// empty: Every target of this view has an achieved figure of the same indicator; targets says whether it is comparable.
// empty-zh: 本视图的每个目标都有同一指标的完成数；是否可比见 targets。
// needs: bundled, neo4j
OPTIONAL MATCH (f:Quantity {modality: 'achieved'})
WITH collect(DISTINCT f.indicator) AS reported
MATCH (q:Quantity)
WHERE q.modality <> 'achieved' AND NOT q.indicator IN reported
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
RETURN q.indicator AS indicator, coalesce(e.name, q.scope) AS scope, q.period AS period, q.modality AS modality,
       q.low AS low, q.high AS high, q.unit AS unit, [q.id] AS claims
ORDER BY indicator, period, low, claims[0] LIMIT $rows
