"""Deriving what queues sort by and what reports count; nothing is saved here.

A projection depends on the case's rows and on the day of the last event that can have moved it,
never on the clock of the machine: rebuilding it gives the same row.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ehc.models import Assessment, AssessmentProjection, Case, CaseProjection
from ehc.queries.assessments import exported_to
from ehc.queries.disputes import disputes_on, with_disputes
from ehc.queries.reassessments import case_facts_now
from ehc.queries.reviews import plan_standing, with_plan
from ehc.workflows.case_facts import ENDED_STATUSES, ActionKey, CaseFacts
from ehc.workflows.clock import DutyStatus
from ehc.workflows.messages import Message, Param
from ehc.workflows.next_action import next_action
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


def derive(case: Case) -> tuple[CaseProjection, list[AssessmentProjection]]:
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
    facts = with_plan(facts, plan_standing(current, as_of))
    facts = with_disputes(facts, disputes_on(case, as_of))
    action = next_action(facts, as_of)
    ended = current.status in ENDED_STATUSES
    return (
        CaseProjection(
            case=case,
            team_id=case.team_id,
            caseworker_id=case.caseworker_id,
            stage=stage(facts, as_of).value,
            status=current.status,
            is_open=not ended or action.key is not ActionKey.NOTHING,
            received_on=facts.received_on,
            next_action=action.key.value,
            next_params={name: _plain(value) for name, value in action.params.items()},
            next_owner=action.owner.value,
            next_duty=action.duty,
            next_due=action.due,
            shown_from=action.shown_from or facts.received_on,
        ),
        rows,
    )
