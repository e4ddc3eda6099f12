"""One case: where it is, what is next, and everything that is on file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ehc.actions import cases
from ehc.actions._answers import LIVES_ELSEWHERE
from ehc.components import StripStep, TimelineEntry
from ehc.explanations import stage_label, status_for_staff
from ehc.forms.cases import DetailsForm
from ehc.http import Request
from ehc.models import Case
from ehc.permissions import can, works_while_detained
from ehc.queries import cases as reads
from ehc.queries import conversations as conversation_reads
from ehc.queries import papers
from ehc.queries.cases import CasePage
from ehc.queries.contact import served_at
from ehc.queries.lateness import promised_on
from ehc.queries.matches import suggested
from ehc.queries.people import settings as all_settings
from ehc.queries.requests import bars_on_receipt
from ehc.queries.rights import rights_of
from ehc.queries.takeover import is_to_tell
from ehc.views._page import page
from ehc.views._rows import case_of_reference, may_act
from ehc.views._steps import acting, posted, step_page, transferred_out_sentence
from ehc.views.workspace._duties import duty_row
from ehc.views.workspace._order import standing
from ehc.workflows.advice import is_over_compulsory_school_age, national_curriculum_year
from ehc.workflows.case_facts import ENDED_STATUSES, ActionKey
from ehc.workflows.clock import DutyState
from ehc.workflows.lateness import tell_from
from ehc.workflows.matching import MatchKind
from ehc.workflows.rights import Bar
from ehc.workflows.roles import Role
from ehc.workflows.statuses import HALTED, AdviceRequestStatus, AssessmentStatus

_UNDECIDED = frozenset({AssessmentStatus.REQUESTED, AssessmentStatus.CONSIDERING})
_MATCHES = {
    MatchKind.SAME_CHILD: _("It may be about the same child."),
    MatchKind.OTHER_BIRTH_DATE: _(
        "It may be about the same child: the name is the same, and the date of birth is another."
    ),
    MatchKind.TWIN: _("It may be about a twin."),
}
"""What another file may be, for staff to judge: nothing is decided by itself."""
_BARS = {
    Bar.PLAN_IS_MAINTAINED: _(
        "A plan may be maintained already for somebody with this name and date of birth: then "
        "this is a request to reassess (section 36(6))."
    ),
    Bar.ASSESSED_WITHIN_SIX_MONTHS: _(
        "Somebody with this name and date of birth was assessed in the six months before this "
        "request came (section 36(6))."
    ),
    Bar.TOO_OLD: _(
        "They were 25 or over on the day on which this request came: nobody of that age is a "
        "young person (section 83(2))."
    ),
}
"""What the law says against a request, for staff to judge: nothing is refused by itself."""

READERS = (
    Role.CASEWORKER,
    Role.TEAM_MANAGER,
    Role.SERVICE_MANAGER,
    Role.DATA_PROTECTION_OFFICER,
)
TABS = (
    ("case", _("Overview")),
    ("case_people", _("People")),
    ("case_letters", _("Letters and messages")),
    ("case_events", _("Events")),
    ("case_files", _("Files")),
    ("case_access", _("Who has looked")),
)
_NEXT_ROUTES = {
    ActionKey.ASK_FAMILY: "ask_family",
    ActionKey.DECIDE_TO_ASSESS: "decide_to_assess",
    ActionKey.SEEK_ADVICE: "ask_for_advice",
    ActionKey.DECIDE_TO_ISSUE: "decide_to_issue",
    ActionKey.WRITE_DRAFT: "plan",
    ActionKey.ANSWER_MEETING: "comments",
    ActionKey.ANSWER_COMMENTS: "comments",
    ActionKey.POST_DRAFT: "case_letters",
    ActionKey.WAIT_FOR_COMMENTS: "comments",
    ActionKey.WAIT_FOR_SETTING: "consultations",
    ActionKey.NAME_SETTING: "name_setting",
    ActionKey.FINALISE: "finalise",
    ActionKey.ALLOCATE: "allocate",
    ActionKey.CONSIDER_RESPONSIBILITY: "responsibility",
    ActionKey.CUSTODY: "release",
    ActionKey.CARRY_OUT: "case_disputes",
}
_OF_TRANSFER = {
    ActionKey.SEND_PLAN_ON: "send_plan_on",
    ActionKey.TELL_OF_TRANSFER: "tell_of_transfer",
}
"""The next actions that are about one transfer between authorities."""
_STEPS = (
    ("consider_assessing", _("Tell the family that an assessment is being considered")),
    ("decide_to_assess", _("Decide whether to assess")),
    ("ask_for_advice", _("Ask for advice")),
    ("decide_to_issue", _("Decide whether to issue a plan")),
    ("plan", _("Write the plan")),
    ("serve", _("Send the draft to the family")),
    ("comments", _("Read and answer the family’s comments")),
    ("consultations", _("Consult a setting")),
    ("name_setting", _("Name a setting")),
    ("finalise", _("Finalise and send the plan")),
    ("reverse_refusal", _("Reverse the refusal without an order")),
    ("record_withdrawal", _("Record that the request was withdrawn in writing")),
    ("not_ours", _("Record that another authority is responsible")),
    ("export", _("Record a move to another authority")),
    ("custody", _("Record that the child or young person is detained")),
)


def strip_steps(found: CasePage) -> list[StripStep]:
    """The strip as the component draws it."""
    return [
        StripStep(
            stage_label(item.stage),
            "current" if item.is_current else "done" if item.is_done else "ahead",
            item.done_on,
        )
        for item in found.strip
    ]


_WAITING = {
    ActionKey.WAIT_FOR_ADVICE: _("See what was asked"),
    ActionKey.WAIT_FOR_COMMENTS: _("See the family’s comments"),
    ActionKey.WAIT_FOR_SETTING: _("Record what the setting answered"),
    ActionKey.CUSTODY: _("Hand it back after release"),
}
"""What can be done meanwhile, where somebody else has the next move."""


def primary_step(found: CasePage) -> tuple[str, str]:
    """The link of the next lawful step and what it says; empty where nothing is to be done."""
    reference = found.case.reference
    key = found.action.key
    label = str(_WAITING[key]) if key in _WAITING else found.action_label
    if key is ActionKey.RING_OR_POST and found.tasks:
        return reverse("task", args=[reference, found.tasks[0].pk]), found.action_label
    if reads.opens_advice(found.action):
        wanted = (
            {AdviceRequestStatus.RECEIVED}
            if key is ActionKey.READ_ADVICE
            else {AdviceRequestStatus.SOUGHT, AdviceRequestStatus.RETURNED}
        )
        advice = found.reassessment_advice if found.facts.reassessment else found.advice
        asked = [row for row in advice if row.status in wanted]
        if asked:
            first = min(asked, key=lambda row: (row.due_on, row.pk))
            return reverse("advice", args=[reference, first.pk]), label
    if found.action.ref:
        return reverse("dispute", args=[reference, found.action.ref]), label
    if found.assessment.status == AssessmentStatus.PLAN_ISSUED and key is not ActionKey.CARRY_OUT:
        move = next((row for row in found.transfers if row.is_open and not row.is_of_phase), None)
        if key in _OF_TRANSFER and move is not None:
            return reverse(_OF_TRANSFER[key], args=[reference, move.pk]), label
        if found.facts.reassessment is not None and key not in _OF_THE_PLAN:
            return reassessment_step(found)
        return _next_in_review(found)
    route = _NEXT_ROUTES.get(key)
    return (reverse(route, args=[reference]), label) if route else ("", "")


_OF_REASSESSMENT = {
    ActionKey.DECIDE_TO_REASSESS: "decide_to_reassess",
    ActionKey.FINALISE: "send_reassessed_plan",
}


def reassessment_step(found: CasePage) -> tuple[str, str]:
    """The next step of a reassessment that is not over: its link, and what it says."""
    reference, key = found.case.reference, found.action.key
    label = str(_WAITING[key]) if key in _WAITING else found.action_label
    if key in _OF_REASSESSMENT and found.reassessment is not None:
        route = _OF_REASSESSMENT[key]
        return reverse(route, args=[reference, found.reassessment.pk]), label
    if key is ActionKey.WRITE_DRAFT and not found.is_written_again:
        return reverse("case_reassessments", args=[reference]), label
    if key in _NEXT_ROUTES:
        return reverse(_NEXT_ROUTES[key], args=[reference]), label
    return primary_step(found) if reads.opens_advice(found.action) else ("", "")


_OF_REVIEW = {
    ActionKey.SEND_REVIEW_PAPERS: "review_papers",
    ActionKey.HOLD_REVIEW_MEETING: "hold_review",
    ActionKey.SEND_REVIEW_REPORT: "review_report",
    ActionKey.DECIDE_AFTER_REVIEW: "decide_review",
    ActionKey.CEASE_PLAN: "cease_plan",
}
_OF_THE_PLAN = frozenset({*_OF_REVIEW, ActionKey.ARRANGE_REVIEW, ActionKey.SEND_AMENDED_PLAN})


def _next_in_review(found: CasePage) -> tuple[str, str]:
    """The next step of a plan that was issued; nothing where it is to end and may not yet."""
    reference, action = found.case.reference, found.action
    if action.key is ActionKey.ARRANGE_REVIEW:
        return reverse("arrange_review", args=[reference]), found.action_label
    if action.key is ActionKey.SEND_AMENDED_PLAN:
        return reverse("case_reviews", args=[reference]), found.action_label
    review = next((row for row in found.reviews if row.is_review), None)
    early = action.key is ActionKey.CEASE_PLAN and not (
        action.due is not None and action.due <= found.on
    )
    if action.key not in _OF_REVIEW or review is None or early:
        return "", ""
    return reverse(_OF_REVIEW[action.key], args=[reference, review.pk]), found.action_label


def tabs_of(case: Case, current: str) -> list[tuple[str, str, bool]]:
    """The parts of a case: link, label and whether it is this one."""
    return [
        (reverse(route, args=[case.reference]), str(label), route == current)
        for route, label in TABS
    ]


@page(*READERS)
@require_safe
def overview(request: Request, reference: str) -> HttpResponse:
    """Who, where, by when, and the next step."""
    case = case_of_reference(request, reference)
    found = reads.case_page(case, request.today)
    href, label = primary_step(found)
    known = suggested(case)
    same = [one.case for one in known if one.may_be_same]
    promised = promised_on(case)
    waits_from = tell_from(found.facts, promised)
    tell_late = waits_from is not None and waits_from <= request.today
    return render(
        request,
        "workspace/case.html",
        {
            "case": case,
            "found": found,
            "tabs": tabs_of(case, "case"),
            "may_act": may_act(request, case)
            and (
                found.assessment.status != AssessmentStatus.IN_CUSTODY
                or works_while_detained(request.user, case, request.today)
            ),
            "status": status_for_staff(AssessmentStatus(found.assessment.status)),
            "primary": (href, label),
            "more": _more(
                found,
                href,
                manages=can(request.user, frozenset({Role.TEAM_MANAGER}), case, request.today),
            ),
            "days_left": (found.action.due - request.today).days
            if found.action.due and found.is_late
            else None,
            "members": reads.family_of(case),
            "duties": [
                duty_row(duty)
                for duty in (
                    *found.facts.duties,
                    *found.review_duties,
                    *_of_disputes(found),
                    *found.transfer_duties,
                    *found.reassessment_duties,
                )
            ],
            "disagreements": [
                one for one in found.disagreements if one.dispute is not None or one.is_running
            ],
            "went": transferred_out_sentence(found.went.authority, found.went.transferred_on)
            if found.went and found.went.transferred_on
            else "",
            "strip": strip_steps(found),
            "known": [(one, _MATCHES[one.kind]) for one in known],
            "bars": [_BARS[bar] for bar in bars_on_receipt(found.assessment, same)]
            if found.assessment.status in _UNDECIDED
            else (),
            "reaches_nobody": rights_of(case, request.today).reaches_nobody,
            "answers": found.assessment.request.answers,
            "lives_elsewhere": found.assessment.status in _UNDECIDED
            and found.assessment.request.answers.get("home", {}).get("in_area") == LIVES_ELSEWHERE,
            "held": papers.held_of(case).count(),
            "waiting": conversation_reads.waiting_in([case]).select_related("reader"),
            "tell_late": tell_late,
            "promised_on": promised,
            "elsewhere": reads.elsewhere_of(found.assessment),
            "detention": reads.detention_of(found.assessment),
        },
    )


def _of_disputes(found: CasePage) -> list[DutyState]:
    """The duties of disagreements that are on the page under no other head.

    The family's own times stand with each decision.
    """
    shown = {duty.duty for duty in (*found.facts.duties, *found.review_duties)}
    return [
        duty
        for one in found.disagreements
        if one.dispute is not None
        for duty in one.duties
        if duty.duty not in shown and duty.duty not in {"mediation.contact", "appeal.lodge"}
    ]


def _more(found: CasePage, primary: str, *, manages: bool) -> list[tuple[str, str, str]]:
    """The other steps: link, label, and what comes first where one is not possible yet."""
    case = found.case
    more = []
    for route, label in _STEPS:
        told = standing(
            route, case, found.assessment, found.version, reassessment=found.reassessment
        )
        href = reverse(route, args=[case.reference])
        if href != primary and (told is None or told.early):
            more.append((href, str(label), told.says if told else ""))
    if found.disagreements:
        href = reverse("case_disputes", args=[case.reference])
        more.append((href, str(_("Disagreements with our decisions")), ""))
    if found.assessment.status == AssessmentStatus.PLAN_ISSUED:
        label = _("Reassessments of the plan")
        more.append((reverse("case_reassessments", args=[case.reference]), str(label), ""))
    goes_on = found.assessment.status not in ENDED_STATUSES | HALTED
    if goes_on or found.facts.reassessment is not None:
        more.append(
            (reverse("exemption", args=[case.reference]), str(_("Record an exemption")), "")
        )
    if found.assessment.status != AssessmentStatus.DECEASED:
        label = _("Tell the family why it is late")
        more.append((reverse("tell_why_late", args=[case.reference]), str(label), ""))
        label = _("Record that the child or young person has died")
        more.append((reverse("record_death", args=[case.reference]), str(label), ""))
    elif manages:
        label = _("Take back a death that was recorded by mistake")
        more.append((reverse("undo_death", args=[case.reference]), str(label), ""))
    more.append(
        (reverse("allocate", args=[case.reference]), str(_("Give the case to somebody else")), "")
    )
    return more


def _tab(request: Request, reference: str, route: str, **context: Any) -> HttpResponse:
    case = context["case"]
    return render(
        request,
        f"workspace/{route}.html",
        {"tabs": tabs_of(case, route), **context},
    )


@page(*READERS)
@require_safe
def people(request: Request, reference: str) -> HttpResponse:
    """The child or young person, and each adult's own details."""
    case = case_of_reference(request, reference)
    rights = rights_of(case, request.today)
    members = list(reads.family_of(case))
    served = served_at(members)
    over = is_over_compulsory_school_age(case.person.date_of_birth, request.today)
    return _tab(
        request,
        reference,
        "case_people",
        case=case,
        members=[(member, served.get(member.pk, "")) for member in members],
        may_act=may_act(request, case),
        # Each page only where there is somebody to choose on it.
        may_decide=can(request.user, frozenset({Role.TEAM_MANAGER}), case, request.today),
        tell_of_takeover=is_to_tell(case, request.today),
        can_be_acted_for=over and bool(rights.besides),
        can_be_represented=bool(rights.parents and rights.representatives),
    )


