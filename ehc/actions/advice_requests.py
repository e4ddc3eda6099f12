"""Requests for advice: asking, giving one to whoever answers it, and asking again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ehc.actions import _links
from ehc.actions._asked_first import asks_first
from ehc.actions._holds import is_kept_out
from ehc.actions._step import open_process, record
from ehc.actions.correspondence import queue_message
from ehc.models import (
    AdviceKind,
    AdviceLink,
    AdviceRequest,
    Assessment,
    Reassessment,
    Service,
    Setting,
    User,
    UserKind,
)
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.duties import last_day_of
from ehc.workflows.statuses import AdviceRequestStatus, AssessmentStatus, ReassessmentStatus
from ehc.workflows.steps import STEPS

SOUGHT_WHILE = (AssessmentStatus.ASSESSING, AssessmentStatus.PLANNING)
SOUGHT_AGAIN_WHILE = (AssessmentStatus.PLAN_ISSUED,)

LINK_LASTS = timedelta(weeks=12)


@asks_first("seek_advice")
def seek_advice(
    assessment: Assessment,
    *,
    kind: str,
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
    reassessment: Reassessment | None = None,
) -> AdviceRequest:
    """Ask one adviser for advice (regulation 6(1)).

    Args:
        kind: an :class:`~ehc.models.AdviceKind`.
        service, setting: whom it is asked of.
        professional: the member of staff who will answer, if known.
        outside_email, outside_name: instead, somebody outside, who is sent a one-case link.
        questions: what the authority would like to know.
        link_address: the absolute address of the link page, ending where the secret goes;
            needed with ``outside_email``.
        reassessment: for which it is sought again; None: for the first assessment.

    Raises:
        Invalid: nobody to ask, or an outside address that belongs to staff.
        AlreadyDone: the same adviser has been asked for the same and has not answered; or advice
            that exists is relied on; or it has not been decided to assess, or the plan has been
            issued; or the reassessment is over.
    """
    if outside_email:
        professional = outside_adviser(outside_email, outside_name)
    if service is None and setting is None and professional is None:
        raise Invalid("service", _("Choose who to ask."))
    waiting = AdviceRequest.objects.filter(
        assessment=assessment,
        reassessment=reassessment,
        kind=kind,
        service=service,
        setting=setting,
        professional=professional,
        status__in=STEPS["submit_advice"].sources,
    ).first()
    if waiting is not None:
        raise AlreadyDone("seek_advice", waiting.status)
    relied = relied_on(assessment, kind=kind, reassessment=reassessment)
    if relied is not None:
        # Regulation 6(4): "must not seek". It can be asked for anew from its own page.
        raise AlreadyDone("seek_advice", relied.status)
    if reassessment is not None:
        again = Reassessment.objects.get(pk=reassessment.pk).status
        if again != ReassessmentStatus.REASSESSING:
            raise AlreadyDone("seek_advice", again)
    is_s31 = service is not None and service.is_s31_body
    wanted = AdviceRequest(
        assessment=assessment,
        reassessment=reassessment,
        kind=kind,
        service=service,
        setting=setting,
        professional=professional,
        questions=questions,
        requested_on=on,
        # Sent through this service, a request is received on the day it is sent.
        received_by_body_on=on if is_s31 else None,
    )
    wanted.due_on = last_day_of(
        "advice.s31" if is_s31 else "advice.code", on, begun_on=wanted.begun_on
    )
    request = open_process(
        wanted,
        "seek_advice",
        case=assessment.case,
        by=by,
        on=on,
        at=at,
        within=assessment,
        in_status=SOUGHT_WHILE if reassessment is None else SOUGHT_AGAIN_WHILE,
        kind=kind,
        asked_of=str(service or setting or professional),
    )
    if professional is not None:
        tell_adviser(
            request, professional, link_address=link_address if outside_email else "", at=at
        )
    return request


def over_with(request: AdviceRequest) -> str:
    """The status in which what a request is for no longer seeks advice; empty: it still does."""
    status = Assessment.objects.get(pk=request.assessment_id).status
    if request.reassessment_id is None:
        return "" if status in SOUGHT_WHILE else str(status)
    again = Reassessment.objects.get(pk=request.reassessment_id).status
    if again != ReassessmentStatus.REASSESSING:
        return str(again)
    return "" if status in SOUGHT_AGAIN_WHILE else str(status)


def relied_on(
    assessment: Assessment, *, kind: str, reassessment: Reassessment | None
) -> AdviceRequest | None:
    """The existing advice of a kind that is relied on, so that it must not be sought again.

    Of advice that the family asks for, or the authority thinks appropriate, there are several
    advisers: one of them may be asked where another's is relied on.
    """
    if kind in (AdviceKind.REQUESTED, AdviceKind.OTHER):
        return None
    return AdviceRequest.objects.filter(
        assessment=assessment,
        reassessment=reassessment,
        kind=kind,
        status=AdviceRequestStatus.RELIED_ON,
    ).first()


def tell_adviser(
    request: AdviceRequest, professional: User, *, link_address: str, at: datetime
) -> None:
    """Tell somebody that they are asked: by a link to this one request, where one is given."""
    if link_address:
        send_link(request, to=professional, address=link_address, at=at)
    else:
        _tell(request, professional, at=at)


def _tell(request: AdviceRequest, professional: User, *, at: datetime) -> None:
    queue_message(
        "advice_requested",
        to=professional.email,
        user=professional,
        case=request.assessment.case,
        at=at,
        context={"reference": request.assessment.case.reference, "due_on": request.due_on},
    )


def outside_adviser(email: str, name: str) -> User:
    """The account by which somebody outside answers, made where there is none.

    Raises:
        Invalid: the address belongs to staff.
    """
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        return User.objects.create_user(email, name=name or email, kind=UserKind.CONTRIBUTOR)
    if user.kind == UserKind.STAFF:
        raise Invalid("outside_email", _("This address belongs to staff: choose them by name."))
    return user


def answers_by_link(professional: User) -> bool:
    """Whoever is not staff has no page of requests: a school that once asked for an assessment has
    an account for that alone."""
    return professional.kind != UserKind.STAFF


def send_link(request: AdviceRequest, *, to: User, address: str, at: datetime) -> AdviceLink:
    """Send an outside adviser a link that opens this one request; earlier links end."""
    with transaction.atomic():
        AdviceLink.objects.filter(advice_request=request, revoked_at=None).update(revoked_at=at)
        link, secret = _links.make(
            AdviceLink, at=at, lasts=LINK_LASTS, advice_request=request, user=to
        )
        queue_message(
            "advice_link",
            to=to.email,
            user=to,
            case=request.assessment.case,
            at=at,
            holds_secret=True,
            context={"address": address + secret, "due_on": request.due_on},
        )
    return link


def chase_advice(
    request: AdviceRequest, *, by: User, on: date, at: datetime, link_address: str
) -> AdviceRequest:
    """Ask again for advice that has not come; somebody outside gets a new link.

    Args:
        link_address: as for :func:`seek_advice`; the earlier link ends.

    Raises:
        Invalid: nobody is named who could be asked.
        AlreadyDone: it has come in the meantime.
    """
    with record(request, "chase_advice", case=request.assessment.case, by=by, on=on, at=at):
        held = AdviceRequest.objects.get(pk=request.pk)
        if held.status not in STEPS["submit_advice"].sources:
            raise AlreadyDone("chase_advice", held.status)
        if held.professional is None:
            raise Invalid("professional", _("Give the request to a professional first."))
        if answers_by_link(held.professional):
            send_link(held, to=held.professional, address=link_address, at=at)
        else:
            _tell(held, held.professional, at=at)
    return held


def open_link(secret: str, *, at: datetime) -> tuple[AdviceLink, str] | None:
    """Exchange an emailed link for a cookie; None where it does not work, for whatever reason."""
    opened = _links.exchange(AdviceLink, secret, at=at)
    return None if opened is None or _is_kept_out(opened[0]) else opened


def link_of(cookie: str, *, at: datetime) -> AdviceLink | None:
    """The link that a cookie stands for, while it lasts."""
    link = _links.holder(AdviceLink, cookie, at=at)
    return None if link is None or _is_kept_out(link) else link


def _is_kept_out(link: AdviceLink) -> bool:
    return is_kept_out(link.advice_request.assessment.case, link.user)


def allocate_advice(
    request: AdviceRequest,
    *,
    by: User,
    on: date,
    at: datetime,
    to: User | None = None,
    outside_email: str = "",
    outside_name: str = "",
    link_address: str = "",
) -> AdviceRequest:
    """Give a request to the professional who will answer it; earlier links to it end.

    Args:
        to: a member of staff, or an adviser whom we know.
        outside_email, outside_name: instead, somebody outside.
        link_address: as for :func:`seek_advice`; who has no password is sent a link.

    Raises:
        Invalid: nobody is named, or an outside address that belongs to staff.
        AlreadyDone: it has been answered in the meantime.
    """
    with record(
        request, "allocate_advice", case=request.assessment.case, by=by, on=on, at=at
    ) as entry:
        held = AdviceRequest.objects.get(pk=request.pk)
        if held.status not in STEPS["submit_advice"].sources:
            raise AlreadyDone("allocate_advice", held.status)
        if outside_email:
            to = outside_adviser(outside_email, outside_name)
        if to is None:
            raise Invalid("to", _("Choose a person, or name somebody outside."))
        entry.facts["to"] = to.pk
        AdviceLink.objects.filter(advice_request=held, revoked_at=None).update(revoked_at=at)
        held.professional = to
        held.save()
        if to.kind == UserKind.CONTRIBUTOR and link_address:
            send_link(held, to=to, address=link_address, at=at)
        else:
            _tell(held, to, at=at)
    return held
