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
MATCH (r:Sum {id: 'reach over regions'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (o:Sum {id: id}) WHERE o.count >= $least
RETURN o.actor AS actor, o.own AS region, o.met AS regions, o.count AS count, o.ties AS ties, o.claims AS claims
ORDER BY count DESC, ties DESC, actor LIMIT $rows
