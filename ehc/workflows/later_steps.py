"""The steps after an assessment: reviews, reassessments, disputes and transfers.

Tables of what is lawful; rows of the database follow them (``tests/architecture`` names the
processes that have none yet).
"""

from __future__ import annotations

from ehc.workflows.processes import ProcessKind, Step
from ehc.workflows.roles import Role
from ehc.workflows.statuses import (
    DisputeStatus,
    ReassessmentStatus,
    ReviewStatus,
    TransferStatus,
)

_SEND = frozenset({Role.CASEWORKER, Role.TEAM_MANAGER})
_FAMILY = frozenset({Role.PARENT, Role.YOUNG_PERSON})
_REVIEWERS = _SEND | {Role.SETTING}

_W, _R, _D, _T = ReviewStatus, ReassessmentStatus, DisputeStatus, TransferStatus
_REVIEW, _REASSESSMENT = ProcessKind.REVIEW, ProcessKind.REASSESSMENT
_DISPUTE, _TRANSFER = ProcessKind.DISPUTE, ProcessKind.TRANSFER

LATER_STEPS: tuple[Step, ...] = (
    Step(
        "arrange_review", _REVIEW, (), _W.ARRANGED, _REVIEWERS,
        "SEND Regulations 2014, regulations 20(3) and 21(3)",
        "Arrange a review meeting", "Notice of a review meeting was given", "review_notice_given",
    ),
    Step(
        "hold_review_meeting", _REVIEW, (_W.ARRANGED,), _W.HELD, _REVIEWERS,
        "SEND Regulations 2014, regulations 20 and 21",
        "Record the review meeting", "The review meeting was held", "review_meeting_held",
    ),
    Step(
        "cancel_review_meeting", _REVIEW, (_W.ARRANGED,), _W.CANCELLED, _REVIEWERS,
        "SEND Regulations 2014, regulations 20(3) and 21(3)",
        "Cancel the review meeting",
        "The review meeting was cancelled; the notice of it no longer counts",
    ),
    Step(
        "keep_plan", _REVIEW, (_W.HELD,), _W.KEPT, _SEND,
        "SEND Regulations 2014, regulations 20(10) and 21(9)",
        "Keep the plan as it is", "The authority decided to keep the plan", "review_decided",
    ),
    Step(
        "decide_not_to_amend", _REVIEW, (_W.AMENDING,), _W.KEPT, _SEND,
        "SEND Regulations 2014, regulation 22(4)",
        "Do not amend the plan", "The authority decided not to amend the plan",
        "not_amended_after_review",
    ),
    Step(
        "propose_amendments", _REVIEW, (_W.HELD,), _W.AMENDING, _SEND,
        "SEND Regulations 2014, regulation 22(2)",
        "Propose amendments", "The authority proposed amendments", "amendments_proposed",
    ),
    Step(
        "propose_amendments_without_review", _REVIEW, (), _W.AMENDING, _SEND,
        "SEND Regulations 2014, regulations 22(2) and 28",
        "Propose amendments without a review",
        "The authority proposed amendments without a review",
        "amendments_proposed_without_review",
    ),
    Step(
        "send_amended_plan", _REVIEW, (_W.AMENDING,), _W.AMENDED, _SEND,
        "SEND Regulations 2014, regulation 22(3)",
        "Send the amended plan", "The amended plan was sent", "amended_plan_sent",
    ),
    Step(
        "decide_to_cease", _REVIEW, (_W.HELD,), _W.CEASING, _SEND,
        "Children and Families Act 2014, section 45; SEND Regulations 2014, regulations 29-31",
        "Decide to end the plan", "The authority decided to end the plan", "cease_decided",
    ),
    Step(
        # Not before the time to appeal is over, nor while an appeal is open.
        "cease_plan", _REVIEW, (_W.CEASING,), _W.CEASED, _SEND,
        "Children and Families Act 2014, section 45(4); SEND Regulations 2014, regulation 31",
        "End the plan", "The plan ended", "plan_ceased",
    ),
    Step(
        "ask_to_reassess", _REASSESSMENT, (), _R.ASKED, _FAMILY | _REVIEWERS,
        "Children and Families Act 2014, section 44(2); SEND Regulations 2014, regulation 23",
        "Ask for a reassessment", "A reassessment was asked for", "reassessment_requested",
    ),
    Step(
        "decide_to_reassess", _REASSESSMENT, (), _R.REASSESSING, _SEND,
        "Children and Families Act 2014, section 44(3)",
        "Reassess without a request", "The authority decided to reassess, without a request",
        "reassessment_agreed",
    ),
    Step(
        "agree_to_reassess", _REASSESSMENT, (_R.ASKED,), _R.REASSESSING, _SEND,
        "SEND Regulations 2014, regulation 25(1)",
        "Agree to reassess", "The authority agreed to reassess", "reassessment_agreed",
    ),
    Step(
        "refuse_to_reassess", _REASSESSMENT, (_R.ASKED,), _R.REFUSED, _SEND,
        "SEND Regulations 2014, regulations 24 and 25",
        "Refuse to reassess", "The authority refused to reassess", "notice_sent",
    ),
    Step(
        # What an order, an agreement in mediation or an appeal that is not opposed asks for.
        "reassess_as_decided", _REASSESSMENT, (_R.REFUSED,), _R.REASSESSING, _SEND,
        "SEND Regulations 2014, regulations 42(2), 44(2)(b) and 45(3)",
        "Tell the family that there will be a reassessment",
        "The family was told that there will be a reassessment, as was decided",
        "reassessment_agreed",
    ),
    Step(
        "send_plan_after_reassessment", _REASSESSMENT, (_R.REASSESSING,), _R.REASSESSED, _SEND,
        "SEND Regulations 2014, regulation 27(2)",
        "Send the plan", "The plan that followed the reassessment was sent", "plan_finalised",
    ),
    Step(
        # The clock counts from the notice that told the decision, whether or not anybody disagrees.
        "open_dispute", _DISPUTE, (), _D.OPEN, _FAMILY | _SEND,
        "Children and Families Act 2014, sections 51(2) and 52",
        "Record that the family disagrees", "The family said that it disagrees with a decision",
    ),
    Step(
        "ask_for_mediation", _DISPUTE, (_D.OPEN,), _D.MEDIATING, _FAMILY | _SEND,
        "Children and Families Act 2014, sections 53 and 54; "
        "SEND Regulations 2014, regulations 33, 35 and 36",
        "Ask for mediation", "The family asked for mediation", "mediation_requested",
    ),
    Step(
        # Whoever took part has it, agreed or not: regulation 39(1).
        "record_certificate", _DISPUTE, (_D.OPEN, _D.MEDIATING, _D.AGREED), _D.CERTIFIED, _SEND,
        "Children and Families Act 2014, section 55(4) and (5); "
        "SEND Regulations 2014, regulations 34 and 39",
        "Record the mediation certificate", "A mediation certificate was issued",
        "mediation_certificate_issued",
    ),
    Step(
        "record_agreement", _DISPUTE, (_D.MEDIATING, _D.CERTIFIED), _D.AGREED, _SEND,
        "SEND Regulations 2014, regulation 42",
        "Record the agreement", "An agreement was reached in mediation", "mediation_agreed",
    ),
    Step(
        # Without a certificate where the appeal is about the placement alone: section 55(2).
        "record_appeal", _DISPUTE, (_D.OPEN, _D.MEDIATING, _D.AGREED, _D.CERTIFIED), _D.APPEALED,
        _SEND,
        "Children and Families Act 2014, sections 51 and 55",
        "Record the appeal", "The family appealed", "appeal_lodged",
    ),
    Step(
        "concede_appeal", _DISPUTE, (_D.APPEALED,), _D.CONCEDED, _SEND,
        "SEND Regulations 2014, regulation 45(1)",
        "Tell the Tribunal that the appeal is not opposed", "The authority did not oppose the "
        "appeal", "unopposed_appeal_notified",
    ),
    Step(
        "record_order", _DISPUTE, (_D.APPEALED,), _D.ORDERED, _SEND,
        "SEND Regulations 2014, regulations 43 and 44",
        "Record the Tribunal's order", "The Tribunal made an order", "tribunal_ordered",
    ),
    Step(
        "withdraw_appeal", _DISPUTE, (_D.APPEALED,), _D.WITHDRAWN, _SEND,
        "HESC Rules 2008 (SI 2008/2699), rule 17",
        "Record that the appeal was withdrawn", "The family withdrew its appeal",
    ),
    Step(
        "record_transfer", _TRANSFER, (), _T.KNOWN, _SEND,
        "SEND Regulations 2014, regulations 15(1) and 18",
        "Record a move", "A move became known",
    ),
    Step(
        "send_plan_on", _TRANSFER, (_T.KNOWN,), _T.SENT, _SEND,
        "SEND Regulations 2014, regulation 15(2)",
        "Transfer the plan", "The plan was transferred to the new authority",
        "plan_transferred_out",
    ),
    Step(
        "receive_plan", _TRANSFER, (_T.KNOWN,), _T.RECEIVED, _SEND,
        "SEND Regulations 2014, regulation 15(3)",
        "Record the plan that has come", "A plan was transferred to this authority",
        "plan_transferred_in",
    ),
    Step(
        "tell_family_of_transfer", _TRANSFER, (_T.RECEIVED,), _T.NOTIFIED, _SEND,
        "SEND Regulations 2014, regulation 15(4)",
        "Tell the family what is to follow", "The family was told of the transfer",
        "transfer_notified",
    ),
    Step(
        "name_next_setting", _TRANSFER, (_T.KNOWN,), _T.NAMED, _SEND,
        "SEND Regulations 2014, regulation 18",
        "Name the next setting", "The plan names the next setting", "amended_plan_sent",
    ),
    Step(
        "call_off_transfer", _TRANSFER, (_T.KNOWN,), _T.CALLED_OFF, _SEND,
        "SEND Regulations 2014, regulations 15(1) and 18",
        "Record that the move is called off", "A move was called off",
    ),
)  # fmt: skip
"""Every step after an assessment, process by process."""
