"""Every status of every process, with its wording for staff and for families.

A status is stored by its value. The wording lives here, once, and is marked for
translation by the renderer above this package (:mod:`ehc.explanations`). No two statuses of
different processes share a value: the wording is looked up by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class AssessmentStatus(StrEnum):
    """One EHC needs assessment (Children and Families Act 2014, ss 36-37)."""

    REQUESTED = "requested"
    CONSIDERING = "considering"
    REFUSED_TO_ASSESS = "refused_to_assess"
    ASSESSING = "assessing"
    REFUSED_TO_ISSUE = "refused_to_issue"
    PLANNING = "planning"
    PLAN_ISSUED = "plan_issued"
    WITHDRAWN = "withdrawn"
    DECEASED = "deceased"
    NOT_OURS = "not_ours"
    EXPORTED = "exported"
    IN_CUSTODY = "in_custody"


STOPPED = frozenset(
    {
        AssessmentStatus.WITHDRAWN,
        AssessmentStatus.DECEASED,
        AssessmentStatus.NOT_OURS,
        AssessmentStatus.EXPORTED,
    }
)
"""Where an assessment was stopped before its time: nothing of it goes on."""

HALTED = STOPPED | {AssessmentStatus.IN_CUSTODY}
"""Where nothing of an assessment goes on by these rules: stopped, or under rules of its own."""


class AdviceRequestStatus(StrEnum):
    """One request for advice under reg 6(1) of the SEND Regulations 2014."""

    SOUGHT = "sought"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RELIED_ON = "relied_on"


class PlanVersionStatus(StrEnum):
    """One version of an EHC plan (ss 37-39; regs 11-14)."""

    DRAFTING = "drafting"
    SERVED = "served"
    FINAL = "final"


class ConsultationStatus(StrEnum):
    """One consultation of a setting (ss 39-40)."""

    CONSULTED = "consulted"
    RESPONDED = "responded"


class ReviewStatus(StrEnum):
    """One review of a plan (s 44; regs 18-22)."""

    ARRANGED = "review_arranged"
    HELD = "review_held"
    KEPT = "plan_kept"
    AMENDING = "amendments_proposed"
    AMENDED = "plan_amended"
    CEASING = "plan_to_cease"
    CEASED = "plan_ceased"
    CANCELLED = "review_cancelled"


class ReassessmentStatus(StrEnum):
    """One reassessment (s 44(2)-(3); regs 23-27)."""

    ASKED = "reassessment_asked"
    REASSESSING = "reassessing"
    REFUSED = "refused_to_reassess"
    REASSESSED = "reassessed"


class DisputeStatus(StrEnum):
    """A family that disagrees with a decision that can be appealed (ss 51-57; regs 32-45)."""

    OPEN = "disagrees"
    MEDIATING = "mediating"
    AGREED = "agreed_in_mediation"
    CERTIFIED = "certified"
    APPEALED = "appealed"
    CONCEDED = "appeal_conceded"
    ORDERED = "ordered"
    WITHDRAWN = "appeal_withdrawn"


class TransferStatus(StrEnum):
    """One move between authorities or phases of education (regs 15 and 18)."""

    KNOWN = "transfer_known"
    SENT = "transfer_sent"
    RECEIVED = "transfer_received"
    NOTIFIED = "transfer_notified"
    NAMED = "next_setting_named"
    CALLED_OFF = "transfer_called_off"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a status is called.

    Attributes:
        staff: a short label for queues and case pages.
        family: a whole sentence for the tracker, from the family's side.
    """

    staff: str
    family: str


