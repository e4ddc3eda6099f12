"""Who is of a family, and who acts for a young person or for a parent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import addresses, family
from ehc.actions import rights as actions
from ehc.explanations import weekday_date
from ehc.forms.rights import (
    ACTS,
    WORDS_OF_BASES,
    AddressForm,
    NewcomerForm,
    RepresentedForm,
    SignInForm,
    WhoActsForm,
)
from ehc.http import Request
from ehc.models import Case, FamilyMember
from ehc.queries.rights import Rights, rights_of
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, posted, step_page
from ehc.views.workspace._order import Standing, told_out_of_order
from ehc.workflows.advice import end_of_compulsory_school_age, is_over_compulsory_school_age
from ehc.workflows.rights import Basis
from ehc.workflows.roles import Role


def _told(found: Rights) -> list[tuple[str, Any, Any]]:
    """Who acts, in what and on what, in words."""
    acts = dict(ACTS)
    return [(str(member), acts[act], WORDS_OF_BASES[basis]) for member, basis, act in found.acting]


def _to_add(case: Case, says: str) -> Standing:
    return Standing(
        says, _("Add somebody to the family"), reverse("add_to_family", args=[case.reference]),
        early=True,
    )  # fmt: skip


def _nobody_acts(case: Case, found: Rights) -> Standing | None:
    """Why nobody can be recorded as acting for a young person; None where somebody can."""
    born = case.person.date_of_birth
    if not is_over_compulsory_school_age(born, found.on):
        return Standing(
            _("Until the end of %(day)s, compulsory school age, the rights are the parents’.")
            % {"day": weekday_date(end_of_compulsory_school_age(born))},
            _("To the people"),
            reverse("case_people", args=[case.reference]),
            early=True,
        )
    if not found.besides:
        return _to_add(case, _("Nobody of the family is on file but the young person."))
    return None


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def who_acts(request: Request, reference: str) -> HttpResponse:
    """Record that somebody acts for the young person, in what, and on what."""
    case = case_of_reference(request, reference)
    heading = _("Who acts for %(name)s") % {"name": case.person.full_name}
    found = rights_of(case, request.today)
    told = told_out_of_order(request, case, _nobody_acts(case, found), heading, of_the_plan=False)
    if told is not None:
        return told
    members = {str(one.pk): one for one in found.besides}

    def act(given: dict[str, Any]) -> object:
        return actions.record_who_acts(
            case,
            member=members[given["member"]],
            basis=given["basis"],
            acts=given["acts"],
            how_known=given["how_known"],
            **acting(request),
        )

    return step_page(
        request,
        WhoActsForm(**posted(request), members=members.values()),
        act,
        then=reverse("case_people", args=[reference]),
        template="workspace/who_acts.html",
        heading=heading,
        case=case,
        acting=_told(found),
        back_url=reverse("case_people", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def represented(request: Request, reference: str) -> HttpResponse:
    """Record that a deputy or attorney acts for a parent who lacks capacity."""
    case = case_of_reference(request, reference)
    heading = _("Who acts for a parent")
    found = rights_of(case, request.today)
    missing = (
        None
        if found.parents and found.representatives
        else _to_add(case, _("No parent is on file, or no deputy or attorney of one."))
    )
    told = told_out_of_order(request, case, missing, heading, of_the_plan=False)
    if told is not None:
        return told
    parents = {str(one.pk): one for one in found.parents}
    members = {str(one.pk): one for one in found.representatives}
    over = is_over_compulsory_school_age(case.person.date_of_birth, request.today)
    as_what = Basis.REPRESENTATIVE_OF_PARENT if over else Basis.PARENTS_REPRESENTATIVE

    def act(given: dict[str, Any]) -> object:
        goes_on = given["goes_on"] == "yes"
        return actions.record_who_acts(
            case,
            member=members[given["member"]],
            basis=as_what if goes_on else Basis.ENDED,
            acts=given["acts"],
            how_known=given["how_known"],
            instead_of=parents[given["instead_of"]] if goes_on else None,
            **acting(request),
        )

    return step_page(
        request,
        RepresentedForm(**posted(request), parents=parents.values(), members=members.values()),
        act,
        then=reverse("case_people", args=[reference]),
        heading=heading,
        introduction=_(
            "Where a parent lacks capacity, what the Act says of them is read as of their "
            "representative: a deputy, or the attorney of a registered power (section 80; SEND "
            "Regulations 2014, regulations 63 and 64). The other parent’s rights stay as they are."
        ),
        case=case,
        back_url=reverse("case_people", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_family(request: Request, reference: str) -> HttpResponse:
    """Put a further parent, a carer or a representative on file."""
    case = case_of_reference(request, reference)
    return step_page(
        request,
        NewcomerForm(**posted(request), initial={"since": request.today}),
        lambda given: family.add_to_family(case, family.Newcomer(**given), **acting(request)),
        then=reverse("case_people", args=[reference]),
        heading=_("Add somebody to the family of %(name)s") % {"name": case.person.full_name},
        introduction=_(
            "A parent is whoever has parental responsibility or has care of the child (Education "
            "Act 1996, section 576), and holds the rights of a parent until the end of compulsory "
            "school age. A representative acts only once it is recorded for whom."
        ),
        case=case,
        submit_label=_("Add them"),
        back_url=reverse("case_people", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def give_sign_in(request: Request, reference: str, pk: int) -> HttpResponse:
    """Let somebody who is on file with the family sign in."""
    case = case_of_reference(request, reference)
    member = one(request, FamilyMember, pk=pk, person=case.person_id)
    return step_page(
        request,
        SignInForm(**posted(request), initial={"email": member.email}),
        lambda given: family.give_sign_in(
            case, member=member, email=given["email"], **acting(request)
        ),
        then=reverse("case_people", args=[reference]),
        heading=_("Let %(name)s sign in") % {"name": member.name},
        introduction=_(
            "They then see the case as far as they hold its rights, follow it, write to you and "
            "answer. Tell them to choose “Sign in” on the first page, and with which address."
        ),
        case=case,
        submit_label=_("Let them sign in"),
        back_url=reverse("case_people", args=[reference]),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def protect_address(request: Request, reference: str) -> HttpResponse:
    """Record that the address of the child or young person is kept from everybody, or no longer."""
    case = case_of_reference(request, reference)
    return step_page(
        request,
        AddressForm(**posted(request)),
        lambda given: addresses.protect_address(
            case,
            protected=given["protected"] == "yes",
            how_known=given["how_known"],
            **acting(request),
        ),
        then=reverse("case_people", args=[reference]),
        heading=_("Where %(name)s lives") % {"name": case.person.full_name},
        introduction=_(
            "A protected address is on no page and in no plan, whoever reads it. Letters to "
            "themselves still go there."
        ),
        case=case,
        back_url=reverse("case_people", args=[reference]),
    )
