# Two commands matter: `make run` and `make test`. Both make `.venv` first, and again only when
# requirements/ or the interpreter change (scripts/env.sh keeps a stamp).

PY := .venv/bin/python
CODE := bot core web sandbox tests bench deploy
# Two workers for a core, since tests wait for disks and answers more than they compute; ARGS=-n0 runs all of
# them in one process.
WORKERS := --dist loadgroup -n $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))

.DEFAULT_GOAL := help
.PHONY: help run scale test test-all lint format install bench bench-search faults soak lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

# `exec` leaves no shell between make and the bot: SIGTERM to either ends the bot in its own way.
run: ## start the whole service; without BOT_TOKEN in the sandbox (ARGS="--role web" passes options)
	@scripts/env.sh run
	@exec $(PY) -m bot run $(ARGS)

scale: ## two of each process over PostgreSQL and Redis, in the sandbox (ARGS="--bot 4"; private servers if none is named)
	@scripts/env.sh dev
	@exec $(PY) -m deploy.scale $(ARGS)

test: ## every test, the long ones as a sample; starts its own PostgreSQL and Valkey (ARGS="-k word")
	@scripts/env.sh dev
	@scripts/chromium.sh
	@exec scripts/test.sh $(WORKERS) $(ARGS)

test-all: ## every test, whole: all services of the catalogue, a fresh clone, long runs
	@scripts/env.sh dev
	@scripts/chromium.sh
	@exec env OKNO_TEST_ALL=1 scripts/test.sh $(WORKERS) $(ARGS)

lint: ## ruff, mypy --strict and the import contracts
	@scripts/env.sh dev
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check .
	@$(PY) -m mypy $(wildcard $(CODE))
	@$(PY) -c "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"

format: ## put the code in shape with ruff
	@scripts/env.sh dev
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format .

install: ## the environment alone (.venv with everything that tests and lint need)
	@scripts/env.sh dev

bench: ## measure the figures the README quotes (ARGS=name measures one)
	@scripts/env.sh dev
	@exec $(PY) -m bench $(ARGS)

bench-search: ## the search beside other engines (ARGS="--queries FILE")
	@scripts/env.sh dev
	@exec $(PY) -m bench search $(ARGS)

faults: ## kill it in every way there is and compare what is left (ARGS="--seed 7 --parts storm")
	@scripts/env.sh dev
	@exec $(PY) -m bench.faults $(ARGS)

soak: ## half an hour at 20 turns a second, to see what grows (ARGS="--minutes 5 --scale")
	@scripts/env.sh dev
	@exec $(PY) -m bench soak $(ARGS)

lock: ## write requirements/*.txt anew from pyproject.toml (needs uv)
	@scripts/lock.sh

clean: ## remove .venv and caches; ./var with its keys stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
