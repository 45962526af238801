# Every command there is. `make demo` shows the answer on a sample life; `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin
DEMO_LEDGER ?= .demo/ledger.sqlite
# 0: `make demo` ends after its one screen; otherwise it serves the sample's window until Ctrl-C.
SERVE ?= 1
# Groups of tests that need a system part. A name listed here (java,chromium) must be present; others are skipped, by name.
VINCULO_REQUIRE ?=
export VINCULO_REQUIRE

.PHONY: help demo test lint format messages golden docs sample bench fuzz forecast sensitivity engines lock wheel clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

.venv/.ok: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "vinculo needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	@$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.spark: .venv/.ok requirements-spark.lock
	@$(BIN)/uv pip install -q --require-hashes -r requirements-spark.lock
	@touch $@

.venv/.fuzz: .venv/.ok requirements-fuzz.lock
	@$(BIN)/uv pip install -q --require-hashes -r requirements-fuzz.lock
	@touch $@

demo: .venv/.ok ## the sample life, answered in one screen, then in the browser until Ctrl-C (SERVE=0: the screen only)
	@$(BIN)/vinculo --ledger $(DEMO_LEDGER) demo $(if $(filter 0,$(SERVE)),--no-serve,--serve)

test: lint $(if $(findstring java,$(VINCULO_REQUIRE)),.venv/.spark) ## lint, types, layers, and every test
	@$(BIN)/pytest -q -n auto --dist loadfile tests

lint: .venv/.ok ## style, types and the layers contract
	@$(BIN)/ruff check -q . && $(BIN)/ruff format -q --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache

format: .venv/.ok ## put the code in order
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

messages: .venv/.ok ## compile the words of the screens (en, es)
	@$(BIN)/pybabel -q compile -d src/vinculo/locale -D vinculo --use-fuzzy

golden: .venv/.ok ## write the expected snapshots anew; read the difference before you commit it
	@$(BIN)/pytest -q tests/sources --golden

docs: .venv/.ok ## write the generated pages anew
	@$(BIN)/python docs/generate.py

sample: .venv/.ok ## generate the sample life anew (same seed, same bytes)
	@$(BIN)/python sample/generate.py

bench: .venv/.ok ## what things cost, as ratios measured in one run
	@$(BIN)/python -m bench

fuzz: .venv/.fuzz ## search for files that crash a source, ten minutes for each (FUZZ_SECONDS=60: one; SOURCES="mail vcard": those)
	@PYTHONPATH=tests $(BIN)/python -m fuzz.guided $(SOURCES)

forecast: .venv/.ok ## learn the public parameters of the forecasts and judge them, where the sets are
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.fit_priors
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.fit_stages
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.fit_reliability
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.forecast

sensitivity: .venv/.ok ## what moves if a judgment is wrong by a factor of two, into docs/sensitivity.md
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.sensitivity

engines: .venv/.spark ## the kernel on DuckDB and Spark, compared
	@VINCULO_REQUIRE=java $(BIN)/pytest -q tests/engines

wheel: .venv/.ok ## build the wheel
	@$(BIN)/uv build -q --wheel --no-build-isolation

lock: .venv/.ok ## resolve the dependencies anew
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml --group dev -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml --extra spark --group dev -c requirements.lock -o requirements-spark.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --group fuzz -o requirements-fuzz.lock

clean: ## remove what was built, not your ledgers
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
