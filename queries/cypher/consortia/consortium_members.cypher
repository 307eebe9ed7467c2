// title: Members of a consortium or platform
// title-zh: 联合体或平台的成员
// asks: Who leads it, who builds it, who belongs to it, and who says so?
// asks-zh: 谁牵头、谁共建、谁参加，出处何在？
// param: name (entity) the consortium, platform or alliance
// column: member (str)
// column: member_kind (str)
// column: sector (str, Triple Helix)
// column: tie (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No document of this view names a leader, builder, host or member of it.
// empty-zh: 本视图的文件没有点名它的牵头、共建、依托单位或成员。
// example: name=草业国家技术创新中心
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(w:Entity)
MATCH (m:Entity)-[t:LEADS|CO_BUILDS|HOSTS|MEMBER_OF]->(w)
RETURN m.name AS member, m.kind AS member_kind, m.sector AS sector, t.kind AS tie, t.status AS status,
       t.since AS since, t.asserted AS asserted, t.claims AS claims
ORDER BY tie, member, member_kind LIMIT $rows
