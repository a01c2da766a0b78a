# Type `make` for the list. Needs make and Python 3.11 or newer; everything else is set up in .venv.
SHELL := /bin/bash
.DEFAULT_GOAL := list
BIN := .venv/bin
READY := .venv/ready
BROWSER := .venv/browser
# an older pip takes a pin of a package for no pin of that package with an extra
PIP := pip==26.3
# pytest-xdist: one process walks the site while another tries its tools; one kills at random while another does the rest
BY_FILE := -n 2 --dist loadfile --no-loadscope-reorder
ONE_BY_ONE := -n 2 --maxschedchunk 1
CITIES := 20
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

.PHONY: list lock run check test test-judge test-country test-twins test-oracle test-crash test-browser mutate bench serve sample clean

list: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(READY) ## the nightly run on data/raw: ingest, build, gate, release, reports
	@$(BIN)/majorwatch run

check: $(READY) ## what of data/raw would be refused, why, and how to mend it
	@$(BIN)/majorwatch check --no-copy data/raw

test: $(READY) ## lint, types and every test but those that kill processes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 -m "not crash and not browser and not judge and not country and not twins and not oracle"

test-judge: $(READY) ## 100,000 random histories by every policy: the SQL and a plain judge agree
	@$(BIN)/pytest -n 2 -m judge tests/golden

test-country: $(READY) ## real runs that take minutes, from ../shared/data: a country's graduates, a province's plans
	@$(BIN)/pytest -m country tests/real

test-twins: $(READY) ## twins of 20 random cities (CITIES=2: of two) over two releases: whole public folders are alike
	@TWIN_CITIES=$(CITIES) $(BIN)/pytest -n 2 -m twins tests/disclosure/twins

test-oracle: $(READY) ## fifty random cities are published as a plain reading of the rules says; of twenty an attacker pins nothing
	@$(BIN)/pytest -n 2 -m oracle tests/disclosure/test_oracle.py tests/disclosure/test_attacker.py

test-crash: $(READY) ## kill the run at every stage; the published release must stand
	@$(BIN)/pytest $(ONE_BY_ONE) -m crash

test-browser: $(BROWSER) ## walk the published sample in headless Chromium (Debian's package chromium)
	@$(BIN)/pytest $(BY_FILE) -m browser tests/browser

mutate: $(READY) ## break what refuses, judges and hides, one thing at a time; tests must notice (about half an hour)
	@$(BIN)/python -m tests.mutate

bench: $(READY) ## speed beside its rival, as ratios; writes tests/bench/RESULTS.md
	@$(BIN)/python -m tests.bench

serve: $(READY) ## keep the schedule: the nightly run every night, until stopped
	@$(BIN)/majorwatch serve

sample: $(READY) ## write the synthetic city of data/raw again, from its seed
	@$(BIN)/majorwatch sample data/raw

lock: $(READY) ## pin the components again, after a change of pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-annotate --quiet --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra test --extra browser --constraint requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet \
	  --output-file requirements-browser.lock

clean: ## remove what can be built again: .venv, .prefect, data/warehouse
	rm -rf .venv .prefect data/warehouse

# One environment, made again whenever what it was made from has changed.
$(READY): requirements.lock pyproject.toml
	@for candidate in $(CANDIDATES); do \
	  if $$candidate -c '$(SUITABLE)' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "需要 Python 3.11 或更新版本（含 venv 模块）。 Python 3.11 or newer, with its venv module, is needed." >&2; \
	  echo "已查找 looked for: $(CANDIDATES)" >&2; exit 2; \
	fi; \
	echo "正在准备运行环境（首次约需几分钟）… Setting up .venv with $$($$python --version), once."; \
	$$python -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# What only the browser's tests need.
$(BROWSER): $(READY) requirements-browser.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $(BROWSER)
