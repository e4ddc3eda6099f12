"""A plan that goes to where a young person studies next, at their request (regulation 47)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._step import record, refuse_unless_maintained
from ehc.models import Disclosure, Plan, User
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.advice import is_over_compulsory_school_age


def record_request(
    plan: Plan, *, recipient: str, asked_on: date, by: User, on: date, at: datetime
) -> Disclosure:
    """Record that the young person asked that the plan be sent for their higher education.

    Args:
        recipient: to whom: the head of an institution of higher education, or whoever is to
            assess for a disabled students' allowance.
        asked_on: the day on which we received that.

    Raises:
        AlreadyDone: no plan has been issued, or it has ended.
        TransferredOut: another authority maintains it.
        Invalid: during compulsory school age, which no young person is; nobody is named; or a day
            that cannot be.
    """
    case = plan.case
    with record(case, "record_disclosure_request", case=case, by=by, on=on, at=at) as entry:
        refuse_unless_maintained("record_disclosure_request", plan.assessment)
        if not is_over_compulsory_school_age(case.person.date_of_birth, asked_on):
            raise Invalid(
                "asked_on",
                _(
                    "Only a young person can ask for this, after the end of compulsory school age "
                    "(regulation 47)"
                ),
            )
        if not recipient.strip():
            raise Invalid("recipient", _("Enter to whom the plan is to go"))
        if not plan.assessment.request.received_on <= asked_on <= on:
            raise Invalid(
                "asked_on", _("This must not be before the case was opened, nor in the future")
            )
        row = Disclosure.objects.create(plan=plan, recipient=recipient, asked_on=asked_on)
        entry.facts["disclosure"] = row.pk
    return row


def disclose_plan(
    disclosure: Disclosure, *, sent_on: date, by: User, on: date, at: datetime
) -> Disclosure:
    """Record that a copy of the plan went to whom the young person named.

    Args:
        sent_on: the day on which it went.

    Raises:
        AlreadyDone: it has been recorded, or the plan has ended.
        TransferredOut: another authority maintains it.
        Invalid: a day that cannot be.
    """
    case = disclosure.plan.case
    with record(case, "disclose_plan", case=case, by=by, on=on, at=at) as entry:
        refuse_unless_maintained("disclose_plan", disclosure.plan.assessment)
        held = Disclosure.objects.get(pk=disclosure.pk)
        if held.sent_on is not None:
            raise AlreadyDone("disclose_plan", str(held.sent_on))
        if not held.asked_on <= sent_on <= on:
            raise Invalid("sent_on", _("This must not be before it was asked, nor in the future"))
        held.sent_on = sent_on
        held.save()
        entry.facts["disclosure"] = held.pk
    return held
