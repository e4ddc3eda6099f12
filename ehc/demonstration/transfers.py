"""Moves of plans in the demonstration county: one that goes, one of phase, and one that came."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ehc.actions import arrivals, cases, transfers
from ehc.actions.arrivals import Arrival
from ehc.models import Plan, Setting, Transfer, User
from ehc.workflows.transfers import next_phase

Who = Callable[[date], dict[str, Any]]
ELSEWHERE = "Esterham Borough Council"
"""A council that is nowhere."""


def transfer(plan: Plan, how: str, *, who: Who, as_of: date) -> Transfer:
    """Record a move of a plan that was issued.

    Args:
        how: ``"out"``, to the area of another council in three weeks, or ``"phase"``, the next one
            that the date of birth leads to.
        who: the caseworker on a day, as the actions take it.
        as_of: the demonstration's day.
    """
    known_on = as_of - timedelta(days=6)
    if how == "out":
        return transfers.record_move_out(
            plan,
            authority=ELSEWHERE,
            contact="Special needs service, 2 Example Square, Esterham",
            moves_on=as_of + timedelta(weeks=3),
            became_aware_on=known_on,
            **who(known_on),
        )
    person = plan.case.person
    proposed = next_phase(person.date_of_birth, known_on, attends=person.attends)
    if proposed is None:
        raise ValueError(f"{plan.case}: no phase begins after {known_on}")
    return transfers.record_phase_transfer(
        plan, kind=proposed.kind, moves_on=proposed.moves_on, **who(known_on)
    )


def came(
    person: Mapping[str, Any],
    family: Mapping[str, Any],
    *,
    setting: Setting,
    to: User,
    who: Who,
    came_on: date,
) -> Transfer:
    """A plan that came from another council, whose family has been told what follows.

    Args:
        person, family: as :class:`~ehc.actions.arrivals.Arrival` has them.
        setting: which the plan names.
        to: whose case it is.
        came_on: the day of the transfer.
    """
    made_on = came_on - timedelta(weeks=70)
    arrival = Arrival(
        authority=ELSEWHERE,
        contact="Special needs service, 2 Example Square, Esterham",
        transferred_on=came_on,
        made_on=made_on,
        last_reviewed_on=came_on - timedelta(weeks=20),
        person={**person, "setting": setting},
        family=family,
        placement_setting=setting,
        placement_type=setting.type,
    )
    name = f"{person['first_name']} {person['last_name']}"
    transfer = arrivals.receive_plan(arrival, _paper(name, made_on), **who(came_on))
    told_on = came_on + timedelta(weeks=2)
    cases.allocate_case(transfer.plan.case, to=to, **who(came_on + timedelta(days=2)))
    return transfers.tell_family_of_transfer(
        Transfer.objects.get(pk=transfer.pk),
        proposes_to_assess=False,
        review_on=came_on + timedelta(weeks=26),
        **who(told_on),
    )


def _paper(name: str, made_on: date) -> SimpleUploadedFile:
    """A picture of the first page of a plan, which says that it is invented."""
    page = Image.new("RGB", (620, 220), "white")
    words = (
        f"{ELSEWHERE}\n\nEducation, Health and Care plan of {name}\n"
        f"Made on {made_on:%-d %B %Y}\n\nInvented for a demonstration: nobody is meant."
    )
    ImageDraw.Draw(page).multiline_text((30, 30), words, fill="black", spacing=8)
    written = io.BytesIO()
    page.save(written, "PNG")
    return SimpleUploadedFile("plan.png", written.getvalue(), content_type="image/png")
