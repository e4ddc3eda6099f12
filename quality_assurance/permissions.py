"""Which reviews somebody may know of, and whose plans they may not review."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ehc.models import Case, User, UserKind
from ehc.permissions import grants_of, visibility, visible_to
from ehc.workflows.roles import Role
from quality_assurance.models import QualityReview
from quality_assurance.steps import QualityReviewStatus


@visibility(QualityReview)
def _review_rule(user: User, on: date) -> Q:
    if user.kind != UserKind.STAFF:
        return Q(pk__in=())
    rule = Q(reviewer=user)
    if any(grant.role == Role.QA_MODERATOR for grant in grants_of(user)):
        return rule | Q(status=QualityReviewStatus.SUBMITTED)
    # The people of a case read what was said of its plan, once it has been said.
    return rule | Q(
        status=QualityReviewStatus.SUBMITTED,
        version__plan__case__in=visible_to(user, Case, on).values("pk"),
    )
