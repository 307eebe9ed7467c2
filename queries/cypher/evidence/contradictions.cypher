// title: Documents that contradict
// title-zh: 相互矛盾的文件
// asks: For which links does a later document name an earlier step, or two documents of one day different steps? Of which platform or consortium do two documents name another sole host or leader, and which figure do they give otherwise for a period that was over?
// asks-zh: 哪些联系，后来的文件反而写了更早的状态，或同一天的文件说法不一？哪些平台、联合体，两份文件各写了不同的唯一依托单位或牵头方？哪些指标，同一期间过后两份文件给出不同的数字？
// column: first (str)
// column: tie (str)
// column: second (str)
// column: earlier_says (str, status, name or number)
// column: earlier_on (date)
// column: earlier_in (str, document)
// column: later_says (str, status, name or number)
// column: later_on (date)
// column: later_in (str, document)
// column: claims (list of str, claim or quantity ids)
// empty: No two documents of this view disagree about the step of a link, the sole host or leader of a thing, or a figure of a period that was over; of steps and figures only dated documents are compared.
// empty-zh: 本视图中没有两份文件对同一联系的状态、同一平台或联合体的唯一依托单位或牵头方、同一期间的数字说法矛盾；状态与数字只比较有日期的文件。
// needs: bundled, neo4j
MATCH (r:Sum {id: 'contradicted'})
UNWIND r.of[..$rows] AS id
WITH DISTINCT id
MATCH (c:Sum {id: id})
RETURN c.first AS first, c.tie AS tie, c.second AS second, c.earlier AS earlier_says, c.earlier_on AS earlier_on,
       c.earlier_in AS earlier_in, c.later AS later_says, c.later_on AS later_on, c.later_in AS later_in,
       c.claims AS claims
ORDER BY first, tie, second, earlier_on, later_on, claims[0], claims[1] LIMIT $rows
