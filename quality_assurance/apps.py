"""The application that judges finished plans and cannot alter one."""

from django.apps import AppConfig


class QualityAssuranceConfig(AppConfig):
    """Reviews of plans against the quality framework."""

    name = "quality_assurance"
    verbose_name = "Quality assurance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who may see a review, and what a demonstration has of them."""
        from quality_assurance import demonstration, permissions  # noqa: F401
