# Each verb sets up what it lacks. Without make: sh scripts/<verb>.
.PHONY: setup demo test check fix docs nightly

setup:   ## make or renew .venv
	@sh scripts/setup
demo:    ## read the bundled notices into demo/
	@sh scripts/demo
test:    ## the daily tests
	@sh scripts/test
check:   ## format, lint, types, import contracts
	@sh scripts/check
fix: setup  ## format and mend what can be mended by itself
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
docs: setup  ## write the docs that are made from the code
	.venv/bin/python docs/make.py
	.venv/bin/python docs/make.py answers
nightly: setup  ## everything, on a real Neo4j too, with 5,000 random queries
	.venv/bin/python -m tests.neo4j.server fetch
	INNONET_RANDOM_QUERIES=5000 .venv/bin/python -m pytest -q
