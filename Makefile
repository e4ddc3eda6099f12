.PHONY: help setup run test lint audit assets messages diagrams soak clean
.DEFAULT_GOAL := help

help:
	@echo "make run       set up, then serve the demonstration on http://localhost:8000"
	@echo "make test      set up, then the whole suite on SQLite and on a throw-away PostgreSQL"
	@echo "make lint      set up, then every check of style and types"
	@echo "make audit     known faults of what is installed (asks the package index)"
	@echo "make assets    compile the style sheet again (needs node)"
	@echo "make messages  gather what is to be translated, and list what waits (needs gettext)"
	@echo "make diagrams  draw the diagrams of the processes again (needs graphviz)"
	@echo "make soak      the long and large tests"

setup:
	@deploy/setup test

run:
	@deploy/setup run
	@.venv/bin/python manage.py migrate --verbosity 0
	@.venv/bin/python manage.py createcachetable
	@.venv/bin/python manage.py seed_demo --size small --if-absent
	@.venv/bin/python manage.py run_demo

test: setup
	@deploy/test

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/djlint ehc/templates quality_assurance/templates --lint --quiet
	.venv/bin/bandit --quiet --recursive -ll ehc quality_assurance
	.venv/bin/python manage.py makemigrations --check --dry-run --settings ehc.settings.test
	@SECRET_KEY=$$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))') \
	    ALLOWED_HOSTS=ehc.example DATABASE_URL=sqlite:////tmp/never-opened.sqlite3 \
	    MEDIA_ROOT=/tmp EMAIL_HOST=mail.example DEFAULT_FROM_EMAIL=ehc@ehc.example \
	    SERVICE_URL=https://ehc.example .venv/bin/python manage.py check --deploy \
	    --fail-level WARNING --settings ehc.settings.production

audit: setup
	.venv/bin/pip-audit --strict --requirement requirements.txt

assets: setup
	npm ci --silent
	node ehc/static_src/build.mjs

# Without the lines on which a sentence stands: a catalogue then changes only when its words do.
messages: setup
	.venv/bin/python manage.py makemessages --locale cy --locale ar --add-location file --no-wrap \
	    --no-obsolete --ignore tests --ignore node_modules --settings ehc.settings.test
	.venv/bin/python manage.py compilemessages --verbosity 0 --settings ehc.settings.test
	.venv/bin/python -m tests.catalogues | tee tests/waiting_for_translation.txt

diagrams: setup
	@.venv/bin/python manage.py state_diagrams
	@.venv/bin/python manage.py law_document

soak: setup
	.venv/bin/python -m pytest tests -m soak

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis test.sqlite3
