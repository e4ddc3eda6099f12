"""The sentences that give the dates of mediation, appeals and orders (:mod:`ehc.sentences.duties`).

Keyed by the name of the duty's row, or by the name that rows share (``Duty.said_as``). What an
order asks for has one pair of sentences, whether the Tribunal ordered it, the authority did not
oppose it or mediation agreed on it: ``{source}`` says which.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

_ = gettext_noop

DISPUTE_SENTENCES: dict[str, tuple[str, str]] = {
    "mediation.contact": (
        _(
            "Whoever needs a mediation certificate must contact the mediation adviser by "
            "{due}: {length} after the notice of the decision was sent on {starts_on:plain} "
            "({citation})."
        ),
        _(
            "To get a mediation certificate, contact the mediation adviser by {due}. That is "
            "{length} after we sent you our decision on {starts_on:plain}."
        ),
    ),
    "mediation.certificate_declined": (
        _(
            "The mediation adviser must issue a certificate by {due}: {length} after being "
            "told on {starts_on:plain} that mediation is not wanted ({citation})."
        ),
        _(
            "The mediation adviser must send you a certificate by {due}. That is {length} "
            "after you said on {starts_on:plain} that you do not want mediation."
        ),
    ),
    "mediation.tell_health_bodies": (
        _(
            "The council must tell each commissioning body of the health issues by {due}: "
            "{length} after it was told on {starts_on:plain} that mediation is wanted "
            "({citation})."
        ),
        _(
            "We must tell the NHS what you want to discuss by {due}. That is {length} after "
            "you asked us for mediation on {starts_on:plain}."
        ),
    ),
    "mediation.arrange": (
        _(
            "The council must arrange mediation by {due}: {length} after it was told on "
            "{starts_on:plain} that mediation is wanted ({citation})."
        ),
        _(
            "We must arrange mediation by {due}. That is {length} after you asked for it on "
            "{starts_on:plain}."
        ),
    ),
    "mediation.arrange_health_only": (
        _(
            "The commissioning body must arrange mediation by {due}: {length} after the "
            "council told it of the issues on {starts_on:plain} ({citation})."
        ),
        _(
            "The NHS must arrange mediation by {due}. That is {length} after we told it on "
            "{starts_on:plain} what you want to discuss."
        ),
    ),
    "mediation.tell_place": (
        _(
            "The family must be told the date and place of the mediation by {due}: at least "
            "{length} before {starts_on:plain}, unless it agrees to less ({citation})."
        ),
        _(
            "You must be told the date and place of the mediation by {due}, unless you agree "
            "to less notice. That is {length} before the mediation on {starts_on:plain}."
        ),
    ),
    "mediation.certificate_not_arranged": (
        _(
            "The mediation adviser must issue a certificate by {due}: {length} after being "
            "told on {starts_on:plain} that mediation could not be arranged in time "
            "({citation})."
        ),
        _(
            "The mediation adviser must send you a certificate by {due}. That is {length} "
            "after hearing on {starts_on:plain} that mediation could not be arranged in time."
        ),
    ),
    "mediation.certificate": (
        _(
            "The mediation adviser must issue a certificate by {due}: {length} after the "
            "mediation ended on {starts_on:plain} ({citation})."
        ),
        _(
            "The mediation adviser must send you a certificate by {due}. That is {length} "
            "after the mediation ended on {starts_on:plain}."
        ),
    ),
    "mediation.tell_authority": (
        _(
            "The commissioning body must tell the council of the agreement by {due}: {length} "
            "after it was made on {starts_on:plain} ({citation})."
        ),
        _(
            "The NHS must tell us of your agreement by {due}. That is {length} after it was "
            "made on {starts_on:plain}."
        ),
    ),
    "appeal.lodge": (
        _(
            "The time to appeal ends on {due}: {length} after the notice of the decision was "
            "sent on {starts_on:plain} ({citation})."
        ),
        _(
            "You can appeal until {due}. That is {length} after we sent you our decision on "
            "{starts_on:plain}."
        ),
    ),
    "appeal.lodge.certificate": (
        _(
            "The time to appeal ends on {due}: {length} after the mediation certificate was "
            "issued on {starts_on:plain}, which is later than two months after the notice "
            "({citation})."
        ),
        _(
            "You can appeal until {due}. That is {length} after your mediation certificate of "
            "{starts_on:plain}."
        ),
    ),
    "appeal.respond": (
        _(
            "The council must answer the appeal by {due}: {length} after the Tribunal sent it "
            "on {starts_on:plain}, not counting August or 25 December to 1 January "
            "({citation})."
        ),
        _(
            "We must answer your appeal by {due}. That is {length} after the Tribunal sent it "
            "to us on {starts_on:plain}."
        ),
    ),
    "cease.earliest": (
        _(
            "The plan may not cease before {due}. The time to appeal ends on {ends_on:plain}: "
            "{length} after the decision was notified on {starts_on:plain} ({citation})."
        ),
        _(
            "We may not end the plan before {due}. Your time to appeal ends on {ends_on:plain}, "
            "{length} after we told you of our decision on {starts_on:plain}."
        ),
    ),
    "cease.earliest.certificate": (
        _(
            "The plan may not cease before {due}. The time to appeal ends on {ends_on:plain}: "
            "{length} after the mediation certificate was issued on {starts_on:plain} ({citation})."
        ),
        _(
            "We may not end the plan before {due}. Your time to appeal ends on {ends_on:plain}, "
            "{length} after your mediation certificate of {starts_on:plain}."
        ),
    ),
    "recommendation.health": (
        _(
            "The commissioning body must answer the recommendation by {due}: {length} "
            "beginning with {starts_on:plain}, the day on which the Tribunal made it "
            "({citation})."
        ),
        _(
            "The NHS must answer the Tribunal's recommendation by {due}. That is {length}, "
            "counting {starts_on:plain}, the day on which it was made."
        ),
    ),
    "recommendation.health.copy": (
        _(
            "The council must send the Secretary of State a copy of the health answer by "
            "{due}: {length} beginning with {starts_on:plain}, the day on which it received "
            "it ({citation})."
        ),
        _(
            "We must send the government a copy of the NHS answer by {due}. That is {length}, "
            "counting {starts_on:plain}, the day on which we received it."
        ),
    ),
    "recommendation.social_care": (
        _(
            "The council must answer the recommendation by {due}: {length} beginning with "
            "{starts_on:plain}, the day on which the Tribunal made it ({citation})."
        ),
        _(
            "We must answer the Tribunal's recommendation by {due}. That is {length}, "
            "counting {starts_on:plain}, the day on which it was made."
        ),
    ),
    "recommendation.social_care.copy": (
        _(
            "The council must send the Secretary of State a copy of its answer by {due}: "
            "{length} beginning with {starts_on:plain}, the day on which it sent it "
            "({citation})."
        ),
        _(
            "We must send the government a copy of our answer by {due}. That is {length}, "
            "counting {starts_on:plain}, the day on which we sent it."
        ),
    ),
    "order.assess.notify": (
        _(
            "The council must tell the family by {due} that it will assess: {length} after "
            "{source} ({citation})."
        ),
        _("By {due} we must tell you that we will assess. That is {length} after {source}."),
    ),
    "order.assess.refuse_to_issue": (
        _(
            "If the council then decides that no plan is necessary, it must tell the family "
            "by {due}: {length} after {source} ({citation})."
        ),
        _(
            "If we assess and decide not to issue a plan, we must tell you by {due}. That is "
            "{length} after {source}."
        ),
    ),
    "order.assess.final": (
        _(
            "If a plan is necessary, the council must send the final plan by {due}: {length} "
            "after {source} ({citation})."
        ),
        _(
            "If we issue a plan, we must send you the final plan by {due}. That is {length} "
            "after {source}."
        ),
    ),
    "order.make.draft": (
        _("The council must send the draft plan by {due}: {length} after {source} ({citation})."),
        _("We must send you the draft plan by {due}. That is {length} after {source}."),
    ),
    "order.make.final": (
        _("The council must send the final plan by {due}: {length} after {source} ({citation})."),
        _("We must send you the final plan by {due}. That is {length} after {source}."),
    ),
    "order.refer_back": (
        _(
            "The council must reconsider by {due}, and send a draft plan or give notice: "
            "{length} after {source} ({citation})."
        ),
        _(
            "We must think again by {due}, and send you a draft plan or our decision. That is "
            "{length} after {source}."
        ),
    ),
    "order.amend": (
        _("The council must send the amended plan by {due}: {length} after {source} ({citation})."),
        _("We must send you the amended plan by {due}. That is {length} after {source}."),
    ),
    "order.name_setting": (
        _(
            "The council must send the plan with its setting or type of setting amended by "
            "{due}: {length} after {source} ({citation})."
        ),
        _(
            "We must send you the plan with the right school, college or type by {due}. That "
            "is {length} after {source}."
        ),
    ),
    "order.continue_and_amend": (
        _(
            "The council must keep the plan and send it amended by {due}: {length} after "
            "{source} ({citation})."
        ),
        _(
            "We must keep the plan and send it to you amended by {due}. That is {length} "
            "after {source}."
        ),
    ),
    "mediation.other": (
        _(
            "The council must do what was agreed by {due}: {length} after the agreement in "
            "mediation of {starts_on:plain} ({citation})."
        ),
        _(
            "We must do what we agreed by {due}. That is {length} after we agreed it in "
            "mediation on {starts_on:plain}."
        ),
    ),
}
