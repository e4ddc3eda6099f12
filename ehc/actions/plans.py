"""The versions of a plan: begun, served as a draft, given their Section I, and made final."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ehc.actions import _plan_copy
from ehc.actions._asked_first import asks_first
from ehc.actions._closed import refuse_closed
from ehc.actions._finalising import make_final
from ehc.actions._step import open_process, record, take_step
from ehc.actions.correspondence import queue_message
from ehc.models import (
    Assessment,
    Plan,
    PlanVersion,
    ReturnToAuthor,
    Setting,
    User,
)
from ehc.queries.plans import (
    latest_version,
    status_while_written,
)
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.duties import last_day_of
from ehc.workflows.placement import MAINSTREAM_GROUNDS
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus


@asks_first("begin_version")
def begin_plan(assessment: Assessment, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Begin the first version of a plan, once it has been decided to issue one (section 37(1)).

    Raises:
        AlreadyDone: it has been begun; or it has not been decided to issue a plan.
    """
    plan, created = Plan.objects.get_or_create(assessment=assessment, case=assessment.case)
    if not created:
        raise AlreadyDone("begin_version", PlanVersionStatus.DRAFTING)
    return open_process(
        PlanVersion(plan=plan, number=1, author=by),
        "begin_version",
        case=assessment.case,
        by=by,
        on=on,
        at=at,
        within=assessment,
        in_status=(AssessmentStatus.PLANNING,),
        number=1,
    )


