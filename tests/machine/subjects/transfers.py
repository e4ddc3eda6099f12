"""A move of a plan in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import cases, transfers
from ehc.models import PlanVersion, Transfer
from ehc.workflows.transfers import TransferStanding
from tests.arrivals import FAMILY, came
from tests.machine.standing import DAY, READERS, WHO, WHY, Cast, Subject


def transfer_subjects(cast: Cast) -> Iterator[Subject]:
    """A move at each of its six statuses, between authorities and between phases."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}

    final = cast.issued()

    def out(final: PlanVersion = final) -> Transfer:
        return transfers.record_move_out(
            final.plan, authority="Medway Council", contact="send@medway.example", moves_on=DAY,
            became_aware_on=DAY, **by,
        )  # fmt: skip

    def named() -> Transfer:
        moved = transfers.record_phase_transfer(
            final.plan, kind="to_school", moves_on=DAY.replace(year=DAY.year + 1), **by
        )
        school = final.placement_setting
        return transfers.name_next_setting(moved, setting=school, **by)

    def taken_over() -> Transfer:
        transfer = came(cast.priya, DAY, family={**FAMILY, "email": ""})
        cases.take_case(transfer.plan.case, **by)
        return transfer

    yield cast.subject("called off", transfers.call_off_transfer(out(), **WHY, **by), READERS)
    yield cast.subject("the next setting named", named(), READERS)
    said: dict[str, Any] = {"proposes_to_assess": False, "review_on": DAY}
    # Which steps are a move's own follows from its kind, which the actions ask.
    yield cast.subject(
        "a move that is known", out(), READERS,
        missing={
            "name_next_setting": ["missing.next_setting"],
            "call_off_transfer": ["missing.reasons"],
        },
        complete={
            "send_plan_on": {"changes": {"transferred_on": DAY}},
            "receive_plan": {"changes": {"kind": "move_in", "transferred_on": DAY}},
            "name_next_setting": {
                "given": {"standing": TransferStanding(plan_names_next=True)},
                "changes": {"kind": "to_school", "named_on": DAY},
            },
            "call_off_transfer": WHY,
        },
    )  # fmt: skip
    another = cast.issued()
    yield cast.subject("a plan sent on", transfers.send_plan_on(out(another), **by), READERS)
    told = {"standing": TransferStanding(**said, review_by=DAY)}
    yield _of_no_school(
        cast.subject(
            "a plan that came", taken_over(), READERS,
            missing={
                "tell_family_of_transfer": ["missing.whether_to_assess", "missing.review_day"],
            },
            complete={
                "tell_family_of_transfer": {"given": told, "changes": {**said, "told_on": DAY}},
            },
        )
    )  # fmt: skip
    yield _of_no_school(
        cast.subject(
            "a plan whose family was told",
            transfers.tell_family_of_transfer(taken_over(), **said, **by), READERS,
        )
    )  # fmt: skip


def _of_no_school(subject: Subject) -> Subject:
    """Of a plan that came: no school asked for its assessment here."""
    people = {name: one for name, one in subject.people.items() if name != "the head who asked"}
    subject.people = people
    return subject
