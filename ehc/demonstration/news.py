"""How families of the demonstration are told of what is new, and why one of them waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ehc.actions import contact, conversations, lateness
from ehc.models import Case, ContactBy, FamilyMember, User

Who = Callable[[date], dict[str, Any]]
MOBILE = "07700 900147"


def reached_by(case: Case, way: str, *, family: User, who: Who, as_of: date) -> None:
    """Somebody of the family chooses how to be told, and is told something.

    Args:
        way: "text", or "digest": by one email a day.
        who: the caseworker on a day, as actions take it.
        as_of: the demonstration's day.
    """
    chosen = {**who(as_of - timedelta(days=12)), "by": family}
    member = FamilyMember.objects.get(person=case.person, user=family)
    if way == "text":
        contact.choose_contact(member, contact_by=ContactBy.TEXT, mobile=MOBILE, **chosen)
        return
    contact.choose_contact(member, contact_by=ContactBy.EMAIL, daily_digest=True, **chosen)
    for days, text in (
        (2, "Thank you for the reports. They are with the people whom we ask for advice."),
        (1, "The school rings you this week to find a day for the observation in class."),
    ):
        conversations.write_to_family(
            case, reader=family, text=text, **who(as_of - timedelta(days=days))
        )


def kept_waiting(case: Case, *, who: Who, as_of: date) -> None:
    """The family was told why its case is late, and has not heard again by the day promised."""
    told, missed = (who(as_of - timedelta(days=days)) for days in (8, 1))
    lateness.tell_why_late(
        case,
        why=(
            "The school’s report came a week after we had asked for it, and we cannot decide "
            "without it."
        ),
        doing="We have it now. Two of us read it this week, and then we decide.",
        next_on=missed["on"],
        **told,
    )
