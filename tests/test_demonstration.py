"""The demonstration county: whole, the same every time, and every link of every page in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from ehc.bank_holidays import bundled
from ehc.demonstration.county import CHILDREN, Reach
from ehc.demonstration.days import working_day
from ehc.demonstration.people import PERSONAS
from ehc.models import (
    Assessment,
    Case,
    CaseEvent,
    Dispute,
    Document,
    Exemption,
    FamilyMember,
    LateUpdate,
    Letter,
    Message,
    OutboxItem,
    Person,
    Provision,
    Reassessment,
    Review,
    Transfer,
    User,
    UserKind,
)
from ehc.queries.queue import queue
from quality_assurance.models import QualityReview

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.fixture(autouse=True)
def _files(settings: Any, files: Path) -> None:
    settings.MEDIA_ROOT = files


@pytest.fixture(scope="module", autouse=True)
def county(django_db_setup: None, django_db_blocker: Any, files: Path) -> Iterator[None]:
    """One county for all tests here, each of which undoes what it did to it."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        call_command("seed_demo", size="small", as_of=AS_OF, seed=1, stdout=StringIO())
        yield
        transaction.set_rollback(True)


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


def test_the_county_holds_every_state() -> None:
    assert Case.objects.count() == len(CHILDREN)
    reached = Counter(child.reach for child in CHILDREN if "end" not in child.flags)
    ends = Counter(child.flags["end"] for child in CHILDREN if "end" in child.flags)
    statuses = Counter(Assessment.objects.values_list("status", flat=True))
    won = sum(child.flags.get("dispute") == "ordered" for child in CHILDREN)
    assert statuses["refused_to_assess"] == reached[Reach.REFUSED_TO_ASSESS] - won
    disputes = Counter(Dispute.objects.values_list("status", flat=True))
    assert disputes == {"mediating": 1, "ordered": 1, "appealed": 1}
    assert statuses["refused_to_issue"] == reached[Reach.REFUSED_TO_ISSUE]
    ended = ("considering", "withdrawn", "deceased", "not_ours", "exported")
    assert ends == dict.fromkeys((*ended, "reversed"), 1)
    assert {statuses[one] for one in (*ended, "in_custody")} == {1}
    assert statuses["plan_issued"] == reached[Reach.ISSUED]
    assert {row.ground for row in Exemption.objects.all()} == {
        "absent_from_area", "setting_closed", "early_years_closed",
        "exceptional_personal_circumstances", "missed_appointment",
    }  # fmt: skip
    assert Provision.objects.filter(how_often="Regularly").exists()
    assert QualityReview.objects.filter(status="submitted").count() == 3
    assert not CaseEvent.objects.filter(on__gt=AS_OF).exists()
    proposed, late, ceased, kept = Review.objects.order_by("plan__case__person__first_name")
    assert (proposed.status, proposed.is_review) == ("amendments_proposed", False)
    assert (late.status, ceased.status, kept.status) == (
        "review_held", "plan_ceased", "plan_kept",
    )  # fmt: skip
    assert ceased.ceased_on <= AS_OF
    assert late.meeting_on < AS_OF - timedelta(weeks=4)
    made, refused = Reassessment.objects.order_by("plan__case__person__first_name")
    assert (made.status, refused.status) == ("reassessing", "refused_to_reassess")
    advice = made.advice_requests.order_by("kind")
    assert [(row.kind, row.status) for row in advice] == [
        ("educational", "received"), ("psychological", "sought"),
    ]  # fmt: skip
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


@pytest.mark.long
def test_every_link_of_every_page_opens_for_everybody_one_can_be() -> None:
    wrong = []
    for persona in PERSONAS:
        client = Client()
        client.force_login(User.objects.get(email=persona.email))
        seen = list(_pages(client))
        assert len(seen) > 5
        wrong += [(persona.name, page, status) for page, status in seen if status != 200]
    assert wrong == []


def test_everybody_one_can_be_begins_where_there_is_something_to_do() -> None:
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


