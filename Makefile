# Energy Desktop. Every target does its own set-up; the second time that takes no time.
#   make run ARGS="--data-dir ~/energy"     arguments for the program, pytest or the benchmarks

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON_IN_VENV := .venv/bin/python
PYTEST := QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m pytest
ARGS ?=

# A set variable would compile the program at each of the hundred starts that the tests make.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo test test-ha test-servers test-slow chaos check format screenshots bench translations lock clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Open the window (on a virtual screen if there is none)
	@scripts/set_up run
	@scripts/start_window $(ARGS)

demo: ## The same with a built-in demo home: no Home Assistant needed
	@scripts/set_up run
	@scripts/start_window --demo $(ARGS)

test: ## Run the tests
	@scripts/set_up test
	@$(PYTEST) -m "not real_home_assistant and not real_servers and not slow and not chaos" -n 4 $(ARGS)

test-ha: ## Run the tests against a real Home Assistant, which is installed for it
	@scripts/set_up test
	@$(PYTHON_IN_VENV) -m tests.real_home_assistant.install
	@$(PYTEST) -m real_home_assistant $(ARGS)

test-servers: ## Run the tests against real databases, which are fetched for it
	@scripts/set_up test
	@$(PYTHON_IN_VENV) -m tests.real_servers.install
	@$(PYTEST) -m real_servers $(ARGS)

test-slow: ## Run the slow tests: a recorder killed again and again
	@scripts/set_up test
	@$(PYTEST) -m "slow and not real_home_assistant and not real_servers" $(ARGS)

chaos: ## Let faults happen at random and compare (ARGS="--seed 7 --faults 200")
	@scripts/set_up test
	@$(PYTEST) -m chaos -q
	@$(PYTHON_IN_VENV) -m tests.chaos $(ARGS)

check: ## Check format, lint, import contracts and types
	@scripts/set_up check
	@scripts/check

format: ## Format the source and mend what ruff can mend
	@scripts/set_up check
	@.venv/bin/ruff check --fix --exit-zero --quiet .
	@.venv/bin/ruff format .

screenshots: ## Render every page and dialog into resources/screenshots/all, and those the README shows
	@scripts/set_up test
	@scripts/screenshots $(ARGS)

bench: ## Measure the program against its limits, into build/bench.json
	@scripts/set_up test
	@QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m benchmarks $(ARGS)

translations: ## Bring the translations up to date, and name what is unfinished
	@scripts/set_up test
	@$(PYTHON_IN_VENV) -m scripts.translations

lock: ## Write the lock files anew (ARGS=--upgrade for newer versions)
	@scripts/set_up check
	@scripts/lock $(ARGS)

clean: ## Remove what was built, and caches
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -not -path './.cache/*' -prune -exec rm -rf {} +

distclean: clean ## Remove the environment and the test installations as well
	@rm -rf .venv .cache
