"""Finding a school by its name, its town or its postcode, and asking for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ehc.actions import placement
from ehc.models import PlanVersion, Setting, SettingRequest, SettingWord, User
from ehc.models.organisations import search_words
from ehc.queries.settings import PAGE, find
from ehc.refusals import Invalid
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _mother() -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture(scope="module", autouse=True)
def sent(once: Once[int], today: date) -> int:
    return once(lambda priya: journeys.served(priya, factories.later(today, weeks=-9)).pk)


@pytest.fixture
def served(db: None, sent: int) -> PlanVersion:
    """A draft that was sent a week ago."""
    return PlanVersion.objects.get(pk=sent)


def _page(version: PlanVersion, rest: str = "") -> str:
    return f"/your-requests/{version.plan.case.reference}/draft/setting/{rest}"


def _school(name: str, **more: str | date) -> Setting:
    school: Setting = factories.SettingFactory(name=name, **more)
    return school


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St Mary’s C.E. Primary", ["st", "marys", "c", "e", "primary"]),
        ("École d'Été, École", ["ecole", "dete"]),
        ("ME99 1AA", ["me99", "1aa"]),
        (" ,.- ", []),
        ("x" * 60, ["x" * 40]),
    ],
)
def test_words_are_found_without_case_accents_and_apostrophes(text: str, words: list[str]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("beacon", ["Beacon School", "The Beacon Academy"]),
        ("BEAC aca", ["The Beacon Academy"]),
        ("stmary", []),
        ("st mary's", ["St Marys"]),
        ("Whitstable", ["Beacon School"]),
        ("me98", ["The Beacon Academy"]),
        ("me98 2bb", ["The Beacon Academy"]),
        ("me982bb", ["The Beacon Academy"]),
        ("acon", []),
        ("", []),
        ("%", []),
        ("beacon%", ["Beacon School", "The Beacon Academy"]),
        ("b_acon", []),
    ],
)
def test_every_word_that_is_typed_begins_a_word_of_what_is_found(
    wanted: str, found: list[str], today: date
) -> None:
    _school("Beacon School", address="1 Sea Road\nWhitstable", postcode="ME99 1AA")
    _school("The Beacon Academy", postcode="ME98 2BB")
    _school("St Marys")
    assert [one.name for one in find(wanted, today).rows] == found


def test_a_setting_that_has_closed_is_not_found_after_its_last_day(today: date) -> None:
    school = _school("Beacon School", closed_on=today)
    assert find("beacon", today).rows == (school,)
    assert find("beacon", today + timedelta(days=1)).rows == ()


def test_a_setting_that_is_named_anew_is_found_by_its_new_name_alone(today: date) -> None:
    school = _school("Beacon School")
    kept = SettingWord.objects.get(setting=school, word="school").pk
    school.name = "Harbour School"
    school.save()
    assert not find("beacon", today).rows
    assert find("harbour", today).rows == (school,)
    assert SettingWord.objects.get(setting=school, word="school").pk == kept


def test_what_is_found_is_read_a_page_at_a_time(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    for number in range(PAGE + 1):
        _school(f"Beacon {number:02d}")
    first, second = find("beacon", today), find("beacon", today, 2)
    assert [len(first.rows), first.next_page] == [PAGE, 2]
    assert [[one.name for one in second.rows], second.next_page] == [[f"Beacon {PAGE}"], 0]
    assert (
        find("beacon", today, 3).rows
        == find("beacon", today, 0).rows
        == find("beacon", today, 999).rows
        == ()
    )
    client = signed_in(_mother())
    text = client.get(_page(served, "?find=beacon")).content.decode()
    assert "?find=beacon&amp;page=2" in text
    last = client.get(_page(served, "?find=beacon&page=2")).content.decode()
    assert f"Beacon {PAGE}" in last
    assert "page=3" not in last
    for page in ("nonsense", "-1", "99999999999999999999", "²"):
        assert client.get(_page(served, f"?find=beacon&page={page}")).status_code == 200


def test_a_search_takes_as_many_queries_for_three_as_for_one(
    served: PlanVersion, signed_in: SignedIn, queries_of: Callable[[Client, str], int]
) -> None:
    client = signed_in(_mother())
    _school("Beacon 1")
    one = queries_of(client, _page(served, "?find=beacon"))
    _school("Beacon 2")
    _school("Beacon 3")
    assert queries_of(client, _page(served, "?find=beacon")) == one


def test_one_that_was_found_is_asked_for_as_itself(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    other, school = _school("Beacon"), _school("Beacon", postcode="ME98 2BB")
    client = signed_in(_mother())
    found = client.get(_page(served, "?find=me98")).content.decode()
    assert _page(served, f"{school.pk}/") in found
    assert _page(served, f"{other.pk}/") not in found
    page = _page(served, f"{school.pk}/")
    assert "Ask for Beacon" in client.get(page).content.decode()
    assert client.get(_page(served, "999999/")).status_code == 404
    assert client.post(page, {"why": "It is near."}).status_code == 302
    asked = SettingRequest.objects.get()
    assert (asked.name, asked.setting) == ("Beacon", school)
    who: dict[str, Any] = {"by": priya, "on": today, "at": instant(today)}
    # Another of the same name is not what was asked for; the one that was chosen is.
    wrong = placement.consult_setting(served, other, asked_for_by_family=False, **who)
    right = placement.consult_setting(served, school, asked_for_by_family=False, **who)
    assert [wrong.asked_for_by_family, right.asked_for_by_family] == [False, True]


def test_what_was_taken_back_is_asked_for_again_only_in_other_words(
    served: PlanVersion, priya: User, today: date
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    who: dict[str, Any] = {"by": priya, "on": today, "at": instant(today)}
    asked = placement.ask_for_setting(served, name="Beacon", why="", **mother)
    placement.withdraw_request_for_setting(asked, how_known="She rang.", **who)
    with pytest.raises(Invalid) as told:
        placement.ask_for_setting(served, name="Beacon", why="", **mother)
    assert told.value.field == "why"
    assert SettingRequest.objects.count() == 1
    again = placement.ask_for_setting(served, name="Beacon", why="We moved.", **mother)
    assert again.withdrawn_on is None


@pytest.mark.parametrize(
    ("type_", "says"),
    [("Community school", False), ("Other independent school", True), ("Unheard of", True)],
)
def test_what_the_law_may_not_make_us_name_is_said_to_be_so(
    served: PlanVersion, signed_in: SignedIn, type_: str, says: bool
) -> None:
    school = _school("Beacon", type=type_)
    text = signed_in(_mother()).get(_page(served, f"{school.pk}/")).content.decode()
    assert ("the law does not make us name" in text) is says


def test_the_kinds_of_section_38_3_are_explained(served: PlanVersion, signed_in: SignedIn) -> None:
    text = signed_in(_mother()).get(_page(served)).content.decode()
    for kind in (
        "Maintained school", "Maintained nursery school", "Academy", "College",
        "Non-maintained special school", "section 41",
    ):  # fmt: skip
        assert kind in text, kind
