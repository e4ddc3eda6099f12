"""What section I may say: sections 33, 38, 39, 40, 42 and 61, and what goes into a final plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ehc.workflows.placement import (
    GROUNDS,
    MAINSTREAM_GROUNDS,
    NO_LONGER_ASKED,
    Institution,
    PlacementFacts,
    RequestedSetting,
    grounds_for,
    institution_of,
    is_mainstream,
)
from ehc.workflows.readiness import PlanCheckResults, ReadinessFacts, missing

I = Institution  # noqa: E741
READY = ReadinessFacts(
    on=date(2026, 4, 1),
    plan_checks=PlanCheckResults(),
    draft_served_on=date(2026, 3, 2),
    placement_stated=True,
    signing_officer="Priya Nair",
)
ELM = RequestedSetting("Elm", I.MAINTAINED_SCHOOL)
ASH = RequestedSetting("Ash", I.ACADEMY)
MAINSTREAM = PlacementFacts(type="Mainstream school")
SPECIAL = PlacementFacts(type="Special school")


def stops(placement: PlacementFacts) -> list[tuple[str, dict[str, object]]]:
    """What stops a final plan with this section I."""
    found = missing("finalise_version", replace(READY, placement=placement))
    assert all(one.blocks for one in found)
    return [(one.key.value.removeprefix("missing."), dict(one.params)) for one in found]


@pytest.mark.parametrize(
    ("type", "kind"),
    [
        ("Community school", I.MAINTAINED_SCHOOL),
        ("Voluntary aided school", I.MAINTAINED_SCHOOL),
        ("Foundation special school", I.MAINTAINED_SCHOOL),
        ("Local authority nursery school", I.MAINTAINED_NURSERY),
        ("Academy special converter", I.ACADEMY),
        ("Free schools", I.ACADEMY),
        ("Further education", I.FURTHER_EDUCATION),
        ("Non-maintained special school", I.NON_MAINTAINED_SPECIAL),
        ("Other independent special school", I.OTHER_INDEPENDENT),
        ("Special post 16 institution", I.OTHER_INDEPENDENT),
        ("School", None),
    ],
)
def test_the_type_of_the_register_says_which_kind_it_is(type: str, kind: I | None) -> None:
    assert institution_of(type) == kind


@pytest.mark.parametrize(
    ("type", "mainstream"),
    [
        ("Mainstream primary school", True),
        ("Academy converter", True),
        ("Mainstream school with a specially resourced provision", True),
        ("Mainstream school with a special educational needs unit", True),
        ("Mainstream school with a special unit", True),
        ("Mainstream school with a special needs resource base", True),
        ("Primary school with a SEN unit", True),
        ("Community nursery", True),
        ("", True),
        ("Special needs school", False),
        ("Special educational needs school", False),
        ("SEN school", False),
        ("SEND school", False),
        ("SEMH school", False),
        ("Private nursery", False),
        ("Community special school", False),
        ("Academy special converter", False),
        ("Other independent school", False),
        ("Academy alternative provision converter", False),
        ("Pupil referral unit", False),
        ("Hospital school", False),
    ],
)
def test_what_is_special_or_independent_is_not_mainstream(type: str, mainstream: bool) -> None:
    assert is_mainstream(type) is mainstream


def test_the_grounds_are_those_of_the_act_and_cost_is_none_against_mainstream() -> None:
    of_39 = {"unsuitable", "efficient_education", "efficient_resources"}
    assert {row.id for row in grounds_for(I.ACADEMY, requested=True) or ()} == of_39
    assert {row.id for row in grounds_for(None, requested=True) or ()} == of_39
    assert grounds_for(I.OTHER_INDEPENDENT, requested=True) is None
    assert grounds_for(I.ACADEMY, requested=False) is None
    assert {row.id for row in MAINSTREAM_GROUNDS} == {"wishes", "education_of_others"}
    assert {row.id for row in GROUNDS} == of_39 | {row.id for row in MAINSTREAM_GROUNDS}


@pytest.mark.parametrize(
    ("requested", "left_out"),
    [
        ((), []),
        ((ELM,), ["Elm"]),
        ((replace(ELM, ground="unsuitable"),), []),
        ((replace(ELM, ground=NO_LONGER_ASKED),), []),
        ((replace(ELM, named=True),), []),
        ((replace(ELM, in_time=False),), []),
        ((replace(ELM, institution=I.OTHER_INDEPENDENT),), []),
        ((replace(ELM, institution=I.SECTION_41),), ["Elm"]),
        ((replace(ELM, institution=None),), ["Elm"]),
        ((ELM, replace(ASH, ground="efficient_resources")), ["Elm"]),
        # Of several the naming of one is what the family asked for.
        ((ELM, replace(ASH, named=True)), []),
    ],
)
def test_the_setting_requested_is_named_or_left_out_on_a_ground(
    requested: tuple[RequestedSetting, ...], left_out: list[str]
) -> None:
    assert stops(replace(MAINSTREAM, requested=requested)) == [
        ("requested_setting", {"setting": name}) for name in left_out
    ]


AWAITED = replace(ELM, ground="unsuitable", answer_by=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("requested", "found"),
    [
        (replace(ELM, consulted=False), ["request_not_consulted"]),
        (replace(ELM, consulted=False, named=True), []),
        (replace(ELM, consulted=False, in_time=False), []),
        (AWAITED, ["answer_awaited"]),
        (replace(AWAITED, ground=""), ["answer_awaited", "requested_setting"]),
        (replace(AWAITED, answer_by=date(2026, 3, 31)), []),
        (replace(AWAITED, ground=NO_LONGER_ASKED), []),
        (replace(AWAITED, named=True), []),
    ],
)
def test_the_setting_requested_is_consulted_and_waited_for(
    requested: RequestedSetting, found: list[str]
) -> None:
    facts = replace(MAINSTREAM, requested=(requested,))
    assert [key for key, _params in stops(facts)] == found


def test_where_no_day_is_known_none_has_had_its_time() -> None:
    facts = replace(READY, on=None, placement=replace(MAINSTREAM, requested=(AWAITED,)))
    found = [one.key.value for one in missing("finalise_version", facts)]
    assert found == ["missing.window_open", "missing.answer_awaited"]


@pytest.mark.parametrize(
    ("last_day", "found"),
    [(None, []), (READY.on, []), (date(2026, 3, 31), ["setting_closed"])],
    ids=["it does not close", "its last day", "closed the day before"],
)
def test_the_setting_named_is_open_on_the_day_of_the_plan(
    last_day: date | None, found: list[str]
) -> None:
    closing = None if last_day is None else ("Elm", last_day)
    facts = replace(MAINSTREAM, named="Elm", consulted=True, closing=closing)
    told = [(key, {"setting": "Elm", "last_day": last_day}) for key in found]
    assert stops(facts) == told
    # What an amendment leaves as it was is named anew all the same.
    assert stops(replace(MAINSTREAM, closing=closing)) == told
    day_unknown = replace(READY, on=None, placement=facts)
    keys = [one.key.value for one in missing("finalise_version", day_unknown)]
    assert "missing.setting_closed" not in keys


@pytest.mark.parametrize(("consulted", "found"), [(False, 1), (True, 0)])
def test_the_setting_named_was_consulted(consulted: bool, found: int) -> None:
    facts = replace(MAINSTREAM, named="Elm", consulted=consulted)
    assert stops(facts) == [("setting_not_consulted", {"setting": "Elm"})] * found
    assert stops(MAINSTREAM) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (MAINSTREAM, 0),
        (SPECIAL, 1),
        (replace(SPECIAL, mainstream_ground="wishes"), 0),
        (replace(SPECIAL, mainstream_ground="education_of_others"), 0),
        (replace(SPECIAL, mainstream_ground="efficient_resources"), 1),
        (replace(SPECIAL, requested=(replace(ELM, named=True),)), 0),
        # What may not be requested is a case within section 39(5), whoever asked for it.
        (
            replace(
                SPECIAL,
                requested=(replace(ELM, institution=I.OTHER_INDEPENDENT, named=True),),
            ),
            1,
        ),
    ],
)
def test_it_is_mainstream_unless_a_ground_of_section_33_applies(
    facts: PlacementFacts, found: int
) -> None:
    assert stops(facts) == [("mainstream_ground", {})] * found


def test_health_provision_that_is_not_agreed_stops_a_final_and_no_draft() -> None:
    checks = PlanCheckResults(section_i_empty=True, health_not_agreed=("P2",))
    found = missing("finalise_version", replace(READY, plan_checks=checks))
    assert [(one.key.value, dict(one.params), one.blocks) for one in found] == [
        ("missing.health_not_agreed", {"row": "P2"}, True)
    ]
    assert missing("serve_draft", ReadinessFacts(plan_checks=checks)) == ()
    unchecked = missing("finalise_version", replace(READY, plan_checks=None))
    assert [one.key.value for one in unchecked] == ["missing.plan_not_checked"]
