"""Consulting settings about a draft, and naming or leaving out what the family asked for."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import open_process, record, take_step
from ehc.models import Consultation, PlanVersion, Setting, User
from ehc.queries.plans import status_while_written
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.placement import NO_LONGER_ASKED, Institution, grounds_for, institution_of
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
    authority: str = "",
    institution: str = "",
    requested_on: date | None = None,
) -> Consultation:
    """Consult a setting about a draft that has been served (sections 39(2) and 40(3)).

    Args:
        asked_for_by_family: whether the family asked for it, so that section 39(3) binds.
        authority: the other authority that maintains it, which was consulted too (sections 39(2)
            and 40(3)); empty: none does.
        institution: an :class:`~ehc.workflows.placement.Institution`; empty: what its type says.
        requested_on: when the family asked for it; None, not known: it counts as in time.

    Raises:
        Invalid: the draft has not been served.
        AlreadyDone: this setting has been consulted about it, or the plan has been issued.
    """
    if version.status != PlanVersionStatus.SERVED:
        raise Invalid("setting", "Send the draft to the family before consulting a setting.")
    if requested_on is not None and requested_on > on:
        raise Invalid("requested_on", _("This must not be in the future"))
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
            authority=authority.strip(),
            institution=institution or institution_of(setting.type) or "",
            requested_on=requested_on if asked_for_by_family else None,
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


def note_request_for_setting(
    consultation: Consultation, *, requested_on: date | None, by: User, on: date, at: datetime
) -> Consultation:
    """Record that the family asks for a setting that we consulted of our own accord.

    From then on section 39(3) binds as if it had been consulted because they asked.

    Args:
        requested_on: when the family asked for it; None, not known: it counts as in time.

    Raises:
        AlreadyDone: it is recorded that they did, or the plan is final.
        Invalid: a day in the future.
    """
    name = "note_request_for_setting"
    with record(
        consultation, name, case=consultation.version.plan.case, by=by, on=on, at=at,
        requested_on=requested_on.isoformat() if requested_on else "",
    ):  # fmt: skip
        held = Consultation.objects.get(pk=consultation.pk)
        _refuse_if_final(name, held.version)
        if held.asked_for_by_family:
            raise AlreadyDone(name, held.status)
        if requested_on is not None and requested_on > on:
            raise Invalid("requested_on", _("This must not be in the future"))
        held.asked_for_by_family, held.requested_on = True, requested_on
        held.save()
    return held


def leave_setting_out(
    consultation: Consultation, *, ground: str, reasons: str, by: User, on: date, at: datetime
) -> Consultation:
    """Record why a setting that the family asked for is not named (section 39(4)).

    Args:
        ground: one of section 39(4), or that the family no longer asks for it.
        reasons: in words; the plan's page and the letter with the final plan say them.

    Raises:
        AlreadyDone: the plan that it was consulted about is final.
        Invalid: the family did not ask for it, no such ground, or no reasons.
    """
    version = consultation.version
    with record(
        consultation, "leave_setting_out", case=version.plan.case, by=by, on=on, at=at,
        reason=reasons, ground=ground,
    ):  # fmt: skip
        held = Consultation.objects.get(pk=consultation.pk)
        _refuse_if_final("leave_setting_out", version)
        if not held.asked_for_by_family:
            raise Invalid("ground", _("The family did not ask for this setting"))
        kind = Institution(held.institution) if held.institution else None
        grounds = {row.id for row in grounds_for(kind, requested=True) or ()}
        if ground not in grounds | {NO_LONGER_ASKED}:
            raise Invalid("ground", _("Choose the ground on which it is not named"))
        if not reasons.strip():
            raise Invalid("reasons", _("Write the reasons: the family reads them"))
        held.left_out_as, held.left_out_reasons, held.left_out_on = ground, reasons, on
        held.save()
    return held


def _refuse_if_final(name: str, version: PlanVersion) -> None:
    """Refuse what would change why the plan of a version's own round says what it says."""
    sent = PlanVersion.objects.filter(
        plan=version.plan_id, reassessment=version.reassessment_id, status=PlanVersionStatus.FINAL
    ).first()
    if sent is not None:
        raise AlreadyDone(name, sent.status)


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
