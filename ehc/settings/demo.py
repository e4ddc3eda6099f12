"""The demonstration on one machine: SQLite, invented data, mail kept in the database."""

from __future__ import annotations

import os
from pathlib import Path

from ehc.settings._environment import database
from ehc.settings.base import *  # noqa: F403
from ehc.settings.base import BASE_DIR

SERVICE_IS_DEMONSTRATION = True
# Emailed links lead to the port that the demonstration is served on.
SERVICE_URL = os.environ.get("SERVICE_URL") or f"http://localhost:{os.environ.get('PORT', '8000')}"
# Known to everybody, as everything in the demonstration is. Production refuses it.
SECRET_KEY = "demonstration-only-and-known-to-everybody-so-production-refuses-it"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Where the links in emails lead: to the port that is being served.
SERVICE_URL = f"http://localhost:{os.environ.get('PORT') or 8000}"

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
SIGNED_RECORDINGS = os.environ.get("SIGNED_RECORDINGS", "")
STATICFILES_DIRS = [("signed", SIGNED_RECORDINGS)] if SIGNED_RECORDINGS else []
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or BASE_DIR / "files")
EMAIL_BACKEND = "ehc.adapters.DemonstrationEmailBackend"
TEXT_BACKEND = "ehc.texts.DemonstrationTexts"
DEFAULT_FROM_EMAIL = "EHC assessments and plans <ehc@kent.example>"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
