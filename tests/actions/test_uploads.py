"""What a file is, is judged by its content."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ehc.actions import uploads
from ehc.models import Case, Upload, User
from ehc.refusals import Invalid
from tests import journeys

pytestmark = pytest.mark.django_db


def pdf(*, password: str = "") -> bytes:
    written = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    locked = pikepdf.Encryption(user=password, owner=password) if password else False
    made.save(written, encryption=locked)
    return written.getvalue()


def word(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return written.getvalue()


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (4, 4)).save(written, kind)
    return written.getvalue()


@pytest.fixture
def case(priya: User, monday: date, settings: Any, tmp_path: Path) -> Case:
    settings.MEDIA_ROOT = tmp_path
    return journeys.allocated(priya, monday).case


def _keep(content: bytes, name: str, case: Case, by: User, at: datetime) -> Upload:
    return uploads.keep_upload(
        SimpleUploadedFile(name, content), case=case, field="report", by=by, at=at
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), uploads.PDF),
        (word("word/document.xml"), uploads.WORD),
        (picture("PNG"), uploads.PNG),
        (picture("JPEG"), uploads.JPEG),
    ],
    ids=["PDF", "Word", "PNG", "JPEG"],
)
def test_what_opens_as_itself_is_kept_with_its_digest(
    content: bytes, kind: str, case: Case, priya: User, at: datetime
) -> None:
    kept = _keep(content, "../../etc/report.exe", case, priya, at)
    assert (kept.content_type, kept.name, kept.size) == (kind, "report.exe", len(content))
    assert kept.file.read() == content
    assert kept.sha256 in kept.file.name


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + b"\0" * 4000,
        b"%PDF-1.7\nnot a document",
        pdf(password="secret"),
        word("xl/workbook.xml"),
        word("word/document.xml", "word/vbaProject.bin"),
        picture("PNG")[:40],
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 200,
        b"",
    ],
    ids=[
        "a program", "half a PDF", "a locked PDF", "a spreadsheet", "macros", "half a picture",
        "SVG", "GIF", "nothing",
    ],
)  # fmt: skip
def test_everything_else_is_refused_and_nothing_is_kept(
    content: bytes, case: Case, priya: User, at: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        _keep(content, "report.pdf", case, priya, at)
    assert refused.value.field == "report"
    assert not Upload.objects.exists()
