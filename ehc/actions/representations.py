"""What a family says of a draft, and what is answered."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._rights import only_for_the_holder
from ehc.actions._step import record
from ehc.actions.telling import tell_reader
from ehc.documents.plans import plan_sections, rows_of
from ehc.explanations import weekday_date
from ehc.models import (
    CaseEvent,
    MeetingHow,
    MeetingRequest,
    PlanVersion,
    Representation,
    RepresentationKind,
    User,
)
from ehc.queries.conversations import readers_of
from ehc.queries.posting import window_of
from ehc.queries.rights import rights_of
from ehc.queries.tracker import frozen_facts
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.rights import Act
from ehc.workflows.statuses import PlanVersionStatus


@asks_first("make_representation")
def make_representation(
    version: PlanVersion,
    *,
    kind: str,
    text: str,
    row: str = "",
    sentence: str = "",
    suggested: str = "",
    by: User,
    on: date,
    at: datetime,
) -> Representation:
    """Comment on a served draft, until its window closes.

    The same comment sent twice (a double click, the page sent again) is one comment.

    Args:
        kind: a :class:`~ehc.models.RepresentationKind`.
        row: the key of the row it is about; empty for the whole plan.
        sentence: the sentence of that row, as the draft says it; empty for all of it.
        suggested: how the family would word it; only where it would like a change.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        Invalid: after the window, with nothing to say, or of words that the draft does not have.
        AlreadyDone: the plan has been issued.
    """
    only_for_the_holder(version.plan.case, Act.DRAFT, "make_representation", by=by, on=on)
    suggested = suggested.strip()
    if kind != RepresentationKind.AGREE and not text.strip() and not suggested:
        raise Invalid("text", _("Write what you would like to say."))
    if suggested and kind != RepresentationKind.CHANGE:
        raise Invalid("suggested", _("Say that you would like a change, or leave this empty"))
    _refuse_what_it_does_not_say(version, row, sentence)
    said = {
        "version": version,
        "row": row,
        "sentence": sentence,
        "kind": kind,
        "text": text,
        "suggested": suggested,
        "made_by": by,
    }
    already = Representation.objects.filter(**said, answered_on=None).first()
    if already is not None:
        _in_window(version, on)
        return already
    with record(
        version,
        "make_representation",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        row=row,
        sentence=sentence,
        kind=kind,
    ) as entry:
        _in_window(version, on)
        made = Representation.objects.create(**said, made_on=on)
        entry.facts["representation"] = made.pk
    return made


@asks_first("make_representation")
def ask_for_meeting(
    version: PlanVersion, *, about: str, suits: str, how: str, by: User, on: date, at: datetime
) -> MeetingRequest:
    """Ask to meet an officer about a served draft (regulation 13(1)(a)(iii)).

    Args:
        about: what about, in the family's words.
        suits: when it suits them.
        how: a :class:`~ehc.models.MeetingHow`.

    Raises:
        NotTheHolder, Invalid, AlreadyDone: as for :func:`make_representation`.
    """
    only_for_the_holder(version.plan.case, Act.DRAFT, "make_representation", by=by, on=on)
    if not about.strip():
        raise Invalid("about", _("Say what you would like to talk about"))
    if not suits.strip():
        raise Invalid("suits", _("Say when it would suit you"))
    if how not in MeetingHow.values:
        raise Invalid("how", _("Choose how you would like to meet"))
    said = make_representation(
        version, kind=RepresentationKind.MEETING, text=about.strip(), by=by, on=on, at=at
    )
    asked = MeetingRequest.objects.filter(representation=said).first()
    return asked or MeetingRequest.objects.create(representation=said, how=how, suits=suits.strip())


def _refuse_what_it_does_not_say(version: PlanVersion, row: str, sentence: str) -> None:
    """A comment is pinned to words that the family was sent, and to no others."""
    if version.document is None or not (row or sentence):
        return
    found = rows_of(plan_sections(frozen_facts(version))).get(row)
    if row and found is None:
        raise Invalid("row", _("Choose a row of this draft"))
    if sentence and (found is None or sentence not in found.sentences):
        raise Invalid("sentence", _("Choose one of the sentences of this row, or all of it"))


def _in_window(version: PlanVersion, on: date) -> None:
    held = PlanVersion.objects.get(pk=version.pk)
    if held.status != PlanVersionStatus.SERVED:
        raise AlreadyDone("make_representation", held.status)
    window = window_of(held, on)
    if window.closes_on is not None and not window.is_open(on):
        raise Invalid(
            "text",
            _(
                "The time for comments on this draft ended on %(day)s. Ring or write to your named "
                "contact, who can still take in what you say."
            )
            % {"day": weekday_date(window.closes_on)},
        )
    # A version that is being written to answer the family does not end the family's time: only
    # another draft that was served, or the final plan, does.
    later = held.plan.versions.filter(number__gt=held.number)
    ended = later.exclude(status=PlanVersionStatus.DRAFTING).order_by("-number").first()
    if ended is not None:
        raise AlreadyDone("make_representation", ended.status)


def agree_with_draft(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Say that there is no more to say; once all who hold the rights have, the plan need not wait.

    Each of them has fifteen days of their own: nobody can give away another's.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        AlreadyDone: they have said it; the day on which they did stays.
        Invalid: after the window.
    """
    with record(version, "agree_with_draft", case=version.plan.case, by=by, on=on, at=at) as entry:
        only_for_the_holder(entry.case, Act.DRAFT, "agree_with_draft", by=by, on=on)
        _in_window(version, on)
        held = PlanVersion.objects.get(pk=version.pk)
        agreed = set(
            CaseEvent.objects.filter(
                case=entry.case, step="agree_with_draft", process_id=held.pk
            ).values_list("by", flat=True)
        )
        if by.pk in agreed:
            raise AlreadyDone("agree_with_draft", held.status)
        agreed.add(by.pk)
        held_by = rights_of(entry.case, on).for_(Act.DRAFT)
        wanted = {one.user_id for one in held_by.members}
        if held_by.is_person:
            wanted.add(entry.case.person.user_id)
        if wanted <= agreed:
            held.family_agreed_on = on
            held.save()
    return held


