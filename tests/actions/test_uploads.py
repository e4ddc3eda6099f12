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


def word(*names: str, types: str = "<x/>", padding: int = 0) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "<x/>" + " " * padding)
    return written.getvalue()


_MACRO = "application/vnd.ms-office.vbaProject"
_MACROS_ON = "application/vnd.ms-word.document.macroEnabled.main+xml"


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
    ("content", "kind", "name"),
    [
        (pdf(), uploads.PDF, "report.exe.pdf"),
        (word("word/document.xml"), uploads.WORD, "report.exe.docx"),
        (picture("PNG"), uploads.PNG, "report.exe.png"),
        (picture("JPEG"), uploads.JPEG, "report.exe.jpg"),
    ],
    ids=["PDF", "Word", "PNG", "JPEG"],
)
def test_what_opens_as_itself_is_kept_with_its_digest(
    content: bytes, kind: str, name: str, case: Case, priya: User, at: datetime
) -> None:
    kept = _keep(content, "../../etc/report.exe", case, priya, at)
    assert (kept.content_type, kept.name, kept.size) == (kind, name, len(content))
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
        word("word/document.xml", "word/VBAPROJECT.BIN"),
        word("word/document.xml", "word/styles.bin", types=f'<x t="{_MACRO}"/>'),
        word("word/document.xml", types=f'<x t="{_MACROS_ON}"/>'),
        word("word/document.xml", "word/a.xml", padding=101 * 1024 * 1024),
        picture("PNG")[:40],
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 200,
        b"",
    ],
    ids=[
        "a program", "half a PDF", "a locked PDF", "a spreadsheet", "macros",
        "macros in capitals", "macros by another name", "a document with macros on", "a bomb",
        "half a picture",
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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Amara report.PDF", "Amara report.PDF"),
        ("report.html", "report.html.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe.pdf"),
        ("..", "...pdf"),
        ("", "file.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
        ("دعم 😀.pdf", "دعم 😀.pdf"),
    ],
)
def test_a_name_ends_in_what_the_file_is(given: str, kept: str) -> None:
    assert uploads.safe_name(given, uploads.PDF) == kept
