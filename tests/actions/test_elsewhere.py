"""A child or young person of another authority: from the start, or since a move."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import contributions, elsewhere
from ehc.actions.elsewhere import Elsewhere
from ehc.models import (
    Assessment,
    AssessmentProjection,
    CaseProjection,
    Document,
    Letter,
    Message,
    User,
)
from ehc.models import Elsewhere as Row
from ehc.queries.assessments import duties_of
from ehc.queries.contributions import to_answer
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.reports.timeliness import timeliness
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
MEDWAY, KENT = "887", "886"


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def known(**changes: Any) -> Elsewhere:
    return Elsewhere(
        **{
            "authority": MEDWAY,
            "how_known": "The mother said so, and Medway confirmed it.",
            "consents": True,
            "where_to_ask": "Medway SEND team, 01634 960 000",
            **changes,
        }
    )


def states(assessment: Assessment, on: date) -> set[str]:
    return {duty.state.value for duty in duties_of(assessment, on) if duty.due is not None}


@pytest.mark.parametrize("consents", [True, False])
def test_a_request_that_is_not_ours_is_closed_and_never_refused(
    consents: bool, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    day = later(monday, days=2)
    closed = elsewhere.close_as_not_ours(assessment, known(consents=consents), **who(priya, day))
    assert closed.status == "not_ours"
    assert states(assessment, later(monday, weeks=30)) == {"not_applicable"}
    sent = Document.objects.get()
    assert (sent.kind, sent.event.on) == ("not_ours", day)
    assert sent.facts["elsewhere"]["authority"] == "Medway"
    assert sent.facts["elsewhere"]["is_sent_on"] == ("yes" if consents else "no")
    assert [letter.recipient for letter in Letter.objects.all()] == ["family"]
    counted = AssessmentProjection.objects.get()
    # Nothing was decided, so that no report counts a decision, in time or late, yes or no.
    assert (counted.assess_decided_on, counted.issue_decided_on, counted.issued_on) == (None,) * 3
    assert (counted.stopped_as, counted.exported_to) == ("not_ours", "")
    report = timeliness(
        AssessmentProjection.objects.all(), first_day=monday, last_day=later(monday, weeks=60)
    )
    assert report.total.plans_issued == 0
    row = CaseProjection.objects.get()
    assert (row.is_open, row.next_action, row.stage) == (False, "action.nothing", "ended")
    assert list(problems(assessment.case)) == []
    with pytest.raises(AlreadyDone):
        elsewhere.close_as_not_ours(assessment, known(), **who(priya, day))
    assert Row.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"authority": ""}, "missing.other_authority"),
        ({"authority": "999"}, "missing.other_authority"),
        ({"how_known": " "}, "missing.how_known"),
        ({"consents": None}, "missing.consent_asked"),
        ({"where_to_ask": ""}, "missing.where_to_ask"),
    ],
)
def test_nothing_is_closed_until_the_family_was_asked_and_can_be_told_where_to_go(
    change: dict[str, Any], key: str, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        elsewhere.close_as_not_ours(assessment, known(**change), **who(priya, monday))
    assert [one.key for one in refused.value.missing] == [key]
    assert not Row.objects.exists()
    assert not Document.objects.exists()


def test_our_own_authority_is_no_other(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(Invalid) as refused:
        elsewhere.close_as_not_ours(assessment, known(authority=KENT), **who(priya, monday))
    assert refused.value.field == "authority"


def test_once_it_is_decided_to_assess_it_was_ours(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    with pytest.raises(AlreadyDone):
        elsewhere.close_as_not_ours(assessment, known(), **who(priya, later(monday, days=3)))


def test_only_the_area_team_says_whose_it_is(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotYours):
        elsewhere.close_as_not_ours(assessment, known(), **who(assessment.request.asked_by, monday))
    stranger = factories.staff("Tom Reed", Role.CASEWORKER, team=factories.TeamFactory())
    with pytest.raises(NotVisible):
        elsewhere.close_as_not_ours(assessment, known(), **who(stranger, monday))


@pytest.mark.parametrize("journey", ["allocated", "assessing", "planning"])
def test_a_move_exports_the_assessment_wherever_it_stands(
    journey: str, priya: User, monday: date
) -> None:
    assessment = getattr(journeys, journey)(priya, monday)
    moved_on, day = later(monday, weeks=7), later(monday, weeks=8)
    moved = elsewhere.export(assessment, known(), moved_on, **who(priya, day))
    assert moved.status == "exported"
    running = {
        duty.duty
        for duty in duties_of(assessment, later(monday, weeks=30))
        if duty.state in ("running", "late") and duty.done_on is None
    }
    assert running == set()
    counted = AssessmentProjection.objects.get()
    assert (counted.stopped_on, counted.stopped_as, counted.exported_to) == (
        moved_on,
        "exported",
        MEDWAY,
    )
    letter = Document.objects.get(kind="exported")
    assert letter.facts["dates"]["moved_on"] == moved_on.isoformat()
    assert list(problems(assessment.case)) == []


def test_a_move_ends_a_limit_that_was_late_and_not_one_that_was_kept(
    priya: User, monday: date
) -> None:
    kept = journeys.assessing(priya, monday)
    late = journeys.allocated(priya, monday, child={"first_name": "Bo"})
    day = later(monday, weeks=9)
    for one in (kept, late):
        elsewhere.export(one, known(), day, **who(priya, day))
    found = {
        one.pk: next(
            duty.state.value
            for duty in duties_of(one, day)
            if duty.duty == "assess.notify_decision"
        )
        for one in (kept, late)
    }
    assert found == {kept.pk: "met", late.pk: "not_applicable"}


@pytest.mark.parametrize("moved_on", [None, date(2026, 1, 4), date(2026, 3, 1)])
def test_a_move_has_a_day_that_has_come_and_does_not_precede_the_request(
    moved_on: date | None, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        elsewhere.export(assessment, known(), moved_on, **who(priya, later(monday, weeks=2)))
    assert [one.key for one in refused.value.missing] == ["missing.other_authority_since"]


def test_whoever_was_asked_for_advice_is_told_to_stop_and_learns_nothing_of_why(
    priya: User, monday: date
) -> None:
    assessment = journeys.assessing(priya, monday)
    asked = journeys.advice_sought(priya, later(monday, days=2), assessment)
    day = later(monday, weeks=3)
    adviser = asked.professional
    assert adviser is not None
    elsewhere.export(assessment, known(), day, **who(priya, day))
    told = Message.objects.get(template="advice_stopped")
    assert told.to == adviser.email
    assert "Amara" not in told.body
    assert "Medway" not in told.body
    assert list(to_answer(adviser, day)) == []
    with pytest.raises(AlreadyDone):
        contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(adviser, day))


def test_an_adviser_who_has_answered_is_told_nothing(priya: User, monday: date) -> None:
    assessment = journeys.planning(priya, monday)
    day = later(monday, weeks=8)
    elsewhere.export(assessment, known(authority="XXX"), day, **who(priya, day))
    assert not Message.objects.filter(template="advice_stopped").exists()
    assert Document.objects.get(kind="exported").facts["elsewhere"]["authority"] == ""
