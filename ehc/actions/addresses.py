"""Whether the address of a child or young person is shown to anybody."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.explanations import on_record
from ehc.models import Case, Person, User
from ehc.permissions import roles_on
from ehc.refusals import AlreadyDone, Invalid, NotYours
from ehc.workflows.roles import Role


@asks_first("protect_address")
def protect_address(
    case: Case, *, protected: bool, by: User, on: date, at: datetime, how_known: str = ""
) -> Person:
    """Keep where the child or young person lives from everybody, or show it again.

    A young person says it for themselves, of whatever age, and gives no reason. That it is shown
    again is for a team manager to decide: whoever wishes to find somebody is the first to ask.

    Args:
        protected: whether it is kept from everybody.
        how_known: the evidence, or what was said: which the area team has to give.

    Raises:
        NotYours: to show it again, anybody but a team manager.
        Invalid: the young person asks that it be shown again; or the area team does not say how
            it knows.
        AlreadyDone: it is so already.
    """
    roles = roles_on(by, case, on)
    if Role.YOUNG_PERSON in roles:
        if not protected:
            raise Invalid("protected", _("Ring us: we talk with you before it is shown again"))
        how_known = on_record(gettext_noop("Written by the young person on their own page"))
    elif not protected and Role.TEAM_MANAGER not in roles:
        raise NotYours("protect_address")
    if not how_known.strip():
        raise Invalid("how_known", _("Say how you know, and where what shows it is kept"))
    with record(
        case, "protect_address", case=case, by=by, on=on, at=at, reason=how_known,
        protected=protected,
    ) as entry:  # fmt: skip
        person = Person.objects.get(pk=entry.case.person_id)
        if person.address_is_protected == protected:
            raise AlreadyDone("protect_address", "protected" if protected else "shown")
        person.address_is_protected = protected
        person.save()
    return person
