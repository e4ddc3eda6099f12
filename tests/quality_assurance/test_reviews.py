"""Reviewing a plan: who may, one criterion at a time, and the sum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ehc.actions import cases
from ehc.models import PlanVersion, RoleGrant, Team, User
from ehc.permissions import visible_to
from ehc.refusals import AlreadyDone, Invalid, NotVisible
from ehc.workflows.roles import Role
from quality_assurance import actions, queries
from quality_assurance.models import Answer, QualityReview
from quality_assurance.scoring import AnswersRefused
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
QUOTED = "Amara follows one instruction at a time."


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="session")
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def grace(db: None) -> User:
    return factories.staff("Grace Adeyemi", Role.QA_REVIEWER)


@pytest.fixture(scope="module", autouse=True)
def final(once: Once[int], today: date) -> int:
    asked_on, issued_on = factories.later(today, weeks=-20), factories.later(today, weeks=-2)
    return once(lambda priya: journeys.issued(priya, asked_on, issued_on=issued_on).pk)


@pytest.fixture
def issued(db: None, final: int) -> PlanVersion:
    return PlanVersion.objects.get(pk=final)


@pytest.fixture
def review(issued: PlanVersion, grace: User, today: date) -> QualityReview:
    return actions.assign_review(issued, reviewer=grace, by=grace, on=today, at=instant(today, 0))


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _answer_all(review: QualityReview, by: User, on: date, choice: str = "met") -> None:
    for key in queries.asked_of(review, queries.facts_of(review), on=on):
        actions.answer_criterion(review, key, choice=choice, evidence=QUOTED, by=by, on=on)


def test_nobody_reviews_a_plan_that_they_worked_on(
    issued: PlanVersion, priya: User, grace: User, today: date
) -> None:
    assert list(queries.may_be_taken(grace)) == [issued]
    assert list(queries.may_be_taken(priya)) == []
    with pytest.raises(Invalid):
        actions.assign_review(issued, reviewer=priya, by=grace, on=today, at=instant(today, 0))
    assert not QualityReview.objects.exists()


def test_nor_a_plan_whose_case_is_theirs_though_they_never_acted_on_it(
    issued: PlanVersion, priya: User, north: Team, today: date
) -> None:
    una = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    RoleGrant.objects.create(user=una, role=Role.QA_REVIEWER)
    assert list(queries.may_be_taken(una)) == [issued]
    assert not queries.has_conflict(una, issued)
    cases.allocate_case(issued.plan.case, to=una, by=priya, on=today, at=instant(today, 0))
    issued.plan.case.refresh_from_db()
    assert list(queries.may_be_taken(una)) == []
    assert queries.has_conflict(una, issued)


def test_a_plan_is_taken_once_by_one_reviewer(
    review: QualityReview, grace: User, today: date
) -> None:
    assert list(queries.may_be_taken(grace)) == []
    with pytest.raises(AlreadyDone):
        actions.assign_review(
            review.version, reviewer=grace, by=grace, on=today, at=instant(today, 0)
        )
    assert review.due_on == factories.later(today, weeks=2)


def test_a_draft_is_not_reviewed(priya: User, grace: User, today: date) -> None:
    draft = journeys.served(priya, factories.later(today, weeks=-9))
    with pytest.raises(Invalid):
        actions.assign_review(draft, reviewer=grace, by=grace, on=today, at=instant(today, 0))


def test_an_answer_is_evidenced_and_its_reviewers_own(
    review: QualityReview, grace: User, today: date
) -> None:
    with pytest.raises(Invalid):
        actions.answer_criterion(review, "A1", choice="met", by=grace, on=today)
    with pytest.raises(Invalid):
        actions.answer_criterion(review, "Z9", choice="met", evidence=QUOTED, by=grace, on=today)
    other = factories.staff("Ola Other", Role.QA_REVIEWER)
    with pytest.raises(NotVisible):
        actions.answer_criterion(review, "A1", choice="met", evidence=QUOTED, by=other, on=today)
    made = actions.answer_criterion(review, "A1", choice="met", evidence=QUOTED, by=grace, on=today)
    changed = actions.answer_criterion(
        review, "A1", choice="partly", evidence=QUOTED, by=grace, on=today
    )
    assert (made.pk, changed.choice) == (changed.pk, "partly")


def test_an_unfinished_review_names_what_is_missing(
    review: QualityReview, grace: User, today: date
) -> None:
    actions.answer_criterion(review, "A1", choice="met", evidence=QUOTED, by=grace, on=today)
    with pytest.raises(AnswersRefused) as refused:
        actions.submit_review(review, by=grace, on=today, at=instant(today, 0))
    assert "A1" not in refused.value.missing
    assert "A2" in refused.value.missing
    assert QualityReview.objects.get().status == "assigned"


@pytest.mark.parametrize(
    ("choice", "percent", "grade"),
    [
        ("met", Decimal("100.0"), "outstanding"),
        ("partly", Decimal("50.0"), "requires_improvement"),
        ("not_met", Decimal("0.0"), "inadequate"),
    ],
)
def test_the_grade_is_computed_and_kept_with_its_working(
    choice: str, percent: Decimal, grade: str, review: QualityReview, grace: User, today: date
) -> None:
    _answer_all(review, grace, today, choice)
    actions.submit_review(review, by=grace, on=today, at=instant(today, 0))
    kept = QualityReview.objects.get()
    assert (kept.percent, kept.grade, kept.submitted_on) == (percent, grade, today)
    assert kept.score is not None
    assert sum(1 for line in kept.score["sections"] if line["answered"]) >= 8
    with pytest.raises(AlreadyDone):
        actions.submit_review(review, by=grace, on=today, at=instant(today, 0))


def test_who_sees_a_review_before_and_after_it_is_submitted(
    review: QualityReview, priya: User, tom: User, grace: User, today: date
) -> None:
    other = factories.staff("Ola Other", Role.QA_REVIEWER)
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    everybody = (grace, priya, manager, tom, other)

    def readers() -> list[User]:
        return [user for user in everybody if visible_to(user, QualityReview, today).exists()]

    assert readers() == [grace]
    _answer_all(review, grace, today)
    actions.submit_review(review, by=grace, on=today, at=instant(today, 0))
    assert readers() == [grace, priya, manager]


def test_the_pages_from_queue_to_sum(issued: PlanVersion, grace: User, today: date) -> None:
    client = _client(grace)
    assert issued.plan.case.reference in client.get("/reviews/").content.decode()
    client.post(f"/reviews/take/{issued.pk}/")
    review = QualityReview.objects.get()
    page = f"/reviews/{review.pk}/"
    refused = client.post(page)
    assert refused.status_code == 422
    assert f'href="{page}A2/"' in refused.content.decode()
    bare = client.post(f"{page}A1/", {"choice": "met", "evidence": ""})
    assert "Quote the words of the plan" in bare.content.decode()
    given = {"choice": "met", "evidence": QUOTED, "pinned_to": "A"}
    assert client.post(f"{page}A1/", given).url == f"{page}A2/"
    assert Answer.objects.get().pinned_to == "A"
    assert client.get(f"{page}Z9/").status_code == 404
    _answer_all(review, grace, today)
    assert client.post(page).url == page
    text = client.get(page).content.decode()
    assert "Outstanding" in text
    assert "The sum" in text
    assert QUOTED in text
    assert client.get(f"{page}A1/").status_code == 404


def test_another_reviewers_pages_look_absent(review: QualityReview, issued: PlanVersion) -> None:
    client = _client(factories.staff("Ola Other", Role.QA_REVIEWER))
    for page in (f"/reviews/{review.pk}/", f"/reviews/{review.pk}/A1/"):
        assert client.get(page).status_code == 404
    assert client.post(f"/reviews/take/{issued.pk}/").status_code == 404


def test_the_queue_takes_as_many_queries_for_three_plans_as_for_one(
    issued: PlanVersion, priya: User, grace: User, today: date
) -> None:
    client = _client(grace)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/reviews/").status_code == 200
        return len(captured)

    count()
    one: Callable[[], int] | int = count()
    for name in ("Bea", "Cy"):
        journeys.issued(
            priya, factories.later(today, weeks=-20),
            issued_on=factories.later(today, weeks=-2),
            child={"first_name": name}, you={"email": f"{name}@family.example"},
        )  # fmt: skip
    assert count() == one
