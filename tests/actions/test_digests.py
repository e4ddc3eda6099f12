"""One email a day with what happened: what goes into it, when, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from ehc.actions import (
    assessments,
    contact,
    conversations,
    correspondence,
    deliveries,
    digests,
    ends,
)
from ehc.models import Case, FamilyMember, Message, OutboxItem, Task, User
from ehc.queries.health import read_health
from ehc.refusals import Invalid
from ehc.tasks import work_once
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
DUE = 16
"""In January local time is UTC."""


def who(user: User, on: date, hour: int = 9) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on, hour)}


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
def mother(case: Case, monday: date) -> User:
    """Who wants one email a day; whatever was to be sent before has been."""
    user = User.objects.get(email="ngozi@family.example")
    daily(case, user, monday)
    drain(monday, 9)
    mail.outbox.clear()
    return user


def daily(case: Case, user: User, on: date) -> None:
    member = FamilyMember.objects.get(person=case.person, user=user)
    contact.choose_contact(member, contact_by="email", daily_digest=True, **who(user, on))


def drain(on: date, hour: int) -> None:
    while work_once(instant(on, hour)):
        pass


def wrote(case: Case, priya: User, mother: User, on: date, hour: int = 9) -> Message:
    conversations.write_to_family(case, reader=mother, text="Amara is 7.", **who(priya, on, hour))
    return Message.objects.filter(template="message_ready").latest("pk")


def outcomes() -> list[str]:
    told = Message.objects.filter(template="message_ready").order_by("pk")
    return list(told.values_list("outcome", flat=True))


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 1, 5, 15, 59, tzinfo=UTC), datetime(2026, 1, 5, 16, tzinfo=UTC)),
        # At that instant the day's digest goes: what happens then is of the next.
        (datetime(2026, 1, 5, 16, tzinfo=UTC), datetime(2026, 1, 6, 16, tzinfo=UTC)),
        (datetime(2026, 7, 5, 15, tzinfo=UTC), datetime(2026, 7, 6, 15, tzinfo=UTC)),
        # The days on which the clocks change.
        (datetime(2026, 3, 28, 16, tzinfo=UTC), datetime(2026, 3, 29, 15, tzinfo=UTC)),
        (datetime(2026, 10, 24, 15, tzinfo=UTC), datetime(2026, 10, 25, 16, tzinfo=UTC)),
        (datetime(2026, 7, 5, 23, 30, tzinfo=UTC), datetime(2026, 7, 6, 15, tzinfo=UTC)),
    ],
)
def test_a_digest_is_due_at_four_by_the_clock_on_the_wall(at: datetime, due: datetime) -> None:
    assert digests.due_after(at) == due


def test_what_happened_goes_in_one_email_a_day_one_line_each(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    for hour in (9, 11):
        wrote(case, priya, mother, monday, hour)
    drain(monday, DUE - 1)
    assert (mail.outbox, outcomes()) == ([], ["queued", "queued"])
    drain(monday, DUE)
    drain(monday, DUE)
    (sent,) = mail.outbox
    assert sent.to == ["ngozi@family.example"]
    assert sent.body.count(f"- Monday 5 January: There is a message for you: {case.reference}") == 2
    for personal in ("Amara", "Okafor", "is 7"):
        assert personal not in sent.subject + sent.body
    assert outcomes() == ["sent", "sent"]
    # On a day on which nothing happened there is none; the next tells only what is new.
    drain(later(monday, days=1), DUE)
    assert len(mail.outbox) == 1
    wrote(case, priya, mother, later(monday, days=1), DUE + 1)
    drain(later(monday, days=1), DUE + 2)
    assert len(mail.outbox) == 1
    drain(later(monday, days=2), DUE)
    assert [one.body.count("There is a message for you") for one in mail.outbox] == [2, 1]


def test_of_two_children_one_email_tells(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    twin = factories.requested(monday, child={"first_name": "Bisi"}).case
    daily(twin, mother, monday)
    drain(monday, 9)
    mail.outbox.clear()
    wrote(case, priya, mother, monday)
    wrote(twin, priya, mother, monday)
    drain(monday, DUE)
    (sent,) = mail.outbox
    assert case.reference in sent.body
    assert twin.reference in sent.body


def test_official_letters_are_never_kept_for_a_digest(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    wrote(case, priya, mother, monday)
    assessments.agree_to_assess(
        case.assessments.get(), reason="The test is met.", **who(priya, monday)
    )
    drain(monday, 10)
    assert [one.subject for one in mail.outbox] == [f"There is a letter for you: {case.reference}"]
    assert outcomes() == ["queued"]


def test_two_workers_send_one_digest(priya: User, case: Case, mother: User, monday: date) -> None:
    wrote(case, priya, mother, monday)
    at = instant(monday, DUE)
    first = correspondence.claim_next(at)
    assert first is not None
    assert first.message is not None
    assert first.message.template == digests.TEMPLATE
    assert correspondence.claim_next(at) is None
    # What happens while it is being written is of the next: no line is lost.
    wrote(case, priya, mother, monday, DUE)
    assert digests.write_digest(first, first.message, at=at)
    correspondence.message_sent(first, at=at, keep_secret=False)
    assert first.message.body.count("There is a message") == 1
    assert outcomes() == ["sent", "queued"]
    drain(later(monday, days=1), DUE)
    assert outcomes() == ["sent", "sent"]


def test_a_digest_that_failed_is_tried_again_with_the_same_lines(
    priya: User, case: Case, mother: User, monday: date, settings: Any
) -> None:
    wrote(case, priya, mother, monday)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "nothing.of.the.Kind"
    drain(monday, DUE)
    assert outcomes() == ["queued"]
    # Somebody writes meanwhile: that is told the day after, and once.
    wrote(case, priya, mother, monday, DUE)
    settings.EMAIL_BACKEND = working
    drain(monday, DUE + 1)
    assert outcomes() == ["sent", "queued"]
    drain(later(monday, days=1), DUE)
    assert [one.body.count("There is a message") for one in mail.outbox] == [1, 1]


@pytest.mark.parametrize("by_receipt", [True, False])
def test_a_digest_that_bounced_is_rung_about_once_a_case(
    priya: User, case: Case, mother: User, monday: date, by_receipt: bool
) -> None:
    for _ in range(2):
        wrote(case, priya, mother, monday)
    item = correspondence.claim_next(instant(monday, DUE))
    assert item is not None
    assert item.message is not None
    if by_receipt:
        assert digests.write_digest(item, item.message, at=instant(monday, DUE))
        correspondence.message_sent(item, at=instant(monday, DUE), keep_secret=False)
        reference = item.message.reference
        assert deliveries.take_receipt(reference, arrived=True, at=instant(monday, 17))
        assert outcomes() == ["delivered", "delivered"]
        assert deliveries.take_receipt(reference, arrived=False, at=instant(monday, 18))
    else:
        correspondence.message_bounced(item, on=monday, at=instant(monday, DUE))
    assert outcomes() == ["bounced", "bounced"]
    assert [(one.kind, one.case) for one in Task.objects.all()] == [("ring_or_post", case)]
    assert not OutboxItem.objects.filter(done_at=None).exists()


@pytest.mark.parametrize("has_died", [True, False])
def test_after_a_death_no_digest_tells_of_the_case(
    priya: User, case: Case, mother: User, monday: date, has_died: bool
) -> None:
    """The twin, without a death, shows that what is held would have gone."""
    wrote(case, priya, mother, monday)
    if has_died:
        ends.record_death(
            case.assessments.get(), died_on=monday, how_known="Rang.", **who(priya, monday)
        )
    drain(monday, DUE)
    assert len(mail.outbox) == (0 if has_died else 1)
    digest = Message.objects.get(template=digests.TEMPLATE)
    assert digest.outcome == ("empty" if has_died else "sent")
    assert outcomes() == ["queued" if has_died else "sent"]


def test_a_digest_leaves_out_the_child_who_died_and_tells_of_the_other(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    twin = factories.requested(monday, child={"first_name": "Bisi"}).case
    daily(twin, mother, monday)
    drain(monday, 9)
    mail.outbox.clear()
    wrote(case, priya, mother, monday)
    wrote(twin, priya, mother, monday)
    ends.record_death(
        case.assessments.get(), died_on=monday, how_known="Rang.", **who(priya, monday)
    )
    drain(monday, DUE)
    (sent,) = mail.outbox
    assert twin.reference in sent.body
    assert case.reference not in sent.body
    # Released by a manager it goes by itself: the digest has gone.
    nadia = factories.staff("Nadia Team", Role.TEAM_MANAGER, team=priya.grants.get().team)
    held = OutboxItem.objects.get(message__case=case, message__template="message_ready")
    ends.release_held(case, [held], reason="She asked for it.", **who(nadia, monday, 17))
    drain(monday, 18)
    assert len(mail.outbox) == 2
    assert case.reference in mail.outbox[1].subject


def test_what_waits_for_a_digest_is_not_behind(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    wrote(case, priya, mother, monday)
    assert read_health(now=instant(monday, DUE - 1)).outbox_oldest_seconds is None
    late = read_health(now=instant(monday, DUE) + timedelta(minutes=1)).outbox_oldest_seconds
    assert late == 7 * 3600 + 60


def test_one_email_a_day_is_an_email(case: Case, mother: User, monday: date) -> None:
    member = FamilyMember.objects.get(user=mother)
    for way in ("text", "phone", "post"):
        with pytest.raises(Invalid) as refused:
            contact.choose_contact(
                member, contact_by=way, mobile="07700 900123", daily_digest=True,
                **who(mother, monday),
            )  # fmt: skip
        assert refused.value.field == "daily_digest"
    member.refresh_from_db()
    assert (member.contact_by, member.daily_digest) == ("email", True)
