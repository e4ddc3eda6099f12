"""Who belongs to the family of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._accounts import account_of
from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import Case, FamilyMember, KeptOut, Person, StandsAs, User
from ehc.models.people import THEMSELVES
from ehc.refusals import AlreadyDone, Invalid


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to be put on file with a family.

    Attributes:
        name: as they wish to be called.
        relationship: to the child or young person, in words.
        stands_as: a :class:`~ehc.models.StandsAs`.
        since: the day from which they are that.
        has_parental_responsibility: whether they have.
        kept_out_by: a court order that keeps them from the case, in words; empty: none does.
        order_seen: what was seen of that order, by whom, and where it is kept.
        email, phone, address, postcode: how to reach them, as far as it is known.
    """

    name: str
    relationship: str
    stands_as: str
    since: date
    has_parental_responsibility: bool = False
    kept_out_by: str = ""
    order_seen: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""


@asks_first("add_to_family")
def add_to_family(
    case: Case, somebody: Newcomer, *, by: User, on: date, at: datetime
) -> FamilyMember:
    """Put somebody on file with a family: a further parent, a carer, or a representative.

    With an address they can sign in, and see what they may see from that day. A further parent has
    every right that a parent has (Education Act 1996, section 576); a representative none, before
    it is recorded for whom they act; and whom a court order keeps out none at all.

    Args:
        somebody: who they are, since when, and how to reach them.

    Raises:
        Invalid: no name; the young person themselves; a day in the future; an order that nobody
            has seen; an address that nobody can use, or that is on file with this family.
    """
    email = somebody.email.strip().lower()
    if not somebody.name.strip():
        raise Invalid("name", _("Enter their name"))
    if not somebody.relationship.strip() or somebody.relationship.casefold() == THEMSELVES:
        raise Invalid("relationship", _("Say who they are to the child or young person"))
    if somebody.stands_as not in set(StandsAs):
        raise Invalid("stands_as", _("Choose as whom they are on file"))
    if not case.person.date_of_birth <= somebody.since <= on:
        raise Invalid("since", _("This must not be before the date of birth, nor in the future"))
    if somebody.kept_out_by.strip() and not somebody.order_seen.strip():
        raise Invalid("order_seen", _("Say what was seen, by whom, and where it is kept"))
    with record(
        case, "add_to_family", case=case, by=by, on=on, at=at, stands_as=somebody.stands_as
    ) as entry:
        refused = _("This address cannot be used: leave it empty")
        user = _account_in(case, email, somebody.name, refused=refused) if email else None
        member = FamilyMember.objects.create(
            person=case.person,
            user=user,
            name=somebody.name.strip(),
            relationship=somebody.relationship.strip(),
            stands_as=somebody.stands_as,
            since=somebody.since,
            has_parental_responsibility=somebody.has_parental_responsibility,
            kept_out_by=somebody.kept_out_by.strip(),
            email=email,
            phone=somebody.phone,
            address=somebody.address,
            postcode=somebody.postcode,
        )
        if member.kept_out_by:
            KeptOut.objects.create(
                case=entry.case, member=member, keeps_out=True, words=member.kept_out_by, on=on,
                seen=somebody.order_seen.strip(), recorded_by=by, recorded_at=at,
            )  # fmt: skip
        # Who it is stands in the row; the event names nobody.
        entry.facts["member"] = member.pk
    return member


@asks_first("give_sign_in")
def give_sign_in(
    case: Case, *, member: FamilyMember, email: str, by: User, on: date, at: datetime
) -> FamilyMember:
    """Let somebody who is on file sign in: whom a school named, or who had given no address.

    An address that somebody else gave signs nobody in: they have told us theirs.

    Args:
        member: who.
        email: with which they sign in, and by which they are told what is new.

    Raises:
        Invalid: no address, or one that nobody can use or that is on file with this family;
            somebody of another family, or whom a court order keeps out.
        AlreadyDone: they sign in already.
    """
    email = email.strip().lower()
    if not email:
        raise Invalid("email", _("Enter their email address"))
    with record(case, "give_sign_in", case=case, by=by, on=on, at=at, member=member.pk):
        # As it is under the case's lock: an order may have been recorded since the page was opened.
        held = case.person.family.filter(pk=member.pk, kept_out_by="").first()
        if held is None:
            raise Invalid("email", _("Whom a court order keeps from the case does not sign in"))
        if held.user_id is not None:
            raise AlreadyDone("give_sign_in", "signs_in")
        refused = _("This address cannot be used: give another")
        held.user, held.email = _account_in(case, email, held.name, refused=refused), email
        held.save()
        # One file a person: an address that belongs to somebody else's file stays theirs.
        has_file = Person.objects.filter(user=held.user).exists()
        if held.relationship == THEMSELVES and not has_file:
            case.person.user = held.user
            case.person.save()
    return held


def _account_in(case: Case, email: str, name: str, *, refused: str) -> User:
    """The account of an address that nobody else of the family has.

    Raises:
        Invalid: somebody has, or nobody can use it.
    """
    user = account_of(email, name, field="email", refused=refused)
    family = FamilyMember.objects.filter(person=case.person_id)
    if user == case.person.user or family.filter(user=user).exists():
        raise Invalid("email", _("Somebody with this address is on file with this family"))
    return user
