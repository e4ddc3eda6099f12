"""Asking for an assessment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ehc.actions import requests
from ehc.actions._answers import RequestAnswers
from ehc.models import Assessment, Case, Letter, Message, Person, Request, RequestDraft, User
from ehc.queries.assessments import duties_of
from ehc.queries.requests import is_asked_by_family
from ehc.refusals import Invalid
from ehc.workflows.statuses import AssessmentStatus
from tests import factories, journeys

pytestmark = pytest.mark.django_db


def test_a_request_opens_a_person_a_case_and_an_assessment(monday: date) -> None:
    request = requests.submit_request(factories.draft(monday), at=factories.instant(monday))
    assert request.received_on == monday
    assert request.case.reference == "EHC-2026-000001"
    assert request.case.person.full_name == "Amara Okafor"
    assert request.assessment.status == AssessmentStatus.REQUESTED
    assert [event.step for event in request.case.events.all()] == ["receive_request"]


def test_the_user_is_made_for_the_address_in_lower_case(monday: date) -> None:
    request = requests.submit_request(factories.draft(monday), at=factories.instant(monday))
    assert request.asked_by.email == "ngozi@family.example"
    assert request.asked_by.has_usable_password() is False


def test_sending_twice_gives_one_request(monday: date) -> None:
    draft = factories.draft(monday)
    first = requests.submit_request(draft, at=factories.instant(monday))
    second = requests.submit_request(draft, at=factories.instant(monday, 10))
    assert second == first
    assert Request.objects.count() == 1


def test_a_repeat_is_accepted_starts_its_own_clock_and_is_flagged(monday: date) -> None:
    first = factories.requested(monday)
    again = factories.requested(monday + timedelta(days=100))
    assert first.request.may_repeat is False
    assert again.request.may_repeat is True
    assert again.request.received_on == date(2026, 4, 15)
    assert Case.objects.count() == 2


def test_a_twin_is_not_a_repeat(monday: date) -> None:
    factories.requested(monday)
    twin = factories.requested(monday, child={"first_name": "Chidi"})
    assert twin.request.may_repeat is False


@pytest.mark.parametrize(
    ("born", "message"),
    [
        ("2026-01-06", "The date of birth must be in the past."),
        (
            "2001-01-05",
            "An assessment can be asked for up to the day before the 25th birthday. "
            "Check the year of birth.",
        ),
        ("not a date", "Enter a date of birth, like 27 3 2019."),
    ],
)
def test_an_impossible_date_of_birth_is_refused_and_nothing_is_written(
    monday: date, born: str, message: str
) -> None:
    draft = factories.draft(monday, child={"date_of_birth": born})
    with pytest.raises(Invalid) as refused:
        requests.submit_request(draft, at=factories.instant(monday))
    assert (refused.value.field, refused.value.message) == ("date_of_birth", message)
    assert Person.objects.count() == 0
    assert User.objects.count() == 0


@pytest.mark.parametrize("born", ["2026-01-05", "2001-01-06"])
def test_the_youngest_and_the_oldest_may_ask(monday: date, born: str) -> None:
    draft = factories.draft(monday, child={"date_of_birth": born})
    assert requests.submit_request(draft, at=factories.instant(monday)).received_on == monday


def test_receipt_is_the_local_day_of_the_instant() -> None:
    # 23:30 UTC on 30 June is 00:30 on 1 July in London.
    late = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
    draft = factories.draft(date(2026, 6, 30))
    assert requests.submit_request(draft, at=late).received_on == date(2026, 7, 1)


def test_a_young_person_asks_in_their_own_right(monday: date) -> None:
    assessment = factories.requested(
        monday,
        who={"asker": "young_person"},
        you={"email": "zainab@family.example", "name": ""},
        child={"first_name": "Zainab", "last_name": "Ali", "date_of_birth": "2008-11-02"},
    )
    person = assessment.case.person
    assert person.user is not None
    assert person.user.email == "zainab@family.example"
    assert person.user.name == "Zainab Ali"


def test_a_school_asks_and_is_not_the_family(monday: date) -> None:
    assessment = factories.requested(
        monday,
        who={"asker": "setting"},
        you={
            "name": "Helen Shaw",
            "email": "senco@oakfield.example",
            "family_name": "Ngozi Okafor",
            "family_relationship": "mother",
            "family_email": "ngozi@family.example",
        },
    )
    (member,) = assessment.case.person.family.all()
    assert (member.name, member.user) == ("Ngozi Okafor", None)


def test_a_deleted_draft_keeps_nothing_and_cannot_be_sent(monday: date) -> None:
    draft = factories.draft(monday)
    requests.delete_draft(draft, at=factories.instant(monday))
    draft.refresh_from_db()
    assert (draft.answers, draft.email) == ({}, "")
    with pytest.raises(Invalid):
        requests.submit_request(draft, at=factories.instant(monday))
    assert Assessment.objects.count() == 0


def test_a_draft_that_was_sent_cannot_be_deleted_or_changed(monday: date) -> None:
    draft = factories.draft(monday)
    requests.submit_request(draft, at=factories.instant(monday))
    with pytest.raises(Invalid):
        requests.delete_draft(draft, at=factories.instant(monday))
    with pytest.raises(Invalid):
        requests.save_page(draft, "story", {"story": "x"}, at=factories.instant(monday))
    assert RequestDraft.objects.get().answers["story"] == factories.PAGES["story"]


BARE: dict[str, dict[str, Any]] = {
    "who": {"asker": "parent"},
    "you": {"name": "Ngozi Okafor", "email": "ngozi@family.example"},
    "child": {"first_name": "Amara", "last_name": "Okafor", "date_of_birth": "2018-10-09"},
}
"""Who asks, how to reach them, and for whom."""


@pytest.mark.parametrize("asker", ["parent", "young_person", "setting", "other"])
def test_a_request_that_says_nothing_else_is_a_request_from_that_day(
    asker: str, monday: date
) -> None:
    born = {"date_of_birth": "2008-10-09"} if asker == "young_person" else {}
    bare = {**BARE, "who": {"asker": asker}, "child": {**BARE["child"], **born}}
    answers = RequestAnswers.from_draft(bare, on=monday)
    request = requests.receive_request(answers, at=factories.instant(monday))
    assert request.received_on == monday
    decide = next(duty for duty in duties_of(request.assessment, monday) if duty.due)
    assert (decide.duty, decide.due) == ("assess.notify_decision", date(2026, 2, 16))
    # Somebody of the family is there to be written to.
    assert request.case.person.family.count() == 1


@pytest.mark.parametrize(
    ("page", "field"),
    [("who", "asker"), ("you", "name"), ("you", "email"), ("child", "first_name"),
     ("child", "last_name"), ("child", "date_of_birth")],
)  # fmt: skip
def test_who_asks_and_for_whom_is_all_that_is_needed(page: str, field: str, monday: date) -> None:
    without = {**BARE, page: {**BARE[page], field: ""}}
    with pytest.raises(Invalid) as refused:
        RequestAnswers.from_draft(without, on=monday)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("born", "name", "relationship"),
    [
        ("2018-10-09", "The parent or carer of Amara Okafor", "parent or carer"),
        ("2008-10-09", "Amara Okafor", "themselves"),
    ],
)
@pytest.mark.parametrize("asker", ["setting", "other"])
def test_a_family_that_nobody_named_is_written_to_where_the_child_lives(
    asker: str, born: str, name: str, relationship: str, monday: date
) -> None:
    asked = {"who": {"asker": asker}, "child": {"date_of_birth": born}}
    member = factories.requested(monday, **asked).case.person.family.get()
    assert (member.name, member.relationship) == (name, relationship)
    assert (member.address, member.postcode) == ("1 Example Street", "ME99 1AA")
    assert (member.user, member.has_parental_responsibility) == (None, False)


def test_whoever_brings_a_child_to_attention_has_no_part_in_the_case(monday: date) -> None:
    """Section 24(1): the same six weeks run; the family is asked, and the other told nothing."""
    assessment = factories.requested(
        monday,
        who={"asker": "other"},
        you={"name": "Dr Lee", "email": "lee@surgery.example", "family_email": "x@y.example"},
    )
    request = assessment.request
    assert (request.asker_name, request.asked_by.kind) == ("Dr Lee", "system")
    assert not User.objects.filter(email="lee@surgery.example").exists()
    assert [task.kind for task in assessment.case.tasks.all()] == ["ask_family"]
    # An address that a stranger gave is not written to by itself.
    (receipt,) = Message.objects.all()
    assert (receipt.template, receipt.to) == ("attention_received", "lee@surgery.example")
    assert "Amara" not in receipt.subject + receipt.body
    assert "your-requests" not in receipt.body
    assert not is_asked_by_family(assessment)


def test_what_a_request_says_of_the_family_is_kept_where_it_is_acted_on(monday: date) -> None:
    assessment = factories.requested(
        monday,
        life={"circumstances": ["looked_after", "armed_forces", "out_of_school"]},
        family={"protected": "yes"},
        formats={
            "formats": ["large_print", "bsl"],
            "called_as": "Ms Okafor",
            "best_times": "after 6",
            "adjustments": "A quiet room.",
        },
    )
    person = assessment.case.person
    assert (person.looked_after, person.parent_in_armed_forces) == (True, True)
    assert person.address_is_protected is True
    member = person.family.get()
    assert member.large_print is True
    assert member.adjustments == (
        "A quiet room.\nLarge print\nBritish Sign Language\nTo be addressed as: Ms Okafor\n"
        "Best times: after 6"
    )
    plain = factories.requested(monday, you={"email": "other@family.example"}).case.person
    assert (plain.looked_after, plain.parent_in_armed_forces) == (False, False)
    assert plain.address_is_protected is False
    assert plain.family.get().large_print is False


def test_a_draft_begun_before_the_pages_were_parted_is_read_as_it_was(monday: date) -> None:
    old = {**BARE, "child": {**BARE["child"], "address": "2 Old Road", "postcode": "ME99 1AB",
           "setting_name": "Elm", "detained": "yes", "held_at": "Cookham Wood"}}  # fmt: skip
    answers = RequestAnswers.from_draft(old, on=monday)
    assert (answers.address, answers.postcode, answers.setting_name) == (
        "2 Old Road", "ME99 1AB", "Elm",
    )  # fmt: skip
    assert (answers.is_detained, answers.held_at) == (True, "Cookham Wood")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("أمارا", "عبد الرحمن"),
        ("愛", "王"),
        ("Wolfeschlegel" * 15, "Hausenbergerdorff" * 11),
        ("O’Neill-D’Arcy", "van der Ñuñez"),
    ],
)
def test_a_name_in_any_script_and_of_any_length_is_kept_whole(
    first: str, last: str, priya: User, monday: date
) -> None:
    first, last = first[:200], last[:200]
    child = {"first_name": first, "last_name": last, "date_of_birth": "2008-10-09"}
    assessment = journeys.assessing(priya, monday, who={"asker": "young_person"}, child=child)
    for row in (*Person.objects.all(), *User.objects.filter(kind="family")):
        row.full_clean(exclude=["user", "password", "sex"])
    assert assessment.case.person.full_name == f"{first} {last}"
    assert assessment.request.asker_name == f"{first} {last}"
    letter = Letter.objects.filter(recipient="family").first()
    assert letter is not None
    Letter._meta.get_field("addressee").clean(letter.addressee, letter)
    assert letter.addressee == f"{first} {last}"


@pytest.mark.parametrize(
    ("setting", "told"), [("Oakfield Primary School", ["Oakfield Primary School"]), ("", [])]
)
def test_no_letter_is_owed_to_a_head_teacher_where_there_is_none(
    setting: str, told: list[str], priya: User, monday: date
) -> None:
    journeys.assessing(priya, monday, school={"setting_name": setting})
    to_heads = Letter.objects.filter(recipient="head_or_lead")
    assert [letter.addressee for letter in to_heads] == told


# --- What is never sent ----------------------------------------------------------------------

KEPT = timedelta(days=90)


@pytest.mark.parametrize("missed", [0, 1, 3, 30, 400])
def test_what_is_not_sent_is_deleted_however_many_nights_were_missed(
    missed: int, monday: date
) -> None:
    draft = factories.draft(monday)
    requests.send_resume_link(
        draft, email="ngozi@family.example", address="https://x/", at=factories.instant(monday)
    )
    sent = factories.draft(monday)
    requests.submit_request(sent, at=factories.instant(monday))
    last = factories.instant(monday) + KEPT
    assert requests.delete_unsent(untouched_for=KEPT, at=last) == 0
    night = last + timedelta(seconds=1, days=missed)
    assert requests.delete_unsent(untouched_for=KEPT, at=night) == 1
    gone = RequestDraft.objects.get(pk=draft.pk)
    assert (gone.answers, gone.email, gone.deleted_at) == ({}, "", night)
    assert [link.revoked_at for link in gone.links.all()] == [night]
    kept = RequestDraft.objects.get(pk=sent.pk)
    assert kept.deleted_at is None
    assert kept.answers
    # A second run does nothing, and the day of deletion stays.
    assert requests.delete_unsent(untouched_for=KEPT, at=night + timedelta(days=1)) == 0
    assert RequestDraft.objects.get(pk=draft.pk).deleted_at == night


def test_to_have_a_link_sent_is_to_keep_what_it_opens(monday: date) -> None:
    draft = factories.draft(monday)
    late = factories.instant(monday) + timedelta(days=89)
    requests.send_resume_link(draft, email="n@family.example", address="https://x/", at=late)
    assert requests.delete_unsent(untouched_for=KEPT, at=late + timedelta(days=29)) == 0
    assert requests.delete_unsent(untouched_for=KEPT, at=late + timedelta(days=91)) == 1


@pytest.mark.parametrize("overtaken_by", ["saved", "sent"])
def test_what_is_saved_or_sent_as_the_worker_comes_to_it_stays(
    overtaken_by: str, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = factories.draft(monday)
    night = factories.instant(monday) + timedelta(days=100)
    lock = RequestDraft.objects.select_for_update

    def overtaken() -> object:
        monkeypatch.undo()
        if overtaken_by == "saved":
            requests.save_page(draft, "story", {"story": "Again."}, at=night)
        else:
            requests.submit_request(draft, at=night)
        return lock()

    monkeypatch.setattr(RequestDraft.objects, "select_for_update", overtaken)
    assert requests.delete_unsent(untouched_for=KEPT, at=night) == 0
    assert RequestDraft.objects.get().answers["child"]["first_name"] == "Amara"
