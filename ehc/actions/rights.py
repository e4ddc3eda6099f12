"""Who acts for a young person: with consent, or because capacity is lacking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import Case, FamilyMember, User
from ehc.queries.rights import RECORD, is_young_person
from ehc.refusals import Invalid
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.rights import Act, Basis


@asks_first("record_who_acts")
def record_who_acts(
    case: Case,
    *,
    member: FamilyMember,
    basis: str,
    acts: Collection[str],
    how_known: str,
    by: User,
    on: date,
    at: datetime,
) -> Case:
    """Record that somebody acts for the young person, or no longer does (section 80).

    Consent and capacity are judged for each thing by itself (Mental Capacity Act 2005), so that
    what is recorded holds for what it names and for nothing else. It holds from its day on, until
    something else is recorded of the same person and the same thing.

    Args:
        member: who acts: somebody of the family, or a representative who is on file with it.
        basis: a :class:`~ehc.workflows.rights.Basis`.
        acts: of :class:`~ehc.workflows.rights.Act`, one or several.
        how_known: who found so, how and when; kept in the record.

    Raises:
        Invalid: the young person, or somebody of another family; during compulsory school age;
            without what it is for or how it is known.
    """
    if member.person_id != case.person_id or is_young_person(member, case):
        raise Invalid("member", _("Choose who acts for the young person"))
    if not is_over_compulsory_school_age(case.person.date_of_birth, on):
        raise Invalid("member", _("During compulsory school age the rights are the parents’"))
    if not acts or not set(acts) <= set(Act) or basis not in set(Basis):
        raise Invalid("acts", _("Choose what it is for"))
    if not how_known.strip():
        raise Invalid("how_known", _("Say who found so, how and when"))
    with record(
        case, RECORD, case=case, by=by, on=on, at=at, reason=how_known,
        member=member.pk, basis=basis, acts=sorted(acts),
    ) as entry:  # fmt: skip
        return entry.case
