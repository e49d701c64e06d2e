# Two commands do everything on a fresh machine with Python 3.11 or later and a network to PyPI:
#   make demo   sets up, makes the edition of the bundled example and says where it is
#   make test   sets up and passes the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench clean setup
.DELETE_ON_ERROR:

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Variorum needs Python 3.11 or later; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=23"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

demo: $(READY)
	@mkdir -p out
	$(BIN)/variorum compare examples/harbour-bridge --html out/edition.html --json out/edition.json --md out/edition.md
	@echo
	@echo "The edition as a page: out/edition.html (open it in a browser; it needs no network)"
	@echo "as data: out/edition.json, as Markdown: out/edition.md"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest

# Prints the scores on public development data; VARIORUM_DATA names the folder that holds it (see docs/scorecard.md).
bench: $(READY)
	$(BIN)/python tests/bench.py

clean:
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
