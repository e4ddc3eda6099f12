"""What is to be done today: one's own cases, and the requests that nobody has taken."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import access, cases, posting
from ehc.forms.cases import AllocateForm, PostForm, PostTaskForm, TaskForm
from ehc.http import Request
from ehc.models import SentHow, Task, TaskKind
from ehc.permissions import route_roles
from ehc.queries import cases as reads
from ehc.queries import conversations, papers
from ehc.queries import queue as queues
from ehc.queries.rights import rights_of
from ehc.queries.takeover import taking_over
from ehc.views._page import page
from ehc.views._rows import case_of_reference, one
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.workflows.roles import Role


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def my_queue(request: Request) -> HttpResponse:
    """One's own open cases, late first; a manager's whole team on request."""
    asked = request.GET.get("show", "all")
    which = asked if asked in queues.SELECTIONS else "all"
    # A manager has seldom cases of their own: theirs is the team's work unless they say otherwise.
    manages = Role.TEAM_MANAGER in route_roles(request.user)
    whole_team = request.GET.get("team", "1" if manages else "") == "1"
    wanted = request.GET.get("search", "")
    found = queues.queue(
        request.user,
        request.today,
        which=which,
        whole_team=whole_team,
        wanted=wanted,
        after=request.GET.get("after", ""),
    )
    access.opened(by=request.user, at=request.now, route="my_queue", detail=which)
    kept = {"team": "1" if whole_team else "0"}
    names = {
        "all": _("All"),
        "late": _("Late"),
        "week": _("Due in 7 days"),
        "tell": _("Families to tell why"),
        "others": _("Waiting for others"),
        "family": _("Waiting for the family"),
    }
    return render(
        request,
        "workspace/queue.html",
        {
            "queue": found,
            "which": which,
            "wanted": wanted,
            "whole_team": whole_team,
            "selections": [
                (name, label, found.counts[name], urlencode({"show": name, **kept}))
                for name, label in names.items()
            ],
            "next_href": "?"
            + urlencode({"show": which, "after": found.after, "search": wanted, **kept})
            if found.after
            else "",
            "taking_over": len(taking_over(request.user, request.today, whole_team=whole_team)),
            "to_post": papers.letters_to_post(request.user, request.today).count(),
            "unanswered": conversations.waiting(
                request.user, request.today, whole_team=whole_team
            ).count(),
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: Request) -> HttpResponse:
    """The letters to print and post, and to whom; those that were posted, ticked at once."""
    to_post = {str(row.pk): row for row in papers.letters_to_post(request.user, request.today)}
    access.opened(by=request.user, at=request.now, route="post")
    form = PostForm(**posted(request), choices=[(pk, pk) for pk in to_post])
    if form.is_bound and form.is_valid():
        for pk in form.cleaned_data["tasks"]:
            attempt(
                lambda row=to_post[pk]: posting.complete_task(  # type: ignore[misc]
                    row,
                    note=_("Printed and posted"),
                    posted=SentHow(form.cleaned_data["posted"]),
                    **acting(request),
                )
            )
        count = len(form.cleaned_data["tasks"])
        messages.success(
            request,
            ngettext(
                "%(n)d letter is marked as posted.", "%(n)d letters are marked as posted.", count
            )
            % {"n": count},
        )
        return redirect("post")
    return render(
        request,
        "workspace/post.html",
        {
            "form": form,
            "to_post": [
                (row, papers.addressees_of(row), papers.unsent_of(row)) for row in to_post.values()
            ],
            "back_url": reverse("my_queue"),
        },
        status=422 if form.is_bound else 200,
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_safe
def unallocated(request: Request) -> HttpResponse:
    """Requests that nobody has taken."""
    found = queues.unallocated(request.user, request.today, after=request.GET.get("after", ""))
    access.opened(by=request.user, at=request.now, route="unallocated")
    return render(
        request,
        "workspace/unallocated.html",
        {
            "queue": found,
            "next_href": "?" + urlencode({"after": found.after}) if found.after else "",
        },
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_POST
def take(request: Request, reference: str) -> HttpResponse:
    """Take a case oneself."""
    case = case_of_reference(request, reference)
    told = attempt(lambda: cases.take_case(case, **acting(request)))
    if told is not None:
        messages.info(
            request, _("Somebody else has taken this case in the meantime. Choose another.")
        )
        return redirect("unallocated")
    return redirect("case", reference)


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def allocate(request: Request, reference: str) -> HttpResponse:
    """Give a case to somebody in the team."""
    case = case_of_reference(request, reference)
    form = AllocateForm(**posted(request), people=reads.colleagues(request.user))
    return step_page(
        request,
        form,
        lambda given: cases.allocate_case(case, to=given["to"], **acting(request)),
        # Given to another team, the case may no longer be ours to see.
        then="/home/",
        heading=_("Allocate the case"),
        case=case,
        submit_label=_("Allocate"),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: Request, reference: str, pk: int) -> HttpResponse:
    """Say that something which came up is done, and how."""
    case = case_of_reference(request, reference)
    row = one(request, Task, "message__user", "document", "case", case=case, pk=pk)
    posts = row.kind == TaskKind.POST_LETTER
    return step_page(
        request,
        PostTaskForm(**posted(request)) if posts else TaskForm(**posted(request)),
        lambda given: posting.complete_task(
            row,
            note=given["note"],
            posted=SentHow(given.get("posted", SentHow.FIRST_CLASS)),
            **acting(request),
        ),
        then=f"/cases/{reference}/",
        template="workspace/task.html",
        heading=row.get_kind_display(),
        case=case,
        task=row,
        members=rights_of(case, request.today).family,
        letters=papers.letters_of_task(row),
        submit_label=_("Done"),
    )
