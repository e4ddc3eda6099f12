"""Which setting must be named, and on which grounds one may be left out.

Children and Families Act 2014, sections 33, 38-40, 42-43 and 61.

API: :class:`Institution`, :data:`MAY_BE_REQUESTED`, :class:`GroundRow`, :data:`GROUNDS`,
:func:`grounds_for`, :func:`is_in_time`, :class:`PlacementRule`, :data:`PLACEMENT_RULES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.messages import gettext_noop

_ACT = "Children and Families Act 2014, section "


class Institution(StrEnum):
    """Kinds of institution."""

    MAINTAINED_SCHOOL = "maintained_school"
    MAINTAINED_NURSERY = "maintained_nursery"
    ACADEMY = "academy"
    FURTHER_EDUCATION = "further_education"
    NON_MAINTAINED_SPECIAL = "non_maintained_special"
    SECTION_41 = "section_41"
    OTHER_INDEPENDENT = "other_independent"


MAY_BE_REQUESTED = frozenset(Institution) - {Institution.OTHER_INDEPENDENT}
"""The institutions that a parent or young person may request (section 38(3)).

Any other may be put forward as a representation, which is considered; section 39(4) does not
bind then.
"""


@dataclass(frozen=True, slots=True)
class GroundRow:
    """One ground, whole.

    Attributes:
        id: its name.
        text: what must be shown.
        citation: the paragraph.
        of_mainstream: whether it is a ground against mainstream education as such (section 33),
            and not against the setting that was requested (section 39(4)).
    """

    id: str
    text: str
    citation: str
    of_mainstream: bool = False


GROUNDS: tuple[GroundRow, ...] = (
    GroundRow(
        "unsuitable",
        gettext_noop("unsuitable for the age, ability, aptitude or special educational needs"),
        f"{_ACT}39(4)(a)",
    ),
    GroundRow(
        "efficient_education",
        gettext_noop("incompatible with the provision of efficient education for others"),
        f"{_ACT}39(4)(b)",
    ),
    GroundRow(
        "efficient_resources",
        gettext_noop("incompatible with the efficient use of resources"),
        f"{_ACT}39(4)(b)",
    ),
    GroundRow(
        "wishes",
        gettext_noop("incompatible with the wishes of the parent or young person"),
        f"{_ACT}33(2)(a)",
        of_mainstream=True,
    ),
    GroundRow(
        "education_of_others",
        gettext_noop(
            "incompatible with the efficient education of others, where no reasonable steps "
            "could prevent it"
        ),
        f"{_ACT}33(2)(b) and (3)-(4)",
        of_mainstream=True,
    ),
)
"""The closed lists. Cost is no ground against mainstream education (section 33)."""


def grounds_for(institution: Institution, *, requested: bool) -> tuple[GroundRow, ...] | None:
    """On which grounds a setting may be left out; None: there is no duty to name it.

    Args:
        institution: what kind it is.
        requested: whether the family asked for it within the notice period.
    """
    if not requested or institution not in MAY_BE_REQUESTED:
        return None
    return tuple(row for row in GROUNDS if not row.of_mainstream)


def is_in_time(requested_on: date, last_day: date) -> bool:
    """Whether a setting was requested before the end of the notice period (section 39(1)).

    Args:
        requested_on: the day of the request; earlier than the draft counts too.
        last_day: the last day for comments on the draft.
    """
    return requested_on <= last_day


@dataclass(frozen=True, slots=True)
class PlacementRule:
    """One rule that the writing of section I keeps."""

    rule: str
    citation: str


PLACEMENT_RULES: tuple[PlacementRule, ...] = (
    PlacementRule(gettext_noop("A draft names no institution and no type."), f"{_ACT}38(5)"),
    PlacementRule(
        gettext_noop(
            "The institution requested is consulted, any other that is considered, and its "
            "authority."
        ),
        f"{_ACT}39(2) and (6); {_ACT}40(3)",
    ),
    PlacementRule(
        gettext_noop("The institution requested is named, unless a ground applies."),
        f"{_ACT}39(3)-(4)",
    ),
    PlacementRule(
        gettext_noop("Otherwise an appropriate institution is named, or a type."),
        f"{_ACT}39(5); {_ACT}40(2)",
    ),
    PlacementRule(
        gettext_noop("Mainstream, unless one of the two grounds of section 33 applies."),
        f"{_ACT}33(2)-(4)",
    ),
    PlacementRule(
        gettext_noop("Changes are made at the end of the period given in the notice."),
        f"{_ACT}39(7)",
    ),
    PlacementRule(gettext_noop("An institution that is named must admit."), f"{_ACT}43"),
    PlacementRule(
        gettext_noop(
            "Education otherwise than at school is provision in section F; section I is then "
            "empty by a recorded decision, the family consulted."
        ),
        f"{_ACT}61",
    ),
    PlacementRule(
        gettext_noop("Where the parents make their own arrangements, a type alone is named."),
        f"{_ACT}42(5)",
    ),
)
"""The rules, in the order in which a placement is decided."""
