"""Official letters go by email only where somebody agreed to it, and to where they said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from ehc.actions import assessments, contact
from ehc.models import (
    Case,
    CaseEvent,
    EventPayload,
    FamilyMember,
    Letter,
    Message,
    ServiceConsent,
    User,
    UserKind,
)
from ehc.queries.contact import served_at
from ehc.queries.verify import problems
from ehc.refusals import Invalid, NotVisible, NotYours
from ehc.tasks import work_once
from tests import journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def member_of(case: Case) -> FamilyMember:
    return FamilyMember.objects.get(person=case.person, user__email="ngozi@family.example")


def decided(case: Case, priya: User, on: date) -> Letter:
    """The family's letter of a decision, with everything sent and prepared."""
    assessments.agree_to_assess(case.assessments.get(), reason="The test is met.", **who(priya, on))
    while work_once(instant(on, 12)):
        pass
    return Letter.objects.get(case=case, family_member=member_of(case))


@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_what_the_request_asked_is_kept_and_without_a_yes_letters_go_by_post(
    priya: User, monday: date, answer: str
) -> None:
    case = journeys.allocated(priya, monday, contact={"electronic_service": answer}).case
    member = member_of(case)
    kept = [(one.agreed, one.address, one.on) for one in member.service_consents.all()]
    assert (
        kept
        == {
            "yes": [(True, "ngozi@family.example", monday)],
            "no": [(False, "", monday)],
            # Not asked is no yes.
            "": [],
        }[answer]
    )
    letter = decided(case, priya, later(monday, days=3))
    assert letter.by_post is (answer != "yes")
    told = Message.objects.filter(template="letter_ready", user=member.user)
    assert told.count() == (answer == "yes")


def test_letters_are_served_at_the_address_that_was_agreed(priya: User, monday: date) -> None:
    case = journeys.allocated(priya, monday, contact={"electronic_service": "no"}).case
    mother = member_of(case).user
    assert mother is not None
    contact.record_electronic_service(
        member_of(case), agreed=True, address="Letters@family.example ", **who(mother, monday)
    )
    letter = decided(case, priya, later(monday, days=3))
    assert (letter.by_post, letter.served_at) == (False, "letters@family.example")
    assert letter.sent_on == later(monday, days=3)
    told = Message.objects.get(template="letter_ready")
    assert (told.to, told.user) == ("letters@family.example", mother)
    assert list(problems(case)) == []


def test_who_takes_the_yes_back_is_posted_the_next_letter(priya: User, monday: date) -> None:
    case = journeys.allocated(priya, monday).case
    member, tuesday = member_of(case), later(monday, days=1)
    assert member.user is not None
    assert served_at([member]) == {member.pk: "ngozi@family.example"}
    contact.record_electronic_service(member, agreed=False, **who(member.user, tuesday))
    assert served_at([member]) == {}
    assert decided(case, priya, later(monday, days=3)).by_post is True
    # Both answers stay, each with its day.
    assert [(one.agreed, one.on) for one in member.service_consents.all()] == [
        (True, monday), (False, tuesday),
    ]  # fmt: skip


def test_the_area_team_records_it_for_somebody_and_says_how_it_knows(
    priya: User, tom: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday, contact={"electronic_service": "no"}).case
    member = member_of(case)
    given: dict[str, Any] = {"agreed": True, "address": "ngozi@family.example"}
    with pytest.raises(Invalid) as refused:
        contact.record_electronic_service(member, **given, how_known=" ", **who(priya, monday))
    assert refused.value.field == "how_known"
    with pytest.raises(NotVisible):
        contact.record_electronic_service(member, **given, how_known="Rang.", **who(tom, monday))
    assert served_at([member]) == {}
    kept = contact.record_electronic_service(
        member, **given, how_known="She rang.", **who(priya, monday)
    )
    assert (kept.recorded_by, kept.how_known) == (priya, "She rang.")
    assert served_at([member]) == {member.pk: "ngozi@family.example"}
    event = CaseEvent.objects.get(case=case, step="record_electronic_service")
    # Neither the address nor the words: they stand in the row.
    assert EventPayload.objects.get(event=event).data == {"agreed": True}


def test_nobody_answers_for_another_nor_agrees_without_an_address_or_an_account(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    hers = member_of(case)
    father = User.objects.create_user("ade@family.example", name="Ade", kind=UserKind.FAMILY)
    FamilyMember.objects.create(person=case.person, user=father, name="Ade", relationship="father")
    aunt = FamilyMember.objects.create(person=case.person, name="Ada", relationship="aunt")
    with pytest.raises(NotYours):
        contact.record_electronic_service(hers, agreed=False, **who(father, monday))
    for address in ("", "nowhere", "a@b"):
        with pytest.raises(Invalid) as refused:
            contact.record_electronic_service(
                hers,
                agreed=True,
                address=address,
                **who(hers.user, monday),  # type: ignore[arg-type]
            )
        assert refused.value.field == "address"
    with pytest.raises(Invalid) as refused:
        contact.record_electronic_service(
            aunt, agreed=True, address="ada@family.example", how_known="Rang.", **who(priya, monday)
        )
    assert refused.value.field == "agreed"
    assert ServiceConsent.objects.count() == 1
    contact.record_electronic_service(aunt, agreed=False, how_known="Rang.", **who(priya, monday))
    assert ServiceConsent.objects.count() == 2


def test_the_database_refuses_to_change_an_answer(priya: User, monday: date) -> None:
    journeys.allocated(priya, monday)
    answers = ServiceConsent.objects.all()
    assert answers.count() == 1
    for change in (lambda: answers.update(address="x@y.example"), lambda: answers.delete()):
        with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
            change()
    assert answers.get().address == "ngozi@family.example"
