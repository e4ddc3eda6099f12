"""What several people do: begin at the start page, ask, and sign in by the code of an email."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone, translation

from ehc.explanations import weekday_date
from ehc.models import Case, Message
from ehc.tasks import work_once
from tests.browser.journeys.ways import Person

REFERENCE = r"EHC-\d{4}-\d{6}"
ANSWERS: dict[str, dict[str, str]] = {
    "child": {
        "first_name": "Amara",
        "last_name": "Okafor",
        "date_of_birth_day": "9",
        "date_of_birth_month": "2",
        "date_of_birth_year": "2018",
    },
    "home": {"address": "1 Example Street\nMaidstone", "postcode": "ME99 1AA", "in_area": "yes"},
    "family": {"protected": "no"},
    "school": {"setting_name": "Oakfield Primary School"},
    "detained": {"detained": "no"},
    "story": {"story": "Amara loves drawing."},
    "needs": {"communication": "Following talk is hard."},
    "support": {"in_place": "A teaching assistant in the mornings."},
    "hopes": {"hoped_for": "That Amara can say what she needs."},
    "people": {"involved": "Speech and language therapy"},
    "consent": {"share": "yes"},
    "contact": {"contact_by": "email"},
}
"""What somebody answers who asks for Amara, page by page."""


def work() -> None:
    """What the worker does, until nothing is left."""
    while work_once(timezone.now()):
        pass


def in_words(day: date, language: str) -> str:
    """A day as the pages of a language write it."""
    with translation.override(language):
        return weekday_date(day)


def begin(somebody: Person, language: str) -> None:
    """Open the first page, read it in one's language, and begin."""
    somebody.open("/")
    somebody.read(language)
    somebody.press_for("/request/begin/")


def go_through(somebody: Person, answers: dict[str, dict[str, Any]]) -> None:
    """Answer the pages of a request as they come, until they are there to be checked."""
    while (name := somebody.where) != "check":
        somebody.answer(**{**ANSWERS.get(name, {}), **answers.get(name, {})})
        somebody.send()
        assert somebody.where != name, f"{name} was refused: {somebody.text}"


def send_request(somebody: Person, language: str) -> Case:
    """Send what was checked; the receipt gives the reference and the day on which it came."""
    somebody.send()
    case = Case.objects.get(reference=somebody.found(REFERENCE))
    assert in_words(timezone.localdate(), language) in somebody.text
    return case


def sign_in_by_code(somebody: Person, email: str) -> None:
    """From the page that asks to sign in: a code by email, typed."""
    somebody.to("/account/login/code/")
    give_code(somebody, email)


def follow(somebody: Person, email: str, case: Case) -> str:
    """Sign in by code; whoever has one case is led to it at once. Its address."""
    sign_in_by_code(somebody, email)
    tracker = f"/your-requests/{case.reference}/"
    assert urlsplit(somebody.page.url).path == tracker
    return tracker


def give_code(somebody: Person, email: str) -> None:
    """Ask for a code and type the one that came."""
    somebody.answer(email=email)
    somebody.send()
    work()
    sent = Message.objects.filter(to=email, template="login_code").latest("pk").body
    somebody.answer(code=re.findall(r"\b[A-Z0-9]{3,}-?[A-Z0-9]{3,}\b", sent)[-1])
    somebody.send()
