# make demo   install, index the sample articles, ask one question
# make test   install the development tools too, then run every check
# make clean  remove what the two have made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test format clean

demo: $(VENV)/.installed
	$(BIN)/pullquote index seeds
	$(BIN)/pullquote ask "How many people have been driven from their homes in Lebanon?"

test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov --cov-report=term:skip-covered

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .pullquote .pytest_cache .mypy_cache .ruff_cache .coverage

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing into $(VENV); the first time this takes a few minutes."
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the development tools into $(VENV)."
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
