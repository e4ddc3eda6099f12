"""Who of the family sees a young person's case: for the young person to say."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import rights as actions
from ehc.http import Request
from ehc.queries.rights import is_about, rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, attempt
from ehc.workflows.rights import Act, Basis
from ehc.workflows.roles import Role


@page(Role.YOUNG_PERSON)
@require_http_methods(["GET", "HEAD", "POST"])
def who_sees(request: Request, reference: str) -> HttpResponse:
    """Agree that somebody of the family sees the case, or take it back."""
    case = case_of_reference(request, reference)
    rights = rights_of(case, request.today)
    is_theirs = is_about(case, request.user)
    if not is_theirs or not rights.for_(Act.READ).includes(request.user, case):
        # It is the young person's to say, for as long as they hold that right themselves.
        raise Http404
    problems: tuple[object, ...] = ()
    status = 200
    if request.method == "POST":
        members = {str(one.pk): one for one in rights.besides}
        member = members.get(request.POST.get("member", ""))
        if member is None:
            raise Http404
        agrees = request.POST.get("agrees") == "yes"
        step = actions.agree_that_parent_sees if agrees else actions.withdraw_that_parent_sees
        told = attempt(lambda: step(case, member=member, **acting(request)))
        if told is None:
            said = (
                _("%(name)s can now see your case.")
                if agrees
                else _("%(name)s can no longer see your case, nor do anything for you in it.")
            )
            messages.success(request, said % {"name": member.name})
            return redirect("who_sees", reference)
        problems, status = told.problems, told.status
    agreed = {one.pk for one, basis, _act in rights.acting if basis is Basis.CONSENT}
    acting_for = {one.pk for one, basis, _act in rights.acting if basis is not Basis.CONSENT}
    return render(
        request,
        "family/cases/who_sees.html",
        {
            "case": case,
            "family": [
                {
                    "member": one,
                    "agreed": one.pk in agreed,
                    "acts": one.pk in acting_for,
                }
                for one in rights.besides
            ],
            "problems": problems,
            "back_url": reverse("tracker", args=[reference]),
        },
        status=status,
    )
