// title: Platforms and consortia of an actor
// title-zh: 某机构的平台与联合体
// asks: What does it build, lead, host or belong to, and does that exist yet?
// asks-zh: 它共建、牵头、依托或参加了哪些平台与联合体，建成了没有？
// param: name (entity) any known name, zh or en
// column: platform (str)
// column: platform_kind (str)
// column: tie (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: promised (bool)
// column: claims (list of str, claim ids)
// empty: No document of this view names a platform or consortium that it builds, leads, hosts, funds or belongs to.
// empty-zh: 本视图的文件没有提到它共建、牵头、依托、出资或参加的平台与联合体。
// example: name=伊利集团
// needs: bundled, neo4j
MATCH (:Alias {id: $name})-[:NAMES]->(o:Entity)
MATCH (o)-[t:CO_BUILDS|LEADS|HOSTS|MEMBER_OF|FUNDS|BRANCH_OF|PART_OF]-(p:Platform|Consortium)
WHERE p.id <> o.id
RETURN p.name AS platform, p.kind AS platform_kind, t.kind AS tie, t.status AS status, t.since AS since,
       t.asserted AS asserted, p.placeholder AS promised, t.claims AS claims
ORDER BY asserted DESC, platform, tie LIMIT $rows
