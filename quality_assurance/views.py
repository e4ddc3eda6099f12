"""The reviewer's pages: the queue, one criterion at a time, and the sum."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ehc.actions import access
from ehc.documents.plans import plan_sections
from ehc.forms.markup import Problem
from ehc.http import Request
from ehc.reports.rounding import half_up
from ehc.views._page import page
from ehc.views._rows import note, one
from ehc.views._steps import acting, attempt, posted, step_page
from ehc.workflows.roles import Role
from quality_assurance import actions, queries
from quality_assurance.forms import AnswerForm
from quality_assurance.framework import APPLIES_WORDING as APPLIES
from quality_assurance.framework import GRADE_WORDING, JUDGEMENT_WORDING, Grade, Judgement
from quality_assurance.models import QualityReview
from quality_assurance.scoring import AnswersRefused
from quality_assurance.steps import QualityReviewStatus

REVIEWERS = (Role.QA_REVIEWER, Role.QA_MODERATOR)
READERS = (*REVIEWERS, Role.CASEWORKER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


@page(*REVIEWERS)
@require_safe
def my_reviews(request: Request) -> HttpResponse:
    """What waits, and what may be taken; plans that one worked on are not among them."""
    access.opened(by=request.user, at=request.now, route="my_reviews")
    return render(
        request,
        "quality_assurance/my_reviews.html",
        {
            "waiting": [
                (row, (row.due_on - request.today).days) for row in queries.waiting(request.user)
            ],
            "may_be_taken": queries.may_be_taken(request.user),
            "submitted": [
                (row, _(GRADE_WORDING[Grade(row.grade)])) for row in queries.submitted(request.user)
            ],
        },
    )


@page(*REVIEWERS)
@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Take a plan to review."""
    version = next((row for row in queries.may_be_taken(request.user) if row.pk == pk), None)
    if version is None:
        raise Http404
    note(request, version.plan.case, detail=f"plan version {pk}")
    attempt(lambda: actions.assign_review(version, reviewer=request.user, **acting(request)))
    return redirect("my_reviews")


def _review(request: Request, pk: int) -> QualityReview:
    return one(
        request,
        QualityReview,
        "version__plan__case__person",
        "version__document",
        "reviewer",
        pk=pk,
    )


@page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, pk: int) -> HttpResponse:
    """One review: its answers and, once submitted, its sum."""
    row = _review(request, pk)
    facts = queries.facts_of(row)
    answers = queries.answers_of(row)
    if row.status == QualityReviewStatus.SUBMITTED:
        return _result(request, row, answers)
    asked = queries.asked_of(row, facts, on=request.today)
    problems: tuple[Problem, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            told = attempt(lambda: actions.submit_review(row, **acting(request)))
        except AnswersRefused as refused:
            status, problems = 422, _refused(row, refused)
        else:
            if told is None:
                return redirect("review", pk)
            status, problems = told.status, told.problems
    unanswered = [key for key in asked if key not in answers]
    return render(
        request,
        "quality_assurance/review.html",
        {
            "review": row,
            "criteria": [
                (item, answers.get(key), _(JUDGEMENT_WORDING[Judgement(answers[key].choice)]))
                if key in answers
                else (item, None, "")
                for key, item in asked.items()
            ],
            "done": len(asked) - len(unanswered),
            "all": len(asked),
            "next": unanswered[0] if unanswered else "",
            "problems": problems,
            "stale": queries.is_stale(row),
        },
        status=status,
    )


def _refused(row: QualityReview, refused: AnswersRefused) -> tuple[Problem, ...]:
    found = [
        Problem(
            _("Answer %(criterion)s") % {"criterion": key}, reverse("criterion", args=[row.pk, key])
        )
        for key in refused.missing
    ]
    found += [
        Problem(
            _("Quote the plan for %(criterion)s") % {"criterion": key},
            reverse("criterion", args=[row.pk, key]),
        )
        for key in refused.without_evidence
    ]
    if refused.nothing_to_score and not found:
        found.append(Problem(_("At least one answer must count.")))
    return tuple(found)


def _decimal(text: str | None) -> str:
    """A kept fraction to three places, half up."""
    if text is None:
        return _("none")
    return half_up(Fraction(text), places=3)


def _result(request: Request, row: QualityReview, answers: dict[str, Any]) -> HttpResponse:
    kept: dict[str, Any] = row.score or {}
    criteria = queries.framework_of(row).criteria
    return render(
        request,
        "quality_assurance/result.html",
        {
            "review": row,
            "grade": _(GRADE_WORDING[Grade(row.grade)]),
            "before": _(GRADE_WORDING[Grade(kept["grade_before_gates"])]),
            "value": _decimal(kept["value"]),
            "sections": [
                {
                    "name": f"{line['section']} {line['title']}",
                    "points": line["points"],
                    "answered": line["answered"],
                    "mean": _decimal(line["mean"]),
                    "weight": line["weight"],
                    "rescaled": _decimal(line["rescaled_weight"]),
                    "product": _decimal(line["product"]),
                }
                for line in kept["sections"]
            ],
            "gates": [
                (_(item["gate"]["text"]), _(GRADE_WORDING[Grade(item["gate"]["cap"])]))
                for item in kept["gates"]
            ],
            "not_asked": [(key, _(APPLIES[why])) for key, why in kept["not_asked"]],
            "answers": [
                (item, answers[key], _(JUDGEMENT_WORDING[Judgement(answers[key].choice)]))
                for key, item in criteria.items()
                if key in answers
            ],
            "stale": queries.is_stale(row),
        },
    )


@page(*REVIEWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: Request, pk: int, key: str) -> HttpResponse:
    """One criterion beside the plan."""
    row = _review(request, pk)
    facts = queries.facts_of(row)
    asked = queries.asked_of(row, facts, on=request.today)
    if key not in asked or row.status == QualityReviewStatus.SUBMITTED:
        raise Http404
    answers = queries.answers_of(row)
    sections = plan_sections(facts)
    keys = list(asked)
    unanswered = [one_key for one_key in keys if one_key not in answers and one_key != key]
    after = [one_key for one_key in unanswered if keys.index(one_key) > keys.index(key)]
    given = answers.get(key)
    return step_page(
        request,
        AnswerForm(
            **posted(request),
            initial={
                name: getattr(given, name)
                for name in ("choice", "evidence", "pinned_to", "comment")
            }
            if given
            else {},
            places=[
                *((section.letter, f"{section.letter} {section.title}") for section in sections),
                *(
                    (card.key, card.title)
                    for section in sections
                    for part in section.parts
                    for card in part.cards
                    if card.key != section.letter
                ),
            ],
        ),
        lambda answer: actions.answer_criterion(
            row,
            key,
            choice=answer["choice"],
            evidence=answer["evidence"],
            pinned_to=answer["pinned_to"],
            comment=answer["comment"],
            by=request.user,
            on=request.today,
        ),
        then=reverse("criterion", args=[pk, after[0]]) if after else reverse("review", args=[pk]),
        template="quality_assurance/criterion.html",
        review=row,
        criterion=asked[key],
        judge=_(asked[key].how_to_judge),
        question=_(asked[key].text),
        sections=sections,
        done=len(asked) - len([k for k in keys if k not in answers]),
        all=len(asked),
        back_url=reverse("review", args=[pk]),
    )
