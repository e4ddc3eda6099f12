"""Answering a request for advice with an account and by a one-case link, and what then happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ehc.actions import advice_requests, contributions
from ehc.models import (
    AccessRecord,
    Advice,
    AdviceDraft,
    AdviceRequest,
    Message,
    Service,
    Upload,
    User,
    UserKind,
)
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
LINK = "http://testserver/advice/link/"


def _rows(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    given = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        given |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return given


def answers(**changes: Any) -> dict[str, Any]:
    """A whole answer, as the form posts it."""
    content = journeys.GOOD_ADVICE
    return {
        "author_name": content.author_name,
        "author_role": content.author_role,
        "seen_on": content.seen_on,
        "strengths": content.strengths,
        **_rows("needs", *map(dict, content.needs)),
        **_rows("outcomes", *({"text": text} for text in content.outcomes)),
        **_rows("provisions", *map(dict, content.provisions)),
        **changes,
    }


@pytest.fixture
def asked(priya: User, today: date) -> AdviceRequest:
    """A psychologist was asked a week ago."""
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    return journeys.advice_sought(priya, factories.later(today, weeks=-1), assessment)


@pytest.fixture
def psychologist(asked: AdviceRequest) -> User:
    assert asked.professional is not None
    return asked.professional


def test_an_adviser_sees_their_own_requests_and_no_others(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn
) -> None:
    other = factories.staff("Ruth Ellery", Role.EDUCATIONAL_PSYCHOLOGIST)
    assert "Amara Okafor" in signed_in(psychologist).get("/advice/").content.decode()
    assert "Amara Okafor" not in signed_in(other).get("/advice/").content.decode()
    assert signed_in(other).get(f"/advice/{asked.pk}/").status_code == 404
    assert signed_in(psychologist).get(f"/advice/{asked.pk}/").status_code == 200
    reference = asked.assessment.case.reference
    assert signed_in(psychologist).get(f"/cases/{reference}/").status_code == 404
    assert "advice_requested" in set(
        Message.objects.filter(user=psychologist).values_list("template", flat=True)
    )


def test_an_unfinished_answer_is_kept_and_a_row_is_added(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn
) -> None:
    client = signed_in(psychologist)
    saved = client.post(f"/advice/{asked.pk}/", answers(strengths="Half a", add="needs"))
    assert saved.url == f"/advice/{asked.pk}/#needs-1"
    assert AdviceDraft.objects.get().content["strengths"] == "Half a"
    page = client.get(f"/advice/{asked.pk}/").content.decode()
    assert 'id="needs-1"' in page
    assert "Half a" in page
    assert not Advice.objects.exists()


def test_an_answer_is_sent_once_and_missing_parts_are_named(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn
) -> None:
    client = signed_in(psychologist)
    address = f"/advice/{asked.pk}/"
    bare = answers(author_name="", send="1", **_rows("provisions"))
    refused = client.post(address, bare)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#id_author_name"' in text
    assert 'href="#id_provisions-0-what"' in text
    assert client.post(address, answers(send="1")).url == "/advice/"
    assert Advice.objects.count() == 1
    again = client.post(address, answers(send="1"))
    assert "Advice sent" in again.content.decode()
    assert Advice.objects.count() == 1


def test_vague_words_are_pointed_out_and_do_not_stop_the_answer(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn
) -> None:
    vague = _rows("provisions", {"what": "Access to a programme", "how_often": "regularly"})
    client = signed_in(psychologist)
    client.post(f"/advice/{asked.pk}/", answers(**vague))
    page = client.get(f"/advice/{asked.pk}/").content.decode()
    assert "Provision 1 says “Access to”" in page
    assert client.post(f"/advice/{asked.pk}/", answers(send="1", **vague)).status_code == 302


def test_a_false_report_is_refused_and_what_was_typed_is_kept(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn
) -> None:
    client = signed_in(psychologist)
    false = SimpleUploadedFile("report.pdf", b"MZ" + b"\0" * 3000)
    refused = client.post(f"/advice/{asked.pk}/", answers(send="1", report=false))
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "must be a PDF, a Word document" in text
    assert "Amara remembers stories in detail" in text
    assert not Upload.objects.exists()
    assert not Advice.objects.exists()
    true = SimpleUploadedFile("report.pdf", pdf())
    assert client.post(f"/advice/{asked.pk}/", answers(send="1", report=true)).status_code == 302
    kept = Advice.objects.get().report
    assert kept is not None
    download = client.get(f"/files/{kept.pk}/")
    assert "attachment" in download["Content-Disposition"]


def test_somebody_elses_file_looks_absent(
    asked: AdviceRequest, psychologist: User, priya: User, tom: User, signed_in: SignedIn
) -> None:
    true = SimpleUploadedFile("report.pdf", pdf())
    signed_in(psychologist).post(f"/advice/{asked.pk}/", answers(send="1", report=true))
    kept = Upload.objects.get()
    assert signed_in(priya).get(f"/files/{kept.pk}/").status_code == 200
    assert signed_in(tom).get(f"/files/{kept.pk}/").status_code == 404
    assert signed_in(tom).get("/files/999999/").status_code == 404


def test_advice_is_returned_with_questions_and_answered_by_a_new_version(
    asked: AdviceRequest, psychologist: User, priya: User, signed_in: SignedIn
) -> None:
    signed_in(psychologist).post(f"/advice/{asked.pk}/", answers(send="1"))
    base = f"/cases/{asked.assessment.case.reference}/advice/{asked.pk}/"
    caseworker = signed_in(priya)
    refused = caseworker.post(f"{base}return/", _rows("questions", {"text": ""}))
    assert "Ask at least one question" in refused.content.decode()
    pinned = {"pinned_to": "provision:1", "text": "Who trains the assistant?"}
    assert caseworker.post(f"{base}return/", _rows("questions", pinned)).status_code == 302
    page = signed_in(psychologist).get(f"/advice/{asked.pk}/").content.decode()
    assert "Provision 1: Who trains the assistant?" in page
    changed = answers(send="1", strengths="Amara remembers stories, and songs.")
    signed_in(psychologist).post(f"/advice/{asked.pk}/", changed)
    assert [one.version for one in Advice.objects.all()] == [1, 2]
    assert caseworker.post(f"{base}accept/").status_code == 302
    late = caseworker.post(f"{base}accept/")
    assert late.status_code == 409
    assert "Somebody has already done this" in late.content.decode()


# --- One-case links ------------------------------------------------------------------------


@pytest.fixture
def link(priya: User, today: date) -> str:
    """The address that a private therapist was sent."""
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    advice_requests.seek_advice(
        assessment, kind="requested", outside_email="nadia@therapy.example",
        outside_name="Nadia Brook", link_address=LINK, by=priya, on=today, at=instant(today, 0),
    )  # fmt: skip
    found = re.search(r"/advice/link/\S+", Message.objects.get(template="advice_link").body)
    assert found is not None
    return found[0]


def test_opening_a_link_changes_nothing_and_its_button_works_once(link: str) -> None:
    client = Client()
    for _scanner in range(3):
        assert "Open the request" in client.get(link).content.decode()
    assert client.get("/advice/answer/").status_code == 410
    assert client.post(link).url == "/advice/answer/"
    page = client.get("/advice/answer/")
    assert "Advice for Amara Okafor" in page.content.decode()
    assert AccessRecord.objects.get(by_link=True).route == "answer_by_link"
    stranger = Client()
    assert stranger.post(link).status_code == 410
    assert stranger.get("/advice/answer/").status_code == 410


def test_a_link_opens_one_request_and_nothing_else(link: str, asked: AdviceRequest) -> None:
    client = Client()
    client.post(link)
    cookie = client.cookies["advice_link"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/advice/", True, "Lax")
    for address in (f"/advice/{asked.pk}/", "/advice/", "/home/"):
        assert client.get(address).status_code == 302
    sent = client.post("/advice/answer/", answers(send="1"))
    assert sent.url == "/advice/answer/"
    assert Advice.objects.get().advice_request.kind == "requested"


def test_a_new_link_ends_the_earlier_one(link: str, priya: User, signed_in: SignedIn) -> None:
    client = Client()
    client.post(link)
    request = AdviceRequest.objects.get(kind="requested")
    base = f"/cases/{request.assessment.case.reference}/advice/{request.pk}/"
    assert signed_in(priya).post(f"{base}chase/").status_code == 302
    assert client.get("/advice/answer/").status_code == 410
    assert Message.objects.filter(template="advice_link").count() == 2


def test_asking_again_writes_to_the_adviser_until_the_advice_has_come(
    asked: AdviceRequest, psychologist: User, priya: User, signed_in: SignedIn
) -> None:
    base = f"/cases/{asked.assessment.case.reference}/advice/{asked.pk}/"
    client = signed_in(priya)
    page = client.post(f"{base}chase/", follow=True)
    assert "We have asked again" in page.content.decode()
    assert Message.objects.filter(template="advice_requested", user=psychologist).count() == 2
    signed_in(psychologist).post(f"/advice/{asked.pk}/", answers(send="1"))
    late = client.post(f"{base}chase/")
    assert late.status_code == 409
    assert Message.objects.filter(template="advice_requested").count() == 2


def test_nobody_to_ask_again_is_explained(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    request = advice_requests.seek_advice(
        assessment, kind="medical", service=factories.ServiceFactory(), by=priya, on=today,
        at=instant(today, 0),
    )  # fmt: skip
    base = f"/cases/{assessment.case.reference}/advice/{request.pk}/"
    page = signed_in(priya).post(f"{base}chase/")
    assert page.status_code == 422
    assert "Give the request to a professional first." in page.content.decode()


def test_a_file_that_is_too_large_is_refused_and_what_was_typed_is_kept(
    asked: AdviceRequest, psychologist: User, signed_in: SignedIn, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    large = SimpleUploadedFile("report.pdf", b"%PDF" + b"\0" * settings.MAX_UPLOAD_BYTES)
    page = signed_in(psychologist).post(f"/advice/{asked.pk}/", answers(send="1", report=large))
    text = page.content.decode()
    assert page.status_code == 422
    assert "The file must be smaller than 1 MB" in text
    assert "Amara remembers stories in detail" in text
    assert not Upload.objects.exists()


def test_a_link_ends_with_its_time(link: str, today: date) -> None:
    with time_machine.travel(instant(factories.later(today, weeks=13))):
        assert Client().post(link).status_code == 410
    with time_machine.travel(instant(factories.later(today, weeks=11))):
        assert Client().post(link).status_code == 302


# --- Asking --------------------------------------------------------------------------------


def test_asking_an_inbox_sends_it_a_link(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    service = Service.objects.create(
        name="Social Care", advice_kind="social_care", email="duty@kent.example"
    )
    address = f"/cases/{assessment.case.reference}/advice/ask/"
    client = signed_in(priya)
    refused = client.post(address, {"kind": "social_care", "asked_of": "service"})
    assert "Choose the service to ask" in refused.content.decode()
    given = {"kind": "social_care", "asked_of": "service", "service": service.pk}
    assert client.post(address, given).status_code == 302
    made = AdviceRequest.objects.get()
    assert made.professional is not None
    assert (made.professional.email, made.professional.kind) == (
        "duty@kent.example",
        UserKind.CONTRIBUTOR,
    )
    assert Message.objects.get(template="advice_link").to == "duty@kent.example"
    # Whoever answers in the inbox is called as the service is: its name is read once.
    assert (str(made.professional), made.asked_of_whom) == ("Social Care", "Social Care")
    for page in ("", f"advice/{made.pk}/"):
        text = client.get(f"/cases/{assessment.case.reference}/{page}").content.decode()
        assert "Social Care" in text
        assert "Social Care, Social Care" not in text


def test_the_service_and_who_answers_there_are_both_read(priya: User, today: date) -> None:
    asked = journeys.advice_sought(
        priya, today, journeys.assessing(priya, factories.later(today, weeks=-3))
    )
    assert asked.service is not None
    assert asked.professional is not None
    assert asked.asked_of_whom == f"{asked.service}, {asked.professional}"


def test_a_link_is_never_sent_to_a_member_of_staff(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    given = {
        "kind": "requested", "asked_of": "outside", "outside_name": "Tom",
        "outside_email": tom.email,
    }  # fmt: skip
    page = signed_in(priya).post(f"/cases/{assessment.case.reference}/advice/ask/", given)
    assert page.status_code == 422
    assert "choose them by name" in page.content.decode()
    assert not AdviceRequest.objects.exists()


def test_the_head_of_a_service_gives_a_request_to_a_colleague(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    service = factories.ServiceFactory()
    head = factories.staff("Pat Head", Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST, service=service)
    colleague = factories.staff("Ruth Ellery", Role.EDUCATIONAL_PSYCHOLOGIST)
    request = advice_requests.seek_advice(
        assessment, kind="psychological", service=service, by=priya, on=today, at=instant(today, 0)
    )
    address = f"/cases/{assessment.case.reference}/advice/{request.pk}/give/"
    assert signed_in(head).get(address).status_code == 200
    assert signed_in(head).post(address, {"to": colleague.pk}).status_code == 302
    assert AdviceRequest.objects.get().professional == colleague
    assert timedelta(weeks=6) == AdviceRequest.objects.get().due_on - today


def test_who_recommends_nothing_says_why(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-2))
    asked = journeys.advice_sought(priya, factories.later(today, weeks=-1), assessment)
    assert asked.professional is not None
    client = signed_in(asked.professional)
    posted = {
        "author_name": "Dr Samira Khan", "author_role": "Educational psychologist", "send": "1",
        **{f"{rows}-{part}_FORMS": 0 for rows in ("needs", "outcomes", "provisions")
           for part in ("TOTAL", "INITIAL")},
    }  # fmt: skip
    refused = client.post(f"/advice/{asked.pk}/", posted)
    assert refused.status_code == 422
    assert "or say why nothing is needed" in refused.content.decode()
    sent = client.post(f"/advice/{asked.pk}/", {**posted, "nothing_needed": "Nothing was found."})
    assert sent.status_code == 302
    read = signed_in(priya).get(f"/cases/{assessment.case.reference}/advice/{asked.pk}/")
    assert "Nothing was found." in read.content.decode()


def test_the_caseworker_is_told_what_to_ask_about_and_reads_every_version(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-2))
    asked = journeys.advice_sought(priya, factories.later(today, weeks=-1), assessment)
    ep = asked.professional
    assert ep is not None
    vague = {**journeys.GOOD_ADVICE.provisions[0], "how_often": "Regularly", "how_long": ""}
    contributions.submit_advice(
        asked, replace(journeys.GOOD_ADVICE, provisions=(vague,), strengths="As first sent."),
        by=ep, on=today, at=instant(today),
    )  # fmt: skip
    at = f"/cases/{assessment.case.reference}/advice/{asked.pk}/"
    client = signed_in(priya)
    text = client.get(at).content.decode()
    assert "Provision 1 says “Regularly”" in text
    assert "Provision 1 does not say how long each time." in text
    rows = {"questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0}
    empty = client.post(f"{at}return/", rows).content.decode()
    assert 'href="#id_questions-0-text"' in empty
    given = {**rows, "questions-0-text": "How often?", "questions-0-pinned_to": "provision:1"}
    assert client.post(f"{at}return/", given).status_code == 302
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, by=ep, on=today, at=instant(today))
    text = client.get(at).content.decode()
    assert "Read version 1" in text
    assert "As first sent." in text
    assert "Regularly”" not in text


def test_a_request_can_be_given_to_somebody_outside_by_a_link(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-2))
    asked = advice_requests.seek_advice(
        assessment, kind="medical", service=factories.ServiceFactory(), by=priya, on=today,
        at=instant(today),
    )  # fmt: skip
    owen = factories.staff("Owen Price", Role.HEALTH_COORDINATOR)
    client = signed_in(owen)
    at = f"/cases/{assessment.case.reference}/advice/{asked.pk}/give/"
    assert assessment.case.person.full_name in client.get(at).content.decode()
    for wrong, says in (
        ({}, "Choose a person, or name somebody outside"),
        ({"outside_name": "Leila Brandt"}, "Enter their email address"),
        ({"outside_email": "leila@nhs.example"}, "Enter the name of the professional"),
        ({"outside_name": "P", "outside_email": priya.email}, "This address belongs to staff"),
        ({"to": owen.pk, "outside_name": "L", "outside_email": "l@nhs.example"}, "not both"),
    ):
        refused = client.post(at, wrong)
        assert refused.status_code == 422
        assert says in refused.content.decode()
    given = {"outside_name": "Leila Brandt", "outside_email": "leila@nhs.example"}
    assert client.post(at, given).status_code == 302
    asked.refresh_from_db()
    assert str(asked.professional) == "Leila Brandt"
    assert "/advice/link/" in Message.objects.get(to="leila@nhs.example").body
