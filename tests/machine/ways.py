"""Going a way on purpose: each move tried by those whose it is not, and then made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ehc.workflows.steps import STEPS
from tests.machine.moves.people import EVERYBODY
from tests.machine.walk import STRAIGHT_ON, Walk


def go_until(way: Walk, asker: str, last: str) -> None:
    """Ask, and go the straight way up to the move before this one."""
    way.ask(asker)
    for move in STRAIGHT_ON[: STRAIGHT_ON.index(last)]:
        way.go(move)


def done(way: Walk, move: str, **given: Any) -> bool:
    """Make a move; whether it was done. The rows are right afterwards, whatever came of it."""
    before = way.tally.done[move]
    getattr(way, move)(**given)
    way.changed = True
    way.the_rows_say_what_the_book_says()
    return way.tally.done[move] == before + 1


def tried(way: Walk, move: str, *, by: Iterable[str] = EVERYBODY, **given: Any) -> None:
    """One move, which everybody else tries first, and after which the rows are right."""
    allowed = {given.get("who") or DEFAULT.get(move, "priya"), *ALSO.get(move, TEAM)}
    before = way.tally.done[move]
    for name in by:
        if name not in allowed:
            getattr(way, move)(**{**given, "who": name})
            assert way.tally.done[move] == before, f"{name} did {move}"
    assert done(way, move, **given), f"{move} was not done"


FEW = ("priya", "tom", "samira", "grace", "martin", "mother", "father", "head", "stranger")
"""One of each kind; at the door of each step and record everybody is tried elsewhere."""

DEFAULT = {
    "submit": "samira", "give": "petra", "comment": "mother", "ask_for_meeting": "mother",
    "agree_with_draft": "mother", "ask_for_setting": "mother",
    "return_to_author": "grace", "withdraw": "mother", "release": "nadia",
    "decide_between_adults": "nadia",
    "undo_death": "nadia", "choose_print": "mother", "hand_back": "iris",
    "record_electronic_service": "mother", "choose_contact": "mother",
    "ask_again": "mother", "disagree": "mother", "want_mediation": "mother",
    "write_to_authority": "mother", "tell_experience": "mother", "agree_that_parent_sees": "yasmin",
    "withdraw_that_parent_sees": "yasmin",
}  # fmt: skip
TEAM = ("priya", "nadia", "iris")
ALSO: dict[str, tuple[str, ...]] = {
    "take": ("nadia", "iris", "tom"), "give": ("petra", *TEAM), "submit": ("samira", "petra"),
    "comment": (), "ask_for_meeting": (), "ask_for_setting": (), "agree_with_draft": (),
    "return_to_author": (), "release": (),
    "withdraw": ("mother", *TEAM), "undo_death": (), "choose_print": TEAM,
    "record_electronic_service": TEAM, "choose_contact": TEAM,
    "hand_back": ("nadia", "iris"), "ask_again": ("mother", *TEAM),
    "disagree": ("mother", *TEAM), "want_mediation": ("mother", *TEAM),
    "write_to_authority": (), "tell_experience": (), "agree_that_parent_sees": (),
    "withdraw_that_parent_sees": (), "decide_between_adults": (),
}  # fmt: skip
"""Who else may, if not the team: those are not tried first, since they would do it."""


OF_DISPUTES = frozenset(
    {
        *(step.name for step in STEPS.values() if step.process == "dispute"),
        "assess_as_decided", "make_plan_as_decided", "decide_again", "reassess_as_decided",
        "send_plan_as_decided", "decline_mediation", "tell_health_bodies", "arrange_mediation",
        "fail_to_arrange_mediation", "hold_mediation", "keep_agreement", "record_health_agreement",
        "hear_of_health_agreement", "receive_appeal", "answer_appeal", "hand_over_appeal",
        "record_recommendation", "answer_recommendation", "copy_answer",
    }
)  # fmt: skip
"""What is done of disagreements: on ways of their own (test_disputes_way.py)."""

OF_ORDERS = frozenset({"keep_out", "let_in_again"})
"""What is recorded of court orders, of one member of the family."""

OF_WHO_SEES = frozenset({"agree_that_parent_sees", "withdraw_that_parent_sees"})
OF_TAKEOVER = frozenset({"tell_of_takeover", "readdress_letters"})
OF_YOUNG_PEOPLE = OF_WHO_SEES | {
    "record_who_acts", "record_disclosure_request", "disclose_plan",
    *OF_TAKEOVER,
}  # fmt: skip
"""What is done only where the rights are a young person's (test_young_peoples_way.py)."""
