// title: Outside partners and their local doors
// title-zh: 区外伙伴及其本地入口
// asks: Who from outside the region is tied to whom inside it, and how far has it come?
// asks-zh: 区外的谁与区内的谁相连，进展如何？
// param: region (region) any known name of a region, or part of it, such as 呼和浩特
// column: outside (str)
// column: outside_region (str)
// column: door (str, the actor inside)
// column: tie (str)
// column: status (str)
// column: asserted (date)
// column: claims (list of str, claim ids)
// empty: No tie of this view joins an actor known to be inside the region with one known to be outside.
// empty-zh: 本视图中没有联系把已知在区内的机构与已知在区外的机构连起来。
// example: region=呼和浩特
// needs: bundled, neo4j
MATCH (r:Place) WHERE r.region CONTAINS $region
UNWIND r.actors AS id
WITH DISTINCT id
MATCH (d:Entity {id: id})
MATCH (d)-[t:BRANCH_OF|COOPERATES_WITH|CO_BUILDS|FUNDS|HOSTS|LEADS|MEMBER_OF]-(o:Actor)
WHERE o.region IS NOT NULL AND NOT o.region CONTAINS $region
WITH d, t, o ORDER BY o.name, d.name, t.kind LIMIT $rows
RETURN o.name AS outside, o.region AS outside_region, d.name AS door, t.kind AS tie, t.status AS status,
       t.asserted AS asserted, t.claims AS claims
ORDER BY outside, door, tie LIMIT $rows