STATUS_WORDING: Mapping[StrEnum, Wording] = MappingProxyType(
    {
        AssessmentStatus.REQUESTED: Wording(
            "Request received", "We are deciding whether to carry out an assessment."
        ),
        AssessmentStatus.CONSIDERING: Wording(
            "Considering an assessment",
            "We are considering whether to carry out an assessment. You can tell us what you "
            "think, and send us evidence.",
        ),
        AssessmentStatus.REFUSED_TO_ASSESS: Wording(
            "Refused to assess", "We decided not to carry out an assessment."
        ),
        AssessmentStatus.ASSESSING: Wording("Assessing", "We are collecting advice."),
        AssessmentStatus.REFUSED_TO_ISSUE: Wording(
            "Refused to issue a plan", "We decided not to issue a plan."
        ),
        AssessmentStatus.PLANNING: Wording("Writing the plan", "We are writing the plan with you."),
        AssessmentStatus.PLAN_ISSUED: Wording(
            "Plan issued", "The final plan has been sent to you."
        ),
        AssessmentStatus.WITHDRAWN: Wording(
            "Withdrawn", "The request was withdrawn, so we have stopped."
        ),
        AssessmentStatus.DECEASED: Wording(
            "Died", "We have stopped, and send you nothing more unless you ask us to."
        ),
        AssessmentStatus.NOT_OURS: Wording(
            "Not ours",
            "Another council is responsible. We have not refused anything: we have told you where "
            "the request goes.",
        ),
        AssessmentStatus.EXPORTED: Wording(
            "Moved to another authority",
            "You moved while we were working on it. Your new council is responsible now, and we "
            "have stopped.",
        ),
        AssessmentStatus.IN_CUSTODY: Wording(
            "With the officer for detained people",
            "We have your request. Rules of their own apply to somebody who is detained, and a "
            "named officer has it.",
        ),
        AdviceRequestStatus.SOUGHT: Wording("Asked", "We have asked for advice."),
        AdviceRequestStatus.RECEIVED: Wording("Received, to be read", "The advice has come in."),
        AdviceRequestStatus.RETURNED: Wording(
            "Returned with questions", "We have asked for more detail."
        ),
        AdviceRequestStatus.ACCEPTED: Wording("Accepted", "The advice has come in."),
        AdviceRequestStatus.RELIED_ON: Wording(
            "Existing advice relied on",
            "We use advice that exists already: whoever gave it, you and we find it sufficient.",
        ),
        PlanVersionStatus.DRAFTING: Wording("Being written", "We are writing the plan."),
        PlanVersionStatus.SERVED: Wording("Draft sent", "The draft plan has been sent to you."),
        PlanVersionStatus.FINAL: Wording("Final", "The final plan has been sent to you."),
        ConsultationStatus.CONSULTED: Wording("Asked", "We have asked this setting."),
        ConsultationStatus.RESPONDED: Wording("Answered", "The setting has answered."),
        ReviewStatus.ARRANGED: Wording("Meeting arranged", "A review meeting is arranged."),
        ReviewStatus.HELD: Wording(
            "Meeting held, to decide", "The review meeting was held. We are deciding what to do."
        ),
        ReviewStatus.KEPT: Wording("Plan kept", "We are keeping the plan as it is."),
        ReviewStatus.AMENDING: Wording(
            "Amendments proposed", "We have sent you the changes that we propose."
        ),
        ReviewStatus.AMENDED: Wording("Plan amended", "The changed plan has been sent to you."),
        ReviewStatus.CEASING: Wording("Plan to cease", "We have decided to end the plan."),
        ReviewStatus.CEASED: Wording("Plan ended", "The plan has ended."),
        ReviewStatus.CANCELLED: Wording(
            "Meeting cancelled",
            "The review meeting was cancelled. We still have to review the plan.",
        ),
        ReassessmentStatus.ASKED: Wording(
            "Reassessment asked for", "We are deciding whether to assess again."
        ),
        ReassessmentStatus.REASSESSING: Wording("Reassessing", "We are assessing again."),
        ReassessmentStatus.REFUSED: Wording(
            "Refused to reassess", "We decided not to assess again."
        ),
        ReassessmentStatus.REASSESSED: Wording(
            "Reassessed", "The plan that followed the new assessment has been sent to you."
        ),
        DisputeStatus.OPEN: Wording(
            "The family disagrees",
            "You told us that you disagree. You can ask for mediation, and you can appeal.",
        ),
        DisputeStatus.MEDIATING: Wording(
            "In mediation", "You asked for mediation, to talk it over with somebody independent."
        ),
        DisputeStatus.AGREED: Wording(
            "Agreed in mediation", "You and we agreed what to do, in mediation."
        ),
        DisputeStatus.CERTIFIED: Wording(
            "Certificate issued", "You have a mediation certificate and can appeal."
        ),
        DisputeStatus.APPEALED: Wording("Appealed", "The Tribunal is dealing with your appeal."),
        DisputeStatus.CONCEDED: Wording("Not opposed", "We are not opposing your appeal."),
        DisputeStatus.ORDERED: Wording("Ordered", "The Tribunal has decided your appeal."),
        DisputeStatus.WITHDRAWN: Wording("Withdrawn", "You withdrew your appeal."),
        TransferStatus.KNOWN: Wording("Transfer known", "We know that a move is coming."),
        TransferStatus.SENT: Wording("Plan sent on", "Your new council has the plan."),
        TransferStatus.RECEIVED: Wording("Plan received", "The plan has come to us."),
        TransferStatus.NOTIFIED: Wording(
            "Family told", "We have told you what will happen with the plan."
        ),
        TransferStatus.NAMED: Wording("Next setting named", "The plan names the next setting."),
        TransferStatus.CALLED_OFF: Wording("Called off", "The move is not going to happen."),
    }
)
