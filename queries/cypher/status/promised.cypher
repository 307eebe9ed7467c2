// title: Promises without a name
// title-zh: 未具名的承诺
// asks: Which promised or unnamed things does somebody speak of, who, and how far are they?
// asks-zh: 提到了哪些承诺设立或未具名的事物，由谁，进展如何？
// column: promised (str)
// column: kind (str)
// column: tie (str)
// column: other (str)
// column: status (str)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: claims (list of str, claim ids)
// empty: Everything that this view speaks of has a name.
// empty-zh: 本视图提到的事物都有名称。
// needs: bundled, neo4j
MATCH (p:Placeholder)-[t]-(o:Entity)
RETURN p.name AS promised, p.kind AS kind, t.kind AS tie, o.name AS other, t.status AS status,
       t.asserted AS asserted, t.silent AS silent, t.claims AS claims
ORDER BY asserted, promised, tie, other LIMIT $rows
