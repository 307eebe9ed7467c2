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
MATCH (m:Mix)
RETURN m.first AS first, m.second AS second, m.ties AS ties, m.existing AS existing, m.claims AS claims
ORDER BY ties DESC, first, second LIMIT $rows
