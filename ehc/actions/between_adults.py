"""What a team manager decides where adults of one family ask for contrary things."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import BetweenAdults, Case, ContraryAbout, User
from ehc.refusals import Invalid


@asks_first("decide_between_adults")
def decide_between_adults(
    case: Case,
    *,
    about: str,
    asked: str,
    decision: str,
    reasons: str,
    by: User,
    on: date,
    at: datetime,
) -> BetweenAdults:
    """Record what was decided where several parents each hold the rights, and disagree.

    It does nothing by itself: whatever follows is done as ever, by its own step. Nobody of the
    family reads it; what each is told is written to them, in their own conversation.

    Args:
        about: a :class:`~ehc.models.ContraryAbout`.
        asked: what each of them asks for.

    Raises:
        Invalid: something is left out.
    """
    if about not in set(ContraryAbout):
        raise Invalid("about", _("Say what it is about"))
    given = {"asked": asked.strip(), "decision": decision.strip(), "reasons": reasons.strip()}
    missing = {
        "asked": _("Say what each of them asks for"),
        "decision": _("Say what was decided"),
        "reasons": _("Say why"),
    }
    for name, text in given.items():
        if not text:
            raise Invalid(name, missing[name])
    with record(
        case, "decide_between_adults", case=case, by=by, on=on, at=at, about=about
    ) as entry:
        # What was asked and decided stands in the row, which nobody changes.
        kept = BetweenAdults.objects.create(
            case=entry.case, about=about, **given, on=on, decided_by=by, recorded_at=at
        )
        entry.facts["decision"] = kept.pk
    return kept
