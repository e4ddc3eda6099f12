"""Reads of one case whole: where it stands, what happened, and who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ehc.explanations import action_for_families, action_label, by_when, stage_label
from ehc.models import (
    AccessRecord,
    AdviceRequest,
    Assessment,
    Case,
    CaseEvent,
    Consultation,
    Detention,
    Elsewhere,
    FamilyMember,
    Plan,
    PlanVersion,
    Reassessment,
    Representation,
    Review,
    Task,
    Transfer,
    User,
    Withdrawal,
)
from ehc.models._process import Process
from ehc.queries import posting
from ehc.queries.amending import waits_for
from ehc.queries.disputes import Disagreement, disagreements_of, with_disputes
from ehc.queries.papers import open_tasks
from ehc.queries.plans import final_version_of, latest_version
from ehc.queries.posting import Unposted, Window
from ehc.queries.queue import LISTED, age_on, teams_of
from ehc.queries.reassessments import (
    advice_for,
    case_facts_now,
    reassessment_duties,
    reassessments_of,
)
from ehc.queries.reviews import plan_standing, with_plan
from ehc.queries.transfers import duties_of_transfer, transfers_of
from ehc.workflows.case_facts import ActionKey, CaseFacts, NextAction
from ehc.workflows.clock import DutyState
from ehc.workflows.lateness import promised
from ehc.workflows.next_action import next_action
from ehc.workflows.roles import SEND_TEAM_ROLES
from ehc.workflows.statuses import AssessmentStatus, TransferStatus
from ehc.workflows.steps import RECORDS
from ehc.workflows.tracker import Stage, StripItem, stage, strip


def current_assessment(case: Case) -> Assessment:
    """The newest assessment of a case; every case has one.

    Raises:
        Assessment.DoesNotExist: a broken row.
    """
    return (
        Assessment.objects.filter(case=case)
        .select_related("request", "case__person__setting", "case__caseworker", "case__team")
        .order_by("-pk")[0:1]
        .get()
    )


def current_version(assessment: Assessment) -> PlanVersion | None:
    """The newest version of the assessment's plan, if it has been begun.

    A version that was begun to amend the plan is passed over where neither the review nor what
    was ordered, agreed or left unopposed, for which it was begun, waits for it.
    One that follows a reassessment is not.
    """
    plan = Plan.objects.filter(assessment=assessment).first()
    if plan is None:
        return None
    version = latest_version(plan)
    is_issued = assessment.status == AssessmentStatus.PLAN_ISSUED
    is_wanted = version.reassessment_id is not None or not is_issued or not version.is_open
    if not is_wanted and waits_for(version) is None:
        version = final_version_of(plan)
    plan.case, plan.assessment = assessment.case, assessment
    version.plan = plan
    return version


def served_version(assessment: Assessment) -> PlanVersion | None:
    """The newest draft that was sent to the family."""
    return (
        PlanVersion.objects.filter(plan__assessment=assessment, status="served")
        .select_related("plan__case__person", "document")
        .order_by("-number")
        .first()
    )


def final_version(assessment: Assessment) -> PlanVersion | None:
    """The newest version that was issued, if one was."""
    return (
        PlanVersion.objects.filter(plan__assessment=assessment, status="final")
        .select_related("plan__case__person", "document", "placement_setting")
        .order_by("-number")
        .first()
    )


@dataclass(frozen=True)
class CasePage:
    """What the first page of a case shows, as of a day."""

    on: date
    case: Case
    assessment: Assessment
    facts: CaseFacts
    action: NextAction
    stage: Stage
    strip: tuple[StripItem, ...]
    advice: tuple[AdviceRequest, ...]
    tasks: tuple[Task, ...]
    version: PlanVersion | None
    served: PlanVersion | None
    window: Window | None
    unposted: tuple[Unposted, ...]
    consultations: tuple[Consultation, ...]
    comments: tuple[Representation, ...]
    reviews: tuple[Review, ...]
    review_duties: tuple[DutyState, ...]
    disagreements: tuple[Disagreement, ...]
    transfers: tuple[Transfer, ...]
    transfer_duties: tuple[DutyState, ...]
    reassessment: Reassessment | None
    reassessment_advice: tuple[AdviceRequest, ...]
    reassessment_duties: tuple[DutyState, ...]
    repeat: bool

    @property
    def went(self) -> Transfer | None:
        """The transfer by which the plan went to another authority, if it did."""
        return next((row for row in self.transfers if row.status == TransferStatus.SENT), None)

    @property
    def age(self) -> int:
        """The age in whole years on the day of the request."""
        return age_on(self.case.person.date_of_birth, self.assessment.request.received_on)

    @property
    def stage_label(self) -> str:
        """Where the case is, in words."""
        return stage_label(self.stage)

    @property
    def action_label(self) -> str:
        """What is next, in words."""
        return action_label(self.action)

    @property
    def action_for_families(self) -> str:
        """What is next, as a family is told."""
        return action_for_families(self.action)

    @property
    def by_when(self) -> str:
        """By when, or from when, in words; empty without a date."""
        return by_when(self.action.due, self.action.duty) if self.action.due else ""

    @property
    def is_late(self) -> bool:
        """Whether what is next is late on the day."""
        return self.action.is_late(self.on)

    @property
    def promised_duties(self) -> tuple[DutyState, ...]:
        """What the family waits for, or was promised and has."""
        return promised(self.facts)

    @property
    def is_written_again(self) -> bool:
        """Whether the plan that follows a reassessment has been begun."""
        again = self.facts.reassessment
        return again is not None and again.is_written

    @property
    def is_planning(self) -> bool:
        """Whether a plan is being written."""
        return bool(self.assessment.status == AssessmentStatus.PLANNING)


def case_page(case: Case, on: date) -> CasePage:
    """One case as of a day, in a fixed number of queries however much has happened."""
    assessment = current_assessment(case)
    plan = plan_standing(assessment, on)
    disagreements = disagreements_of(case, on)
    facts = with_disputes(with_plan(case_facts_now(assessment, on), plan), disagreements)
    version = current_version(assessment)
    served = served_version(assessment) if version else None
    is_issued = assessment.status == AssessmentStatus.PLAN_ISSUED
    moves = tuple(transfers_of(assessment)) if is_issued else ()
    went = next((row for row in moves if row.status == TransferStatus.SENT), None)
    again = reassessments_of(assessment).first() if is_issued else None
    return CasePage(
        on=on,
        case=case,
        assessment=assessment,
        facts=facts,
        action=next_action(facts, on),
        stage=stage(facts, on),
        strip=strip(facts, on),
        advice=tuple(advice_of(assessment)),
        tasks=tuple(open_tasks(case)),
        version=version,
        served=served,
        window=posting.window_of(served, on) if served else None,
        unposted=tuple(posting.waiting(case.pk, on)),
        consultations=tuple(consultations_of(assessment)) if version else (),
        comments=tuple(comments_of(assessment)) if version else (),
        reviews=plan.reviews,
        review_duties=plan.duties,
        disagreements=disagreements,
        transfers=moves,
        transfer_duties=tuple(
            duty
            for row in moves
            for duty in duties_of_transfer(assessment, row, on, reviews=plan.reviews, went=went)
            # Told with the reviews.
            if duty.rule != "move.review"
        ),
        reassessment=again,
        reassessment_advice=tuple(advice_for(again)) if again else (),
        reassessment_duties=reassessment_duties(again, on) if again else (),
        repeat=assessment.request.may_repeat,
    )


def without_disputes(found: CasePage) -> CasePage:
    """The same page with what is next of the assessment and its plan alone.

    For whoever may not know that the family disagrees; and for the page of another process, whose
    own next step does not give way to a disagreement.
    """
    facts = replace(found.facts, of_disputes=())
    return replace(found, facts=facts, action=next_action(facts, found.on))


def advice_of(assessment: Assessment) -> QuerySet[AdviceRequest]:
    """The requests for advice of one assessment, with their versions; of no reassessment."""
    return (
        AdviceRequest.objects.filter(assessment=assessment, reassessment=None)
        .select_related("service", "setting", "professional", "assessment__case", "relied")
        .prefetch_related("versions")
    )


def consultations_of(assessment: Assessment) -> QuerySet[Consultation]:
    """The settings consulted about any draft of the assessment's plan."""
    return Consultation.objects.filter(version__plan__assessment=assessment).select_related(
        "setting", "version__plan__case"
    )


