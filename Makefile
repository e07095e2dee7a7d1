# Botwijzer. Two commands do everything: `make site` and `make test`. Needs Python 3.11 or newer, and make.
# Everything is installed into .venv; nothing of the machine's own Python packages is used.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
CLI := $(BIN)/python hooks/cli.py

export PYTHONNOUSERSITE = 1
export PYTHONUTF8 = 1
export NO_MKDOCS_2_WARNING = 1
unexport PYTHONPATH
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help site release promise serve check check-site status stamp restamp worksheet take-in language review links-online test test-full lint bench bench-search clean

help:  ## show what can be asked for
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 22

$(VENV)/.site: requirements.txt
	@test -n "$(PYTHON)" || { echo "Botwijzer needs Python 3.11 or newer; none was found. Set PYTHON=/path/to/python3."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version): about half a minute, once."
	@rm -f $(VENV)/.site $(VENV)/.dev
	@$(PYTHON) -m venv --clear $(VENV) || { echo "Python's venv module is missing (on Debian: apt install python3-venv)."; exit 1; }
	@$(PIP) install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements-dev.txt
	@echo "Adding what the tests need: about half a minute, once."
	@$(PIP) install --quiet --requirement requirements-dev.txt
	@touch $@

$(VENV)/.browser: $(VENV)/.dev tests/find_browser.py
	@$(BIN)/python tests/find_browser.py --install > $@.tmp && mv $@.tmp $@
	@echo "Browser for the tests: $$(cat $@)"

site: $(VENV)/.site  ## check everything, build the site into site/, say where it is
	@$(CLI) build

release: $(VENV)/.site  ## build a site that paper may point to, and remember its papers (SITE_URL=… REPORT_ADDRESS=…)
	@$(CLI) release

promise: $(VENV)/.site  ## after make site: promise its addresses, so that a later build in which one is gone fails by name
	@$(CLI) promise

serve: $(VENV)/.site  ## preview with reload (LANG_ONLY=en for one language)
	@$(BIN)/mkdocs serve --livereload

check: $(VENV)/.site  ## the content checks alone, without building (CODE=pl for one language, a draft too)
	@$(CLI) check $(if $(CODE),--language $(CODE))

check-site: $(VENV)/.site  ## the checks of the built site alone
	@$(CLI) check-site

status: $(VENV)/.site  ## pages by language: current, stale, missing, unreviewed; how easy each reads
	@$(CLI) status

stamp: $(VENV)/.site  ## record that a translation was made from today's Dutch (PAGES="docs/en/index.md")
	@$(CLI) stamp $(PAGES)

restamp: $(VENV)/.site  ## after a spelling fix: translations and papers stay current (PAGE=docs/nl/….md REASON="…")
	@$(CLI) restamp "$(PAGE)" --reason "$(REASON)"

language: $(VENV)/.site  ## add a language as a draft, or list what it still lacks (CODE=de)
	@$(CLI) language "$(CODE)"

# LANG counts only when it is given here: every shell has one of its own.
worksheet: $(VENV)/.site  ## one file for a translator without git, Dutch beside the translation (LANG=pl [FILE=….xlsx])
	@$(CLI) worksheet "$(if $(filter command,$(origin LANG)),$(LANG))" $(if $(FILE),--file "$(FILE)")

take-in: $(VENV)/.site  ## check the answers in a translator's worksheet, and write them into the pages (FILE=….xlsx)
	@$(CLI) take-in "$(FILE)"

review: $(VENV)/.site  ## record who read a page (PAGE=docs/nl/….md BY=id ON=2026-11-22 [NEXT=2027-11-22])
	@$(CLI) review "$(PAGE)" --by "$(BY)" --on "$(ON)" $(if $(NEXT),--next "$(NEXT)")

links-online: $(VENV)/.dev  ## try every external address over the network, politely, and report
	@$(CLI) links-online

lint: $(VENV)/.dev  ## ruff, mypy, import rules
	@$(BIN)/ruff check hooks tests
	@$(BIN)/ruff format --check hooks tests
	@$(BIN)/mypy
	@PYTHONPATH=hooks $(BIN)/lint-imports

test: $(VENV)/.browser lint  ## all tests, in a real browser too
	@BOTWIJZER_CHROMIUM="$$(cat $(VENV)/.browser)" $(BIN)/python -m pytest -m "not full"

test-full: $(VENV)/.browser lint  ## the same with the whole matrix of pages, sizes and colour schemes
	@BOTWIJZER_CHROMIUM="$$(cat $(VENV)/.browser)" $(BIN)/python -m pytest

bench: $(VENV)/.dev  ## weight of a first page view, and build time beside a stock build
	@PYTHONPATH=hooks $(BIN)/python tests/bench.py

bench-search: $(VENV)/.dev  ## how well, how light and how fast the search answers, beside the theme's own
	@PYTHONPATH=hooks $(BIN)/python tests/bench_search.py

clean:  ## remove everything that was made
	rm -rf $(VENV) site .site.new .site.old .build .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
