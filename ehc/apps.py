"""The application that holds the case."""

from django.apps import AppConfig


class EhcConfig(AppConfig):
    """The project package and the case."""

    name = "ehc"
    verbose_name = "EHC assessments and plans"
    default_auto_field = "django.db.models.BigAutoField"
