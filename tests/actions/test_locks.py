"""Two people, one step, at the same moment: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from ehc.actions import assessments, placement, plans, reassessments, requests, staff
from ehc.models import (
    Assessment,
    CaseEvent,
    Consultation,
    Document,
    PlanVersion,
    Reassessment,
    Request,
    RoleGrant,
    Team,
    User,
)
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone
from ehc.workflows.roles import Role
from quality_assurance.actions import assign_review
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def together(work: Callable[[int], Any]) -> list[Any]:
    """Run ``work`` in several threads, each with its own connection, all let go at once."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> Any:
        try:
            connections["default"].ensure_connection()
            barrier.wait(timeout=30)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_a_decision_taken_by_several_at_once_is_taken_once(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)

    def decide(number: int) -> str:
        seen = Assessment.objects.get(pk=assessment.pk)
        act = assessments.agree_to_assess if number % 2 else assessments.refuse_to_assess
        try:
            act(seen, by=priya, on=monday, at=instant(monday), reason=f"Reason {number}.")
        except AlreadyDone:
            return "told"
        return "won"

    assert sorted(together(decide)) == ["told"] * (AT_ONCE - 1) + ["won"]
    steps = [event.step for event in CaseEvent.objects.filter(case=assessment.case)]
    assert steps[:2] == ["receive_request", "allocate_case"]
    assert len(steps) == 3
    assert Document.objects.filter(case=assessment.case).count() == 1
    assert list(problems(assessment.case)) == []


def test_a_request_sent_several_times_at_once_is_received_once(monday: date) -> None:
    draft = factories.draft(monday)
    received = together(
        lambda _: requests.submit_request(draft, at=factories.instant(monday)).case.reference
    )
    assert set(received) == {"EHC-2026-000001"}
    assert Request.objects.count() == 1


def _told(act: Callable[[], Any]) -> str:
    try:
        act()
    except AlreadyDone:
        return "told"
    return "won"


def test_a_setting_consulted_by_several_at_once_is_consulted_once(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    school, day = factories.SettingFactory(), factories.later(monday, weeks=9)
    outcomes = together(
        lambda _: _told(
            lambda: placement.consult_setting(
                PlanVersion.objects.get(pk=draft.pk),
                school,
                asked_for_by_family=True,
                by=priya,
                on=day,
                at=instant(day),
            )
        )
    )
    assert sorted(outcomes) == ["told"] * (AT_ONCE - 1) + ["won"]
    assert Consultation.objects.count() == 1


def test_an_answer_to_the_family_begun_by_several_at_once_is_begun_once(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    day = factories.later(monday, weeks=9)
    outcomes = together(
        lambda _: _told(
            lambda: plans.revise(
                PlanVersion.objects.get(pk=draft.pk), by=priya, on=day, at=instant(day)
            )
        )
    )
    assert sorted(outcomes) == ["told"] * (AT_ONCE - 1) + ["won"]
    assert PlanVersion.objects.count() == 2


def test_a_role_given_by_several_clicks_at_once_is_given_once(priya: User, north: Team) -> None:
    asha = factories.staff("Asha Verma", Role.ADMINISTRATOR)
    outcomes = together(
        lambda _: _told(
            lambda: staff.grant_role(
                priya, role=Role.TEAM_MANAGER, team=north, service=None, by=asha
            )
        )
    )
    assert sorted(outcomes) == ["told"] * (AT_ONCE - 1) + ["won"]
    assert RoleGrant.objects.filter(user=priya, role=Role.TEAM_MANAGER).count() == 1


def test_a_review_taken_by_several_clicks_at_once_is_taken_once(priya: User, monday: date) -> None:
    day = factories.later(monday, weeks=19)
    final = journeys.issued(priya, monday, issued_on=day)
    grace = factories.staff("Grace Hall", Role.QA_REVIEWER)
    outcomes = together(
        lambda _: _told(
            lambda: assign_review(
                PlanVersion.objects.get(pk=final.pk),
                reviewer=grace,
                by=grace,
                on=day,
                at=instant(day),
            )
        )
    )
    assert sorted(outcomes) == ["told"] * (AT_ONCE - 1) + ["won"]


def test_without_the_lock_the_same_race_has_several_winners(priya: User, monday: date) -> None:
    """The control: these threads do collide, so that one winner above is the lock's doing."""
    assessment = journeys.allocated(priya, monday)
    looked = Barrier(AT_ONCE)

    def decide(number: int) -> str:
        seen = Assessment.objects.get(pk=assessment.pk)
        looked.wait(timeout=30)
        if seen.status != "requested":
            return "told"
        seen.agree_to_assess()
        seen.save()
        return "won"

    assert together(decide) == ["won"] * AT_ONCE


def test_a_reassessment_asked_for_by_several_at_once_is_asked_for_once(
    priya: User, monday: date
) -> None:
    issued_on = factories.later(monday, weeks=19)
    plan = journeys.issued(priya, monday, issued_on=issued_on).plan
    mother = User.objects.get(email="ngozi@family.example")
    on = factories.later(issued_on, weeks=4)

    def ask(number: int) -> str:
        try:
            reassessments.ask_again(
                plan, words=f"Please, {number}.", by=mother, on=on, at=instant(on)
            )
        except AlreadyDone:
            return "told"
        return "asked"

    assert sorted(together(ask)) == ["asked"] + ["told"] * (AT_ONCE - 1)
    row = Reassessment.objects.get()

    def begin(number: int) -> str:
        try:
            reassessments.begin_plan_again(row, by=priya, on=on, at=instant(on))
        except AlreadyDone:
            return "told"
        return "begun"

    reassessments.agree_to_reassess(row, reason="Changed.", by=priya, on=on, at=instant(on))
    assert sorted(together(begin)) == ["begun"] + ["told"] * (AT_ONCE - 1)
    assert PlanVersion.objects.filter(reassessment=row).count() == 1
    assert list(problems(plan.case)) == []
