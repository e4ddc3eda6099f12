"""Who one can be in the demonstration. Everybody here is invented."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ehc.models import UserKind
from ehc.workflows.roles import Role


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person.

    Attributes:
        name, email: theirs.
        kind: how they stand to the authority.
        says: what somebody who becomes them can do.
        job_title: of staff.
        role: of staff.
        team: the area team's name, where the role is held in one.
        service: the service's name, where the role is held in one.
        by_link: whether they have no account, and answer by a link that opens one case.
    """

    name: str
    email: str
    kind: UserKind
    says: str | Promise
    job_title: str = ""
    role: Role | None = None
    team: str = ""
    service: str = ""
    by_link: bool = False


TEAMS = ("North Kent", "East Kent", "South Kent", "West Kent")

PERSONAS: tuple[Persona, ...] = (
    Persona(
        "Ngozi Okafor", "ngozi.okafor@family.example", UserKind.FAMILY,
        _("Amara’s mother: follow the assessment, read letters, comment on the draft plan"),
    ),
    Persona(
        "Kai Mensah", "kai.mensah@family.example", UserKind.FAMILY,
        _("Young person: asked in his own right at 17, and has his own draft plan to read"),
    ),
    Persona(
        "Marian Bell", "senco@estuary-high.example", UserKind.CONTRIBUTOR,
        _("Special needs co-ordinator of a school: asked for a pupil, and advises on others"),
        "Special needs co-ordinator, Estuary High School",
    ),
    Persona(
        "Priya Nair", "priya.nair@kent.example", UserKind.STAFF,
        _("Caseworker: decide, ask for advice, write and send plans"),
        "SEND caseworker", Role.CASEWORKER, team="North Kent",
    ),
    Persona(
        "Tom Reed", "tom.reed@kent.example", UserKind.STAFF,
        _("Caseworker in another area: sees none of North Kent’s cases"),
        "SEND caseworker", Role.CASEWORKER, team="South Kent",
    ),
    Persona(
        "Helen Marsh", "helen.marsh@kent.example", UserKind.STAFF,
        _("Team manager: allocate cases, see the team’s work"),
        "Area team manager", Role.TEAM_MANAGER, team="North Kent",
    ),
    Persona(
        "Dr Samira Khan", "samira.khan@kent.example", UserKind.STAFF,
        _("Educational psychologist: answer requests for advice"),
        "Educational psychologist", Role.EDUCATIONAL_PSYCHOLOGIST,
        service="Kent Educational Psychology Service",
    ),
    Persona(
        "Dr Miriam Stone", "miriam.stone@kent.example", UserKind.STAFF,
        _("Principal educational psychologist: give requests to psychologists, see what is late"),
        "Principal educational psychologist", Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        service="Kent Educational Psychology Service",
    ),
    Persona(
        "Dr Owen Price", "owen.price@nhs.example", UserKind.STAFF,
        _("Health Co-ordinator: give health requests to services, and answer them"),
        "Designated clinical officer", Role.HEALTH_COORDINATOR,
        service="Kent Community Paediatrics",
    ),
    Persona(
        "Nadia Brook", "nadia.brook@therapy.example", UserKind.CONTRIBUTOR,
        _("Private occupational therapist: no account, only a link that opens one case"),
        "Occupational therapist", by_link=True,
    ),
    Persona(
        "Grace Adeyemi", "grace.adeyemi@kent.example", UserKind.STAFF,
        _("Quality reviewer: score plans that she did not write"),
        "Quality assurance officer", Role.QA_REVIEWER,
    ),
    Persona(
        "Martin Cole", "martin.cole@kent.example", UserKind.STAFF,
        _("Service manager: timeliness across the county"),
        "Head of SEND", Role.SERVICE_MANAGER,
    ),
    Persona(
        "Dele Akande", "dele.akande@kent.example", UserKind.STAFF,
        _("Data protection officer: who has looked at which case"),
        "Data protection officer", Role.DATA_PROTECTION_OFFICER,
    ),
    Persona(
        "Asha Verma", "asha.verma@kent.example", UserKind.STAFF,
        _("Administrator: staff, roles and teams"),
        "Systems administrator", Role.ADMINISTRATOR,
    ),
)  # fmt: skip
"""One of each role, and a second caseworker to show what is kept apart."""
