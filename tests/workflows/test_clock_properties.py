"""What is true of the clock whatever the facts are."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ehc.workflows.advice import AdviceKind
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.facts import ABOUT_ADVICE, Event, EventKind, Facts, ImpossibleFacts

RECEIVED = date(2026, 1, 5)
OFFSETS = st.integers(0, 200)


@st.composite
def events(draw: st.DrawFn) -> Event:
    what = draw(st.sampled_from(list(EventKind)))
    day = RECEIVED + timedelta(days=draw(OFFSETS))
    is_request = what is EventKind.ADVICE_REQUESTED
    reached = draw(st.none() | st.integers(0, 30)) if is_request else None
    return Event(
        what,
        day,
        advice=draw(st.sampled_from(list(AdviceKind))) if what in ABOUT_ADVICE else None,
        body=draw(st.sampled_from([None, "s31", "other"])) if is_request else None,
        received_by_body_on=None if reached is None else day + timedelta(days=reached),
        of="assess" if what is EventKind.REFUSAL_REVERSED else None,
        ref=draw(st.sampled_from(["", "a", "b"])) if what in ABOUT_ADVICE else "",
    )


@st.composite
def exemptions(draw: st.DrawFn) -> Exemption:
    def day() -> date | None:
        number = draw(st.none() | st.integers(-40, 220))
        return None if number is None else RECEIVED + timedelta(days=number)

    return Exemption(
        draw(st.sampled_from(list(Ground))),
        from_on=day(),
        to_on=day(),
        closed_from=day(),
        reopens_on=day(),
        advice_requested_on=day(),
        why_impractical=draw(st.sampled_from(["", "They were away."])),
        ground_ended_on=day(),
    )


@st.composite
def cases(draw: st.DrawFn) -> Facts:
    return Facts(
        RECEIVED,
        tuple(draw(st.lists(events(), max_size=8))),
        tuple(draw(st.lists(exemptions(), max_size=3))),
    )


def _computed(facts: Facts, as_of: date) -> tuple[DutyState, ...] | None:
    try:
        return compute(facts, as_of, targets=True)
    except ImpossibleFacts:
        return None


LATEST = RECEIVED + timedelta(days=240)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts: Facts, random: Random) -> None:
    shuffled = dataclasses.replace(
        facts,
        events=tuple(random.sample(facts.events, len(facts.events))),
        exemptions=tuple(random.sample(facts.exemptions, len(facts.exemptions))),
    )
    assert _computed(facts, LATEST) == _computed(shuffled, LATEST)


@given(cases(), exemptions())
def test_an_exemption_never_moves_a_date(facts: Facts, another: Exemption) -> None:
    exempt = dataclasses.replace(facts, exemptions=(*facts.exemptions, another))
    plain, moved = _computed(facts, LATEST), _computed(exempt, LATEST)
    assert (plain is None) == (moved is None)
    for one, other in zip(plain or (), moved or (), strict=True):
        assert (one.duty, one.starts_on, one.due, one.base_due, one.aim_for, one.last_day) == (
            other.duty,
            other.starts_on,
            other.due,
            other.base_due,
            other.aim_for,
            other.last_day,
        )
        changed = {one.state, other.state} if one.state is not other.state else set()
        assert changed in (set(), {DutyStatus.LATE, DutyStatus.EXEMPT})


@given(cases(), st.integers(200, 260))
def test_each_answer_is_consistent_with_itself(facts: Facts, after: int) -> None:
    as_of = RECEIVED + timedelta(days=after)
    for one in _computed(facts, as_of) or ():
        if one.due is None:
            assert one.state is DutyStatus.NOT_STARTED
            assert (one.aim_for, one.last_day, one.days_left, one.done_on) == (None,) * 4
            continue
        assert one.state is not DutyStatus.NOT_STARTED
        assert one.starts_on is not None
        assert one.base_due == one.due
        if one.duty == "draft.comments":
            assert (one.aim_for, one.last_day) == (None, one.due)
            assert one.due - one.starts_on == timedelta(days=14)
        else:
            assert (one.aim_for, one.last_day) == (one.due - timedelta(days=1), None)
        assert one.days_left == (None if one.done_on else (one.due - as_of).days)
        if one.state is DutyStatus.MET:
            assert one.done_on is not None
            assert one.done_on <= one.due
        if one.state in {DutyStatus.LATE, DutyStatus.EXEMPT}:
            assert (one.done_on or as_of) > one.due
            assert one.exempted is (one.state is DutyStatus.EXEMPT)
        if one.state is DutyStatus.RUNNING:
            assert one.done_on is None
            assert as_of <= one.due


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_a_later_receipt_never_is_due_sooner_and_no_day_rolls(start: date, later: int) -> None:
    shift = timedelta(days=later)
    for one, other in zip(
        compute(Facts(start), start, targets=True),
        compute(Facts(start + shift), start + shift, targets=True),
        strict=True,
    ):
        if one.due is not None and other.due is not None:
            assert other.due - one.due == shift
