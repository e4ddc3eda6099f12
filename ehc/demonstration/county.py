"""The places and the children of the small demonstration county. Everybody is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ehc.demonstration.people import Persona
from ehc.demonstration.profiles import FEELINGS, HEARING, LANGUAGE, LITERACY, MOVEMENT, Profile
from ehc.models import UserKind
from ehc.workflows.roles import Role

SERVICES = (
    ("Kent Educational Psychology Service", "psychological", False, ""),
    ("Kent Community Paediatrics", "medical", True, ""),
    (
        "Kent Children’s Social Care",
        "social_care",
        False,
        "advice.social.care@kent.example",
    ),
)
"""Name, kind of advice, whether section 31 binds it, and its inbox."""

SETTINGS = (
    ("Oakfield Primary School", "Community school", "North Kent", 4, 11, "Rosa Lind"),
    (
        "St Brannoc’s Church of England Primary School", "Voluntary aided school",
        "North Kent", 4, 11, "Adam Pell",
    ),
    ("Harbour View Primary Academy", "Academy converter", "East Kent", 4, 11, "Jill Marlow"),
    ("Downland Primary School", "Community school", "South Kent", 5, 11, "Sunil Rao"),
    ("Weald Primary School", "Foundation school", "West Kent", 4, 11, "Carys Bevan"),
    ("Estuary High School", "Academy sponsor led", "North Kent", 11, 16, "Marian Bell"),
    ("Whitecliff Academy", "Academy converter", "East Kent", 11, 16, "Luke Farrow"),
    ("Marsh End Secondary School", "Foundation school", "South Kent", 11, 16, "Dina Costa"),
    ("Orchard Hill School", "Community special school", "West Kent", 11, 19, "Neil Gower"),
    ("Beacon Tree School", "Academy special converter", "East Kent", 11, 19, "Ola Grant"),
    ("North Downs College", "Further education", "North Kent", 16, 25, "Hugh Tanner"),
    (
        "Little Acorns Nursery School", "Local authority nursery school",
        "South Kent", 2, 5, "Tess Rudd",
    ),
)  # fmt: skip
"""Name, type, area, the youngest and the first age too old, and who co-ordinates special needs."""


def senco_address(setting: str) -> str:
    """Where the special needs co-ordinator of a setting is written to."""
    words = setting.lower().replace("’", "").replace(".", "").split()
    return f"senco@{'-'.join(words[:2])}.example"


COLLEAGUES: tuple[Persona, ...] = (
    Persona(
        "Beth Lane", "beth.lane@kent.example", UserKind.STAFF, "", "SEND caseworker",
        Role.CASEWORKER, team="East Kent",
    ),
    Persona(
        "Carl Moss", "carl.moss@kent.example", UserKind.STAFF, "", "SEND caseworker",
        Role.CASEWORKER, team="West Kent",
    ),
    Persona(
        "Iris Calder", "iris.calder@kent.example", UserKind.STAFF, "",
        "SEND officer for detained people", Role.CASEWORKER, team="North Kent",
    ),
    Persona(
        "Dr Ruth Ellery", "ruth.ellery@kent.example", UserKind.STAFF, "",
        "Educational psychologist", Role.EDUCATIONAL_PSYCHOLOGIST,
        service="Kent Educational Psychology Service",
    ),
)  # fmt: skip
"""Those whom nobody becomes, but without whom there would be one caseworker in two areas."""


class Reach(StrEnum):
    """How far a case has come."""

    ASKED = "asked"
    ALLOCATED = "allocated"
    REFUSED_TO_ASSESS = "refused_to_assess"
    ASSESSING = "assessing"
    ADVICE_SOUGHT = "advice_sought"
    ADVICE_RETURNED = "advice_returned"
    ADVICE_IN = "advice_in"
    REFUSED_TO_ISSUE = "refused_to_issue"
    WRITING = "writing"
    SERVED = "served"
    COMMENTED = "commented"
    CONSULTED = "consulted"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Child:
    """One child or young person, and how far their case has come.

    Attributes:
        age: in years, on the day of the request.
        weeks_ago: how long before the demonstration's day the request came.
        issued_after: for an issued plan, days from request to issue.
        flags: what is particular, by name; see :mod:`ehc.demonstration.journeys`.
    """

    first_name: str
    last_name: str
    sex: str
    age: int
    team: str
    weeks_ago: int
    reach: Reach
    profile: Profile = LANGUAGE
    issued_after: int = 0
    flags: Mapping[str, str] = field(default_factory=dict)


_N, _E, _S, _W = "North Kent", "East Kent", "South Kent", "West Kent"
_R = Reach

CHILDREN: tuple[Child, ...] = (
    # The family that one can be: a draft plan waits for its comments.
    Child(
        "Amara", "Okafor", "F", 7, _N, 14, _R.SERVED, LANGUAGE,
        flags={"persona": "ngozi", "talks": "yes"},
    ),
    # The young person that one can be, asking in their own right.
    Child("Kai", "Mensah", "M", 17, _N, 15, _R.SERVED, MOVEMENT, flags={"asker": "young_person"}),
    # Nobody has taken these yet.
    Child("Theo", "Lindqvist", "M", 5, _N, 0, _R.ASKED, LANGUAGE),
    Child("Isla", "Brightwater", "F", 9, _N, 1, _R.ASKED, LITERACY),
    Child("Kofi", "Asante-Hall", "M", 12, _N, 2, _R.ASKED, FEELINGS, flags={"asker": "setting"}),
    Child("Isla", "Brightwater", "F", 9, _N, 0, _R.ASKED, LITERACY, flags={"repeat": "yes"}),
    Child("Zofia", "Wren", "F", 17, _N, 1, _R.ASKED, MOVEMENT, flags={"asker": "young_person"}),
    # Waiting for the decision to assess; one is late, and was promised to hear by a day that is
    # over. Its family is told by text.
    Child("Harper", "Quill", "F", 6, _N, 3, _R.ALLOCATED, HEARING),
    Child(
        "Leo", "Marchetti", "M", 10, _N, 7, _R.ALLOCATED, FEELINGS,
        flags={"reached_by": "text", "waits": "yes"},
    ),
    Child("Noor", "Rahmani", "F", 8, _S, 4, _R.ALLOCATED, LANGUAGE, flags={"interpreter": "Dari"}),
    Child("Ebenezer", "Tull", "M", 13, _E, 5, _R.ALLOCATED, LITERACY, flags={"bounces": "yes"}),
    Child("Tilly", "Marchbank", "F", 8, _N, 5, _R.ALLOCATED, HEARING, flags={"end": "considering"}),
    # Refused.
    Child(
        "Poppy", "Fenwick", "F", 8, _N, 9, _R.REFUSED_TO_ASSESS, LITERACY,
        flags={"dispute": "mediating"},
    ),
    Child("Joel", "Adeyinka", "M", 11, _S, 12, _R.REFUSED_TO_ASSESS, FEELINGS),
    # Appealed, and won by order; in mediation.
    Child(
        "Maisie", "Orchard", "F", 7, _W, 20, _R.REFUSED_TO_ASSESS, LANGUAGE,
        flags={"dispute": "ordered"},
    ),
    Child("Rafael", "Stone", "M", 9, _N, 19, _R.REFUSED_TO_ISSUE, LITERACY),
    Child("Hettie", "Blackwood", "F", 12, _E, 22, _R.REFUSED_TO_ISSUE, FEELINGS),
    Child(
        "Jonah", "Ferris", "M", 10, _N, 13, _R.REFUSED_TO_ASSESS, LITERACY,
        flags={"end": "reversed"},
    ),
    # Ended before its time.
    Child("Remy", "Duval", "M", 9, _N, 11, _R.ADVICE_SOUGHT, LANGUAGE, flags={"end": "withdrawn"}),
    Child("Ines", "Calloway", "F", 7, _N, 4, _R.ALLOCATED, HEARING, flags={"end": "deceased"}),
    Child("Edie", "Marlowe", "F", 6, _N, 3, _R.ALLOCATED, LANGUAGE, flags={"end": "not_ours"}),
    Child("Arlo", "Tennant", "M", 9, _N, 12, _R.ADVICE_SOUGHT, LITERACY, flags={"end": "exported"}),
    # Detained: a named officer has it from the first day.
    Child(
        "Reuben", "Sharpe", "M", 15, _N, 2, _R.ASKED, FEELINGS,
        flags={"held_at": "Medway Vale Secure Children’s Home"},
    ),
    # Advice. The first family has one email a day.
    Child(
        "Oscar", "Penhallow", "M", 6, _N, 7, _R.ASSESSING, LANGUAGE,
        flags={"reached_by": "digest"},
    ),
    Child("Ada", "Nkemelu", "F", 10, _N, 9, _R.ADVICE_SOUGHT, HEARING),
    Child(
        "Wilf", "Garrity", "M", 12, _N, 8, _R.ADVICE_SOUGHT, LITERACY,
        flags={"unallocated_advice": "yes"},
    ),
    Child(
        "Sadie", "Moon", "F", 9, _S, 8, _R.ADVICE_SOUGHT, FEELINGS,
        flags={"unallocated_advice": "yes"},
    ),
    Child("Finn", "Castell", "M", 14, _N, 13, _R.ADVICE_SOUGHT, FEELINGS, flags={"twin": "Joanna"}),
    Child("Ivy", "Castell", "F", 14, _N, 13, _R.ADVICE_SOUGHT, LITERACY, flags={"twin": "Joanna"}),
    Child("Sami", "Haddad", "M", 8, _N, 10, _R.ADVICE_RETURNED, LANGUAGE),
    Child(
        "Ruby", "Sandling", "F", 11, _S, 10, _R.ADVICE_SOUGHT, MOVEMENT,
        flags={"therapist": "yes"},
    ),
    Child("Caleb", "Whitstable", "M", 9, _N, 13, _R.ADVICE_IN, LITERACY),
    Child("Mina", "Petrova", "F", 7, _E, 15, _R.ADVICE_IN, HEARING),
    Child("Jude", "Larkin", "M", 15, _W, 12, _R.ADVICE_IN, FEELINGS, flags={"looked_after": "yes"}),
    # Plans being written, with the family, and after.
    Child("Elsie", "Rowntree", "F", 6, _N, 15, _R.WRITING, LANGUAGE, flags={"vague": "yes"}),
    Child("Dylan", "Achebe", "M", 12, _S, 16, _R.WRITING, MOVEMENT),
    Child("Freya", "Holloway", "F", 9, _N, 17, _R.COMMENTED, LITERACY),
    Child("Kit", "Summerfield", "M", 8, _W, 16, _R.SERVED, HEARING),
    Child("Lola", "Deveraux", "F", 13, _N, 18, _R.CONSULTED, FEELINGS),
    # Issued: in time, late, and with an exemption of each ground.
    Child("Bonnie", "Thornley", "F", 9, _N, 34, _R.ISSUED, LITERACY, 140, {"review": "proposed"}),
    # An appeal about the setting that the plan names is to be answered.
    Child(
        "Archie", "Bellweather", "M", 7, _N, 30, _R.ISSUED, LANGUAGE, 134,
        {"dispute": "answering"},
    ),
    # The plan came from another county, and the family has been told what follows.
    Child("Marlo", "Winterbourne", "M", 8, _N, 4, _R.ISSUED, LANGUAGE, flags={"came": "yes"}),
    # A review of the plan was held, and the decision is late.
    Child(
        "Casper", "Ingram", "M", 11, _N, 44, _R.ISSUED, FEELINGS, 141, {"review": "late"},
    ),
    # A reassessment was agreed, and advice is out; another was refused.
    Child(
        "Delphine", "Rouse", "F", 6, _N, 36, _R.ISSUED, HEARING, 171, {"reassessment": "advice"},
    ),
    Child("Elijah", "Mortimer", "M", 13, _E, 33, _R.ISSUED, MOVEMENT, 126),
    Child(
        "Flora", "Gadsby", "F", 8, _E, 40, _R.ISSUED, LANGUAGE, 187, {"reassessment": "refused"},
    ),
    Child("Gideon", "Sparrow", "M", 10, _E, 48, _R.ISSUED, LITERACY, 138, {"review": "ceased"}),
    Child("Hana", "Kowalczyk", "F", 12, _S, 31, _R.ISSUED, FEELINGS, 139),
    Child("Idris", "Vaughan", "M", 7, _S, 46, _R.ISSUED, HEARING, 203),
    Child("Juno", "Applegarth", "F", 15, _S, 38, _R.ISSUED, MOVEMENT, 133),
    # The family moves to another county; the move of another to secondary school is known.
    Child("Kamil", "Yildiz", "M", 9, _W, 29, _R.ISSUED, LANGUAGE, 140, {"transfer": "out"}),
    Child("Luna", "Featherstone", "F", 6, _W, 42, _R.ISSUED, LITERACY, 160),
    Child(
        "Milo", "Pargeter", "M", 8, _N, 45, _R.ISSUED, FEELINGS, 168,
        {"exemption": "absent_from_area"},
    ),
    Child(
        "Nell", "Ashdown", "F", 10, _E, 50, _R.ISSUED, LITERACY, 159,
        {"exemption": "setting_closed", "transfer": "phase"},
    ),
    Child(
        "Otis", "Brandreth", "M", 4, _S, 49, _R.ISSUED, HEARING, 165,
        {"exemption": "early_years_closed"},
    ),
    Child(
        "Pearl", "Winslow", "F", 11, _W, 47, _R.ISSUED, MOVEMENT, 175,
        {"exemption": "exceptional_personal_circumstances"},
    ),
    Child(
        "Quentin", "Hale", "M", 9, _N, 43, _R.ISSUED, LANGUAGE, 150,
        {"exemption": "missed_appointment", "review": "kept"},
    ),
)  # fmt: skip
"""The children, in no particular order but that Amara comes first."""

CASEWORKERS: Mapping[str, str] = {
    _N: "priya.nair@kent.example",
    _E: "beth.lane@kent.example",
    _S: "tom.reed@kent.example",
    _W: "carl.moss@kent.example",
}
"""Who works on the cases of each area."""
