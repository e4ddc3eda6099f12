"""The sentences that give each duty's date, for staff and for families.

Keyed by the name of the duty's row, or by the name that rows share (``Duty.said_as``). What an
order asks for has one pair of sentences, whether the Tribunal ordered it, the authority did not
oppose it or mediation agreed on it: ``{source}`` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.sentences.disputes import DISPUTE_SENTENCES

_ = gettext_noop

_ASSESSMENT: dict[str, tuple[str, str]] = {
    "assess.notify_decision": (
        _(
            "The council must tell the family whether it will carry out an assessment by "
            "{due}: {length} after it received the request on {starts_on:plain} ({citation})."
        ),
        _(
            "By {due} we must tell you whether we will carry out an assessment. That is "
            "{length} after we received the request on {starts_on:plain}."
        ),
    ),
    "assess.notify_refusal": (
        _(
            "If the council decides that no assessment is necessary, it must tell the family "
            "by {due}: {length} after it received the request on {starts_on:plain} "
            "({citation})."
        ),
        _(
            "If we decide that no assessment is necessary, we must tell you by {due}. That is "
            "{length} after we received the request on {starts_on:plain}."
        ),
    ),
    "advice.s31": (
        _(
            "The body that was asked for {advice} must send it by {due}: {length} after it "
            "received the council's request on {starts_on:plain} ({citation})."
        ),
        _(
            "The service that we asked for {advice} must send it by {due}. That is {length} "
            "after it received our request on {starts_on:plain}."
        ),
    ),
    "advice.code": (
        _(
            "The council asked for {advice} by {due}: {length} after its request of "
            "{starts_on:plain} ({citation}). This is not a legal limit."
        ),
        _(
            "We asked for {advice} by {due}. That is {length} after we asked on "
            "{starts_on:plain}. National guidance sets this time."
        ),
    ),
    "issue.notify_refusal": (
        _(
            "If the council decides not to issue a plan, it must tell the family by {due}: "
            "{length} after it received the request on {starts_on:plain} ({citation})."
        ),
        _(
            "If we assess and decide not to issue a plan, we must tell you by {due}. That is "
            "{length} after we received the request on {starts_on:plain}."
        ),
    ),
    "draft.comments": (
        _(
            "The family has until the end of {due} to comment on the draft plan: {length} "
            "beginning with {starts_on:plain}, the day on which it was served ({citation})."
        ),
        _(
            "You have until the end of {due} to tell us what you think of the draft plan. "
            "That is {length}, counting {starts_on:plain}, the day on which you were sent it."
        ),
    ),
    "plan.final": (
        _(
            "The council must send the final plan by {due}: {length} after it received the "
            "request on {starts_on:plain} ({citation})."
        ),
        _(
            "If we issue a plan, we must send you the final plan by {due}. That is {length} "
            "after we received the request on {starts_on:plain}."
        ),
    ),
    "target.advice": (
        _(
            "The council means to have all the advice by {due}: {length} after it received "
            "the request on {starts_on:plain} ({citation})."
        ),
        _("We mean to have all the advice by {due}. This is our own target, not a legal limit."),
    ),
    "target.decision": (
        _(
            "The council means to decide whether to issue a plan by {due}: {length} after it "
            "received the request on {starts_on:plain} ({citation})."
        ),
        _(
            "We mean to decide whether to issue a plan by {due}. This is our own target, not "
            "a legal limit."
        ),
    ),
    "target.draft": (
        _(
            "The council means to send the draft plan by {due}: {length} after it received "
            "the request on {starts_on:plain} ({citation})."
        ),
        _(
            "If we issue a plan, we mean to send you a draft by {due}. This is our own "
            "target, not a legal limit."
        ),
    ),
    "consult.answer": (
        _(
            "The setting that was consulted should answer by {due}: {length} after the "
            "council asked it on {starts_on:plain} ({citation}). This is not a legal limit."
        ),
        _(
            "The school, college or other setting that we asked should answer by {due}. "
            "National guidance sets this time."
        ),
    ),
    "reversed.refuse_to_issue": (
        _(
            "If the council now decides not to issue a plan, it should tell the family by "
            "{due}: {length} after it reversed its refusal on {starts_on:plain} ({citation}). "
            "The original limit of regulation 10(1) stands beside it."
        ),
        _(
            "If we assess and decide not to issue a plan, we aim to tell you by {due}. That "
            "is {length} after we changed our decision on {starts_on:plain}. The legal date "
            "stays as it was."
        ),
    ),
    "reversed.final": (
        _(
            "The council should send the final plan by {due}: {length} after it reversed its "
            "refusal on {starts_on:plain} ({citation}). The original limit of regulation "
            "13(2) stands beside it."
        ),
        _(
            "If we issue a plan, we aim to send you the final plan by {due}. That is {length} "
            "after we changed our decision on {starts_on:plain}. The legal date stays as it "
            "was."
        ),
    ),
}

_PLAN: dict[str, tuple[str, str]] = {
    "review.first": (
        _(
            "The council must complete the first review by {due}: within {length} starting "
            "with {starts_on:plain}, the day on which the plan was made ({citation})."
        ),
        _(
            "We must finish the first review of the plan by {due}. That is within {length} of "
            "{starts_on:plain}, the day on which the plan was made."
        ),
    ),
    "review.next": (
        _(
            "The council must complete the next review by {due}: within {length} starting "
            "with {starts_on:plain}, the day on which the last one was decided ({citation})."
        ),
        _(
            "We must finish the next review of the plan by {due}. That is within {length} of "
            "{starts_on:plain}, the day of our last decision."
        ),
    ),
    "review.after_reassessment": (
        _(
            "The council must review the plan by {due}: {length} after it sent the plan that "
            "followed the reassessment on {starts_on:plain} ({citation})."
        ),
        _(
            "We must review the new plan by {due}. That is {length} after we sent it to you "
            "on {starts_on:plain}."
        ),
    ),
    "review.notice": (
        _(
            "Everybody invited must have notice of the review meeting by {due}: at least "
            "{length} before it is held on {starts_on:plain} ({citation})."
        ),
        _(
            "You must be told of the review meeting by {due}. That is {length} before the "
            "meeting on {starts_on:plain}."
        ),
    ),
    "review.papers": (
        _(
            "The papers for the review meeting must be sent round by {due}: at least {length} "
            "before it is held on {starts_on:plain} ({citation})."
        ),
        _(
            "You must be sent the papers for the review meeting by {due}. That is {length} "
            "before the meeting on {starts_on:plain}."
        ),
    ),
    "review.report": (
        _(
            "The report of the review meeting must be sent by {due}: {length} after the "
            "meeting on {starts_on:plain} ({citation})."
        ),
        _(
            "You must be sent a report of the review meeting by {due}. That is {length} after "
            "the meeting on {starts_on:plain}."
        ),
    ),
    "review.decision": (
        _(
            "The council must tell the family whether it keeps, amends or ends the plan by "
            "{due}: {length} after the review meeting on {starts_on:plain} ({citation})."
        ),
        _(
            "By {due} we must tell you whether we will keep the plan as it is, change it or "
            "end it. That is {length} after the meeting on {starts_on:plain}."
        ),
    ),
    "review.amendments": (
        _(
            "If the plan is to be amended, the proposed amendments should be sent with the "
            "decision by {due}: {length} after the review meeting on {starts_on:plain} "
            "({citation})."
        ),
        _(
            "If we want to change the plan, we should send you the changes by {due}. That is "
            "{length} after the meeting on {starts_on:plain}."
        ),
    ),
    "review.comments": (
        _(
            "The family has until the end of {due} to comment on the proposed amendments: "
            "{length} beginning with {starts_on:plain}, the day on which they were served "
            "({citation})."
        ),
        _(
            "You have until the end of {due} to tell us what you think of the changes. That "
            "is {length}, counting {starts_on:plain}, the day on which you were sent them."
        ),
    ),
    "review.final": (
        _(
            "The council must send the amended plan, or its decision not to amend it, by "
            "{due}: {length} after it sent the proposed amendments on {starts_on:plain} "
            "({citation})."
        ),
        _(
            "We must send you the changed plan, or tell you that we will not change it, by "
            "{due}. That is {length} after we sent you the changes on {starts_on:plain}."
        ),
    ),
    "review.final_from_meeting": (
        _(
            "If the plan is to be amended, the whole should be done by {due}: {length} after "
            "the review meeting on {starts_on:plain} ({citation})."
        ),
        _(
            "If we want to change the plan, you should have it by {due}. That is {length} "
            "after the meeting on {starts_on:plain}."
        ),
    ),
    "reassess.decision": (
        _(
            "The council must tell the family whether it will reassess by {due}: {length} "
            "after it received the request on {starts_on:plain} ({citation})."
        ),
        _(
            "By {due} we must tell you whether we will assess again. That is {length} after "
            "we received your request on {starts_on:plain}."
        ),
    ),
    "reassess.final": (
        _(
            "The council must send the plan that follows the reassessment by {due}: {length} "
            "after it notified the family on {starts_on:plain} that it would reassess "
            "({citation})."
        ),
        _(
            "We must send you the new plan by {due}. That is {length} after we told you on "
            "{starts_on:plain} that we would assess again."
        ),
    ),
    "direct_payment.review": (
        _(
            "The council must review the direct payments by {due}: {length} after they began "
            "on {starts_on:plain} ({citation})."
        ),
        _(
            "We must review your direct payments by {due}. That is {length} after they began "
            "on {starts_on:plain}."
        ),
    ),
    "move.transfer.on_the_day": (
        _(
            "The council must transfer the plan to the new council on {due}, the day of the "
            "move ({citation})."
        ),
        _("We must pass the plan to your new council on {due}, the day on which you move."),
    ),
    "move.transfer.once_aware": (
        _(
            "The council must transfer the plan to the new council by {due}: {length} "
            "beginning with {starts_on:plain}, the day on which it became aware of the move "
            "({citation})."
        ),
        _(
            "We must pass the plan to your new council by {due}. That is {length}, counting "
            "{starts_on:plain}, the day on which we learned of your move."
        ),
    ),
    "move.notify": (
        _(
            "The council must tell the family by {due} that the plan has been transferred, "
            "whether it will assess and when it will review: {length} after the transfer on "
            "{starts_on:plain} ({citation})."
        ),
        _(
            "By {due} we must tell you that the plan is now ours, whether we will assess and "
            "when we will review it. That is {length} after it came to us on "
            "{starts_on:plain}."
        ),
    ),
    "move.review": (
        _(
            "The council must review the plan that has come by {due}: {length} beginning with "
            "{starts_on:plain}, the day of the transfer ({citation})."
        ),
        _(
            "We must review the plan by {due}. That is {length}, counting {starts_on:plain}, "
            "the day on which it came to us."
        ),
    ),
    "move.review.twelve_months": (
        _(
            "The council must review the plan that has come by {due}: {length} beginning with "
            "{starts_on:plain}, the day on which it was made or last reviewed, which is later "
            "than three months from the transfer ({citation})."
        ),
        _(
            "We must review the plan by {due}. That is {length}, counting {starts_on:plain}, "
            "the day on which it was made or last reviewed."
        ),
    ),
    "move.commissioning_body": (
        _(
            "Whom it concerns must be told of the new commissioning body by {due}: {length} "
            "beginning with {starts_on:plain}, the day on which the change became known "
            "({citation})."
        ),
        _("The NHS body that is responsible has changed; we must be told by {due}."),
    ),
    "phase.to_school": (
        _(
            "The council must review the plan and, where necessary, amend it to name the next "
            "school by {due}, because the regulation says before {length} in the year of the "
            "transfer ({citation})."
        ),
        _("The plan must name the next school by {due}. The law says before {length}."),
    ),
    "phase.to_post_16": (
        _(
            "The council must review the plan and, where necessary, amend it to name the "
            "post-16 institution by {due}, because the regulation says before {length} in the "
            "year of the transfer ({citation})."
        ),
        _(
            "The plan must name the next college or sixth form by {due}. The law says before "
            "{length}."
        ),
    ),
    "phase.post_16_move": (
        _(
            "The council must review the plan and, where necessary, amend it to name the next "
            "institution by {due}: at least {length} before the move on {starts_on:plain} "
            "({citation})."
        ),
        _(
            "The plan must name the next college or other place by {due}. That is {length} "
            "before the move on {starts_on:plain}."
        ),
    ),
    "disclosure": (
        _(
            "The council must disclose the plan by {due}: {length} after the young person "
            "asked on {starts_on:plain} ({citation})."
        ),
        _(
            "We must send the plan to whom you asked by {due}. That is {length} after you "
            "asked on {starts_on:plain}."
        ),
    ),
}

_WORDING = {**_ASSESSMENT, **DISPUTE_SENTENCES, **_PLAN}

DUTY_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **{f"duty.{name}": staff for name, (staff, _families) in _WORDING.items()},
        **{f"family.duty.{name}": families for name, (_staff, families) in _WORDING.items()},
    }
)
"""Each sentence by its message key."""
