"""Who stands in which relation to a case, in words, so that it is not asked of what is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ehc.actions.correspondence import system_user
from ehc.models import Case, Document, FamilyMember, PlanVersion, RoleGrant, User, UserKind
from ehc.models._process import Process
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

MONDAY = date(2026, 1, 5)
DAY = MONDAY + timedelta(weeks=19)
AFTERWARDS = DAY + timedelta(days=15)

TEAM = frozenset({"the caseworker", "the team manager"})
READERS = TEAM | {"the service manager", "the data protection officer"}
FAMILY = frozenset({"the mother", "the young person"})

STANDS: Mapping[str, Role] = {
    "the mother": Role.PARENT,
    "the young person": Role.YOUNG_PERSON,
    "the caseworker": Role.CASEWORKER,
    "the team manager": Role.TEAM_MANAGER,
    "a reviewer": Role.QA_REVIEWER,
    "a moderator": Role.QA_MODERATOR,
    "the service manager": Role.SERVICE_MANAGER,
    "the data protection officer": Role.DATA_PROTECTION_OFFICER,
    "unattended work": Role.SYSTEM,
}
"""Who stands to every row of the case in a role; everybody else stands to none."""

STANDS_TO_ADVICE: Mapping[str, Mapping[str, Role]] = {
    "psychological": {
        "the psychologist asked": Role.EDUCATIONAL_PSYCHOLOGIST,
        "the principal psychologist": Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
    },
    "medical": {
        "the outside adviser asked": Role.CONTRIBUTOR,
        "the health coordinator": Role.HEALTH_COORDINATOR,
    },
}
"""Who stands to one request for advice besides: whoever was asked, and who coordinates them."""

STANDS_TO_CASE: Mapping[str, Role] = {"the head who asked": Role.SETTING}
"""A school that asked for an assessment stands to the case, and to no adviser's or plan's row."""


@dataclass
class Subject:
    """One process in one status, with everybody who might act on it.

    Attributes:
        name: what it is, for a failure to say.
        row: the process.
        people: everybody, by who they are to this case.
        sees: who may know of the row.
        stands: who holds which role on it.
        missing: for each step that begins here, what the bare attempt lacks.
        complete: for each step that begins here, what a whole attempt hands in.
        before: for a step, what is done first so that nothing is missing.
        back_to: where a step leads that takes another back.
    """

    name: str
    row: Process
    people: Mapping[str, User]
    sees: frozenset[str]
    stands: Mapping[str, Role]
    missing: Mapping[str, list[str]] = field(default_factory=dict)
    complete: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    before: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    back_to: str = ""

    @property
    def status(self) -> str:
        return str(self.row.status)  # type: ignore[attr-defined]

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.row.case_id_of_process)


class Cast:
    """The people of the authority, and the making of cases with their families."""

    def __init__(self) -> None:
        north = factories.TeamFactory(name="North Kent")
        south = factories.TeamFactory(name="South Kent")
        self.service = factories.ServiceFactory()
        self.health = factories.ServiceFactory(
            name="Community paediatrics", advice_kind="medical", is_s31_body=True
        )
        elsewhere = factories.ServiceFactory(name="Another psychology service")
        staff = factories.staff
        self.priya = staff("Priya Nair", Role.CASEWORKER, team=north)
        principal = Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST
        self.outside = User.objects.create_user(
            "therapist@health.example", name="Theo Lang", kind=UserKind.CONTRIBUTOR
        )
        self.staff: dict[str, User] = {
            "the caseworker": self.priya,
            "the team manager": staff("Nadia Team", Role.TEAM_MANAGER, team=north),
            "a caseworker elsewhere": staff("Tom Reed", Role.CASEWORKER, team=south),
            "a team manager elsewhere": staff("Sue Team", Role.TEAM_MANAGER, team=south),
            "the psychologist asked": staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST),
            "another psychologist": staff("Ed Other", Role.EDUCATIONAL_PSYCHOLOGIST),
            "the principal psychologist": staff("Petra Main", principal, service=self.service),
            "a principal elsewhere": staff("Piet Far", principal, service=elsewhere),
            "the health coordinator": staff("Hana Cole", Role.HEALTH_COORDINATOR),
            "a reviewer": staff("Grace Adeyemi", Role.QA_REVIEWER),
            "a moderator": staff("Mo Derate", Role.QA_MODERATOR),
            "the service manager": staff("Martin Cole", Role.SERVICE_MANAGER),
            "the data protection officer": staff("Dora Post", Role.DATA_PROTECTION_OFFICER),
            "an administrator": staff("Ada Min", Role.ADMINISTRATOR),
            "a caseworker who left": staff("Lea Left", Role.CASEWORKER, team=north),
            "a caseworker whose role ended": staff("Eve Ended", Role.CASEWORKER, team=north),
            "unattended work": system_user(),
            "the outside adviser asked": self.outside,
            "another outside adviser": User.objects.create_user(
                "other@health.example", name="Other", kind=UserKind.CONTRIBUTOR
            ),
            "a parent of another child": User.objects.create_user(
                "elsewhere@family.example", name="Another parent"
            ),
        }
        left = self.staff["a caseworker who left"]
        left.is_active = False
        left.save()
        ended = RoleGrant.objects.get(user=self.staff["a caseworker whose role ended"])
        ended.ended_at = instant(MONDAY)
        ended.save()
        self.families = 0
        factories.requested(MONDAY, you={"email": "elsewhere@family.example"})

    def request(self) -> dict[str, dict[str, Any]]:
        """The answers of a request by a school, each from another school."""
        self.families += 1
        return {
            "who": {"asker": "setting"},
            "you": {
                "name": "Ms Head",
                "email": f"head{self.families}@school.example",
                "family_name": "Ngozi Okafor",
                "family_relationship": "mother",
                "family_email": f"ngozi{self.families}@family.example",
            },
            "child": {"first_name": f"Amara {self.families}"},
        }

    def served(self) -> PlanVersion:
        """A draft that the family was posted on the day on which it was served."""
        draft = journeys.served(self.priya, MONDAY, **self.request())
        assert draft.served_on is not None
        self.post(draft.plan.case, "draft_plan", draft.served_on)
        return draft

    def issued(self) -> PlanVersion:
        """A plan that was sent once the family's days were over."""
        return journeys.finished(self.priya, self.served(), on=DAY)

    def post(self, case: Case, kind: str, on: date = DAY) -> None:
        """Post the newest letter of a kind."""
        notice = Document.objects.filter(case=case, kind=kind).latest("pk")
        journeys.posted(self.priya, notice, on)

    def people(self, case: Case) -> dict[str, User]:
        """Everybody there is to a case; its mother and its young person have accounts now."""
        person = case.person
        member = FamilyMember.objects.get(person=person)
        if member.user is None:
            member.user = User.objects.create_user(f"mother{case.pk}@family.example", name="Ngozi")
            member.save()
            person.user = User.objects.create_user(f"child{case.pk}@family.example", name="Amara")
            person.save()
        assert person.user is not None
        return {
            **self.staff,
            "the mother": member.user,
            "the young person": person.user,
            "the head who asked": case.requests.get().asked_by,
        }

    def subject(self, name: str, row: Process, sees: Iterable[str], **more: Any) -> Subject:
        case = Case.objects.get(pk=row.case_id_of_process)
        return Subject(
            name, row, self.people(case), frozenset(sees), more.pop("stands", STANDS), **more
        )


WHO: dict[str, Any] = {"on": DAY, "at": instant(DAY)}
WHY: dict[str, Any] = {"reason": "Her needs are known, and are written down here."}
