"""Disagreements with decisions: each notice that can be appealed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ehc.bank_holidays import bundled
from ehc.models import (
    Assessment,
    Case,
    CaseEvent,
    Dispute,
    Document,
    Exemption,
    Reassessment,
    Review,
    Ruling,
    RulingSource,
    User,
)
from ehc.permissions import visible_to
from ehc.queries.assessments import exemption_facts
from ehc.queries.dispute_events import acts_of, by_dispute, notice_event
from ehc.queries.posting import Sent, notified_on, sent_to_family
from ehc.queries.transfers import sent_on
from ehc.workflows.case_facts import CaseFacts
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.disputes import CARRIES_OUT, DECISION_OF, DisputeFacts
from ehc.workflows.duties import DUTIES
from ehc.workflows.facts import Event, Facts
from ehc.workflows.next_in_dispute import DisputeWork, next_of_dispute
from ehc.workflows.notices import MATRIX
from ehc.workflows.statuses import HALTED
from ehc.workflows.steps import ProcessKind
from ehc.workflows.working_days import HolidaysUnknown

DISPUTE_DUTIES = tuple(duty for duty in DUTIES if duty.process == ProcessKind.DISPUTE)
APPEALABLE = tuple(sorted({row.letter.value for row in MATRIX if row.appeal}))
"""The kinds of letter that tell a right of appeal."""
_BY_THE_LAST = "cease.earliest"
_OWED = frozenset(word for words in CARRIES_OUT.values() for word in words)


@dataclass(frozen=True)
class Disagreement:
    """A notice with a right of appeal, and what became of it, on a day.

    Attributes:
        notice: the letter that was sent.
        decision: one of :data:`~ehc.workflows.events.DECISIONS`.
        dispute: None where nobody has said that they disagree.
        duties: its duties, those that have begun alone.
        is_running: whether the family can still appeal in time.
    """

    notice: Document
    decision: str
    dispute: Dispute | None
    duties: tuple[DutyState, ...]
    is_running: bool

    @property
    def contact(self) -> DutyState | None:
        """The family's time to contact a mediation adviser."""
        return self._duty("mediation.contact")

    @property
    def contact_is_over(self) -> bool:
        """Whether that time has passed without it, so that the Tribunal's leave is needed."""
        one = self.contact
        if one is None or one.done_on is not None or one.state is DutyStatus.NOT_APPLICABLE:
            return False
        return one.days_left is not None and one.days_left < 0

    @property
    def appeal(self) -> DutyState | None:
        """The family's time to appeal; None past the list of bank holidays."""
        return self._duty("appeal.lodge")

    def _duty(self, name: str) -> DutyState | None:
        return next((one for one in self.duties if one.duty == name), None)


def duties_of_facts(facts: Facts, as_of: date) -> tuple[DutyState, ...]:
    """Where each duty of a disagreement stands, those that have begun alone.

    A duty that counts working days past the list of bank holidays is not told.
    """
    found: list[DutyState] = []
    for duty in DISPUTE_DUTIES:
        try:
            found += compute(facts, as_of, duties=(duty,), holidays=bundled())
        except HolidaysUnknown:
            continue
    return tuple(one for one in found if one.state is not DutyStatus.NOT_STARTED)


def notices_of(case: Case) -> list[Document]:
    """The letters of a case that told a right of appeal, the newest first."""
    rows = (
        Document.objects.filter(case=case, kind__in=APPEALABLE, event__step__in=DECISION_OF)
        .select_related("event")
        .order_by("-pk")
    )
    return list(rows)


def assessments_of_notices(case: Case, notices: Iterable[Document]) -> Mapping[int, Assessment]:
    """The assessment whose decision each notice tells, by the notice's primary key."""
    assessments = {
        row.pk: row
        for row in Assessment.objects.filter(case=case).select_related("request").order_by("pk")
    }
    newest = max(assessments)
    of_review = dict(Review.objects.filter(plan__case=case).values_list("pk", "plan__assessment"))
    found = {}
    for notice in notices:
        event = notice.event
        owner = newest
        if event.process == ProcessKind.ASSESSMENT:
            owner = event.process_id
        elif event.process == ProcessKind.REVIEW:
            owner = of_review[event.process_id]
        found[notice.pk] = assessments[owner]
    return found


