"""Keeping a file that somebody gave us, once its content has shown what it is."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import filetype
import pikepdf
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from ehc.models import Case, Upload, User
from ehc.refusals import Invalid

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG, PNG = "image/jpeg", "image/png"
_HEAD_BYTES = 8192
_LONGEST_NAME = 200


def _is_pdf(file: BinaryIO) -> bool:
    with pikepdf.open(file) as opened:
        return len(opened.pages) > 0


def _is_word(file: BinaryIO) -> bool:
    with zipfile.ZipFile(file) as opened:
        names = set(opened.namelist())
    # A document that holds macros is a program.
    return "word/document.xml" in names and "word/vbaProject.bin" not in names


def _is_picture(file: BinaryIO) -> bool:
    with Image.open(file) as opened:
        opened.verify()
    return True


_CHECKS = {PDF: _is_pdf, WORD: _is_word, JPEG: _is_picture, PNG: _is_picture}


def content_type_of(file: BinaryIO) -> str | None:
    """What a file is, by its content and never by its name.

    Returns:
        One of PDF, Word, JPEG and PNG, when the whole of it opens as that; None otherwise.
    """
    file.seek(0)
    guessed = filetype.guess(file.read(_HEAD_BYTES))
    kind = guessed.mime if guessed else None
    if kind == "application/zip":
        kind = WORD
    check = _CHECKS.get(kind or "")
    if check is None:
        return None
    file.seek(0)
    try:
        good = check(file)
    except Exception:
        # A reader given somebody's broken file can fail in any way; each means that it is not one.
        return None
    finally:
        file.seek(0)
    return kind if good else None


def keep_upload(
    file: UploadedFile[Any], *, case: Case, field: str, by: User, at: datetime
) -> Upload:
    """Keep a file with its digest.

    Args:
        file: within the size that forms accept.
        field: the form's field, which a refusal names.

    Raises:
        Invalid: it is not a PDF, a Word document without macros, or a picture.
    """
    kind = content_type_of(cast("BinaryIO", file))
    if kind is None:
        raise Invalid(
            field,
            _(
                "The file must be a PDF, a Word document (.docx) or a picture (JPEG or PNG), "
                "without a password. Save it as a PDF and choose it again."
            ),
        )
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = PurePath((file.name or "file").replace("\\", "/")).name[-_LONGEST_NAME:]
    upload = Upload(
        case=case,
        name=name,
        content_type=kind,
        size=file.size or 0,
        sha256=digest.hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
    )
    # The name in storage says nothing of the child or of what its sender called it.
    upload.file.save(f"{digest.hexdigest()}.bin", file, save=True)
    return upload