def comments_of(assessment: Assessment) -> QuerySet[Representation]:
    """What the family said about any draft of the assessment's plan."""
    return Representation.objects.filter(version__plan__assessment=assessment).select_related(
        "made_by", "answered_by", "version__plan__case", "version__document", "meeting"
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in words."""

    title: str
    on: date
    by: str
    reason: str


def in_short(happened: Iterable[Happened]) -> list[tuple[Happened, int]]:
    """The same done again by the same person on one day, told once with how often.

    Nothing with a reason is left out; the events themselves stay as they are.
    """
    runs = [list(run) for _same, run in groupby(happened)]
    return [(run[0], len(run)) for run in runs]


def events_of(case: Case, process: Process | None = None) -> tuple[Happened, ...]:
    """What happened on a case, newest first, at most :data:`LISTED`.

    Args:
        process: only what happened of this one; None for everything.
    """
    of = Q() if process is None else Q(process=process.KIND, process_id=process.pk)
    done = {name: record.done for name, record in RECORDS.items()}
    for model in Process.__subclasses__():
        done |= {name: step.done for name, step in model.TABLE.items()}
    rows = (
        CaseEvent.objects.filter(of, case=case)
        .select_related("by", "payload")
        .order_by("-number")[:LISTED]
    )
    return tuple(
        Happened(
            title=_(done.get(row.step, row.step.replace("_", " ").capitalize())),
            on=row.on,
            by=str(row.by),
            reason=_reason_of(row),
        )
        for row in rows
    )


def _reason_of(event: CaseEvent) -> str:
    """Empty where the words have been erased; the event itself stays."""
    payload = getattr(event, "payload", None)
    return str(payload.data.get("reason", "")) if payload else ""


def family_of(case: Case) -> QuerySet[FamilyMember]:
    """The adults of a case, each with their own details."""
    return FamilyMember.objects.filter(person=case.person_id)


def withdrawal_of(assessment: Assessment) -> Withdrawal | None:
    """What was withdrawn in writing, if the request was."""
    return Withdrawal.objects.filter(assessment=assessment).first()


def elsewhere_of(assessment: Assessment) -> Elsewhere | None:
    """The other authority that is responsible, if one is."""
    return Elsewhere.objects.filter(assessment=assessment).first()


def detention_of(assessment: Assessment) -> Detention | None:
    """Where somebody is held now, and who has the assessment meanwhile; None: they are not."""
    return Detention.objects.filter(assessment=assessment, released_on=None).first()


def access_of(case: Case) -> QuerySet[AccessRecord]:
    """Who opened the case, newest first, at most :data:`LISTED`."""
    return AccessRecord.objects.filter(case=case).select_related("by").order_by("-at")[:LISTED]


def colleagues(user: User) -> QuerySet[User]:
    """Those to whom the user may give a case: everybody in the same area teams."""
    return (
        User.objects.filter(
            is_active=True,
            grants__ended_at=None,
            grants__role__in=SEND_TEAM_ROLES,
            grants__team__in=teams_of(user),
        )
        .distinct()
        .order_by("name")
    )


def opens_advice(action: NextAction) -> bool:
    """Whether the next action is about one request for advice."""
    return action.key in {
        ActionKey.READ_ADVICE,
        ActionKey.CHASE_ADVICE,
        ActionKey.WAIT_FOR_ADVICE,
    }
