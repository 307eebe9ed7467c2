// title: Names of an entity
// title-zh: 某机构的各种名称
// asks: Under which names and identifiers is it known, of which kind is it, where?
// asks-zh: 它有哪些名称与标识，属于哪类，在何地？
// param: name (entity) any known name, zh or en
// column: shown (str)
// column: kind (str)
// column: name_en (str)
// column: aliases (list of str)
// column: identifiers (list of str)
// column: sector (str, Triple Helix)
// column: region (str)
// column: claims (list of str, claim ids)
// empty: It is not in this view.
// empty-zh: 本视图中没有它。
// example: name=CAAS
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
RETURN o.name AS shown, o.kind AS kind, o.name_en AS name_en, o.aliases AS aliases, o.identifiers AS identifiers,
       o.sector AS sector, o.region AS region, o.about AS claims
ORDER BY shown, kind LIMIT $rows
