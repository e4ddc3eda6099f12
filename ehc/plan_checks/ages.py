"""How old somebody is, and in which year of school, on a day."""

from __future__ import annotations

from datetime import date

from ehc.plan_checks.facts import PersonFacts

FIRST_DAY_OF_SCHOOL_YEAR = (9, 1)
"""1 September: a child's year group follows from their age on 31 August."""

YEAR_GROUP_FROM_AGE = 4
"""Year group = age on 31 August before the school year, less this (Year 9: 13, turning 14)."""


def age(born: date, on: date) -> int:
    """Whole years from ``born`` to ``on``; a birthday on 29 February falls on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def usual_year_group(born: date, on: date) -> int:
    """The year group of most people born on ``born``, in the school year that holds ``on``."""
    begins = on.year if (on.month, on.day) >= FIRST_DAY_OF_SCHOOL_YEAR else on.year - 1
    return age(born, date(begins, 8, 31)) - YEAR_GROUP_FROM_AGE


def in_or_beyond_year_9(person: PersonFacts, on: date) -> bool:
    """Whether preparation for adulthood is owed (SEND Regulations 2014, regulation 12(3)).

    The recorded year group decides; where there is none, the usual one for their age.
    """
    group = person.year_group
    return (usual_year_group(person.date_of_birth, on) if group is None else group) >= 9
