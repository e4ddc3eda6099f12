"""First rows for tests. Later states are reached through the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory

from ehc.actions import contact
from ehc.actions import requests as request_actions
from ehc.actions._answers import RequestAnswers
from ehc.models import (
    Assessment,
    FamilyMember,
    RequestDraft,
    RoleGrant,
    Service,
    ServiceConsent,
    Setting,
    Team,
    User,
    UserKind,
)
from ehc.workflows.roles import Role


class TeamFactory(factory.django.DjangoModelFactory):
    """An area team."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class ServiceFactory(factory.django.DjangoModelFactory):
    """The educational psychology service, which is the authority's own."""

    class Meta:
        model = Service

    name = factory.Sequence(lambda n: f"Educational Psychology Service {n}")
    advice_kind = "psychological"
    is_s31_body = False


class SettingFactory(factory.django.DjangoModelFactory):
    """A primary school."""

    class Meta:
        model = Setting

    name = factory.Sequence(lambda n: f"Oakfield Primary School {n}")
    type = "Community school"


def staff(
    name: str, role: Role, *, team: Team | None = None, service: Service | None = None
) -> User:
    """A member of staff with one role."""
    email = f"{name.lower().replace(' ', '.')}@kent.example"
    user = User.objects.create_user(
        email, "a long demonstration password", name=name, kind=UserKind.STAFF
    )
    RoleGrant.objects.create(user=user, role=role, team=team, service=service)
    return user


def instant(day: date, hour: int = 9) -> datetime:
    """An instant on a day."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


PAGES: dict[str, dict[str, Any]] = {
    "who": {"asker": "parent"},
    "you": {
        "name": "Ngozi Okafor",
        "relationship": "mother",
        "parental_responsibility": "yes",
        "email": "Ngozi@family.example",
        "phone": "01632 960111",
    },
    "child": {
        "first_name": "Amara",
        "last_name": "Okafor",
        "date_of_birth": "2018-10-09",
        "sex": "F",
    },
    "home": {"address": "1 Example Street", "postcode": "ME99 1AA"},
    "school": {"setting_name": "Oakfield Primary School"},
    "detained": {"detained": "no"},
    "story": {"story": "Amara loves drawing and is kind to everybody."},
    "support": {"in_place": "A teaching assistant in the mornings."},
    "hopes": {"hoped_for": "That she can say what she needs."},
    "people": {"involved": "Speech and language therapy"},
    "consent": {"share": "yes"},
    "contact": {"contact_by": "email", "electronic_service": "yes"},
}


def pages(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The pages of a complete request, with some answers changed or added."""
    names = [*PAGES, *(name for name in changes if name not in PAGES)]
    return {name: {**PAGES.get(name, {}), **changes.get(name, {})} for name in names}


def draft(day: date, **changes: dict[str, Any]) -> RequestDraft:
    """A complete draft request, not yet sent."""
    started = request_actions.start_draft(at=instant(day, 8))
    for name, answers in pages(**changes).items():
        started = request_actions.save_page(started, name, answers, at=instant(day, 8))
    return started


def requested(day: date, **changes: dict[str, Any]) -> Assessment:
    """An assessment that was asked for on a day."""
    answers = RequestAnswers.from_draft(pages(**changes), on=day)
    return request_actions.receive_request(answers, at=instant(day)).assessment


def agreed_to_email(member: FamilyMember, day: date) -> ServiceConsent:
    """That somebody agreed to official letters by email, at the address on file."""
    assert member.user is not None
    return contact.keep_answer(
        member, address=member.email, recorded_by=member.user, on=day, at=instant(day)
    )


def later(day: date, **length: int) -> date:
    """A day some weeks or days later."""
    return day + timedelta(**length)
