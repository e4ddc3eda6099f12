"""Which setting must be named, and on which grounds one may be left out.

Children and Families Act 2014, sections 33, 38-40, 42-43 and 61.

Pure. What a version lacks before it may be final is asked here by :mod:`.readiness`.

API: :class:`Institution`, :data:`MAY_BE_REQUESTED`, :func:`institution_of`, :func:`is_mainstream`,
:class:`GroundRow`, :data:`GROUNDS`, :data:`MAINSTREAM_GROUNDS`, :data:`NO_LONGER_ASKED`,
:func:`grounds_for`, :func:`is_in_time`, :class:`RequestedSetting`, :class:`PlacementFacts`,
:func:`never_consulted`, :func:`still_awaited`, :func:`left_without_ground`,
:func:`wants_mainstream_ground`, :class:`PlacementRule`, :data:`PLACEMENT_RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


_WORDS: tuple[tuple[str, Institution], ...] = (
    ("non-maintained", Institution.NON_MAINTAINED_SPECIAL),
    ("section 41", Institution.SECTION_41),
    ("independent", Institution.OTHER_INDEPENDENT),
    ("private", Institution.OTHER_INDEPENDENT),
    ("special post", Institution.OTHER_INDEPENDENT),
    ("academy", Institution.ACADEMY),
    ("free school", Institution.ACADEMY),
    ("studio school", Institution.ACADEMY),
    ("technical college", Institution.ACADEMY),
    ("nursery", Institution.MAINTAINED_NURSERY),
    ("further education", Institution.FURTHER_EDUCATION),
    ("sixth form", Institution.FURTHER_EDUCATION),
    ("community", Institution.MAINTAINED_SCHOOL),
    ("voluntary", Institution.MAINTAINED_SCHOOL),
    ("foundation", Institution.MAINTAINED_SCHOOL),
    ("maintained", Institution.MAINTAINED_SCHOOL),
)
"""A word of the type, as the register of schools has it, for each kind; the first that fits."""


def institution_of(type: str) -> Institution | None:
    """The kind of institution that a type says; None where it says none.

    Args:
        type: as the register has it, such as "Voluntary aided school". That an independent
            school is approved under section 41 is not in its type, and is said by whoever knows.
    """
    name = type.casefold()
    return next((kind for word, kind in _WORDS if word in name), None)


_NOT_MAINSTREAM = re.compile(
    r"\bspecial\b(?! (?:(?:educational )?needs )?(?:unit|resource))"
    r"|\b(?:sen|send|semh)\b(?! (?:unit|resource))"
    r"|\bindependent\b|\bprivate\b"
    r"|\balternative provision\b|\bpupil referral\b|\bhospital\b"
)


def is_mainstream(type: str) -> bool:
    """Whether a type of setting is mainstream (section 83(2)): neither special nor independent."""
    return _NOT_MAINSTREAM.search(type.casefold()) is None


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

MAINSTREAM_GROUNDS = tuple(row for row in GROUNDS if row.of_mainstream)
"""Those of section 33, for a type or setting that is not mainstream and was not requested."""

NO_LONGER_ASKED = "no_longer_asked"
"""Beside the grounds: the family has said that it asks for the setting no longer."""


def grounds_for(
    institution: Institution | None, *, requested: bool
) -> tuple[GroundRow, ...] | None:
    """On which grounds a setting may be left out; None: there is no duty to name it.

    Args:
        institution: what kind it is; None, not known: it is taken as one that may be requested.
        requested: whether the family asked for it within the notice period.
    """
    if not requested or (institution is not None and institution not in MAY_BE_REQUESTED):
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
class RequestedSetting:
    """A setting that the family asked for.

    Attributes:
        name: what it is called.
        institution: what kind it is; None: not known.
        in_time: whether it was asked for before the end of the notice period.
        named: whether section I names it.
        ground: the ground on which it is left out, or :data:`NO_LONGER_ASKED`; empty: none.
        consulted: whether it was consulted.
        answer_by: the last day on which it should answer; None: it has answered.
    """

    name: str
    institution: Institution | None = None
    in_time: bool = True
    named: bool = False
    ground: str = ""
    consulted: bool = True
    answer_by: date | None = None

    @property
    def is_binding(self) -> bool:
        """Whether section 39(3) asks that it be named."""
        return grounds_for(self.institution, requested=self.in_time) is not None


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """What section I of a version that is to be final says, and what came before it.

    Attributes:
        named: the setting that is named; empty: none is.
        type: the type of setting, and that of the setting named.
        consulted: whether the setting named was consulted about the draft.
        requested: what the family asked for.
        mainstream_ground: the ground of section 33 that was recorded; empty: none.
        closing: the setting that section I names and the last day on which it is open, said anew
            or not; None: it is not known to close.
    """

    named: str = ""
    type: str = ""
    consulted: bool = False
    requested: tuple[RequestedSetting, ...] = ()
    mainstream_ground: str = ""
    closing: tuple[str, date] | None = None

    @property
    def names_a_request(self) -> bool:
        """Whether what is named is what the family asked for (section 39(3))."""
        return any(one.named for one in _binding(self.requested))


def _binding(requested: Iterable[RequestedSetting]) -> tuple[RequestedSetting, ...]:
    return tuple(one for one in requested if one.is_binding)


def _left_out(facts: PlacementFacts) -> tuple[RequestedSetting, ...]:
    """What the family asks for and is not given.

    Where it asked for several, the naming of one of them is what it asked for.
    """
    if facts.names_a_request:
        return ()
    return tuple(one for one in _binding(facts.requested) if one.ground != NO_LONGER_ASKED)


def never_consulted(facts: PlacementFacts) -> tuple[str, ...]:
    """The settings that are left out and were not even consulted (section 39(2))."""
    return tuple(one.name for one in _left_out(facts) if not one.consulted)


def still_awaited(facts: PlacementFacts, on: date | None) -> tuple[RequestedSetting, ...]:
    """The settings that are left out before they have answered, or have had the time to.

    Args:
        on: the day of leaving them out; None, not known: none has had its time.
    """
    return tuple(
        one
        for one in _left_out(facts)
        if one.answer_by is not None and (on is None or on <= one.answer_by)
    )


def left_without_ground(facts: PlacementFacts) -> tuple[str, ...]:
    """The settings that were consulted and are left out without a ground (section 39(4))."""
    return tuple(one.name for one in _left_out(facts) if one.consulted and not one.ground)


def wants_mainstream_ground(facts: PlacementFacts) -> bool:
    """Whether a ground of section 33 is missing, in a case within section 39(5) or 40(2)."""
    if facts.names_a_request or is_mainstream(facts.type):
        return False
    return facts.mainstream_ground not in {row.id for row in MAINSTREAM_GROUNDS}


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
    PlacementRule(
        gettext_noop(
            "No other is named before an institution requested was consulted and has answered or "
            "had its 15 days, or the request was taken back."
        ),
        f"{_ACT}39(2) to (4); guidance: SEND Code of Practice 2015, paragraph 9.83",
    ),
    PlacementRule(
        gettext_noop(
            "The same when a plan is amended, after a review, for a transfer of phase or at any "
            "other time, or is reassessed: of what section I then says anew, and of what is "
            "requested in the 15 days."
        ),
        "SEND Regulations 2014, regulations 18, 22(1) and (2), 27(1) and 28",
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
