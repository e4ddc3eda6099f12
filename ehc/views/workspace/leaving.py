"""Where an assessment leaves the ordinary rules: another authority, custody, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import custody, elsewhere
from ehc.actions.elsewhere import Elsewhere
from ehc.authorities import AUTHORITIES
from ehc.forms.custody import CustodyForm, ReleaseForm
from ehc.forms.elsewhere import ElsewhereForm, ExportForm
from ehc.http import Request
from ehc.queries import cases as reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._mend import mend_on
from ehc.views.workspace._order import out_of_order
from ehc.workflows.roles import Role


def _known(given: Mapping[str, Any]) -> Elsewhere:
    return Elsewhere(
        authority=given["authority"],
        how_known=given["how_known"],
        consents=given["consents"] == "yes",
        where_to_ask=given["where_to_ask"],
    )


def _as_the_request_says(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What the request says of where they live, for staff to check."""
    home = answers.get("home", {})
    council = str(home.get("council") or "").strip()
    known = {name.casefold(): code for code, name in AUTHORITIES.items()}
    name = council.casefold().removesuffix(" council").removesuffix(" county")
    return {
        "authority": known.get(name, ""),
        "how_known": _("The request says that they live in the area of %(council)s.")
        % {"council": council}
        if council
        else "",
        "consents": str(home.get("may_forward") or ""),
    }


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def not_ours(request: Request, reference: str) -> HttpResponse:
    """The child or young person is of another authority's area: closed, and never refused."""
    case = case_of_reference(request, reference)
    heading = _("Record that another authority is responsible")
    told = out_of_order(request, case, "not_ours", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        ElsewhereForm(
            **posted(request),
            ours=settings.AUTHORITY["code"],
            initial=_as_the_request_says(assessment.request.answers),
        ),
        lambda given: elsewhere.close_as_not_ours(assessment, _known(given), **acting(request)),
        then=reverse("case", args=[reference]),
        mend=mend_on(reference, "not_ours"),
        heading=heading,
        introduction=_(
            "Do this on receipt, where the child or young person does not live in our area "
            "(Children and Families Act 2014, section 24). Nothing is refused: every date falls "
            "away, no report counts a refusal, and the family is told today, by letter. This "
            "cannot be taken back: a new request begins anew."
        ),
        case=case,
        submit_label=_("Close it and send the letter"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: Request, reference: str) -> HttpResponse:
    """The child or young person moved while the assessment was running."""
    case = case_of_reference(request, reference)
    heading = _("Record a move to another authority")
    told = out_of_order(request, case, "export", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        ExportForm(**posted(request), ours=settings.AUTHORITY["code"], on=request.today),
        lambda given: elsewhere.export(
            assessment, _known(given), given["moved_on"], **acting(request)
        ),
        then=reverse("case", args=[reference]),
        mend=mend_on(reference, "export"),
        heading=heading,
        introduction=_(
            "The new authority starts its own clock, and decides for itself. Ours stops: every "
            "date falls away, whoever was asked for advice is told to stop, and the family is told "
            "by letter. The statutory return counts it as exported. This cannot be taken back."
        ),
        case=case,
        submit_label=_("Record the move and send the letter"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, reference: str) -> HttpResponse:
    """The child or young person is detained: a named officer has it from now on."""
    case = case_of_reference(request, reference)
    heading = _("Record that the child or young person is detained")
    told = out_of_order(request, case, "custody", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        CustodyForm(**posted(request)),
        lambda given: custody.hand_over(
            assessment, place=given["place"], how_known=given["how_known"], **acting(request)
        ),
        # Given to the officer, the case may no longer be ours to see.
        then="/home/",
        mend=mend_on(reference, "custody"),
        heading=heading,
        introduction=_(
            "Rules of their own apply to somebody who is detained (Children and Families Act 2014, "
            "sections 70 to 75; SI 2015/62). Our dates fall away, the day of receipt stays, and "
            "%(officer)s has the case: telephone %(phone)s, email %(email)s. The family is told by "
            "letter. The officer can hand it back after release."
        )
        % {
            "officer": settings.AUTHORITY["custody"]["name"],
            "phone": settings.AUTHORITY["custody"]["phone"],
            "email": settings.AUTHORITY["custody"]["email"],
        },
        case=case,
        submit_label=_("Hand it over and send the letter"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request, reference: str) -> HttpResponse:
    """The child or young person is released: back to the ordinary rules, with the same clock."""
    case = case_of_reference(request, reference)
    heading = _("Hand it back after release")
    told = out_of_order(request, case, "release", heading)
    if told is not None:
        return told
    assessment = reads.current_assessment(case)
    return step_page(
        request,
        ReleaseForm(**posted(request)),
        lambda given: custody.release(
            assessment, lives_at=given["lives_at"], how_known=given["how_known"], **acting(request)
        ),
        then=reverse("case", args=[reference]),
        mend=mend_on(reference, "release"),
        heading=heading,
        introduction=_(
            "It goes back to where it stood, and every date is counted from the day of receipt "
            "again (SI 2015/62, regulation 15), so that some may have passed. The family is told "
            "by letter. Only the officer who has the case, or a team manager, does this."
        ),
        case=case,
        submit_label=_("Hand it back and send the letter"),
    )
