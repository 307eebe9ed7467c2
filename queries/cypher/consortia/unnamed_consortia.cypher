// title: Consortia without named leaders, hosts or members
// title-zh: 未点名牵头、依托单位或成员的联合体
// asks: Which consortia and platforms have no named leader or host, or no named member or builder? Who has left does not count.
// asks-zh: 哪些联合体与平台没有点名牵头或依托单位，或没有点名成员与共建方？已退出的不计。
// column: thing (str)
// column: thing_kind (str)
// column: promised (bool)
// column: leaders (int, named)
// column: hosts (int, named)
// column: members (int, named members and builders)
// column: claims (list of str, claim ids)
// empty: Every consortium and platform of this view has a named leader or host and a named member.
// empty-zh: 本视图的联合体与平台都有点名的牵头或依托单位与成员。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'unnamed'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (w:Entity {id: id})
RETURN w.name AS thing, w.kind AS thing_kind, w.placeholder AS promised, w.named_leaders AS leaders,
       w.named_hosts AS hosts, w.named_members AS members, w.about AS claims
ORDER BY thing, thing_kind LIMIT $rows
