"""Whose advice must be sought, and what a date of birth means.

SEND Regulations 2014, regulation 6; Children and Families Act 2014, section 83; Education Act
1996, section 8. Pure: the day is an argument.

API: :class:`AdviceKind`, :class:`Sufficiency`, :func:`must_not_seek`, :class:`Sense`,
:class:`ChecklistFacts`, :class:`AdviceItem`, :func:`checklist`, :func:`national_curriculum_year`,
:func:`end_of_compulsory_school_age`, :func:`is_over_compulsory_school_age`,
:func:`last_birth_over_school_age`, :func:`age_on`, :func:`age_problem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ehc.workflows.messages import Message, message

UPPER_AGE = 25
"""Nobody of this age or over is a young person (Children and Families Act 2014, s 83(2))."""

ADULTHOOD_YEAR = 9
"""Advice for adulthood is sought in or beyond this year (regulation 6(1)(g))."""


class AdviceKind(StrEnum):
    """What advice is about. ``other`` is for facts that say no more."""

    PARENT = "parent"
    EDUCATIONAL = "educational"
    DEFENCE = "defence"
    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    SOCIAL_CARE = "social_care"
    ADULTHOOD = "adulthood"
    REQUESTED = "requested"
    OTHER = "other"


class AdviceKindKey(StrEnum):
    """Each kind as a phrase; the value is ``"advice."`` and the kind's own."""

    PARENT = "advice.parent"
    EDUCATIONAL = "advice.educational"
    DEFENCE = "advice.defence"
    MEDICAL = "advice.medical"
    PSYCHOLOGICAL = "advice.psychological"
    SOCIAL_CARE = "advice.social_care"
    ADULTHOOD = "advice.adulthood"
    REQUESTED = "advice.requested"
    OTHER = "advice.other"


class AdviceOfYoursKey(StrEnum):
    """The kinds that a family reads of as its own; the value is ``"family."`` and the kind's."""

    PARENT = "family.advice.parent"
    REQUESTED = "family.advice.requested"


class SenseKey(StrEnum):
    """Whom a qualified teacher teaches, as a phrase; the value is ``"sense."`` and the sense's."""

    HEARING = "sense.hearing"
    VISION = "sense.vision"
    MULTI_SENSORY = "sense.multi_sensory"


class AdviceWhy(StrEnum):
    """Why an item is on the checklist."""

    ALWAYS = "advice_why.always"
    FAMILY_ALWAYS = "advice_why.family_always"
    ATTENDS = "advice_why.attends"
    ATTENDS_NOWHERE = "advice_why.attends_nowhere"
    ARMED_FORCES = "advice_why.armed_forces"
    ADULTHOOD = "advice_why.adulthood"
    FAMILY_ASKED = "advice_why.family_asked"
    AUTHORITY_CHOSE = "advice_why.authority_chose"


class AgeKey(StrEnum):
    """What can be wrong with a date of birth."""

    NOT_YET_BORN = "age.not_yet_born"
    TOO_OLD = "age.too_old"


class Sense(StrEnum):
    """Whose teachers must be consulted (regulation 6(2)); both means multi-sensory."""

    HEARING = "hearing"
    VISION = "vision"
    MULTI_SENSORY = "multi_sensory"


