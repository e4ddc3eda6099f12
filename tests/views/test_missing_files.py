"""A paper or file that storage no longer has: said plainly, logged without personal data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ehc import tasks
from ehc.actions import uploads
from ehc.models import AccessRecord, Document, User
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.factories import instant
from tests.views.test_request_pages import assert_sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(priya: User, monday: date) -> tuple[str, Path]:
    """An issued letter: its address, and where its bytes are."""
    journeys.assessing(priya, monday)
    while tasks.work_once(instant(factories.later(monday, days=1), 12)):
        pass
    kept = Document.objects.get()
    return f"/papers/{kept.pk}/", Path(kept.file.path)


@pytest.fixture
def given(priya: User, monday: date) -> tuple[str, Path]:
    """A file that somebody gave us."""
    case = journeys.allocated(priya, monday).case
    file = SimpleUploadedFile("Amara Okafor.pdf", pdf())
    kept = uploads.keep_upload(file, case=case, field="report", by=priya, at=timezone.now())
    return f"/files/{kept.pk}/", Path(kept.file.path)


@pytest.mark.parametrize("which", ["paper", "given"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_what_storage_no_longer_has_is_said_plainly(
    which: str,
    method: str,
    request: pytest.FixtureRequest,
    priya: User,
    signed_in: Callable[[User], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    address, path = request.getfixturevalue(which)
    client = signed_in(priya)
    path.unlink()
    with caplog.at_level("ERROR", "ehc.files"):
        answer = getattr(client, method)(address)
    assert answer.status_code == 503
    assert "Content-Security-Policy" in answer.headers
    assert "application/pdf" not in answer.headers["Content-Type"]
    if method == "get":
        page = answer.content.decode()
        assert_sound(page)
        assert "This paper cannot be opened now" in page
        assert "03069 990 100" in page
    (line,) = [record.getMessage() for record in caplog.records if record.name == "ehc.files"]
    assert line.endswith("cannot be opened (FileNotFoundError)")
    assert "Amara" not in line
    assert path.name not in line
    # Who asked for it is on record all the same.
    assert AccessRecord.objects.filter(by=priya).exists()


@pytest.mark.parametrize("which", ["paper", "given"])
def test_what_storage_has_is_handed_out(
    which: str,
    request: pytest.FixtureRequest,
    priya: User,
    signed_in: Callable[[User], Client],
) -> None:
    address, path = request.getfixturevalue(which)
    answer = signed_in(priya).get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == path.read_bytes()  # type: ignore[attr-defined]


@pytest.mark.parametrize("which", ["paper", "given"])
def test_whoever_may_not_have_it_is_told_nothing_of_a_file_that_is_missing(
    which: str, request: pytest.FixtureRequest, tom: User, signed_in: Callable[[User], Client]
) -> None:
    address, path = request.getfixturevalue(which)
    path.unlink()
    assert signed_in(tom).get(address).status_code == 404
