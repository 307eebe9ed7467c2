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
MATCH (:Entity)-[t]->(:Entity)
WITH t.kind AS tie, t.status AS status, t.step AS step, count(t) AS count,
     sum(CASE WHEN t.silent THEN 1 ELSE 0 END) AS silent, collect(t.claims) AS claims
RETURN tie, status, count, silent, claims
ORDER BY tie, step LIMIT $rows
