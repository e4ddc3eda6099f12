"""Other files that may be about the same child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ehc.actions import matches
from ehc.models import Assessment, Case, Message, SameChild, User
from ehc.queries.matches import suggested
from ehc.refusals import Invalid, NotVisible, NotYours
from ehc.workflows.matching import MatchKind
from tests import factories

pytestmark = pytest.mark.django_db


def decide(case: Case, other: Case, by: User, on: date, **changes: Any) -> SameChild:
    given = {"is_same": True, "reason": "We rang.", **changes}
    return matches.decide_same_child(
        case, other=other, by=by, on=on, at=factories.instant(on), **given
    )


def asked(day: date, first_name: str = "Amara", **child: str) -> Case:
    return factories.requested(day, child={"first_name": first_name, **child}).case


def test_the_same_child_and_a_twin_are_suggested_and_nobody_else(monday: date) -> None:
    first = asked(monday)
    again = asked(monday + timedelta(days=1), "Amarra")
    twin = asked(monday, "Chidi")
    asked(monday, "Amara", last_name="Bello", date_of_birth="2011-01-01")
    found = suggested(first)
    assert [(one.case, one.kind) for one in found] == [
        (again, MatchKind.SAME_CHILD), (twin, MatchKind.TWIN),
    ]  # fmt: skip
    assert [one.may_be_same for one in found] == [True, False]


def test_a_suggestion_never_refuses_and_is_never_told(monday: date) -> None:
    asked(monday)
    again = asked(monday + timedelta(days=1))
    assert Assessment.objects.get(case=again).status == "requested"
    told = " ".join(message.body for message in Message.objects.filter(case=again))
    assert suggested(again)[0].case.reference not in told


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_find_them_however_many_there_are(number: int, monday: date) -> None:
    first = asked(monday)
    for extra in range(number):
        asked(monday, f"Amara{'a' * extra}")
    case = Case.objects.select_related("person").get(pk=first.pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(suggested(case)) == number
    assert len(queries) == 2


def test_they_are_found_by_index(monday: date) -> None:
    case = asked(monday)
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read on SQLite")
    others = Case.objects.filter(person__date_of_birth=case.person.date_of_birth)
    assert "SCAN ehc_person" not in others.explain()


def test_staff_record_what_another_file_is_and_may_change_it(priya: User, monday: date) -> None:
    first, other = asked(monday), asked(monday, "Chidi")
    decide(first, other, priya, monday, is_same=False, reason="Twins, says their mother.")
    (found,) = suggested(first)
    assert found.decided is not None
    assert (found.decided.reason, found.may_be_same) == ("Twins, says their mother.", False)
    event = first.events.get(step="decide_same_child")
    assert event.payload.data == {
        "reason": "Twins, says their mother.", "other": other.pk, "is_same": False,
    }  # fmt: skip
    decide(first, other, priya, monday, is_same=True)
    assert suggested(first)[0].may_be_same is True
    assert SameChild.objects.count() == 1
    # Nothing is merged, and the other file says nothing of it.
    assert suggested(other)[0].decided is None
    assert first.person_id != other.person_id


@pytest.mark.parametrize("reason", ["", " "])
def test_a_decision_has_a_reason(reason: str, priya: User, monday: date) -> None:
    first, other = asked(monday), asked(monday)
    with pytest.raises(Invalid) as refused:
        decide(first, other, priya, monday, reason=reason)
    assert refused.value.field == "reason"
    assert not SameChild.objects.exists()
    assert decide(first, other, priya, monday).is_same is True


def test_only_what_is_suggested_is_decided(priya: User, monday: date) -> None:
    first = asked(monday)
    stranger = asked(monday, "Bo", last_name="Lindqvist", date_of_birth="2011-01-01")
    for other in (stranger, first):
        with pytest.raises(Invalid) as refused:
            decide(first, other, priya, monday)
        assert refused.value.field == "other"
    assert not SameChild.objects.exists()


def test_nobody_of_the_family_decides_or_learns_of_it(monday: date) -> None:
    first, other = asked(monday), asked(monday)
    mother = User.objects.get(email="ngozi@family.example")
    with pytest.raises((NotYours, NotVisible)):
        decide(first, other, mother, monday)
    assert not SameChild.objects.exists()
