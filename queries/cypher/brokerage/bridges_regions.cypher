// title: Who bridges regions
// title-zh: 跨地区的桥梁
// asks: Which actors have partners in several regions, and in which?
// asks-zh: 哪些机构的相邻方分布在多个地区，各在何处？
// param: least (int, regions, default 2) fewest regions among its neighbours
// column: actor (str)
// column: region (str, its own)
// column: regions (list of str)
// column: count (int, regions)
// column: ties (int, count)
// column: claims (list of str, claim ids)
// empty: No actor of this view has neighbours in so many known regions; regions that no document states stay unknown.
// empty-zh: 本视图中没有机构的相邻方分布在这么多已知地区；文件未写明的地区保持未知。
// needs: bundled, neo4j
MATCH (o:Actor)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.region IS NOT NULL AND NOT o.placeholder
WITH o, collect(DISTINCT p.region) AS found, collect(t.claims) AS claims
WHERE size(found) >= $least
WITH o, found, size(found) AS count, size(claims) AS ties, claims
ORDER BY count DESC, ties DESC, o.name LIMIT $rows
RETURN o.name AS actor, o.region AS region, COLLECT { UNWIND found AS x RETURN x ORDER BY x } AS regions,
       count, ties, claims
ORDER BY count DESC, ties DESC, actor LIMIT $rows
