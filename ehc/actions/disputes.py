"""A family that disagrees: from the first word to mediation, its certificate or its agreement.

What is late is recorded all the same: whether an appeal out of time is taken is for the Tribunal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._rights import only_for_the_holder
from ehc.actions._step import Entry, open_process, record, take_step
from ehc.documents.letters import LetterFacts
from ehc.explanations import weekday_date
from ehc.models import Certificate, Dispute, Document, Issues, Ruling, RulingSource, User
from ehc.permissions import case_of
from ehc.queries.disputes import APPEALABLE, assessments_of_notices, standing_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.disputes import AGREED_ON, DECISION_OF, possible
from ehc.workflows.duties import DUTIES, Duty
from ehc.workflows.facts import EventKind
from ehc.workflows.rights import Act
from ehc.workflows.statuses import STOPPED, AssessmentStatus

_GOING_ON = frozenset(AssessmentStatus) - STOPPED
_RULES_BY = {
    RulingSource.ORDER: EventKind.TRIBUNAL_ORDERED,
    RulingSource.UNOPPOSED: EventKind.UNOPPOSED_APPEAL_NOTIFIED,
    RulingSource.MEDIATION: EventKind.MEDIATION_AGREED,
}


@asks_first("open_dispute")
def open_dispute(notice: Document, *, said: str, by: User, on: date, at: datetime) -> Dispute:
    """Record that the family disagrees with a decision of which it was sent a notice.

    Args:
        notice: the letter that told the decision and the right of appeal.
        said: what the family says, if it says more than that.
        on: the day on which it first said so.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        Invalid: the letter tells no right of appeal; or a day before it.
        AlreadyDone: that is recorded; or the assessment was stopped.
    """
    case = notice.case
    only_for_the_holder(case, Act.DISPUTE, "open_dispute", by=by, on=on)
    if notice.kind not in APPEALABLE or notice.event.step not in DECISION_OF:
        raise Invalid("notice", _("This letter tells of no right of appeal"))
    not_before("day", on, notice.event.on, _("the day of the decision’s letter"))
    started = Dispute.objects.filter(notice=notice).first()
    if started is not None:
        raise AlreadyDone("open_dispute", started.status)
    assessment = assessments_of_notices(case, [notice])[notice.pk]
    return open_process(
        Dispute(
            assessment=assessment,
            notice=notice,
            decision=DECISION_OF[notice.event.step],
            opened_on=on,
            said=said,
        ),
        "open_dispute",
        case=case,
        by=by,
        on=on,
        at=at,
        reason=said,
        within=assessment,
        in_status=_GOING_ON,
        notice=notice.pk,
    )


@asks_first("ask_for_mediation", of=case_of)
def disagree_and_ask(
    notice: Document, *, about: str, said: str, by: User, on: date, at: datetime
) -> Dispute:
    """Disagree with a decision and ask for mediation about it, in one.

    Args:
        about: one of :class:`~ehc.models.Issues`.
        said: what the family disagrees with, and what it wants instead.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        AlreadyDone: mediation was asked for, or the disagreement stands elsewhere.
    """
    dispute = Dispute.objects.filter(notice=notice).first()
    if dispute is None:
        dispute = open_dispute(notice, said=said, by=by, on=on, at=at)
    return ask_for_mediation(dispute, about=about, issues=said, by=by, on=on, at=at)


def not_before(field: str, on: date, floor: date | None, what: str) -> None:
    """Refuse a day that lies before another.

    Args:
        field: the field that the day was typed in.
        floor: the earliest day; None: none is known.
        what: what that day is, with its article.

    Raises:
        Invalid: it does.
    """
    if floor is not None and on < floor:
        raise Invalid(
            field,
            _("This must not be before %(what)s: %(day)s")
            % {"what": what, "day": weekday_date(floor)},
        )


def refuse_unless_possible(dispute: Dispute, name: str) -> Dispute:
    """The disagreement as it is now, where a step or record can come next.

    Raises:
        AlreadyDone: it cannot come next.
    """
    held = Dispute.objects.select_related("notice__event", "assessment__case").get(pk=dispute.pk)
    if name not in possible(standing_of(held)):
        raise AlreadyDone(name, held.status)
    return held


@contextmanager
def noting(
    dispute: Dispute,
    name: str,
    *,
    since: str,
    by: User,
    on: date,
    at: datetime,
    **facts: Any,
) -> Iterator[tuple[Dispute, Entry]]:
    """Record something of a disagreement that moves no status.

    The row, which the block may change, is saved as it ends.

    Args:
        since: the field whose day it must not lie before; empty: that of the notice.
        facts: JSON-safe values for the event.

    Raises:
        AlreadyDone: it has been recorded, or cannot come next.
        Invalid: a day that cannot be.
    """
    with record(dispute, name, case=dispute.assessment.case, by=by, on=on, at=at, **facts) as entry:
        held = refuse_unless_possible(dispute, name)
        floor = getattr(held, since) if since else held.notice.event.on
        not_before("day", on, floor, _("what comes before it"))
        yield held, entry
        held.save()


def _note(dispute: Dispute, name: str, since: str, by: User, on: date, at: datetime) -> Dispute:
    with noting(dispute, name, since=since, by=by, on=on, at=at) as (held, _entry):
        pass
    return held


def decline_mediation(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the adviser was told that the family does not want mediation (regulation 34).

    Args:
        on: the day on which the adviser was told: its certificate is due three working days later.
    """
    return _note(dispute, "decline_mediation", "", by, on, at)