@asks_first("begin_version")
def revise(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Copy a served draft into the version that will answer what the family said.

    Raises:
        AlreadyDone: a later version exists.
    """
    latest = latest_version(version.plan)
    if latest.pk != version.pk or version.status != PlanVersionStatus.SERVED:
        raise AlreadyDone("begin_version", latest.status)
    copy = open_process(
        PlanVersion(
            plan=version.plan,
            number=version.number + 1,
            based_on=version,
            reassessment=version.reassessment,
            author=by,
        ),
        "begin_version",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        within=version.plan.assessment,
        in_status=(status_while_written(version),),
        number=version.number + 1,
        based_on=version.number,
    )
    _plan_copy.copy_rows(version, copy)
    return copy


def open_for_writing(version: PlanVersion) -> PlanVersion:
    """The version as it is now.

    Raises:
        AlreadyDone: it has been served or finalised; what is served never changes.
    """
    held = PlanVersion.objects.get(pk=version.pk)
    if not held.is_open:
        raise AlreadyDone("write_plan", held.status)
    return held


def comments_close_on(version: PlanVersion, served_on: date) -> date:
    """The last day for comments on a draft that is served on a day (regulation 13(1)(a))."""
    return last_day_of("draft.comments", served_on, begun_on=version.begun_on)


def serve_draft(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Send the draft to the family and freeze it (section 38(2); regulation 13(1)).

    Args:
        on: the day of service, which is the first of the fifteen days.

    Raises:
        NotReady: with the checks that block it.
        AlreadyDone: a plan has been issued; what amends it is proposed after a review.
    """
    closes_on = comments_close_on(version, on)
    with transaction.atomic():
        served = take_step(
            version,
            "serve_draft",
            by=by,
            on=on,
            at=at,
            changes={"served_on": on, "comments_close_on": closes_on},
            comments_close_on=closes_on.isoformat(),
        )
        status = Assessment.objects.get(pk=served.plan.assessment_id).status
        # Of a plan that was issued a draft is served only after a reassessment.
        if status != AssessmentStatus.PLANNING and served.reassessment_id is None:
            raise AlreadyDone("serve_draft", status)
    return served


@asks_first("name_setting")
def name_setting(
    version: PlanVersion,
    *,
    setting: Setting | None,
    type: str,
    otherwise_than_at_school: bool = False,
    own_arrangements: bool = False,
    mainstream_ground: str = "",
    reasons: str = "",
    family_consulted_on: date | None = None,
    by: User,
    on: date,
    at: datetime,
) -> PlanVersion:
    """Write Section I: the name and type, or the type alone (sections 39(5) and 40(2)).

    Of a draft that was served, the version that answers the family is begun in the same
    transaction, and Section I is written into that: a refusal leaves neither.

    Args:
        version: the newest version, being written or served.
        setting: the setting that is named, or None to state the type alone.
        type: the type of setting.
        otherwise_than_at_school: provision wholly under section 61, so that I stays empty.
        own_arrangements: the parents or the young person make theirs (section 42(5)).
        mainstream_ground: the ground of section 33 on which it is not mainstream, where the
            family did not ask for it; empty: none.
        reasons: of the decision under section 61, or of that ground.
        family_consulted_on: the day by which it was consulted about section 61 (section 61(3)).

    Raises:
        AlreadyDone: the version is final, or a later one exists.
        Invalid: neither a type nor the section 61 decision; that decision without the family
            consulted, or a ground without its reasons; the setting has closed; or the version
            will be a draft.

    Returns:
        The version that Section I was written into.
    """
    if otherwise_than_at_school and (setting or type):
        raise Invalid("type", _("Leave the setting empty where section 61 applies."))
    if not otherwise_than_at_school and not type.strip():
        raise Invalid("type", _("Say what type of setting it is."))
    who: dict[str, Any] = {"by": by, "on": on, "at": at}
    held = version
    if held.status == PlanVersionStatus.SERVED:
        held = revise(held, **who)
    with record(
        held,
        "name_setting",
        case=version.plan.case,
        setting=setting.pk if setting else None,
        type=type,
        **who,
    ):
        held = open_for_writing(held)
        if held.is_first_draft:
            raise Invalid("setting", _("A draft plan must not name a setting (section 38(5))."))
        refuse_closed(setting, on, "setting")
        held.placement_setting, held.placement_type = setting, type
        _placement_reasoned(
            otherwise_than_at_school, own_arrangements and setting is not None,
            mainstream_ground, reasons, family_consulted_on, on,
        )  # fmt: skip
        held.otherwise_than_at_school = otherwise_than_at_school
        held.own_arrangements = own_arrangements
        held.mainstream_ground = mainstream_ground
        held.family_consulted_on = family_consulted_on if otherwise_than_at_school else None
        held.placement_reasons = reasons
        held.save()
    return held


def _placement_reasoned(
    otherwise: bool,
    arranged_and_named: bool,
    mainstream_ground: str,
    reasons: str,
    family_consulted_on: date | None,
    on: date,
) -> None:
    """Refuse what section I says without what the law asks for beside it."""
    if arranged_and_named:
        raise Invalid("setting", _("Where they make their own arrangements, state the type alone"))
    if otherwise and (family_consulted_on is None or family_consulted_on > on):
        raise Invalid(
            "family_consulted_on", _("Consult the family first, and enter the day (section 61(3))")
        )
    if mainstream_ground and mainstream_ground not in {row.id for row in MAINSTREAM_GROUNDS}:
        raise Invalid("mainstream_ground", _("Choose one of the two grounds of section 33"))
    if (otherwise or mainstream_ground) and not reasons.strip():
        raise Invalid("reasons", _("Write the reasons: the family reads them"))


def finalise_plan(
    version: PlanVersion, *, signed_by: str, by: User, on: date, at: datetime
) -> PlanVersion:
    """Issue the final plan: freeze the version and end the assessment (regulation 13(2)).

    Args:
        signed_by: the officer of the authority who signs it.
        on: the day on which it is sent to the family, the setting and the commissioning body.

    Raises:
        NotReady: with what is missing.
    """
    with transaction.atomic():
        final = make_final(version, signed_by=signed_by, by=by, on=on, at=at)
        take_step(final.plan.assessment, "issue_plan", by=by, on=on, at=at, version=final.number)
        final.refresh_from_db()
    return final


def return_to_author(
    version: PlanVersion, *, reason: str, by: User, on: date, at: datetime
) -> ReturnToAuthor:
    """Send a version back to its author, for quality assurance, with what to mend."""
    with record(
        version, "return_to_author", case=version.plan.case, by=by, on=on, at=at, reason=reason
    ):
        returned = ReturnToAuthor.objects.create(
            version=version, reason=reason, returned_by=by, returned_on=on
        )
        queue_message(
            "plan_returned",
            to=version.author.email,
            user=version.author,
            case=version.plan.case,
            at=at,
            context={"reference": version.plan.case.reference},
        )
    return returned
