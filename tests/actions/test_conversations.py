"""Writing to each other on a case: whose it is, what is promised, and what an answer answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import conversations, ends, rights
from ehc.models import Case, CaseEvent, FamilyMember, Message, Said, Upload, User, UserKind
from ehc.permissions import visible_to
from ehc.queries import conversations as reads
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotVisible, NotYours
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def taken(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.allocated(priya, monday).case_id)


@pytest.fixture
def case(db: None, taken: int) -> Case:
    return Case.objects.get(pk=taken)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def father(case: Case) -> User:
    user = User.objects.create_user("emeka@family.example", name="Emeka", kind=UserKind.FAMILY)
    FamilyMember.objects.create(
        person=case.person, name="Emeka Okafor", relationship="father", user=user
    )
    return user


def test_what_a_family_writes_is_promised_an_answer_and_the_answer_ends_the_wait(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    asked = conversations.write_to_authority(case, text="When?", **who(mother, monday))
    assert (asked.reader, asked.is_from_family, asked.how) == (mother, True, "message")
    # Five working days, of which the day itself is none.
    assert asked.answer_by == date(2026, 1, 12)
    assert list(reads.waiting(priya, monday, whole_team=False)) == [asked]
    tuesday = date(2026, 1, 6)
    said = conversations.write_to_family(
        case, reader=mother, text="By 16 February.", **who(priya, tuesday)
    )
    assert (said.is_from_family, said.answer_by) == (False, None)
    asked.refresh_from_db()
    assert asked.answered_on == tuesday
    assert not reads.waiting(priya, monday, whole_team=False).exists()
    mail = Message.objects.get(template="message_ready")
    assert (mail.to, mail.user) == (mother.email, mother)
    for personal in ("Amara", "Okafor", "16 February"):
        assert personal not in mail.subject + mail.body
    assert list(CaseEvent.objects.filter(case=case).values_list("step", flat=True))[-2:] == [
        "write_to_authority", "write_to_family",
    ]  # fmt: skip
    assert list(problems(case)) == []


@pytest.mark.parametrize(
    ("on", "answer_by"),
    [
        # Easter: neither Good Friday nor Easter Monday is a working day.
        (date(2026, 3, 31), date(2026, 4, 9)),
        (date(2026, 5, 23), date(2026, 6, 1)),
        # Past the list of bank holidays a promise is made all the same.
        (date(2091, 3, 5), date(2091, 3, 12)),
    ],
)
def test_the_promise_counts_working_days(on: date, answer_by: date) -> None:
    assert reads.answer_due(on, 5) == answer_by


def test_each_adult_has_a_conversation_that_the_other_does_not_read(
    priya: User, case: Case, mother: User, father: User, monday: date
) -> None:
    file = SimpleUploadedFile("letter.pdf", pdf())
    hers = conversations.write_to_authority(case, text="Mine.", file=file, **who(mother, monday))
    his = conversations.write_to_authority(case, text="His.", **who(father, monday))
    conversations.write_to_family(case, reader=father, text="Yes.", **who(priya, monday))
    assert set(visible_to(mother, Said, monday)) == {hers}
    assert hers not in visible_to(father, Said, monday)
    assert visible_to(mother, Upload, monday).filter(pk=hers.file_id).exists()
    assert not visible_to(father, Upload, monday).filter(pk=hers.file_id).exists()
    assert visible_to(priya, Upload, monday).filter(pk=hers.file_id).exists()
    # His answer ends his wait and not hers.
    his.refresh_from_db()
    hers.refresh_from_db()
    assert (his.answered_on, hers.answered_on) == (monday, None)
    assert [(one.reader, one.count, one.answer_by) for one in reads.summary_of(case, monday)] == [
        (mother, 1, date(2026, 1, 12)), (father, 2, None),
    ]  # fmt: skip


def test_a_call_that_was_wanted_is_answered_by_a_note_of_it_and_no_email(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    asked = conversations.write_to_authority(
        case, text="After three, please.", wants_call=True, **who(mother, monday)
    )
    assert asked.how == "call"
    before = Message.objects.count()
    noted = conversations.note_call(case, reader=mother, text="We spoke.", **who(priya, monday))
    asked.refresh_from_db()
    assert (noted.how, asked.answered_on, Message.objects.count()) == ("call", monday, before)


def test_what_was_read_is_noted_for_its_reader_alone(
    priya: User, case: Case, mother: User, father: User, monday: date
) -> None:
    said = conversations.write_to_family(case, reader=mother, text="Hello.", **who(priya, monday))
    own = conversations.write_to_authority(case, text="Hello.", **who(mother, monday))
    assert reads.unread_by(case, mother) == 1
    conversations.read_conversation(case, by=father, at=instant(monday))
    said.refresh_from_db()
    assert said.read_at is None
    conversations.read_conversation(case, by=mother, at=instant(monday))
    for one in (said, own):
        one.refresh_from_db()
    assert (said.read_at, own.read_at) == (instant(monday), None)
    assert reads.unread_by(case, mother) == 0


def test_nothing_is_said_without_words_nor_to_a_stranger_nor_by_one(
    priya: User, tom: User, case: Case, mother: User, monday: date
) -> None:
    stranger = factories.requested(
        monday, you={"email": "other@family.example"}, child={"first_name": "Bo"}
    ).request.asked_by
    assert stranger is not None
    for text in ("", "  \n"):
        with pytest.raises(Invalid) as refused:
            conversations.write_to_authority(case, text=text, **who(mother, monday))
        assert refused.value.field == "text"
    with pytest.raises(Invalid) as refused:
        conversations.write_to_family(case, reader=stranger, text="Hello.", **who(priya, monday))
    assert refused.value.field == "reader"
    broken = SimpleUploadedFile("page.html", b"<p>Hello</p>")
    with pytest.raises(Invalid) as refused:
        conversations.write_to_authority(case, text="See.", file=broken, **who(mother, monday))
    assert refused.value.field == "file"
    with pytest.raises(NotYours):
        conversations.write_to_authority(case, text="Hello.", **who(priya, monday))
    with pytest.raises(NotVisible):
        conversations.write_to_authority(case, text="Hello.", **who(stranger, monday))
    with pytest.raises(NotYours):
        conversations.write_to_family(case, reader=mother, text="Hello.", **who(mother, monday))
    with pytest.raises(NotVisible):
        conversations.note_call(case, reader=mother, text="Hello.", **who(tom, monday))
    assert not Said.objects.exists()


def test_after_a_death_nobody_is_written_to(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    said = conversations.write_to_family(case, reader=mother, text="Hello.", **who(priya, monday))
    assert list(visible_to(mother, Said, monday)) == [said]
    ends.record_death(
        case.assessments.get(), died_on=monday, how_known="Her mother rang.", **who(priya, monday)
    )
    assert not visible_to(mother, Said, monday).exists()
    with pytest.raises(AlreadyDone):
        conversations.write_to_family(case, reader=mother, text="Hello.", **who(priya, monday))
    with pytest.raises(AlreadyDone):
        conversations.write_to_authority(case, text="Hello.", **who(mother, monday))


def test_a_request_that_was_withdrawn_can_still_be_written_about(
    priya: User, case: Case, mother: User, monday: date
) -> None:
    ends.withdraw_request(case.assessments.get(), words="I withdraw.", **who(mother, monday))
    conversations.write_to_authority(case, text="One more thing.", **who(mother, monday))
    conversations.write_to_family(case, reader=mother, text="Yes.", **who(priya, monday))
    assert Said.objects.count() == 2


def test_a_parent_who_asked_and_does_not_see_the_case_writes_nothing(
    priya: User, monday: date
) -> None:
    """Nobody could answer them: the young person has to agree first."""
    case = factories.requested(
        monday, child={"first_name": "Yasmin", "date_of_birth": "2008-10-09"}
    ).case
    asked_by = case.requests.get().asked_by
    assert asked_by is not None
    with pytest.raises(NotVisible):
        conversations.write_to_authority(case, text="When?", **who(asked_by, monday))
    assert not Said.objects.exists()
    rights.record_who_acts(
        case, member=case.person.family.get(user=asked_by), basis="consent", acts=["read"],
        how_known="Yasmin rang.", **who(priya, monday),
    )  # fmt: skip
    said = conversations.write_to_authority(case, text="When?", **who(asked_by, monday))
    assert said.reader == asked_by
