"""Reading settings from the environment, with sentences for what is missing."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

MINIMUM_SECRET_LENGTH = 50
MINIMUM_SHARED_LENGTH = 32
_NOT_SECRET = ("django-insecure", "demonstration", "changeme", "change-me", "secret")


def required(name: str) -> str:
    """The value of an environment variable that has no sensible default.

    Raises:
        ImproperlyConfigured: when it is missing or empty.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: see docs/deploy.md.")
    return value


def names(value: str) -> list[str]:
    """Split a comma-separated value, without empty entries."""
    return [part.strip() for part in value.split(",") if part.strip()]


def hosts(value: str) -> list[str]:
    """The host names that the service answers to.

    Raises:
        ImproperlyConfigured: for ``*``, with which a link in an email leads wherever the one who
            asked for it says.
    """
    found = names(value)
    if "*" in found:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts: * would answer to any.")
    return found


def flag(name: str, *, default: bool) -> bool:
    """A yes-or-no environment variable.

    Raises:
        ImproperlyConfigured: when it is set to anything but yes, no, true, false, 1, 0, on, off.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def whole_number(name: str, *, default: int, least: int = 0) -> int:
    """A whole-number environment variable.

    Args:
        least: the smallest that makes sense.

    Raises:
        ImproperlyConfigured: when it is set to something else, or to less.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    if int(value) < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {value}.")
    return int(value)


def secret_key() -> str:
    """The secret that signs sessions and links.

    Raises:
        ImproperlyConfigured: when it is missing, short, a known default, or hardly varied.
    """
    value = required("SECRET_KEY")
    if len(value) < MINIMUM_SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"SECRET_KEY must have at least {MINIMUM_SECRET_LENGTH} characters: "
            "make one with `python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
        )
    if value.lower().startswith(_NOT_SECRET) or len(set(value)) < 10:
        raise ImproperlyConfigured(
            "SECRET_KEY is a default or too easy to guess: "
            "make one with `python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
        )
    return value


def shared_secret(name: str) -> str:
    """A secret that somebody else is given too; empty where there is none.

    Raises:
        ImproperlyConfigured: when it is short, or hardly varied.
    """
    value = os.environ.get(name, "").strip()
    if value and (len(value) < MINIMUM_SHARED_LENGTH or len(set(value)) < 10):
        raise ImproperlyConfigured(
            f"{name} must have at least {MINIMUM_SHARED_LENGTH} characters and be hard to guess: "
            "make one with `python -c 'import secrets; print(secrets.token_urlsafe(32))'`."
        )
    return value


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at ``url``.

    SQLite is opened in WAL mode with immediate transactions and a 20 second wait: without them
    concurrent writers lose transactions. PostgreSQL gets a pool, whose size is
    ``DATABASE_POOL_SIZE`` (20) connections in each process.

    Args:
        url: ``sqlite:///relative.sqlite3``, ``sqlite:////absolute.sqlite3`` or
            ``postgres://user:password@host:port/name``.

    Raises:
        ImproperlyConfigured: for any other kind of database.
    """
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like sqlite:///db.sqlite3 or postgres://user:password@host/name."
        ) from error
    engine = parsed["ENGINE"]
    if engine == "django.db.backends.sqlite3":
        parsed["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    elif engine == "django.db.backends.postgresql":
        size = whole_number("DATABASE_POOL_SIZE", default=20)
        parsed["OPTIONS"] = {
            **parsed.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": size, "timeout": 20},
        }
    else:
        raise ImproperlyConfigured(
            "DATABASE_URL must name SQLite (sqlite:///…) or PostgreSQL (postgres://…)."
        )
    parsed["ATOMIC_REQUESTS"] = False
    return parsed
