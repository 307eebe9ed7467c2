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