@page(Role.CASEWORKER, Role.TEAM_MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: Request, reference: str) -> HttpResponse:
    """Change what is known of the child or young person; the request stays as it was sent."""
    case = case_of_reference(request, reference)
    person = case.person
    initial = {name: getattr(person, name) for name in cases.DETAILS}
    if person.years_out_of_year:
        usual = national_curriculum_year(person.date_of_birth, request.today)
        initial["year_group"] = usual + person.years_out_of_year
    return step_page(
        request,
        DetailsForm(**posted(request), initial=initial, settings=all_settings()),
        lambda given: cases.change_details(case, given, **acting(request)),
        then=reverse("case_people", args=[reference]),
        heading=_("Change what is known of %(name)s") % {"name": case.person.full_name},
        case=case,
        back_url=reverse("case_people", args=[reference]),
    )


@page(*READERS)
@require_safe
def letters(request: Request, reference: str) -> HttpResponse:
    """What was sent, to whom, and what became of it."""
    case = case_of_reference(request, reference)
    return _tab(
        request,
        reference,
        "case_letters",
        case=case,
        letters=papers.letters_of(case),
        conversations=conversation_reads.summary_of(case, request.today),
        may_act=may_act(request, case),
        mail=papers.messages_of(case),
    )


@page(*READERS)
@require_safe
def events(request: Request, reference: str) -> HttpResponse:
    """What happened, newest first."""
    case = case_of_reference(request, reference)
    entries = [
        TimelineEntry(
            title=row.title
            if times == 1
            else _("%(what)s (%(times)d times)") % {"what": row.title, "times": times},
            on=row.on,
            by=row.by,
            body=row.reason,
        )
        for row, times in reads.in_short(reads.events_of(case))
    ]
    return _tab(request, reference, "case_events", case=case, entries=entries)


@page(*READERS)
@require_safe
def files(request: Request, reference: str) -> HttpResponse:
    """Every paper that we issued and every file that we were given."""
    case = case_of_reference(request, reference)
    return _tab(
        request,
        reference,
        "case_files",
        case=case,
        documents=papers.documents_of(case),
        uploads=papers.uploads_of(request.user, case, request.today),
    )


@page(*READERS)
@require_safe
def access_log(request: Request, reference: str) -> HttpResponse:
    """Who opened this case, and when."""
    case = case_of_reference(request, reference)
    return _tab(request, reference, "case_access", case=case, records=reads.access_of(case))
