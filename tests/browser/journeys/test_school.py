"""A special needs co-ordinator asks for a pupil; the family is told and says what it thinks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from ehc.actions import cases
from ehc.actions import family as family_actions
from ehc.models import Assessment, DemonstrationCounty, Message, Said, User
from tests.browser.journeys import steps
from tests.browser.journeys.ways import KEYBOARD, NO_SCRIPTS, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
SENCO = "senco@oakfield-primary.example"
MOTHER = "ada.okafor@family.example"


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPTS])
def test_a_school_asks_and_the_family_is_told(
    county: DemonstrationCounty, somebody: Callable[[str], Person], way: str, language: str
) -> None:
    today = timezone.localdate()
    senco = somebody(way)
    steps.begin(senco, language)
    steps.go_through(
        senco,
        {
            "who": {"asker": "setting"},
            "you": {
                "name": "Rosa Lind", "relationship": "SENCO", "email": SENCO,
                "family_is": "parent", "family_name": "Ada Okafor",
                "family_relationship": "mother", "family_email": MOTHER, "family_told": "yes",
            },
        },
    )  # fmt: skip
    case = steps.send_request(senco, language)
    assert Assessment.objects.get(case=case).request.asker == "setting"
    with translation.override(language):
        told = gettext(
            "We have written to %(name)s that you asked, and asked what they think. Letters about "
            "decisions go to them."
        )
    assert told % {"name": "Ada Okafor"} in senco.text
    steps.work()
    assert not any("Amara" in one.body for one in Message.objects.filter(to=MOTHER))
    assert Message.objects.filter(to=MOTHER).exists()

    # The school follows where it is; the family’s letters and messages are not its to read.
    senco.to("/your-requests/")
    tracker = steps.follow(senco, SENCO, case)
    assert steps.in_words(today, language) in senco.text
    assert not senco.page.locator(f"a[href='{tracker}messages/']").count()
    # She rings: an address that somebody else gave signs nobody in before that.
    priya = User.objects.get(email="priya.nair@kent.example")
    who = {"by": priya, "on": today, "at": timezone.now()}
    cases.take_case(case, **who)
    family_actions.give_sign_in(case, member=case.person.family.get(), email=MOTHER, **who)

    mother = somebody(way)
    mother.open("/home/")
    mother.read(language)
    steps.follow(mother, MOTHER, case)
    assert steps.in_words(today, language) in mother.text
    mother.to(f"{tracker}messages/")
    mother.answer(text="I am glad that the school asked.")
    mother.send()
    assert Said.objects.get().text == "I am glad that the school asked."
    # Another day the school begins from the first page.
    senco.open("/")
    senco.to("/home/")
    senco.to("/your-requests/")
    assert senco.page.url.endswith(tracker)
    assert "I am glad" not in senco.page.content()
