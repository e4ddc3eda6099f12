"""The sentences of :mod:`ehc.explanations`, one for each message key of ``ehc/workflows/``.

A day is written ``{due}`` with its weekday and ``{starts_on:plain}`` without; a length is written
with its unit ("20 weeks"); a message within a message is a phrase. A sentence says what its
parameters say and nothing else, so that a translator may turn it round.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.duty_sentences import DUTY_SENTENCES
from ehc.event_sentences import EVENT_SENTENCES
from ehc.workflows.advice import AdviceKindKey, AdviceWhy, AgeKey, SenseKey
from ehc.workflows.case_facts import ActionKey
from ehc.workflows.ceasing import CeaseKey
from ehc.workflows.clock import StateKey
from ehc.workflows.counting import WhenKey
from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import ExemptionKey, GroundKey
from ehc.workflows.facts import ImpossibleKey
from ehc.workflows.readiness import MissingKey
from ehc.workflows.roles import Role
from ehc.workflows.tracker import Stage
from ehc.workflows.transfers import PhaseKey

_ = gettext_noop

_WHEN = {
    WhenKey.BY: _("by {day}"),
    WhenKey.FROM: _("from {day}"),
    WhenKey.AIM: _("Aim for {day}"),
    WhenKey.WHY_AIM: _(
        "Aim for the day before: some decisions count the day from which the time runs."
    ),
}

_STATES = {
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
        "It was not done by then. An exemption holds, so the limit need not be kept; the date "
        "stays, and it must be done as soon as practicable."
    ),
    StateKey.FAMILY_EXEMPT: _(
        "The law allows an exception here, because of what happened. "
        "The date stays the same and we must finish as soon as we can."
    ),
    StateKey.DONE_EXEMPT: _(
        "It was done on {done_on}. An exemption holds, so the limit need not be kept; "
        "the date stays."
    ),
    StateKey.FAMILY_DONE_EXEMPT: _(
        "This was done on {done_on}. The law allowed an exception, because of what happened."
    ),
    StateKey.FAMILY_NOT_APPLICABLE: _("This date no longer applies."),
    StateKey.FAMILY_NOT_STARTED: _("This has not started yet, so there is no date for it."),
}

_COURSES = {
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
        "That is no working day or falls when the Tribunal's year stands still, so an appeal is "
        "in time until {due} (HESC Rules 2008, rule 12)."
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
        "The final plan was sent on {on}, before the time to comment was over: that is right only "
        "if the family had answered or said that it needed no more time."
    ),
}

_EXEMPTIONS = {
    ExemptionKey.HOLDS: _("An exemption holds: {ground}. Why it was impractical: “{why}”."),
    ExemptionKey.ARGUABLE: _(
        "This is arguable, because it began after week 16: regulation 13(3) borrows the ground "
        "from regulation 10(4), which speaks of the first 16 weeks."
    ),
    ExemptionKey.GROUND_ENDED: _(
        "The ground ended on {ended_on}; from then on it must be done as soon as practicable."
    ),
    ExemptionKey.DOES_NOT_REACH: _(
        "The exemption does not reach this limit, which its ground says nothing of: {ground}."
    ),
    ExemptionKey.ANOTHER_BODY: _(
        "The exemption does not reach this limit, because another body made the appointment "
        "(regulation 8(2)(c)): {ground}."
    ),
    ExemptionKey.EVERY_BODY: _(
        "Which body made the appointment is not told, so it is taken to be every body’s."
    ),
    ExemptionKey.NO_WHY: _(
        "An exemption does not hold, because nobody has said why it was impractical to keep the "
        "limit: {ground}."
    ),
    ExemptionKey.FACTS_MISSING: _(
        "An exemption does not hold, because its dates are not recorded: {ground}."
    ),
    ExemptionKey.CLOSED_TOO_SHORT: _(
        "An exemption does not hold: {ground}. It was closed for {days} days; the law asks for "
        "{least} or more."
    ),
    ExemptionKey.ASKED_OUTSIDE_WINDOW: _(
        "An exemption does not hold: {ground}. Advice was asked for on {asked_on}; the law asks "
        "for a day from {first} to {last}."
    ),
    ExemptionKey.ABSENT_TOO_SHORT: _(
        "An exemption does not hold: {ground}. The absence lasted {days} days within the time "
        "that the limit runs; the law asks for {least} or more."
    ),
    ExemptionKey.DATE_DIRECTED: _(
        "An exemption does not reach a date that was directed or agreed: {ground}."
    ),
    ExemptionKey.OUTSIDE_PERIOD: _(
        "An exemption does not hold, because it does not fall within the time that the limit "
        "runs: {ground}."
    ),
}

_PHRASES = {
    GroundKey.SETTING_CLOSED: _("the school or institution was closed"),
    GroundKey.EARLY_YEARS_CLOSED: _("the early years provider was closed"),
    GroundKey.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES: _("exceptional personal circumstances"),
    GroundKey.ABSENT_FROM_AREA: _("absence from the area"),
    GroundKey.MISSED_APPOINTMENT: _("a missed appointment"),
    AdviceKindKey.PARENT: _("the family's views and information"),
    AdviceKindKey.EDUCATIONAL: _("educational advice"),
    AdviceKindKey.DEFENCE: _("advice from the Secretary of State for Defence"),
    AdviceKindKey.MEDICAL: _("medical advice"),
    AdviceKindKey.PSYCHOLOGICAL: _("psychological advice"),
    AdviceKindKey.SOCIAL_CARE: _("social care advice"),
    AdviceKindKey.ADULTHOOD: _("advice on preparing for adulthood"),
    AdviceKindKey.REQUESTED: _("advice that the family asked for"),
    AdviceKindKey.OTHER: _("other advice"),
    SenseKey.HEARING: _("pupils with a hearing impairment"),
    SenseKey.VISION: _("pupils with a visual impairment"),
    SenseKey.MULTI_SENSORY: _("pupils with both a hearing and a visual impairment"),
    PhaseKey.STARTS_SCHOOL: _("starts school in September {year}"),
    PhaseKey.JUNIOR: _("moves to junior school in September {year}"),
    PhaseKey.MIDDLE: _("moves to middle school in September {year}"),
    PhaseKey.SECONDARY: _("moves to secondary school in September {year}"),
    PhaseKey.POST_16: _("moves on after Year 11 in September {year}"),
}

_ADVICE = {
    AdviceWhy.ALWAYS: _("It is asked for in every assessment."),
    AdviceWhy.FAMILY_ALWAYS: _(
        "The family is asked in every assessment, whatever advice there is already."
    ),
    AdviceWhy.ATTENDS: _("The head teacher or principal of the setting attended is asked."),
    AdviceWhy.ATTENDS_NOWHERE: _(
        "No setting is attended: somebody experienced in teaching people with special educational "
        "needs is asked or, failing that, whoever is responsible for the education."
    ),
    AdviceWhy.ARMED_FORCES: _("A parent serves in the armed forces."),
    AdviceWhy.ADULTHOOD: _("They are in or beyond Year 9 (Year {year})."),
    AdviceWhy.FAMILY_ASKED: _("The family asked for advice from {who}."),
    AdviceWhy.AUTHORITY_CHOSE: _("The council thinks advice from {who} appropriate."),
    AgeKey.NOT_YET_BORN: _("Enter a date of birth that is not in the future, not {date_of_birth}."),
    AgeKey.TOO_OLD: _(
        "An assessment can be asked for until the day before the {upper_age}th birthday. "
        "Check the date of birth, {date_of_birth:plain}."
    ),
}

_IMPOSSIBLE = {
    ImpossibleKey.AS_OF_BEFORE_RECEIVED: _(
        "{on} is before the request was received on {received_on}."
    ),
    ImpossibleKey.BORN_AFTER_RECEIVED: _(
        "{on} is after the request was received on {received_on}."
    ),
    ImpossibleKey.UNKNOWN_EVENT: _("“{value}” is not a known event."),
    ImpossibleKey.UNKNOWN_DETAIL: _("“{value}” is not known here: use one of {known}."),
    ImpossibleKey.DETAIL_MISSING: _("this is needed: use one of {known}."),
    ImpossibleKey.MEETING_MISSING: _("the day of the meeting is needed."),
    ImpossibleKey.UNKNOWN_DIRECTED: _("“{value}” is not a duty that this event starts."),
    ImpossibleKey.DIRECTED_TOO_EARLY: _("{on} is before the event itself on {event_on}."),
    ImpossibleKey.UNKNOWN_GROUND: _("“{value}” is not a ground of exemption."),
    ImpossibleKey.AFTER_AS_OF: _("{on} is after {as_of}, the day asked about."),
    ImpossibleKey.BEFORE_RECEIVED: _("{on} is before the request was received on {received_on}."),
    ImpossibleKey.BODY_RECEIVED_BEFORE_ASKED: _("{on} is before the body was asked on {asked_on}."),
    ImpossibleKey.FINAL_BEFORE_DRAFT: _(
        "{on} is before the draft was served on {served_on}; a final plan follows its draft."
    ),
}

_MISSING = {
    MissingKey.CASEWORKER: _("Nobody has taken this case yet."),
    MissingKey.REASONS: _("Say why you have decided this."),
    MissingKey.REASONS_FOR_LETTER: _("Say why, in the words that go into the letter."),
    MissingKey.ADVICE_NOT_SOUGHT: _(
        "Nobody has been asked for {advice}, which an assessment must seek (regulation 6(1))."
    ),
    MissingKey.QUALIFIED_TEACHER: _(
        "Say who is qualified to teach {sense} and was consulted for the educational advice, or "
        "that whoever gave it is (regulation 6(2))."
    ),
    MissingKey.ADVICE_NOT_RECEIVED: _("There is no answer yet to the request for {advice}."),
    MissingKey.QUESTIONS: _("Ask at least one question about the advice."),
    MissingKey.NEEDS_OR_STRENGTHS: _(
        "Describe at least one strength or need, or say that there are none to report."
    ),
    MissingKey.PROVISION: _("Say what should be provided, or say why nothing is needed."),
    MissingKey.PROVISION_WHAT: _("Say what should be provided in row {row}."),
    MissingKey.PROVISION_WHO: _("Row {row} does not say who provides it."),
    MissingKey.PROVISION_HOW_OFTEN: _("Row {row} does not say how often."),
    MissingKey.PROVISION_HOW_LONG: _("Row {row} does not say how long each time."),
    MissingKey.PROVISION_VAGUE: _("Row {row} says “{term}”, which is vague."),
    MissingKey.SIGNATURE: _("Enter your name to sign the advice."),
    MissingKey.PLAN_NOT_CHECKED: _("The plan has not been checked."),
    MissingKey.SECTION_NOT_STATED: _("Section {section} is empty. Fill it in, or say “none”."),
    MissingKey.NEED_WITHOUT_PROVISION: _("Need {row} has no provision in section F."),
    MissingKey.SECTION_I_NOT_EMPTY: _("Section I must be empty in a draft."),
    MissingKey.PLAN_CHECK: _("A check of the plan has not passed: {check}."),
    MissingKey.PLAN_CHECK_WARNING: _("A check of the plan has a warning: {check}."),
    MissingKey.DRAFT_NOT_SERVED: _("No draft has been sent to the family."),
    MissingKey.COMMENTS_UNANSWERED: _("Comments of the family without an answer: {count}."),
    MissingKey.LETTER_UNPOSTED: _(
        "The letter to the family waits to be posted: its time to comment begins on the day of "
        "posting."
    ),
    MissingKey.WINDOW_OPEN: _("The family may comment until the end of {last_day}."),
    MissingKey.PLACEMENT: _(
        "Section I states no setting and no type of setting, and there is no decision that "
        "education is to be otherwise than at school."
    ),
    MissingKey.SETTING_NOT_CONSULTED: _(
        "{setting} is named and has not been consulted about the plan (sections 39(2) and 40(3))."
    ),
    MissingKey.REQUEST_NOT_CONSULTED: _(
        "The family asked for {setting}, which has not been consulted: consult it before another "
        "setting is named, or record that the family no longer asks for it (section 39(2) to (4))."
    ),
    MissingKey.ANSWER_AWAITED: _(
        "The family asked for {setting}, which was consulted and has not answered: wait for its "
        "answer until {last_day} before another setting is named (section 39(2) to (4))."
    ),
    MissingKey.REQUESTED_SETTING: _(
        "The family asked for {setting}, which must be named unless a ground of section 39(4) is "
        "recorded with its reasons."
    ),
    MissingKey.MAINSTREAM_GROUND: _(
        "What Section I says is not mainstream, and is no setting that must be named because the "
        "family asked for it (section 39(3)): record which ground of section 33 applies, with the "
        "reasons. Cost is none of them."
    ),
    MissingKey.HEALTH_NOT_AGREED: _(
        "The commissioning body has not agreed {row} of Section G (regulation 12(2)). Record its "
        "agreement, or take the row out and send the draft again."
    ),
    MissingKey.SIGNING_OFFICER: _("Say which officer signs the plan."),
    MissingKey.CHANGES_NEED_NEW_DRAFT: _(
        "Changes since the draft that come neither from the family's comments nor from the "
        "placement: {count}. They need a new draft with its own 15 days."
    ),
    MissingKey.FINAL_VERSION: _("No version of the plan has been finalised."),
    MissingKey.WITHDRAWAL_WORDS: _(
        "A request is withdrawn in writing and never by silence: enter what was written."
    ),
    MissingKey.WITHDRAWAL_ARRIVED: _(
        "Enter the day on which it arrived: not before the request, and not in the future."
    ),
    MissingKey.WITHDRAWAL_HOLDER: _(
        "Only whoever holds the rights can withdraw the request: a parent until the end of "
        "compulsory school age, the young person after it."
    ),
    MissingKey.RESPONSIBILITY: _("Say whether section 36(3) still applies, and why."),
    MissingKey.DEATH: _("Enter the day of the death, and how we know of it."),
    MissingKey.CEASE_NOTICE_UNSENT: _(
        "The notice of the decision to end the plan has not been sent to the family: the time to "
        "appeal runs from the day it is sent (section 45(4))."
    ),
    MissingKey.CEASE_DAY: _(
        "The first day on which the plan may end is not known: its count needs bank holidays that "
        "are not on the list yet."
    ),
    MissingKey.CEASE_TOO_EARLY: _(
        "The plan may not end before {first_day}: until then the family can appeal against the "
        "decision (section 45(4))."
    ),
    MissingKey.CEASE_APPEAL_OPEN: _(
        "The plan may not end yet: an appeal was brought on {on} and is not over (section 45(4))."
    ),
    MissingKey.CEASE_PLAN_CONTINUES: _(
        "The plan does not end: since {on} it is to be kept, by an order, an agreement or an "
        "appeal that is not opposed."
    ),
    MissingKey.CEASE_ANOTHER_OPEN: _(
        "Something else of this plan is under way or was decided later: finish or decide it first."
    ),
    MissingKey.CEASE_BEFORE_BIRTHDAY: _(
        "A plan that ends because of age does not end before the 25th birthday, {on}."
    ),
    MissingKey.OTHER_AUTHORITY: _("Say which authority is responsible."),
    MissingKey.OTHER_AUTHORITY_SINCE: _(
        "Enter the day from which it is responsible: not before the request, and not in the future."
    ),
    MissingKey.HOW_KNOWN: _("Say how we know."),
    MissingKey.CONSENT_ASKED: _(
        "Ask the family whether what we have may be sent on, and say what it answered."
    ),
    MissingKey.WHERE_TO_ASK: _("Say how the family reaches that authority."),
    MissingKey.PLACE_OF_CUSTODY: _("Say where the child or young person is."),
    MissingKey.FAMILY_NOT_ASKED: _(
        "Ask the family what it thinks first: a school, college or other setting made the request "
        "(Children and Families Act 2014, section 36(4); SEND Regulations 2014, regulation 3)."
    ),
    MissingKey.CERTIFICATE: _(
        "No mediation certificate is recorded. Without one the family can appeal only about the "
        "school or other setting that the plan names, its type, or that it names none "
        "(Children and Families Act 2014, section 55(2)), or with the Tribunal’s leave "
        "(SEND Regulations 2014, regulation 34(3)): then enter the day on which it gave leave."
    ),
    MissingKey.CONSENT_ORDER: _(
        "The appeal has been answered, so regulation 45 no longer applies: what is given way to "
        "after the answer needs a consent order. Record that order."
    ),
    MissingKey.NOT_DECIDED: _(
        "No order, agreement in mediation or appeal that is not opposed asks for this, or it has "
        "been done."
    ),
    MissingKey.WAS_DECIDED: _(
        "An order, an agreement in mediation or an appeal that is not opposed has undone the "
        "refusal already, and its dates run from that: carry out what was decided instead."
    ),
    MissingKey.WHETHER_TO_ASSESS: _("Say whether you propose to make an EHC needs assessment."),
    MissingKey.REVIEW_DAY: _(
        "Say when you propose to review the plan: not in the past, and not after {last_day}."
    ),
    MissingKey.NEXT_SETTING: _(
        "No plan that names this has been sent, or kept after a review, since the transfer was "
        "recorded. Review the plan and amend it first."
    ),
    MissingKey.MUST_REASSESS: _(
        "The responsible commissioning body asked, so there must be a reassessment "
        "(SEND Regulations 2014, regulation 23)."
    ),
    MissingKey.REFUSAL_GROUND: _(
        "Say on which ground of regulation 24: assessed in the six months before the request, or "
        "not necessary."
    ),
    MissingKey.NOT_WITHIN_SIX_MONTHS: _(
        "The last assessment was made more than six months before the request, so that is no "
        "ground to refuse."
    ),
}

_CEASING = {
    CeaseKey.NOT_DECIDED_HERE: _(
        "A plan does not end by this decision when it goes to another authority or after a death: "
        "record the transfer or the death instead."
    ),
    CeaseKey.UNDER_18: _(
        "Under 18 a plan may end only where special educational provision under a plan is no "
        "longer necessary (regulation 29), or where the authority is no longer responsible because "
        "they left England (section 45(1)(a)). Higher education, work, no longer wishing to "
        "engage, or another reason is not enough: where the provision is no longer necessary, "
        "choose that its needs have been met."
    ),
    CeaseKey.TOO_YOUNG: _(
        "A plan ends because of age at 25. Choose another reason, or decide in the year before."
    ),
    CeaseKey.REPORT_FIRST: _(
        "Of a young person who has left, the plan is reviewed first (regulation 30): record the "
        "report of the meeting, and what it found about a wish to return."
    ),
}

MISSING_LINKS: Mapping[str, str] = MappingProxyType(
    {
        MissingKey.CASEWORKER: _("Take or allocate the case"),
        MissingKey.REASONS: _("Write the reasons"),
        MissingKey.REASONS_FOR_LETTER: _("Write the reasons"),
        MissingKey.ADVICE_NOT_SOUGHT: _("Ask for it"),
        MissingKey.QUALIFIED_TEACHER: _("Open the educational advice"),
        MissingKey.ADVICE_NOT_RECEIVED: _("Chase it or say why it is missing"),
        MissingKey.QUESTIONS: _("Add a question"),
        MissingKey.NEEDS_OR_STRENGTHS: _("Add a strength or need"),
        MissingKey.PROVISION: _("Add provision"),
        MissingKey.PROVISION_WHAT: _("Fill in the row"),
        MissingKey.PROVISION_WHO: _("Say who"),
        MissingKey.PROVISION_HOW_OFTEN: _("Say how often"),
        MissingKey.PROVISION_HOW_LONG: _("Say how long"),
        MissingKey.PROVISION_VAGUE: _("Make it specific"),
        MissingKey.SIGNATURE: _("Sign the advice"),
        MissingKey.PLAN_NOT_CHECKED: _("Check the plan"),
        MissingKey.SECTION_NOT_STATED: _("Fill in the section"),
        MissingKey.NEED_WITHOUT_PROVISION: _("Add provision for the need"),
        MissingKey.SECTION_I_NOT_EMPTY: _("Empty section I"),
        MissingKey.PLAN_CHECK: _("Mend it in the plan"),
        MissingKey.PLAN_CHECK_WARNING: _("Look at it in the plan"),
        MissingKey.DRAFT_NOT_SERVED: _("Send the draft"),
        MissingKey.COMMENTS_UNANSWERED: _("Answer the comments"),
        MissingKey.LETTER_UNPOSTED: _("To the letters"),
        MissingKey.WINDOW_OPEN: _("Record that the family agrees"),
        MissingKey.PLACEMENT: _("Name a setting"),
        MissingKey.SETTING_NOT_CONSULTED: _("Consult it"),
        MissingKey.REQUEST_NOT_CONSULTED: _("Consult it"),
        MissingKey.ANSWER_AWAITED: _("Record its answer"),
        MissingKey.REQUESTED_SETTING: _("Record why it is left out"),
        MissingKey.MAINSTREAM_GROUND: _("Record the ground"),
        MissingKey.HEALTH_NOT_AGREED: _("Open the row"),
        MissingKey.SIGNING_OFFICER: _("Say who signs"),
        MissingKey.CHANGES_NEED_NEW_DRAFT: _("Send a new draft"),
        MissingKey.FINAL_VERSION: _("Finalise the plan"),
        MissingKey.WITHDRAWAL_WORDS: _("Enter what was written"),
        MissingKey.WITHDRAWAL_ARRIVED: _("Enter when it arrived"),
        MissingKey.WITHDRAWAL_HOLDER: _("See who holds the rights"),
        MissingKey.RESPONSIBILITY: _("Say whether it still applies"),
        MissingKey.DEATH: _("Enter the day, and how we know"),
        MissingKey.CEASE_NOTICE_UNSENT: _("To the letters"),
        MissingKey.CEASE_DAY: _("See the duties"),
        MissingKey.CEASE_TOO_EARLY: _("See the duties"),
        MissingKey.CEASE_APPEAL_OPEN: _("See the duties"),
        MissingKey.CEASE_PLAN_CONTINUES: _("See the duties"),
        MissingKey.CEASE_ANOTHER_OPEN: _("To the reviews"),
        MissingKey.CEASE_BEFORE_BIRTHDAY: _("See the duties"),
        MissingKey.OTHER_AUTHORITY: _("Choose the authority"),
        MissingKey.OTHER_AUTHORITY_SINCE: _("Enter the day"),
        MissingKey.HOW_KNOWN: _("Say how we know"),
        MissingKey.CONSENT_ASKED: _("Say what the family answered"),
        MissingKey.WHERE_TO_ASK: _("Say how to reach it"),
        MissingKey.PLACE_OF_CUSTODY: _("Say where they are"),
        MissingKey.FAMILY_NOT_ASKED: _("Record that the family was asked"),
        MissingKey.CERTIFICATE: _("Record the mediation certificate"),
        MissingKey.CONSENT_ORDER: _("Record the order"),
        MissingKey.NOT_DECIDED: _("See the disagreements"),
        MissingKey.WAS_DECIDED: _("Carry out what was decided"),
        MissingKey.WHETHER_TO_ASSESS: _("Say whether you assess"),
        MissingKey.REVIEW_DAY: _("Say when you review"),
        MissingKey.NEXT_SETTING: _("To the reviews"),
        MissingKey.MUST_REASSESS: _("Agree to reassess"),
        MissingKey.REFUSAL_GROUND: _("Say on which ground"),
        MissingKey.NOT_WITHIN_SIX_MONTHS: _("Choose another decision"),
    }
)
"""What the link to mend each missing thing says."""

_ACTIONS = {
    ActionKey.ASK_FAMILY: _("Ask the family what it thinks of the request"),
    ActionKey.RING_OR_POST: _("Ring or post: a message to {who} did not arrive"),
    ActionKey.ALLOCATE: _("Allocate a caseworker"),
    ActionKey.DECIDE_TO_ASSESS: _("Decide whether to assess"),
    ActionKey.SEEK_ADVICE: _("Ask for advice ({count} to ask)"),
    ActionKey.READ_ADVICE: _("Read {advice}"),
    ActionKey.CHASE_ADVICE: _("Chase {advice}"),
    ActionKey.WAIT_FOR_ADVICE: _("Wait for {advice}"),
    ActionKey.DECIDE_TO_ISSUE: _("Decide whether to issue a plan"),
    ActionKey.WRITE_DRAFT: _("Write and send the draft plan"),
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

_FAMILY_ACTIONS = {
    f"family.{key.value}": text
    for key, text in {
        ActionKey.ASK_FAMILY: _("we ask you what you think of the request"),
        ActionKey.RING_OR_POST: _("we ring you or write to you, because an email did not arrive"),
        ActionKey.ALLOCATE: _("we give your request to a caseworker"),
        ActionKey.DECIDE_TO_ASSESS: _("we decide whether to carry out an assessment"),
        ActionKey.SEEK_ADVICE: _("we ask the people who must advise"),
        ActionKey.READ_ADVICE: _("we read the advice that has come"),
        ActionKey.CHASE_ADVICE: _("we ask again for {advice}"),
        ActionKey.WAIT_FOR_ADVICE: _("we wait for {advice}"),
        ActionKey.DECIDE_TO_ISSUE: _("we decide whether a plan is needed"),
        ActionKey.WRITE_DRAFT: _("we write the draft plan"),
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

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        str(key): text
        for table in (
            DUTY_SENTENCES,
            EVENT_SENTENCES,
            _WHEN,
            _STATES,
            _COURSES,
            _EXEMPTIONS,
            _PHRASES,
            _ADVICE,
            _IMPOSSIBLE,
            _MISSING,
            _CEASING,
            _ACTIONS,
            _FAMILY_ACTIONS,
        )
        for key, text in table.items()
    }
)
"""Every sentence and phrase, by message key."""

ROLES: Mapping[str, str] = MappingProxyType(
    {
        Role.PARENT: _("Parent or carer"),
        Role.YOUNG_PERSON: _("Young person"),
        Role.SETTING: _("School or other setting"),
        Role.CONTRIBUTOR: _("Adviser from outside"),
        Role.CASEWORKER: _("Caseworker"),
        Role.TEAM_MANAGER: _("Team manager"),
        Role.EDUCATIONAL_PSYCHOLOGIST: _("Educational psychologist"),
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST: _("Principal educational psychologist"),
        Role.HEALTH_COORDINATOR: _("Health Co-ordinator"),
        Role.QA_REVIEWER: _("Quality reviewer"),
        Role.QA_MODERATOR: _("Quality moderator"),
        Role.SERVICE_MANAGER: _("Service manager"),
        Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.SYSTEM: _("Unattended work"),
    }
)
"""What each role is called."""

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "case": _("Opened the case"),
        "case_people": _("Read who the people are, and how to reach them"),
        "case_details": _("Opened the child’s details to change them"),
        "case_letters": _("Read the list of letters and messages"),
        "case_events": _("Read what happened"),
        "case_files": _("Read the list of files"),
        "case_access": _("Read who has looked"),
        "access_records": _("Read who has looked, across the county"),
        "take": _("Took the case"),
        "allocate": _("Opened the page for giving the case to somebody"),
        "task": _("Opened something to be done"),
        "decide_to_assess": _("Opened the decision whether to assess"),
        "decide_to_issue": _("Opened the decision whether to issue a plan"),
        "ask_family": _("Opened the page to record that the family was asked"),
        "exemption": _("Opened the page for an exemption"),
        "follow_exemption": _("Opened an exemption to add to it"),
        "reverse_refusal": _("Opened the page for reversing a refusal"),
        "consider_assessing": _("Opened the page for considering an assessment"),
        "record_withdrawal": _("Opened the page for a withdrawal"),
        "record_death": _("Opened the page for a death"),
        "undo_death": _("Opened the page for taking back a death"),
        "held": _("Read what is held after a death"),
        "responsibility": _("Opened the page on section 36(3)"),
        "not_ours": _("Opened the page for another authority’s request"),
        "export": _("Opened the page for a move to another authority"),
        "custody": _("Opened the page for somebody who is detained"),
        "release": _("Opened the page for a release"),
        "letters_of_member": _("Opened how somebody has letters"),
        "your_letters": _("Opened how they have their letters"),
        "large_print": _("Opened a letter or a plan in large print"),
        "letter_copy": _("Opened the copy of a letter for the post"),
        "withdraw": _("Opened the page for withdrawing the request"),
        "ask_for_advice": _("Opened the page for asking for advice"),
        "rely_on_advice": _("Opened the page for relying on existing advice"),
        "advice": _("Read advice"),
        "ask_anew": _("Opened the page for asking for advice anew"),
        "write_advice": _("Opened advice to write or read it"),
        "answer_by_link": _("Opened advice to write or read it"),
        "plan": _("Read the plan"),
        "draft": _("Read the draft plan"),
        "final": _("Read the final plan"),
        "comments": _("Read the family’s comments"),
        "consultations": _("Read which settings were consulted"),
        "record_request_for_setting": _("Opened the page for a setting that the family asks for"),
        "withdraw_request_for_setting": _(
            "Opened the page for a setting that the family no longer asks for"
        ),
        "who_acts": _("Opened the page for who acts for the young person"),
        "parent_represented": _("Opened the page for who acts for a parent"),
        "add_to_family": _("Opened the page for adding somebody to the family"),
        "who_sees": _("Opened the page for who sees their case"),
        "ask_for_setting": _("Opened the page for asking for a setting"),
        "case_reviews": _("Read the reviews of the plan"),
        "arrange_review": _("Opened the page for arranging a review"),
        "early_review": _("Opened the page for an early review"),
        "propose_amendments": _("Opened the page for proposing amendments"),
        "cancel_review": _("Opened the page for cancelling a review meeting"),
        "cease_plan": _("Opened the page for ending a plan"),
        "move_review": _("Opened the page for moving a review meeting"),
        "review_papers": _("Opened the page for the papers of a review"),
        "hold_review": _("Opened the page for a review meeting"),
        "review_report": _("Opened the report of a review meeting"),
        "decide_review": _("Opened the decision after a review"),
        "send_amended_plan": _("Opened the page for sending an amended plan"),
        "not_amend": _("Opened the decision not to amend a plan"),
        "case_disputes": _("Read where the family disagrees"),
        "open_dispute": _("Opened the page for a disagreement"),
        "dispute": _("Read a disagreement"),
        "dispute_step": _("Opened a step of a disagreement"),
        "disputes_due": _("Read the list of disagreements"),
        "disagree": _("Opened the page for disagreeing"),
        "case_transfers": _("Read the moves of the plan"),
        "record_move_out": _("Opened the page for a move out of the area"),
        "send_plan_on": _("Opened the page for transferring the plan"),
        "tell_of_transfer": _("Opened the page for telling the family of a transfer"),
        "record_phase": _("Opened the page for a transfer between phases"),
        "name_next_setting": _("Opened the page for the next setting"),
        "call_off_transfer": _("Opened the page for calling off a move"),
        "record_disclosure": _("Opened the page for a request to send the plan"),
        "disclose_plan": _("Opened the page for sending the plan for higher education"),
        "record_commissioning": _("Opened the page for a new commissioning body"),
        "commissioning_notice": _("Opened the page for notice of a new commissioning body"),
        "case_reassessments": _("Read the reassessments of the plan"),
        "ask_to_reassess": _("Opened the page for a request to reassess"),
        "reassess_unasked": _("Opened the page for reassessing without a request"),
        "decide_to_reassess": _("Opened the decision whether to reassess"),
        "send_reassessed_plan": _("Opened the page for sending a plan after a reassessment"),
        "ask_again": _("Opened the page for asking for a reassessment"),
        "tracker": _("Read where the case is"),
        "document": _("Opened a letter or a plan"),
        "letter": _("Opened a letter"),
        "upload": _("Opened a file that we were given"),
        "review": _("Opened a quality review"),
        "criterion": _("Read the plan for a quality review"),
        "my_queue": _("Read a list of cases"),
        "unallocated": _("Read the list of new requests"),
        "plan_reviews": _("Read the list of plans to be reviewed"),
        "phase_transfers": _("Read the list of transfers of phase"),
        "plan_comes_in": _("Opened the page for a plan from another council"),
        "post": _("Read the list of letters to post"),
        "my_advice": _("Read a list of requests for advice"),
        "my_reviews": _("Read a list of plans to review"),
        "your_requests": _("Read their own list of requests"),
        "timeliness_cases": _("Read the cases behind a number"),
        "timeliness_due": _("Read the cases that are due"),
    }
)
"""What opening a page means, by its route, for the record of who has looked."""
