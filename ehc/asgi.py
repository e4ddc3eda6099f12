"""The ASGI entry point; production's settings unless told otherwise."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ehc.settings.production")

application = get_asgi_application()
