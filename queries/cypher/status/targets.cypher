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
// column: verdict (str, met | not met | not comparable | no figure)
// column: claims (list of str, quantity ids)
// empty: No document of this view states a target in numbers.
// empty-zh: 本视图的文件没有写明数字目标。
// needs: bundled, neo4j
// A count of new things is not comparable with a count of all things, nor is a figure of another year, unit or scope.
MATCH (q:Quantity)
WHERE q.modality IN ['planned', 'aspired', 'building'] AND ($indicator IS NULL OR q.indicator = $indicator)
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
OPTIONAL MATCH (f:Quantity {indicator: q.indicator, modality: 'achieved'})
WHERE coalesce(f.unit, '') = coalesce(q.unit, '')
OPTIONAL MATCH (f)-[:OF]->(g:Entity)
WITH q, e, f, coalesce(e.id, '') = coalesce(g.id, '') AND (f.relation = 'increment') = (q.relation = 'increment')
     AND (f.period = q.period OR q.period IS NULL) AS same
ORDER BY f.id
WITH q, e, [x IN collect(CASE WHEN same THEN {id: f.id, figure: coalesce(f.high, f.low)} END) | x] AS comparable,
     count(f) AS figures, collect(f.id) AS others
WITH q, e, comparable, figures, others, reduce(m = null, x IN comparable |
     CASE WHEN m IS NULL OR x.figure > m THEN x.figure ELSE m END) AS achieved
RETURN q.indicator AS indicator, coalesce(e.name, q.scope) AS scope, q.period AS period, q.modality AS modality,
       q.relation AS relation, q.low AS low, q.high AS high, q.unit AS unit, achieved,
       CASE WHEN size(comparable) > 0 THEN CASE WHEN achieved >= coalesce(q.low, q.high) THEN 'met' ELSE 'not met' END
            WHEN figures > 0 THEN 'not comparable' ELSE 'no figure' END AS verdict,
       [q.id] + others AS claims
ORDER BY indicator, period, low, claims[0]
