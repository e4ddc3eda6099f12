"""The pages of the steps of a disagreement: what each asks, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ehc.actions import appeals, disputes, orders
from ehc.forms.base import GovukForm
from ehc.forms.disputes import (
    AnswerForm,
    AppealForm,
    ArrangedForm,
    CertificateForm,
    CopiedForm,
    DayForm,
    DecidedForm,
    MediationForm,
    RecommendationForm,
    SendForm,
    UnopposedForm,
)
from ehc.http import Request
from ehc.models import Dispute, RulingSource
from ehc.views._steps import posted
from ehc.workflows.disputes import (
    AGREED_ON,
    AMENDING,
    ORDERS_ON,
    PLACEMENT_DECISIONS,
    RULINGS,
    UNOPPOSED_ON,
    DisputeFacts,
)

Words = str | Promise
Given = dict[str, Any]
MakeForm = Callable[[Request, DisputeFacts], GovukForm]
Act = Callable[[Dispute, Any, Given], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page.

    Attributes:
        label: what the link and the heading say.
        form: makes the form, bound where the page was posted.
        act: takes the step with the disagreement, the valid form, and who, when and at which
            instant.
        introduction: what whoever fills it in needs to know.
    """

    label: Words
    form: MakeForm
    act: Act
    introduction: Words = ""


def _days(kind: type[DayForm] = DayForm, *, asks: Words, hint: Words = "", **more: Any) -> MakeForm:
    def make(request: Request, facts: DisputeFacts) -> GovukForm:
        given = {name: value(facts) if callable(value) else value for name, value in more.items()}
        return kind(**posted(request), on=request.today, asks=asks, hint=hint, **given)

    return make


def _on_day(act: Callable[..., object], *names: str) -> Act:
    """An action that is dated by the day in the form, with some of its answers."""

    def do(dispute: Dispute, form: Any, who: Given) -> object:
        given = form.cleaned_data
        return act(dispute, **{name: given[name] for name in names}, **{**who, "on": given["day"]})

    return do


def _agree(dispute: Dispute, form: Any, who: Given) -> object:
    given = form.cleaned_data
    return disputes.record_agreement(
        dispute,
        about=given["about"],
        words=given["words"],
        directed=form.directed(),
        **{**who, "on": given["day"]},
    )


def _order(dispute: Dispute, form: Any, who: Given) -> object:
    given = form.cleaned_data
    return appeals.record_order(
        dispute,
        orders=given["about"],
        words=given["words"],
        directed=form.directed(),
        **{**who, "on": given["day"]},
    )


def _appeal(dispute: Dispute, form: Any, who: Given) -> object:
    return appeals.record_appeal(
        dispute,
        placement_alone=form.about_placement_alone(),
        leave_on=form.cleaned_data["leave_on"],
        **{**who, "on": form.cleaned_data["day"]},
    )


def _answer(dispute: Dispute, form: Any, who: Given) -> object:
    given = form.cleaned_data
    return appeals.answer_recommendation(
        dispute, field=given["field"], answer=given["words"], **{**who, "on": given["day"]}
    )


def _nothing(request: Request, facts: DisputeFacts) -> GovukForm:
    return GovukForm(**posted(request))


def _sign(request: Request, facts: DisputeFacts) -> GovukForm:
    owed = [what for what in RULINGS if what in AMENDING & facts.owed]
    # One thing alone is what is sent; of several it is said which, one or more.
    given: Given = {"signed_by": str(request.user), "carries": owed if len(owed) == 1 else []}
    return SendForm(**posted(request), owed=owed, initial=given)


def _send(dispute: Dispute, form: Any, who: Given) -> object:
    given = form.cleaned_data
    return orders.send_plan_as_decided(
        dispute, carries=given["carries"], signed_by=given["signed_by"], **who
    )


