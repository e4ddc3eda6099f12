"""The regulation 6(1) checklist, and ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehc.workflows.advice import (
    AdviceKind,
    AdviceWhy,
    AgeKey,
    ChecklistFacts,
    Sense,
    Sufficiency,
    age_on,
    age_problem,
    checklist,
    end_of_compulsory_school_age,
    is_over_compulsory_school_age,
    last_birth_over_school_age,
    must_not_seek,
    national_curriculum_year,
)
from ehc.workflows.counting import add_months
from ehc.workflows.messages import message

ON = date(2026, 1, 5)
YOUNG = ChecklistFacts(date_of_birth=date(2018, 10, 9), on=ON)
ALWAYS = [
    AdviceKind.PARENT,
    AdviceKind.EDUCATIONAL,
    AdviceKind.MEDICAL,
    AdviceKind.PSYCHOLOGICAL,
    AdviceKind.SOCIAL_CARE,
]


def kinds(facts: ChecklistFacts) -> list[AdviceKind]:
    return [item.kind for item in checklist(facts)]


def test_the_checklist_of_a_child_of_seven() -> None:
    assert kinds(YOUNG) == ALWAYS


def test_the_family_is_always_asked_and_health_is_a_section_31_body() -> None:
    items = {item.kind: item for item in checklist(YOUNG)}
    assert [kind for kind, item in items.items() if item.may_rely_on_existing is False] == [
        AdviceKind.PARENT
    ]
    assert [kind for kind, item in items.items() if item.s31_body] == [AdviceKind.MEDICAL]


def test_advice_that_all_three_find_sufficient_must_not_be_sought_again() -> None:
    everybody = Sufficiency(adviser_on=ON, authority_on=ON, family_on=ON)
    assert [kind for kind in AdviceKind if must_not_seek(kind, everybody)] == [
        kind for kind in AdviceKind if kind is not AdviceKind.PARENT
    ]
    for one in ("adviser_on", "authority_on", "family_on"):
        assert not must_not_seek(AdviceKind.MEDICAL, replace(everybody, **{one: None}))


def test_a_parent_in_the_armed_forces_adds_the_secretary_of_state_for_defence() -> None:
    assert AdviceKind.DEFENCE in kinds(replace(YOUNG, parent_in_armed_forces=True))


@pytest.mark.parametrize(("year", "asked"), [(8, False), (9, True), (13, True)])
def test_from_year_9_there_is_advice_on_adulthood(year: int, *, asked: bool) -> None:
    assert (AdviceKind.ADULTHOOD in kinds(replace(YOUNG, year_group=year))) is asked


@pytest.mark.parametrize(
    ("hearing", "visual", "consult"),
    [
        (False, False, None),
        (True, False, Sense.HEARING),
        (False, True, Sense.VISION),
        (True, True, Sense.MULTI_SENSORY),
    ],
)
def test_a_sensory_impairment_asks_for_a_qualified_teacher(
    hearing: bool, visual: bool, consult: Sense | None
) -> None:
    facts = replace(YOUNG, hearing_impairment=hearing, visual_impairment=visual)
    (educational,) = [item for item in checklist(facts) if item.kind is AdviceKind.EDUCATIONAL]
    assert educational.consult == consult


def test_the_family_and_the_authority_may_name_people() -> None:
    facts = replace(YOUNG, asked_for=("A therapist",), also_appropriate=("A virtual school head",))
    named = [(item.kind, item.who) for item in checklist(facts) if item.who]
    assert named == [
        (AdviceKind.OTHER, "A virtual school head"),
        (AdviceKind.REQUESTED, "A therapist"),
    ]


def test_somebody_who_attends_nowhere_still_has_educational_advice() -> None:
    assert kinds(replace(YOUNG, attends_setting=False)) == ALWAYS


def test_each_item_says_which_paragraph_asks_for_it_and_why() -> None:
    facts = replace(
        YOUNG,
        year_group=10,
        parent_in_armed_forces=True,
        asked_for=("A therapist",),
        also_appropriate=("A virtual school head",),
    )
    assert [(item.citation, item.why) for item in checklist(facts)] == [
        (f"SEND Regulations 2014, regulation 6{paragraph}", why)
        for paragraph, why in (
            ("(1)(a)", message(AdviceWhy.FAMILY_ALWAYS)),
            ("(1)(b)(i)", message(AdviceWhy.ATTENDS)),
            ("(1)(b)(iv)", message(AdviceWhy.ARMED_FORCES)),
            ("(1)(c)", message(AdviceWhy.ALWAYS)),
            ("(1)(d)", message(AdviceWhy.ALWAYS)),
            ("(1)(e)", message(AdviceWhy.ALWAYS)),
            ("(1)(f)", message(AdviceWhy.AUTHORITY_CHOSE, who="A virtual school head")),
            ("(1)(g)", message(AdviceWhy.ADULTHOOD, year=10)),
            ("(1)(h)", message(AdviceWhy.FAMILY_ASKED, who="A therapist")),
        )
    ]


@pytest.mark.parametrize(
    ("attends", "hearing", "paragraph", "why"),
    [
        (True, True, "(1)(b)(i) and (2)", AdviceWhy.ATTENDS),
        (False, False, "(1)(b)(ii)-(iii)", AdviceWhy.ATTENDS_NOWHERE),
        (False, True, "(1)(b)(ii)-(iii) and (2)", AdviceWhy.ATTENDS_NOWHERE),
    ],
)
def test_the_paragraph_of_educational_advice(
    attends: bool, hearing: bool, paragraph: str, why: AdviceWhy
) -> None:
    facts = replace(YOUNG, attends_setting=attends, hearing_impairment=hearing)
    (item,) = [one for one in checklist(facts) if one.kind is AdviceKind.EDUCATIONAL]
    assert (item.citation, item.why) == (
        f"SEND Regulations 2014, regulation 6{paragraph}",
        message(why),
    )


def test_what_is_wrong_with_a_date_of_birth_names_it() -> None:
    unborn, grown = date(2026, 1, 6), date(2001, 1, 5)
    assert age_problem(unborn, ON) == message(AgeKey.NOT_YET_BORN, date_of_birth=unborn)
    assert age_problem(grown, ON) == message(AgeKey.TOO_OLD, date_of_birth=grown, upper_age=25)


def test_on_the_day_of_birth_there_is_a_checklist() -> None:
    assert kinds(replace(YOUNG, date_of_birth=ON)) == ALWAYS


def test_nobody_is_assessed_before_birth() -> None:
    with pytest.raises(ValueError, match="not yet born"):
        checklist(replace(YOUNG, date_of_birth=date(2026, 1, 6)))


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2018, 10, 9), date(2026, 1, 5), 2),
        (date(2018, 8, 31), date(2026, 1, 5), 3),
        (date(2018, 9, 1), date(2026, 1, 5), 2),
        (date(2018, 10, 9), date(2026, 9, 1), 3),
    ],
)
def test_the_national_curriculum_year(born: date, on: date, year: int) -> None:
    assert national_curriculum_year(born, on) == year


def test_compulsory_school_age_ends_on_the_last_friday_in_june() -> None:
    born = date(2010, 3, 4)
    end = end_of_compulsory_school_age(born)
    assert end == date(2026, 6, 26)
    assert is_over_compulsory_school_age(born, end) is False
    assert is_over_compulsory_school_age(born, date(2026, 6, 27)) is True


def test_one_born_in_autumn_reaches_it_in_the_summer_after_sixteen() -> None:
    assert end_of_compulsory_school_age(date(2009, 9, 1)) == date(2026, 6, 26)


@pytest.mark.parametrize(
    ("born", "wrong"),
    [
        (date(2026, 1, 6), True),
        (date(2026, 1, 5), False),
        (date(2001, 1, 6), False),
        (date(2001, 1, 5), True),
    ],
)
def test_ages_at_which_nobody_can_ask(born: date, *, wrong: bool) -> None:
    assert (age_problem(born, ON) is not None) is wrong


def test_a_leap_day_birthday_is_reached_on_the_first_of_march() -> None:
    assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age_on(date(2004, 2, 29), date(2026, 3, 1)) == 22


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 2, 9), 2, date(2026, 4, 9)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_are_counted_to_the_corresponding_date(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    "on",
    [date(2026, 6, 26), date(2026, 6, 27), date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1)],
)
def test_the_last_birthday_of_those_over_school_age_is_told_for_every_day(on: date) -> None:
    last = last_birth_over_school_age(on)
    for days in (0, 1, 364):
        assert is_over_compulsory_school_age(last - timedelta(days=days), on)
        assert not is_over_compulsory_school_age(last + timedelta(days=days + 1), on)
