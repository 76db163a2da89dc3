# Two commands: `make serve` and `make test`. Each sets up all that it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INDEX  ?= var/index
PORT   ?= 8000
COMPILE = $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml

.PHONY: serve test torture lint lock audit browser clean

serve: $(VENV)/.installed
	$(BIN)/dateline --index $(INDEX) reindex
	$(BIN)/dateline --index $(INDEX) serve --port $(PORT)

test: $(VENV)/.installed-test browser
	$(BIN)/python -m pytest

# The long tests of trust: kills, flipped bytes, full disks, load, fuzzing. Some hours where the machine is shared.
torture: $(VENV)/.installed-test
	$(BIN)/python -m tests.torture

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The browser tests drive Debian's Chromium; without one they are skipped and say so.
browser:
	@if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk \
	  || echo "No Chromium could be installed: the browser tests will be skipped."; \
	else echo "No Chromium here (Debian: apt-get install chromium): the browser tests will be skipped."; fi

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer; say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q dateline.py corpus search web
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# After a change of the dependencies in pyproject.toml.
lock: $(VENV)/.created
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra test -c requirements.lock -o requirements-test.lock

# Known weaknesses of what is locked, by PyPI's vulnerability service; what could not be asked about is a failure too.
audit: $(VENV)/.created
	$(BIN)/python -m pip install -q --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

clean:
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots
