"""A family is asked what it thinks of a request that its school made (section 36(4); reg 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ehc.actions import assessments, correspondence, posting
from ehc.actions.asking_family import ask_family
from ehc.models import (
    Assessment,
    CaseProjection,
    Message,
    MessageOutcome,
    OutboxItem,
    Task,
    TaskKind,
    User,
)
from ehc.queries.requests import family_asked_on
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible
from ehc.workflows.readiness import MissingKey
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.actions.test_disputes import who
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
DECISIONS: dict[Callable[..., Assessment], dict[str, Any]] = {
    assessments.consider_assessing: {},
    assessments.agree_to_assess: {"reason": "The test is met."},
    assessments.refuse_to_assess: {"reason": "The school can help."},
}
FAMILY = {
    "family_name": "Ngozi Okafor",
    "family_relationship": "mother",
    "family_consent": "yes",
    "family_is_young_person": "no",
}


def asked_by_school(priya: User, on: date, *, email: str = "") -> Assessment:
    """The school asked, and gave the family's email address or none."""
    return journeys.allocated(
        priya, on, who={"asker": "setting"}, you={**FAMILY, "family_email": email}
    )


def missing(decide: Callable[..., Assessment], assessment: Assessment, by: User, on: date) -> Any:
    with pytest.raises(NotReady) as refused:
        decide(assessment, **DECISIONS[decide], **who(by, on))
    return [one.key for one in refused.value.missing]


@pytest.mark.parametrize("decide", DECISIONS, ids=lambda one: one.__name__)
def test_nothing_is_determined_before_the_family_was_asked(
    decide: Callable[..., Assessment], priya: User, monday: date
) -> None:
    assessment = asked_by_school(priya, monday)
    assert Message.objects.filter(template="asked_by_setting").count() == 0
    task = Task.objects.get(kind=TaskKind.ASK_FAMILY)
    assert CaseProjection.objects.get().next_action == "action.ask_family"
    day = later(monday, days=3)
    assert missing(decide, assessment, priya, day) == [MissingKey.FAMILY_NOT_ASKED]
    asked = ask_family(assessment, how="Rang the mother, who agrees.", **who(priya, day))
    task.refresh_from_db()
    assert (task.done_on, family_asked_on(asked)) == (day, day)
    # It was asked on that day, and not before it.
    assert missing(decide, asked, priya, monday) == [MissingKey.FAMILY_NOT_ASKED]
    decide(asked, **DECISIONS[decide], **who(priya, day))
    assert list(problems(asked.case)) == []


def test_an_email_asks_the_family_from_its_day_unless_it_did_not_arrive(
    priya: User, monday: date
) -> None:
    assessment = asked_by_school(priya, monday, email="ngozi@family.example")
    assert not Task.objects.exists()
    assert family_asked_on(assessment) == monday
    message = Message.objects.get(template="asked_by_setting")
    correspondence.message_bounced(
        OutboxItem.objects.get(message=message), on=monday, at=instant(monday)
    )
    assert Message.objects.get(pk=message.pk).outcome == MessageOutcome.BOUNCED
    assert family_asked_on(assessment) is None
    assert missing(assessments.agree_to_assess, assessment, priya, monday) == [
        MissingKey.FAMILY_NOT_ASKED
    ]
    ask_family(assessment, how="Posted a letter.", **who(priya, monday))
    # What was to be done about the email is done with it.
    assert not Task.objects.filter(done_on=None).exists()
    assessments.agree_to_assess(assessment, reason="The test is met.", **who(priya, monday))


def test_a_family_that_asked_itself_is_not_asked_again(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(AlreadyDone):
        ask_family(assessment, how="Rang.", **who(priya, monday))
    assessments.agree_to_assess(assessment, reason="The test is met.", **who(priya, monday))


def test_how_and_when_it_was_asked_is_said_once_and_by_staff(priya: User, monday: date) -> None:
    assessment = asked_by_school(priya, monday)
    task = Task.objects.get(kind=TaskKind.ASK_FAMILY)
    with pytest.raises(Invalid) as refused:
        posting.complete_task(task, note="Rang.", **who(priya, monday))
    assert refused.value.field == "note"
    with pytest.raises(Invalid) as refused:
        ask_family(assessment, how=" ", **who(priya, monday))
    assert refused.value.field == "how"
    with pytest.raises(Invalid) as refused:
        ask_family(assessment, how="Rang.", **who(priya, later(monday, days=-1)))
    assert refused.value.field == "day"
    adviser = factories.staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST)
    with pytest.raises(NotVisible):
        ask_family(assessment, how="Rang.", **who(adviser, monday))
    ask_family(assessment, how="Rang.", **who(priya, monday))
    with pytest.raises(AlreadyDone):
        ask_family(assessment, how="Rang.", **who(priya, monday))
