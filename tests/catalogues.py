"""The catalogues of translations: what families read, and which of it waits for a translation.

``python -m tests.catalogues`` lists what waits, for each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT

LANGUAGES = ("cy", "ar")
_FAMILY_FILES = re.compile(
    r"ehc/(?:"
    r"templates/(?:family|account|about|components|forms)/.*\.html"
    r"|templates/(?:\w+\.html|workspace/answers_given\.html|documents/section\.html)"
    r"|forms/(?:requests/.*|account|base|conversations|experience|fields|letters|questions)\.py"
    r"|views/family/.*\.py"
    r"|sentences/(?:families|easy_read)\.py"
    r"|templatetags/(?:casework|govuk)\.py"
    r"|(?:explanations|context_processors|adapters)\.py"
    r"|actions/(?:_answers|requests|conversations|family|uploads)\.py"
    r")"
)
"""What only families read, or they too."""


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is written, not as it is compiled."""
    with (ROOT / f"ehc/locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> Iterator[Message]:
    """Each sentence of a catalogue, without its head."""
    return (entry for entry in catalogue(language) if entry.id)


def singular(entry: Message) -> str:
    """The sentence, or its singular, in English."""
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def translations(entry: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def is_translated(entry: Message) -> bool:
    """Whether there is a translation, in every form, that is used."""
    return not entry.fuzzy and all(translations(entry))


_FAMILY_KEYS = ("family.", "when.", "source.", "phase.", "advice.")


@cache
def _of_families() -> frozenset[str]:
    """The sentences that stand in tables beside what staff read: those that are families'."""
    import django

    django.setup()
    from ehc.sentences import SENTENCES, STAGES
    from ehc.workflows.statuses import STATUS_WORDING

    said = {text for key, text in SENTENCES.items() if key.startswith(_FAMILY_KEYS)}
    return frozenset(
        said | set(STAGES.values()) | {wording.family for wording in STATUS_WORDING.values()}
    )


def is_for_families(entry: Message) -> bool:
    """Whether families read a sentence."""
    files = (place for place, _line in entry.locations)
    return singular(entry) in _of_families() or any(map(_FAMILY_FILES.fullmatch, files))


def waiting(language: str) -> list[str]:
    """What families read in English because nobody has translated it yet."""
    return [
        singular(entry)
        for entry in entries(language)
        if is_for_families(entry) and not is_translated(entry)
    ]


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ehc.settings.test")
    for code in LANGUAGES:
        for sentence in waiting(code):
            print(f"{code}: {sentence}")
