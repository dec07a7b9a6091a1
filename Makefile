# Two commands: `make run` and `make test`. Everything below works on a fresh Debian with python3, python3-venv, make, git.
PY := .venv/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
# Node trusts its own list of authorities; a network with an authority of its own is known to the system.
CA := /etc/ssl/certs/ca-certificates.crt
PIP := .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes
SOURCES := literasi tests migrations

.PHONY: run demo test check bench shots lock translations clean tools

run: .venv/ready-run
	@HOST=$(HOST) PORT=$(PORT) exec .venv/bin/literasi serve

demo: .venv/ready-run
	@PORT=$(PORT) exec .venv/bin/literasi demo

test: .venv/ready-dev tools
	.venv/bin/ruff format --check $(SOURCES)
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/mypy
	.venv/bin/djlint literasi --lint --quiet
	$(PY) -m pytest --all -n 2 --dist loadgroup -q -rR
	$(PY) -m pytest --all --database=postgresql -m "not browser and not node and not strace and not pure" -n 2 --dist loadgroup -q -rR

check: .venv/ready-dev
	.venv/bin/ruff format $(SOURCES)
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/mypy
	.venv/bin/djlint literasi --lint --quiet
	$(PY) -m pytest -n 2 -q tests/house/test_floor_plan.py tests/house/test_manners.py tests/kernel tests/progress tests/home tests/lessons tests/querylang

bench: .venv/ready-dev
	$(PY) -m tests.bench all

shots: .venv/ready-dev tools
	$(PY) -m tests.shots

# Exact lines, so that a lock can be made again. They name no package host.
lock:
	uv pip compile pyproject.toml --extra postgres --extra redis --group build --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	uv pip compile pyproject.toml --extra postgres --extra redis --group build --group test --group e2e --group lint -c requirements.lock --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-dev.lock

# Root gets what Debian lacks; everybody else is told at the end of the run, which then exits with 2.
tools:
	@missing=""; \
	command -v chromium >/dev/null || missing="chromium fonts-noto-core"; \
	command -v strace >/dev/null || missing="$$missing strace"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; fi
	@if command -v npm >/dev/null && [ ! -x tests/html/node_modules/.bin/html-validate ]; then \
		NODE_EXTRA_CA_CERTS=$(CA) npm ci --silent --no-audit --no-fund --prefix tests/html || true; fi

translations: .venv/ready-dev
	$(PY) -m tests.i18n

.venv/bin/pip:
	@python3 -c "import ensurepip" 2>/dev/null || { echo "python3-venv belum ada. Pasang dulu: apt install python3-venv"; exit 1; }
	python3 -m venv .venv

.venv/ready-run: .venv/bin/pip requirements.lock pyproject.toml
	$(PIP) -r requirements.lock
	.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready-run requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv shots
