# Varsel: `make run` to see it, `make test` to trust it. Needs make and python3-venv; the rest it fetches itself.
SHELL := /bin/sh
BIN := .venv/bin
FAST := not browser and not slow and not alone

.DEFAULT_GOAL := help
.PHONY: help setup run demo-reset test check lint bench pin stop clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make the environment and the front end (quick when nothing changed); then .venv/bin/varsel works
	@scripts/setup

run: setup ## Start database, demo operator, worker and web; BANK_FILES=DIR books your bank files
	@exec $(BIN)/varsel up $(if $(BANK_FILES),--bank-files '$(BANK_FILES)')

demo-reset: setup ## Throw the demo operator away and load it anew
	@$(BIN)/varsel demo reset

test: setup ## Test everything, also in a browser
	@scripts/debian_packages
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 -m 'not alone'
	$(BIN)/pytest -m alone

check: lint ## Test what takes a minute: style, types, import order, fast tests
	$(BIN)/pytest -n 2 -m '$(FAST)'

lint: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: setup ## Measure every limit of speed (varsel bench … for one); some minutes, and 4 GB of disk
	@failed=; for bench in 'sweep --services 100000' 'intake --payments 20000' outbox letters 'fanout --lines 20000' 'status --lines 20000'; do \
		$(BIN)/varsel bench $$bench || failed=yes; done; test -z "$$failed"

pin: ## Pin requirements/*.in anew (UPGRADE=--upgrade takes the newest)
	@UPGRADE='$(UPGRADE)' scripts/pin

stop: ## Stop every database server of ours; data stay
	@! [ -x $(BIN)/python ] || $(BIN)/python -c 'from varsel.kit import postgres; print("stopped:", *(postgres.stop_all() or ["nothing ran"]))'

clean: stop ## Remove what setup and the tools made; data stay
	@rm -rf .venv node_modules build src/varsel.egg-info src/varsel/kit/static/built
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
