"""A family's own copy: what is in it, for whom, to take away; who looked; and how to disagree."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ehc.actions import assessments, conversations, lateness
from ehc.documents import bundle as bundles
from ehc.explanations import weekday_date
from ehc.models import (
    AccessRecord,
    Assessment,
    Document,
    FamilyMember,
    Upload,
    User,
    UserKind,
)
from ehc.tasks import work_once
from ehc.workflows.counting import add_months
from tests import journeys
from tests.actions.test_uploads import pdf
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def mother() -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def refused(priya: User, today: date) -> Assessment:
    """Refused a week ago, after a message of the mother's with a file and its answer."""
    asked = journeys.allocated(priya, later(today, weeks=-5))
    day = later(today, weeks=-3)
    conversations.write_to_authority(
        asked.case,
        text="Here is the report.",
        file=SimpleUploadedFile("Report of May.pdf", pdf(), content_type="application/pdf"),
        **who(mother(), day),
    )
    conversations.write_to_family(
        asked.case, reader=mother(), text="Thank you for it.", **who(priya, later(day, days=1))
    )
    lateness.tell_why_late(
        asked.case, why="Somebody was ill.", doing="We ask again.", next_on=today,
        **who(priya, later(today, days=-9)),
    )  # fmt: skip
    return assessments.refuse_to_assess(
        asked, reason="The school can help.", **who(priya, later(today, weeks=-1))
    )


@pytest.fixture
def father(refused: Assessment) -> User:
    user = User.objects.create_user("emeka@family.example", name="Emeka", kind=UserKind.FAMILY)
    FamilyMember.objects.create(
        person=refused.case.person, name="Emeka Okafor", relationship="father", user=user
    )
    return user


def home(refused: Assessment, rest: str = "") -> str:
    return f"/your-requests/{refused.case.reference}/{rest}"


def archive(client: Client, refused: Assessment) -> ZipFile:
    answer: Any = client.get(f"/files/of/{refused.case.reference}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{refused.case.reference}-copy.zip"'
    )
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_everything_stands_in_order_and_each_adult_sees_their_own(
    refused: Assessment, father: User, signed_in: SignedIn
) -> None:
    client = signed_in(mother())
    assert f'href="{home(refused, "everything/")}"' in client.get(home(refused)).content.decode()
    text = client.get(home(refused, "everything/")).content.decode()
    letter = Document.objects.get(kind="refuse_to_assess").title
    wanted = (
        "The request for an assessment", "Here is the report.", "Report of May.pdf",
        "Thank you for it.", "Somebody was ill.", f"Our letter: {letter}",
    )  # fmt: skip
    places = [text.rindex(words) for words in wanted]
    assert places == sorted(places)
    theirs = signed_in(father).get(home(refused, "everything/")).content.decode()
    assert "Somebody was ill." in theirs
    assert [words for words in wanted if words in theirs] == [
        "The request for an assessment", "Somebody was ill.",
    ]  # fmt: skip


def test_it_is_taken_away_with_its_papers_and_files_and_that_is_on_record(
    refused: Assessment, father: User, signed_in: SignedIn
) -> None:
    for _number in range(20):
        work_once(timezone.now())
    client = signed_in(mother())
    taken = archive(client, refused)
    names = taken.namelist()
    assert names[0] == "index.html"
    papers = {name.partition("-")[2]: taken.read(name) for name in names[1:]}
    assert papers["report-of-may.pdf"] == pdf_of("Report of May.pdf")
    letter = Document.objects.get(kind="refuse_to_assess")
    assert letter.file.open("rb").read() in papers.values()
    index = taken.read("index.html").decode()
    assert [name for name in names[1:] if f'href="{name}"' not in index] == []
    assert "Here is the report." in index
    record = AccessRecord.objects.get(route="own_copy")
    assert (record.by, record.case) == (mother(), refused.case)
    theirs = archive(signed_in(father), refused)
    assert theirs.namelist() == ["index.html"]
    assert "Here is the report." not in theirs.read("index.html").decode()


def pdf_of(name: str) -> bytes:
    data: bytes = Upload.objects.get(name=name).file.open("rb").read()
    return data


def test_a_file_that_is_gone_is_said_to_be_and_the_others_are_there(
    refused: Assessment, signed_in: SignedIn
) -> None:
    kept = Upload.objects.get().file
    kept.storage.delete(kept.name)
    taken = archive(signed_in(mother()), refused)
    assert taken.namelist() == ["index.html"]
    assert "This file could not be read just now." in taken.read("index.html").decode()


def test_a_large_file_is_never_whole_in_memory(
    refused: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "PIECE", 64)
    kept = Upload.objects.get().file
    given = [("one.pdf", kept), ("two.pdf", kept)]
    pieces = list(bundles.bundle("<p>", given, at=instant(date(2026, 1, 5))))
    assert kept.size > 64 * 4
    # A piece, and at most what the archive says of a file and of all of them at its end.
    assert max(len(piece) for piece in pieces) < 64 * 5
    taken = ZipFile(io.BytesIO(b"".join(pieces)))
    assert taken.testzip() is None
    assert taken.read("two.pdf") == kept.open("rb").read()


@pytest.mark.parametrize("page", ["everything/", "who-has-opened/", "if-you-disagree/"])
def test_nobody_else_opens_it(
    page: str, refused: Assessment, priya: User, tom: User, signed_in: SignedIn
) -> None:
    stranger = User.objects.create_user("x@family.example", name="X", kind=UserKind.FAMILY)
    for other in (priya, tom, stranger):
        client = signed_in(other)
        assert client.get(home(refused, page)).status_code in {403, 404}
        assert client.get(f"/files/of/{refused.case.reference}/").status_code in {403, 404}
    assert signed_in(mother()).get(home(refused, page)).status_code == 200


def test_it_takes_as_many_queries_for_three_messages_as_for_one(
    refused: Assessment, today: date, signed_in: SignedIn, queries_of: Callable[[Client, str], int]
) -> None:
    client, address = signed_in(mother()), home(refused, "everything/")
    client.get(address)
    before = queries_of(client, address)
    for number in range(2):
        conversations.write_to_authority(refused.case, text=f"{number}", **who(mother(), today))
    assert queries_of(client, address) == before


def test_who_opened_the_file_is_told_by_their_name_and_another_adult_is_not(
    refused: Assessment, priya: User, father: User, today: date, signed_in: SignedIn
) -> None:
    priya.job_title = "SEND caseworker"
    priya.save()
    for page in ("", "people/"):
        signed_in(priya).get(f"/cases/{refused.case.reference}/{page}")
    signed_in(father).get(home(refused))
    text = signed_in(mother()).get(home(refused, "who-has-opened/")).content.decode()
    assert "Priya Nair, SEND caseworker (2 times)" in text
    assert weekday_date(today) in text
    assert "Emeka" not in text
    assert "You (1 time)" in text


def test_how_to_disagree_says_the_dates_that_run_and_that_none_does(
    refused: Assessment, priya: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(mother())
    text = client.get(home(refused, "if-you-disagree/")).content.decode()
    due = add_months(later(today, weeks=-1), 2)
    assert f"You can appeal until {weekday_date(due)}" in text
    assert "No time to appeal runs now." not in text
    for words in ("complaints@kent.example", "0808 157 0120", "Ombudsman", "Tribunal"):
        assert words in text
    asked = journeys.allocated(priya, later(today, weeks=-1))
    other = client.get(home(asked, "if-you-disagree/")).content.decode()
    assert "No time to appeal runs now." in other
    assert "You can appeal until" not in other
