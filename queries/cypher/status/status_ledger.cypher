// title: Ties by kind and status
// title-zh: 联系的种类与状态台账
// asks: How many ties of each kind stand at each step, and how many of them are silent?
// asks-zh: 各类联系在各状态各有多少，其中多少久无音讯？
// column: tie (str)
// column: status (str)
// column: count (int, ties)
// column: silent (int, ties)
// column: claims (list of str, claim ids)
// empty: This view holds no tie.
// empty-zh: 本视图没有联系。
// needs: bundled, neo4j
MATCH (s:Standing)
WITH s ORDER BY s.tie, s.step LIMIT $rows
RETURN s.tie AS tie, s.status AS status, s.ties AS count, s.silent AS silent, s.claims AS claims
ORDER BY tie, s.step LIMIT $rows
