# Everything runs in a virtual environment that these targets make; nothing but Python 3.11 and make is needed.
PYTHON ?= python3.11
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt
PAGE := eval_sets/libya_benghazi/page.ar.txt

.PHONY: demo test check quick lint types unit browser train-smoke gate serve benchmark clean

demo: $(VENV)/.ready ## install, then translate and summarize the real page
	$(RUN) -m mt digest $(PAGE)

test: $(VENV)/.ready-dev check ## install everything the checks need, then run them all

check: lint types unit train-smoke gate ## all checks, in an environment that is ready

quick: lint types ## what to run between two edits
	$(RUN) -m pytest -m "not slow and not browser"

lint:
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types:
	$(VENV)/bin/mypy

unit:
	$(RUN) -m pytest -m "not browser"

browser: ## the web page in Chromium (to be installed before), screenshots in build/page
	$(RUN) -m pytest -m browser

train-smoke: ## the whole training recipe on a tiny corpus: prepare, train, resume, export, decode
	$(RUN) -m training.smoke

gate: ## fail when translations or summaries are worse than the accepted baseline
	@mkdir -p build
	$(RUN) -m mt eval run --set challenge --set libya_benghazi --summarizer default --out build/run.json --restart --quiet
	$(RUN) -m mt eval gate --baseline eval_sets/baselines/news.json build/run.json

serve: $(VENV)/.ready ## the page in a browser
	$(PIP) -e '.[ui]'
	$(RUN) app.py

benchmark: ## speed and memory beside raw CTranslate2 and transformers, on the same weights
	$(RUN) benchmarks/translate.py

$(VENV)/.ready: pyproject.toml constraints.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(PIP) -e '.[all,training,convert]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
