"""Deriving what queues sort by and what reports count; nothing is saved here.

A projection depends on the case's rows and on the day of the last event that can have moved it,
never on the clock of the machine: rebuilding it gives the same row. With it is derived what it
becomes by the passing of time, so that a queue says on any day what the case's own page says
(:func:`as_at`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as DatabaseCase
from django.db.models import F, FilteredRelation, Q, QuerySet, When

from ehc.models import Assessment, AssessmentProjection, Case, CaseProjection, ProjectedTurn
from ehc.queries.assessments import exported_to
from ehc.queries.disputes import disputes_on, with_disputes
from ehc.queries.lateness import promised_on
from ehc.queries.reassessments import case_facts_now
from ehc.queries.reviews import PlanStanding, plan_standing, with_plan
from ehc.workflows.case_facts import ENDED_STATUSES, ActionKey, CaseFacts, NextAction
from ehc.workflows.clock import DutyStatus
from ehc.workflows.lateness import tell_from
from ehc.workflows.messages import Message, Param
from ehc.workflows.next_action import days_that_pass, next_action
from ehc.workflows.statuses import STOPPED
from ehc.workflows.steps import RECORDS
from ehc.workflows.tracker import stage

_MOVE_NOTHING = [name for name, record in RECORDS.items() if record.moves_no_date]


def _plain(value: Param) -> Any:
    match value:
        case Message():
            return {"key": value.key, "params": {k: _plain(v) for k, v in value.params.items()}}
        case date():
            return value.isoformat()
        case int() | str():
            return value
    return repr(value)


def _exempt_from_20_weeks(facts: CaseFacts) -> bool:
    return any(
        duty.rule == "plan.final" and (duty.exempted or duty.state is DutyStatus.EXEMPT)
        for duty in facts.duties
    )


@dataclass(frozen=True)
class Derived:
    """What a case's projections ought to be; nothing of it is saved.

    Attributes:
        projection: what queues sort by, as of the day of the last event that can have moved it.
        turns: what is next from each later day on, if nothing happens.
        assessments: what reports count.
    """

    projection: CaseProjection
    turns: list[ProjectedTurn]
    assessments: list[AssessmentProjection]


_NOW = ("next_action", "next_owner", "next_duty", "next_due")


def as_at(rows: QuerySet[CaseProjection], on: date) -> QuerySet[Any]:
    """Projections with what is next on a day: ``action_now``, ``owner_now`` and so on.

    What has turned by then is the row's ``turn``; no query more.
    """
    turned = Q(turns__from_on__lte=on) & (
        Q(turns__until_on__isnull=True) | Q(turns__until_on__gt=on)
    )
    return rows.annotate(turn=FilteredRelation("turns", condition=turned)).annotate(
        **{
            f"{name.removeprefix('next_')}_now": DatabaseCase(
                When(turn__isnull=False, then=F(f"turn__{name}")), default=F(name)
            )
            for name in _NOW
        }
    )


def _said(action: NextAction) -> dict[str, Any]:
    return {
        "next_action": action.key.value,
        "next_params": {name: _plain(value) for name, value in action.params.items()},
        "next_owner": action.owner.value,
        "next_duty": action.duty,
        "next_due": action.due,
    }


def _turns(
    projection: CaseProjection, facts: CaseFacts, plan: PlanStanding, as_of: date
) -> list[ProjectedTurn]:
    """What is next from each day on which that changes by itself."""
    turns: list[ProjectedTurn] = []
    last = (_said(next_action(facts, as_of)), projection.stage)
    for day in days_that_pass(facts, as_of):
        then = with_plan(facts, plan.later(day))
        now = (_said(next_action(then, day)), stage(then, day).value)
        if now != last:
            if turns:
                turns[-1].until_on = day
            turns.append(ProjectedTurn(projection=projection, from_on=day, stage=now[1], **now[0]))
            last = now
    return turns


def derive(case: Case) -> Derived:
    """What a case's projections ought to be; nothing is saved."""
    as_of = max(case.events.exclude(step__in=_MOVE_NOTHING).values_list("on", flat=True))
    rows = []
    facts = None
    assessments = Assessment.objects.filter(case=case).select_related(
        "request", "case__person__setting"
    )
    current = None
    for current in assessments:
        facts = case_facts_now(current, as_of)
        if current.made_by:
            # Another authority's assessment: no report of ours counts its days.
            continue
        rows.append(
            AssessmentProjection(
                assessment=current,
                case=case,
                received_on=facts.received_on,
                assess_decided_on=facts.decided_to_assess_on,
                issue_decided_on=facts.decided_to_issue_on,
                issued_on=facts.finalised_on,
                exempt_from_20_weeks=_exempt_from_20_weeks(facts),
                stopped_on=facts.withdrawn_on,
                stopped_as=current.status if current.status in STOPPED else "",
                exported_to=exported_to(current),
            )
        )
    if facts is None or current is None:
        raise Assessment.DoesNotExist(f"{case.reference} has no assessment")
    plan = plan_standing(current, as_of)
    facts = with_plan(facts, plan)
    facts = with_disputes(facts, disputes_on(case, as_of))
    action = next_action(facts, as_of)
    ended = current.status in ENDED_STATUSES
    projection = CaseProjection(
        case=case,
        team_id=case.team_id,
        caseworker_id=case.caseworker_id,
        stage=stage(facts, as_of).value,
        status=current.status,
        is_open=not ended or action.key is not ActionKey.NOTHING,
        received_on=facts.received_on,
        shown_from=action.shown_from or facts.received_on,
        tell_late_from=tell_from(facts, promised_on(case)),
        **_said(action),
    )
    return Derived(projection, _turns(projection, facts, plan, as_of), rows)
