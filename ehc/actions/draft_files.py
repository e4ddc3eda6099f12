"""Files that are added to a draft: as a whole, or in parts that can be gone on with."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehc.actions._drafts import unsent
from ehc.actions.uploads import checked_kind, keep_upload, safe_name
from ehc.models import DraftFile, Request, RequestDraft
from ehc.refusals import Invalid

MOST_FILES = 20
"""Files of one request."""

UNFINISHED_KEPT = timedelta(days=1)
"""For so long a file that was cut off can be gone on with."""

_LONGEST_NAME = 200


def add_file(draft: RequestDraft, file: File[Any], *, at: datetime) -> DraftFile:
    """Add a whole file to a draft.

    Args:
        file: within the size that forms accept.

    Raises:
        Invalid: it is no document or picture, there are too many, or the draft is over.
    """
    kind = checked_kind(file, "file")
    row = _begin(draft, name=safe_name(file.name or "", kind), size=file.size or 0, at=at)
    with transaction.atomic():
        held = _locked(row.draft, row.key)
        with _written(held) as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        held.received, held.kept_at = held.size, at
        held.save()
    return held


def begin_file(draft: RequestDraft, *, name: str, size: int, at: datetime) -> DraftFile:
    """Begin a file that comes in parts, or find how far the same file came before.

    Args:
        name, size: as the browser gives them; together they say which file is gone on with.

    Raises:
        Invalid: it is empty or too large, there are too many, or the draft is over.
    """
    name = name[-_LONGEST_NAME:]
    begun = DraftFile.objects.filter(draft=draft, name=name, size=size, kept_at=None).first()
    return begun or _begin(draft, name=name, size=size, at=at)


def _begin(draft: RequestDraft, *, name: str, size: int, at: datetime) -> DraftFile:
    if size > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise Invalid("file", _("The file must be smaller than %(limit)d MB") % {"limit": limit})
    if size <= 0:
        raise Invalid("file", _("The file is empty. Choose another."))
    with transaction.atomic():
        held = unsent(draft)
        if held.files.exclude(kept_at=None).count() >= MOST_FILES:
            raise Invalid(
                "file",
                ngettext(
                    "No more than %(count)d file can be added. Post the rest to us.",
                    "No more than %(count)d files can be added. Post the rest to us.",
                    MOST_FILES,
                )
                % {"count": MOST_FILES},
            )
        row = DraftFile(draft=held, key=uuid.uuid4(), name=name or "file", size=size, created_at=at)
        # The name in storage says nothing of the child or of what its sender called it.
        row.file.save(f"{row.key}.bin", ContentFile(b""), save=True)
    return row


def _locked(draft: RequestDraft, key: uuid.UUID) -> DraftFile:
    """The file as it is now, with its draft locked.

    Raises:
        Invalid: the draft is over, or the file was removed.
    """
    unsent(draft)
    row = DraftFile.objects.filter(draft=draft, key=key).first()
    if row is None:
        raise Invalid("file", _("The file was removed. Choose it again."))
    return row


@contextlib.contextmanager
def _written(row: DraftFile) -> Iterator[Any]:
    """The file opened where what is kept of it ends: what an earlier try left behind is cut off."""
    with row.file.storage.open(str(row.file.name), "r+b") as kept:
        kept.seek(row.received)
        kept.truncate()
        yield kept


def append_part(
    draft: RequestDraft, key: uuid.UUID, *, offset: int, part: bytes, at: datetime
) -> DraftFile:
    """Add the next part of a file; one that came already changes nothing.

    The last part makes it a part of the request, if its content is that of a document or picture;
    otherwise nothing of it is kept.

    Args:
        offset: where the part begins.

    Returns:
        The file, whose ``received`` says where the next part begins.

    Raises:
        Invalid: the file is no document or picture, or was removed; or the draft is over.
    """
    with transaction.atomic():
        row = _locked(draft, key)
        if row.kept_at is None and offset == row.received and row.received < row.size:
            with _written(row) as kept:
                kept.write(part[: row.size - row.received])
            row.received += min(len(part), row.size - row.received)
            row.save()
    if row.kept_at is None and row.received == row.size:
        _complete(row, at=at)
    return row


def _complete(row: DraftFile, *, at: datetime) -> None:
    """Judge a file of which all has come; nothing is left of one that is refused."""
    try:
        with row.file.open("rb") as file:
            kind = checked_kind(file, "file")
    except Invalid:
        _forget(row)
        raise
    row.name, row.kept_at = safe_name(row.name, kind), at
    row.save()


def remove_file(draft: RequestDraft, key: uuid.UUID) -> None:
    """Take a file off a draft, whether or not all of it has come; twice is once.

    Raises:
        Invalid: the draft is over.
    """
    with transaction.atomic():
        unsent(draft)
        for row in DraftFile.objects.filter(draft=draft, key=key):
            _forget(row)


def forget_unfinished(*, at: datetime) -> int:
    """Delete files of which not all has come, once they are older than :data:`UNFINISHED_KEPT`.

    A draft that is being saved at that moment waits until this is done, or this until it is.

    Args:
        at: now.

    Returns:
        How many were deleted.
    """
    count = 0
    cut_off = DraftFile.objects.filter(kept_at=None, created_at__lte=at - UNFINISHED_KEPT)
    for pk, draft in list(cut_off.values_list("pk", "draft")):
        with transaction.atomic():
            RequestDraft.objects.select_for_update().get(pk=draft)
            # All of it may have come meanwhile.
            row = cut_off.filter(pk=pk).first()
            if row is not None:
                _forget(row)
                count += 1
    return count


def forget_files(draft: RequestDraft) -> None:
    """Delete everything that was added to a draft."""
    for row in DraftFile.objects.filter(draft=draft):
        _forget(row)


def _forget(row: DraftFile) -> None:
    """Delete a row, and once that stands, its file."""
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))


def hand_over(draft: RequestDraft, request: Request, *, at: datetime) -> None:
    """Make the files of a draft files of the case that it opens; what is not whole is deleted.

    Args:
        request: received in the caller's transaction; who asks gave the files.
    """
    case, by = request.case, request.asked_by
    for row in DraftFile.objects.filter(draft=draft).exclude(kept_at=None):
        with row.file.open("rb") as file:
            keep_upload(File(file, name=row.name), case=case, field="file", by=by, at=at)
    forget_files(draft)
