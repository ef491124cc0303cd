# make demo       install, index the sample articles, ask one question
# make test       install the development tools too, then run every check
# make coverage   run the tests, and fail if they reach less than 90 % of the lines; half as slow again
# make test-fast  run the tests of qa and vectorstore; stop at the first that fails
# make lint       check format, style and imports
# make types      check the types
# make format     format, and mend what can be mended
# make eval       ask the 98 questions to our own articles whose answers are known
# make release-check  install the wheel with each Python that is here, and ask it from a foreign folder; then try a
#                 real Milvus server, and kill it; ask a hundred questions before and after a transfer; and
#                 kill a machine of a Ray cluster, if Ray is installed
# make clean      remove what these have made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test coverage test-fast lint types format eval release-check clean

demo: $(VENV)/.installed
	$(BIN)/pullquote index seeds
	$(BIN)/pullquote ask "How many people have been driven from their homes in Lebanon?"

test: lint types
	$(BIN)/pytest --numprocesses auto --dist worksteal --durations 20

coverage: $(VENV)/.installed-dev
	$(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term:skip-covered

test-fast: $(VENV)/.installed-dev
	$(BIN)/pytest -q -x tests/qa tests/vectorstore

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(VENV)/.installed-dev
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(VENV)/.installed
	$(BIN)/pullquote eval benchmarks/shelf/questions.jsonl --articles seeds --articles benchmarks/shelf

release-check: $(VENV)/.installed-dev
	$(PYTHON) -m tests.release $(ARGUMENTS)
	$(BIN)/python -m tests.milvus_release
	$(BIN)/python -m tests.transfer_release
	$(BIN)/python -m tests.ray_release

clean:
	rm -rf $(VENV) .pullquote .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage

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
