// title: Targets against achievements
// title-zh: 目标与完成情况
// asks: Which targets were set, and is there a figure of the same kind that can be held against them?
// asks-zh: 定了哪些目标，有没有同口径的完成数可比？
// param: indicator (str, default null) one indicator, as the document writes it
// column: indicator (str)
// column: scope (str)
// column: period (str)
// column: modality (str)
// column: relation (str)
// column: low (float, in unit)
// column: high (float, in unit)
// column: unit (str, as written)
// column: achieved (float, in unit)
// column: verdict (str, met | not met | not yet | possibly | not comparable | no figure)
// column: claims (list of str, quantity ids)
// empty: No document of this view states a target in numbers, or none of the indicator that was asked for.
// empty-zh: 本视图的文件没有写明数字目标，或没有写明所问指标的目标。
// needs: bundled, neo4j
// Verdicts are those of the report on targets, made when the view is loaded: each rests on one figure, if any.
MATCH (r:Sum {id: 'targets'})
WITH CASE WHEN $indicator IS NULL THEN r.of[..$rows] ELSE r.of END AS ids
UNWIND ids AS id
WITH DISTINCT id
MATCH (q:Quantity {id: id})
WHERE $indicator IS NULL OR q.indicator = $indicator
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
RETURN q.indicator AS indicator, coalesce(e.name, q.scope) AS scope, q.period AS period, q.modality AS modality,
       q.relation AS relation, q.low AS low, q.high AS high, q.unit AS unit, q.achieved AS achieved,
       q.verdict AS verdict, CASE WHEN q.figure IS NULL THEN [q.id] ELSE [q.id, q.figure] END AS claims
ORDER BY indicator, period, low, claims[0] LIMIT $rows
