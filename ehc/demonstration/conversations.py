"""What is said between a family and its caseworker in the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions import conversations
from ehc.models import Case, User


def talk(case: Case, *, family: User, who: Callable[[date], dict[str, Any]], as_of: date) -> None:
    """A question that was answered, and one that waits for its answer.

    Args:
        who: the caseworker on a day, as actions take it.
        as_of: the demonstration's day.
    """
    asked, answered, waits = (as_of - timedelta(days=days) for days in (6, 5, 1))
    conversations.write_to_authority(
        case,
        text=_("Can we meet before we send our comments? Tuesdays and Thursdays are best for us."),
        **{**who(asked), "by": family},
    )
    conversations.write_to_family(
        case,
        reader=family,
        text=_("Of course. I will ring you to find a time; bring anybody you like."),
        **who(answered),
    )
    conversations.write_to_authority(
        case,
        text=_("Thank you. One more thing: which schools have you asked?"),
        **{**who(waits), "by": family},
    )
