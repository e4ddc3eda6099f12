"""The versions of a plan in every status, with whom is consulted on them, and their quality."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from ehc.actions import placement, plans
from ehc.actions._step import take_step
from ehc.models import Consultation
from quality_assurance.actions import assign_review
from tests import factories, journeys
from tests.machine.standing import (
    DAY,
    FAMILY,
    MONDAY,
    READERS,
    WHO,
    Cast,
    Subject,
)

SERVE = {"changes": {"served_on": DAY, "comments_close_on": DAY + timedelta(days=14)}}
FINALISE = {"changes": {"finalised_on": DAY, "signed_by": "Priya Nair"}}


def version_subjects(cast: Cast) -> Iterator[Subject]:
    """A version of a plan: empty, written, answering a draft, served, and final."""
    priya = cast.priya
    never_served = ["missing.draft_not_served"]
    unplaced = ["missing.placement", "missing.signing_officer"]
    nothing_said = ["missing.section_not_stated"] * 6
    begun = plans.begin_plan(journeys.planning(priya, MONDAY, **cast.request()), by=priya, **WHO)
    yield cast.subject(
        "an empty version", begun, READERS,
        missing={
            "serve_draft": [*nothing_said, "missing.plan_check"],
            "finalise_version": [*never_served, *nothing_said, "missing.plan_check", *unplaced],
        },
    )  # fmt: skip
    yield cast.subject(
        "a first version, written", journeys.written(priya, MONDAY, **cast.request()), READERS,
        missing={"finalise_version": [*never_served, *unplaced]},
        complete={"serve_draft": SERVE},
    )  # fmt: skip
    served = cast.served()
    answering = plans.revise(served, by=priya, **WHO)

    def place() -> None:
        plans.name_setting(answering, setting=None, type="Mainstream school", by=priya, **WHO)

    yield cast.subject(
        "a version that answers the family", answering, READERS,
        missing={"finalise_version": unplaced},
        complete={"serve_draft": SERVE, "finalise_version": FINALISE},
        before={"finalise_version": place},
    )  # fmt: skip
    seen = READERS | FAMILY
    yield cast.subject("a served draft", served, seen)
    final = cast.issued()
    yield cast.subject("a final plan", final, seen)


def consultation_subjects(cast: Cast) -> Iterator[Subject]:
    """A consultation, asked and answered."""
    priya = cast.priya
    draft = cast.served()

    def consult() -> Consultation:
        school = factories.SettingFactory()
        return placement.consult_setting(draft, school, asked_for_by_family=False, by=priya, **WHO)

    answer = {"answer": "can_meet", "responded_on": DAY}
    yield cast.subject(
        "consulted", consult(), READERS,
        missing={"record_setting_response": []},
        complete={"record_setting_response": {"changes": answer}},
    )  # fmt: skip
    answered = placement.record_setting_response(
        consult(), answer="can_meet", reasons="", by=priya, **WHO
    )
    yield cast.subject("answered", answered, READERS)


def quality_subjects(cast: Cast) -> Iterator[Subject]:
    """A quality review of a final plan, assigned and submitted."""
    grace = cast.staff["a reviewer"]
    final = cast.issued()
    graded = {
        "score": {}, "percent": Decimal("80.0"), "grade": "good", "submitted_on": DAY,
    }  # fmt: skip
    assigned = assign_review(final, reviewer=grace, by=grace, **WHO)
    yield cast.subject(
        "assigned", assigned, {"a reviewer"}, complete={"submit_review": {"changes": graded}}
    )
    other = cast.issued()
    submitted = take_step(
        assign_review(other, reviewer=grace, by=grace, **WHO),
        "submit_review", by=grace, changes=graded, **WHO,
    )  # fmt: skip
    yield cast.subject("submitted", submitted, READERS | {"a reviewer", "a moderator"})
