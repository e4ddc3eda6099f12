"""What cannot be, what is missing before a step, and where that is mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.workflows.ceasing import CeaseKey
from ehc.workflows.facts import ImpossibleKey
from ehc.workflows.readiness import MissingKey

_ = gettext_noop

IMPOSSIBLE = {
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

MISSING = {
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
    MissingKey.SETTING_CLOSED: _(
        "{setting} is named and is open until {last_day} only: name another setting, or state a "
        "type alone. Whoever is named must admit (section 43)."
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
        "recorded and within 12 months of it (SEND Regulations 2014, regulation 18). Review the "
        "plan first, and amend it where it does not name it."
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

CEASING = {
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
        MissingKey.SETTING_CLOSED: _("Name another setting"),
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
