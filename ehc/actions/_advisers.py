"""Telling those who were asked for advice that it is no longer wanted."""

from __future__ import annotations

from datetime import datetime

from ehc.actions.correspondence import queue_message
from ehc.models import AdviceRequest, Assessment
from ehc.queries.contributions import OPEN


def tell_to_stop(assessment: Assessment, *, at: datetime) -> None:
    """Email everybody who was asked for advice and has not given it, in the step's transaction.

    A service without a named professional is told in its inbox; without either nobody has been
    asked in writing. The email says nothing of why: that is the family's.
    """
    told = set()
    for row in AdviceRequest.objects.filter(assessment=assessment, status__in=OPEN).select_related(
        "professional", "service"
    ):
        to = row.professional.email if row.professional else ""
        to = to or (row.service.email if row.service else "")
        if not to or to in told:
            continue
        told.add(to)
        queue_message(
            "advice_stopped",
            to=to,
            user=row.professional,
            case=assessment.case,
            at=at,
            context={"reference": assessment.case.reference},
        )
