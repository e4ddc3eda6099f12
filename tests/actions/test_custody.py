"""Somebody who is detained: received, dated, and handed to a named officer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import assessments, cases, custody, elsewhere, ends
from ehc.actions.elsewhere import Elsewhere
from ehc.actions.ends import Responsibility, Written
from ehc.models import (
    Assessment,
    Case,
    CaseProjection,
    Detention,
    Document,
    Message,
    Team,
    User,
)
from ehc.queries.assessments import duties_of
from ehc.queries.queue import queue
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotYours
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
HELD = {"detained": "yes", "held_at": "Cookham Wood"}


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


@pytest.fixture
def iris(priya: User) -> User:
    return factories.staff("Iris Calder", Role.CASEWORKER, team=Team.objects.get())


@pytest.fixture
def nadia(priya: User) -> User:
    return factories.staff("Nadia Shah", Role.TEAM_MANAGER, team=Team.objects.get())


def handed(assessment: Assessment, by: User, on: date) -> Assessment:
    return custody.hand_over(
        assessment, place="Cookham Wood", how_known="The youth offending team.", **who(by, on)
    )


def released(assessment: Assessment, by: User, on: date) -> Assessment:
    return custody.release(
        assessment, lives_at="1 Example Street", how_known="The mother rang.", **who(by, on)
    )


def due(assessment: Assessment, on: date) -> dict[str, tuple[date | None, str]]:
    return {one.duty: (one.due, one.state.value) for one in duties_of(assessment, on)}


def test_a_request_is_received_and_dated_and_the_officer_has_it_on_that_day(
    iris: User, monday: date
) -> None:
    assessment = factories.requested(monday, detained=HELD)
    assert (assessment.status, assessment.request.received_on) == ("in_custody", monday)
    assert assessment.case.caseworker == iris
    assert {state for day, state in due(assessment, monday).values() if day} == {"not_applicable"}
    row = CaseProjection.objects.get()
    assert (row.is_open, row.next_action, row.stage) == (True, "action.custody", "custody")
    assert (row.next_due, row.caseworker) == (None, iris)
    assert [one.reference for one in queue(iris, monday).rows] == [assessment.case.reference]
    sent = Document.objects.get()
    assert (sent.kind, sent.facts["officer_name"]) == ("in_custody", "Iris Calder")
    # No date of rules that do not apply is promised, on paper or by email.
    assert sent.facts["because"] == {}
    told = Message.objects.get(template="request_received")
    assert "Iris Calder" in told.body
    assert "16 February" not in told.body
    assert list(problems(assessment.case)) == []


def test_a_request_about_somebody_who_is_not_detained_is_on_the_ordinary_rules(
    iris: User, monday: date
) -> None:
    assessment = factories.requested(monday, detained={"detained": "no"})
    assert assessment.status == "requested"
    assert not Detention.objects.exists()
    assert "16 February" in Message.objects.get(template="request_received").body


def test_a_request_that_says_detained_says_where(monday: date) -> None:
    with pytest.raises(Invalid) as refused:
        factories.requested(monday, detained={"detained": "yes"})
    assert refused.value.field == "held_at"


def test_without_an_account_of_the_officer_a_manager_gives_it_to_somebody(
    priya: User, nadia: User, monday: date
) -> None:
    assessment = factories.requested(monday, detained=HELD)
    assert CaseProjection.objects.get().next_action == "action.allocate"
    with pytest.raises(NotYours):
        cases.take_case(assessment.case, **who(priya, monday))
    cases.allocate_case(assessment.case, to=priya, **who(nadia, monday))
    assert CaseProjection.objects.get().next_action == "action.custody"


@pytest.mark.parametrize("journey", ["allocated", "assessing", "planning"])
def test_detained_in_its_midst_and_released_it_goes_on_where_it_stood_with_its_clock(
    journey: str, priya: User, iris: User, monday: date
) -> None:
    assessment = getattr(journeys, journey)(priya, monday)
    stood, before = assessment.status, due(assessment, later(monday, weeks=7))
    away = handed(assessment, priya, later(monday, weeks=7))
    assert away.status == "in_custody"
    assert away.case.caseworker == iris
    assert due(assessment, later(monday, weeks=8))["plan.final"][1] == "not_applicable"
    back = released(away, iris, later(monday, weeks=9))
    assert back.status == stood
    after = due(assessment, later(monday, weeks=9))
    assert after["plan.final"] == (later(monday, weeks=20), "running")
    assert {name: day for name, (day, _state) in after.items()} == {
        name: day for name, (day, _state) in before.items()
    }
    letter = Document.objects.get(kind="released")
    assert "plan.final" in letter.facts["because"]
    row = Detention.objects.get()
    assert (row.released_on, row.released_to) == (later(monday, weeks=9), "1 Example Street")
    assert list(problems(Case.objects.get())) == []
    with pytest.raises(AlreadyDone):
        released(back, iris, later(monday, weeks=9))


def test_detained_and_released_on_one_day_and_detained_again(
    priya: User, iris: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    released(handed(assessment, priya, monday), iris, monday)
    assert due(assessment, monday)["plan.final"][1] == "running"
    handed(assessment, iris, monday)
    assert due(assessment, monday)["plan.final"][1] == "not_applicable"
    assert Detention.objects.count() == 2


def test_of_the_area_team_only_the_officer_and_a_manager_work_on_it(
    priya: User, iris: User, nadia: User, monday: date
) -> None:
    assessment = handed(journeys.allocated(priya, monday), priya, monday)
    medway = Elsewhere("887", "Medway said so.", True, "Medway SEND team")
    letter = Written("I withdraw.", "letter", monday, "parent", "Ngozi Okafor")
    for refused in (
        lambda: released(assessment, priya, monday),
        lambda: elsewhere.export(assessment, medway, monday, **who(priya, monday)),
        lambda: cases.allocate_case(assessment.case, to=priya, **who(priya, monday)),
        lambda: ends.record_withdrawal(
            assessment, letter, Responsibility(False, "x"), **who(priya, monday)
        ),
    ):
        with pytest.raises(NotYours):
            refused()
    cases.allocate_case(assessment.case, to=iris, **who(nadia, monday))
    assert released(assessment, nadia, monday).status == "requested"


def test_no_ordinary_step_is_taken_meanwhile(priya: User, iris: User, monday: date) -> None:
    assessment = handed(journeys.allocated(priya, monday), priya, monday)
    with pytest.raises(AlreadyDone):
        assessments.refuse_to_assess(assessment, reason="x", **who(iris, monday))
    with pytest.raises(AlreadyDone):
        assessments.record_exemption(
            assessment,
            ground="exceptional_personal_circumstances",
            facts={"from": monday.isoformat()},
            why_impractical="x",
            family_told_on=None,
            **who(iris, monday),
        )


def test_the_officer_exports_it_where_the_authority_changes(
    priya: User, iris: User, monday: date
) -> None:
    """SI 2015/62, regulation 15: the clock goes on unless the authority changes.

    Whoever is to give advice is told once to stop, and after release to go on.
    """
    assessment, day = journeys.assessing(priya, monday), later(monday, weeks=3)
    adviser = journeys.advice_sought(priya, later(monday, days=2), assessment).professional
    assert adviser is not None
    back = released(handed(assessment, priya, day), iris, day)
    away = handed(back, iris, day)
    medway = Elsewhere("887", "Medway said so.", True, "Medway SEND team")
    assert elsewhere.export(away, medway, day, **who(iris, day)).status == "exported"
    told = list(Message.objects.filter(to=adviser.email).order_by("pk"))
    assert [one.template for one in told] == [
        "advice_requested", "advice_stopped", "advice_wanted_again", "advice_stopped",
    ]  # fmt: skip
    # Why is the family's.
    assert not any(word in one.body for one in told for word in ("Amara", "Cookham", "release"))


@pytest.mark.parametrize(
    ("place", "how_known", "key"),
    [(" ", "x", "missing.place_of_custody"), ("x", " ", "missing.how_known")],
)
def test_it_is_never_recorded_by_chance(
    place: str, how_known: str, key: str, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        custody.hand_over(assessment, place=place, how_known=how_known, **who(priya, monday))
    assert [one.key for one in refused.value.missing] == [key]
    assert not Detention.objects.exists()


def test_an_officer_who_is_of_the_family_does_not_have_the_case(iris: User, monday: date) -> None:
    assessment = factories.requested(monday, detained=HELD, you={"email": iris.email})
    assert assessment.case.caseworker is None
