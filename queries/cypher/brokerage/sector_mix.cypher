// title: Ties between sectors
// title-zh: 界别之间的联系
// asks: How many collaboration ties join which two sectors, and how many of them operate?
// asks-zh: 哪两个界别之间有多少合作联系，其中多少已运行？
// column: first (str, sector)
// column: second (str, sector)
// column: ties (int, count)
// column: existing (int, count)
// column: claims (list of str, claim ids)
// empty: This view holds no collaboration tie between actors.
// empty-zh: 本视图没有机构之间的合作联系。
// needs: bundled, neo4j
MATCH (a:Actor)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]->(b:Actor)
WHERE NOT a.placeholder AND NOT b.placeholder
WITH CASE WHEN a.sector <= b.sector THEN a.sector ELSE b.sector END AS first,
     CASE WHEN a.sector <= b.sector THEN b.sector ELSE a.sector END AS second,
     count(t) AS ties, sum(CASE WHEN t.group = 'existing' THEN 1 ELSE 0 END) AS existing, collect(t.claims) AS claims
RETURN first, second, ties, existing, claims
ORDER BY ties DESC, first, second LIMIT $rows
