// title: Sources by number of claims
// title-zh: 各来源的信息量
// asks: Who publishes how much of what is known, and is it an actor in its own story?
// asks-zh: 谁提供了多少信息，它自己是否也是其中一方？
// column: publisher (str)
// column: documents (int, count)
// column: said (int, count of claims)
// column: about_itself (int, count of claims)
// column: claims (list of str, claim ids)
// empty: No document of this view makes a claim.
// empty-zh: 本视图没有文件提出主张。
// needs: bundled, neo4j
MATCH (p:Publisher)
RETURN p.publisher AS publisher, p.documents AS documents, p.said AS said, p.about_itself AS about_itself,
       p.claims AS claims
ORDER BY said DESC, publisher LIMIT $rows
