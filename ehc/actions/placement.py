"""Consulting settings about a draft."""

from __future__ import annotations

from datetime import date, datetime

from ehc.actions._asked_first import asks_first
from ehc.actions._step import open_process, take_step
from ehc.models import Consultation, PlanVersion, Setting, User
from ehc.queries.plans import status_while_written
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.statuses import PlanVersionStatus, ReassessmentStatus


@asks_first("consult_setting")
def consult_setting(
    version: PlanVersion,
    setting: Setting,
    *,
    asked_for_by_family: bool,
    by: User,
    on: date,
    at: datetime,
) -> Consultation:
    """Consult a setting about a draft that has been served (sections 39(2) and 40(3)).

    Raises:
        Invalid: the draft has not been served.
        AlreadyDone: this setting has been consulted about it, or the plan has been issued.
    """
    if version.status != PlanVersionStatus.SERVED:
        raise Invalid("setting", "Send the draft to the family before consulting a setting.")
    if Consultation.objects.filter(version=version, setting=setting).exists():
        raise AlreadyDone("consult_setting", "consulted")
    again = version.reassessment
    if again is not None and again.status != ReassessmentStatus.REASSESSING:
        raise AlreadyDone("consult_setting", again.status)
    return open_process(
        Consultation(
            version=version,
            setting=setting,
            asked_for_by_family=asked_for_by_family,
            consulted_on=on,
        ),
        "consult_setting",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        within=version.plan.assessment,
        in_status=(status_while_written(version),),
        setting=setting.pk,
    )


@asks_first("record_setting_response")
def record_setting_response(
    consultation: Consultation,
    *,
    answer: str,
    reasons: str,
    by: User,
    on: date,
    at: datetime,
) -> Consultation:
    """Record what a setting answered.

    Args:
        answer: a :class:`~ehc.models.ConsultationAnswer`.
        reasons: its reasons, as it gave them; needed where it cannot meet the needs.
    """
    if answer == "cannot_meet" and not reasons.strip():
        raise Invalid("reasons", "Write the reasons that the setting gave.")
    return take_step(
        consultation,
        "record_setting_response",
        by=by,
        on=on,
        at=at,
        changes={"answer": answer, "reasons": reasons, "responded_on": on},
        answer=answer,
    )
