# `make up` runs DataOS, `make test` tests it; both prepare everything they need first and redo nothing.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/done
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" "$(CURDIR)/$(BIN)/npm"
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/codegen/*' -not -name '*.tsbuildinfo' 2>/dev/null)
SAY := @printf '\033[1m==>\033[0m %s\n'
# pip's own lines are many and long: a word for each package says as much.
NAMES := awk '/^Collecting /{print "    " $$2; fflush()} /^Installing collected/{print "    unpacking them"; fflush()} /^ERROR/{print; fflush()}'

# A checkout that was moved has a virtual environment that points to its old place.
ifneq ($(wildcard $(DONE)/venv),)
ifneq ($(shell $(BIN)/python -c 'import os,sys; print(os.path.samefile(sys.prefix, "$(VENV)"))' 2>/dev/null),True)
$(shell rm -rf "$(VENV)")
endif
endif

.PHONY: help setup setup-dev up test check lint types bench shots client lock chromium

help:
	@echo 'make up      install what is missing, start everything, print the address   (ARGS="--port 8080 --no-demo")'
	@echo 'make setup   only install and build'
	@echo 'make test    every test, browser included                                   (ARGS="tests/core -k dates")'
	@echo 'make check   format, lint, import law, types, generated client, locks'
	@echo 'make bench   measure the speed budgets'
	@echo 'make shots   screenshots of a fresh demo, into shots/'
	@echo 'make client  export OpenAPI and regenerate the web client'
	@echo 'make lock    resolve requirements/*.in into hash-locked requirements/*.txt'

setup: $(DONE)/package web/dist/.done
setup-dev: $(DONE)/requirements-dev $(DONE)/package web/dist/.done web/codegen/node_modules/.done

up: setup
	@exec $(BIN)/dataos up $(ARGS)

test: setup-dev chromium
	$(SAY) 'running every test'
	@cd web && $(NPM) run --silent test
	@exec $(BIN)/python -m pytest $(or $(ARGS),-n 2 --dist loadfile)

check: setup-dev lint types
	$(SAY) 'web: lint and types'
	@cd web && $(NPM) run --silent lint
	@cd web && $(NPM) run --silent typecheck
	$(SAY) 'web: generated client is current'
	@$(BIN)/python -m ops.openapi --check
	@cd web && $(NPM) run --silent codegen:check
	$(SAY) 'all checks passed'

lint:
	$(SAY) 'format and lint'
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	$(SAY) 'import law'
	@$(BIN)/lint-imports --no-logo
	$(SAY) 'rules of this repository'
	@$(BIN)/python -m ops.lint

types:
	$(SAY) 'types'
	@$(BIN)/basedpyright --pythonpath $(BIN)/python
	@$(BIN)/basedpyright --pythonpath $(BIN)/python --project pyright.tests.json

bench: setup
	@exec $(BIN)/dataos bench $(ARGS)

shots: setup-dev chromium
	@exec $(BIN)/python -m tests.support.shots

$(DONE)/venv:
	$(SAY) 'creating $(VENV)'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "DataOS needs Python 3.11 or newer; this is " + sys.version)'
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
		$(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@mkdir -p $(DONE) && touch $@

$(DONE)/requirements: requirements/up.txt | $(DONE)/venv
	$(SAY) 'installing Python packages (about a minute the first time)'
	@{ $(PIP) install --require-hashes -r requirements/up.txt || touch $(DONE)/failed; } | $(NAMES)
	@! rm $(DONE)/failed 2>/dev/null
	@touch $@

$(DONE)/requirements-dev: requirements/dev.txt $(DONE)/requirements
	$(SAY) 'installing test tools'
	@{ $(PIP) install --require-hashes -r requirements/dev.txt || touch $(DONE)/failed; } | $(NAMES)
	@! rm $(DONE)/failed 2>/dev/null
	@touch $@

$(DONE)/package: pyproject.toml $(DONE)/requirements
	$(SAY) 'installing the dataos command'
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

web/node_modules/.done: web/package-lock.json web/package.json $(DONE)/requirements
	$(SAY) 'installing web packages (up to a minute the first time)'
	@cd web && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

web/codegen/node_modules/.done: web/codegen/package-lock.json $(DONE)/requirements
	$(SAY) 'installing the client generator'
	@cd web/codegen && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/.done: web/node_modules/.done $(WEB_SOURCES)
	$(SAY) 'building the web app'
	@cd web && $(NPM) run --silent build -- --logLevel warn
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			printf '\033[1m==>\033[0m installing chromium\n'; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		else \
			echo 'The browser tests need Chromium: install the package "chromium" of your system, then run make test again.' >&2; exit 1; \
		fi; }

client: setup-dev
	@$(BIN)/python -m ops.openapi
	@cd web && $(NPM) run --silent codegen

lock: $(DONE)/requirements-dev
	@$(BIN)/python -m ops.lint.lock
