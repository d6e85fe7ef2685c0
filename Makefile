# Needs only Python 3.11+ and make. Every target creates what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
CONSTRAINTS := .ci/constraints.txt
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint $(CONSTRAINTS)

# Lint beside the tests, the words of each by themselves.
ifneq (,$(filter check,$(MAKECMDGOALS)))
MAKEFLAGS += --jobs=2 --output-sync=target
endif

.PHONY: help install demo serve test check lint bench readers browser score gold tables measure clean

help:            ## this list
	@grep -E '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

install: $(VENV)/.installed  ## create .venv with the command `auditor`

demo: $(VENV)/.installed  ## crawl the sample portal for three nights and write its report to demo-out/
	$(BIN)/auditor demo --out demo-out

serve: $(VENV)/.installed  ## the same, then the web portal on http://127.0.0.1:8000/ with one account for each role
	$(BIN)/auditor demo --out demo-out --serve

test: $(VENV)/.installed-dev  ## run the tests, on two cores
	@$(BIN)/python -m compileall -q auditor reports rules spiders tests  # once, not in each of the processes
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: lint test  ## lint, types, import direction, tests

lint: $(VENV)/.installed-dev  ## ruff, mypy --strict, import-linter, deptry
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: $(VENV)/.installed-dev  ## speed against a baseline measured in the same run
	$(BIN)/python -m tests.bench

readers: $(VENV)/.installed-dev  ## every page of the portal on a large district, alone, a hundred at once, while a night writes; make readers SCALE=0.1: a tenth of it; DB=postgresql://…: in that empty database
	$(BIN)/python -m tests.bench.readers $(SCALE) $(DB)

browser: demo $(VENV)/.installed-browser  ## look at the papers in Chromium: axe, widths, where pages break; read lists that scripts fill
	$(BIN)/python -m pytest tests/test_browser.py tests/test_rendering.py tests/test_rendered_nights.py tests/test_web_browser.py tests/test_web_keys.py -rs

ifneq ($(filter score,$(MAKECMDGOALS)),)
CODES := $(filter-out help install demo serve test check lint bench readers browser score gold tables measure clean,$(MAKECMDGOALS))
.PHONY: $(CODES)
$(CODES):
	@:
endif
score: $(VENV)/.installed-dev  ## recall and precision of every rule over tests/corpus, a guard against going back; make score FMT001: of one rule
	@$(BIN)/python -m tests.score $(CODES)

gold: $(VENV)/.installed-dev  ## write the golden reports and findings anew, then look at the difference
	AUDITOR_GOLD=write $(BIN)/python -m pytest tests/test_reports.py tests/test_rule_changes.py
	git diff --stat tests/gold

SCALE ?= 1
ARPA ?= lm_sc.arpa
LAWS ?= Laws
NEWS ?= xin-wen-lian-bo
REPORTS ?= gov
ERRORS ?= ECSpell
PAPERS = $(LAWS) $(REPORTS)
PACKAGES = $(shell $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
tables: $(VENV)/.installed-tables  ## make the tables of rules/text/engine anew: make tables ARPA=lm_sc.arpa LAWS=Laws REPORTS=gov NEWS=xin-wen-lian-bo ERRORS=ECSpell
	$(BIN)/python -m rules.text.build.origins $(ARPA) $(PACKAGES) $(ERRORS) $(PAPERS) $(NEWS)
	$(BIN)/python -m rules.text.build.lexicon $(PACKAGES)
	$(BIN)/python -m rules.text.build.laws $(PAPERS)
	$(BIN)/python -m rules.text.build.model $(ARPA) $(PACKAGES) $(PAPERS) $(NEWS)
	$(BIN)/python -m rules.text.build.weights tests/planted $(ERRORS) $(PAPERS) $(NEWS)

measure: $(VENV)/.installed-dev  ## doubts and recall of TXT001 and TXT008 on what was never counted or fitted, into docs/score.md: make measure LAWS=Laws REPORTS=gov NEWS=xin-wen-lian-bo ERRORS=ECSpell
	$(BIN)/python -m tests.measured $(LAWS) $(REPORTS) $(NEWS) $(ERRORS)

clean:           ## remove the virtual environment and everything generated
	rm -rf $(VENV) demo-out build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml $(CONSTRAINTS)
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/.installed-browser: $(VENV)/.installed-dev
	$(PIP) --editable '.[browser]'
	@touch $@

$(VENV)/.installed-tables: $(VENV)/.installed
	$(PIP) --editable '.[tables]'
	@touch $@
