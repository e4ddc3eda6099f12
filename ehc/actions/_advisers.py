"""Telling those who were asked for advice that it is no longer wanted, or that it is again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ehc.actions.correspondence import queue_message
from ehc.models import AdviceRequest, Assessment
from ehc.queries.contributions import OPEN
from ehc.workflows.statuses import AssessmentStatus


def tell_to_stop(assessment: Assessment, *, at: datetime) -> None:
    """Email everybody who was asked for advice and has not given it, in the step's transaction.

    Called before the assessment's status changes: of somebody who is detained, everybody was told
    when they were, and is not told again. The email says nothing of why: that is the family's.
    """
    if Assessment.objects.get(pk=assessment.pk).status != AssessmentStatus.IN_CUSTODY:
        _tell(assessment, "advice_stopped", at=at)


def tell_to_go_on(assessment: Assessment, *, at: datetime) -> None:
    """Email everybody who was told to stop, and whose advice is wanted after all.

    Their date is the one that they were given: the clock was kept.
    """
    _tell(assessment, "advice_wanted_again", at=at)


def _tell(assessment: Assessment, template: str, *, at: datetime) -> None:
    told = set()
    for to, row in _asked(assessment):
        if to in told:
            continue
        told.add(to)
        queue_message(
            template,
            to=to,
            user=row.professional,
            case=assessment.case,
            at=at,
            context={"reference": assessment.case.reference},
        )


def _asked(assessment: Assessment) -> Iterator[tuple[str, AdviceRequest]]:
    """Everybody whose advice is waited for, by their address.

    A service without a named professional is told in its inbox; without either nobody has been
    asked in writing.
    """
    for row in AdviceRequest.objects.filter(assessment=assessment, status__in=OPEN).select_related(
        "professional", "service"
    ):
        to = row.professional.email if row.professional else ""
        to = to or (row.service.email if row.service else "")
        if to:
            yield to, row
