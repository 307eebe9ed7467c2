// title: Academicians and where they work
// title-zh: 院士及其平台
// asks: Which academicians are named, and with which organisations and platforms?
// asks-zh: 提到了哪些院士，与哪些机构、平台相连？
// column: academician (str)
// column: tie (str)
// column: organisation (str)
// column: organisation_kind (str)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view names an academician; counted groups of academicians stand under targets.
// empty-zh: 本视图的文件没有点名院士；只有人数的见 targets。
// needs: bundled, neo4j
MATCH (p:Academician)
OPTIONAL MATCH (p)-[t]-(o:Entity)
RETURN p.name AS academician, t.kind AS tie, o.name AS organisation, o.kind AS organisation_kind, t.status AS status,
       t.asserted AS asserted, coalesce(t.claims, []) AS claims
ORDER BY academician, tie, organisation LIMIT $rows
