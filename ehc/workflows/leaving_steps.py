"""The steps by which an assessment leaves these rules: another authority, or custody; and back.

Part of :data:`ehc.workflows.steps.STEPS`.
"""

from __future__ import annotations

from ehc.workflows.processes import ProcessKind, Step
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AssessmentStatus

_A = AssessmentStatus
_ASSESSMENT = ProcessKind.ASSESSMENT
_SEND = frozenset({Role.CASEWORKER, Role.TEAM_MANAGER})
_OPEN = (_A.REQUESTED, _A.CONSIDERING, _A.ASSESSING, _A.PLANNING)

_RELEASE = "Children and Families Act 2014, section 70; SI 2015/62, regulation 15"

LEAVING: tuple[Step, ...] = (
    Step(
        "close_as_not_ours", _ASSESSMENT, (_A.REQUESTED, _A.CONSIDERING), _A.NOT_OURS, _SEND,
        "Children and Families Act 2014, sections 24 and 36",
        "Record that another authority is responsible",
        "It was recorded that another authority is responsible", "not_ours",
    ),
    Step(
        "export", _ASSESSMENT, (*_OPEN, _A.IN_CUSTODY), _A.EXPORTED, _SEND,
        "Children and Families Act 2014, section 24",
        "Record a move to another authority",
        "The child or young person moved to another authority", "exported",
    ),
    Step(
        # On receipt unattended work takes it: nothing waits for somebody to look.
        "hand_to_custody_officer", _ASSESSMENT, _OPEN, _A.IN_CUSTODY, _SEND | {Role.SYSTEM},
        "Children and Families Act 2014, sections 70 to 75; SI 2015/62",
        "Hand over to the officer for detained people",
        "It was handed to the officer for detained people", "detained",
    ),
    # Back to where it stood: one step for each, because a step has one end.
    Step(
        "release_to_request", _ASSESSMENT, (_A.IN_CUSTODY,), _A.REQUESTED, _SEND, _RELEASE,
        "Hand back after release", "It was handed back after release", "released",
    ),
    Step(
        "release_to_considering", _ASSESSMENT, (_A.IN_CUSTODY,), _A.CONSIDERING, _SEND, _RELEASE,
        "Hand back after release", "It was handed back after release", "released",
    ),
    Step(
        "release_to_assessment", _ASSESSMENT, (_A.IN_CUSTODY,), _A.ASSESSING, _SEND, _RELEASE,
        "Hand back after release", "It was handed back after release", "released",
    ),
    Step(
        "release_to_planning", _ASSESSMENT, (_A.IN_CUSTODY,), _A.PLANNING, _SEND, _RELEASE,
        "Hand back after release", "It was handed back after release", "released",
    ),
)  # fmt: skip
"""Every step by which an assessment leaves these rules, or comes back."""

RELEASES = {
    _A.REQUESTED: "release_to_request",
    _A.CONSIDERING: "release_to_considering",
    _A.ASSESSING: "release_to_assessment",
    _A.PLANNING: "release_to_planning",
}
"""The step that hands an assessment back to where it stood."""
