"""The WSGI entry point; production's settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ehc.settings.production")

application = get_wsgi_application()
