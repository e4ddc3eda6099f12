"""What the family asks for, consulting settings about a plan, and leaving one out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._closed import refuse_closed, refuse_name_of_closed
from ehc.actions._rights import only_for_the_holder
from ehc.actions._step import open_process, record, take_step
from ehc.actions.representations import make_representation
from ehc.models import Consultation, PlanVersion, Setting, SettingRequest, User
from ehc.queries.amending import waits_for
from ehc.queries.placement import (
    consulted_for,
    is_for,
    may_be_consulted_about,
    not_consulted,
)
from ehc.queries.plans import status_while_written
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.placement import NO_LONGER_ASKED, Institution, grounds_for, institution_of
from ehc.workflows.rights import Act
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
    request: SettingRequest | None = None,
) -> Consultation:
    """Consult a setting about a draft, or about changes that were proposed to a plan.

    Sections 39(2) and 40(3), and of changes regulations 22(1) and 28. Whatever the family asked
    for under the setting's own name is this setting.

    Args:
        asked_for_by_family: whether the family asked for it, so that section 39(3) binds.
        authority: the other authority that maintains it, which was consulted too (sections 39(2)
            and 40(3)); empty: none does.
        institution: an :class:`~ehc.workflows.placement.Institution`; empty: what its type says.
        requested_on: when the family asked for it; None, not known: it counts as in time.
        request: what the family asked for, by another name.

    Raises:
        Invalid: the draft has not been served; the setting has closed; the kind is none, or
            another than its type says; or the request is of something else.
        AlreadyDone: this setting has been consulted about it, or the plan has been issued.
    """
    if version.amends:
        _refuse_unless_proposed("consult_setting", "setting", version)
    elif version.status != PlanVersionStatus.SERVED:
        raise Invalid("setting", _("Send the draft to the family before consulting a setting."))
    if requested_on is not None and requested_on > on:
        raise Invalid("requested_on", _("This must not be in the future"))
    refuse_closed(setting, on, "setting")
    kind = _kind_of(setting, institution)
    asked = _asked_for(version, setting, request)
    if Consultation.objects.filter(version=version, setting=setting).exists():
        raise AlreadyDone("consult_setting", "consulted")
    again = version.reassessment
    if again is not None and again.status != ReassessmentStatus.REASSESSING:
        raise AlreadyDone("consult_setting", again.status)
    if asked:
        asked_for_by_family = True
        requested_on = requested_on or min(one.requested_on for one in asked)
    consulted = open_process(
        Consultation(
            version=version,
            setting=setting,
            asked_for_by_family=asked_for_by_family,
            consulted_on=on,
            authority=authority.strip(),
            institution=kind,
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
    _is_for(asked, setting)
    return consulted


def _kind_of(setting: Setting, institution: str) -> str:
    """The kind of a setting: what its type says, or whoever knows where that does not.

    An independent school's type does not say that it is approved under section 41.
    """
    told = institution_of(setting.type)
    if not institution:
        return told or ""
    if institution not in set(Institution):
        raise Invalid("institution", _("Choose one of the kinds of institution"))
    approved = told is Institution.OTHER_INDEPENDENT and institution == Institution.SECTION_41
    if told is not None and told != institution and not approved:
        raise Invalid(
            "institution",
            _("The type of this setting, “%(type)s”, says what kind it is: leave this empty")
            % {"type": setting.type},
        )
    return institution


def _asked_for(
    version: PlanVersion, setting: Setting, request: SettingRequest | None
) -> list[SettingRequest]:
    """What the family asked for and is this setting: by its name, and as it is said to be."""
    waiting = not_consulted(version)
    if request is not None and request not in waiting:
        raise Invalid("request", _("The family does not ask for this, or no longer"))
    return [one for one in waiting if one == request or is_for(one, setting)]


def _is_for(requests: Iterable[SettingRequest], setting: Setting) -> None:
    for one in requests:
        one.setting = setting
        one.save()


@asks_first("make_representation")
def ask_for_setting(
    version: PlanVersion,
    *,
    name: str,
    why: str,
    by: User,
    on: date,
    at: datetime,
    setting: Setting | None = None,
) -> SettingRequest:
    """Ask for a particular setting, as a comment on the draft (section 38(2)(b)(ii)).

    Args:
        name: what the setting is called.
        why: in the family's words; may be empty.
        setting: the one that was chosen; None: which one it is the authority finds.

    Raises:
        NotTheHolder, AlreadyDone: see :func:`~ehc.actions.representations.make_representation`.
        Invalid: so too; or the setting has closed; or it was taken back, and is asked for again
            in the same words.
    """
    only_for_the_holder(version.plan.case, Act.DRAFT, "make_representation", by=by, on=on)
    if not name.strip():
        raise Invalid("name", _("Enter the name of the school, college or other setting"))
    if setting is not None:
        refuse_closed(setting, on, "name")
    else:
        refuse_name_of_closed(name, on, "name")
    said = make_representation(
        version, kind="setting", text=f"{name.strip()}\n\n{why.strip()}".strip(),
        by=by, on=on, at=at,
    )  # fmt: skip
    asked = SettingRequest.objects.filter(representation=said).first()
    if asked is not None and asked.withdrawn_on is not None:
        raise Invalid(
            "why", _("We noted that you no longer ask for this. Say why you ask for it again")
        )
    return asked or _keep(
        SettingRequest(representation=said, version=version, setting=setting), name, on
    )


@asks_first("record_request_for_setting")
def record_request_for_setting(
    version: PlanVersion, *, name: str, requested_on: date, by: User, on: date, at: datetime
) -> SettingRequest:
    """Record that the family asks for a setting, which has not been consulted.

    Of a draft, of one that is being written, or of changes that were proposed.

    Args:
        name: what the setting is called, as the family said.
        requested_on: when it asked.

    Raises:
        AlreadyDone: the plan is final, or the changes have been decided on.
        Invalid: no name, or that of a setting that had closed by then; a day in the future; or
            what was decided of an appeal.
    """
    step = "record_request_for_setting"
    if version.amends:
        _refuse_unless_proposed(step, "name", version)
    else:
        _refuse_if_decided(step, version)
    if not name.strip():
        raise Invalid("name", _("Enter the name of the school, college or other setting"))
    if requested_on > on:
        raise Invalid("requested_on", _("This must not be in the future"))
    refuse_name_of_closed(name, requested_on, "name")
    with record(version, step, case=version.plan.case, by=by, on=on, at=at) as entry:
        asked = _keep(SettingRequest(version=version), name, requested_on)
        entry.facts["request"] = asked.pk
    return asked


def _keep(asked: SettingRequest, name: str, requested_on: date) -> SettingRequest:
    """Keep a request; a setting of that name that was consulted already is what it asks for."""
    asked.name, asked.requested_on = name.strip()[:200], requested_on
    for row in consulted_for(asked.version):
        if is_for(asked, row.setting):
            asked.setting = row.setting
            if not row.asked_for_by_family:
                row.asked_for_by_family, row.requested_on = True, requested_on
                row.save()
    asked.save()
    return asked


@asks_first("withdraw_request_for_setting")
def withdraw_request_for_setting(
    request: SettingRequest, *, how_known: str, by: User, on: date, at: datetime
) -> SettingRequest:
    """Record that the family no longer asks for a setting that nobody has consulted.

    Args:
        how_known: who said so, how and when.

    Raises:
        AlreadyDone: it is recorded; it has been consulted; or the plan is final, or it is part of
            something that is over.
        Invalid: it is not said how that is known.
    """
    step, version = "withdraw_request_for_setting", request.version
    _refuse_if_decided(step, version)
    if request not in not_consulted(version):
        raise AlreadyDone(step, "withdrawn")
    if not how_known.strip():
        raise Invalid("how_known", _("Say who of the family said so, how and when"))
    with record(
        version, step, case=version.plan.case, by=by, on=on, at=at, reason=how_known,
        request=request.pk,
    ):  # fmt: skip
        request.withdrawn_on, request.how_withdrawn = on, how_known
        request.save()
    return request


@asks_first("note_request_for_setting")
def note_request_for_setting(
    consultation: Consultation,
    *,
    requested_on: date | None,
    by: User,
    on: date,
    at: datetime,
    request: SettingRequest | None = None,
) -> Consultation:
    """Record that the family asks for a setting that we consulted of our own accord.

    From then on section 39(3) binds as if it had been consulted because they asked.

    Args:
        requested_on: when the family asked for it; None, not known: it counts as in time.
        request: what the family asked for, by another name.

    Raises:
        AlreadyDone: it is recorded that they did, or the plan is final.
        Invalid: a day in the future, or after which the setting had closed; or the request is of
            something else.
    """
    name, version = "note_request_for_setting", consultation.version
    _refuse_if_decided(name, version)
    if consultation.asked_for_by_family:
        raise AlreadyDone(name, consultation.status)
    if requested_on is not None and requested_on > on:
        raise Invalid("requested_on", _("This must not be in the future"))
    refuse_closed(consultation.setting, requested_on or on, "requested_on")
    asked = _asked_for(version, consultation.setting, request)
    if asked and requested_on is None:
        requested_on = min(one.requested_on for one in asked)
    with record(
        consultation, name, case=version.plan.case, by=by, on=on, at=at,
        requested_on=requested_on.isoformat() if requested_on else "",
    ):  # fmt: skip
        consultation.asked_for_by_family, consultation.requested_on = True, requested_on
        consultation.save()
        _is_for(asked, consultation.setting)
    return consultation


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
        _refuse_if_decided("leave_setting_out", version)
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


def _refuse_if_decided(name: str, version: PlanVersion) -> None:
    """Refuse what would change why the plan of a version's own round says what it says."""
    if version.amends:
        if waits_for(version) is None:
            raise AlreadyDone(name, version.status)
        return
    sent = PlanVersion.objects.filter(
        plan=version.plan_id, reassessment=version.reassessment_id, status=PlanVersionStatus.FINAL
    ).first()
    if sent is not None:
        raise AlreadyDone(name, sent.status)


def _refuse_unless_proposed(name: str, field: str, version: PlanVersion) -> None:
    """Refuse what is asked or consulted of changes that nobody proposed, or no longer.

    Raises:
        AlreadyDone: they have been decided on.
        Invalid: they are what was decided of an appeal, which is sent as it was decided.
    """
    _refuse_if_decided(name, version)
    if not may_be_consulted_about(version):
        raise Invalid(field, _("What was decided of an appeal is sent as it was decided"))


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
        raise Invalid("reasons", _("Write the reasons that the setting gave."))
    return take_step(
        consultation,
        "record_setting_response",
        by=by,
        on=on,
        at=at,
        changes={"answer": answer, "reasons": reasons, "responded_on": on},
        answer=answer,
    )
