"""Finding schools, colleges and other settings by what they are called and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from ehc.models import Setting, SettingWord
from ehc.models.organisations import search_words
from ehc.queries import people

PAGE = 20
"""Settings on one page of what was found."""
_PAGES = 500
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; ``next_page`` is 0 on the last."""

    rows: tuple[Setting, ...]
    next_page: int


def find(wanted: str, on: date, page: int = 1) -> Found:
    """The settings, open on a day, of which each word that is wanted begins a word, by name.

    Args:
        wanted: words of a name, of an address such as its town, or a postcode; without any,
            nothing is found.
        on: the day; what has closed by then is left out.
        page: which page; one that there is not is empty.

    Returns:
        At most :data:`PAGE` of them, in one query.
    """
    words = search_words(wanted)[:_WORDS]
    if not words or not 0 < page <= _PAGES:
        return Found((), 0)
    rows = people.settings().filter(Q(closed_on=None) | Q(closed_on__gte=on))
    for word in words:
        begins = SettingWord.objects.filter(setting=OuterRef("pk"), word__startswith=word)
        rows = rows.filter(Exists(begins))
    start = (page - 1) * PAGE
    found = tuple(rows.order_by("name", "pk")[start : start + PAGE + 1])
    return Found(found[:PAGE], page + 1 if len(found) > PAGE else 0)
