# What there is to do here. `make run` and `make test` install what they need by themselves.
VENV := .venv
PY := $(VENV)/bin/python
RUN_STAMP := $(VENV)/.installed-to-run
DEV_STAMP := $(VENV)/.installed-to-build
MAKE_BEGAN := $(shell date +%s)
# The first of these that really runs and is new enough.
FIND_PYTHON := for p in python3.13 python3.12 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo $$p; break; }; \
	done
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
TESTS ?=
BENCH ?= all --install

.PHONY: help run test check bench setup format clean
.DEFAULT_GOAL := help

help: ## show this
	@grep -hE '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/'

run: $(RUN_STAMP) ## start everything: http://localhost:8000 (PORT to change it)
	@MAKE_BEGAN=$(MAKE_BEGAN) exec $(PY) manage.py up

test: $(DEV_STAMP) ## run all tests (TESTS=path for some)
	@exec $(PY) -m pytest $(if $(TESTS),,-n 2 --dist worksteal) $(TESTS)

check: $(DEV_STAMP) ## run every gate and name it
	@exec $(PY) -m tests.gates

bench: $(DEV_STAMP) ## measure fan-out, recovery and publishing
	@exec $(PY) -m tests.bench $(BENCH)

setup: $(DEV_STAMP) ## install what building and testing need

format: $(DEV_STAMP) ## put the code in its form
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

clean: ## remove what was installed; the data under var/ stays
	rm -rf $(VENV)

$(PY):
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "Python 3.12 or newer is needed, and none was found." >&2; exit 1; fi; \
	echo "Making $(VENV) with $$python"; $$python -m venv $(VENV)

$(RUN_STAMP): requirements.txt | $(PY)
	@echo "Installing what running needs"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt | $(PY)
	@echo "Installing what building and testing need"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)
