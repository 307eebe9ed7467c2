// title: Fields that are named
// title-zh: 出现过的领域
// asks: In which fields do how many claims place how many actors?
// asks-zh: 哪些领域有多少主张，涉及多少机构？
// column: field (str)
// column: said (int, count of claims)
// column: actors (int, count)
// column: claims (list of str, claim ids)
// empty: No claim of this view names a field.
// empty-zh: 本视图没有主张写明领域。
// needs: bundled, neo4j
MATCH (f:Field)
RETURN f.field AS field, f.said AS said, f.actors AS actors, f.claims AS claims
ORDER BY said DESC, field LIMIT $rows
