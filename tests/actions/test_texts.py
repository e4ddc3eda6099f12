"""Texts and emails: each by the way that its reader chose, and what becomes of each."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from ehc import texts
from ehc.actions import (
    assessments,
    contact,
    conversations,
    correspondence,
    deliveries,
    ends,
    posting,
)
from ehc.models import (
    Case,
    CaseEvent,
    EventPayload,
    FamilyMember,
    Message,
    OutboxItem,
    Task,
    User,
    UserKind,
)
from ehc.notifications import TEXT_LENGTH, compose_text
from ehc.refusals import Invalid, NotVisible, NotYours
from ehc.tasks import work_once
from tests import journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
MOBILE = "07700 900123"


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def drain(on: date) -> None:
    while work_once(instant(on, 12)):
        pass


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module", autouse=True)
def taken(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.allocated(priya, monday).case_id)


@pytest.fixture
def case(db: None, taken: int) -> Case:
    return Case.objects.get(pk=taken)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


def chose(case: Case, mother: User, on: date, **how: Any) -> FamilyMember:
    member = FamilyMember.objects.get(person=case.person, user=mother)
    return contact.choose_contact(member, **how, **who(mother, on))


def wrote(case: Case, priya: User, mother: User, on: date) -> Message:
    conversations.write_to_family(case, reader=mother, text="Amara is 7.", **who(priya, on))
    return Message.objects.filter(template="message_ready").latest("pk")


@pytest.mark.parametrize(
    ("how", "channel", "to", "outcome"),
    [
        ({"contact_by": "email"}, "email", "ngozi@family.example", "sent"),
        ({"contact_by": "text", "mobile": MOBILE}, "text", "+447700900123", "sent"),
        ({"contact_by": "phone"}, "email", "ngozi@family.example", "not_wanted"),
        ({"contact_by": "post"}, "email", "ngozi@family.example", "not_wanted"),
    ],
)
def test_news_goes_by_the_way_that_its_reader_chose(
    priya: User, case: Case, mother: User, monday: date,
    how: dict[str, str], channel: str, to: str, outcome: str,
) -> None:  # fmt: skip
    drain(monday)
    chose(case, mother, monday, **how)
    before = len(mail.outbox)
    message = wrote(case, priya, mother, monday)
    drain(monday)
    message.refresh_from_db()
    assert (message.channel, message.to, message.outcome) == (channel, to, outcome)
    assert len(mail.outbox) - before == (channel == "email" and outcome == "sent")
    rung = Task.objects.filter(case=case, kind="ring_or_post", done_on=None, message=message)
    assert rung.count() == (outcome == "not_wanted")


def test_a_text_names_no_child_and_fits(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    # What every network carries in one character; no other would fit as many.
    plain = set(string.ascii_letters + string.digits + " .,:;()/?!'-")
    for path in (Path("ehc") / "templates" / "messages" / "texts").glob("*.txt"):
        body = compose_text(
            path.stem,
            {
                "reference": case.reference,
                "comments_close_on": date(2026, 9, 30),
                "meeting_on": date(2026, 9, 30),
            },
        )
        assert 160 <= len(body) <= TEXT_LENGTH, path.stem
        assert set(body) <= plain
        assert case.reference in body
        assert "/your-requests/" in body
    chose(case, mother, monday, contact_by="text", mobile=MOBILE)
    body = wrote(case, priya, mother, monday).body
    for personal in ("Amara", "Okafor", "Ngozi"):
        assert personal not in body


def test_official_letters_are_served_by_email_and_a_text_says_so_too(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    chose(case, mother, monday, contact_by="text", mobile=MOBILE)
    day = later(monday, days=2)
    assessments.agree_to_assess(
        case.assessments.get(), reason="The test is met.", **who(priya, day)
    )
    drain(day)
    told = Message.objects.filter(template="letter_ready").order_by("channel")
    assert [(one.channel, one.to, one.outcome) for one in told] == [
        ("email", "ngozi@family.example", "sent"), ("text", "+447700900123", "sent"),
    ]  # fmt: skip


def test_each_chooses_for_themselves_a_way_that_reaches_them(
    priya: User, tom: User, case: Case, mother: User, monday: date, settings: Any
) -> None:
    hers = FamilyMember.objects.get(user=mother)
    father = User.objects.create_user("ade@family.example", name="Ade", kind=UserKind.FAMILY)
    his = FamilyMember.objects.create(
        person=case.person, user=father, name="Ade", relationship="father"
    )
    aunt = FamilyMember.objects.create(person=case.person, name="Ada", relationship="aunt")
    with pytest.raises(NotYours):
        contact.choose_contact(hers, contact_by="post", **who(father, monday))
    with pytest.raises(NotVisible):
        contact.choose_contact(hers, contact_by="post", **who(tom, monday))
    for member, given, field in (
        (his, {"contact_by": "text"}, "mobile"),
        (his, {"contact_by": "text", "mobile": "01622 960111"}, "mobile"),
        (his, {"contact_by": "email", "mobile": "999"}, "mobile"),
        (his, {"contact_by": "phone"}, "contact_by"),
        (his, {"contact_by": "pigeon"}, "contact_by"),
        (aunt, {"contact_by": "email"}, "contact_by"),
    ):
        with pytest.raises(Invalid) as refused:
            contact.choose_contact(member, **given, **who(priya, monday))
        assert refused.value.field == field
    contact.choose_contact(his, contact_by="phone", mobile=MOBILE, **who(priya, monday))
    contact.choose_contact(aunt, contact_by="post", **who(priya, monday))
    assert [(one.contact_by, one.mobile) for one in FamilyMember.objects.order_by("pk")] == [
        ("email", ""), ("phone", "+447700900123"), ("post", ""),
    ]  # fmt: skip
    event = CaseEvent.objects.filter(case=case, step="choose_contact").latest("pk")
    assert EventPayload.objects.get(event=event).data == {
        "contact_by": "post",
        "daily_digest": False,
    }
    # Where nobody carries texts, nobody is reached by one.
    settings.TEXT_BACKEND = ""
    with pytest.raises(Invalid):
        contact.choose_contact(his, contact_by="text", mobile=MOBILE, **who(priya, monday))


def test_a_text_that_does_not_arrive_is_rung_or_posted(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    chose(case, mother, monday, contact_by="text", mobile=texts.UNREACHABLE)
    message = wrote(case, priya, mother, monday)
    drain(monday)
    message.refresh_from_db()
    assert message.outcome == "bounced"
    task = Task.objects.get(message=message)
    assert (task.kind, task.due_on) == ("ring_or_post", later(monday, days=1))
    posting.complete_task(task, note="Rang.", **who(priya, monday))


def test_a_text_without_anybody_to_carry_it_ends_as_failed_and_is_rung(
    priya: User, case: Case, mother: User, monday: date, settings: Any
) -> None:
    chose(case, mother, monday, contact_by="text", mobile=MOBILE)
    drain(monday)
    message = wrote(case, priya, mother, monday)
    settings.TEXT_BACKEND = ""
    with pytest.raises(ImproperlyConfigured):
        texts.text_backend()
    item = OutboxItem.objects.get(message=message)
    for _ in range(correspondence.MAX_ATTEMPTS):
        item.refresh_from_db()
        assert work_once(item.next_attempt_at)
    message.refresh_from_db()
    assert message.outcome == "failed"
    assert Task.objects.filter(message=message, kind="ring_or_post").count() == 1


def test_a_receipt_is_noted_once_and_a_bounce_after_all_is_rung(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    message = wrote(case, priya, mother, monday)
    drain(monday)
    at = instant(monday, 13)

    def outcome() -> tuple[str, int]:
        message.refresh_from_db()
        return message.outcome, Task.objects.filter(message=message).count()

    assert outcome() == ("sent", 0)
    assert mail.outbox[-1].extra_headers["Message-ID"].startswith(f"<{message.reference}@")
    for _ in range(2):
        assert deliveries.take_receipt(message.reference, arrived=True, at=at)
        assert outcome() == ("delivered", 0)
    for _ in range(2):
        assert deliveries.take_receipt(message.reference, arrived=False, at=at)
        assert outcome() == ("bounced", 1)
    # Never the other way round.
    assert deliveries.take_receipt(message.reference, arrived=True, at=at)
    assert outcome() == ("bounced", 1)
    assert not deliveries.take_receipt(uuid4(), arrived=True, at=at)


def test_a_receipt_that_is_quicker_than_the_worker_is_not_undone(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    drain(monday)
    message = wrote(case, priya, mother, monday)
    item = correspondence.claim_next(instant(monday, 12))
    assert item is not None
    assert item.message == message
    assert deliveries.take_receipt(message.reference, arrived=True, at=instant(monday, 12))
    correspondence.message_sent(item, at=instant(monday, 13), keep_secret=False)
    message.refresh_from_db()
    item.refresh_from_db()
    assert (message.outcome, item.done_at) == ("delivered", instant(monday, 13))


@pytest.mark.parametrize("has_died", [True, False])
def test_after_a_death_no_text_goes_and_a_bounce_is_nobodys_to_ring(
    priya: User, case: Case, mother: User, monday: date, has_died: bool
) -> None:
    """The twin, without a death, shows that what is held would have gone."""
    chose(case, mother, monday, contact_by="text", mobile=MOBILE)
    drain(monday)
    gone = wrote(case, priya, mother, monday)
    drain(monday)
    waiting = wrote(case, priya, mother, monday)
    if has_died:
        ends.record_death(
            case.assessments.get(), died_on=monday, how_known="Rang.", **who(priya, monday)
        )
    drain(monday)
    waiting.refresh_from_db()
    assert waiting.outcome == ("queued" if has_died else "sent")
    assert deliveries.take_receipt(gone.reference, arrived=False, at=instant(monday, 13))
    assert Task.objects.filter(kind="ring_or_post").exists() is not has_died
