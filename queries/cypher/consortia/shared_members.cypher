// title: Members that consortia share
// title-zh: 联合体之间共有的成员
// asks: Which two consortia or platforms have actors in common, and whom? Who has left does not count.
// asks-zh: 哪两个联合体或平台有共同的参与方，是谁？已退出的不计。
// column: first (str)
// column: second (str)
// column: count (int, shared actors)
// column: shared (list of str)
// column: claims (list of str, claim ids)
// empty: No two consortia or platforms of this view have a named actor in common.
// empty-zh: 本视图中没有两个联合体或平台有共同的点名参与方。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'overlaps'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (o:Sum {id: id})
RETURN o.first AS first, o.second AS second, o.count AS count, o.shared AS shared, o.claims AS claims
ORDER BY count DESC, first, second LIMIT $rows
