"""A plan that comes from another authority, and telling the family what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import access, arrivals, transfers
from ehc.actions.arrivals import Arrival
from ehc.documents.rendering import letter_context
from ehc.explanations import weekday_date
from ehc.forms.fields import DATE_PARTS
from ehc.forms.transfers import ArrivalForm, TellFamilyForm
from ehc.http import Request
from ehc.models import Transfer
from ehc.models.people import THEMSELVES
from ehc.queries.people import settings as all_settings
from ehc.queries.transfers import duties_of_transfer
from ehc.views._page import page
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace.transfers import list_of, transfer_of
from ehc.workflows.roles import Role

_PERSON = (
    "first_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "sex",
    "address",
    "postcode",
)


def _arrival(given: dict[str, Any]) -> Arrival:
    is_young_person = given["family_is"] == "young_person"
    return Arrival(
        authority=given["authority"],
        contact=given["contact"],
        transferred_on=given["transferred_on"],
        made_on=given["made_on"],
        last_reviewed_on=given["last_reviewed_on"],
        person={
            **{name: given[name] for name in _PERSON},
            "setting": given["attends"],
            "setting_name_given": given["setting_name"],
        },
        family={
            "name": given["family_name"],
            "relationship": THEMSELVES if is_young_person else given["family_relationship"],
            "email": given["family_email"],
            "phone": given["family_phone"],
            "has_parental_responsibility": not is_young_person,
        },
        is_young_person=is_young_person,
        placement_setting=given["placement_setting"],
        placement_type=given["placement_type"],
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: Request) -> HttpResponse:
    """Record a plan that another authority has transferred to us."""
    form = ArrivalForm(**posted(request), on=request.today, settings=all_settings())
    access.opened(by=request.user, at=request.now, route="plan_comes_in")

    def act(given: dict[str, Any]) -> None:
        came = arrivals.receive_plan(_arrival(given), given["plan"], **acting(request))
        messages.success(
            request,
            _("The plan is recorded as %(reference)s. Take the case, or give it to somebody.")
            % {"reference": came.plan.case.reference},
        )

    back = reverse("unallocated")
    return step_page(
        request,
        form,
        act,
        then=back,
        template="workspace/transfers/come_in.html",
        base_template="base_workspace.html",
        heading=_("A plan comes from another council"),
        submit_label=_("Record the plan and open the case"),
        back_url=back,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, reference: str, pk: int) -> HttpResponse:
    """Tell the family that the plan has come, with the letter shown first."""
    heading = _("Tell the family what follows")
    case, transfer, told = transfer_of(
        request, reference, pk, route="tell_of_transfer", heading=heading
    )
    if told is not None:
        return told
    form = TellFamilyForm(**posted(request))
    previewed = None
    if request.method == "POST" and "preview" in request.POST:
        previewed = _previewed(request, transfer, form)
        # Shown as typed, and not yet judged.
        form = TellFamilyForm(initial=_typed(request))

    def act(given: dict[str, Any]) -> object:
        return transfers.tell_family_of_transfer(
            transfer,
            proposes_to_assess=given["proposes_to_assess"] == "yes",
            review_on=given["review_on"],
            **acting(request),
        )

    by = transfers.review_by(transfer, request.today)
    return step_page(
        request,
        form,
        act,
        then=reverse("case", args=[reference]),
        template="workspace/transfers/tell.html",
        mend=mend_on(reference, "tell_of_transfer"),
        heading=heading,
        test=_(
            "The new authority must, within six weeks of the date of transfer, inform the child’s "
            "parent or the young person that the plan has been transferred, whether it proposes "
            "to make an EHC needs assessment, and when it proposes to make a review of the plan."
        ),
        citation=_("SEND Regulations 2014, regulation 15(4)"),
        case=case,
        transfer=transfer,
        review_by=weekday_date(by) if by else "",
        duties=[
            duty_row(duty)
            for duty in duties_of_transfer(transfer.plan.assessment, transfer, request.today)
        ],
        previewed=previewed,
        back_url=list_of(case),
    )


def _typed(request: Request) -> dict[str, Any]:
    parts = [request.POST.get(f"review_on_{part}", "") for part in DATE_PARTS]
    return {
        "proposes_to_assess": request.POST.get("proposes_to_assess", ""),
        "review_on": parts if any(parts) else None,
    }


def _previewed(request: Request, transfer: Transfer, form: TellFamilyForm) -> dict[str, Any]:
    """The letter as it would be sent, or what it needs first."""
    found = None
    if form.is_valid():
        found = transfers.told_preview(
            transfer,
            proposes_to_assess=form.cleaned_data["proposes_to_assess"] == "yes",
            review_on=form.cleaned_data["review_on"],
            on=request.today,
        )
    if found is None:
        return {"title": _("Answer both questions first, and the letter is shown here.")}
    title, facts = found
    return {"title": title, **letter_context(facts)}
