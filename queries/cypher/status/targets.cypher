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
MATCH (r:Sum {id: 'targets'})
WITH CASE WHEN $indicator IS NULL THEN r.of[..$rows] ELSE r.of END AS ids
UNWIND ids AS id
WITH DISTINCT id
MATCH (q:Quantity {id: id})
WHERE $indicator IS NULL OR q.indicator = $indicator
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
OPTIONAL MATCH (a:Sum {id: q.achieved})
WITH q, coalesce(e.id, '') AS of, coalesce(e.name, q.scope) AS scope, a, coalesce(a.figures, []) AS figures
WITH q, scope, figures,
     [i IN range(0, size(figures) - 1) WHERE a.of[i] = of AND a.added[i] = (q.relation = 'increment')
        AND (q.period IS NULL OR a.periods[i] = q.period) | a.most[i]] AS comparable
WITH q, scope, figures, comparable,
     reduce(most = null, x IN comparable | CASE WHEN most IS NULL OR x > most THEN x ELSE most END) AS achieved
RETURN q.indicator AS indicator, scope, q.period AS period, q.modality AS modality, q.relation AS relation,
       q.low AS low, q.high AS high, q.unit AS unit, achieved,
       CASE WHEN size(comparable) > 0 THEN CASE WHEN achieved >= coalesce(q.low, q.high) THEN 'met' ELSE 'not met' END
            WHEN size(figures) > 0 THEN 'not comparable' ELSE 'no figure' END AS verdict, [q.id] + figures AS claims
ORDER BY indicator, period, low, claims[0] LIMIT $rows
