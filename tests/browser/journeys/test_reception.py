"""A member of staff on the telephone takes a request down; who rang reads where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ehc.demonstration.seed import PASSWORD
from ehc.models import Assessment, Case, DemonstrationCounty
from tests.actions.test_uploads import pdf
from tests.browser.journeys import steps
from tests.browser.journeys.ways import KEYBOARD, NO_SCRIPTS, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
]
MOTHER = "ada.okafor@family.example"


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPTS])
def test_a_request_by_telephone_is_taken_down(
    county: DemonstrationCounty,
    somebody: Callable[[str], Person],
    tmp_path: Path,
    way: str,
    language: str,
) -> None:
    """The pages of staff are in English; the language is that of who rang."""
    rang_on = timezone.localdate() - timedelta(days=3)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf())
    priya = somebody(way)
    priya.open("/sign-in/")
    priya.to("/account/login/")
    priya.answer(login="priya.nair@kent.example", password=PASSWORD)
    priya.send()
    priya.to("/cases/new/")
    priya.to("/cases/new/request/")
    priya.send()
    assert "There is a problem" in priya.text
    priya.answer(
        came_by="telephone",
        arrived_on_day=str(rang_on.day),
        arrived_on_month=str(rang_on.month),
        arrived_on_year=str(rang_on.year),
        letter=letter,
        asker="parent",
        name="Ada Okafor",
        relationship="mother",
        email=MOTHER,
        first_name="Amara",
        last_name="Okafor",
        date_of_birth_day="9",
        date_of_birth_month="2",
        date_of_birth_year="2018",
        story="She rang from the school. Amara loves drawing.",
        interpreter_language="Arabic",
    )
    priya.send()
    case = Case.objects.get(reference=priya.found(steps.REFERENCE))
    request = Assessment.objects.get(case=case).request
    assert (request.received_on, request.came_by) == (rang_on, "telephone")
    assert request.letter is not None
    assert request.letter.name == "letter.pdf"

    mother = somebody(way)
    mother.open("/home/")
    mother.read(language)
    steps.follow(mother, MOTHER, case)
    assert steps.in_words(rang_on, language) in mother.text
