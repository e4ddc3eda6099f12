"""What the law says of one request, told again by somebody who has not read the product.

Standard library only, and nothing of the product: no status, step, letter or length is looked up
anywhere. Every sentence is from the Children and Families Act 2014, the SEND Regulations 2014 or
the decisions that the project took (its specification of the law). A request is followed from its
receipt; for each thing that somebody may try, the book says which reasons stand against it, and,
where none does, what then is so and what is owed.

Its pages, one for each stage of a case, are in :mod:`tests.machine.book`.
"""

from __future__ import annotations

from tests.machine.book.carrying_out import CarryingOut
from tests.machine.book.leaving import Leaving

BEYOND_THE_BOOK: frozenset[str] = frozenset(
    {
        "rely_on_advice",
        "ask_anew",
        "ask_family",
        "relied_on",
        "record_disclosure_request",
        "disclose_plan",
        "record_who_acts",
        "note_request_for_setting",
    }
)
"""Steps, statuses and records, by name, of which this book does not tell yet.

Nothing of them is tried or walked in ``tests/machine``: what they do is shown elsewhere.
"""

NOT_AT_EVERY_DOOR: frozenset[str] = BEYOND_THE_BOOK | frozenset(
    {
        "assess_as_decided",
        "make_plan_as_decided",
        "decide_again",
        "send_plan_as_decided",
        "decline_mediation",
        "tell_health_bodies",
        "arrange_mediation",
        "fail_to_arrange_mediation",
        "hold_mediation",
        "keep_agreement",
        "record_health_agreement",
        "hear_of_health_agreement",
        "receive_appeal",
        "answer_appeal",
        "record_recommendation",
        "answer_recommendation",
        "copy_answer",
        "hand_over_appeal",
        "reassess_as_decided",
        "dispute",
    }
)
"""The same, and what is walked, and not tried by everybody at every door.

Who may do what of a disagreement is asked on its own way (``test_disputes_way``).
"""


class Book(CarryingOut, Leaving):
    """Everything that can be tried: the reasons against it (none: it is done), and its doing."""
