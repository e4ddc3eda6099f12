"""A step that is not possible yet says what comes first; one that is over says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import PlanVersion, User
from tests import factories, journeys

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("page", "says", "leads_to"),
    [
        ("advice/ask/", "It has not been decided to assess.", "decide-to-assess/"),
        ("decide-to-issue/", "It has not been decided to assess.", "decide-to-assess/"),
        ("plan/", "It has not been decided to assess.", "decide-to-assess/"),
    ],
)
def test_before_the_decision_to_assess(
    page: str, says: str, leads_to: str, priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    answer = signed_in(priya).get(f"/cases/{case.reference}/{page}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "This is not possible yet." in text
    assert says in text
    assert f'href="/cases/{case.reference}/{leads_to}"' in text
    assert "<textarea" not in text


@pytest.mark.parametrize(
    ("page", "says", "leads_to"),
    [
        ("plan/serve/", "No plan has been begun.", "plan/"),
        ("plan/finalise/", "No plan has been begun.", "plan/"),
        ("settings/", "No plan has been begun.", "plan/"),
        ("plan/need/new/", "No plan has been begun.", "plan/"),
        ("decide-to-assess/", "This is over", "events/"),
    ],
)
def test_before_the_plan_is_begun(
    page: str, says: str, leads_to: str, priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.planning(priya, factories.later(today, weeks=-7)).case
    client = signed_in(priya)
    text = client.get(f"/cases/{case.reference}/{page}").content.decode()
    assert says in text
    assert f'href="/cases/{case.reference}/{leads_to}"' in text
    if says != "This is over":
        assert client.post(f"/cases/{case.reference}/{page}", {}).status_code == 409
    assert not PlanVersion.objects.exists()


def test_before_and_after_the_draft_is_sent(priya: User, today: date, signed_in: SignedIn) -> None:
    version = journeys.written(priya, factories.later(today, weeks=-8))
    at = f"/cases/{version.plan.case.reference}"
    client = signed_in(priya)
    for page in ("settings/", "settings/name/", "plan/finalise/"):
        text = client.get(f"{at}/{page}").content.decode()
        assert "The draft has not been sent to the family." in text
        assert f'href="{at}/plan/serve/"' in text
    assert client.post(f"{at}/plan/serve/").status_code == 302
    assert "The draft was sent to the family on" in client.get(f"{at}/plan/serve/").content.decode()
    final = client.get(f"{at}/plan/finalise/").content.decode()
    assert "naming a setting begins it" in final
    assert f'href="{at}/settings/name/"' in final
    assert "no longer changes" in client.get(f"{at}/plan/need/new/").content.decode()


def test_the_case_names_every_step_that_is_left_and_what_comes_first(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.assessing(priya, factories.later(today, weeks=-1)).case
    text = signed_in(priya).get(f"/cases/{case.reference}/").content.decode()
    assert "Finalise and send the plan" in text
    assert "Not yet: It has not been decided to issue a plan." in text
    assert "Decide whether to assess" not in text
