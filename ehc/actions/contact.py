"""How somebody of a family wants to be reached, and whether they may be served electronically."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import FamilyMember, ServiceConsent, User, UserKind
from ehc.refusals import Invalid, NotYours


def keep_answer(
    member: FamilyMember,
    *,
    address: str,
    recorded_by: User,
    on: date,
    at: datetime,
    how_known: str = "",
) -> ServiceConsent:
    """Add what somebody answered about electronic service, in the caller's transaction.

    A request asks it too, and calls this as it is received.

    Args:
        address: where they agree to be served; empty: they do not agree, and letters go by post.
    """
    address = address.strip().lower()
    return ServiceConsent.objects.create(
        member=member,
        agreed=bool(address),
        address=address,
        on=on,
        at=at,
        recorded_by=recorded_by,
        how_known=how_known,
    )


@asks_first("record_electronic_service")
def record_electronic_service(
    member: FamilyMember,
    *,
    agreed: bool,
    by: User,
    on: date,
    at: datetime,
    address: str = "",
    how_known: str = "",
) -> ServiceConsent:
    """Record whether, and where, somebody may be served electronically, from now on.

    What is owed already goes as it was owed. Agreement is never presumed, and is taken back by
    answering no.

    Args:
        member: whose letters they are; each of the family answers for themselves alone.
        agreed: their answer.
        address: the email address at which they agree to be served.
        how_known: how the area team knows, where it records the answer for somebody.

    Raises:
        NotYours: another adult of the family.
        Invalid: a yes without an address, or of somebody who has no page on which to read; or the
            area team, which does not say how it knows.
    """
    is_own = _only_own(member, "record_electronic_service", by)
    if not is_own and not how_known.strip():
        raise Invalid("how_known", _("Say how you know what they answered"))
    if agreed and member.user_id is None:
        raise Invalid(
            "agreed", _("They have no account in which to read letters, so letters go by post")
        )
    if agreed:
        _check_address(address)
    with record(
        member, "record_electronic_service", case=member.person.case, by=by, on=on, at=at,
        agreed=agreed,
    ):  # fmt: skip
        # The address stands in the row; the event holds none.
        return keep_answer(
            member,
            address=address if agreed else "",
            recorded_by=by,
            on=on,
            at=at,
            how_known="" if is_own else how_known.strip(),
        )


def _only_own(member: FamilyMember, name: str, by: User) -> bool:
    """Whether somebody acts for themselves; otherwise it is the area team.

    Raises:
        NotYours: another adult of the family.
    """
    is_own = member.user_id == by.pk
    if not is_own and by.kind != UserKind.STAFF:
        raise NotYours(name)
    return is_own


def _check_address(address: str) -> None:
    try:
        validate_email(address.strip())
    except ValidationError as error:
        raise Invalid(
            "address", _("Enter an email address in the correct format, like name@example.com")
        ) from error
