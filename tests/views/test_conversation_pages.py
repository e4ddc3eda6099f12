"""The pages of a conversation: the family's own, the caseworker's queue, and the case's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ehc.actions import conversations
from ehc.explanations import weekday_date
from ehc.models import AccessRecord, Case, Said, User
from ehc.queries.conversations import answer_due
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture(scope="module", autouse=True)
def taken(once: Once[int], today: date) -> int:
    return once(lambda priya: journeys.allocated(priya, today).case_id)


@pytest.fixture
def case(db: None, taken: int) -> Case:
    return Case.objects.get(pk=taken)


@pytest.fixture
def mother(case: Case) -> User:
    return User.objects.get(email="ngozi@family.example")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_family_writes_is_answered_and_reads_it(
    priya: User, case: Case, mother: User, today: date, signed_in: SignedIn
) -> None:
    family, staff = signed_in(mother), signed_in(priya)
    here = f"/your-requests/{case.reference}/messages/"
    assert f'href="{here}"' in text_of(family.get(f"/your-requests/{case.reference}/"))
    by = weekday_date(answer_due(today, 5))
    page = text_of(family.get(here))
    assert f"you have an answer by <strong>{by}</strong>" in page
    sent = family.post(
        here,
        {"text": "When do you decide?", "file": SimpleUploadedFile("a.pdf", pdf())},
        follow=True,
    )
    assert f"We have your message. Priya Nair answers by {by}." in text_of(sent)
    assert f"We answer by {by}" in text_of(sent)
    said = Said.objects.get()
    assert family.get(f"/files/{said.file_id}/").status_code == 200
    # It waits in the caseworker's queue, on the case and with the letters.
    assert "1 message waits for an answer" in text_of(staff.get("/cases/"))
    there = f"/cases/{case.reference}/messages/{mother.pk}/"
    for address in (
        "/cases/messages/",
        f"/cases/{case.reference}/",
        f"/cases/{case.reference}/letters/",
    ):
        assert f'href="{there}"' in text_of(staff.get(address)), address
    assert "When do you decide?" in text_of(staff.get(there))
    answered = staff.post(there, {"how": "message", "text": "By 16 February."}, follow=True)
    assert "Not read yet" in text_of(answered)
    assert "Nothing waits for an answer" in text_of(staff.get("/cases/messages/"))
    # The family is told that there is something to read, reads it, and that is known.
    assert "Read the message that we wrote to you" in text_of(
        family.get(f"/your-requests/{case.reference}/")
    )
    assert "By 16 February." in text_of(family.get(here))
    assert "Read the message" not in text_of(family.get(f"/your-requests/{case.reference}/"))
    assert f"Read on {weekday_date(today)}" in text_of(staff.get(there))
    assert AccessRecord.objects.filter(route="messages_waiting", by=priya).exists()
    assert AccessRecord.objects.filter(route="conversation_with", case=case, by=priya).exists()


def test_what_was_typed_is_kept_where_it_is_refused(
    priya: User, case: Case, mother: User, signed_in: SignedIn
) -> None:
    here = f"/your-requests/{case.reference}/messages/"
    broken = SimpleUploadedFile("page.html", b"<p>Hello</p>")
    refused = signed_in(mother).post(here, {"text": "See my letter.", "file": broken})
    assert refused.status_code == 422
    assert "See my letter." in text_of(refused)
    assert "The file must be a PDF" in text_of(refused)
    there = f"/cases/{case.reference}/messages/{mother.pk}/"
    refused = signed_in(priya).post(there, {"text": ""})
    assert refused.status_code == 422
    assert "Say how you answer" in text_of(refused)
    assert "Write what you would like to say" in text_of(refused)
    assert not Said.objects.exists()


def test_a_note_of_a_call_is_read_by_the_family(
    priya: User, case: Case, mother: User, signed_in: SignedIn
) -> None:
    here = f"/your-requests/{case.reference}/messages/"
    signed_in(mother).post(here, {"text": "After three.", "wants_call": "on"})
    assert "Wants to be rung" in text_of(signed_in(priya).get("/cases/messages/"))
    there = f"/cases/{case.reference}/messages/{mother.pk}/"
    signed_in(priya).post(there, {"how": "call", "text": "We spoke about Friday."})
    page = text_of(signed_in(mother).get(here))
    assert "We spoke about Friday." in page
    assert "by telephone" in page


def test_nobody_else_opens_a_conversation(
    priya: User, tom: User, case: Case, mother: User, today: date, signed_in: SignedIn
) -> None:
    other = factories.requested(
        today, you={"email": "other@family.example"}, child={"first_name": "Bo"}
    ).request.asked_by
    assert other is not None
    here = f"/your-requests/{case.reference}/messages/"
    there = f"/cases/{case.reference}/messages/{mother.pk}/"
    assert signed_in(other).get(here).status_code == 404
    assert signed_in(tom).get(there).status_code == 404
    assert signed_in(priya).get(here).status_code in {403, 404}
    assert signed_in(mother).get(there).status_code == 404
    # Nor is there one with somebody who is not of the family.
    assert signed_in(priya).get(f"/cases/{case.reference}/messages/{other.pk}/").status_code == 404
    assert signed_in(mother).get(here).status_code == 200
    assert signed_in(priya).get(there).status_code == 200


def test_the_queue_takes_as_many_queries_for_three_messages_as_for_one(
    priya: User, case: Case, mother: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get("/cases/messages/").status_code == 200
        return len(counted)

    def write() -> None:
        conversations.write_to_authority(
            case, text="Hello.", by=mother, on=today, at=instant(today)
        )

    write()
    queries()
    once_counted = queries()
    write()
    write()
    assert queries() == once_counted
