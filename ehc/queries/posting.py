"""When a letter went to the family, where that was later than the step that owed it.

The times of section 45(4), regulation 33 and the Tribunal's rules run from the day on which the
notice was *sent*. A paper letter is sent when it is posted, and the event of its posting gives
the day. Until then the step's own day stands, which is also what the letter says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from ehc.models import CaseEvent, Letter, Recipient
from ehc.workflows.events import Event


@dataclass(frozen=True, slots=True)
class Sent:
    """When the letters of one notice went.

    Attributes:
        first: the earliest; nobody is told of more time to appeal than they have.
        last: the latest; a plan does not end before everybody's time is over.
    """

    first: date
    last: date


def sent_to_family(events: Iterable[int], as_of: date) -> Mapping[int, Sent]:
    """When the letters of each event went to the family.

    Args:
        events: the primary keys of the steps that owed the letters.
        as_of: the day asked about; what was sent after it has not been sent.

    Returns:
        By the event's primary key; without those of which nothing has gone. One query.
    """
    return {
        event: Sent(first, last)
        for event, first, last in Letter.objects.filter(
            event__in=list(events), recipient=Recipient.FAMILY, sent_on__lte=as_of
        )
        .order_by()
        .values_list("event")
        .annotate(first=Min("sent_on"), last=Max("sent_on"))
    }


def is_unsent(event: CaseEvent, as_of: date) -> bool:
    """Whether a letter of a step to somebody of the family has not gone by a day."""
    return (
        Letter.objects.filter(event=event, recipient=Recipient.FAMILY)
        .exclude(sent_on__lte=as_of)
        .exists()
    )


def notified_on(event: CaseEvent, sent_on: date | None, answered: Iterable[Event] = ()) -> date:
    """The day from which a notice's times run.

    Args:
        event: the step whose notice it is.
        sent_on: the day on which the letter went to the family, as far as it has.
        answered: what came of the notice: whoever answers it has had it, whatever was noted of
            its posting.
    """
    latest = min((one.on for one in answered), default=date.max)
    return max(event.on, min(sent_on or event.on, latest))
