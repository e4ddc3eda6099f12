"""Every lawful move of every process, as a table that can be read aloud.

A step opens a process (no ``sources``) or moves it from one of ``sources`` to ``target``.
The state machines on the models declare the same moves as visible methods, and a test says
that the two are equal. What is due is in :mod:`ehc.workflows.duties`; which letters a step
owes is in :mod:`ehc.workflows.notices`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ehc.workflows.later_steps import LATER_STEPS
from ehc.workflows.leaving_steps import LEAVING
from ehc.workflows.processes import ProcessKind, Record, Step
from ehc.workflows.roles import FAMILY_ROLES, Role
from ehc.workflows.statuses import (
    AdviceRequestStatus,
    AssessmentStatus,
    ConsultationStatus,
    PlanVersionStatus,
)

__all__ = ["RECORDS", "STEPS", "ProcessKind", "Record", "Step", "steps_of"]

_EXEMPTING = "SEND Regulations 2014, regulations 5(4), 8(2), 10(4), 13(3), 27(3), 44(3) and 45(7)"
_SEND = frozenset({Role.CASEWORKER, Role.TEAM_MANAGER})
_ADVISERS = frozenset(
    {
        Role.CONTRIBUTOR,
        Role.EDUCATIONAL_PSYCHOLOGIST,
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        Role.HEALTH_COORDINATOR,
        Role.SETTING,
    }
)

_A, _R, _V, _C = AssessmentStatus, AdviceRequestStatus, PlanVersionStatus, ConsultationStatus
_ASSESSMENT, _ADVICE = ProcessKind.ASSESSMENT, ProcessKind.ADVICE_REQUEST
_VERSION, _CONSULTATION = ProcessKind.PLAN_VERSION, ProcessKind.CONSULTATION

_TABLE: tuple[Step, ...] = (
    Step(
        "receive_request", _ASSESSMENT, (), _A.REQUESTED,
        # Taken down by the area team where it came by letter or telephone; and by unattended work
        # where whoever brought a child to attention has no part in the case (section 24(1)).
        frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.SETTING, Role.SYSTEM}) | _SEND,
        "Children and Families Act 2014, section 36(1)",
        "Ask for an assessment", "The authority received the request", "received",
    ),
    Step(
        "consider_assessing", _ASSESSMENT, (_A.REQUESTED,), _A.CONSIDERING, _SEND,
        "Children and Families Act 2014, section 36(7); SEND Regulations 2014, regulation 4(2)",
        "Tell the family that an assessment is being considered",
        "The family was told that an assessment is being considered", "considering_notified",
    ),
    Step(
        "agree_to_assess", _ASSESSMENT, (_A.REQUESTED, _A.CONSIDERING), _A.ASSESSING, _SEND,
        "Children and Families Act 2014, section 36(8); SEND Regulations 2014, regulation 5(1)",
        "Agree to assess", "The authority agreed to assess", "agreed_to_assess",
    ),
    Step(
        "refuse_to_assess", _ASSESSMENT, (_A.REQUESTED, _A.CONSIDERING), _A.REFUSED_TO_ASSESS,
        _SEND,
        "Children and Families Act 2014, section 36(5); SEND Regulations 2014, regulation 4(1) "
        "(once an assessment was being considered, section 36(8) and regulation 5(1))",
        "Refuse to assess", "The authority refused to assess", "refused_to_assess",
    ),
    Step(
        # Without an order the original 20 weeks stay; an order has limits of its own.
        "reverse_refusal_to_assess", _ASSESSMENT, (_A.REFUSED_TO_ASSESS,), _A.ASSESSING, _SEND,
        "Children and Families Act 2014, section 36(8); R (W) v Hertfordshire County Council "
        "[2023] EWHC 3138 (Admin)",
        "Reverse the refusal to assess", "The authority reversed its refusal to assess",
        "refusal_reversed",
    ),
    Step(
        "agree_to_issue", _ASSESSMENT, (_A.ASSESSING,), _A.PLANNING, _SEND,
        "Children and Families Act 2014, section 37(1)",
        "Decide to issue a plan", "The authority decided to issue a plan", "agreed_to_issue",
    ),
    Step(
        "refuse_to_issue", _ASSESSMENT, (_A.ASSESSING,), _A.REFUSED_TO_ISSUE, _SEND,
        "Children and Families Act 2014, section 36(9); SEND Regulations 2014, regulation 10(1)",
        "Refuse to issue a plan", "The authority refused to issue a plan", "refused_to_issue",
    ),
    Step(
        "reverse_refusal_to_issue", _ASSESSMENT, (_A.REFUSED_TO_ISSUE,), _A.PLANNING, _SEND,
        "Children and Families Act 2014, section 37(1)",
        "Reverse the refusal to issue a plan",
        "The authority reversed its refusal to issue a plan", "agreed_to_issue",
    ),
    Step(
        "issue_plan", _ASSESSMENT, (_A.PLANNING,), _A.PLAN_ISSUED, _SEND,
        "Children and Families Act 2014, section 39(8); SEND Regulations 2014, regulation 13(2)",
        "Issue the final plan", "The authority sent the final plan", "plan_finalised",
    ),
    Step(
        # What an order, an agreement in mediation or an appeal that is not opposed asks for.
        "assess_as_decided", _ASSESSMENT, (_A.REFUSED_TO_ASSESS,), _A.ASSESSING, _SEND,
        "SEND Regulations 2014, regulations 42(2), 44(2)(b) and 45(3)",
        "Tell the family that there will be an assessment",
        "The family was told that there will be an assessment, as was decided",
        "agreed_to_assess",
    ),
    Step(
        "make_plan_as_decided", _ASSESSMENT, (_A.REFUSED_TO_ISSUE,), _A.PLANNING, _SEND,
        "SEND Regulations 2014, regulations 42(2), 44(2)(c) and 45(6)",
        "Begin to make the plan that was decided on",
        "The family was told that there will be a plan, as was decided", "agreed_to_issue",
    ),
    Step(
        # No event of the clock: the draft, or the notice of another refusal, does it.
        "decide_again", _ASSESSMENT, (_A.REFUSED_TO_ISSUE,), _A.ASSESSING, _SEND,
        "SEND Regulations 2014, regulations 42(2) and 44(2)(d)",
        "Reconsider whether a plan is necessary",
        "The refusal to issue a plan was taken up again, as was decided",
    ),
    Step(
        "send_plan_as_decided", _ASSESSMENT, (_A.PLAN_ISSUED,), _A.PLAN_ISSUED, _SEND,
        "SEND Regulations 2014, regulations 42(2), 44(2)(e), (f) and (h), and 45(4), (5) and (6A)",
        "Send the plan as it was decided on", "The plan was sent, amended as was decided",
        "amended_plan_sent",
    ),
    Step(
        # As if this authority had made the plan, on the day on which the other made it.
        "take_over_plan", _ASSESSMENT, (), _A.PLAN_ISSUED, _SEND,
        "SEND Regulations 2014, regulation 15(3)",
        "Take over a plan", "A plan that another authority made was taken over", "plan_made",
    ),
    Step(
        "withdraw", _ASSESSMENT,
        (_A.REQUESTED, _A.CONSIDERING, _A.ASSESSING, _A.PLANNING, _A.IN_CUSTODY), _A.WITHDRAWN,
        _SEND | FAMILY_ROLES,
        "Children and Families Act 2014, section 36(1) and (3)",
        "Record that the request was withdrawn in writing", "The request was withdrawn in writing",
        "request_withdrawn",
    ),
    Step(
        "record_death", _ASSESSMENT,
        tuple(one for one in _A if one is not _A.DECEASED), _A.DECEASED, _SEND,
        "no rule of the Act but common decency: everything stops at once",
        "Record that the child or young person has died",
        "It was recorded that the child or young person has died", "deceased",
    ),
    *LEAVING,
    Step(
        "undo_death", _ASSESSMENT, (_A.DECEASED,), "", frozenset({Role.TEAM_MANAGER}),
        "no rule of the Act but common decency: a mistake is put right",
        "Take back a death that was recorded by mistake",
        "A death that had been recorded by mistake was taken back; what was held stays held, and "
        "nobody was told anything",
        undoes="record_death",
    ),
    Step(
        "seek_advice", _ADVICE, (), _R.SOUGHT, _SEND,
        "SEND Regulations 2014, regulation 6(1)",
        "Ask for advice", "Advice was asked for", "advice_requested",
    ),
    Step(
        "submit_advice", _ADVICE, (_R.SOUGHT, _R.RETURNED), _R.RECEIVED, _ADVISERS,
        "SEND Regulations 2014, regulations 6(1) and 8(1)",
        "Send advice", "Advice was received", "advice_received",
    ),
    Step(
        "return_advice", _ADVICE, (_R.RECEIVED,), _R.RETURNED, _SEND,
        "SEND Code of Practice 2015, paragraph 9.51",
        "Return with questions", "Advice was returned with questions",
    ),
    Step(
        "accept_advice", _ADVICE, (_R.RECEIVED,), _R.ACCEPTED, _SEND,
        "SEND Regulations 2014, regulation 11",
        "Accept the advice", "Advice was accepted",
    ),
    Step(
        "rely_on_advice", _ADVICE, (), _R.RELIED_ON, _SEND,
        "SEND Regulations 2014, regulation 6(4)",
        "Rely on existing advice",
        "Existing advice was relied on: the adviser, the authority and the family find it "
        "sufficient",
    ),
    Step(
        "ask_anew", _ADVICE, (_R.RELIED_ON,), _R.SOUGHT, _SEND,
        "SEND Regulations 2014, regulation 6(1) and (4)",
        "Ask for advice anew",
        "Advice was asked for anew: that which exists is no longer found sufficient",
        "advice_requested",
    ),
    Step(
        "begin_version", _VERSION, (), _V.DRAFTING, _SEND,
        "Children and Families Act 2014, section 38(1)",
        "Write the plan", "A version of the plan was begun",
    ),
    Step(
        "serve_draft", _VERSION, (_V.DRAFTING,), _V.SERVED, _SEND,
        "Children and Families Act 2014, section 38(2); SEND Regulations 2014, regulation 13(1)",
        "Send the draft plan", "The draft plan was sent to the family", "draft_served",
    ),
    Step(
        "finalise_version", _VERSION, (_V.DRAFTING,), _V.FINAL, _SEND,
        "Children and Families Act 2014, section 39; "
        "SEND Regulations 2014, regulations 13(2) and 14",
        "Finalise the plan", "The plan was finalised",
    ),
    Step(
        "take_over_version", _VERSION, (), _V.FINAL, _SEND,
        "SEND Regulations 2014, regulation 15(3)",
        "Keep the plan as it came", "The plan was kept as it came",
    ),
    Step(
        "consult_setting", _CONSULTATION, (), _C.CONSULTED, _SEND,
        "Children and Families Act 2014, sections 39(2) and 40(3); "
        "SEND Regulations 2014, regulations 22(1), 27(1) and 28",
        "Consult a setting", "A setting was consulted",
    ),
    Step(
        "record_setting_response", _CONSULTATION, (_C.CONSULTED,), _C.RESPONDED,
        _SEND | {Role.SETTING},
        "SEND Code of Practice 2015, paragraph 9.83",
        "Record the setting's answer", "A setting answered",
    ),
)  # fmt: skip

STEPS: Mapping[str, Step] = MappingProxyType({step.name: step for step in (*_TABLE, *LATER_STEPS)})
"""Every step by name, in the order in which a case usually meets them."""


_SYSTEM = frozenset({Role.SYSTEM})
_QA = frozenset({Role.QA_REVIEWER, Role.QA_MODERATOR})

RECORDS: Mapping[str, Record] = MappingProxyType(
    {
        record.name: record
        for record in (
            Record("allocate_case", _SEND, "The case was allocated"),
            Record("change_details", _SEND, "The child’s or young person’s details were changed"),
            Record(
                "ask_family", _SEND, "The family was asked what it thinks of the request",
                "Children and Families Act 2014, section 36(4); SEND Regulations 2014, "
                "regulation 3",
            ),
            Record(
                "decide_same_child", _SEND,
                "It was decided whether another file is about the same child",
                "Children and Families Act 2014, section 36(6)", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "record_exemption", _SEND, "An exemption was recorded",
                _EXEMPTING,
            ),
            Record(
                "release_held", frozenset({Role.TEAM_MANAGER}),
                "Something that was held after a death was released",
            ),
            Record(
                "follow_exemption", _SEND,
                "The end of an exemption’s ground, or when the family was told, was recorded",
                _EXEMPTING,
            ),
            Record(
                "consider_responsibility", _SEND,
                "It was decided whether the authority is still responsible",
                "Children and Families Act 2014, section 36(3)", goes_on_after_stop=True,
            ),
            Record(
                "allocate_advice",
                frozenset(
                    {Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST, Role.HEALTH_COORDINATOR} | _SEND
                ),
                "A request for advice was given to a professional",
            ),
            Record("chase_advice", _SEND, "Advice was asked for again"),
            Record("write_plan", _SEND, "The plan was written", moves_no_date=True),
            Record(
                "override_check", _SEND, "A check was set aside with a reason", moves_no_date=True
            ),
            Record(
                "choose_print", _SEND | FAMILY_ROLES,
                "It was noted in which print somebody has letters", moves_no_date=True,
            ),
            Record(
                "choose_contact", _SEND | FAMILY_ROLES,
                "It was noted how somebody wants to be reached", moves_no_date=True,
            ),
            Record(
                "record_electronic_service", _SEND | FAMILY_ROLES,
                "It was recorded whether official letters may be sent by email",
                "Education Act 1996, section 572", moves_no_date=True,
            ),
            Record(
                "record_who_acts", _SEND,
                "It was recorded who acts for the young person, or for a parent",
                "Children and Families Act 2014, section 80; SEND Regulations 2014, "
                "regulations 63 and 64; Mental Capacity Act 2005", goes_on_after_stop=True,
            ),
            Record(
                "agree_that_parent_sees", frozenset({Role.YOUNG_PERSON}),
                "The young person agreed that somebody of their family sees the case",
                "SEND Regulations 2014, regulation 17", goes_on_after_stop=True,
            ),
            Record(
                "withdraw_that_parent_sees", frozenset({Role.YOUNG_PERSON}),
                "The young person no longer agrees to what somebody of their family sees and does",
                "SEND Regulations 2014, regulation 17", goes_on_after_stop=True,
            ),
            Record(
                "add_to_family", _SEND, "Somebody was put on file with the family",
                "Children and Families Act 2014, section 83(7); Education Act 1996, section 576",
                goes_on_after_stop=True,
            ),
            Record(
                "give_sign_in", _SEND, "Somebody of the family was given a way to sign in",
                "Children and Families Act 2014, section 19", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "decide_between_adults", frozenset({Role.TEAM_MANAGER}),
                "A team manager decided where adults of the family ask for contrary things",
                "Education Act 1996, section 576", goes_on_after_stop=True, moves_no_date=True,
            ),
            Record(
                "protect_address", _SEND | {Role.YOUNG_PERSON},
                "It was recorded whether the address is kept from everybody",
                "SEND Regulations 2014, regulation 17", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "tell_of_takeover", _SEND,
                "The young person and the family were told whose the rights will be",
                "Children and Families Act 2014, section 83", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "keep_out", _SEND, "It was recorded that a court order keeps somebody out",
                "Education Act 1996, section 576; Children Act 1989, section 8",
                goes_on_after_stop=True,
            ),
            Record(
                "let_in_again", _SEND, "It was recorded that no court order keeps somebody out",
                "Education Act 1996, section 576; Children Act 1989, section 8",
                goes_on_after_stop=True,
            ),
            Record(
                "give_to_custody_officer", _SEND | _SYSTEM,
                "The case was given to the officer for detained people",
                "Children and Families Act 2014, sections 70 to 75; SI 2015/62",
            ),
            Record(
                "leave_out_recommendation", _SEND, "A recommendation was left out with a reason",
                "SEND Regulations 2014, regulation 11",
            ),
            Record(
                "make_representation", FAMILY_ROLES, "The family commented on the draft",
                "Children and Families Act 2014, section 38(2)(b)",
            ),
            Record(
                "agree_with_draft", FAMILY_ROLES, "The family said that it had no more to say",
                "Children and Families Act 2014, section 38(2)(b)",
            ),
            Record("answer_representation", _SEND, "A comment was answered"),
            Record(
                "record_request_for_setting", _SEND,
                "It was recorded which setting the family asks for",
                "Children and Families Act 2014, section 38(2)(b)(ii); SEND Regulations 2014, "
                "regulation 22(2)",
            ),
            Record(
                "withdraw_request_for_setting", _SEND,
                "It was recorded that the family no longer asks for a setting",
                "Children and Families Act 2014, section 39(1)",
            ),
            Record(
                "note_request_for_setting", _SEND,
                "It was recorded that the family asks for a setting",
                "Children and Families Act 2014, section 39(1)",
            ),
            Record(
                "leave_setting_out", _SEND, "It was recorded why a setting is not named",
                "Children and Families Act 2014, section 39(4)",
            ),
            Record(
                "name_qualified_teacher", _SEND,
                "It was recorded who is qualified and was consulted for the educational advice",
                "SEND Regulations 2014, regulation 6(2)",
            ),
            Record(
                "name_setting", _SEND, "Section I was written",
                "Children and Families Act 2014, sections 39 and 40",
            ),
            Record(
                "move_review_meeting", _SEND | {Role.SETTING},
                "The review meeting was moved, and notice given of its new day",
                "SEND Regulations 2014, regulations 20(3) and 21(3)",
            ),
            Record(
                "send_review_papers", _SEND | {Role.SETTING},
                "The papers for the review meeting were sent round",
                "SEND Regulations 2014, regulations 20(4) and 21(4)",
            ),
            Record(
                "send_review_report", _SEND | {Role.SETTING},
                "The report of the review meeting was sent",
                "SEND Regulations 2014, regulations 20(9) and 21(8)",
            ),
            Record(
                "answer_early_review", _SEND,
                "It was decided whether to review the plan early",
                "Children and Families Act 2014, section 44(1)",
            ),
            Record(
                "decline_mediation", _SEND, "The mediation adviser was told: no mediation",
                "SEND Regulations 2014, regulation 34",
            ),
            Record(
                "tell_health_bodies", _SEND,
                "Each commissioning body was told of the health issues",
                "SEND Regulations 2014, regulation 35(2)",
            ),
            Record(
                "arrange_mediation", _SEND,
                "The family was told the day and place of the mediation",
                "SEND Regulations 2014, regulations 35 to 37",
            ),
            Record(
                "fail_to_arrange_mediation", _SEND,
                "The adviser was told that mediation cannot be arranged in time",
                "SEND Regulations 2014, regulation 39(2)",
            ),
            Record(
                "hold_mediation", _SEND, "The mediation was held",
                "SEND Regulations 2014, regulation 38",
            ),
            Record(
                "keep_agreement", _SEND, "What was agreed in mediation was done",
                "SEND Regulations 2014, regulation 42(3)",
            ),
            Record(
                "record_health_agreement", _SEND,
                "The commissioning body agreed with the family without the authority",
                "SEND Regulations 2014, regulation 42(4)",
            ),
            Record(
                "hear_of_health_agreement", _SEND,
                "The commissioning body told the authority of its agreement",
                "SEND Regulations 2014, regulation 42(4)",
            ),
            Record(
                "receive_appeal", _SEND, "The Tribunal sent the appeal",
                "HESC Rules 2008 (SI 2008/2699), rule 21",
            ),
            Record(
                "answer_appeal", _SEND, "The authority answered the appeal",
                "HESC Rules 2008 (SI 2008/2699), rule 21",
            ),
            Record(
                "hand_over_appeal", _SEND,
                "The authority to which the plan was transferred took the appeal over",
                "SEND Regulations 2014, regulation 15(3)",
            ),
            Record(
                "record_recommendation", _SEND, "The Tribunal made a recommendation",
                "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, "
                "regulations 6 and 7",
            ),
            Record(
                "answer_recommendation", _SEND, "A recommendation of the Tribunal was answered",
                "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, "
                "regulations 6(3) and 7(1)",
            ),
            Record(
                "copy_answer", _SEND,
                "The answer to a recommendation was copied to the Secretary of State",
                "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, "
                "regulations 6 and 7",
            ),
            Record(
                "record_commissioning_body", _SEND,
                "A change of the responsible commissioning body was recorded",
                "SEND Regulations 2014, regulations 15(7), 15(8) and 16",
            ),
            Record(
                "record_commissioning_notice", _SEND,
                "Notice of the new commissioning body was recorded",
                "SEND Regulations 2014, regulations 15(7), 15(8) and 16",
            ),
            Record(
                "record_disclosure_request", _SEND,
                "The young person asked that the plan be sent for higher education",
                "SEND Regulations 2014, regulation 47",
            ),
            Record(
                "disclose_plan", _SEND, "The plan was sent for the young person’s higher education",
                "SEND Regulations 2014, regulation 47",
            ),
            Record("return_to_author", _QA, "The plan was returned to its author"),
            Record(
                "write_to_authority", FAMILY_ROLES, "The family wrote to us",
                goes_on_after_stop=True, moves_no_date=True,
            ),
            Record(
                "write_to_family", _SEND, "We wrote to the family", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "note_call", _SEND, "We rang the family", goes_on_after_stop=True,
                moves_no_date=True,
            ),
            Record(
                "tell_why_late", _SEND, "The family was told why the case is late",
                goes_on_after_stop=True,
            ),
            Record(
                "tell_experience", FAMILY_ROLES, "The family told how it was",
                goes_on_after_stop=True, moves_no_date=True,
            ),
            Record(
                "readdress_letters", _SYSTEM,
                "Letters were stopped that waited for somebody who may not see the case any longer",
                "SEND Regulations 2014, regulation 17", goes_on_after_stop=True,
            ),
            Record("complete_task", _SEND, "A task was done"),
            Record("raise_task", _SYSTEM, "Something came up to be done"),
            Record("issue_document", _SYSTEM, "A document was prepared"),
        )
    }
)  # fmt: skip
"""Every recorded change by name."""


def steps_of(process: str) -> tuple[Step, ...]:
    """The steps of one process, in table order.

    Args:
        process: a :class:`ProcessKind` value.
    """
    return tuple(step for step in STEPS.values() if step.process == process)
