"""Making the demonstration county."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ehc.actions._projections import once_at_the_end
from ehc.demonstration.county import (
    CASEWORKERS,
    CHILDREN,
    COLLEAGUES,
    SERVICES,
    SETTINGS,
    Child,
    senco_address,
)
from ehc.demonstration.journeys import County, Journey
from ehc.demonstration.letters import mailed
from ehc.demonstration.people import PERSONAS, TEAMS, Persona
from ehc.models import (
    DemonstrationCounty,
    Letter,
    RoleGrant,
    Service,
    Setting,
    Team,
    User,
    UserKind,
)

PASSWORD = "a long demonstration password"  # noqa: S105 - known to everybody
SIZES = ("small",)

Finisher = Callable[..., str]
_FINISHERS: list[Finisher] = []


def finisher(make: Finisher) -> Finisher:
    """Register what another application adds once the cases are there.

    Args:
        make: called with ``seed`` and ``as_of``; gives what it made, in words.
    """
    _FINISHERS.append(make)
    return make


def steps(size: str) -> int:
    """How many steps :func:`make` takes, for a progress bar."""
    return len(CHILDREN) + 1 + len(_FINISHERS)


def make(
    *, size: str, seed: int, as_of: date, children: Sequence[Child] = CHILDREN
) -> Iterator[str]:
    """Make the county, all of it or none.

    Args:
        size: one of :data:`SIZES`.
        seed: the same number makes the same county.
        as_of: its day: nothing happens after it.
        children: whose cases to make.

    Yields:
        What was made, one step after another.
    """
    with transaction.atomic():
        county = DemonstrationCounty.objects.create(size=size, seed=seed, as_of=as_of)
        shared = people_and_places(seed=seed, as_of=as_of)
        yield "people and places"
        # The oldest first, so that references run in the order of the requests.
        journeys = sorted(
            (Journey(child, shared) for child in children), key=lambda one: one.asked_on
        )
        for journey in journeys:
            with once_at_the_end():
                journey.run()
            yield f"{journey.child.first_name} {journey.child.last_name}"
        for make_more in _FINISHERS:
            yield make_more(seed=seed, as_of=as_of)
        mailed(Letter.objects.all())
        county.is_complete = True
        county.save()


def people_and_places(*, seed: int, as_of: date) -> County:
    """Make everybody and every place, without a case.

    Returns:
        What every journey shares.
    """
    teams = {name: Team.objects.create(name=name) for name in TEAMS}
    services = {
        kind: Service.objects.create(name=name, advice_kind=kind, is_s31_body=s31, email=email)
        for name, kind, s31, email in SERVICES
    }
    settings: dict[str, list[tuple[Setting, int, int]]] = {name: [] for name in TEAMS}
    sencos = {}
    for number, (name, type_, area, youngest, too_old, senco) in enumerate(SETTINGS, start=1):
        setting = Setting.objects.create(
            name=name,
            type=type_,
            urn=f"9990{number:02d}",
            email=senco_address(name),
            address=f"{number} Example Road",
            postcode="ME99 1AA",
        )
        settings[area].append((setting, youngest, too_old))
        sencos[senco_address(name)] = User.objects.create(
            email=senco_address(name),
            name=senco,
            job_title=f"Special needs co-ordinator, {name}",
            kind=UserKind.CONTRIBUTOR,
            password="!",  # noqa: S106 - signs in by code
        )
    Setting.objects.create(
        name="Quarry Bank Primary School",
        type="Community school",
        urn="999099",
        address="99 Example Road",
        postcode="ME99 1AA",
        closed_on=date(as_of.year - 1, 8, 31),
    )
    # Hashed once: everybody in a demonstration has the same password.
    password = make_password(PASSWORD)
    users = {
        person.email: _user(person, password, teams, services)
        for person in (*PERSONAS, *COLLEAGUES)
        if person.email not in sencos and not person.by_link
    }
    users |= sencos
    return County(
        as_of=as_of,
        random=Random(seed),  # noqa: S311 - the same county every time, nothing secret
        users=users,
        services=services,
        settings=settings,
        caseworkers=CASEWORKERS,
    )


def _user(
    person: Persona, password: str, teams: dict[str, Team], services: dict[str, Service]
) -> User:
    is_staff = person.kind == UserKind.STAFF
    user = User.objects.create(
        email=person.email,
        name=person.name,
        kind=person.kind,
        job_title=person.job_title,
        phone="03069 990 120" if is_staff else "",
        password=password if is_staff else "!",
    )
    if person.role is not None:
        RoleGrant.objects.create(
            user=user,
            role=person.role,
            team=teams.get(person.team),
            service=next((s for s in services.values() if s.name == person.service), None),
        )
    return user
