// title: Who bridges sectors
// title-zh: 跨界的桥梁
// asks: Which actors have partners in several of University, Industry, Government and Research?
// asks-zh: 哪些机构的相邻方横跨高校、产业、政府与科研院所？
// param: least (int, sectors, default 2) fewest sectors among its neighbours
// column: actor (str)
// column: sector (str, its own)
// column: sectors (list of str)
// column: count (int, sectors)
// column: ties (int, count)
// column: claims (list of str, claim ids)
// empty: No actor of this view has neighbours in so many sectors; platforms and consortia belong to none.
// empty-zh: 本视图中没有机构的相邻方横跨这么多界别；平台与联合体不计界别。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'reach over sectors'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (o:Sum {id: id}) WHERE o.count >= $least
RETURN o.actor AS actor, o.own AS sector, o.met AS sectors, o.count AS count, o.ties AS ties, o.claims AS claims
ORDER BY count DESC, ties DESC, actor LIMIT $rows
