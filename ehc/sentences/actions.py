"""What is next of a case, for staff and for families, and what its stages are called."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.workflows.case_facts import ActionKey
from ehc.workflows.counting import WhenKey
from ehc.workflows.tracker import Stage

_ = gettext_noop

WHEN = {
    WhenKey.BY: _("by {day}"),
    WhenKey.FROM: _("from {day}"),
    WhenKey.AIM: _("Aim for {day}"),
    WhenKey.WHY_AIM: _(
        "Aim for the day before: some decisions count the day from which the time runs."
    ),
}

ACTIONS = {
    ActionKey.ASK_FAMILY: _("Ask the family what it thinks of the request"),
    ActionKey.RING_OR_POST: _("Ring or post: no email or text reaches {who}"),
    ActionKey.ALLOCATE: _("Allocate a caseworker"),
    ActionKey.DECIDE_TO_ASSESS: _("Decide whether to assess"),
    ActionKey.SEEK_ADVICE: _("Ask for advice ({count} to ask)"),
    ActionKey.READ_ADVICE: _("Read {advice}"),
    ActionKey.CHASE_ADVICE: _("Chase {advice}"),
    ActionKey.WAIT_FOR_ADVICE: _("Wait for {advice}"),
    ActionKey.DECIDE_TO_ISSUE: _("Decide whether to issue a plan"),
    ActionKey.WRITE_DRAFT: _("Write and send the draft plan"),
    ActionKey.ANSWER_MEETING: _("Answer the family, who asks for a meeting, with its day"),
    ActionKey.ANSWER_COMMENTS: _("Answer comments ({count} to answer)"),
    ActionKey.POST_DRAFT: _("Post the letter with the draft plan"),
    ActionKey.WAIT_FOR_COMMENTS: _("Wait for the family's comments"),
    ActionKey.WAIT_FOR_SETTING: _("Wait for the answer of {setting}"),
    ActionKey.NAME_SETTING: _("Name a setting"),
    ActionKey.FINALISE: _("Finalise and send the plan"),
    ActionKey.CONSIDER_RESPONSIBILITY: _("Record whether section 36(3) still applies"),
    ActionKey.ARRANGE_REVIEW: _("Arrange a review meeting"),
    ActionKey.SEND_REVIEW_PAPERS: _("Send round the papers for the review meeting"),
    ActionKey.HOLD_REVIEW_MEETING: _("Record the review meeting"),
    ActionKey.SEND_REVIEW_REPORT: _("Record the report of the meeting"),
    ActionKey.DECIDE_AFTER_REVIEW: _("Decide after the review"),
    ActionKey.SEND_AMENDED_PLAN: _("Send the amended plan"),
    ActionKey.CEASE_PLAN: _("End the plan"),
    ActionKey.CUSTODY: _("Work by the rules for detained people (SI 2015/62)"),
    ActionKey.CARRY_OUT: _("Do what was decided of the family’s appeal or in mediation"),
    ActionKey.SEND_PLAN_ON: _("Transfer the plan to {authority}"),
    ActionKey.TELL_OF_TRANSFER: _("Tell the family that the plan has come, and what follows"),
    ActionKey.NAME_NEXT_SETTING: _("Review the plan and name the next setting"),
    ActionKey.DECIDE_TO_REASSESS: _("Decide whether to reassess"),
    ActionKey.TELL_HEALTH_BODIES: _("Tell each commissioning body what mediation is about"),
    ActionKey.ARRANGE_MEDIATION: _("Arrange the mediation"),
    ActionKey.KEEP_AGREEMENT: _("Do what was agreed in mediation"),
    ActionKey.ANSWER_APPEAL: _("Answer the appeal"),
    ActionKey.ANSWER_RECOMMENDATION: _("Answer the Tribunal’s recommendation about social care"),
    ActionKey.COPY_ANSWER: _("Copy the answer to a recommendation to the Secretary of State"),
    ActionKey.NOTHING: _("Nothing to do"),
}

FAMILY_ACTIONS = {
    f"family.{key.value}": text
    for key, text in {
        ActionKey.ASK_FAMILY: _("we ask you what you think of the request"),
        ActionKey.RING_OR_POST: _(
            "we ring you or write to you, because no email or text reaches you"
        ),
        ActionKey.ALLOCATE: _("we give your request to a caseworker"),
        ActionKey.DECIDE_TO_ASSESS: _("we decide whether to carry out an assessment"),
        ActionKey.SEEK_ADVICE: _("we ask the people who must advise"),
        ActionKey.READ_ADVICE: _("we read the advice that has come"),
        ActionKey.CHASE_ADVICE: _("we ask again for {advice}"),
        ActionKey.WAIT_FOR_ADVICE: _("we wait for {advice}"),
        ActionKey.DECIDE_TO_ISSUE: _("we decide whether a plan is needed"),
        ActionKey.WRITE_DRAFT: _("we write the draft plan"),
        ActionKey.ANSWER_MEETING: _("we tell you the day of the meeting that you asked for"),
        ActionKey.ANSWER_COMMENTS: _("we answer your comments"),
        ActionKey.POST_DRAFT: _("we post the draft plan to you"),
        ActionKey.WAIT_FOR_COMMENTS: _("you tell us what you think of the draft plan"),
        ActionKey.WAIT_FOR_SETTING: _("we wait for the answer of {setting}"),
        ActionKey.NAME_SETTING: _("we decide which school or other setting the plan names"),
        ActionKey.FINALISE: _("we finish the plan and send it to you"),
        ActionKey.CONSIDER_RESPONSIBILITY: _(
            "we consider whether we must look into it all the same"
        ),
        ActionKey.ARRANGE_REVIEW: _("we arrange a meeting to review the plan"),
        ActionKey.SEND_REVIEW_PAPERS: _("we send everybody the papers for the review meeting"),
        ActionKey.HOLD_REVIEW_MEETING: _("the review meeting is held"),
        ActionKey.SEND_REVIEW_REPORT: _("you are sent the report of the review meeting"),
        ActionKey.DECIDE_AFTER_REVIEW: _(
            "we decide whether to keep the plan, to change it or to end it"
        ),
        ActionKey.SEND_AMENDED_PLAN: _(
            "we send you the changed plan, or tell you why we do not change it"
        ),
        ActionKey.CEASE_PLAN: _("the plan ends, unless you appeal"),
        ActionKey.CUSTODY: _("our officer for detained people works on it"),
        ActionKey.CARRY_OUT: _("we do what was decided"),
        ActionKey.SEND_PLAN_ON: _("we pass the plan to {authority}"),
        ActionKey.TELL_OF_TRANSFER: _("we tell you what will happen with the plan"),
        ActionKey.NAME_NEXT_SETTING: _(
            "we review the plan so that it names the next school, college or other place"
        ),
        ActionKey.DECIDE_TO_REASSESS: _("we decide whether to assess again"),
        ActionKey.TELL_HEALTH_BODIES: _("we tell the health service what mediation is about"),
        ActionKey.ARRANGE_MEDIATION: _("we arrange the mediation"),
        ActionKey.KEEP_AGREEMENT: _("we do what we agreed with you in mediation"),
        ActionKey.ANSWER_APPEAL: _("we answer your appeal to the Tribunal"),
        ActionKey.ANSWER_RECOMMENDATION: _(
            "we answer what the Tribunal recommended about social care"
        ),
        ActionKey.COPY_ANSWER: _(
            "we send the government a copy of the answer to what the Tribunal recommended"
        ),
        ActionKey.NOTHING: _("nothing more"),
    }.items()
}

STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.ASKED: _("Asked"),
        Stage.DECIDE_TO_ASSESS: _("Decision to assess"),
        Stage.ADVICE: _("Advice"),
        Stage.DECIDE_TO_ISSUE: _("Decision on a plan"),
        Stage.DRAFT: _("Draft"),
        Stage.COMMENTS: _("Comments"),
        Stage.FINAL: _("Final plan"),
        Stage.REVIEW: _("Plan under review"),
        Stage.CUSTODY: _("With the officer for detained people"),
        Stage.ENDED: _("Ended"),
        Stage.REASSESSMENT: _("Reassessment"),
    }
)
"""What each stage of the tracker is called."""
