// title: Documents and how much each says
// title-zh: 文件及其提供的信息量
// asks: Which documents were read, who published them and when, and how many claims and figures does each make?
// asks-zh: 读了哪些文件，谁在何时发布，各有多少主张与数字？
// column: document (str)
// column: publisher (str)
// column: date (date)
// column: address (str)
// column: said (int, count of claims)
// column: figures (int, count of quantities)
// column: claims (list of str, claim ids)
// empty: The view holds no document: the ledger is empty, or as-of lies before the first publication.
// empty-zh: 本视图没有文件：账本为空，或截止日期早于最早的发布日期。
// needs: bundled, neo4j
MATCH (d:Document)
WITH d ORDER BY d.published DESC, d.title, d.address LIMIT $rows
RETURN d.title AS document, d.publisher AS publisher, d.published AS date, d.address AS address,
       size(d.claims) AS said, d.figures AS figures, d.claims AS claims
ORDER BY date DESC, document, address LIMIT $rows
