// title: Gatekeepers of a region
// title-zh: 某地区的守门人
// asks: Which actors inside the region hold ties to the outside as well as inside, and how many of each?
// asks-zh: 区内哪些机构既联系区外又联系区内，各有多少？
// param: region (region) any known name of a region, or part of it, such as 呼和浩特
// column: actor (str)
// column: sector (str, Triple Helix)
// column: outside (int, ties leading out)
// column: inside (int, ties within)
// column: claims (list of str, claim ids)
// empty: No actor known to be inside the region has ties both inside and outside it in this view.
// empty-zh: 本视图中没有区内机构既有区内联系又有区外联系。
// example: region=呼和浩特
// needs: bundled, neo4j
MATCH (r:Place) WHERE r.region CONTAINS $region
UNWIND r.actors AS id
WITH DISTINCT id
MATCH (o:Entity {id: id})
MATCH (o)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(p:Actor)
WHERE p.region IS NOT NULL
WITH o, count(t) AS ties, sum(CASE WHEN p.region CONTAINS $region THEN 1 ELSE 0 END) AS inside,
     collect(t.claims) AS claims
WITH o, ties - inside AS outside, inside, claims
WHERE outside > 0 AND inside > 0
RETURN o.name AS actor, o.sector AS sector, outside, inside, claims
ORDER BY outside DESC, inside DESC, actor LIMIT $rows
