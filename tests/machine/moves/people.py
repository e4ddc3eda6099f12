"""Everybody who walks, and the answers with which a family asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from ehc.models import User, UserKind
from ehc.workflows.roles import Role
from tests import factories

FIRST_DAY = date(2026, 1, 5)
ASKERS: dict[str, dict[str, dict[str, Any]]] = {
    "mother": {"you": {"email": "mother@family.example"}},
    "father": {"you": {"email": "father@family.example"}, "child": {"first_name": "Bisi"}},
    "yasmin": {
        "who": {"asker": "young_person"},
        "you": {"email": "yasmin@family.example"},
        "child": {"first_name": "Yasmin", "date_of_birth": "2008-10-09"},
    },
    "head": {
        "who": {"asker": "setting"},
        "you": {
            "name": "Ms Head",
            "email": "head@school.example",
            "family_name": "Ngozi Okafor",
            "family_relationship": "mother",
        },
        "child": {"first_name": "Sol"},
    },
}
KIN = {
    "mother": frozenset({"mother"}),
    "father": frozenset({"father", "mother"}),
    "yasmin": frozenset({"yasmin", "mother"}),
    "head": frozenset[str](),
}
"""Of whom the family of each is that signs in."""


class Cast:
    """Everybody, by the names that the book knows them by."""

    def __init__(self) -> None:
        north = factories.TeamFactory(name="North Kent")
        south = factories.TeamFactory(name="South Kent")
        self.psychology = factories.ServiceFactory(name="Psychology")
        self.health = factories.ServiceFactory(
            name="Paediatrics", advice_kind="medical", is_s31_body=True
        )
        self.others = factories.ServiceFactory(name="Others", advice_kind="other")
        self.schools = [factories.SettingFactory(name=name) for name in ("Elm", "Ash")]
        # Nobody walks before it closed.
        self.schools.append(factories.SettingFactory(name="Yew", closed_on=date(2025, 7, 18)))
        staff = factories.staff
        leads = Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST
        self.people: dict[str, User] = {
            "priya": staff("Priya Nair", Role.CASEWORKER, team=north),
            "nadia": staff("Nadia Team", Role.TEAM_MANAGER, team=north),
            "iris": staff("Iris Calder", Role.CASEWORKER, team=north),
            "tom": staff("Tom Reed", Role.CASEWORKER, team=south),
            "samira": staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST),
            "petra": staff("Petra Main", leads, service=self.psychology),
            "hana": staff("Hana Cole", Role.HEALTH_COORDINATOR),
            "grace": staff("Grace Adeyemi", Role.QA_REVIEWER),
            "martin": staff("Martin Cole", Role.SERVICE_MANAGER),
            "ada": staff("Ada Min", Role.ADMINISTRATOR),
            "theo": User.objects.create_user(
                "theo@health.example", name="Theo Lang", kind=UserKind.CONTRIBUTOR
            ),
            "stranger": User.objects.create_user("stranger@family.example", name="A stranger"),
        }
        for name, answers in ASKERS.items():
            self.people[name] = User.objects.create_user(answers["you"]["email"], name=name)

    def name_of(self, user: User | None) -> str:
        """The name that the book knows somebody by; empty for nobody."""
        return next((name for name, one in self.people.items() if one == user), "")


EVERYBODY = (
    "priya", "nadia", "iris", "tom", "samira", "petra", "theo", "hana", "grace", "martin", "ada",
    "mother", "father", "yasmin", "head", "stranger",
)  # fmt: skip
FAMILY = ("mother", "father", "yasmin")
"""Tried the most: they know of the case, and most of it is not theirs to do."""
