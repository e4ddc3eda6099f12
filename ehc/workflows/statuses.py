"""Every status of every process, with its wording for staff and for families.

A status is stored by its value. The wording lives here, once, and is marked for
translation by the renderer above this package (:mod:`ehc.explanations`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class AssessmentStatus(StrEnum):
    """One EHC needs assessment (Children and Families Act 2014, ss 36-37)."""

    REQUESTED = "requested"
    REFUSED_TO_ASSESS = "refused_to_assess"
    ASSESSING = "assessing"
    REFUSED_TO_ISSUE = "refused_to_issue"
    PLANNING = "planning"
    PLAN_ISSUED = "plan_issued"


class AdviceRequestStatus(StrEnum):
    """One request for advice under reg 6(1) of the SEND Regulations 2014."""

    SOUGHT = "sought"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class PlanVersionStatus(StrEnum):
    """One version of an EHC plan (ss 37-39; regs 11-14)."""

    DRAFTING = "drafting"
    SERVED = "served"
    FINAL = "final"


class ConsultationStatus(StrEnum):
    """One consultation of a setting (ss 39-40)."""

    CONSULTED = "consulted"
    RESPONDED = "responded"


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
        AdviceRequestStatus.SOUGHT: Wording("Asked", "We have asked for advice."),
        AdviceRequestStatus.RECEIVED: Wording("Received, to be read", "The advice has come in."),
        AdviceRequestStatus.RETURNED: Wording(
            "Returned with questions", "We have asked for more detail."
        ),
        AdviceRequestStatus.ACCEPTED: Wording("Accepted", "The advice has come in."),
        PlanVersionStatus.DRAFTING: Wording("Being written", "We are writing the plan."),
        PlanVersionStatus.SERVED: Wording("Draft sent", "The draft plan has been sent to you."),
        PlanVersionStatus.FINAL: Wording("Final", "The final plan has been sent to you."),
        ConsultationStatus.CONSULTED: Wording("Asked", "We have asked this setting."),
        ConsultationStatus.RESPONDED: Wording("Answered", "The setting has answered."),
    }
)
