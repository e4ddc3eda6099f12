"""A second parent, whom staff put on file: their own details, messages and comments, no others'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from ehc.actions import conversations
from ehc.actions import family as family_actions
from ehc.models import DemonstrationCounty, Representation, StandsAs, User
from tests import factories, journeys
from tests.browser.journeys import steps
from tests.browser.journeys.ways import KEYBOARD, NO_SCRIPTS, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
EMAIL = "obi.okafor@family.example"
HIDDEN = ("17 Canary Row", "01632 960177", "quiet.canary@family.example")
"""Where the first parent lives, and how to reach her, which nobody else of the family may learn."""
HERS = "Only for the mother’s eyes."


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPTS])
def test_a_second_parent_has_a_way_of_their_own(
    county: DemonstrationCounty, somebody: Callable[[str], Person], way: str, language: str
) -> None:
    today = timezone.localdate()
    priya = User.objects.get(email="priya.nair@kent.example")
    who = {"by": priya, "on": today, "at": timezone.now()}
    assessment = factories.requested(
        today,
        you={"email": HIDDEN[2], "phone": HIDDEN[1]},
        home={"address": HIDDEN[0]},
        family={"protected": "yes", "protected_from": "Their father, by order of the court."},
    )
    case = assessment.case
    version = journeys.served_at_once(priya, assessment, today)
    mother = User.objects.get(email=HIDDEN[2])
    conversations.write_to_family(case, reader=mother, text=HERS, **who)
    father = family_actions.add_to_family(
        case,
        family_actions.Newcomer(
            name="Obi Okafor",
            relationship="father",
            stands_as=StandsAs.PARENT,
            since=case.person.date_of_birth,
            has_parental_responsibility=True,
            email=EMAIL,
            address="2 Sample Close",
        ),
        **who,
    )
    assert father.user is not None
    conversations.write_to_family(case, reader=father.user, text="Welcome.", **who)

    parent = somebody(way)
    parent.open("/")
    parent.read(language)
    parent.to("/home/")
    tracker = steps.follow(parent, EMAIL, case)
    read = [parent.page.content()]
    assert _opened(parent, f"{tracker}messages/").count("Welcome.") == 1
    parent.answer(text="Thank you. I can come to a meeting.")
    parent.send()
    read.append(parent.page.content())
    parent.open(tracker)
    read.append(_opened(parent, f"{tracker}draft/"))
    parent.to(f"{tracker}draft/comment/P1/")
    parent.answer(kind="ask", text="Who does this at home?")
    parent.send()
    assert Representation.objects.get(version=version).made_by == father.user
    read.append(parent.page.content())
    parent.open(tracker)
    read.append(_opened(parent, f"{tracker}contact/"))
    parent.answer(contact_by="phone", daily_digest="no")
    parent.send()
    for further in ("everything/", "who-has-opened/", "if-you-disagree/"):
        parent.open(tracker)
        read.append(_opened(parent, f"{tracker}{further}"))

    for page in read:
        for secret in (*HIDDEN, HERS):
            assert secret not in page
    # The other way round, to show that such words would be seen.
    first = somebody(NO_SCRIPTS)
    first.open("/home/")
    steps.follow(first, HIDDEN[2], case)
    assert HERS in _opened(first, f"{tracker}messages/")
    assert "I can come to a meeting." not in first.page.content()


def _opened(parent: Person, address: str) -> str:
    """Follow a link and read the whole page, what is folded away too."""
    parent.to(address)
    return parent.page.content()
