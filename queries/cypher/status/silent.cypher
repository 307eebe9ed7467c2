// title: Silent links
// title-zh: 久无音讯的联系
// asks: Which links neither operate nor ended, and nobody has spoken of for a year?
// asks-zh: 哪些联系既未运行也未终止，一年以来无人再提？
// column: first (str)
// column: tie (str)
// column: second (str)
// column: status (str)
// column: since (str, date as written)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: Every link of this view that a dated document speaks of operates, has ended, or was spoken of within a year before the view's day; whether links from undated documents alone are silent cannot be said.
// empty-zh: 本视图中见于有日期文件的联系，或已运行、或已终止、或在视图日期前一年内有人提及；只见于没有日期的文件的联系，是否久无音讯无法判断。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'silent'})
UNWIND r.ties[..$rows] AS id
WITH DISTINCT id
MATCH (t:Tie {id: id})
RETURN t.first AS first, t.kind AS tie, t.second AS second, t.status AS status, t.since AS since,
       t.asserted AS asserted, t.claims AS claims
ORDER BY asserted, first, tie, second LIMIT $rows
