"""A parent on a telephone: asks, follows, reads, answers, and has a copy of it all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from ehc.actions import cases, conversations
from ehc.models import Assessment, Case, DemonstrationCounty, Representation, Said, User
from tests import journeys
from tests.browser.journeys import steps
from tests.browser.journeys.ways import KEYBOARD, NO_SCRIPTS, POINTER, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
EMAIL = "ada.okafor@family.example"
PAPERS = frozenset({"draft", "P1", "agree", "everything"})
"""Pages that show the plan and the letters, which the council writes in English."""
TITLES = {"We will carry out an assessment", "Your draft plan"}
ASKED = "When may I ring you?"
ANSWERED = "On Tuesday after six, please."


def ask(parent: Person, language: str) -> Case:
    """Ask, from the first page to the receipt."""
    steps.begin(parent, language)
    you = {
        "name": "Ada Okafor",
        "relationship": "mother",
        "parental_responsibility": "yes",
        "email": EMAIL,
    }
    steps.go_through(
        parent,
        {"who": {"asker": "parent"}, "you": you, "contact": {"electronic_service": "yes"}},
    )
    return steps.send_request(parent, language)


def test_a_parent_asks_on_a_telephone_without_scripts(
    county: DemonstrationCounty, somebody: Callable[[str], Person]
) -> None:
    parent = somebody(NO_SCRIPTS)
    case = ask(parent, "en-gb")
    assert case.person.first_name == "Amara"
    request = Assessment.objects.get(case=case).request
    assert request.received_on == timezone.localdate()
    assert request.answers["hopes"]["hoped_for"] == "That Amara can say what she needs."


@pytest.mark.long
@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("way", [POINTER, KEYBOARD, NO_SCRIPTS])
def test_a_parent_asks_follows_and_answers(
    county: DemonstrationCounty, somebody: Callable[[str], Person], way: str, language: str
) -> None:
    parent = somebody(way)
    today = timezone.localdate()
    case = ask(parent, language)
    parent.to("/your-requests/")
    tracker = steps.follow(parent, EMAIL, case)
    assert steps.in_words(today, language) in parent.text

    priya = User.objects.get(email="priya.nair@kent.example")
    who = {"by": priya, "on": today, "at": timezone.now()}
    cases.take_case(case, **who)
    mother = User.objects.get(email=EMAIL)
    conversations.write_to_family(case, reader=mother, text=ASKED, **who)
    parent.open(tracker)
    parent.to(f"{tracker}messages/")
    assert ASKED in parent.text
    parent.answer(text=ANSWERED)
    parent.send()
    assert Said.objects.get(case=case, written_by=mother).text == ANSWERED

    journeys.served_at_once(priya, Assessment.objects.get(case=case), today)
    parent.open(tracker)
    parent.to(f"{tracker}draft/")
    parent.to(f"{tracker}draft/comment/P1/")
    parent.answer(kind="change", text="She is tired after lunch. Can it be in the morning?")
    parent.send()
    assert Representation.objects.get().text.startswith("She is tired after lunch.")
    parent.to(f"{tracker}draft/agree/")
    parent.send()

    parent.open(tracker)
    parent.to(f"{tracker}contact/")
    parent.answer(contact_by="post", daily_digest="no")
    parent.send()
    assert case.person.family.get(user=mother).contact_by == "post"
    parent.open(tracker)
    parent.to(f"{tracker}everything/")
    assert ANSWERED in parent.text
    parent.to(f"{tracker}who-has-opened/")
    assert steps.in_words(today, language) in parent.text

    own = {text for page in steps.ANSWERS.values() for text in page.values()}
    said = {text.removeprefix(": ") for text in parent.in_english(besides=PAPERS)}
    assert said <= {*own, *TITLES, ASKED, ANSWERED}
    assert bool(said) == (language != "en-gb")
