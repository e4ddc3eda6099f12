"""What families read, and which of it waits for a translation.

``python -m tests.catalogues`` lists what waits, for each language; ``make messages`` keeps the
list in ``tests/waiting_for_translation.txt``.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT

LANGUAGES = ("cy", "ar")
WAITING = ROOT / "tests" / "waiting_for_translation.txt"
_FAMILY_FILES = re.compile(
    r"ehc/(?:"
    r"templates/(?:family|account|about|components|forms)/.*\.html"
    r"|templates/(?:\w+\.html|workspace/answers_given\.html|documents/section\.html)"
    r"|forms/(?:requests/.*|account|base|conversations|experience)\.py"
    r"|forms/(?:fields|letters|markup|questions)\.py"
    r"|views/family/.*\.py"
    r"|sentences/(?:families|easy_read|experience)\.py"
    r"|templatetags/(?:casework|govuk)\.py"
    r"|(?:explanations|context_processors|adapters|refusals)\.py"
    r"|queries/drafts\.py"
    r"|actions/(?:_answers|requests|conversations|draft_files|experience|family)\.py"
    r"|actions/(?:representations|rights|uploads)\.py"
    r")"
)
"""What only families read, or they too."""
_FAMILY_CLASSES = {
    "ehc/forms/contact.py": ("ContactForm", "ElectronicServiceForm"),
    "ehc/forms/ends.py": ("WithdrawForm",),
    "ehc/forms/placement.py": ("WantedForm", "ChosenForm"),
    "ehc/forms/plans.py": ("CommentForm", "MeetingForm"),
    "ehc/forms/reassessments.py": ("AskAgainForm",),
    "ehc/models/people.py": ("ContactBy",),
    "ehc/models/representations.py": ("RepresentationKind", "MeetingHow"),
    "ehc/models/requests.py": ("Asker",),
}
"""Forms and choices that families read, in files with those of staff."""
_FAMILY_KEYS = ("family.", "when.", "source.", "phase.", "advice.")
_MARKED = re.compile(r"\bn?p?gettext\(u?(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


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


def said_in(path: Path, *, within: Collection[str] = ()) -> set[str]:
    """The sentences of a template or a module that are marked for the catalogues.

    Args:
        within: the classes of the module whose sentences are wanted; empty: all of it.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        module = ast.parse(source)
        parts: list[ast.AST] = [module]
        if within:
            found = {part.name: part for part in module.body if isinstance(part, ast.ClassDef)}
            parts = [found[name] for name in within]
        return {
            call.args[0].value
            for part in parts
            for call in ast.walk(part)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in _FUNCTIONS
            and call.args
            and isinstance(call.args[0], ast.Constant)
        }
    from django.utils.translation.template import templatize

    return {ast.literal_eval(text) for text in _MARKED.findall(templatize(source))}


@cache
def read_by_families() -> frozenset[str]:
    """Every sentence that families read, in English.

    Those of their own files, and those of the tables in which they stand beside what staff read.
    """
    import django

    django.setup()
    from ehc.sentences import SENTENCES, STAGES
    from ehc.workflows.statuses import STATUS_WORDING

    found = {text for key, text in SENTENCES.items() if key.startswith(_FAMILY_KEYS)}
    for name, classes in _FAMILY_CLASSES.items():
        found |= said_in(ROOT / name, within=classes)
    found |= set(STAGES.values()) | {wording.family for wording in STATUS_WORDING.values()}
    for path in (ROOT / "ehc").rglob("*.*"):
        if _FAMILY_FILES.fullmatch(path.relative_to(ROOT).as_posix()):
            found |= said_in(path)
    return frozenset(found)


def waiting(language: str) -> list[str]:
    """What families read in English because nobody has translated it yet, in order."""
    done = {singular(entry) for entry in entries(language) if is_translated(entry)}
    return sorted(read_by_families() - done)


def listed() -> str:
    """What waits, a line for each sentence and language."""
    return "".join(f"{code}: {said!r}\n" for code in LANGUAGES for said in waiting(code))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ehc.settings.test")
    print(listed(), end="")
