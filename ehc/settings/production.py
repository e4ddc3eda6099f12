"""Service to the public: everything is read from the environment; see docs/deploy.md."""

from __future__ import annotations

import os
from pathlib import Path

from ehc.settings._environment import (
    database,
    flag,
    hosts,
    names,
    required,
    secret_key,
    shared_secret,
    whole_number,
)
from ehc.settings.base import *  # noqa: F403

SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = names(os.environ.get("SECRET_KEY_FALLBACKS", ""))
ALLOWED_HOSTS = hosts(required("ALLOWED_HOSTS"))
CSRF_TRUSTED_ORIGINS = [
    f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS
]

SERVICE_URL = required("SERVICE_URL").rstrip("/")
# An emailed link to an unsent request works for 30 days: it outlives no request.
UNSENT_REQUESTS_KEPT_DAYS = whole_number("UNSENT_REQUESTS_KEPT_DAYS", default=90, least=31)

DATABASES = {"default": database(required("DATABASE_URL"))}
SIGNED_RECORDINGS = os.environ.get("SIGNED_RECORDINGS", "")
STATICFILES_DIRS = [("signed", SIGNED_RECORDINGS)] if SIGNED_RECORDINGS else []
MEDIA_ROOT = Path(required("MEDIA_ROOT"))
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or STATIC_ROOT)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = required("EMAIL_HOST")
EMAIL_PORT = whole_number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
TEXT_BACKEND = os.environ.get("TEXT_BACKEND", "")
if TEXT_BACKEND == "ehc.notify.NotifyTexts":
    NOTIFY_API_KEY = required("NOTIFY_API_KEY")
    NOTIFY_TEXT_TEMPLATE_ID = required("NOTIFY_TEXT_TEMPLATE_ID")
DELIVERY_RECEIPTS_SECRET = shared_secret("DELIVERY_RECEIPTS_SECRET")

SECURE_SSL_REDIRECT = True
# The load balancer asks /health over plain HTTP on its own network.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
if flag("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without it every visitor has the proxy's address, and a few wrong passwords of one of them
    # stop everybody from signing in.
    ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", default=1)
SECURE_HSTS_SECONDS = whole_number("HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
