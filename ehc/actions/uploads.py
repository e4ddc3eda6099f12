"""Keeping a file that somebody gave us, once its content has shown what it is."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import filetype
import pikepdf
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from ehc.models import Case, Upload, User
from ehc.refusals import Invalid

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG, PNG = "image/jpeg", "image/png"
ENDINGS = {PDF: (".pdf",), WORD: (".docx",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
"""What the name of each kind ends in; the first where the sender's name ends in something else."""
_TYPES = "[Content_Types].xml"
_LARGEST_TYPES = 1024 * 1024
_LARGEST_UNPACKED = 200 * 1024 * 1024
_HEAD_BYTES = 8192
_LONGEST_NAME = 200


def _is_pdf(file: BinaryIO) -> bool:
    with pikepdf.open(file) as opened:
        return len(opened.pages) > 0


def _is_word(file: BinaryIO) -> bool:
    with zipfile.ZipFile(file) as opened:
        parts = {part.filename: part.file_size for part in opened.infolist()}
        unpacked = sum(parts.values())
        if "word/document.xml" not in parts or parts[_TYPES] > _LARGEST_TYPES:
            return False
        if unpacked > _LARGEST_UNPACKED:
            return False
        # A document that holds macros is a program. What a part is, its type says: its name may
        # be any other.
        types = opened.read(_TYPES).lower()
    named = any(PurePath(name).name.lower() == "vbaproject.bin" for name in parts)
    return not named and b"vbaproject" not in types and b"macroenabled" not in types


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


def safe_name(given: str, kind: str) -> str:
    """The sender's name for a file, without a folder, and with the ending of what it is.

    A file can be two things at once: by a name such as ``report.html`` it would open as the other.
    """
    name = PurePath(given.replace("\\", "/")).name
    name = "".join(letter for letter in name if letter.isprintable()) or "file"
    if not name.lower().endswith(ENDINGS[kind]):
        name += ENDINGS[kind][0]
    return name[-_LONGEST_NAME:]


def checked_kind(file: File[Any], field: str) -> str:
    """What a file is, by its content.

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
    return kind


def keep_upload(file: File[Any], *, case: Case, field: str, by: User, at: datetime) -> Upload:
    """Keep a file with its digest.

    Args:
        file: within the size that forms accept.
        field: the form's field, which a refusal names.

    Raises:
        Invalid: it is not a PDF, a Word document without macros, or a picture.
    """
    kind = checked_kind(file, field)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = safe_name(file.name or "", kind)
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
