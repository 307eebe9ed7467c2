// title: Platforms and consortia
// title-zh: 平台与联合体总表
// asks: Which platforms and consortia are there, how far is each, and who leads, hosts and builds it? Who has left is not named.
// asks-zh: 有哪些平台与联合体，各到哪一步，谁牵头、谁依托、谁共建？已退出的不列。
// param: subkind (word, default null) centre, laboratory, workstation, research_institution, transfer_centre, incubator, enclave, park or service
// column: platform (str)
// column: kind (str)
// column: subkind (str)
// column: status (str, furthest step of what stands)
// column: leaders (list of str)
// column: hosts (list of str)
// column: members (list of str, members and builders)
// column: claims (list of str, claim ids)
// empty: No document of this view names a platform or consortium (of that subkind).
// empty-zh: 本视图没有文件提到（该类）平台或联合体。
// example: subkind=centre
// needs: bundled, neo4j
MATCH (r:Sum {id: 'platforms'})
WITH CASE WHEN $subkind IS NULL THEN r.of[..$rows] ELSE r.of END AS ids
UNWIND ids AS id
WITH DISTINCT id
MATCH (w:Entity {id: id})
WHERE $subkind IS NULL OR w.subkind = $subkind
RETURN w.name AS platform, w.kind AS kind, w.subkind AS subkind, w.furthest AS status, w.leaders AS leaders,
       w.hosts AS hosts, w.members AS members, w.about AS claims
ORDER BY kind, platform LIMIT $rows
