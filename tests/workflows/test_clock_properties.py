"""What is true of the clock whatever the facts are."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ehc.bank_holidays import bundled
from ehc.explanations import explain
from ehc.workflows.clock import DutyState, DutyStatus, compute
from ehc.workflows.duties import ASSESSMENT_DUTIES, DUTIES, Nature
from ehc.workflows.events import BEFORE_A_MEETING, DETAILS
from ehc.workflows.exemptions import Exemption, Ground
from ehc.workflows.facts import Event, EventKind, Facts, ImpossibleFacts
from tests.workflows.telling import BY_RULE, assert_is_told_whole

RECEIVED = date(2026, 1, 5)
OFFSETS = st.integers(0, 200)


@st.composite
def events(draw: st.DrawFn) -> Event:
    what = draw(st.sampled_from(list(EventKind)))
    day = RECEIVED + timedelta(days=draw(OFFSETS))
    is_request = what is EventKind.ADVICE_REQUESTED
    told: dict[str, str | None] = {}
    for detail in DETAILS.get(what, ()):
        words = st.sampled_from(detail.words)
        told[detail.name] = draw(words if detail.needed else st.none() | words)
    reached = draw(st.none() | st.integers(0, 30)) if is_request else None
    aware = draw(st.none() | st.integers(-60, 20)) if what is EventKind.MOVED_OUT else None
    meeting = draw(st.integers(0, 60)) if what in BEFORE_A_MEETING else None
    directed = ()
    if what is EventKind.TRIBUNAL_ORDERED and told["order"] == "amend_provision":
        days = draw(st.none() | st.integers(0, 90))
        directed = () if days is None else (("order.amend", day + timedelta(days=days)),)
    return Event(
        what,
        day,
        advice=told.get("advice"),
        body=told.get("body") if is_request else None,
        received_by_body_on=None if reached is None else day + timedelta(days=reached),
        of=told.get("of"),
        ref=draw(st.sampled_from(["", "a", "b"])) if "advice" in told else "",
        decision=told.get("decision"),
        order=told.get("order"),
        about=told.get("about"),
        field=told.get("field"),
        outcome=told.get("outcome"),
        kind=told.get("kind"),
        became_aware_on=None if aware is None else day + timedelta(days=aware),
        meeting_on=None if meeting is None else day + timedelta(days=meeting),
        directed=directed,
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
        return compute(facts, as_of, targets=True, holidays=bundled())
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
        rule = BY_RULE[one.rule]
        if one.due is None:
            assert one.state is DutyStatus.NOT_STARTED
            assert (one.aim_for, one.last_day, one.days_left, one.done_on) == (None,) * 4
            assert (one.starts_on, one.base_due) == (None, None)
            continue
        assert one.state is not DutyStatus.NOT_STARTED
        assert one.base_due is not None
        assert one.aim_for == (one.due - timedelta(days=1) if rule.has_aim else None)
        is_the_familys = rule.nature in {Nature.WINDOW, Nature.RIGHT}
        assert one.last_day == (one.due if is_the_familys else None)
        assert one.days_left == (None if one.done_on else (one.due - as_of).days)
        if rule.extension is not None and rule.nature is Nature.RIGHT:
            assert one.due >= one.base_due
        is_forbidden_before = rule.nature is Nature.EARLIEST
        if one.state is DutyStatus.MET:
            assert one.done_on is not None
            assert one.done_on >= one.due if is_forbidden_before else one.done_on <= one.due
        if one.state in {DutyStatus.LATE, DutyStatus.EXEMPT}:
            assert one.done_on if is_forbidden_before else (one.done_on or as_of) > one.due
            assert one.exempted is (one.state is DutyStatus.EXEMPT)
            assert rule.relief is not None or not one.exempted
        if one.state is DutyStatus.RUNNING:
            assert one.done_on is None
            assert as_of <= one.due or rule.nature is Nature.EARLIEST
        if one.state is DutyStatus.NOT_APPLICABLE:
            assert one.done_on is None


@given(cases(), st.integers(200, 260))
def test_each_duty_is_answered_once_and_can_be_said(facts: Facts, after: int) -> None:
    found = _computed(facts, RECEIVED + timedelta(days=after)) or ()
    names = [one.duty for one in found]
    assert len(set(names)) == len(names)
    if found:
        asked_for = {duty.reported_as for duty in DUTIES if not duty.id.startswith("advice.")}
        assert asked_for <= set(names)
    for one in found:
        assert_is_told_whole(one)
        assert "{" not in explain(one.because) + explain(one.because_for_families)


@given(cases())
def test_nothing_runs_once_everything_has_ended(facts: Facts) -> None:
    ended = (*facts.events, Event("deceased", RECEIVED + timedelta(days=200)))
    for one in _computed(dataclasses.replace(facts, events=ended), LATEST) or ():
        assert one.state not in {DutyStatus.RUNNING, DutyStatus.EXEMPT} or one.done_on
        assert one.state is not DutyStatus.LATE or one.done_on


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_a_later_receipt_never_is_due_sooner_and_no_day_rolls(start: date, later: int) -> None:
    shift = timedelta(days=later)
    for one, other in zip(
        compute(Facts(start), start, duties=ASSESSMENT_DUTIES, targets=True),
        compute(Facts(start + shift), start + shift, duties=ASSESSMENT_DUTIES, targets=True),
        strict=True,
    ):
        if one.due is not None and other.due is not None:
            assert other.due - one.due == shift
