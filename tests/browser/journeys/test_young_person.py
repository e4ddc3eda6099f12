"""Somebody of seventeen who asks for themselves, and says who may see what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from ehc.actions import cases
from ehc.actions import family as family_actions
from ehc.models import Assessment, Case, DemonstrationCounty, StandsAs, User
from ehc.permissions import visible_to
from tests.browser.journeys import steps
from tests.browser.journeys.ways import KEYBOARD, NO_SCRIPTS, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
EMAIL = "sol.adair@family.example"
MOTHER = "bea.adair@family.example"


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPTS])
def test_a_young_person_asks_in_their_own_right(
    county: DemonstrationCounty, somebody: Callable[[str], Person], way: str, language: str
) -> None:
    today = timezone.localdate()
    young = somebody(way)
    steps.begin(young, language)
    # Whoever is seventeen turned sixteen in a school year that is over.
    year = today.year - 17 - (today < today.replace(month=1, day=9))
    born = {
        "date_of_birth_day": "9",
        "date_of_birth_month": "1",
        "date_of_birth_year": str(year),
    }
    steps.go_through(
        young,
        {
            "who": {"asker": "young_person"},
            "you": {"email": EMAIL},
            "helper": {"helper_name": "Mr Lowe", "helper_may_know": "yes"},
            "child": {**born, "first_name": "Sol", "last_name": "Adair"},
            "contact": {"electronic_service": "yes"},
        },
    )  # fmt: skip
    with translation.override(language):
        own = gettext("May we ask the people who know you for advice?")
    assert own in young.text
    case = steps.send_request(young, language)
    request = Assessment.objects.get(case=case).request
    assert (request.asker, request.answers["helper"]["helper_name"]) == ("young_person", "Mr Lowe")
    assert case.person.user == User.objects.get(email=EMAIL)

    priya = User.objects.get(email="priya.nair@kent.example")
    who = {"by": priya, "on": today, "at": timezone.now()}
    cases.take_case(case, **who)
    mother = family_actions.add_to_family(
        case,
        family_actions.Newcomer(
            name="Bea Adair", relationship="mother", stands_as=StandsAs.PARENT, since=today,
            email=MOTHER,
        ),
        **who,
    ).user  # fmt: skip
    assert mother is not None
    assert not visible_to(mother, Case, today).filter(pk=case.pk).exists()

    young.to("/your-requests/")
    tracker = steps.follow(young, EMAIL, case)
    with translation.override(language):
        assert gettext("Your assessment") in young.text
    young.to(f"{tracker}who-sees/")
    young.send()
    assert visible_to(mother, Case, today).filter(pk=case.pk).exists()
    young.send()
    assert not visible_to(mother, Case, today).filter(pk=case.pk).exists()
    young.open(tracker)
    young.to(f"{tracker}messages/")
    young.answer(text="Please write to me, not to my mother.", wants_call="on")
    young.send()
    assert case.said.get().how == "call"
