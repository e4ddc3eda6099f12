"""A date has one explanation: the case page, the tracker and the letter take it from one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from ehc.actions import assessments, custody
from ehc.documents.rendering import paper_html
from ehc.explanations import explain
from ehc.models import Assessment, Document, Message, User
from ehc.queries.assessments import duties_of
from tests import factories, journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@dataclass(frozen=True)
class Stage:
    """A stage, the letter that states its dates, and whose dates they are."""

    reach: Callable[[User, date], Assessment]
    letter: str
    duties: tuple[str, ...]


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on, 0)}


def _requested(priya: User, on: date) -> Assessment:
    return journeys.allocated(priya, on)


def _considered(priya: User, on: date) -> Assessment:
    return assessments.consider_assessing(journeys.allocated(priya, on), **who(priya, on))


def _agreed(priya: User, on: date) -> Assessment:
    return assessments.agree_to_assess(
        journeys.allocated(priya, on), reason="The test is met.", **who(priya, on)
    )


def _reversed(priya: User, on: date) -> Assessment:
    assessment = journeys.allocated(priya, later(on, weeks=-8))
    day = later(on, weeks=-3)
    assessments.refuse_to_assess(assessment, reason="It is not met.", **who(priya, day))
    return assessments.reverse_refusal_to_assess(
        assessment, reason="A new report.", **who(priya, on)
    )


def _reversed_to_issue(priya: User, on: date) -> Assessment:
    assessment = journeys.everybody_asked(priya, later(on, weeks=-16))
    day = later(on, weeks=-1)
    assessments.refuse_to_issue(assessment, reason="Not necessary.", **who(priya, day))
    return assessments.reverse_refusal_to_issue(
        assessment, reason="A new report.", **who(priya, on)
    )


def _served(priya: User, on: date) -> Assessment:
    return journeys.served(priya, later(on, weeks=-8)).plan.assessment


def _released(priya: User, on: date) -> Assessment:
    assessment = journeys.assessing(priya, later(on, weeks=-3))
    held = custody.hand_over(
        assessment, place="Cookham Wood", how_known="The mother.", **who(priya, on)
    )
    manager = User.objects.get(email="nadia.shah@kent.example")
    return custody.release(held, lives_at="Home", how_known="The mother.", **who(manager, on))


STAGES = {
    "requested": Stage(
        _requested, "", ("assess.notify_decision", "issue.notify_refusal", "plan.final")
    ),
    "considered": Stage(_considered, "considering", ("assess.notify_decision",)),
    "agreed": Stage(_agreed, "agree_to_assess", ("issue.notify_refusal", "plan.final")),
    "reversed": Stage(
        _reversed,
        "reversed_to_assess",
        ("plan.final", "reversed.refuse_to_issue", "reversed.final"),
    ),
    "reversed_to_issue": Stage(_reversed_to_issue, "reversed_to_issue", ("plan.final",)),
    "served": Stage(_served, "draft_plan", ("draft.comments",)),
    "released": Stage(_released, "released", ("issue.notify_refusal", "plan.final")),
}


def _paper(kind: str) -> str:
    """The letter as its paper says it; on receipt the email that is the receipt."""
    if not kind:
        return escape(Message.objects.get(template="request_received").body)
    document = Document.objects.get(kind=kind)
    return paper_html(document.kind, document.title, document.facts, on=document.event.on)


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_the_very_sentence_stands_on_the_case_the_tracker_and_the_letter(
    stage: Stage, priya: User, today: date, signed_in: SignedIn
) -> None:
    factories.staff("Nadia Shah", "team_manager", team=priya.grants.get().team)  # type: ignore[arg-type]
    assessment = stage.reach(priya, today)
    reference = assessment.case.reference
    reader = User.objects.get(email="nadia.shah@kent.example")
    case = signed_in(reader).get(f"/cases/{reference}/").content.decode()
    own = signed_in(assessment.request.asked_by).get(f"/your-requests/{reference}/")
    tracker, paper = own.content.decode(), _paper(stage.letter)
    by_name = {duty.duty: duty for duty in duties_of(assessment, today)}
    for name in stage.duties:
        assert escape(explain(by_name[name].because)) in case
        said = escape(explain(by_name[name].because_for_families))
        assert said in tracker
        # The draft was served before today, and what its letter says does not change.
        assert said in paper
        assert escape(explain(by_name[name].because)) not in tracker
