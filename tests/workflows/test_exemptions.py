"""The predicates of the exemptions, on both sides of each limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ehc.workflows.counting import Length, weeks
from ehc.workflows.exemptions import (
    Exemption,
    ExemptionKey,
    Ground,
    GroundKey,
    Relief,
    phrase,
    refused_because_directed,
    weigh,
)
from ehc.workflows.messages import message

STARTS, DUE = date(2026, 6, 1), date(2026, 10, 19)
EVERY = frozenset(Ground)
FOUR_WEEKS = weeks(4)


def relief(grounds: frozenset[Ground] = EVERY, least_absence: Length = FOUR_WEEKS) -> Relief:
    return Relief("reg_0", "regulation 0", "", grounds, least_absence)


def verdict(
    exemption: Exemption,
    *,
    grounds: frozenset[Ground] = EVERY,
    least_absence: Length = FOUR_WEEKS,
    as_of: date = date(2026, 12, 1),
    arguable_after: date | None = None,
    ref: str = "",
) -> tuple[bool, str]:
    found = weigh(
        exemption,
        relief=relief(grounds, least_absence),
        starts_on=STARTS,
        due=DUE,
        as_of=as_of,
        arguable_after=arguable_after,
        ref=ref,
    )
    return found.holds, found.why.key


def closed(
    closed_from: date | None = date(2026, 7, 25),
    reopens_on: date | None = date(2026, 8, 22),
    asked: date | None = date(2026, 7, 20),
    ground: Ground = Ground.SETTING_CLOSED,
) -> Exemption:
    return Exemption(
        ground,
        closed_from=closed_from,
        reopens_on=reopens_on,
        advice_requested_on=asked,
        why_impractical="The head teacher could not be reached.",
    )


def personal(
    from_on: date | None,
    to_on: date | None = None,
    ground: Ground = Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
    ended: date | None = None,
) -> Exemption:
    return Exemption(
        ground,
        from_on=from_on,
        to_on=to_on,
        why_impractical="They could not be seen.",
        ground_ended_on=ended,
    )


HOLDS = (True, ExemptionKey.HOLDS)


@pytest.mark.parametrize("ground", [Ground.SETTING_CLOSED, Ground.EARLY_YEARS_CLOSED])
@pytest.mark.parametrize(
    ("reopens_on", "expected"),
    [
        (date(2026, 8, 22), HOLDS),
        (date(2026, 8, 21), (False, ExemptionKey.CLOSED_TOO_SHORT)),
    ],
)
def test_closed_for_28_days(ground: Ground, reopens_on: date, expected: tuple[bool, str]) -> None:
    assert verdict(closed(reopens_on=reopens_on, ground=ground)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (date(2026, 7, 17), (False, ExemptionKey.ASKED_OUTSIDE_WINDOW)),
        (date(2026, 7, 18), HOLDS),
        (date(2026, 8, 15), HOLDS),
        (date(2026, 8, 16), (False, ExemptionKey.ASKED_OUTSIDE_WINDOW)),
    ],
)
def test_advice_asked_for_within_the_window(asked: date, expected: tuple[bool, str]) -> None:
    assert verdict(closed(asked=asked)) == expected


@pytest.mark.parametrize("asked", [STARTS - timedelta(days=1), STARTS, DUE + timedelta(days=1)])
def test_a_closure_is_held_against_its_own_days_and_not_the_limits(asked: date) -> None:
    """Whether that is why the limit was not kept is what "impractical because" answers."""
    exemption = closed(asked - timedelta(days=1), asked + timedelta(days=40), asked)
    assert verdict(exemption) == HOLDS
    unsaid = replace(exemption, why_impractical=" ")
    assert verdict(unsaid) == (False, ExemptionKey.NO_WHY)


@pytest.mark.parametrize("missing", ["closed_from", "reopens_on", "asked"])
def test_a_closure_without_its_dates_does_not_hold(missing: str) -> None:
    assert verdict(closed(**{missing: None})) == (False, ExemptionKey.FACTS_MISSING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        # Decision 13: 25 July to 22 August, the day of return, is 28 days.
        (date(2026, 7, 25), date(2026, 8, 22), HOLDS),
        (date(2026, 7, 25), date(2026, 8, 21), (False, ExemptionKey.ABSENT_TOO_SHORT)),
        # Only the part within the limit's own time counts.
        (STARTS - timedelta(days=30), STARTS + timedelta(days=28), HOLDS),
        (
            STARTS - timedelta(days=30),
            STARTS + timedelta(days=27),
            (False, ExemptionKey.ABSENT_TOO_SHORT),
        ),
        (DUE - timedelta(days=27), DUE + timedelta(days=60), HOLDS),
        (
            DUE - timedelta(days=26),
            DUE + timedelta(days=60),
            (False, ExemptionKey.ABSENT_TOO_SHORT),
        ),
        (
            DUE + timedelta(days=5),
            DUE + timedelta(days=60),
            (False, ExemptionKey.ABSENT_TOO_SHORT),
        ),
        (None, date(2026, 8, 22), (False, ExemptionKey.FACTS_MISSING)),
    ],
)
def test_absent_for_28_days(
    from_on: date | None, to_on: date | None, expected: tuple[bool, str]
) -> None:
    assert verdict(personal(from_on, to_on, Ground.ABSENT_FROM_AREA)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 8, 22), HOLDS),
        (date(2026, 8, 21), (False, ExemptionKey.ABSENT_TOO_SHORT)),
    ],
)
def test_an_absence_that_lasts_counts_until_today(as_of: date, expected: tuple[bool, str]) -> None:
    exemption = personal(date(2026, 7, 25), ground=Ground.ABSENT_FROM_AREA)
    assert verdict(exemption, as_of=as_of) == expected


@pytest.mark.parametrize(
    ("to_on", "expected"),
    [
        (date(2026, 8, 8), HOLDS),
        (date(2026, 8, 7), (False, ExemptionKey.ABSENT_TOO_SHORT)),
    ],
)
def test_after_an_order_two_weeks_away_are_enough(to_on: date, expected: tuple[bool, str]) -> None:
    away = personal(date(2026, 7, 25), to_on, Ground.ABSENT_FROM_AREA)
    assert verdict(away, least_absence=weeks(2)) == expected


def test_a_limit_without_a_relief_is_not_lifted() -> None:
    found = weigh(personal(STARTS), relief=None, starts_on=STARTS, due=DUE, as_of=DUE)
    assert (found.holds, found.why.key) == (False, ExemptionKey.DOES_NOT_REACH)


def test_the_days_of_a_short_absence_are_told() -> None:
    found = weigh(
        personal(date(2026, 7, 25), date(2026, 8, 1), Ground.ABSENT_FROM_AREA),
        relief=relief(),
        starts_on=STARTS,
        due=DUE,
        as_of=DUE,
    )
    assert dict(found.why.params) == {
        "ground": phrase(Ground.ABSENT_FROM_AREA),
        "days": 7,
        "least": 28,
    }


def test_an_absence_outside_the_period_lasted_no_days() -> None:
    found = weigh(
        personal(date(2026, 1, 1), date(2026, 3, 1), Ground.ABSENT_FROM_AREA),
        relief=relief(),
        starts_on=STARTS,
        due=DUE,
        as_of=DUE,
    )
    assert found.why.params["days"] == 0


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        (DUE, None, HOLDS),
        (DUE + timedelta(days=1), None, (False, ExemptionKey.OUTSIDE_PERIOD)),
        (STARTS - timedelta(days=9), STARTS, HOLDS),
        (
            STARTS - timedelta(days=9),
            STARTS - timedelta(days=1),
            (False, ExemptionKey.OUTSIDE_PERIOD),
        ),
        (None, None, (False, ExemptionKey.FACTS_MISSING)),
    ],
)
def test_circumstances_during_the_period(
    from_on: date | None, to_on: date | None, expected: tuple[bool, str]
) -> None:
    assert verdict(personal(from_on, to_on)) == expected


def test_the_day_on_which_the_ground_ended_ends_circumstances_without_an_end() -> None:
    before = personal(STARTS - timedelta(days=9), ended=STARTS - timedelta(days=1))
    assert verdict(before) == (False, ExemptionKey.OUTSIDE_PERIOD)
    assert verdict(personal(STARTS - timedelta(days=9), ended=STARTS)) == HOLDS


@pytest.mark.parametrize(
    ("missed_on", "expected"),
    [
        (STARTS - timedelta(days=1), (False, ExemptionKey.OUTSIDE_PERIOD)),
        (STARTS, HOLDS),
        (DUE, HOLDS),
        (DUE + timedelta(days=1), (False, ExemptionKey.OUTSIDE_PERIOD)),
        (None, (False, ExemptionKey.FACTS_MISSING)),
    ],
)
def test_an_appointment_missed_during_the_period(
    missed_on: date | None, expected: tuple[bool, str]
) -> None:
    exemption = personal(missed_on, ground=Ground.MISSED_APPOINTMENT)
    assert verdict(exemption) == expected


@pytest.mark.parametrize(
    ("made_by", "limit_of", "expected"),
    [
        ("7", "7", HOLDS),
        ("7", "8", (False, ExemptionKey.ANOTHER_BODY)),
        ("7", "", (False, ExemptionKey.ANOTHER_BODY)),
        ("", "8", HOLDS),
    ],
)
def test_an_appointment_reaches_the_time_of_the_body_that_made_it_alone(
    made_by: str, limit_of: str, expected: tuple[bool, str]
) -> None:
    """Regulation 8(2)(c): "an appointment ... made by the body"."""
    missed = replace(personal(STARTS, ground=Ground.MISSED_APPOINTMENT), ref=made_by)
    assert verdict(missed, ref=limit_of) == expected


@pytest.mark.parametrize("why", ["", "  \n"])
def test_without_saying_why_it_does_not_hold(why: str) -> None:
    silent = Exemption(
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES, from_on=STARTS, why_impractical=why
    )
    assert verdict(silent) == (False, ExemptionKey.NO_WHY)
    assert verdict(personal(STARTS)) == HOLDS


def test_a_ground_that_is_not_the_limits_own_does_not_reach_it() -> None:
    exemption = personal(STARTS, ground=Ground.MISSED_APPOINTMENT)
    reached = frozenset({Ground.MISSED_APPOINTMENT})
    assert verdict(exemption, grounds=EVERY - reached) == (False, ExemptionKey.DOES_NOT_REACH)
    assert verdict(exemption, grounds=reached) == HOLDS


def test_an_unknown_ground_is_refused() -> None:
    with pytest.raises(ValueError, match="staff_shortage"):
        verdict(Exemption("staff_shortage"))


@pytest.mark.parametrize(
    ("exemption", "said"),
    [
        (personal(date(2026, 9, 22)), [ExemptionKey.ARGUABLE]),
        (personal(date(2026, 9, 21)), []),
        (
            personal(date(2026, 7, 1), ended=date(2026, 8, 1)),
            [ExemptionKey.GROUND_ENDED],
        ),
        (closed(date(2026, 9, 22), date(2026, 11, 2), date(2026, 9, 22)), []),
        (personal(STARTS, ground=Ground.MISSED_APPOINTMENT), [ExemptionKey.EVERY_BODY]),
        (replace(personal(STARTS, ground=Ground.MISSED_APPOINTMENT), ref="7"), []),
    ],
)
def test_what_is_said_beside_an_exemption_that_holds(
    exemption: Exemption, said: list[ExemptionKey]
) -> None:
    found = weigh(
        exemption,
        relief=relief(),
        starts_on=STARTS,
        due=DUE,
        as_of=date(2026, 12, 1),
        arguable_after=date(2026, 9, 21),
        ref="7",
    )
    assert found.holds
    assert [one.key for one in found.why.then] == said


def test_every_ground_has_a_phrase() -> None:
    assert [phrase(ground).key for ground in Ground] == [key.value for key in GroundKey]


def why(exemption: Exemption) -> dict[str, object]:
    found = weigh(
        exemption, relief=relief(), starts_on=STARTS, due=DUE, as_of=date(2026, 12, 1)
    ).why
    return dict(found.params)


def test_a_refusal_tells_the_days_that_it_rests_on() -> None:
    ground = {"ground": phrase(Ground.SETTING_CLOSED)}
    assert why(closed(reopens_on=date(2026, 8, 21))) == {**ground, "days": 27, "least": 28}
    assert why(closed(asked=date(2026, 7, 17))) == {
        **ground,
        "asked_on": date(2026, 7, 17),
        "first": date(2026, 7, 18),
        "last": date(2026, 8, 15),
    }


def test_what_is_said_beside_it_names_the_ground_and_its_end() -> None:
    found = weigh(
        personal(date(2026, 9, 22), ended=date(2026, 10, 1)),
        relief=relief(),
        starts_on=STARTS,
        due=DUE,
        as_of=date(2026, 12, 1),
        arguable_after=date(2026, 9, 21),
    )
    ground = phrase(Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES)
    assert [dict(one.params) for one in found.why.then] == [
        {"ground": ground},
        {"ground": ground, "ended_on": date(2026, 10, 1)},
    ]


def test_an_exemption_does_not_lift_a_date_that_was_directed() -> None:
    found = refused_because_directed(personal(STARTS))
    assert (found.holds, found.why) == (
        False,
        message(
            ExemptionKey.DATE_DIRECTED, ground=phrase(Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES)
        ),
    )


def test_an_absence_that_began_after_that_time_is_arguable_too() -> None:
    away = personal(date(2026, 9, 19), date(2026, 11, 2), Ground.ABSENT_FROM_AREA)
    for after, said in ((date(2026, 9, 18), [ExemptionKey.ARGUABLE]), (date(2026, 9, 19), [])):
        found = weigh(
            away,
            relief=relief(),
            starts_on=STARTS,
            due=DUE,
            as_of=date(2026, 12, 1),
            arguable_after=after,
        )
        assert (found.holds, [one.key for one in found.why.then]) == (True, said)
