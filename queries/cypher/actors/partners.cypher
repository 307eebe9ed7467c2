// title: Partners of an actor
// title-zh: 某机构的合作方
// asks: Whom does it cooperate with, how far has it come, and who says so?
// asks-zh: 它与谁合作，进展到哪一步，出处何在？
// param: name (entity) any known name, zh or en
// column: partner (str)
// column: partner_kind (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: field (str)
// column: documents (int, count)
// column: claims (list of str, claim ids)
// empty: No document of this view says that it cooperates with anybody by name; see platforms_of and who_says.
// empty-zh: 本视图的文件没有说它与哪个具名机构合作；可再问 platforms_of 与 who_says。
// example: name=中国农业科学院
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:COOPERATES_WITH]-(p:Entity)
RETURN p.name AS partner, p.kind AS partner_kind, t.status AS status, t.since AS since, t.asserted AS asserted,
       t.field AS field, size(t.documents) AS documents, t.claims AS claims
ORDER BY asserted DESC, partner, partner_kind, status LIMIT $rows