def test_a_one_case_link_can_be_followed_again_and_again() -> None:
    number = next(n for n, persona in enumerate(PERSONAS) if persona.by_link)
    for _time in range(2):
        client = Client()
        client.force_login(User.objects.get(email="priya.nair@kent.example"))
        opened = client.post(f"/demonstration/{number}/")
        assert opened["Location"].startswith("/advice/link/")
        assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
        form = client.post(opened["Location"], follow=True)
        assert "Advice for Ruby Sandling" in form.content.decode()


def test_the_county_holds_its_particular_children() -> None:
    assert Person.objects.get(looked_after=True).first_name == "Jude"
    assert FamilyMember.objects.get(interpreter_language="Dari").person.first_name == "Noor"
    finn, ivy = Person.objects.filter(last_name="Castell").order_by("first_name")
    assert (finn.date_of_birth, finn.address) == (ivy.date_of_birth, ivy.address)
    assert finn.family.get().email == ivy.family.get().email
    assert Person.objects.get(first_name="Kai").user is not None
    # Everybody who is not detained goes to a school for their age; old letters have been posted.
    nowhere = Person.objects.filter(case__caseworker__isnull=False, setting=None)
    assert not nowhere.exclude(case__assessments__status="in_custody").exists()
    assert not Letter.objects.filter(
        by_post=True, sent_on=None, event__on__lt=AS_OF - timedelta(days=9)
    ).exists()


def test_families_are_told_as_they_chose_and_one_waits_to_hear_again() -> None:
    text = FamilyMember.objects.get(contact_by="text")
    assert (text.person.first_name, text.mobile) == ("Leo", "+447700900147")
    told = Message.objects.get(channel="text")
    assert (told.user, told.template, told.to) == (text.user, "late_update", text.mobile)
    daily = FamilyMember.objects.get(daily_digest=True)
    lines = OutboxItem.objects.filter(digest__user=daily.user)
    assert daily.person.first_name == "Oscar"
    kinds = Counter(lines.values_list("message__template", flat=True))
    # A letter in the post is news too.
    assert kinds == {"message_ready": 2, "letter_posted": 1}
    update = LateUpdate.objects.get()
    assert update.case.person.first_name == "Leo"
    assert update.told_on < update.next_on < AS_OF
    priya = User.objects.get(email="priya.nair@kent.example")
    found = queue(priya, AS_OF, which="tell").rows
    assert "Leo Marchetti" in {row.child for row in found}


def test_whoever_works_for_the_county_works_on_working_days() -> None:
    people = (UserKind.STAFF, UserKind.CONTRIBUTOR)
    days = set(CaseEvent.objects.filter(by__kind__in=people).values_list("on", flat=True))
    assert len(days) > 50
    assert {day for day in days if not bundled().is_working_day(day)} == set()
    # A family asks when it likes: the county has weekends in it.
    asked = CaseEvent.objects.filter(by__kind=UserKind.FAMILY).values_list("on", flat=True)
    assert any(not bundled().is_working_day(day) for day in asked)


def test_a_day_of_work_is_no_later_than_it_was_to_be_and_days_keep_their_order() -> None:
    friday, saturday, monday = date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 21)
    assert [working_day(day) for day in (friday, saturday, monday)] == [friday, friday, monday]
    # Boxing Day is a Saturday in 2026, and its bank holiday the Monday after.
    assert working_day(date(2026, 12, 28)) == date(2026, 12, 24)
    assert working_day(saturday, not_before=saturday) == monday
    assert working_day(monday, not_before=saturday) == monday
    # Nobody knows the bank holidays of a year so far ahead: its weekends are kept.
    assert working_day(date(2126, 12, 1)) == date(2126, 11, 29)


def test_letters_by_email_went_on_their_own_day() -> None:
    letters = Letter.objects.filter(by_post=False).select_related("event")
    assert letters
    assert all(letter.sent_on == letter.event.on for letter in letters)
