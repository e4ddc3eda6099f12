"""A plan that comes from another authority: everything that it needs here, in one transaction.

It is treated as if this authority had made it on the day on which the other did (regulation
15(3)): an assessment and a version of the plan that say who made them open in the status in which
ours end, and every later step is then the same (``docs/adr/0009``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from ehc.actions._accounts import account_of
from ehc.actions._step import open_process, take_step
from ehc.actions.cases import open_case
from ehc.actions.uploads import keep_upload
from ehc.models import (
    Asker,
    Assessment,
    Case,
    FamilyMember,
    Person,
    Plan,
    PlanVersion,
    Request,
    Setting,
    Transfer,
    TransferKind,
    User,
)
from ehc.models._history import acting_as
from ehc.queries.requests import known_person
from ehc.refusals import Invalid
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus


@dataclass(frozen=True, slots=True)
class Arrival:
    """A plan that has come, and whose it is.

    Attributes:
        authority: the one that made and sent it.
        contact: how to reach that authority.
        transferred_on: the day on which it was transferred.
        made_on: the day on which it was first made.
        last_reviewed_on: the day of its last review, if there was one.
        person: the fields of the child's or young person's row, as a request gives them.
        family: the fields of whoever holds the rights, as :class:`~ehc.models.FamilyMember` has
            them; its address is that of the person.
        is_young_person: whether the young person holds the rights.
        placement_setting, placement_type: what section I names.
    """

    authority: str
    contact: str
    transferred_on: date
    made_on: date
    last_reviewed_on: date | None
    person: Mapping[str, Any]
    family: Mapping[str, Any]
    is_young_person: bool = False
    placement_setting: Setting | None = None
    placement_type: str = ""


def receive_plan(
    arrival: Arrival, file: UploadedFile[Any], *, by: User, on: date, at: datetime
) -> Transfer:
    """Take over a plan that another authority has transferred (regulation 15(3)).

    Args:
        file: the plan, as it came.
        by: who records it, of an area team; the case is then everybody's to take.
        on: the day on which it is recorded.

    Raises:
        NotYours, NotVisible: somebody who works in no area team.
        Invalid: a day that cannot be, a file that is none, or an address of nobody.
    """
    _in_order(arrival, on)
    who: dict[str, Any] = {"by": by, "on": arrival.transferred_on, "at": at}
    with transaction.atomic():
        with acting_as(by):
            known = known_person(
                first_name=arrival.person["first_name"],
                last_name=arrival.person["last_name"],
                date_of_birth=arrival.person["date_of_birth"],
            )
            case = open_case(Person.objects.create(**arrival.person), on=on)
            _family_of(case, arrival)
            request = Request.objects.create(
                case=case,
                asker=Asker.AUTHORITY,
                asked_by=by,
                asker_name=arrival.authority,
                answers={},
                received_at=at,
                received_on=arrival.transferred_on,
                may_repeat=known is not None,
            )
        assessment = open_process(
            Assessment(
                case=case,
                request=request,
                made_by=arrival.authority,
                status=AssessmentStatus.PLAN_ISSUED,
            ),
            "take_over_plan",
            case=case,
            made_by=arrival.authority,
            **who,
        )
        plan = Plan.objects.create(case=case, assessment=assessment)
        kept = keep_upload(file, case=case, field="plan", by=by, at=at)
        open_process(
            PlanVersion(
                plan=plan,
                number=1,
                author=by,
                came_as=kept,
                finalised_on=arrival.made_on,
                signed_by=arrival.authority,
                placement_setting=arrival.placement_setting,
                placement_type=arrival.placement_type,
                status=PlanVersionStatus.FINAL,
            ),
            "take_over_version",
            case=case,
            number=1,
            made_on=arrival.made_on.isoformat(),
            upload=kept.pk,
            **who,
        )
        transfer = open_process(
            Transfer(
                plan=plan,
                kind=TransferKind.IN,
                recorded_on=arrival.transferred_on,
                moves_on=arrival.transferred_on,
                authority=arrival.authority,
                contact=arrival.contact,
                last_reviewed_on=arrival.last_reviewed_on,
            ),
            "record_transfer",
            case=case,
            kind=TransferKind.IN.value,
            moves_on=arrival.transferred_on.isoformat(),
            **who,
        )
        return take_step(
            transfer,
            "receive_plan",
            changes={"transferred_on": arrival.transferred_on},
            **who,
        )


def _in_order(arrival: Arrival, on: date) -> None:
    """Made, then reviewed, then transferred, and all of it by today.

    Raises:
        Invalid: they are not.
    """
    if arrival.transferred_on > on:
        raise Invalid("transferred_on", _("This must not be in the future"))
    if arrival.made_on > arrival.transferred_on:
        raise Invalid("made_on", _("The plan must have been made before it was transferred"))
    if arrival.made_on < arrival.person["date_of_birth"]:
        raise Invalid("made_on", _("This must not be before the date of birth"))
    reviewed = arrival.last_reviewed_on
    if reviewed is not None and not arrival.made_on <= reviewed <= arrival.transferred_on:
        raise Invalid(
            "last_reviewed_on",
            _("The last review must lie between the making of the plan and its transfer"),
        )


def _family_of(case: Case, arrival: Arrival) -> None:
    """Whoever holds the rights, with an account where there is an address to sign in with."""
    person = case.person
    email = str(arrival.family.get("email", "")).strip().lower()
    user = None
    if email:
        refused = _("This address cannot be used: leave it empty")
        user = account_of(email, arrival.family["name"], field="family_email", refused=refused)
    if (
        arrival.is_young_person
        and user is not None
        and not Person.objects.filter(user=user).exists()
    ):
        person.user = user
        person.save()
    FamilyMember.objects.create(
        person=person,
        user=user,
        is_main_contact=True,
        address=person.address,
        postcode=person.postcode,
        **{**arrival.family, "email": email},
    )
