"""The test suite, on SQLite or on the database that ``DATABASE_URL`` names."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ehc.settings._environment import database
from ehc.settings.base import *  # noqa: F403
from ehc.settings.base import BASE_DIR

SERVICE_IS_DEMONSTRATION = True
SECRET_KEY = "demonstration-secret-of-the-test-suite-which-production-refuses"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and the browser's server then lock as they do in service.
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "test.sqlite3")}

MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="ehc-test-files-"))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEXT_BACKEND = "ehc.texts.DemonstrationTexts"
DEFAULT_FROM_EMAIL = "EHC assessments and plans <ehc@kent.example>"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