STEP_PAGES: Mapping[str, StepPage] = {
    "assess_as_decided": StepPage(
        _("Tell the family that there will be an assessment"),
        _nothing,
        lambda dispute, form, who: orders.assess_as_decided(dispute, **who),
        _(
            "The letter goes to the family and to the persons of regulation 4(2). The weeks for a "
            "decision not to issue a plan, and for the plan, run from the decision; the 20 weeks "
            "from the request stay beside them."
        ),
    ),
    "make_plan_as_decided": StepPage(
        _("Begin to make the plan"),
        _nothing,
        lambda dispute, form, who: orders.make_plan_as_decided(dispute, **who),
        _("The family is told that there will be a plan, and by when. Then the draft is written."),
    ),
    "decide_again": StepPage(
        _("Reconsider whether a plan is necessary"),
        _nothing,
        lambda dispute, form, who: orders.decide_again(dispute, **who),
        _(
            "The decision whether to issue a plan is open again. A draft plan, or the notice of "
            "another refusal, is due two weeks after the order."
        ),
    ),
    "reassess_as_decided": StepPage(
        _("Tell the family that there will be a reassessment"),
        _nothing,
        lambda dispute, form, who: orders.reassess_as_decided(dispute, **who),
        _(
            "The letter goes to the family. The weeks for the plan that follows run from what was "
            "decided, and not from this letter. Then advice is asked for again."
        ),
    ),
    "send_plan_as_decided": StepPage(
        _("Send the amended plan"),
        _sign,
        _send,
        _(
            "The plan is sent to the family, to the setting that it names and to the responsible "
            "commissioning body, and no longer changes. It was decided what it says, so the family "
            "is not asked to comment first. What it does not do yet is sent by itself, in its own "
            "time."
        ),
    ),
    "ask_for_mediation": StepPage(
        _("Record that the family wants mediation"),
        _days(MediationForm, asks=_("When did the family tell us?")),
        _on_day(disputes.ask_for_mediation, "about", "issues"),
    ),
    "decline_mediation": StepPage(
        _("Record that the family does not want mediation"),
        _days(
            asks=_("When was the mediation adviser told?"),
            hint=_("The adviser’s certificate is due three working days later."),
        ),
        _on_day(disputes.decline_mediation),
    ),
    "tell_health_bodies": StepPage(
        _("Tell the commissioning body of the health issues"),
        _nothing,
        lambda dispute, form, who: disputes.tell_health_bodies(dispute, **who),
        _(
            "The letter tells the body what the family wants to discuss. It is due within three "
            "working days of the day on which we were told that mediation is wanted."
        ),
    ),
    "arrange_mediation": StepPage(
        _("Record the day and place of the mediation"),
        _days(
            ArrangedForm,
            asks=_("When was the family told of the day and the place?"),
            hint=_("At least five working days before, unless the family agrees to less."),
        ),
        _on_day(disputes.arrange_mediation, "meeting_on", "place", "agreed_to_less"),
        _("If it moves, record the new day here: notice counts for the day that was given."),
    ),
    "fail_to_arrange_mediation": StepPage(
        _("Record that mediation cannot be arranged in time"),
        _days(
            asks=_("When was the mediation adviser told?"),
            hint=_("As soon as practicable; the certificate is due three working days later."),
        ),
        _on_day(disputes.fail_to_arrange_mediation),
    ),
    "hold_mediation": StepPage(
        _("Record that the mediation was held"),
        _days(asks=_("When did the mediation end?")),
        _on_day(disputes.hold_mediation),
    ),
    "record_certificate": StepPage(
        _("Record the mediation certificate"),
        _days(
            CertificateForm,
            asks=_("When was the certificate issued?"),
            hint=_("The family has a month from it to appeal, if that is later."),
        ),
        _on_day(disputes.record_certificate, "kind"),
    ),
    "record_agreement": StepPage(
        _("Record what was agreed in mediation"),
        _days(
            DecidedForm,
            asks=_("When was it agreed?"),
            source=RulingSource.MEDIATION,
            known=lambda facts: AGREED_ON[facts.decision],
        ),
        _agree,
        _(
            "What could have been appealed is done in the time of regulation 44, as if the "
            "Tribunal had ordered it; anything else within two weeks."
        ),
    ),
    "record_health_agreement": StepPage(
        _("Record an agreement of the commissioning body alone"),
        _days(
            asks=_("When did the commissioning body and the family agree?"),
            hint=_("The body tells us of it within a week."),
        ),
        _on_day(disputes.record_health_agreement),
    ),
    "hear_of_health_agreement": StepPage(
        _("Record that the commissioning body told us of its agreement"),
        _days(asks=_("When did it tell us?")),
        _on_day(disputes.hear_of_health_agreement),
    ),
    "keep_agreement": StepPage(
        _("Record that what was agreed was done"),
        _days(asks=_("When was it done?")),
        _on_day(disputes.keep_agreement),
    ),
    "record_appeal": StepPage(
        _("Record the appeal"),
        _days(
            AppealForm,
            asks=_("When did the Tribunal have the appeal?"),
            hint=_(
                "After the last day it is recorded all the same: whether it is taken is for the "
                "Tribunal."
            ),
            has_plan=lambda facts: facts.decision in PLACEMENT_DECISIONS,
        ),
        _appeal,
    ),
    "receive_appeal": StepPage(
        _("Record that the Tribunal sent us the appeal"),
        _days(
            asks=_("When did the Tribunal send it?"),
            hint=_("Our answer is due 30 working days later."),
        ),
        _on_day(appeals.receive_appeal),
    ),
    "answer_appeal": StepPage(
        _("Record our answer to the appeal"),
        _days(asks=_("When was our answer sent to the Tribunal?")),
        _on_day(appeals.answer_appeal),
    ),
    "concede_appeal": StepPage(
        _("Record that we do not oppose the appeal"),
        _days(
            UnopposedForm,
            asks=_("When was the Tribunal told?"),
            known=lambda facts: UNOPPOSED_ON[facts.decision],
        ),
        _on_day(appeals.concede_appeal, "about"),
        _(
            "Before we answer, telling the Tribunal that we do not oppose the appeal ends it, and "
            "regulation 45 says what we do by when. After our answer it takes a consent order: "
            "record that as an order."
        ),
    ),
    "record_order": StepPage(
        _("Record the Tribunal’s decision"),
        _days(
            DecidedForm,
            asks=_("What is the date of the order?"),
            hint=_("The day on which it was made, not the day on which it came."),
            source=RulingSource.ORDER,
            known=lambda facts: ORDERS_ON[facts.decision],
        ),
        _order,
    ),
    "withdraw_appeal": StepPage(
        _("Record that the appeal was withdrawn"),
        _days(asks=_("When did the family withdraw it?")),
        _on_day(appeals.withdraw_appeal),
    ),
    "hand_over_appeal": StepPage(
        _("Record that the new council took the appeal over"),
        _days(
            asks=_("When did it take the appeal over?"),
            hint=_("From then on nothing more of the appeal is ours to answer."),
        ),
        _on_day(appeals.hand_over_appeal),
    ),
    "record_recommendation": StepPage(
        _("Record a recommendation of the Tribunal"),
        _days(
            RecommendationForm,
            asks=_("When was it made?"),
            hint=_("The answer is due within five weeks that begin with that day."),
            left=lambda facts: {"health", "social_care"} - facts.recommended,
        ),
        _on_day(appeals.record_recommendation, "field", "words"),
    ),
    "answer_recommendation": StepPage(
        _("Record the answer to a recommendation"),
        _days(
            AnswerForm,
            asks=_("When was it sent or, from the commissioning body, when did it come?"),
            left=lambda facts: facts.unanswered,
        ),
        _answer,
    ),
    "copy_answer": StepPage(
        _("Record that the Secretary of State has a copy of the answer"),
        _days(
            CopiedForm,
            asks=_("When was the copy sent?"),
            left=lambda facts: facts.uncopied,
        ),
        _on_day(appeals.copy_answer, "field"),
    ),
}
"""Every step and record of a disagreement that has a page, by its name."""
