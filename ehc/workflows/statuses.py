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

from ehc.workflows.messages import gettext_noop as _


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
            _("Request received"), _("We are deciding whether to carry out an assessment.")
        ),
        AssessmentStatus.CONSIDERING: Wording(
            _("Considering an assessment"),
            _(
                "We are considering whether to carry out an assessment. You can tell us what you "
                "think, and send us evidence."
            ),
        ),
        AssessmentStatus.REFUSED_TO_ASSESS: Wording(
            _("Refused to assess"), _("We decided not to carry out an assessment.")
        ),
        AssessmentStatus.ASSESSING: Wording(_("Assessing"), _("We are collecting advice.")),
        AssessmentStatus.REFUSED_TO_ISSUE: Wording(
            _("Refused to issue a plan"), _("We decided not to issue a plan.")
        ),
        AssessmentStatus.PLANNING: Wording(
            _("Writing the plan"), _("We are writing the plan with you.")
        ),
        AssessmentStatus.PLAN_ISSUED: Wording(
            _("Plan issued"), _("The final plan has been sent to you.")
        ),
        AssessmentStatus.WITHDRAWN: Wording(
            _("Withdrawn"), _("The request was withdrawn, so we have stopped.")
        ),
        AssessmentStatus.DECEASED: Wording(
            _("Died"), _("We have stopped, and send you nothing more unless you ask us to.")
        ),
        AssessmentStatus.NOT_OURS: Wording(
            _("Not ours"),
            _(
                "Another council is responsible. We have not refused anything: we have told you "
                "where the request goes."
            ),
        ),
        AssessmentStatus.EXPORTED: Wording(
            _("Moved to another authority"),
            _(
                "You moved while we were working on it. Your new council is responsible now, and "
                "we have stopped."
            ),
        ),
        AssessmentStatus.IN_CUSTODY: Wording(
            _("With the officer for detained people"),
            _(
                "We have your request. Rules of their own apply to somebody who is detained, and a "
                "named officer has it."
            ),
        ),
        AdviceRequestStatus.SOUGHT: Wording(_("Asked"), _("We have asked for advice.")),
        AdviceRequestStatus.RECEIVED: Wording(
            _("Received, to be read"), _("The advice has come in.")
        ),
        AdviceRequestStatus.RETURNED: Wording(
            _("Returned with questions"), _("We have asked for more detail.")
        ),
        AdviceRequestStatus.ACCEPTED: Wording(_("Accepted"), _("The advice has come in.")),
        AdviceRequestStatus.RELIED_ON: Wording(
            _("Existing advice relied on"),
            _("We use advice that exists already: whoever gave it, you and we find it sufficient."),
        ),
        PlanVersionStatus.DRAFTING: Wording(_("Being written"), _("We are writing the plan.")),
        PlanVersionStatus.SERVED: Wording(
            _("Draft sent"), _("The draft plan has been sent to you.")
        ),
        PlanVersionStatus.FINAL: Wording(_("Final"), _("The final plan has been sent to you.")),
        ConsultationStatus.CONSULTED: Wording(_("Asked"), _("We have asked this setting.")),
        ConsultationStatus.RESPONDED: Wording(_("Answered"), _("The setting has answered.")),
        ReviewStatus.ARRANGED: Wording(_("Meeting arranged"), _("A review meeting is arranged.")),
        ReviewStatus.HELD: Wording(
            _("Meeting held, to decide"),
            _("The review meeting was held. We are deciding what to do."),
        ),
        ReviewStatus.KEPT: Wording(_("Plan kept"), _("We are keeping the plan as it is.")),
        ReviewStatus.AMENDING: Wording(
            _("Amendments proposed"), _("We have sent you the changes that we propose.")
        ),
        ReviewStatus.AMENDED: Wording(
            _("Plan amended"), _("The changed plan has been sent to you.")
        ),
        ReviewStatus.CEASING: Wording(_("Plan to cease"), _("We have decided to end the plan.")),
        ReviewStatus.CEASED: Wording(_("Plan ended"), _("The plan has ended.")),
        ReviewStatus.CANCELLED: Wording(
            _("Meeting cancelled"),
            _("The review meeting was cancelled. We still have to review the plan."),
        ),
        ReassessmentStatus.ASKED: Wording(
            _("Reassessment asked for"), _("We are deciding whether to assess again.")
        ),
        ReassessmentStatus.REASSESSING: Wording(_("Reassessing"), _("We are assessing again.")),
        ReassessmentStatus.REFUSED: Wording(
            _("Refused to reassess"), _("We decided not to assess again.")
        ),
        ReassessmentStatus.REASSESSED: Wording(
            _("Reassessed"), _("The plan that followed the new assessment has been sent to you.")
        ),
        DisputeStatus.OPEN: Wording(
            _("The family disagrees"),
            _("You told us that you disagree. You can ask for mediation, and you can appeal."),
        ),
        DisputeStatus.MEDIATING: Wording(
            _("In mediation"),
            _("You asked for mediation, to talk it over with somebody independent."),
        ),
        DisputeStatus.AGREED: Wording(
            _("Agreed in mediation"), _("You and we agreed what to do, in mediation.")
        ),
        DisputeStatus.CERTIFIED: Wording(
            _("Certificate issued"), _("You have a mediation certificate and can appeal.")
        ),
        DisputeStatus.APPEALED: Wording(
            _("Appealed"), _("The Tribunal is dealing with your appeal.")
        ),
        DisputeStatus.CONCEDED: Wording(_("Not opposed"), _("We are not opposing your appeal.")),
        DisputeStatus.ORDERED: Wording(_("Ordered"), _("The Tribunal has decided your appeal.")),
        DisputeStatus.WITHDRAWN: Wording(_("Withdrawn"), _("You withdrew your appeal.")),
        TransferStatus.KNOWN: Wording(_("Transfer known"), _("We know that a move is coming.")),
        TransferStatus.SENT: Wording(_("Plan sent on"), _("Your new council has the plan.")),
        TransferStatus.RECEIVED: Wording(_("Plan received"), _("The plan has come to us.")),
        TransferStatus.NOTIFIED: Wording(
            _("Family told"), _("We have told you what will happen with the plan.")
        ),
        TransferStatus.NAMED: Wording(
            _("Next setting named"), _("The plan names the next setting.")
        ),
        TransferStatus.CALLED_OFF: Wording(_("Called off"), _("The move is not going to happen.")),
    }
)