@asks_first("ask_for_mediation")
def ask_for_mediation(
    dispute: Dispute, *, about: str, issues: str, by: User, on: date, at: datetime
) -> Dispute:
    """Ask for mediation, or record that the family did (sections 53 and 54; regulation 32(e)).

    Args:
        about: one of :class:`~ehc.models.Issues`.
        issues: what the family wants to talk about and, where health care is missing, which
            care it wants.
        on: the day on which the authority was told: from it run the three working days and the
            thirty days.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        Invalid: without either.
    """
    case = dispute.assessment.case
    only_for_the_holder(case, Act.DISPUTE, "ask_for_mediation", by=by, on=on)
    if about not in Issues.values:
        raise Invalid("about", _("Say what mediation is to be about"))
    if not issues.strip():
        raise Invalid("issues", _("Write what mediation is to be about"))
    held = refuse_unless_possible(dispute, "ask_for_mediation")
    not_before("day", on, held.notice.event.on, _("the day of the decision’s letter"))
    return take_step(
        dispute,
        "ask_for_mediation",
        by=by,
        on=on,
        at=at,
        reason=issues,
        changes={
            "mediation_about": about,
            "mediation_issues": issues,
            "mediation_asked_on": on,
        },
        about=about,
    )


def tell_health_bodies(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Tell each commissioning body of the health issues, by letter (regulation 35(2)).

    Args:
        on: the day on which they are told, from which the thirty days of one run that arranges
            the mediation.
    """
    return _note(dispute, "tell_health_bodies", "mediation_asked_on", by, on, at)


def health_letter_preview(dispute: Dispute, *, on: date) -> tuple[str, LetterFacts] | None:
    """The letter that :func:`tell_health_bodies` would send: its title and facts."""
    return _notices.preview("tell_health_bodies", dispute, on=on, reason="")


@asks_first("arrange_mediation")
def arrange_mediation(
    dispute: Dispute,
    *,
    meeting_on: date,
    place: str,
    agreed_to_less: bool = False,
    by: User,
    on: date,
    at: datetime,
) -> Dispute:
    """Record the day and place of the mediation, arranged or moved (regulations 35 to 37).

    Args:
        meeting_on: the day of the mediation.
        agreed_to_less: whether the family agreed to be told later than five working days before.
        on: the day on which the family was told of both.

    Raises:
        Invalid: without a place; or the family was told after the day.
    """
    if not place.strip():
        raise Invalid("place", _("Enter where the mediation is"))
    if meeting_on < on:
        raise Invalid("meeting_on", _("The mediation must not be before the family was told"))
    with noting(
        dispute, "arrange_mediation", since="mediation_asked_on", by=by, on=on, at=at,
        meeting_on=meeting_on.isoformat(), place=place, agreed_to_less=agreed_to_less,
    ) as (held, _entry):  # fmt: skip
        not_before("day", on, held.mediation_told_on, _("the day on which it was last arranged"))
        held.mediation_on, held.mediation_place = meeting_on, place
        held.mediation_told_on, held.less_notice_agreed = on, agreed_to_less
    return held


def fail_to_arrange_mediation(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the adviser was told that mediation cannot be arranged in time (reg 39(2)).

    Args:
        on: the day on which the adviser was told: its certificate is due three working days later.
    """
    return _note(dispute, "fail_to_arrange_mediation", "mediation_asked_on", by, on, at)


def hold_mediation(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the mediation was held.

    Args:
        on: the day on which it ended.
    """
    with noting(dispute, "hold_mediation", since="mediation_asked_on", by=by, on=on, at=at) as (
        held,
        _entry,
    ):
        held.mediation_on = on
    return held


@asks_first("record_certificate")
def record_certificate(dispute: Dispute, *, kind: str, by: User, on: date, at: datetime) -> Dispute:
    """Record the mediation certificate (section 55(4) and (5); regulations 34 and 39).

    Args:
        kind: one of :class:`~ehc.models.Certificate`.
        on: the day on which it was issued: the family has a month from it to appeal, if that is
            later than two months from the notice.

    Raises:
        Invalid: not a kind of certificate; or one for taking part in a mediation that nobody
            asked for.
    """
    held = refuse_unless_possible(dispute, "record_certificate")
    if kind not in Certificate.values:
        raise Invalid("kind", _("Say what the certificate is for"))
    if kind != Certificate.DECLINED and held.mediation_asked_on is None:
        raise Invalid("kind", _("Record first that mediation was asked for"))
    not_before("day", on, held.notice.event.on, _("the day of the decision’s letter"))
    return take_step(
        dispute,
        "record_certificate",
        by=by,
        on=on,
        at=at,
        changes={"certificate": kind, "certificate_on": on},
        kind=kind,
    )


@asks_first("record_agreement")
def record_agreement(
    dispute: Dispute,
    *,
    about: Collection[str],
    words: str,
    directed: Mapping[str, date],
    by: User,
    on: date,
    at: datetime,
) -> Dispute:
    """Record what was agreed in mediation (regulation 42).

    What could have been appealed has the limits of regulation 44, as if it had been ordered;
    anything else is to be done in two weeks.

    Args:
        about: of :data:`~ehc.workflows.disputes.AGREED_ON`, one or several.
        words: what was agreed.
        directed: other days that were agreed in writing, by the name of the duty.
        on: the day of the agreement.

    Raises:
        Invalid: nothing agreed, or what this decision cannot be agreed on; or a day that cannot
            be.
    """
    held = refuse_unless_possible(dispute, "record_agreement")
    if not words.strip():
        raise Invalid("words", _("Write what was agreed"))
    not_before("day", on, held.mediation_asked_on, _("the day on which mediation was asked for"))
    rulings = rulings_of(
        held, RulingSource.MEDIATION, about, AGREED_ON[held.decision], directed, on
    )
    return take_step(
        dispute,
        "record_agreement",
        by=by,
        on=on,
        at=at,
        reason=words,
        changes={"agreement": words},
        alongside=lambda: save_all(rulings),
        about=sorted(about),
        directed={name: day.isoformat() for name, day in directed.items()},
    )


def duties_of_ruling(source: str, what: str) -> tuple[Duty, ...]:
    """The duties that something decided starts.

    Args:
        source: a :class:`~ehc.models.RulingSource`.
        what: one of :data:`~ehc.workflows.disputes.RULINGS`.
    """
    return tuple(
        duty
        for duty in DUTIES
        for start in duty.starts
        if start.what == _RULES_BY[RulingSource(source)] and what in start.words
    )


def rulings_of(
    dispute: Dispute,
    source: str,
    whats: Collection[str],
    known: Collection[str],
    directed: Mapping[str, date],
    on: date,
) -> list[Ruling]:
    """The unsaved rows of what was decided on a day.

    Raises:
        Invalid: nothing, what this decision cannot lead to, or a day that cannot be.
    """
    if not whats:
        raise Invalid("about", _("Choose at least one"))
    if not set(whats) <= set(known):
        raise Invalid("about", _("This cannot be decided of this decision"))
    names = {duty.id for what in whats for duty in duties_of_ruling(source, what)}
    for name, day in directed.items():
        if name not in names:
            raise Invalid("directed", _("That day belongs to nothing that was chosen"))
        if day < on:
            raise Invalid("directed", _("A day that was set must not be before the decision"))
    return [
        Ruling(
            dispute=dispute,
            source=source,
            what=what,
            on=on,
            directed={
                duty.id: directed[duty.id].isoformat()
                for duty in duties_of_ruling(source, what)
                if duty.id in directed
            },
        )
        for what in whats
    ]


def save_all(rulings: Collection[Ruling]) -> None:
    """Save them, one by one, so that each has its field history."""
    for ruling in rulings:
        ruling.save()


def keep_agreement(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that what was agreed, and cannot be appealed about, was done (regulation 42(3))."""
    return _note(dispute, "keep_agreement", "mediation_asked_on", by, on, at)


def record_health_agreement(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the commissioning body and the family agreed without us (regulation 42(4)).

    Args:
        on: the day of their agreement.
    """
    return _note(dispute, "record_health_agreement", "mediation_asked_on", by, on, at)


def hear_of_health_agreement(dispute: Dispute, *, by: User, on: date, at: datetime) -> Dispute:
    """Record that the commissioning body told us of its agreement (regulation 42(4)).

    Args:
        on: the day on which it did.
    """
    return _note(dispute, "hear_of_health_agreement", "mediation_asked_on", by, on, at)
