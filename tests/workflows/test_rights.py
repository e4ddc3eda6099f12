"""Who holds the rights, which setting must be named, what a plan holds."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from ehc.workflows.placement import (
    GROUNDS,
    PLACEMENT_RULES,
    Institution,
    grounds_for,
    is_in_time,
)
from ehc.workflows.rights import (
    BASES_OF_A_CHILD,
    BASES_OF_A_YOUNG_PERSON,
    Act,
    Bar,
    Basis,
    Holder,
    Kin,
    Recorded,
    RightsFacts,
    bars_to_a_request,
    bases_for,
    holder_on,
    holders_among,
    in_force,
    may_hold,
)
from ehc.workflows.sections import SECTIONS
from ehc.workflows.standing import STANDING_DUTIES

# Born in August 2009: 15 on the last Friday of June 2025.
SUMMER = RightsFacts(date(2009, 8, 20))
CHILD, YOUNG_PERSON = date(2025, 6, 27), date(2025, 6, 28)


@pytest.mark.parametrize(
    ("changes", "child", "young_person"),
    [
        ({}, Holder.PARENT, Holder.YOUNG_PERSON),
        ({"parent_has_capacity": False}, Holder.PARENTS_REPRESENTATIVE, Holder.YOUNG_PERSON),
        ({"young_person_has_capacity": False}, Holder.PARENT, Holder.PARENT_OF_YOUNG_PERSON),
        (
            {"young_person_has_capacity": False, "has_representative": True},
            Holder.PARENT,
            Holder.REPRESENTATIVE,
        ),
        (
            {"young_person_has_capacity": False, "parent_has_capacity": False},
            Holder.PARENTS_REPRESENTATIVE,
            Holder.REPRESENTATIVE_OF_PARENT,
        ),
    ],
)
def test_who_holds_the_rights_on_a_day(
    changes: dict[str, bool], child: Holder, young_person: Holder
) -> None:
    facts = dataclasses.replace(SUMMER, **changes)
    assert (holder_on(facts, CHILD), holder_on(facts, YOUNG_PERSON)) == (child, young_person)


@pytest.mark.parametrize(
    ("facts", "bars"),
    [
        ({}, ()),
        ({"plan_is_maintained": True}, (Bar.PLAN_IS_MAINTAINED,)),
        ({"last_assessed_on": date(2025, 7, 5)}, (Bar.ASSESSED_WITHIN_SIX_MONTHS,)),
        ({"last_assessed_on": date(2025, 7, 4)}, ()),
        ({"date_of_birth": date(2001, 1, 6)}, ()),
        ({"date_of_birth": date(2001, 1, 5)}, (Bar.TOO_OLD,)),
    ],
)
def test_what_stops_a_request(facts: dict[str, object], bars: tuple[Bar, ...]) -> None:
    given = {"date_of_birth": date(2015, 3, 1), "received_on": date(2026, 1, 5), **facts}
    assert bars_to_a_request(**given) == bars  # type: ignore[arg-type]


def test_a_setting_that_may_be_requested_is_named_unless_a_ground_applies() -> None:
    named = {one for one in Institution if grounds_for(one, requested=True) is not None}
    assert named == set(Institution) - {Institution.OTHER_INDEPENDENT}
    grounds = grounds_for(Institution.ACADEMY, requested=True)
    assert grounds is not None
    assert [row.id for row in grounds] == [
        "unsuitable",
        "efficient_education",
        "efficient_resources",
    ]
    assert grounds_for(Institution.ACADEMY, requested=False) is None
    assert [row.id for row in GROUNDS if row.of_mainstream] == ["wishes", "education_of_others"]


def test_a_request_until_the_last_day_is_in_time() -> None:
    assert is_in_time(date(2025, 12, 26), date(2025, 12, 26))
    assert not is_in_time(date(2025, 12, 27), date(2025, 12, 26))


def test_the_sections_in_order_each_with_its_paragraph() -> None:
    letters = ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
    assert [row.letter for row in SECTIONS] == letters
    assert all("regulation 12(1)" in row.citation for row in SECTIONS)


def test_every_rule_without_a_date_says_what_when_and_on_what_it_rests() -> None:
    for duty in STANDING_DUTIES:
        assert duty.what
        assert duty.at
        assert duty.citation
    assert len({duty.what for duty in STANDING_DUTIES}) == len(STANDING_DUTIES) == 33
    assert len(PLACEMENT_RULES) == 11


def test_who_can_hold_the_rights_changes_at_the_end_of_compulsory_school_age() -> None:
    born = date(2009, 10, 9)
    before, after = date(2026, 6, 25), date(2026, 9, 1)
    assert may_hold(born, before) == {Holder.PARENT, Holder.PARENTS_REPRESENTATIVE}
    assert may_hold(born, after) == set(Holder) - may_hold(born, before)
    assert holder_on(RightsFacts(born), after) in may_hold(born, after)


MOTHER, FATHER, DEPUTY, YOUNG, ATTORNEY = 1, 2, 3, 4, 5
FAMILY = (
    Kin(MOTHER),
    Kin(FATHER),
    Kin(DEPUTY, is_parent=False),
    Kin(ATTORNEY, is_parent=False),
    Kin(YOUNG, is_young_person=True),
)
B = Basis
CONSENT = (MOTHER, B.CONSENT)
MOTHER_ACTS = (MOTHER, B.LACKS_CAPACITY)
FATHER_ACTS = (FATHER, B.LACKS_CAPACITY)
DEPUTY_ACTS = (DEPUTY, B.REPRESENTATIVE)
OF_A_CHILDS_MOTHER = (ATTORNEY, B.PARENTS_REPRESENTATIVE)
OF_THE_YOUNG_PERSONS_MOTHER = (ATTORNEY, B.REPRESENTATIVE_OF_PARENT)


@pytest.mark.parametrize(
    ("on", "bases", "holders"),
    [
        (CHILD, (), {MOTHER, FATHER}),
        (CHILD, (OF_A_CHILDS_MOTHER,), {ATTORNEY, FATHER}),
        (YOUNG_PERSON, (), {YOUNG}),
        (YOUNG_PERSON, (CONSENT,), {YOUNG, MOTHER}),
        (YOUNG_PERSON, (MOTHER_ACTS,), {MOTHER}),
        (YOUNG_PERSON, (CONSENT, FATHER_ACTS), {FATHER}),
        (YOUNG_PERSON, (MOTHER_ACTS, DEPUTY_ACTS), {DEPUTY}),
        (YOUNG_PERSON, (OF_THE_YOUNG_PERSONS_MOTHER,), {ATTORNEY}),
        (
            YOUNG_PERSON,
            (MOTHER_ACTS, FATHER_ACTS, OF_THE_YOUNG_PERSONS_MOTHER),
            {FATHER, ATTORNEY},
        ),
        (YOUNG_PERSON, (DEPUTY_ACTS, OF_THE_YOUNG_PERSONS_MOTHER), {DEPUTY}),
    ],
)
def test_who_of_a_family_holds_the_rights(
    on: date, bases: tuple[tuple[int, Basis], ...], holders: set[int]
) -> None:
    # The attorney acts for the mother.
    found = {
        who: Recorded(who, basis, Act.DRAFT, CHILD, MOTHER if who == ATTORNEY else None)
        for who, basis in bases
    }
    assert holders_among(SUMMER.date_of_birth, FAMILY, found, on) == holders


def test_of_whoever_is_on_file_nobody_may_hold_them() -> None:
    assert holders_among(SUMMER.date_of_birth, FAMILY[:2], {}, YOUNG_PERSON) == frozenset()
    assert holders_among(SUMMER.date_of_birth, FAMILY[2:], {}, CHILD) == frozenset()


def test_what_can_be_recorded_of_who_acts_changes_with_the_holder() -> None:
    assert bases_for(SUMMER.date_of_birth, CHILD) == {Basis.PARENTS_REPRESENTATIVE}
    assert bases_for(SUMMER.date_of_birth, YOUNG_PERSON) == set(Basis) - {
        Basis.PARENTS_REPRESENTATIVE, Basis.ENDED,
    }  # fmt: skip


def test_consent_and_capacity_hold_for_what_they_name_from_their_day_until_they_end() -> None:
    first, second = date(2025, 7, 1), date(2025, 8, 1)
    recorded = (
        Recorded(MOTHER, Basis.CONSENT, Act.DRAFT, first),
        Recorded(MOTHER, Basis.CONSENT, Act.DISPUTE, first),
        Recorded(FATHER, Basis.CONSENT, Act.DRAFT, first),
        Recorded(MOTHER, Basis.ENDED, Act.DRAFT, second),
        # Of a child's parent: it ends with compulsory school age.
        Recorded(ATTORNEY, Basis.PARENTS_REPRESENTATIVE, Act.DRAFT, first, MOTHER),
    )

    def who(act: Act, on: date) -> set[int]:
        return set(in_force(recorded, act, on, bases=BASES_OF_A_YOUNG_PERSON))

    assert who(Act.DRAFT, date(2025, 6, 30)) == set()
    assert who(Act.DRAFT, first) == {MOTHER, FATHER}
    assert who(Act.DRAFT, second) == {FATHER}
    assert who(Act.DISPUTE, second) == {MOTHER}
    assert who(Act.NOTICES, second) == set()
    assert set(in_force(recorded, Act.DRAFT, first, bases=BASES_OF_A_CHILD)) == {ATTORNEY}
