"""Asking for an assessment: a draft that is saved as it is written, then sent once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ehc.actions import _links, custody
from ehc.actions._accounts import account_of
from ehc.actions._answers import RequestAnswers
from ehc.actions._step import open_process
from ehc.actions.cases import open_case
from ehc.actions.correspondence import queue_message, raise_to_ask_family, system_user
from ehc.explanations import explain, on_record
from ehc.models import (
    Asker,
    Assessment,
    Case,
    FamilyMember,
    Person,
    Request,
    RequestDraft,
    ResumeLink,
    User,
)
from ehc.models._history import acting_as
from ehc.models._links import digest
from ehc.models.people import THEMSELVES
from ehc.queries.assessments import duties_of
from ehc.queries.requests import ASKED_BY_SETTING, known_person
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.statuses import AssessmentStatus

RESUME_LINK_LASTS = timedelta(days=30)


def start_draft(*, at: datetime) -> RequestDraft:
    """Begin a request. Nobody at the authority sees it until it is sent."""
    return RequestDraft.objects.create(key=uuid.uuid4(), created_at=at, saved_at=at)


def save_page(
    draft: RequestDraft, page: str, answers: Mapping[str, Any], *, at: datetime
) -> RequestDraft:
    """Save one page of a draft, complete or not, leaving the other pages alone.

    Args:
        page: the page's name.
        answers: JSON-safe values as typed.

    Raises:
        Invalid: the request has already been sent, or was deleted.
    """
    with transaction.atomic():
        held = _unsent(draft)
        held.answers = {**held.answers, page: dict(answers)}
        held.saved_at = at
        held.save()
    return held


def _locked(draft: RequestDraft) -> RequestDraft:
    """The draft as it is now, locked in the caller's transaction.

    Raises:
        Invalid: it was deleted.
    """
    held = RequestDraft.objects.select_for_update().filter(pk=draft.pk, deleted_at=None).first()
    if held is None:
        raise Invalid("draft", _("This request was deleted. Start again."))
    return held


def _unsent(draft: RequestDraft) -> RequestDraft:
    """The draft as it is now, locked, where it can still be changed.

    Raises:
        Invalid: the request has already been sent, or was deleted.
    """
    held = _locked(draft)
    if Request.objects.filter(draft=held).exists():
        raise Invalid("draft", _("This request has already been sent."))
    return held


def send_resume_link(draft: RequestDraft, *, email: str, address: str, at: datetime) -> ResumeLink:
    """Email a link that opens the draft on another device; earlier ones stop working.

    Args:
        email: where to.
        address: the absolute address of the link page, ending where the secret goes.

    Raises:
        Invalid: the request has already been sent, or was deleted.
    """
    with transaction.atomic():
        draft = _unsent(draft)
        # To have a link sent is to keep the draft: it is not deleted while the link works.
        draft.email, draft.saved_at = email.strip().lower(), at
        draft.save()
        # A link that went to a mistyped address is taken back by sending another.
        ResumeLink.objects.filter(draft=draft, revoked_at=None).update(revoked_at=at)
        link, secret = _links.make(ResumeLink, draft=draft, at=at, lasts=RESUME_LINK_LASTS)
        queue_message(
            "resume_request",
            to=email.strip().lower(),
            at=at,
            holds_secret=True,
            context={"address": address + secret, "expires_at": link.expires_at},
        )
    return link


def open_resume_link(secret: str, *, at: datetime) -> RequestDraft | None:
    """The draft that an emailed link opens, once; None where it does not work.

    Raises:
        AlreadyDone: the link would work, but the request has been sent: it opens nothing, and
            whoever has it is told to sign in.
    """
    alive = ResumeLink.objects.filter(
        secret_digest=digest(secret), revoked_at=None, expires_at__gt=at
    ).first()
    if alive is not None and Request.objects.filter(draft=alive.draft_id).exists():
        raise AlreadyDone("submit_request", "sent")
    opened = _links.exchange(ResumeLink, secret, at=at)
    if opened is None or opened[0].draft.deleted_at is not None:
        return None
    return opened[0].draft


def delete_draft(draft: RequestDraft, *, at: datetime) -> None:
    """Delete a draft and everything typed in it; its links stop working.

    Raises:
        Invalid: the request has already been sent, or was deleted.
    """
    with transaction.atomic():
        _empty(_unsent(draft), at=at)


def _empty(held: RequestDraft, *, at: datetime) -> None:
    held.answers, held.email, held.deleted_at = {}, "", at
    held.save()
    ResumeLink.objects.filter(draft=held, revoked_at=None).update(revoked_at=at)


def delete_unsent(*, untouched_for: timedelta, at: datetime) -> int:
    """Delete every draft that was not sent and not saved for a time, as its writer could.

    Which they are follows from when they were saved, so that a night that was missed is made up
    for, and doing it twice does nothing.

    Args:
        untouched_for: for how long nobody has saved it or had a link to it sent.
        at: now.

    Returns:
        How many were deleted.
    """
    stale = RequestDraft.objects.filter(
        deleted_at=None, request=None, saved_at__lt=at - untouched_for
    )
    deleted = 0
    for pk in list(stale.values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked again under the lock: somebody may have saved or sent it since.
            held = RequestDraft.objects.select_for_update().filter(pk=pk).first()
            if held is not None and stale.filter(pk=pk).exists():
                _empty(held, at=at)
                deleted += 1
    return deleted


def submit_request(draft: RequestDraft, *, at: datetime) -> Request:
    """Send a request: the authority receives it at this instant.

    Sending twice (a double click, a second tab, a retry) gives the same request. A request
    from somebody who has asked before is accepted, starts its own clock and is flagged to
    staff (section 36; ``may_repeat``).

    Args:
        draft: with every page answered.
        at: the instant of receipt; its Europe/London date starts the clock.

    Returns:
        The request as received.

    Raises:
        Invalid: an answer that the law or sense refuses, naming the field; or the draft was
            deleted.
    """
    with transaction.atomic():
        held = _locked(draft)
        already = Request.objects.filter(draft=held).first()
        if already is not None:
            return already
        answers = RequestAnswers.from_draft(held.answers, on=timezone.localdate(at))
        return receive_request(answers, at=at, draft=held)


def receive_request(
    answers: RequestAnswers, *, at: datetime, draft: RequestDraft | None = None
) -> Request:
    """Open the person, the case and the assessment for a request, in one transaction."""
    on = timezone.localdate(at)
    with transaction.atomic():
        asker = account_of(
            answers.asker_email,
            answers.asker_name,
            field="email",
            refused=_("We cannot reach you at this email address. Give us another."),
        )
        with acting_as(asker):
            known = known_person(
                first_name=answers.first_name,
                last_name=answers.last_name,
                date_of_birth=answers.date_of_birth,
            )
            case = _case_for(answers, on=on)
            _family_of(case, answers, asker)
            request = Request.objects.create(
                case=case,
                draft=draft,
                asker=answers.asker,
                asked_by=asker,
                asker_name=answers.asker_name,
                answers=answers.as_received(),
                received_at=at,
                received_on=on,
                may_repeat=known is not None,
            )
        assessment = Assessment(case=case, request=request)
        assessment = open_process(
            assessment,
            "receive_request",
            case=case,
            by=asker,
            on=on,
            at=at,
            asker=answers.asker,
            request=request.pk,
        )
        if answers.is_detained:
            # By unattended work, at once: no ordinary date is promised to anybody.
            assessment = custody.hand_over(
                assessment,
                place=answers.held_at,
                how_known=on_record(gettext_noop("The request says so.")),
                by=system_user(),
                on=on,
                at=at,
            )
        # An email is in the authority's language, whichever the request was written in.
        with override(settings.LANGUAGE_CODE):
            told = promised(assessment, on)
        queue_message(
            "request_received",
            to=asker.email,
            user=asker,
            case=case,
            at=at,
            context={
                "reference": case.reference,
                "received_on": on,
                **told,
            },
        )
        # The family is told, and asked what it thinks, before anything is decided
        # (section 36(4); regulation 3).
        if answers.asker == Asker.SETTING and not answers.family_email:
            if not answers.is_detained:
                raise_to_ask_family(case, on=on, at=at)
        elif answers.asker == Asker.SETTING:
            queue_message(
                ASKED_BY_SETTING,
                to=answers.family_email.strip().lower(),
                case=case,
                at=at,
                context={
                    "reference": case.reference,
                    "received_on": on,
                    **told,
                },
            )
    # As it is now: what was opened for it may have moved on.
    return Request.objects.get(pk=request.pk)


_PROMISED = ("assess.notify_decision", "issue.notify_refusal", "plan.final")


def promised(assessment: Assessment, on: date) -> dict[str, Any]:
    """What a family is told on receipt: by when it hears, or who has the request instead.

    Returns:
        ``because``: why it hears by which day, each as its pages say it; empty where the
        ordinary rules do not apply, and then ``officer`` is who has it.
    """
    if assessment.status == AssessmentStatus.IN_CUSTODY:
        return {"because": (), "officer": settings.AUTHORITY["custody"]}
    duties = {duty.duty: duty for duty in duties_of(assessment, on)}
    return {
        "because": tuple(explain(duties[name].because_for_families) for name in _PROMISED),
        "officer": None,
    }


def _case_for(answers: RequestAnswers, *, on: date) -> Case:
    """A new file. A likely match is suggested to staff, who link the two; none is merged."""
    person = Person.objects.create(**answers.person_fields())
    return open_case(person, on=on)


def _family_of(case: Case, answers: RequestAnswers, asker: User) -> None:
    if answers.asker == Asker.YOUNG_PERSON:
        person = case.person
        # One file a person: an address that already belongs to somebody else's file stays theirs.
        if not Person.objects.filter(user=asker).exists():
            person.user = asker
            person.save()
        FamilyMember.objects.create(
            person=person,
            user=asker,
            name=answers.asker_name,
            relationship=THEMSELVES,
            is_main_contact=True,
            **answers.contact_fields(),
        )
        return
    fields = answers.contact_fields()
    if answers.asker == Asker.SETTING:
        if answers.family_name:
            FamilyMember.objects.create(
                person=case.person,
                name=answers.family_name,
                relationship=THEMSELVES
                if answers.family_is_young_person
                else answers.family_relationship,
                email=answers.family_email.strip().lower(),
                phone=answers.family_phone,
                address=answers.address,
                postcode=answers.postcode,
                contact_by=answers.contact_by,
                adjustments=answers.adjustments,
                interpreter_language=answers.interpreter_language,
                has_parental_responsibility=not answers.family_is_young_person,
                is_main_contact=True,
            )
        return
    FamilyMember.objects.create(
        person=case.person,
        user=asker,
        name=answers.asker_name,
        relationship=answers.relationship,
        has_parental_responsibility=answers.has_parental_responsibility,
        is_main_contact=True,
        **fields,
    )
