"""The catalogues of translations: complete where families read, and sound."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from ehc.explanations import length_in_words
from ehc.workflows.counting import Length, Unit
from tests import catalogues
from tests.architecture.source import ROOT

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|{[\w:]*}|</?\w+>")

languages = pytest.mark.parametrize("language", catalogues.LANGUAGES)


def differing(entry: Message) -> list[str]:
    """The translations of a sentence that do not fill in what the sentence does.

    A plural form for one or for two may say so in a word, without the number.
    """
    wanted = Counter(_PLACEHOLDER.findall(catalogues.singular(entry)))
    if not isinstance(entry.id, str):
        wanted = Counter(_PLACEHOLDER.findall(entry.id[1]))
    found = catalogues.translations(entry)
    return [
        form
        for form in found
        if form and Counter(_PLACEHOLDER.findall(form)) != wanted
        if not (len(found) > 1 and not _PLACEHOLDER.findall(form))
    ]


@languages
def test_a_translation_fills_in_what_its_sentence_does(language: str) -> None:
    assert [form for entry in catalogues.entries(language) for form in differing(entry)] == []


@pytest.mark.parametrize(
    ("said", "translated", "expected"),
    [
        ("by {due}", "erbyn {due}", []),
        ("by {due}", "erbyn {diwrnod}", ["erbyn {diwrnod}"]),
        ("by {due:plain}", "erbyn {due}", ["erbyn {due}"]),
        ("%(name)s answers", "ateb", ["ateb"]),
        ("by <strong>%(day)s</strong>", "erbyn %(day)s", ["erbyn %(day)s"]),
        (("%(days)d day", "%(days)d days"), ("un diwrnod", "%(days)d diwrnod"), []),
        (("%(days)d day", "%(days)d days"), ("un", "%(dyddiau)d"), ["%(dyddiau)d"]),
    ],
)
def test_a_translation_that_fills_in_something_else_is_found(
    said: str | tuple[str, str], translated: str | tuple[str, ...], expected: list[str]
) -> None:
    assert differing(Message(said, translated)) == expected


@languages
def test_what_families_read_is_translated_or_stands_in_the_list_of_what_waits(
    language: str,
) -> None:
    waits = [
        line
        for line in catalogues.WAITING.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"{language}: ")
    ]
    assert [f"{language}: {said!r}" for said in catalogues.waiting(language)] == waits, (
        "run make messages"
    )
    # What waits is read in English: a little, until it is translated, and not a page.
    assert len(waits) < len(catalogues.read_by_families()) / 10


def test_a_sentence_of_families_that_nobody_translated_is_seen(tmp_path: Path) -> None:
    template, module = tmp_path / "page.html", tmp_path / "page.py"
    template.write_text(
        '{% load i18n %}{% translate "One" %}'
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
    )
    module.write_text(
        "label = _('Two')\nother = {'label': gettext_lazy('Three')}\nnot_said = 'Four'"
    )
    assert catalogues.said_in(template) == {"One", "%(n)s day"}
    assert catalogues.said_in(module) == {"Two", "Three"}
    assert not {"One", "%(n)s day", "Two", "Three"} & catalogues.read_by_families()


@languages
def test_the_compiled_catalogue_says_what_the_written_one_does(language: str) -> None:
    with (ROOT / f"ehc/locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written: dict[object, str] = {}
    for entry in catalogues.entries(language):
        if not catalogues.is_translated(entry):
            continue
        key = catalogues.singular(entry)
        if isinstance(entry.id, str):
            written[key] = entry.string
        else:
            written |= {(key, n): form for n, form in enumerate(entry.string)}
    kept = dict(compiled._catalog)  # type: ignore[attr-defined]  # there is no other way to all of it
    kept.pop("")
    assert kept == written, "run make messages"


@languages
def test_each_translation_says_whether_a_translator_checked_it(language: str) -> None:
    """The note stands above every one, until somebody who may has taken it away."""
    unmarked = [
        catalogues.singular(entry)
        for entry in catalogues.entries(language)
        if catalogues.is_translated(entry)
        and "To be checked by a translator." not in entry.user_comments
    ]
    assert unmarked == []


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("cy", 1, "1 diwrnod"),
        ("cy", 2, "2 ddiwrnod"),
        ("cy", 5, "5 diwrnod"),
        ("cy", 8, "8 diwrnod"),
        ("ar", 1, "يوم واحد"),
        ("ar", 2, "يومين"),
        ("ar", 3, "3 أيام"),
        ("ar", 15, "15 يومًا"),
        ("ar", 100, "100 يوم"),
    ],
)
def test_a_number_has_the_plural_that_the_language_has_for_it(
    language: str, number: int, expected: str
) -> None:
    with translation.override(language):
        assert length_in_words(Length(number, Unit.DAYS)) == expected