def disagreements_of(case: Case, as_of: date) -> tuple[Disagreement, ...]:
    """Every notice of a case that can be appealed, the newest first, with its dates on a day.

    A fixed number of queries, however many there are.
    """
    notices = [notice for notice in notices_of(case) if notice.event.on <= as_of]
    if not notices:
        return ()
    owners = assessments_of_notices(case, notices)
    disputes = {
        row.notice_id: row
        for row in Dispute.objects.filter(assessment__case=case)
        .select_related("assessment", "notice__event")
        .prefetch_related("rulings", "recommendations")
    }
    exemptions = list(Exemption.objects.filter(assessment__case=case))
    first = min(one.request.received_on for one in owners.values())
    acts = tuple(acts_of(case.pk, since=first, as_of=as_of))
    told = by_dispute(disputes.values(), as_of)
    sent = sent_to_family((notice.event_id for notice in notices), as_of)
    found = []
    for notice in notices:
        owner, dispute = owners[notice.pk], disputes.get(notice.pk)
        events = told[dispute.pk] if dispute else ()
        duties = duties_of_notice(
            notice,
            owner,
            events=events,
            acts=acts,
            exemptions=[row for row in exemptions if row.assessment_id == owner.pk],
            born=case.person.date_of_birth,
            sent=sent.get(notice.event_id),
            as_of=as_of,
        )
        if dispute is not None and (dispute.placement_alone or dispute.leave_on):
            # No certificate is needed, so no adviser is to be contacted (section 55(2)), or the
            # Tribunal gave leave without (regulation 34(3)).
            duties = tuple(one for one in duties if one.duty != "mediation.contact")
        found.append(
            Disagreement(
                notice=notice,
                decision=DECISION_OF[notice.event.step],
                dispute=dispute,
                duties=duties,
                is_running=any(
                    one.duty == "appeal.lodge" and one.state is DutyStatus.RUNNING for one in duties
                ),
            )
        )
    return tuple(found)


def disputes_on(case: Case, as_of: date) -> tuple[Disagreement, ...]:
    """The same, but nothing of a case in which nobody has disagreed, which is most of them."""
    if not Dispute.objects.filter(assessment__case=case).exists():
        return ()
    return disagreements_of(case, as_of)


def with_disputes(facts: CaseFacts, found: Iterable[Disagreement]) -> CaseFacts:
    """The facts of a case, with what is next of its disagreements.

    Of an assessment that was stopped, or is under rules of its own, nothing can be recorded: its
    disagreements ask for nothing.
    """
    return replace(
        facts,
        of_disputes=tuple(
            action
            for one in found
            if one.dispute is not None and one.dispute.assessment.status not in HALTED
            for action in next_of_dispute(
                DisputeWork(
                    status=one.dispute.status,
                    duties=one.duties,
                    mediation_over=bool(one.dispute.certificate or one.dispute.agreement),
                    ref=str(one.dispute.pk),
                )
            )
        ),
    )


def duties_of_notice(
    notice: Document, assessment: Assessment, *, sent: Sent | None, as_of: date, **told: Any
) -> tuple[DutyState, ...]:
    """Where each duty of one notice stands, those that have begun alone.

    The family's times run from the first letter that went, and the plan ends by the last.

    Args:
        sent: when its letters went to the family, as far as they have.
        told: as for :func:`facts_of`.
    """
    if sent is None:
        return duties_of_facts(facts_of(notice, assessment, sent_on=None, **told), as_of)
    first = duties_of_facts(facts_of(notice, assessment, sent_on=sent.first, **told), as_of)
    if sent.last == sent.first:
        return first
    last = duties_of_facts(facts_of(notice, assessment, sent_on=sent.last, **told), as_of)
    return (
        *(one for one in first if one.rule != _BY_THE_LAST),
        *(one for one in last if one.rule == _BY_THE_LAST),
    )


