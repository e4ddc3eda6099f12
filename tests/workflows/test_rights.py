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
    Act,
    Bar,
    Basis,
    Holder,
    Kin,
    Recorded,
    RightsFacts,
    bars_to_a_request,
    bases_on,
    holder_on,
    holders_among,
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
    assert len({duty.what for duty in STANDING_DUTIES}) == len(STANDING_DUTIES) == 32
    assert len(PLACEMENT_RULES) == 9


def test_who_can_hold_the_rights_changes_at_the_end_of_compulsory_school_age() -> None:
    born = date(2009, 10, 9)
    before, after = date(2026, 6, 25), date(2026, 9, 1)
    assert may_hold(born, before) == {Holder.PARENT, Holder.PARENTS_REPRESENTATIVE}
    assert may_hold(born, after) == set(Holder) - may_hold(born, before)
    assert holder_on(RightsFacts(born), after) in may_hold(born, after)


MOTHER, FATHER, DEPUTY, YOUNG = 1, 2, 3, 4
FAMILY = (Kin(MOTHER), Kin(FATHER), Kin(YOUNG, is_young_person=True))


@pytest.mark.parametrize(
    ("on", "bases", "holders"),
    [
        (CHILD, {}, {MOTHER, FATHER}),
        (YOUNG_PERSON, {}, {YOUNG}),
        (YOUNG_PERSON, {MOTHER: Basis.CONSENT}, {YOUNG, MOTHER}),
        (YOUNG_PERSON, {MOTHER: Basis.LACKS_CAPACITY}, {MOTHER}),
        (YOUNG_PERSON, {MOTHER: Basis.CONSENT, FATHER: Basis.LACKS_CAPACITY}, {FATHER}),
        (
            YOUNG_PERSON,
            {MOTHER: Basis.LACKS_CAPACITY, DEPUTY: Basis.REPRESENTATIVE},
            {DEPUTY},
        ),
    ],
)
def test_who_of_a_family_holds_the_rights(
    on: date, bases: dict[int, Basis], holders: set[int]
) -> None:
    assert holders_among(SUMMER.date_of_birth, FAMILY, bases, on) == holders


def test_of_whoever_is_on_file_nobody_may_hold_them() -> None:
    assert holders_among(SUMMER.date_of_birth, FAMILY[:2], {}, YOUNG_PERSON) == frozenset()
    assert holders_among(SUMMER.date_of_birth, FAMILY[2:], {}, CHILD) == frozenset()


def test_consent_and_capacity_hold_for_what_they_name_from_their_day_until_they_end() -> None:
    first, second = date(2025, 7, 1), date(2025, 8, 1)
    recorded = (
        Recorded(MOTHER, Basis.CONSENT, frozenset({Act.DRAFT, Act.DISPUTE}), first),
        Recorded(FATHER, Basis.CONSENT, frozenset({Act.DRAFT}), first),
        Recorded(MOTHER, Basis.ENDED, frozenset({Act.DRAFT}), second),
    )
    both = {MOTHER: Basis.CONSENT, FATHER: Basis.CONSENT}
    assert bases_on(recorded, Act.DRAFT, date(2025, 6, 30)) == {}
    assert bases_on(recorded, Act.DRAFT, first) == both
    assert bases_on(recorded, Act.DRAFT, second) == {FATHER: Basis.CONSENT}
    assert bases_on(recorded, Act.DISPUTE, second) == {MOTHER: Basis.CONSENT}
    assert bases_on(recorded, Act.NOTICES, second) == {}
