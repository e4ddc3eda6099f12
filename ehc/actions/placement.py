"""Consulting settings about a draft."""

from __future__ import annotations

from datetime import date, datetime

from ehc.actions._step import locked, open_process, take_step
from ehc.models import Consultation, PlanVersion, Reassessment, Setting, User
from ehc.queries.plans import status_while_written
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.statuses import PlanVersionStatus, ReassessmentStatus


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
    with locked(version.plan.case_id, by=by) as case:
        if Consultation.objects.filter(version=version, setting=setting).exists():
            raise AlreadyDone("consult_setting", "consulted")
        opened = open_process(
            Consultation(
                version=version,
                setting=setting,
                asked_for_by_family=asked_for_by_family,
                consulted_on=on,
            ),
            "consult_setting",
            case=case,
            by=by,
            on=on,
            at=at,
            within=version.plan.assessment,
            in_status=(status_while_written(version),),
            setting=setting.pk,
        )
        # Asked last, of whoever may consult at all: what is refused undoes everything above.
        again = version.reassessment_id and Reassessment.objects.get(pk=version.reassessment_id)
        if again and again.status != ReassessmentStatus.REASSESSING:
            raise AlreadyDone("consult_setting", again.status)
    return opened


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
