"""Telling a family why its case is late: who may, what is refused, and what comes up when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import assessments, ends, lateness
from ehc.models import Case, CaseEvent, CaseProjection, FamilyMember, LateUpdate, Message, User
from ehc.permissions import visible_to
from ehc.queries.lateness import update_for
from ehc.queries.queue import queue
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotVisible, NotYours
from tests import journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
WORDS = {"why": "The psychologist was ill.", "doing": "Another comes on Thursday."}
LATE_FROM, NEXT = date(2026, 2, 17), date(2026, 2, 27)


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def taken(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.allocated(priya, monday).case_id)


@pytest.fixture
def case(db: None, taken: int) -> Case:
    return Case.objects.get(pk=taken)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


def comes_up(priya: User, on: date) -> int:
    return queue(priya, on, which="tell").counts["tell"]


def test_a_late_case_comes_up_until_the_family_is_told_and_again_on_the_day_it_was_promised(
    priya: User, case: Case, mother: User
) -> None:
    assert CaseProjection.objects.get().tell_late_from == LATE_FROM
    assert [comes_up(priya, day) for day in (date(2026, 2, 16), LATE_FROM)] == [0, 1]
    (row,) = queue(priya, LATE_FROM, which="tell").rows
    assert "Tell the family why it is late" in row.flags
    told = lateness.tell_why_late(case, **WORDS, next_on=NEXT, **who(priya, LATE_FROM))
    assert (told.told_by, told.told_on, told.next_on) == (priya, LATE_FROM, NEXT)
    assert [comes_up(priya, day) for day in (LATE_FROM, date(2026, 2, 26), NEXT)] == [0, 0, 1]
    (row,) = queue(priya, LATE_FROM).rows
    assert "Tell the family why it is late" not in row.flags
    mail = Message.objects.get(template="late_update")
    assert (mail.to, mail.user) == (mother.email, mother)
    for personal in ("Amara", "Okafor", "psychologist", "Thursday"):
        assert personal not in mail.subject + mail.body
    assert CaseEvent.objects.filter(case=case).last().step == "tell_why_late"  # type: ignore[union-attr]
    assert list(problems(case)) == []
    # What was late is done: nothing comes up, though more had been promised.
    assessments.refuse_to_assess(
        case.assessments.get(), reason="The school can help.", **who(priya, date(2026, 2, 18))
    )
    assert comes_up(priya, NEXT) == 0


def test_the_newest_update_stands_and_the_others_are_kept(priya: User, case: Case) -> None:
    for day, words in ((17, "First."), (20, "Second.")):
        lateness.tell_why_late(
            case, why=words, doing="We ask again.", next_on=NEXT, **who(priya, date(2026, 2, day))
        )
    found = update_for(User.objects.get(email="ngozi@family.example"), case, LATE_FROM)
    assert found is not None
    assert found.why == "Second."
    assert [one.why for one in LateUpdate.objects.all()] == ["First.", "Second."]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"why": " "}, "why"),
        ({"doing": " "}, "doing"),
        ({"next_on": LATE_FROM}, "next_on"),
    ],
)
def test_what_is_refused_leaves_nothing(
    given: dict[str, Any], field: str, priya: User, case: Case
) -> None:
    with pytest.raises(Invalid) as refused:
        lateness.tell_why_late(case, **{**WORDS, "next_on": NEXT, **given}, **who(priya, LATE_FROM))
    assert refused.value.field == field
    assert not LateUpdate.objects.exists()
    assert not Message.objects.filter(template="late_update").exists()


def test_who_may_tell_and_who_may_read(
    priya: User, tom: User, case: Case, mother: User, monday: date
) -> None:
    for other, refusal in ((tom, NotVisible), (mother, NotYours)):
        with pytest.raises(refusal):
            lateness.tell_why_late(case, **WORDS, next_on=NEXT, **who(other, LATE_FROM))
    told = lateness.tell_why_late(case, **WORDS, next_on=NEXT, **who(priya, LATE_FROM))
    assert list(visible_to(mother, LateUpdate, NEXT)) == [told]
    assert list(visible_to(priya, LateUpdate, NEXT)) == [told]
    assert list(visible_to(tom, LateUpdate, NEXT)) == []
    FamilyMember.objects.filter(user=mother).update(kept_out_by="An order of the court")
    assert list(visible_to(mother, LateUpdate, NEXT)) == []


def test_after_a_death_nothing_is_told_and_nothing_is_read(
    priya: User, case: Case, mother: User
) -> None:
    lateness.tell_why_late(case, **WORDS, next_on=NEXT, **who(priya, LATE_FROM))
    ends.record_death(
        case.assessments.get(), died_on=LATE_FROM, how_known="The hospital rang.",
        **who(priya, LATE_FROM),
    )  # fmt: skip
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(AlreadyDone):
        lateness.tell_why_late(case, **WORDS, next_on=NEXT, **who(priya, LATE_FROM))
    assert list(visible_to(mother, LateUpdate, NEXT)) == []
    assert comes_up(priya, NEXT) == 0
