.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check lint format bench bench-large differential lock fuzz bombs soak

PORT ?= 8000
BIN := .venv/bin
CODE := documents workflows govern tests $(wildcard migrations/*.py migrations/versions/*.py wsgi.py)

help: ## list what make can do here
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

setup: ## prepare .venv (system libraries by apt when missing and permitted)
	@.ci/setup run

setup-test:
	@.ci/setup test

run: export PORT := $(PORT)
run: export GOVERN_HOME ?= $(CURDIR)/instance
run: export GOVERN_URL ?= http://127.0.0.1:$(PORT)
run: export GOVERN_DEMONSTRATION ?= yes
run: setup ## set up, create the demonstration on first use, serve on 127.0.0.1:$PORT
	@$(BIN)/govern migrate
	@$(BIN)/govern demo
	@exec $(BIN)/govern serve

test: setup-test ## the whole test suite, on SQLite and PostgreSQL and in a browser
	@echo '==> tests'
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup-test ## style, types and import contracts
	@echo '==> style'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo '==> types'
	@$(BIN)/mypy $(CODE)
	@echo '==> import contracts'
	@$(BIN)/lint-imports

check: lint test ## lint and test: what continuous integration runs

format: setup ## put the code into the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup-test ## print the benchmark table
	@$(BIN)/python -m tests.bench

differential: setup-test ## ask judge, gate and a real OPA engine a million random questions each
	@$(BIN)/python -m tests.bench.differential

bench-large: setup ## a million flows, and a hundred gates: ten minutes, and below 8 GB of memory
	@$(BIN)/python -m tests.bench.large_gate_bench

soak: setup-test ## fifty editors save two hundred times each on one document: minutes
	@$(BIN)/python -m tests.bench.soak

fuzz: setup-test ## mutate records at random for FUZZ_SECONDS (60) and check that none passes
	@$(BIN)/python -m tests.records.fuzz

bombs: setup-test ## print every text that was made to hurt the printer: minutes
	@$(BIN)/python -m tests.records.bombs

lock: setup ## resolve requirements.lock anew from setup.cfg
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	    .ci/bootstrap.in -o .ci/bootstrap.txt
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	    --universal --extra server --extra s3 --extra test setup.cfg .ci/bootstrap.txt -o requirements.lock
