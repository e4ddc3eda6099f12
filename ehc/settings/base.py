"""What every deployment shares. Not a settings module by itself: it has no secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "ehc.urls"
WSGI_APPLICATION = "ehc.wsgi.application"
ASGI_APPLICATION = "ehc.asgi.application"
AUTH_USER_MODEL = "ehc.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ehc stands before allauth and django.forms so that its templates are found first.
INSTALLED_APPS = [
    "quality_assurance",
    "ehc",
    "allauth",
    "allauth.account",
    "simple_history",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "ehc.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "ehc.middleware.PrivateResponseMiddleware",
    "ehc.middleware.CompressedPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ehc.middleware.ImpossibleRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ehc.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ehc.middleware.SecondClickMiddleware",
    "ehc.middleware.RefusalMiddleware",
    "ehc.middleware.RouteRuleMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ehc.context_processors.service",
                "ehc.context_processors.navigation",
            ],
            "builtins": [
                "ehc.templatetags.govuk",
                "ehc.templatetags.casework",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "ehc.forms.renderer.GovukRenderer"

# An index may cover more columns on PostgreSQL; SQLite leaves them out and is right all the same.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# Each by its own name, as a reader who knows no other looks for it.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("ar", "العربية")]
LANGUAGES_NOT_CHECKED = frozenset({"cy", "ar"})
"""Each page in them says that no translator has checked it: take one out when one has."""
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "ehc" / "locale"]

# --- Signing in ----------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ehc.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "ehc.forms.account.PasswordForm",
    "request_login_code": "ehc.forms.account.AskForCodeForm",
    "confirm_login_code": "ehc.forms.account.CodeForm",
    "reset_password": "ehc.forms.account.ForgottenForm",
    "reset_password_from_key": "ehc.forms.account.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up; the library takes from this list whether there are passwords at all.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Beside the library's own limits: anybody may have a link sent, to whatever address they type.
ACCOUNT_RATE_LIMITS = {"resume_link": "60/h/ip,3/h/key"}

# A session lasts an hour from the last page, and ends with the browser.
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_WARNING_SECONDS = 5 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ehc.views.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Headers -------------------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
SIGNED_RECORDINGS = ""
"""The folder of the authority's own films in British Sign Language; empty where there are none."""
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = ""
"""Documents are never served by the web server: a view checks who may have them."""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["ehc.uploads.SizeCapHandler"]
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
MAX_REQUEST_BYTES = 1024 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Shared cache: sign-in's limits are counted in it, so every process must see the same. -----

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

# --- Logs ----------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ehc.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # One line for each request is written by RequestContextMiddleware.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        # The worker says that a text failed; what a provider says of it stays out of the log.
        "notifications_python_client": {"level": "ERROR"},
        "weasyprint": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}

# --- The authority that this deployment serves ------------------------------------------------

TEXT_BACKEND = ""
"""The class that hands over text messages (:mod:`ehc.texts`); empty: none are sent."""
NOTIFY_API_KEY = ""
NOTIFY_TEXT_TEMPLATE_ID = ""
NOTIFY_URL = "https://api.notifications.service.gov.uk"
"""What :class:`ehc.notify.NotifyTexts` needs, where that is the class."""
DELIVERY_RECEIPTS_SECRET = ""
"""What providers of email and texts show with a receipt; empty: none are taken."""
UNSENT_REQUESTS_KEPT_DAYS = 90
"""A request that was not sent is deleted so long after it was last saved; its pages say so."""
SERVICE_IS_DEMONSTRATION = False
SERVICE_URL = "http://localhost:8000"
"""Where the service is, for links in messages; without a slash at the end."""
# The contact details are invented: numbers that Ofcom keeps for drama, and .example addresses.
AUTHORITY: dict[str, Any] = {
    "name": "Kent County Council",
    "short_name": "Kent",
    "code": "886",
    "service_name": "EHC assessments and plans",
    "department": "Special Educational Needs Service",
    "email": "ehc@kent.example",
    "phone": "03069 990 100",
    "hours": "Monday to Friday, 9am to 5pm",
    "address": (
        "Special Educational Needs Service\nCounty Hall\n1 Example Street\nMaidstone\nME99 1AA"
    ),
    # Within how many working days a family's message is answered: a promise of the authority's.
    "answers_within": 5,
    "complaints": {
        "email": "complaints@kent.example",
        "phone": "03069 990 101",
    },
    "data_protection": {
        "name": "the Data Protection Officer",
        "email": "data.protection@kent.example",
    },
    # Who has the requests about people who are detained (SI 2015/62): an account of that address
    # that works in an area team is given each of them.
    "custody": {
        "name": "Iris Calder",
        "email": "iris.calder@kent.example",
        "phone": "03069 990 120",
    },
    "local_offer_url": "https://local-offer.kent.example",
    "iass": {
        "name": "Information, Advice and Support Kent",
        "phone": "03069 990 110",
        "email": "iask@iask.example",
        "url": "https://iask.example",
    },
    "mediation": {
        "name": "Example Mediation Advice",
        "phone": "0808 157 0120",
        "email": "advice@mediation.example",
        "url": "https://mediation.example",
    },
    "disagreement_resolution": {
        "name": "Example Disagreement Resolution",
        "phone": "0808 157 0121",
        "email": "help@resolution.example",
    },
    "tribunal": {
        "name": "First-tier Tribunal (Special Educational Needs and Disability)",
        "phone": "01632 960 130",
        "email": "send@tribunal.example",
        "address": "SEND Tribunal\n2 Example Street\nDarlington\nDL99 1AA",
        "url": "https://tribunal.example/send",
    },
    "ombudsman": {
        "name": "Local Government and Social Care Ombudsman",
        "phone": "01632 960 140",
        "url": "https://ombudsman.example",
    },
}
