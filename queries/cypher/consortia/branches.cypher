// title: Branches and their parents
// title-zh: 分支机构及其本部
// asks: Which institutions have a branch, is it promised or there, and where?
// asks-zh: 哪些机构设有分支，是承诺还是已有，在何处？
// column: parent (str)
// column: branch (str)
// column: promised (bool)
// column: region (str, of the branch)
// column: status (str)
// column: asserted (date)
// column: silent (bool, a year without a word)
// column: claims (list of str, claim ids)
// empty: No document of this view speaks of a branch.
// empty-zh: 本视图没有文件提到分支机构。
// needs: bundled, neo4j
MATCH (b:Entity)-[t:BRANCH_OF]->(p:Entity)
RETURN p.name AS parent, b.name AS branch, b.placeholder AS promised, b.region AS region, t.status AS status,
       t.asserted AS asserted, t.silent AS silent, t.claims AS claims
ORDER BY parent, branch LIMIT $rows
