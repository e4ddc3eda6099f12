"""Where a duty stands, what moved its date and what ended it."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from ehc.workflows.clock import StateKey
from ehc.workflows.courses import CourseKey

_ = gettext_noop

STATES = {
    StateKey.MET: _("It was done on {done_on}."),
    StateKey.FAMILY_MET: _("This was done on {done_on}."),
    StateKey.WINDOW_OVER: _("The time to comment ended on {done_on}."),
    StateKey.FAMILY_WINDOW_OVER: _("The time to comment ended on {done_on}."),
    StateKey.OPEN_FROM: _("That day has come."),
    StateKey.FAMILY_OPEN_FROM: _("That day has come."),
    StateKey.RIGHT_OVER: _(
        "That day has passed. The Tribunal can still be asked to allow more time."
    ),
    StateKey.FAMILY_RIGHT_OVER: _(
        "That day has passed. You can still ask the Tribunal to allow you more time."
    ),
    StateKey.CONTACT_OVER: _(
        "That day has passed. No certificate is given to whoever contacts the adviser later, so "
        "the Tribunal must first give leave to appeal (SEND Regulations 2014, regulation 34(3)); "
        "an appeal about the placement alone needs neither."
    ),
    StateKey.FAMILY_CONTACT_OVER: _(
        "That day has passed, so there is no certificate for an appeal that needs one: the "
        "Tribunal must first give you leave to appeal (SEND Regulations 2014, regulation 34(3)). "
        "You need neither if you appeal in time and only about the school, college or type that a "
        "plan names."
    ),
    StateKey.LATE: _("It has not been done and is {late} late."),
    StateKey.FAMILY_LATE: _("This is {late} late."),
    StateKey.DONE_LATE: _("It was done on {done_on}, {late} late."),
    StateKey.FAMILY_DONE_LATE: _("This was done on {done_on}, {late} late."),
    StateKey.SHOWN: _("It was done by {done_on} at the latest."),
    StateKey.FAMILY_SHOWN: _("This was done by {done_on}."),
    StateKey.SHOWN_LATE: _(
        "Nothing before {done_on} shows that it was done, and that is {late} late."
    ),
    StateKey.FAMILY_SHOWN_LATE: _(
        "We have no record that this was done before {done_on}, which is {late} late."
    ),
    StateKey.NOT_IN_TIME: _("It is not recorded that this was done by then."),
    StateKey.FAMILY_NOT_IN_TIME: _("We have no record that this was done in time."),
    StateKey.DONE_TOO_SOON: _(
        "The plan was ended on {done_on}, on a day on which it could not lawfully be ended."
    ),
    StateKey.FAMILY_DONE_TOO_SOON: _(
        "We ended the plan on {done_on}. The law did not allow that on that day."
    ),
    StateKey.EXEMPT: _(
        "It was not done by then. The limit need not be kept; the date stays, and it must be done "
        "as soon as practicable."
    ),
    StateKey.FAMILY_EXEMPT: _(
        "The law allows an exception here. The date stays the same and we must finish as soon as "
        "we can."
    ),
    StateKey.DONE_EXEMPT: _(
        "It was done on {done_on}. The limit need not be kept; the date stays."
    ),
    StateKey.FAMILY_DONE_EXEMPT: _("This was done on {done_on}, and the law allowed an exception."),
    StateKey.SHOWN_EXEMPT: _(
        "It was done by {done_on} at the latest. The limit need not be kept; the date stays."
    ),
    StateKey.FAMILY_SHOWN_EXEMPT: _(
        "This was done by {done_on}, and the law allowed an exception."
    ),
    StateKey.FAMILY_NOT_STARTED: _("This has not started yet, so there is no date for it."),
}

COURSES = {
    CourseKey.WITHDRAWN: _("It does not apply: the request was withdrawn on {on}."),
    CourseKey.DECEASED: _("It does not apply: the child or young person died on {on}."),
    CourseKey.NOT_OURS: _("It does not apply: since {on} another authority is responsible."),
    CourseKey.EXPORTED: _(
        "It does not apply: the child or young person moved on {on} to the area of another "
        "authority, which starts its own clock."
    ),
    CourseKey.DETAINED: _(
        "It does not apply: since {on} the child or young person is detained, and rules of their "
        "own apply (Children and Families Act 2014, sections 70 to 75; SI 2015/62)."
    ),
    CourseKey.BEING_CONSIDERED: _(
        "It does not apply: the family was told on {on} that an assessment was being considered, "
        "so the decision, yes or no, is notified under regulation 5(1)."
    ),
    CourseKey.AGREED_TO_ASSESS: _("It does not apply: the answer was yes, on {on}."),
    CourseKey.NOTIFIED_AS_REFUSAL: _(
        "It does not apply: the council refused on {on} without having told the family that an "
        "assessment was being considered, so the refusal is notified under regulation 4(1)."
    ),
    CourseKey.AGREED_TO_ISSUE: _("It does not apply: the answer was yes, on {on}."),
    CourseKey.CONTACT_TOO_LATE: _(
        "It does not apply: the adviser was first contacted on {on}, after the two months that "
        "ended on {last_day}, and then issues no certificate; the Tribunal may give leave to "
        "appeal without one (regulation 34(2)-(3))."
    ),
    CourseKey.REFUSED_TO_ASSESS: _("It does not apply: the council refused to assess on {on}."),
    CourseKey.REFUSED_TO_ISSUE: _(
        "It does not apply: the council refused to issue a plan on {on}."
    ),
    CourseKey.NOT_AMENDING: _(
        "It does not apply: the council decided on {on} not to amend the plan."
    ),
    CourseKey.PLAN_CONTINUES: _(
        "It does not apply: since {on} the plan is to be kept, by an order, an agreement or an "
        "appeal that is not opposed."
    ),
    CourseKey.PLAN_CEASED: _("It does not apply: the plan ended on {on}."),
    CourseKey.SENT_AGAIN: _(
        "It does not apply: a plan was sent after another reassessment on {on}, from which a year "
        "of its own runs."
    ),
    CourseKey.PLAN_HAS_COME: _(
        "It does not apply: the plan came from another council on {on}, and is to be reviewed as "
        "regulation 15(5) says."
    ),
    CourseKey.TRANSFERRED_OUT: _(
        "It does not apply: the plan was transferred to another council on {on}."
    ),
    CourseKey.MOVED_AWAY: _(
        "It does not apply: the child or young person moved on {on} to the area of another "
        "council, which is to maintain the plan."
    ),
    CourseKey.TAKEN_TO_HAVE_CEASED: _(
        "It does not apply: the council decided to end the plan, which could end from {on}."
    ),
    CourseKey.REPORT_NOT_RECORDED: _(
        "It is not judged: the decision of {on} followed the review, and the day on which the "
        "report was sent is not recorded."
    ),
    CourseKey.ALREADY_LATE: _("It was {late} late by then and had not been done."),
    CourseKey.REASSESSED_AS_DECIDED: _(
        "It does not apply: the reassessment was decided on {on} by an order, an agreement or an "
        "appeal that is not opposed, from which its dates run."
    ),
    CourseKey.APPEAL_HANDED_OVER: _(
        "It does not apply: the council to which the plan was transferred took the appeal over "
        "on {on}."
    ),
    CourseKey.APPEAL_DECIDED: _("It does not apply: the Tribunal decided the appeal on {on}."),
    CourseKey.APPEAL_WITHDRAWN: _("It does not apply: the appeal was withdrawn on {on}."),
    CourseKey.EVENT_NOT_RECORDED: _("It has not started: {event} is not recorded."),
    CourseKey.ANSWERED_FIRST: _(
        "It has not started: the Tribunal was told on {on} that the appeal is not opposed, after "
        "the council had answered it, and regulation 45 asks for that notice before the answer; "
        "an order by consent has limits of its own."
    ),
    CourseKey.BODY_NOT_RECEIVED: _(
        "It has not started: six weeks run from the day on which the body receives the request, "
        "and that day is not recorded. The request was sent on {asked_on}."
    ),
    CourseKey.DRAFT_NOT_SERVED: _("It has not started: no draft plan has been served."),
    CourseKey.REVERSED_KEEPS_DATE: _(
        "The refusal was reversed on {on} without an order, so the original date stays "
        "(R (W) v Hertfordshire County Council [2023] EWHC 3138 (Admin))."
    ),
    CourseKey.ORDER_HAS_ITS_OWN: _(
        "The refusal was undone on {on} by an order, an agreement or an appeal that is not "
        "opposed, which has limits of its own beside this one."
    ),
    CourseKey.EXTENDED: _(
        "That is not a working day, or falls in August or from 25 December to 1 January, so an "
        "appeal is in time until {due} (HESC Rules 2008, rule 12)."
    ),
    f"family.{CourseKey.EXTENDED.value}": _(
        "Because of a weekend, a holiday, August or Christmas, your appeal is in time until {due}."
    ),
    CourseKey.LESS_NOTICE_AGREED: _(
        "The family agreed to less notice (regulation 37(2)): it was told on {on}."
    ),
    f"family.{CourseKey.LESS_NOTICE_AGREED.value}": _(
        "You agreed to hear of it later: we told you on {on}."
    ),
    CourseKey.DIRECTED: _("Another date was directed or agreed in writing instead: {due}."),
    f"family.{CourseKey.DIRECTED.value}": _(
        "Another date was directed or agreed in writing instead: {due}."
    ),
    CourseKey.APPEAL_OPEN: _(
        "An appeal was lodged on {on}: the plan may not cease until it is finally determined."
    ),
    f"family.{CourseKey.APPEAL_OPEN.value}": _(
        "You appealed on {on}: we may not end the plan until the appeal is over."
    ),
    CourseKey.APPEAL_DISMISSED: _(
        "The Tribunal dismissed the appeal on {on}: the plan ceases at once (regulation 44(2)(a))."
    ),
    f"family.{CourseKey.APPEAL_DISMISSED.value}": _(
        "The Tribunal dismissed the appeal on {on}, so the plan ends."
    ),
    CourseKey.CERTIFICATE_SHOWS_CONTACT: _(
        "The certificate of {on} shows that the adviser was contacted in time; the day of the "
        "contact is not recorded."
    ),
    CourseKey.AGREEMENT_SHOWS_CONTACT: _(
        "The agreement reached in mediation on {on} shows that the adviser was contacted in time; "
        "the day of the contact is not recorded."
    ),
    CourseKey.APPEAL_SHOWN: _(
        "What followed on {on} shows that an appeal was brought; the day on which that was done "
        "is not recorded."
    ),
    CourseKey.DECISION_SHOWS_REPORT: _(
        "The decision of that day followed the review; the day on which the report was sent is "
        "not recorded."
    ),
    CourseKey.REPORT_OWED: _(
        "The decision of {on} does not take its place: send the report to everybody who was "
        "invited, and record the day on which it went."
    ),
    CourseKey.YES_NOT_RECORDED: _(
        "The day on which the family was told is not recorded; what followed on {on} shows that "
        "the answer was yes."
    ),
    CourseKey.SENT_IN_TWO_PARTS: _(
        "The plan was sent on {first} and again on {on}; the second sending is taken to do this "
        "part of what was asked for."
    ),
    CourseKey.LAST_SAFE_MEETING: _("A meeting by {on} leaves the four weeks for the decision."),
    CourseKey.AWARE_NOT_RECORDED: _(
        "The day on which the council became aware of the move is not recorded; if that was less "
        "than 15 working days before the move, it has 15 working days from then."
    ),
    CourseKey.WINDOW_CUT_SHORT: _(
        "The plan was sent on {on}, before that time was over: that is right only if the family "
        "had answered or said that it needed no more time."
    ),
    f"family.{CourseKey.WINDOW_CUT_SHORT.value}": _(
        "We sent you the plan on {on}, before that time was over."
    ),
}
