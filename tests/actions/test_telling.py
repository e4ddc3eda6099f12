"""What families are told besides letters: of the post, of answers and of days to meet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ehc.actions import contact, ends, lateness, posting, representations
from ehc.models import (
    Case,
    FamilyMember,
    Letter,
    Message,
    PlanVersion,
    Representation,
    SentHow,
    Task,
    User,
)
from ehc.notifications import PACE, Pace
from ehc.refusals import AlreadyDone, Invalid, NotVisible, NotYours
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
MESSAGES = Path("ehc") / "templates" / "messages"
MOBILE = "07700 900123"
PERSONAL = ("Amara", "Okafor", "Ngozi", "lunch", "ten o")
WAYS: list[tuple[dict[str, Any], tuple[str, bool] | None]] = [
    ({"contact_by": "email"}, ("email", False)),
    ({"contact_by": "email", "daily_digest": True}, ("email", True)),
    ({"contact_by": "text", "mobile": MOBILE}, ("text", False)),
    ({"contact_by": "phone"}, None),
    ({"contact_by": "post"}, None),
]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def sent(once: Once[int], monday: date) -> int:
    by_post = {"contact": {"contact_by": "email", "electronic_service": "no"}}
    return once(lambda priya: journeys.served(priya, monday, **by_post).pk)


@pytest.fixture
def served(db: None, sent: int) -> PlanVersion:
    """A draft that goes by post, on the day eight weeks after the Monday of the request."""
    return PlanVersion.objects.get(pk=sent)


@pytest.fixture
def case(served: PlanVersion) -> Case:
    return served.plan.case


@pytest.fixture
def day(monday: date) -> date:
    return later(monday, weeks=8)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


def chose(case: Case, mother: User, on: date, **how: Any) -> None:
    member = FamilyMember.objects.get(person=case.person, user=mother)
    contact.choose_contact(member, **how, **who(mother, on))


def told(template: str) -> list[tuple[str, bool]]:
    """By which channel it was told, and whether in the email of the day."""
    sent = Message.objects.filter(template=template).select_related("outbox_item").order_by("pk")
    for one in sent:
        assert not [word for word in PERSONAL if word in one.subject + one.body]
    return [(one.channel, one.outbox_item.digest_id is not None) for one in sent]


def to_family(case: Case) -> Any:
    return Letter.objects.filter(case=case, recipient="family", document__kind="draft_plan")


def test_every_kind_of_message_says_whether_it_can_wait() -> None:
    assert set(PACE) == {path.stem for path in MESSAGES.glob("*.txt")}
    texts = {path.stem for path in (MESSAGES / "texts").glob("*.txt")}
    # Whatever a family may be told of in a text has one.
    assert {name for name, pace in PACE.items() if pace is Pace.CAN_WAIT} <= texts
    assert {"letter_ready", "draft_ready", "meeting_set", "meeting_moved"} <= texts
    for name in ("letter_ready", "draft_ready", "login_code", "resume_request", "meeting_set"):
        assert PACE[name] is Pace.AT_ONCE


@pytest.mark.parametrize(("how", "expected"), WAYS)
def test_a_letter_in_the_post_is_told_by_email_or_text_and_nobody_is_rung_about_it(
    priya: User, case: Case, mother: User, day: date,
    how: dict[str, Any], expected: tuple[str, bool] | None,
) -> None:  # fmt: skip
    chose(case, mother, day, **how)
    assert to_family(case).get().by_post
    assert told("letter_posted") == []
    posting.post_letters(case, to_family(case), **who(priya, day))
    assert to_family(case).get().sent_on == day
    assert told("letter_posted") == ([expected] if expected else [])
    assert not Task.objects.filter(case=case, kind="ring_or_post", done_on=None).exists()
    # The same letters posted again are told of once.
    posting.post_letters(case, to_family(case), **who(priya, day))
    assert len(told("letter_posted")) == (1 if expected else 0)


@pytest.mark.parametrize(("how", "count"), [(SentHow.BY_HAND, 0), (SentHow.SIGNED_FOR, 1)])
def test_what_is_given_by_hand_is_not_on_its_way(
    priya: User, case: Case, day: date, how: SentHow, count: int
) -> None:
    posting.post_letters(case, to_family(case), how=how, **who(priya, day))
    assert len(told("letter_posted")) == count


def test_a_letter_to_somebody_else_is_not_told_to_the_family(
    priya: User, case: Case, day: date
) -> None:
    others = Letter.objects.filter(case=case, by_post=True).exclude(recipient="family")
    assert others.exists()
    posting.post_letters(case, others, **who(priya, day))
    assert told("letter_posted") == []


def test_after_a_death_nothing_is_told(priya: User, case: Case, day: date) -> None:
    ends.record_death(case.assessments.get(), died_on=day, how_known="Rang.", **who(priya, day))
    posting.post_letters(case, to_family(case), **who(priya, day))
    assert to_family(case).get().sent_on is None
    assert told("letter_posted") == []


def commented(served: PlanVersion, mother: User, on: date) -> Representation:
    return representations.make_representation(
        served, kind="ask", text="Before lunch?", **who(mother, on)
    )


@pytest.mark.parametrize(("how", "expected"), WAYS)
def test_the_answer_to_a_comment_is_told_to_whoever_made_it(
    priya: User, served: PlanVersion, case: Case, mother: User, day: date,
    how: dict[str, Any], expected: tuple[str, bool] | None,
) -> None:  # fmt: skip
    factories.agreed_to_email(FamilyMember.objects.get(user=mother), day)
    said = commented(served, mother, day)
    chose(case, mother, day, **how)
    representations.answer_representation(said, answer="Before lunch.", **who(priya, day))
    rung = Task.objects.filter(case=case, kind="ring_or_post", done_on=None)
    if expected:
        assert (told("comment_answered"), rung.count()) == ([expected], 0)
    else:
        (kept,) = Message.objects.filter(template="comment_answered")
        assert (kept.outcome, rung.get().message) == ("not_wanted", kept)


MEETING = {"about": "The mornings.", "suits": "Tuesdays.", "how": "video"}


def test_a_day_to_meet_is_told_at_once_and_told_again_when_it_moves(
    priya: User, served: PlanVersion, case: Case, mother: User, day: date
) -> None:
    chose(case, mother, day, contact_by="email", daily_digest=True)
    said = representations.ask_for_meeting(served, **MEETING, **who(mother, day)).representation
    given = {"answer": "At ten o'clock.", **who(priya, day)}
    with pytest.raises(AlreadyDone):
        representations.move_meeting(said, meeting_on=day + timedelta(days=3), **given)
    first, second = day + timedelta(days=1), day + timedelta(days=8)
    representations.answer_meeting_request(said, meeting_on=first, **given)
    assert told("meeting_set") == [("email", False)]
    assert "We meet on Tuesday 3 March 2026" in Message.objects.get(template="meeting_set").subject
    for unmoved in (first, day - timedelta(days=1)):
        with pytest.raises((AlreadyDone, Invalid)):
            representations.move_meeting(said, meeting_on=unmoved, **given)
    with pytest.raises(Invalid) as refused:
        representations.move_meeting(said, meeting_on=second, **{**given, "answer": " "})
    assert refused.value.field == "answer"
    assert told("meeting_moved") == []
    moved = representations.move_meeting(said, meeting_on=second, **{**given, "answer": "At two."})
    said.refresh_from_db()
    assert (moved.meeting_on, said.answer) == (second, "At two.")
    assert told("meeting_moved") == [("email", False)]
    assert "Tuesday 10 March 2026" in Message.objects.get(template="meeting_moved").body
    # Once it has been, it cannot be moved.
    with pytest.raises(AlreadyDone):
        representations.move_meeting(
            said, meeting_on=second + timedelta(days=3), answer="At two.",
            **who(priya, second + timedelta(days=1)),
        )  # fmt: skip


def test_only_its_area_team_moves_a_meeting(
    priya: User, tom: User, served: PlanVersion, mother: User, day: date
) -> None:
    said = representations.ask_for_meeting(served, **MEETING, **who(mother, day)).representation
    first, second = day + timedelta(days=1), day + timedelta(days=8)
    representations.answer_meeting_request(
        said, meeting_on=first, answer="At two.", **who(priya, day)
    )
    for other, refusal in ((mother, NotYours), (tom, NotVisible)):
        with pytest.raises(refusal):
            representations.move_meeting(
                said, meeting_on=second, answer="At two.", **who(other, day)
            )
    assert (
        representations.move_meeting(
            said, meeting_on=second, answer="At two.", **who(priya, day)
        ).meeting_on
        == second
    )


def test_a_comment_is_no_meeting_to_move(
    priya: User, served: PlanVersion, mother: User, day: date
) -> None:
    said = commented(served, mother, day)
    with pytest.raises(Invalid) as refused:
        representations.move_meeting(said, meeting_on=day, answer="At two.", **who(priya, day))
    assert refused.value.field == "meeting_on"


@pytest.mark.parametrize(("how", "expected"), WAYS)
def test_why_a_case_is_late_is_told_as_they_chose(
    priya: User, case: Case, mother: User, day: date,
    how: dict[str, Any], expected: tuple[str, bool] | None,
) -> None:  # fmt: skip
    chose(case, mother, day, **how)
    lateness.tell_why_late(
        case, why="She was ill.", doing="We ask.", next_on=day + timedelta(days=7),
        **who(priya, day),
    )  # fmt: skip
    if expected:
        assert told("late_update") == [expected]
    else:
        (kept,) = Message.objects.filter(template="late_update")
        assert kept.outcome == "not_wanted"
        assert Task.objects.filter(kind="ring_or_post", message=kept, done_on=None).exists()
