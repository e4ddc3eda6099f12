"""A reassessment of a plan in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import plans, reassessments
from ehc.actions._step import take_step
from ehc.models import Plan, PlanVersion, Reassessment
from tests.factories import instant
from tests.machine.standing import (
    AFTERWARDS,
    DAY,
    FAMILY,
    READERS,
    WHO,
    WHY,
    Cast,
    Subject,
)  # fmt: skip
from tests.machine.subjects.disputes import appealed, order

AFTER: dict[str, Any] = {"on": AFTERWARDS, "at": instant(AFTERWARDS)}
SIGNED = "Priya Nair"


def reassessment_subjects(cast: Cast) -> Iterator[Subject]:
    """A reassessment of a plan at each of its four statuses."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}
    sees = READERS | FAMILY

    def issued() -> Plan:
        return cast.issued().plan

    def asked(plan: Plan) -> Reassessment:
        return reassessments.record_request(
            plan, asked_by="parent", words="It no longer fits.", **by
        )

    def agreed(plan: Plan) -> Reassessment:
        return reassessments.agree_to_reassess(asked(plan), **WHY, **by)

    def write_again(reassessment: Reassessment) -> PlanVersion:
        draft = reassessments.begin_plan_again(reassessment, **by)
        served = plans.serve_draft(draft, **by)
        cast.post(served.plan.case, "draft_plan")
        final = plans.revise(served, **by)
        return plans.name_setting(final, setting=None, type="Mainstream school", **by)

    def refuse(reassessment: Reassessment) -> Reassessment:
        return reassessments.refuse_to_reassess(
            reassessment, refused_as="not_necessary", **WHY, **by
        )

    plan = issued()
    refused = refuse(asked(plan))
    another = asked(plan)

    def decide_the_appeal() -> None:
        refuse(another)
        order(cast, appeal, "reassess")

    appeal = appealed(cast, plan.case, "refuse_to_reassess")
    yield cast.subject(
        "reassessment refused", refused, sees,
        missing={"reassess_as_decided": ["missing.not_decided"]},
        complete={"reassess_as_decided": {"changes": {"decided_on": DAY, "refused_as": ""}}},
        before={"reassess_as_decided": decide_the_appeal},
    )  # fmt: skip
    decided = {"decided_on": DAY, "reasons": "Her needs are known."}
    yield cast.subject(
        "reassessment asked for", another, sees,
        missing={
            "agree_to_reassess": ["missing.reasons"],
            "refuse_to_reassess": ["missing.refusal_ground", "missing.reasons"],
        },
        complete={
            "agree_to_reassess": {**WHY, "changes": decided},
            "refuse_to_reassess": {
                **WHY, "changes": {**decided, "refused_as": "not_necessary"},
            },
        },
    )  # fmt: skip
    anew = agreed(issued())

    def finalise() -> None:
        changes = {"finalised_on": AFTERWARDS, "signed_by": SIGNED}
        version = write_again(anew)
        take_step(version, "finalise_version", by=cast.priya, changes=changes, **AFTER)

    yield cast.subject(
        "reassessing", anew, sees,
        missing={"send_plan_after_reassessment": ["missing.final_version"]},
        complete={
            "send_plan_after_reassessment": {**AFTER, "changes": {"sent_on": AFTERWARDS}},
        },
        before={"send_plan_after_reassessment": finalise},
    )  # fmt: skip
    sent = agreed(issued())
    write_again(sent)
    sent = reassessments.send_plan_after_reassessment(
        sent, signed_by=SIGNED, by=cast.priya, **AFTER
    )
    yield cast.subject("reassessed", sent, sees)
