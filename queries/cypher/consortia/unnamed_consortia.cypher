// title: Consortia without named leaders or members
// title-zh: 未点名牵头方或成员的联合体
// asks: Which consortia and platforms have no named leader, or no named member or builder?
// asks-zh: 哪些联合体与平台没有点名牵头方，或没有点名成员与共建方？
// column: thing (str)
// column: thing_kind (str)
// column: promised (bool)
// column: leaders (int, named)
// column: members (int, named members, builders and hosts)
// column: claims (list of str, claim ids)
// empty: Every consortium and platform of this view has a named leader and a named member.
// empty-zh: 本视图的联合体与平台都有点名的牵头方与成员。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'unnamed'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (w:Entity {id: id})
RETURN w.name AS thing, w.kind AS thing_kind, w.placeholder AS promised, w.named_leaders AS leaders,
       w.named_members AS members, w.about AS claims
ORDER BY thing, thing_kind LIMIT $rows