@asks_first("answer_representation", of=lambda representation: representation.version)
def answer_representation(
    representation: Representation, *, answer: str, by: User, on: date, at: datetime
) -> Representation:
    """Answer one comment; whoever made it is told, and reads the answer beside it.

    Raises:
        Invalid: without an answer; or the family asks for a meeting, which is answered with a day.
        AlreadyDone: it has been answered.
    """
    if representation.kind == RepresentationKind.MEETING:
        raise Invalid("answer", _("Answer a request for a meeting with its day"))
    answered = _answer(representation, answer, by, on, at)
    _tell(answered, "comment_answered", on, at)
    return answered


@asks_first("answer_representation", of=lambda representation: representation.version)
def answer_meeting_request(
    representation: Representation,
    *,
    meeting_on: date | None,
    answer: str,
    by: User,
    on: date,
    at: datetime,
) -> MeetingRequest:
    """Answer a request for a meeting with its day, of which whoever asked is told.

    Args:
        meeting_on: the day; None: the family no longer asks for one.
        answer: at what time, where and with whom; or how it is known that they no longer ask.

    Raises:
        Invalid: it is no such request; a day that has been; or without an answer.
        AlreadyDone: it has been answered.
    """
    asked = MeetingRequest.objects.filter(representation=representation).first()
    if asked is None:
        raise Invalid("meeting_on", _("The family does not ask for a meeting here"))
    if meeting_on is not None and meeting_on < on:
        raise Invalid("meeting_on", _("The day of the meeting must not be in the past"))
    answered = _answer(representation, answer, by, on, at)
    asked.meeting_on = meeting_on
    asked.save()
    _tell_of(asked, answered, "meeting_set", on, at)
    return asked


@asks_first("answer_representation", of=lambda representation: representation.version)
def move_meeting(
    representation: Representation,
    *,
    meeting_on: date,
    answer: str,
    by: User,
    on: date,
    at: datetime,
) -> MeetingRequest:
    """Give a meeting that has not been another day; whoever asked for it is told.

    Args:
        meeting_on: the new day.
        answer: at what time, where and with whom; it takes the place of what was said before.

    Raises:
        Invalid: it is no such request; a day that has been; or without an answer.
        AlreadyDone: there is no day to move, that is its day already, or it has been.
    """
    asked = MeetingRequest.objects.filter(representation=representation).first()
    if asked is None:
        raise Invalid("meeting_on", _("The family does not ask for a meeting here"))
    if asked.meeting_on is None or asked.meeting_on < on or asked.meeting_on == meeting_on:
        raise AlreadyDone("answer_representation", str(representation.answered_by))
    if meeting_on < on:
        raise Invalid("meeting_on", _("The day of the meeting must not be in the past"))
    moved = _answer(representation, answer, by, on, at, again=True)
    asked.meeting_on = meeting_on
    asked.save()
    _tell_of(asked, moved, "meeting_moved", on, at)
    return asked


def _tell_of(
    asked: MeetingRequest, said: Representation, template: str, on: date, at: datetime
) -> None:
    """Tell whoever asked for a meeting of its day, or that there is an answer without one."""
    _tell(said, template if asked.meeting_on else "comment_answered", on, at, asked.meeting_on)


def _tell(
    said: Representation, template: str, on: date, at: datetime, meeting_on: date | None = None
) -> None:
    """Tell whoever made a comment, as far as they still see the case."""
    case = said.version.plan.case
    if said.made_by in readers_of(case, on):
        context = {"reference": case.reference, "meeting_on": meeting_on}
        tell_reader(said.made_by, template, case=case, at=at, context=context)


def _answer(
    representation: Representation,
    answer: str,
    by: User,
    on: date,
    at: datetime,
    *,
    again: bool = False,
) -> Representation:
    if not answer.strip():
        raise Invalid("answer", _("Write your answer to the family."))
    version = representation.version
    with record(
        version, "answer_representation", case=version.plan.case, by=by, on=on, at=at,
        representation=representation.pk,
    ):  # fmt: skip
        held = Representation.objects.get(pk=representation.pk)
        if held.answered_on is not None and not again:
            raise AlreadyDone("answer_representation", str(held.answered_by))
        held.answer, held.answered_by, held.answered_on = answer, by, on
        held.save()
    return held
