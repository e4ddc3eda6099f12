"""Many files as one ZIP, written as it is read: no more than a piece of a file is in memory."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db.models.fields.files import FieldFile

PIECE = 64 * 1024
"""Bytes of a file that are read at once."""

logger = logging.getLogger("ehc.files")


class _Written:
    """Where the archive is written to: what was written is taken away at once."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece of the archive."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing is held open."""

    def take(self) -> bytes:
        """What was written since this was asked last."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def bundle(index: str, files: Iterable[tuple[str, FieldFile]], *, at: datetime) -> Iterator[bytes]:
    """Write an archive: its index page first, then the files, piece by piece.

    A file that is not there by the time that it is read is left out, which is logged: the others
    are there all the same.

    Args:
        index: the first page, as HTML.
        files: the name of each in the archive, and its bytes in storage.
        at: the instant that everything in it is dated.

    Yields:
        The archive's bytes, in order.
    """
    written = _Written()
    with ZipFile(written, "w") as archive:
        archive.writestr(_named("index.html", at, ZIP_DEFLATED), index)
        yield written.take()
        for name, kept in files:
            try:
                opened = kept.storage.open(str(kept.name), "rb")
            except OSError as error:
                logger.error("A file of a copy cannot be opened (%s)", type(error).__name__)
                continue
            # A PDF or a picture is packed already.
            with opened, archive.open(_named(name, at, ZIP_STORED), "w") as entry:
                while piece := opened.read(PIECE):
                    entry.write(piece)
                    yield written.take()
    yield written.take()


def _named(name: str, at: datetime, how: int) -> ZipInfo:
    day = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    info = ZipInfo(name, date_time=day)
    info.compress_type = how
    return info
