"""Telling how it was: once, by whoever sees the case, and nobody knows what they said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions.experience import tell_experience
from ehc.models import (
    Case,
    CaseEvent,
    EventPayload,
    ExperienceAnswer,
    ExperienceTold,
    User,
    UserKind,
)
from ehc.queries.experience import asked_of
from ehc.refusals import AlreadyDone, Invalid, NotVisible, NotYours
from ehc.workflows.experience import Moment, Question
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db

REPLIES = {Question.INFORMED: "yes", Question.HEARD: "no", Question.UNDERSTOOD: ""}


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def decided(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.assessing(priya, monday).case_id)


@pytest.fixture
def case(db: None, decided: int) -> Case:
    return Case.objects.get(pk=decided)


@pytest.fixture
def tuesday(monday: date) -> date:
    """The day of the decision."""
    return factories.later(monday, days=1)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


def test_what_is_told_is_kept_apart_from_who_told_it(
    case: Case, mother: User, tuesday: date
) -> None:
    assert asked_of(mother, case, tuesday) is Moment.DECIDED
    tell_experience(case, moment=Moment.DECIDED, replies=REPLIES, **who(mother, tuesday))
    told = ExperienceTold.objects.get()
    assert (told.case, told.by, told.moment) == (case, mother, "decided")
    assert set(
        ExperienceAnswer.objects.values_list("moment", "question", "reply", "month", "team")
    ) == {
        ("decided", "informed", "yes", tuesday.replace(day=1), case.team_id),
        ("decided", "heard", "no", tuesday.replace(day=1), case.team_id),
    }
    # Nothing in the row of an answer leads to a case, a person, a day or an order.
    assert {field.name for field in ExperienceAnswer._meta.get_fields()} == {
        "id", "moment", "question", "reply", "month", "team",
    }  # fmt: skip
    assert {row.id.version for row in ExperienceAnswer.objects.all()} == {4}
    event = CaseEvent.objects.get(step="tell_experience")
    kept = EventPayload.objects.get(event=event).data
    assert (event.case, kept) == (case, {"moment": "decided"})


def test_a_moment_is_told_of_once_and_the_next_is_another(
    case: Case, mother: User, tuesday: date
) -> None:
    tell_experience(case, moment=Moment.DECIDED, replies=REPLIES, **who(mother, tuesday))
    assert asked_of(mother, case, tuesday) is None
    with pytest.raises(AlreadyDone):
        tell_experience(case, moment=Moment.DECIDED, replies=REPLIES, **who(mother, tuesday))
    assert ExperienceAnswer.objects.count() == 2


def test_a_moment_that_has_not_come_is_not_told_of(case: Case, mother: User, tuesday: date) -> None:
    for moment in (Moment.DRAFT, Moment.FINAL):
        with pytest.raises(AlreadyDone):
            tell_experience(case, moment=moment, replies=REPLIES, **who(mother, tuesday))
    assert not ExperienceTold.objects.exists()


def test_only_what_was_asked_is_answered(case: Case, mother: User, tuesday: date) -> None:
    for wrong in ({}, {Question.HEARD: ""}, {Question.GIVEN: "yes"}, {Question.HEARD: "perhaps"}):
        with pytest.raises(Invalid):
            tell_experience(case, moment=Moment.DECIDED, replies=wrong, **who(mother, tuesday))
    assert not ExperienceAnswer.objects.exists()


def test_nobody_else_tells(case: Case, priya: User, tuesday: date) -> None:
    stranger = User.objects.create_user("someone@family.example", name="Sam", kind=UserKind.FAMILY)
    for user, refusal in ((priya, NotYours), (stranger, NotVisible)):
        with pytest.raises(refusal):
            tell_experience(case, moment=Moment.DECIDED, replies=REPLIES, **who(user, tuesday))
    assert not ExperienceTold.objects.exists()
