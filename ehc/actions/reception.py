"""Taking down a request that came by letter, by telephone, by email or in person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ehc.actions._answers import RequestAnswers
from ehc.actions.requests import TakenDown, receive_request
from ehc.models import Asker, CameBy, Request, User
from ehc.refusals import Invalid
from ehc.workflows.advice import is_over_compulsory_school_age

_WAYS = frozenset(CameBy.values) - {CameBy.PAGES}


def take_down(
    answers: RequestAnswers,
    *,
    came_by: str,
    arrived_on: date,
    letter: UploadedFile[Any] | None = None,
    by: User,
    on: date,
    at: datetime,
) -> Request:
    """Take down a request for somebody who wrote, rang or came.

    Receipt is the day on which it arrived, whenever it is taken down (section 36; regulations 4
    and 5), and whatever it leaves out.

    Args:
        answers: what it says, as far as it says anything.
        came_by: a :class:`~ehc.models.CameBy` but the pages.
        arrived_on: the day on which it arrived, at whichever of the authority's addresses.
        letter: the letter as it was scanned.
        by: who takes it down, of an area team; the case is then everybody's to take.
        on: the day on which they do.

    Raises:
        NotYours, NotVisible: somebody who works in no area team, or is of the family.
        Invalid: a day that has not come or lies before the birth, no way of coming, a file that
            is none, or an address of nobody.
    """
    if came_by not in _WAYS:
        raise Invalid("came_by", _("Say how the request came"))
    if arrived_on > on:
        raise Invalid("arrived_on", _("This must not be in the future"))
    if arrived_on < answers.date_of_birth:
        raise Invalid("arrived_on", _("This must not be before the date of birth"))
    if answers.asker == Asker.YOUNG_PERSON and not is_over_compulsory_school_age(
        answers.date_of_birth, arrived_on
    ):
        # Section 83(2): only somebody over that age is a young person, and asks by right.
        raise Invalid(
            "asker",
            _(
                "They were below the age for asking themselves on that day. Record it as brought "
                "to our attention by somebody else: the time limits are the same"
            ),
        )
    return receive_request(
        answers,
        at=at,
        taken_down=TakenDown(by=by, came_by=came_by, arrived_on=arrived_on, letter=letter),
    )
