"""Recordings in British Sign Language: an authority's own, put in beside the product."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static


@dataclass(frozen=True, slots=True)
class Recording:
    """Where a browser finds a recording and its captions."""

    film: str
    captions: str


def recording_of(name: str) -> Recording | None:
    """The recording of a page; None until the authority has put in both its film and captions.

    A film without captions is not shown: somebody who hears badly and does not sign has a right to
    them.

    Args:
        name: of the files ``<name>.mp4`` and ``<name>.vtt`` in the folder ``SIGNED_RECORDINGS``.
    """
    folder = settings.SIGNED_RECORDINGS
    if not folder or not all((Path(folder) / f"{name}.{end}").is_file() for end in ("mp4", "vtt")):
        return None
    return Recording(static(f"signed/{name}.mp4"), static(f"signed/{name}.vtt"))
