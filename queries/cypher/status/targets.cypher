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
WHERE $indicator IS NULL OR q.indicator = $indicator
OPTIONAL MATCH (q)-[:OF]->(e:Entity)
WITH q.indicator AS indicator, coalesce(q.unit, '') AS unit, q, e ORDER BY q.id
WITH indicator, unit, collect({q: q, of: coalesce(e.id, ''), scope: coalesce(e.name, q.scope)}) AS figures
WITH [f IN figures WHERE f.q.modality = 'achieved'] AS done,
     [f IN figures WHERE f.q.modality IN ['planned', 'aspired', 'building']] AS aims
UNWIND aims AS aim
WITH aim.q AS q, aim.scope AS scope, done,
     [f IN done WHERE f.of = aim.of AND (f.q.relation = 'increment') = (aim.q.relation = 'increment')
        AND (f.q.period = aim.q.period OR aim.q.period IS NULL) | coalesce(f.q.high, f.q.low)] AS comparable
WITH q, scope, done, comparable,
     reduce(most = null, x IN comparable | CASE WHEN most IS NULL OR x > most THEN x ELSE most END) AS achieved
RETURN q.indicator AS indicator, scope, q.period AS period, q.modality AS modality, q.relation AS relation,
       q.low AS low, q.high AS high, q.unit AS unit, achieved,
       CASE WHEN size(comparable) > 0 THEN CASE WHEN achieved >= coalesce(q.low, q.high) THEN 'met' ELSE 'not met' END
            WHEN size(done) > 0 THEN 'not comparable' ELSE 'no figure' END AS verdict,
       [q.id] + [f IN done | f.q.id] AS claims
ORDER BY indicator, period, low, claims[0] LIMIT $rows
