"""How somebody of a family wants to be reached, and whether they may be served electronically."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import ContactBy, FamilyMember, ServiceConsent, User, UserKind
from ehc.refusals import Invalid, NotYours
from ehc.telephones import mobile_number


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


@asks_first("choose_contact")
def choose_contact(
    member: FamilyMember,
    *,
    contact_by: str,
    by: User,
    on: date,
    at: datetime,
    mobile: str = "",
    daily_digest: bool = False,
) -> FamilyMember:
    """Say how somebody is told of what is new, from now on.

    Official letters do not go by this: see :func:`record_electronic_service`.

    Args:
        member: whom it is about; each of the family chooses for themselves alone.
        contact_by: a :class:`~ehc.models.ContactBy`. Whoever wants to be rung or written to is
            sent no email or text: it comes up for their caseworker to do.
        daily_digest: whether, by email, they want what happened once a day and not each time.
        mobile: the number for text messages, as they typed it; kept whichever way they choose.

    Raises:
        NotYours: another adult of the family.
        Invalid: a way in which nobody could reach them.
    """
    _only_own(member, "choose_contact", by)
    number = mobile_number(mobile) if mobile.strip() else ""
    if number is None:
        raise Invalid("mobile", _("Enter a mobile number, like 07700 900123 or +33 6 39 98 00 01"))
    _check_way(member, contact_by, number)
    if daily_digest and contact_by != ContactBy.EMAIL:
        raise Invalid("daily_digest", _("One message a day comes by email: choose email as well"))
    with record(
        member, "choose_contact", case=member.person.case, by=by, on=on, at=at,
        contact_by=contact_by, daily_digest=daily_digest,
    ):  # fmt: skip
        # The number stands in the row; the event holds none.
        held = FamilyMember.objects.get(pk=member.pk)
        held.contact_by, held.mobile, held.daily_digest = contact_by, number, daily_digest
        held.save()
    return held


def _check_way(member: FamilyMember, contact_by: str, number: str) -> None:
    if contact_by not in ContactBy.values or (
        contact_by == ContactBy.TEXT and not settings.TEXT_BACKEND
    ):
        raise Invalid("contact_by", _("Choose one of the ways to reach you"))
    if contact_by == ContactBy.EMAIL and member.user_id is None:
        raise Invalid("contact_by", _("There is no account with an email address on file"))
    if contact_by == ContactBy.TEXT and not number:
        raise Invalid("mobile", _("Enter the mobile number for text messages"))
    if contact_by == ContactBy.PHONE and not (number or member.phone):
        raise Invalid("contact_by", _("There is no telephone number on file"))


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
