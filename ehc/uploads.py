"""Receiving files: never more of one than we accept, and never losing the rest of the form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class OversizeFile(UploadedFile):  # type: ignore[type-arg]
    """Stands where a file over the cap was: its name and full length, without its bytes.

    :class:`ehc.forms.fields.UploadField` turns it into an error on the field, so that every other
    answer on the page is kept.
    """

    def __init__(self, name: str | None, content_type: str | None, size: int) -> None:
        super().__init__(ContentFile(b""), name, content_type, size)
        self.size = size


class SizeCapHandler(TemporaryFileUploadHandler):
    """Streams a file to disk up to ``MAX_UPLOAD_BYTES``; past that, counts and forgets it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the chunk while the file is within the cap; past it, give the disk back."""
        fits_before = self.received <= settings.MAX_UPLOAD_BYTES
        self.received += len(raw_data)
        if self.received <= settings.MAX_UPLOAD_BYTES:
            super().receive_data_chunk(raw_data, start)
        elif fits_before:
            self.file.seek(0)
            self.file.truncate()

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg]
        """The file, or the marker where it was too large."""
        if self.received > settings.MAX_UPLOAD_BYTES:
            self.file.close()
            return OversizeFile(self.file_name, self.content_type, self.received)
        return super().file_complete(file_size)
