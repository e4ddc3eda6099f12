"""Taking a step from a form: what was refused, said where it can be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ehc.explanations import missing_link, missing_sentence, weekday_date
from ehc.forms.fields import DateField
from ehc.forms.markup import Problem
from ehc.http import Request
from ehc.models import Case
from ehc.plan_checks import RULES
from ehc.queries.cases import events_of
from ehc.refusals import AlreadyDone, Invalid, NotReady, TransferredOut
from ehc.views._once import act_once, token_for
from ehc.workflows.readiness import Missing, MissingKey

Mend = Callable[[Missing], str]
CONFLICT, UNPROCESSABLE = 409, 422
_K = MissingKey
_ASKED_BY: Mapping[MissingKey, tuple[str, ...]] = MappingProxyType(
    {
        _K.REASONS: ("reasons", "reason"),
        _K.REASONS_FOR_LETTER: ("reasons", "reason"),
        _K.WITHDRAWAL_WORDS: ("words",),
        _K.WITHDRAWAL_ARRIVED: ("arrived_on",),
        _K.WITHDRAWAL_HOLDER: ("holder",),
        _K.RESPONSIBILITY: ("still_responsible",),
        _K.DEATH: ("died_on",),
        _K.CEASE_DAY: ("ceased_on",),
        _K.CEASE_TOO_EARLY: ("ceased_on",),
        _K.OTHER_AUTHORITY: ("authority",),
        _K.OTHER_AUTHORITY_SINCE: ("moved_on",),
        _K.HOW_KNOWN: ("how_known",),
        _K.CONSENT_ASKED: ("consents",),
        _K.WHERE_TO_ASK: ("where_to_ask",),
        _K.PLACE_OF_CUSTODY: ("place",),
        _K.REVIEW_DAY: ("review_on",),
        _K.REFUSAL_GROUND: ("ground",),
    }
)
"""The fields of a form in which something missing is answered."""


@dataclass(frozen=True)
class Told:
    """A refusal as a page shows it."""

    problems: tuple[Problem, ...]
    status: int = UNPROCESSABLE
    is_whole: bool = False
    """Whether it says all that there is to say."""


def nowhere(missing: Missing) -> str:
    """No link: it is mended on this page."""
    return ""


def missing_problems(missing: tuple[Missing, ...], mend: Mend) -> tuple[Problem, ...]:
    """What is missing, each with a link to where it is mended."""
    found = []
    for item in missing:
        href = mend(item)
        text = _check_in_words(item) or missing_sentence(item)
        found.append(Problem(f"{text} {missing_link(item)}" if href else text, href))
    return tuple(found)


def _check_in_words(item: Missing) -> str:
    """What a check of the plan asks for, and of which row; empty for anything else."""
    rule, _sep, row = str(item.params.get("check", "")).partition(" ")
    if rule not in RULES:
        return ""
    if any(letter.isdigit() for letter in row):
        return _("Not so yet, at %(row)s: %(check)s.") % {"row": row, "check": _(RULES[rule].title)}
    return _("Not so yet: %(check)s.") % {"check": _(RULES[rule].title)}


def attempt(
    act: Callable[[], object], *, form: forms.BaseForm | None = None, mend: Mend = nowhere
) -> Told | None:
    """Take a step, or say why it was refused; what was typed stays in the form.

    Args:
        act: takes the step.
        form: given the message of a refusal that is about one of its fields.
        mend: where each missing thing is mended.

    Returns:
        None when it was taken.

    Raises:
        NotVisible, NotYours: answered by the middleware.
    """
    try:
        act()
    except NotReady as refused:
        elsewhere = tuple(item for item in refused.missing if not _told_beside(item, form))
        return Told(missing_problems(elsewhere, mend))
    except TransferredOut as refused:
        return Told(
            (Problem(transferred_out_sentence(refused.authority, refused.on)),), CONFLICT, True
        )
    except AlreadyDone:
        return Told(
            (
                Problem(
                    _(
                        "Somebody has already done this, or the case has moved on. Nothing was "
                        "changed, and what you typed is still here."
                    )
                ),
            ),
            CONFLICT,
        )
    except Invalid as refused:
        field = _field_of(refused.field, form)
        if form is not None and field is not None:
            form.add_error(field, refused.message)
            return Told(())
        return Told((Problem(refused.message),))
    return None


def _told_beside(item: Missing, form: forms.BaseForm | None) -> bool:
    """Say what is missing beside the field that asks for it, if the form has one."""
    fields = form.fields if form is not None else {}
    field = next((name for name in _ASKED_BY.get(item.key, ()) if name in fields), None)
    if form is None or field is None:
        return False
    form.add_error(field, missing_sentence(item))
    return True


def _field_of(name: str, form: forms.BaseForm | None) -> str | None:
    """The field of a form that a refusal is about, if it has one.

    The effective day of a step is the form's only day, where it asks for one by another name.
    """
    if form is None:
        return None
    if name in form.fields:
        return name
    days = [key for key, field in form.fields.items() if isinstance(field, DateField)]
    return days[0] if name == "on" and len(days) == 1 else None


def transferred_out_sentence(authority: str, on: date) -> str:
    """Why nothing more of a plan is done here."""
    return _(
        "The plan was transferred to %(authority)s on %(day)s, which maintains it now. Nothing "
        "more of it is done here; the record stays to be read."
    ) % {"authority": authority, "day": weekday_date(on)}


def step_page(
    request: Request,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    then: str,
    template: str = "workspace/step.html",
    mend: Mend = nowhere,
    **context: Any,
) -> HttpResponse:
    """A page whose form takes one step, once however often it is clicked.

    Args:
        form: bound when the page is posted.
        act: takes the step with the cleaned answers.
        then: where to go when it was taken.
        context: what the template needs besides.
    """
    told = None
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            told = attempt(
                lambda: act_once(request, lambda: act(form.cleaned_data), then=then),
                form=form,
                mend=mend,
            )
            if told is None:
                return redirect(then)
            told = _by_whom(told, context.get("case"), template)
            status = told.status
    # Drawn with the form's fields: see forms/form.html.
    form.once = token_for(request)  # type: ignore[attr-defined]
    return render(
        request,
        template,
        {"form": form, "problems": told.problems if told else (), **context},
        status=status,
    )


def _by_whom(told: Told, case: Any, template: str) -> Told:
    """A conflict on a page of the workspace, with what happened last, by whom and when."""
    if (
        told.is_whole
        or told.status != CONFLICT
        or not isinstance(case, Case)
        or "workspace/" not in template
    ):
        return told
    latest = next(iter(events_of(case)), None)
    if latest is None:
        return told
    text = _(
        "Somebody has already done this, or the case has moved on. The latest: %(what)s "
        "(%(who)s, %(day)s). Nothing was changed, and what you typed is still here."
    ) % {"what": latest.title, "who": latest.by, "day": weekday_date(latest.on)}
    return Told(
        (
            Problem(text),
            Problem(_("See what happened"), reverse("case_events", args=[case.reference])),
        ),
        CONFLICT,
    )


def acting(request: Request) -> dict[str, Any]:
    """Who does it, on which day and at which instant, as every action takes them."""
    return {"by": request.user, "on": request.today, "at": request.now}


def posted(request: Request) -> dict[str, Any]:
    """What a form is bound to: the posted values and files, or nothing."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}
