"""Existing advice in place of new, where everybody finds it sufficient (regulation 6(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._step import locked, open_process, take_step
from ehc.actions.advice_requests import (
    SOUGHT_AGAIN_WHILE,
    SOUGHT_WHILE,
    outside_adviser,
    over_with,
    relied_on,
    tell_adviser,
)
from ehc.models import (
    Advice,
    AdviceKind,
    AdviceRequest,
    Assessment,
    Reassessment,
    ReliedAdvice,
    Service,
    Setting,
    Upload,
    User,
)
from ehc.permissions import require
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows import advice as law
from ehc.workflows.duties import last_day_of
from ehc.workflows.statuses import ReassessmentStatus
from ehc.workflows.steps import STEPS


@dataclass(frozen=True, slots=True)
class Existing:
    """Advice that exists.

    Attributes:
        title: which paper it is.
        given_by, role: who gave it, and their profession.
        dated: its own day.
        says: what it says, in short.
        report: the paper itself, where we have it.
    """

    title: str
    given_by: str
    role: str
    dated: date
    says: str
    report: Upload | None = None


@dataclass(frozen=True, slots=True)
class Satisfied:
    """Who finds it sufficient; a day of None: is not satisfied, or has not said so.

    Attributes:
        adviser, adviser_on: for whoever gave it.
        authority_on: for the authority: whoever records it.
        family, family_on: for the child's parent or the young person.
    """

    adviser: str
    adviser_on: date | None
    authority_on: date | None
    family: str
    family_on: date | None


def rely_on_advice(
    assessment: Assessment,
    *,
    kind: str,
    existing: Existing,
    satisfied: Satisfied,
    by: User,
    on: date,
    at: datetime,
    reassessment: Reassessment | None = None,
) -> AdviceRequest:
    """Rely on advice that exists: from then on it must not be sought again (regulation 6(4)).

    Args:
        kind: an :class:`~ehc.models.AdviceKind`; never the family's own.
        existing: the advice.
        satisfied: the three who must find it sufficient, and since when each does.
        on: the day on which it is recorded.
        reassessment: for which it is relied on; None: for the first assessment.

    Raises:
        Invalid: the family's own advice; somebody is not satisfied; or a day that cannot be.
        AlreadyDone: advice of this kind is relied on, or is being waited for; or it has not been
            decided to assess, or the plan has been issued; or the reassessment is over.
    """
    step = STEPS["rely_on_advice"]
    with locked(assessment.case_id, by=by) as case:
        require(by, step.name, step.roles, case, on)
        adviser_on, authority_on, family_on = _sufficient(kind, existing, satisfied, on)
        _refuse_if_asked(assessment, kind, reassessment)
        request = open_process(
            AdviceRequest(
                assessment=assessment,
                reassessment=reassessment,
                kind=kind,
                requested_on=on,
                due_on=on,
                status=step.target,
            ),
            step.name,
            case=case,
            by=by,
            on=on,
            at=at,
            within=assessment,
            in_status=SOUGHT_WHILE if reassessment is None else SOUGHT_AGAIN_WHILE,
            kind=kind,
            given_by=existing.given_by,
            dated=existing.dated.isoformat(),
            adviser_on=adviser_on.isoformat(),
            authority_on=authority_on.isoformat(),
            family_on=family_on.isoformat(),
        )
        ReliedAdvice.objects.create(
            advice_request=request,
            title=existing.title,
            given_by=existing.given_by,
            dated=existing.dated,
            adviser=satisfied.adviser,
            adviser_on=adviser_on,
            officer=str(by),
            authority_on=authority_on,
            family=satisfied.family,
            family_on=family_on,
        )
        Advice.objects.create(
            advice_request=request,
            version=1,
            received_on=on,
            author_name=existing.given_by,
            author_role=existing.role,
            strengths=existing.says,
            report=existing.report,
        )
    return request


def _sufficient(
    kind: str, existing: Existing, satisfied: Satisfied, on: date
) -> tuple[date, date, date]:
    """The three days since which everybody is satisfied.

    Raises:
        Invalid: the law does not let it be relied on, or a day cannot be.
    """
    if kind not in AdviceKind.values or kind == AdviceKind.PARENT:
        raise Invalid("kind", _("The advice of the parent or young person is always sought"))
    found = law.Sufficiency(satisfied.adviser_on, satisfied.authority_on, satisfied.family_on)
    adviser_on, authority_on, family_on = found.adviser_on, found.authority_on, found.family_on
    everybody = law.must_not_seek(law.AdviceKind(kind), found)
    if not everybody or adviser_on is None or authority_on is None or family_on is None:
        raise Invalid(
            _first_unsatisfied(found),
            _("Ask for new advice: it can be relied on only where all three are satisfied"),
        )
    if existing.dated > on:
        raise Invalid("dated", _("This must not be in the future"))
    for field, day in (
        ("adviser_on", adviser_on), ("authority_on", authority_on), ("family_on", family_on),
    ):  # fmt: skip
        if not existing.dated <= day <= on:
            raise Invalid(field, _("This must not be before the advice, nor in the future"))
    return adviser_on, authority_on, family_on


def _first_unsatisfied(found: law.Sufficiency) -> str:
    names = ("adviser_on", "authority_on", "family_on")
    return next(name for name in names if getattr(found, name) is None)


def _refuse_if_asked(assessment: Assessment, kind: str, reassessment: Reassessment | None) -> None:
    held = relied_on(assessment, kind=kind, reassessment=reassessment)
    if held is None and kind not in (AdviceKind.REQUESTED, AdviceKind.OTHER):
        held = AdviceRequest.objects.filter(
            assessment=assessment,
            reassessment=reassessment,
            kind=kind,
            status__in=STEPS["submit_advice"].sources,
        ).first()
    if held is not None:
        raise AlreadyDone("rely_on_advice", held.status)
    if reassessment is not None:
        again = Reassessment.objects.get(pk=reassessment.pk).status
        if again != ReassessmentStatus.REASSESSING:
            raise AlreadyDone("rely_on_advice", again)


def ask_anew(
    request: AdviceRequest,
    *,
    reason: str,
    by: User,
    on: date,
    at: datetime,
    service: Service | None = None,
    setting: Setting | None = None,
    professional: User | None = None,
    outside_email: str = "",
    outside_name: str = "",
    questions: str = "",
    link_address: str = "",
) -> AdviceRequest:
    """Ask for advice after all: that which exists is no longer found sufficient.

    Args:
        reason: who is no longer satisfied, and why.
        service, setting, professional, outside_email, outside_name, questions, link_address: as
            for :func:`ehc.actions.advice_requests.seek_advice`.

    Raises:
        NotReady: without the reason.
        Invalid: nobody to ask, or an outside address that belongs to staff.
        AlreadyDone: it is not relied on; or the assessment or reassessment that it is for is over.
    """
    step = STEPS["ask_anew"]
    with locked(request.assessment.case_id, by=by):
        require(by, step.name, step.roles, request, on)
        over = over_with(request)
        if over:
            raise AlreadyDone(step.name, over)
        if outside_email:
            professional = outside_adviser(outside_email, outside_name)
        if service is None and setting is None and professional is None:
            raise Invalid("service", _("Choose who to ask."))
        is_s31 = service is not None and service.is_s31_body
        asked = take_step(
            request,
            step.name,
            by=by,
            on=on,
            at=at,
            reason=reason,
            changes={
                "service": service,
                "setting": setting,
                "professional": professional,
                "questions": questions,
                "requested_on": on,
                "received_by_body_on": on if is_s31 else None,
                "due_on": last_day_of(
                    "advice.s31" if is_s31 else "advice.code", on, begun_on=request.begun_on
                ),
            },
            asked_of=str(service or setting or professional),
        )
        if professional is not None:
            tell_adviser(
                asked, professional, link_address=link_address if outside_email else "", at=at
            )
    return asked
