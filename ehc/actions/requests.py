"""Asking for an assessment: a draft that is saved as it is written, then sent once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ehc.actions import _links, contact, custody, draft_files
from ehc.actions._accounts import account_of
from ehc.actions._answers import RequestAnswers
from ehc.actions._drafts import locked_draft, unsent
from ehc.actions._step import open_process
from ehc.actions.cases import open_case
from ehc.actions.correspondence import queue_message, raise_to_ask_family, system_user
from ehc.actions.uploads import keep_upload
from ehc.explanations import explain, on_record
from ehc.models import (
    NOT_OF_THE_FAMILY,
    Asker,
    Assessment,
    CameBy,
    Case,
    FamilyMember,
    Person,
    Request,
    RequestDraft,
    ResumeLink,
    Upload,
    User,
)
from ehc.models._history import acting_as
from ehc.models._links import digest
from ehc.models.people import THEMSELVES
from ehc.permissions import require
from ehc.queries.assessments import duties_of
from ehc.queries.requests import ASKED_BY_SETTING, digest_of_page, known_person
from ehc.refusals import AlreadyDone, ChangedElsewhere
from ehc.workflows.roles import SEND_TEAM_ROLES
from ehc.workflows.statuses import AssessmentStatus

RESUME_LINK_LASTS = timedelta(days=30)
_LONGEST_WRITER = 40


def start_draft(*, at: datetime) -> RequestDraft:
    """Begin a request. Nobody at the authority sees it until it is sent."""
    return RequestDraft.objects.create(key=uuid.uuid4(), created_at=at, saved_at=at)


def save_page(
    draft: RequestDraft, page: str, answers: Mapping[str, Any], *, at: datetime, seen: str = ""
) -> RequestDraft:
    """Save one page of a draft, complete or not, leaving the other pages alone.

    Args:
        page: the page's name.
        answers: JSON-safe values as typed.
        seen: what the page was opened with, as :func:`~ehc.queries.requests.seen_on` gives it;
            empty where nobody can have opened another.

    Raises:
        ChangedElsewhere: another device has saved something else on this page since it was opened.
        Invalid: the request has already been sent, or was deleted.
    """
    writer, _dot, digest_seen = seen.partition(".")
    with transaction.atomic():
        held = unsent(draft)
        kept = held.answers.get(page, {})
        if (
            seen
            and kept != dict(answers)
            and held.writers.get(page) != writer
            and digest_of_page(kept) != digest_seen
        ):
            raise ChangedElsewhere
        held.writers = {**held.writers, page: writer[:_LONGEST_WRITER]}
        held.answers = {**held.answers, page: dict(answers)}
        held.saved_at = at
        held.save()
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
        draft = unsent(draft)
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
        _empty(unsent(draft), at=at)


def _empty(held: RequestDraft, *, at: datetime) -> None:
    held.answers, held.writers, held.email, held.deleted_at = {}, {}, "", at
    held.save()
    draft_files.forget_files(held)
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
        held = locked_draft(draft)
        already = Request.objects.filter(draft=held).first()
        if already is not None:
            return already
        answers = RequestAnswers.from_draft(held.answers, on=timezone.localdate(at))
        return receive_request(answers, at=at, draft=held)


@dataclass(frozen=True, slots=True)
class TakenDown:
    """A request that came otherwise than on the pages, and who takes it down.

    Attributes:
        by: a member of staff.
        came_by: a :class:`~ehc.models.CameBy`.
        arrived_on: the day on which it arrived, from which the time limits run.
        letter: the letter as it was scanned, if it came on paper.
    """

    by: User
    came_by: str
    arrived_on: date
    letter: UploadedFile[Any] | None = None


def receive_request(
    answers: RequestAnswers,
    *,
    at: datetime,
    draft: RequestDraft | None = None,
    taken_down: TakenDown | None = None,
) -> Request:
    """Open the person, the case and the assessment for a request, in one transaction.

    Args:
        answers: what it says.
        at: the instant of receipt; of one that is taken down, the instant of doing that.
        draft: what it was written as, on the pages.
        taken_down: who takes it down, and when it arrived.

    Raises:
        NotYours, NotVisible: somebody who may not take a request down.
        Invalid: an address that nobody can use, or a letter that is no file of ours.
    """
    today = timezone.localdate(at)
    on = taken_down.arrived_on if taken_down else today
    with transaction.atomic():
        account = _account_of(answers)
        # Whoever gives no address has no account; what they asked is recorded by whom it was told.
        asker = account or (taken_down.by if taken_down else system_user())
        by = taken_down.by if taken_down else asker
        with acting_as(by):
            known = known_person(
                first_name=answers.first_name,
                last_name=answers.last_name,
                date_of_birth=answers.date_of_birth,
            )
            case = _case_for(answers, on=today)
            member = _family_of(case, answers, account)
            if taken_down:
                _only_for_the_team(case, by=by, on=today)
            _keep_electronic_service(member, answers, taken_down, by=by, at=at)
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
                came_by=taken_down.came_by if taken_down else CameBy.PAGES,
                recorded_by=taken_down.by if taken_down else None,
                letter=_letter_of(taken_down, case, at=at),
            )
        assessment = open_process(
            Assessment(case=case, request=request),
            "receive_request",
            case=case,
            by=by,
            on=on,
            at=at,
            asker=answers.asker,
            request=request.pk,
            came_by=str(request.came_by),
        )
        if draft is not None:
            draft_files.hand_over(draft, request, at=at)
        if answers.is_detained:
            # By unattended work, at once: no ordinary date is promised to anybody.
            assessment = custody.hand_over(
                assessment,
                place=answers.held_at,
                how_known=on_record(gettext_noop("The request says so.")),
                by=system_user(),
                on=today,
                at=at,
            )
        _tell(assessment, answers, account, at=at)
    # As it is now: what was opened for it may have moved on.
    return Request.objects.get(pk=request.pk)


def _account_of(answers: RequestAnswers) -> User | None:
    """The account of whoever asks; none for whoever has no part in the case, or no address."""
    if answers.asker == Asker.OTHER or not answers.asker_email:
        return None
    return account_of(
        answers.asker_email,
        answers.asker_name,
        field="email",
        refused=_("We cannot reach you at this email address. Give us another."),
    )


def _only_for_the_team(case: Case, *, by: User, on: date) -> None:
    """Refuse whoever works in no area team, and whoever is of the family themselves.

    One of the family may ask, and so take the step itself; when it arrived is not theirs to say.

    Raises:
        NotYours, NotVisible: they may not take it down.
    """
    require(by, "receive_request", SEND_TEAM_ROLES, case, on)


def _letter_of(taken_down: TakenDown | None, case: Case, *, at: datetime) -> Upload | None:
    if taken_down is None or taken_down.letter is None:
        return None
    return keep_upload(taken_down.letter, case=case, field="letter", by=taken_down.by, at=at)


def _tell(
    assessment: Assessment, answers: RequestAnswers, account: User | None, *, at: datetime
) -> None:
    """Tell whoever asked, and the family where somebody else did.

    The family is told, and asked what it thinks, before anything is decided (section 36(4);
    regulation 3): by email where its school gave an address, and otherwise by staff. An address
    that came from somebody with no part in the family is never written to by itself.
    """
    case, request = assessment.case, assessment.request
    # An email is in the authority's language, whichever the request was written in.
    with override(settings.LANGUAGE_CODE):
        context = {
            "reference": case.reference,
            "received_on": request.received_on,
            **promised(assessment, request.received_on),
        }
    if answers.asker == Asker.OTHER:
        if answers.asker_email:
            queue_message(
                "attention_received",
                to=answers.asker_email.strip().lower(),
                case=case,
                at=at,
                context=context,
            )
    elif account is not None:
        queue_message(
            "request_received", to=account.email, user=account, case=case, at=at, context=context
        )
    if answers.asker == Asker.SETTING and answers.family_email:
        queue_message(
            ASKED_BY_SETTING,
            to=answers.family_email.strip().lower(),
            case=case,
            at=at,
            context=context,
        )
    elif answers.asker in NOT_OF_THE_FAMILY and not answers.is_detained:
        raise_to_ask_family(case, on=timezone.localdate(at), at=at)


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


def _family_of(case: Case, answers: RequestAnswers, account: User | None) -> FamilyMember:
    """Whoever holds the rights, and whoever asks where they are of the family."""
    person = case.person
    if answers.asker in NOT_OF_THE_FAMILY:
        return FamilyMember.objects.create(
            person=person, is_main_contact=True, **answers.family_fields()
        )
    is_own = answers.asker == Asker.YOUNG_PERSON
    # One file a person: an address that already belongs to somebody else's file stays theirs.
    if is_own and account is not None and not Person.objects.filter(user=account).exists():
        person.user = account
        person.save()
    return FamilyMember.objects.create(
        person=person,
        user=account,
        name=answers.asker_name,
        relationship=THEMSELVES
        if is_own
        else answers.relationship or on_record(gettext_noop("parent or carer")),
        has_parental_responsibility=not is_own and answers.has_parental_responsibility,
        is_main_contact=True,
        **answers.contact_fields(),
    )


def _keep_electronic_service(
    member: FamilyMember,
    answers: RequestAnswers,
    taken_down: TakenDown | None,
    *,
    by: User,
    at: datetime,
) -> None:
    """What the family answered about letters by email; nobody can agree to it for them."""
    if answers.asker in NOT_OF_THE_FAMILY or answers.electronic_service not in {"yes", "no"}:
        return
    agreed = answers.electronic_service == "yes" and member.user_id is not None
    contact.keep_answer(
        member,
        address=answers.asker_email if agreed else "",
        recorded_by=by,
        on=timezone.localdate(at),
        at=at,
        how_known=on_record(gettext_noop("The request says so.")) if taken_down else "",
    )
