"""Adding files to a request on the pages, with and without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ehc.models import DraftFile, Request, Upload
from tests.actions.test_uploads import pdf
from tests.views.test_request_pages import TYPED, assert_sound, write_all

pytestmark = pytest.mark.django_db
PAGE = "/request/documents/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def writing(client: Client) -> Client:
    client.post("/request/begin/")
    client.post("/request/who/", TYPED["who"])
    return client


def letter(content: bytes | None = None, name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def test_a_file_is_added_without_scripts_shown_and_sent(client: Client) -> None:
    write_all(client)
    page = client.get(PAGE).content.decode()
    assert_sound(page)
    assert 'capture="environment"' in page
    answer = client.post(PAGE, {"file": letter(), "add": "1"})
    assert answer.headers["Location"] == f"{PAGE}#added"
    page = client.get(PAGE).content.decode()
    assert_sound(page)
    assert "letter.pdf" in page
    assert "letter.pdf" in client.get("/request/check/").content.decode()
    client.post("/request/check/")
    assert Upload.objects.get().case == Request.objects.get().case


def test_continue_adds_what_was_chosen_and_goes_on(writing: Client) -> None:
    assert writing.post(PAGE, {"photo": letter()}).headers["Location"] == "/request/consent/"
    assert writing.post(f"{PAGE}?then=check", {}).headers["Location"] == "/request/check/"
    assert DraftFile.objects.get().kept_at is not None


@pytest.mark.parametrize(
    ("content", "told"), [(b"MZ program", "must be a PDF"), (b"x" * 3000, "must be smaller")]
)
def test_what_is_refused_is_said_beside_the_field_and_in_the_summary(
    content: bytes, told: str, writing: Client, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 2500
    answer = writing.post(PAGE, {"file": letter(content), "add": "1"})
    assert answer.status_code == 422
    assert answer.content.decode().count(told) == 2
    assert_sound(answer.content.decode())
    assert not DraftFile.objects.exists()


def test_a_file_is_removed(writing: Client) -> None:
    writing.post(PAGE, {"file": letter(), "add": "1"})
    address = f"{PAGE}{DraftFile.objects.get().key}/remove/"
    # Somebody else's browser removes nothing.
    assert Client().post(address).status_code == 403
    assert DraftFile.objects.exists()
    assert writing.post(address).headers["Location"] == PAGE
    assert not DraftFile.objects.exists()


def test_parts_are_taken_by_address_and_a_break_is_shown(writing: Client) -> None:
    content = pdf()
    begun = writing.post(f"{PAGE}begin/", {"name": "scan.pdf", "size": len(content)}).json()
    assert begun["received"] == 0
    told = writing.post(begun["address"], {"offset": 0, "part": letter(content[:200])}).json()
    assert told == {"received": 200, "is_kept": False}
    page = writing.get(PAGE).content.decode()
    assert "came before it was cut off" in page
    assert "scan.pdf" not in writing.get("/request/check/").content.decode()
    again = writing.post(f"{PAGE}begin/", {"name": "scan.pdf", "size": len(content)}).json()
    assert again == {**begun, "received": 200}
    told = writing.post(begun["address"], {"offset": 200, "part": letter(content[200:])}).json()
    assert told == {"received": len(content), "is_kept": True}
    assert "scan.pdf" in writing.get("/request/check/").content.decode()


@pytest.mark.parametrize(
    "posted", [{}, {"name": "x.pdf"}, {"name": "x.pdf", "size": "many"}, {"size": "9" * 30}]
)
def test_a_script_that_sends_nonsense_is_told_so(posted: dict[str, str], writing: Client) -> None:
    assert writing.post(f"{PAGE}begin/", posted).status_code == 422
    assert not DraftFile.objects.exists()


def test_a_part_of_nothing_is_refused(writing: Client) -> None:
    begun = writing.post(f"{PAGE}begin/", {"name": "x.pdf", "size": 10}).json()
    assert writing.post(begun["address"], {"offset": 0}).status_code == 422
    gone = re.sub(r"[0-9a-f]{8}-", "00000000-", begun["address"], count=1)
    assert writing.post(gone, {"offset": 0, "part": letter(b"x")}).status_code == 422


def test_without_an_open_request_nothing_is_taken() -> None:
    stranger = Client()
    assert stranger.get(PAGE).status_code == 302
    assert stranger.post(PAGE, {"file": letter()}).status_code == 403
    assert stranger.post(f"{PAGE}begin/", {"name": "x", "size": 1}).status_code == 409
    assert not DraftFile.objects.exists()