@dataclass(frozen=True, slots=True)
class ChecklistFacts:
    """What the checklist depends on.

    Attributes:
        date_of_birth: the child's or young person's.
        on: the day on which advice is sought.
        year_group: the year in which they are taught, where it is not the one of their age.
        attends_setting: whether they attend a school, college or other institution.
        hearing_impairment, visual_impairment: whether it appears that they have one.
        parent_in_armed_forces: whether any parent serves in Her Majesty's armed forces.
        asked_for: each person whose advice the parent or young person reasonably asked for.
        also_appropriate: each other person whose advice the authority thinks appropriate.
    """

    date_of_birth: date
    on: date
    year_group: int | None = None
    attends_setting: bool = True
    hearing_impairment: bool = False
    visual_impairment: bool = False
    parent_in_armed_forces: bool = False
    asked_for: tuple[str, ...] = ()
    also_appropriate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """One item of advice that must be sought.

    Attributes:
        kind: what it is about.
        citation: the paragraph that asks for it.
        why: why it is on this checklist.
        s31_body: whether it is asked of a body that regulation 8 gives six weeks (health, in
            law the body and not the profession decides: an item that names a person may turn
            out to be asked of one).
        who: the person named, for ``requested`` and ``other``; otherwise empty.
        consult: the sense whose qualified teacher must be consulted, if any.
        may_rely_on_existing: whether regulation 6(4) can spare it; never for the family's own.
    """

    kind: AdviceKind
    citation: str
    why: Message
    s31_body: bool = False
    who: str = ""
    consult: Sense | None = None
    may_rely_on_existing: bool = True


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Who is satisfied that advice which exists is sufficient for the assessment, and since when.

    None: is not, or has not said so.

    Attributes:
        adviser_on: the person who gave it.
        authority_on: the authority.
        family_on: the child's parent or the young person.
    """

    adviser_on: date | None = None
    authority_on: date | None = None
    family_on: date | None = None


def must_not_seek(kind: AdviceKind, found: Sufficiency) -> bool:
    """Whether advice that exists must not be sought again (regulation 6(4)).

    All three must be satisfied. Never of the parent or young person, who are always asked
    (regulation 6(1)(a)).
    """
    satisfied = (found.adviser_on, found.authority_on, found.family_on)
    return kind is not AdviceKind.PARENT and None not in satisfied


_REG_6 = "SEND Regulations 2014, regulation 6"


def checklist(facts: ChecklistFacts) -> tuple[AdviceItem, ...]:
    """The advice that must be sought for these facts, in the order of regulation 6(1).

    Raises:
        ValueError: if the person is not yet born on the day.
    """
    if facts.on < facts.date_of_birth:
        raise ValueError("The person is not yet born on that day.")
    always = message(AdviceWhy.ALWAYS)
    items = [
        AdviceItem(
            AdviceKind.PARENT,
            f"{_REG_6}(1)(a)",
            message(AdviceWhy.FAMILY_ALWAYS),
            may_rely_on_existing=False,
        ),
        _educational(facts),
    ]
    if facts.parent_in_armed_forces:
        items.append(
            AdviceItem(AdviceKind.DEFENCE, f"{_REG_6}(1)(b)(iv)", message(AdviceWhy.ARMED_FORCES))
        )
    items += [
        AdviceItem(AdviceKind.MEDICAL, f"{_REG_6}(1)(c)", always, s31_body=True),
        AdviceItem(AdviceKind.PSYCHOLOGICAL, f"{_REG_6}(1)(d)", always),
        AdviceItem(AdviceKind.SOCIAL_CARE, f"{_REG_6}(1)(e)", always),
    ]
    items += [
        AdviceItem(
            AdviceKind.OTHER,
            f"{_REG_6}(1)(f)",
            message(AdviceWhy.AUTHORITY_CHOSE, who=who),
            who=who,
        )
        for who in facts.also_appropriate
    ]
    year = facts.year_group
    if year is None:
        year = national_curriculum_year(facts.date_of_birth, facts.on)
    if year >= ADULTHOOD_YEAR:
        items.append(
            AdviceItem(
                AdviceKind.ADULTHOOD, f"{_REG_6}(1)(g)", message(AdviceWhy.ADULTHOOD, year=year)
            )
        )
    items += [
        AdviceItem(
            AdviceKind.REQUESTED,
            f"{_REG_6}(1)(h)",
            message(AdviceWhy.FAMILY_ASKED, who=who),
            who=who,
        )
        for who in facts.asked_for
    ]
    return tuple(items)


def _educational(facts: ChecklistFacts) -> AdviceItem:
    consult = _SENSES[facts.hearing_impairment, facts.visual_impairment]
    paragraph = "(1)(b)(i)" if facts.attends_setting else "(1)(b)(ii)-(iii)"
    citation = f"{_REG_6}{paragraph}" if consult is None else f"{_REG_6}{paragraph} and (2)"
    why = AdviceWhy.ATTENDS if facts.attends_setting else AdviceWhy.ATTENDS_NOWHERE
    return AdviceItem(AdviceKind.EDUCATIONAL, citation, message(why), consult=consult)


_SENSES: dict[tuple[bool, bool], Sense | None] = {
    (False, False): None,
    (True, False): Sense.HEARING,
    (False, True): Sense.VISION,
    (True, True): Sense.MULTI_SENSORY,
}


def _school_year(on: date) -> int:
    """The calendar year in which the school year of a day begins (1 September)."""
    return on.year if on.month >= 9 else on.year - 1


def national_curriculum_year(date_of_birth: date, on: date) -> int:
    """The year group of the person's age: 0 is Reception, below it nursery.

    Most people of a year group turn 5 plus that number during its school year, which runs from
    1 September to 31 August. A person taught out of their year has another; hand that in.
    """
    return _school_year(on) - _school_year(date_of_birth) - 5


def end_of_compulsory_school_age(date_of_birth: date) -> date:
    """The last Friday in June of the school year in which the person turns 16.

    It may come before the birthday: somebody born in July or August is still 15.
    """
    end_of_june = date(_school_year(date_of_birth) + 17, 6, 30)
    return end_of_june - timedelta(days=(end_of_june.weekday() - 4) % 7)


def is_over_compulsory_school_age(date_of_birth: date, on: date) -> bool:
    """Whether compulsory school age has ended; it lasts until the end of its last day."""
    return on > end_of_compulsory_school_age(date_of_birth)


def last_birth_over_school_age(on: date) -> date:
    """The youngest birthday of those whose compulsory school age has ended before a day.

    Whoever was born on it or earlier is over it, and nobody else.
    """
    year = on.year if on > end_of_compulsory_school_age(date(on.year - 16, 8, 31)) else on.year - 1
    return date(year - 16, 8, 31)


def age_on(date_of_birth: date, on: date) -> int:
    """Age in whole years; somebody born on 29 February has a birthday on 1 March otherwise."""
    had_birthday = (on.month, on.day) >= (date_of_birth.month, date_of_birth.day)
    return on.year - date_of_birth.year - (0 if had_birthday else 1)


def age_problem(date_of_birth: date, on: date) -> Message | None:
    """What stops an assessment from being asked for on a day, by age; None if nothing does."""
    if date_of_birth > on:
        return message(AgeKey.NOT_YET_BORN, date_of_birth=date_of_birth)
    if age_on(date_of_birth, on) >= UPPER_AGE:
        return message(AgeKey.TOO_OLD, date_of_birth=date_of_birth, upper_age=UPPER_AGE)
    return None
