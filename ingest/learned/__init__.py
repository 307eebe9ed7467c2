"""Small models trained on the annotated passages: borders and kinds of names, pairs of claims, statuses.

Each is applied with numpy alone; `ingest.training` fits them. What they decide stands beside what the rules of
`ingest.extract` say, never instead of a user's own lists.
"""
