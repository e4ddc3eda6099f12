.PHONY: test lint setup clean
.DEFAULT_GOAL := help

help:
	@echo "make test   set up, then the whole suite on SQLite and on a throw-away PostgreSQL"
	@echo "make lint   set up, then every check of style and types"

setup:
	@deploy/setup test

test: setup
	@deploy/test

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/python manage.py makemigrations --check --dry-run --settings ehc.settings.test

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis test.sqlite3
