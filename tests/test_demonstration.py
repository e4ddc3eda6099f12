"""The demonstration county: whole, the same every time, and every link of every page in order."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client

from ehc.demonstration import seed
from ehc.demonstration.county import CHILDREN, Reach
from ehc.demonstration.people import PERSONAS
from ehc.models import (
    Assessment,
    Case,
    CaseEvent,
    CaseProjection,
    DemonstrationCounty,
    Document,
    Exemption,
    FamilyMember,
    Letter,
    Person,
    PlanVersion,
    Provision,
    Review,
    Transfer,
    User,
)
from quality_assurance.models import QualityReview

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def county(db: None) -> None:
    call_command("seed_demo", size="small", as_of=AS_OF, seed=1, stdout=StringIO())


def _pages(client: Client) -> Iterator[tuple[str, int]]:
    """Every page that can be reached from the first, one of each kind of address."""
    todo, kinds = ["/home/"], set[str]()
    while todo:
        address = todo.pop(0)
        kind = re.sub(r"\d+", "0", address)
        if kind in kinds:
            continue
        kinds.add(kind)
        response = client.get(address)
        if response.status_code in {301, 302}:
            todo.append(response["Location"].partition("#")[0])
            continue
        yield address, response.status_code
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        for href in re.findall(r'href="([^"#]*)(?:#[^"]*)?"', response.content.decode()):
            link = href.replace("&amp;", "&")
            if link.startswith("?"):
                link = address.partition("?")[0] + link
            if link.startswith("/") and not link.startswith("/static"):
                todo.append(link)


def test_the_county_holds_every_state_and_every_link_of_every_page_opens(county: None) -> None:
    assert Case.objects.count() == len(CHILDREN)
    reached = Counter(child.reach for child in CHILDREN if "end" not in child.flags)
    ends = Counter(child.flags["end"] for child in CHILDREN if "end" in child.flags)
    statuses = Counter(Assessment.objects.values_list("status", flat=True))
    assert statuses["refused_to_assess"] == reached[Reach.REFUSED_TO_ASSESS]
    assert statuses["refused_to_issue"] == reached[Reach.REFUSED_TO_ISSUE]
    assert ends == {"considering": 1, "reversed": 1, "withdrawn": 1, "deceased": 1}
    assert {statuses[one] for one in ("considering", "withdrawn", "deceased")} == {1}
    assert statuses["plan_issued"] == reached[Reach.ISSUED]
    assert {row.ground for row in Exemption.objects.all()} == {
        "absent_from_area", "setting_closed", "early_years_closed",
        "exceptional_personal_circumstances", "missed_appointment",
    }  # fmt: skip
    assert Provision.objects.filter(how_often="Regularly").exists()
    assert QualityReview.objects.filter(status="submitted").count() == 3
    assert not CaseEvent.objects.filter(on__gt=AS_OF).exists()
    late, kept = Review.objects.order_by("plan__case__person__first_name")
    assert (late.status, kept.status) == ("review_held", "plan_kept")
    assert late.meeting_on < AS_OF - timedelta(weeks=4)
    assert set(Transfer.objects.values_list("kind", "status")) == {
        ("move_out", "transfer_known"),
        ("to_school", "transfer_known"),
        ("move_in", "transfer_notified"),
    }
    # Papers are queued for the worker, and none is pretended to be there.
    assert not Document.objects.exclude(rendered_at=None).exists()
    out = StringIO()
    call_command("verify", stdout=out)
    assert "every record is whole" in out.getvalue()
    _every_link_opens_for_everybody_one_can_be()


def _told() -> list[tuple[Any, ...]]:
    return [
        *CaseProjection.objects.order_by("case__reference").values_list(
            "case__reference", "stage", "next_action", "next_due", "received_on"
        ),
        *CaseEvent.objects.order_by("case__reference", "number").values_list(
            "case__reference", "step", "on", "by__email"
        ),
        *PlanVersion.objects.order_by("plan__case__reference", "number").values_list(
            "plan__case__reference", "served_on", "finalised_on"
        ),
    ]


def _every_link_opens_for_everybody_one_can_be() -> None:
    wrong = []
    for persona in PERSONAS:
        client = Client()
        client.force_login(User.objects.get(email=persona.email))
        seen = list(_pages(client))
        assert len(seen) > 5
        wrong += [(persona.name, page, status) for page, status in seen if status != 200]
    assert wrong == []


def test_everybody_one_can_be_begins_where_there_is_something_to_do(county: None) -> None:
    begins = {
        "Ngozi Okafor": "Amara", "Kai Mensah": "Read the draft plan", "Marian Bell": "late",
        "Priya Nair": "Decide whether to assess", "Tom Reed": "Noor Rahmani",
        "Helen Marsh": "Finn Castell", "Dr Samira Khan": "late", "Dr Miriam Stone": "Nobody yet",
        "Dr Owen Price": "late", "Nadia Brook": "Give your advice",
        "Grace Adeyemi": "Plans that you may take", "Martin Cole": "The cases",
        "Dele Akande": "Who has looked", "Asha Verma": "Add a member of staff",
    }  # fmt: skip
    assert {persona.name for persona in PERSONAS} == set(begins)
    for number, persona in enumerate(PERSONAS):
        client = Client()
        page = client.post(f"/demonstration/{number}/", follow=True)
        assert page.status_code == 200
        assert begins[persona.name] in page.content.decode(), persona.name


def test_a_one_case_link_can_be_followed_again_and_again(county: None) -> None:
    number = next(n for n, persona in enumerate(PERSONAS) if persona.by_link)
    for _time in range(2):
        client = Client()
        client.force_login(User.objects.get(email="priya.nair@kent.example"))
        opened = client.post(f"/demonstration/{number}/")
        assert opened["Location"].startswith("/advice/link/")
        assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
        form = client.post(opened["Location"], follow=True)
        assert "Advice for Ruby Sandling" in form.content.decode()


def test_the_county_holds_its_particular_children(county: None) -> None:
    assert Person.objects.get(looked_after=True).first_name == "Jude"
    assert FamilyMember.objects.get(interpreter_language="Dari").person.first_name == "Noor"
    finn, ivy = Person.objects.filter(last_name="Castell").order_by("first_name")
    assert (finn.date_of_birth, finn.address) == (ivy.date_of_birth, ivy.address)
    assert finn.family.get().email == ivy.family.get().email
    assert Person.objects.get(first_name="Kai").user is not None
    # Everybody goes to a school for their age, and old letters have long been posted.
    assert not Person.objects.filter(case__caseworker__isnull=False, setting=None).exists()
    assert not Letter.objects.filter(
        by_post=True, sent_on=None, event__on__lt=AS_OF - timedelta(days=9)
    ).exists()


def test_the_same_seed_makes_the_same_county_and_another_another() -> None:
    def made(number: int) -> list[tuple[Any, ...]]:
        with transaction.atomic():
            for _step in seed.make(size="small", seed=number, as_of=AS_OF, children=CHILDREN[:8]):
                pass
            told = _told()
            transaction.set_rollback(True)
        return told

    first = made(1)
    assert made(1) == first
    assert made(2) != first


def test_a_second_county_is_refused_or_left_alone() -> None:
    DemonstrationCounty.objects.create(size="small", seed=1, as_of=AS_OF, is_complete=True)
    with pytest.raises(CommandError, match="holds a demonstration county already"):
        call_command("seed_demo")
    call_command("seed_demo", if_absent=True)
    assert not Case.objects.exists()


def test_elsewhere_nothing_is_made(settings: Any) -> None:
    settings.SERVICE_IS_DEMONSTRATION = False
    with pytest.raises(CommandError, match="not a demonstration's"):
        call_command("seed_demo")
    with pytest.raises(CommandError, match="not a demonstration's"):
        call_command("run_demo")
    assert not User.objects.exists()


@pytest.mark.usefixtures("county")
def test_letters_by_email_went_on_their_own_day() -> None:
    letters = Letter.objects.filter(by_post=False).select_related("event")
    assert letters
    assert all(letter.sent_on == letter.event.on for letter in letters)


def test_emailed_links_lead_to_the_port_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("SERVICE_URL", raising=False)
    assert runpy.run_module("ehc.settings.demo")["SERVICE_URL"] == "http://localhost:8123"
