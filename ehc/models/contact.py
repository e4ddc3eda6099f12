"""How somebody of a family agreed to be served."""

from __future__ import annotations

from django.db import models

from ehc.models.accounts import User
from ehc.models.people import FamilyMember


class ServiceConsent(models.Model):
    """What somebody answered when they were asked whether notices may be served electronically.

    Rows are only ever added, and the database refuses to change one: the newest of a member says
    whether letters that the law asks for go to ``address`` or by post. Without any they go by
    post (Education Act 1996, section 572). ``how_known`` is how staff know, where they recorded it.
    """

    member = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, related_name="service_consents"
    )
    agreed = models.BooleanField()
    address = models.EmailField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    how_known = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=(
                    (models.Q(agreed=True) & ~models.Q(address=""))
                    | models.Q(agreed=False, address="")
                ),
                name="service_consent_has_its_address",
            )
        ]
