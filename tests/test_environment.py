"""The environment: what each process reads from it, and what production refuses to start with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ehc.settings import demo
from ehc.settings import test as suite
from ehc.settings._environment import database, flag, secret_key, whole_number

ROOT = Path(__file__).resolve().parent.parent
GOOD_SECRET = "Zk3vJ0q8wXy7RtB2mN5pLh9cDf4gSa6eUoIiKjHbVzQxWnMrTs"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ehc.settings.production",
    "SECRET_KEY": GOOD_SECRET,
    "ALLOWED_HOSTS": "ehc.example",
    "DATABASE_URL": "sqlite:////nowhere/never-opened.sqlite3",
    "MEDIA_ROOT": "/nowhere",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "ehc@ehc.example",
    "SERVICE_URL": "https://ehc.example",
}


def _check(**changes: str) -> subprocess.CompletedProcess[str]:
    """What ``check --deploy`` says with an environment that differs by a few values."""
    given = {name: value for name, value in {**PRODUCTION, **changes}.items() if value}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={**kept, **given},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_a_whole_environment_and_no_warning() -> None:
    said = _check()
    assert (said.returncode, said.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY in the environment"),
        ({"SECRET_KEY": "too short"}, "SECRET_KEY must have at least 50 characters"),
        ({"SECRET_KEY": demo.SECRET_KEY}, "SECRET_KEY is a default or too easy to guess"),
        ({"SECRET_KEY": suite.SECRET_KEY}, "SECRET_KEY is a default or too easy to guess"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is a default or too easy to guess"),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS in the environment"),
        ({"DATABASE_URL": ""}, "Set DATABASE_URL in the environment"),
        ({"DATABASE_URL": "mysql://root@localhost/ehc"}, "must name SQLite"),
        ({"SERVICE_URL": ""}, "Set SERVICE_URL in the environment"),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT must be a whole number"),
        ({"BEHIND_TLS_PROXY": "perhaps"}, "BEHIND_TLS_PROXY must be yes or no"),
    ],
)
def test_production_refuses_to_start_and_says_why(changes: dict[str, str], says: str) -> None:
    said = _check(**changes)
    assert said.returncode != 0
    assert says in said.stderr


def test_a_good_secret_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", GOOD_SECRET)
    assert secret_key() == GOOD_SECRET


def test_sqlite_waits_its_turn_and_postgresql_keeps_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    options = database("sqlite:///db.sqlite3")["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]
    monkeypatch.setenv("DATABASE_POOL_SIZE", "7")
    pooled = database("postgres://ehc:secret@db.example:5433/ehc")
    assert (pooled["HOST"], pooled["PORT"], pooled["NAME"]) == ("db.example", 5433, "ehc")
    assert pooled["OPTIONS"]["pool"]["max_size"] == 7


@pytest.mark.parametrize("url", ["mysql://root@localhost/ehc", "nonsense", "oracle://x"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must"):
        database(url)


@pytest.mark.parametrize(
    ("value", "means"), [("yes", True), ("TRUE", True), ("0", False), ("off", False), ("", True)]
)
def test_a_flag_is_yes_or_no_or_its_default(
    value: str, means: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_FLAG", value)
    assert flag("A_FLAG", default=True) is means


def test_a_number_is_read_or_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_NUMBER", "25")
    assert (whole_number("A_NUMBER", default=5), whole_number("NOT_SET", default=5)) == (25, 5)


@pytest.mark.parametrize(
    ("entry", "module"),
    [("manage.py", "demo"), ("ehc/wsgi.py", "production"), ("ehc/asgi.py", "production")],
)
def test_each_entry_has_its_settings(entry: str, module: str) -> None:
    found = re.findall(r"ehc\.settings\.(\w+)", (ROOT / entry).read_text())
    assert found == [module]