def facts_of(
    notice: Document,
    assessment: Assessment,
    *,
    events: Iterable[Event],
    acts: Iterable[Event],
    exemptions: Iterable[Exemption],
    born: date,
    sent_on: date | None,
) -> Facts:
    """What the clock needs to know of one notice and of what became of it.

    Args:
        events: of the disagreement with it.
        acts: what was done on the case; of those before the request nothing is told.
        sent_on: the day on which its letter went to the family, as far as it has.
    """
    received_on = assessment.request.received_on
    events = tuple(events)
    return Facts(
        received_on=received_on,
        events=(
            notice_event(notice.event, notified_on(notice.event, sent_on, events)),
            *events,
            *(one for one in acts if one.on >= received_on),
        ),
        exemptions=tuple(exemption_facts(row) for row in exemptions),
        date_of_birth=born,
    )


def done_of(dispute: Dispute) -> frozenset[str]:
    """The names of a disagreement's steps and records so far."""
    return frozenset(
        CaseEvent.objects.filter(
            case=dispute.assessment.case_id, process=ProcessKind.DISPUTE, process_id=dispute.pk
        ).values_list("step", flat=True)
    )


def reassessment_of(dispute: Dispute) -> Reassessment | None:
    """The reassessment whose refusal is disagreed with; None: it is about another decision."""
    event = dispute.notice.event
    if event.process != ProcessKind.REASSESSMENT or event.step != "refuse_to_reassess":
        return None
    return Reassessment.objects.get(pk=event.process_id)


def standing_of(dispute: Dispute) -> DisputeFacts:
    """Where a disagreement stands, as the table of what can come next asks for it."""
    rulings = list(Ruling.objects.filter(dispute=dispute))
    recommendations = list(dispute.recommendations.all())
    again = reassessment_of(dispute)
    return DisputeFacts(
        status=dispute.status,
        decision=dispute.decision,
        done=done_of(dispute),
        mediation_about=dispute.mediation_about,
        agreed=frozenset(row.what for row in rulings if row.source == RulingSource.MEDIATION),
        recommended=frozenset(row.field for row in recommendations),
        unanswered=frozenset(row.field for row in recommendations if row.answered_on is None),
        uncopied=frozenset(
            row.field for row in recommendations if row.answered_on and row.copied_on is None
        ),
        owed=frozenset(
            row.what for row in rulings if row.carried_out_on is None and row.what in _OWED
        ),
        assessment=Assessment.objects.get(pk=dispute.assessment_id).status,
        reassessment=again.status if again is not None else "",
        transferred=sent_on(dispute.assessment) is not None,
    )


def owed_of(assessment: Assessment, on: date = date.max) -> frozenset[str]:
    """What was ordered, agreed or left unopposed of an assessment, and no step has carried out.

    Args:
        on: only what was decided by then.
    """
    return frozenset(
        Ruling.objects.filter(
            dispute__assessment=assessment, what__in=_OWED, carried_out_on=None, on__lte=on
        ).values_list("what", flat=True)
    )


def owed_of_refusal(reassessment: Reassessment, on: date) -> frozenset[str]:
    """The same of the refusal of one reassessment."""
    return frozenset(
        Ruling.objects.filter(
            dispute__notice__event__process=ProcessKind.REASSESSMENT,
            dispute__notice__event__process_id=reassessment.pk,
            carried_out_on=None,
            on__lte=on,
        ).values_list("what", flat=True)
    )


def dispute_about(user: User, notice: Document, on: date) -> Dispute | None:
    """The disagreement with the decision of a notice, if the reader may know of it."""
    return visible_to(user, Dispute, on).filter(notice=notice).first()
