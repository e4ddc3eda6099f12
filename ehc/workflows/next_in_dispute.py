"""What the authority itself is to do of a disagreement with a decision, and by when.

Pure; the days come from the duties of disputes (:mod:`ehc.workflows.duties.disputes`). What was
ordered, left unopposed or agreed is done to the assessment or the plan, and belongs to these
(:mod:`ehc.workflows.next_action`); what the family, the mediation adviser or the commissioning
body is to do is nobody's work here.

API: :class:`DisputeWork`, :func:`next_of_dispute`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ehc.workflows.case_facts import ActionKey, NextAction, Owner
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.disputes import recorded_in
from ehc.workflows.statuses import DisputeStatus

_BY_DUTY: Mapping[str, tuple[ActionKey, str]] = MappingProxyType(
    {
        "mediation.tell_health_bodies": (ActionKey.TELL_HEALTH_BODIES, "tell_health_bodies"),
        "mediation.arrange": (ActionKey.ARRANGE_MEDIATION, "arrange_mediation"),
        "mediation.other": (ActionKey.KEEP_AGREEMENT, "keep_agreement"),
        "appeal.respond": (ActionKey.ANSWER_APPEAL, "answer_appeal"),
        "recommendation.social_care": (ActionKey.ANSWER_RECOMMENDATION, "answer_recommendation"),
        "recommendation.social_care.copy": (ActionKey.COPY_ANSWER, "copy_answer"),
        "recommendation.health.copy": (ActionKey.COPY_ANSWER, "copy_answer"),
    }
)
"""What each duty of the authority asks for, and the step that does it."""

_WHILE_MEDIATING = frozenset({ActionKey.TELL_HEALTH_BODIES, ActionKey.ARRANGE_MEDIATION})
_MAY_BE_MEDIATING = frozenset({DisputeStatus.MEDIATING, DisputeStatus.APPEALED})
_UNDONE = frozenset({DutyStatus.RUNNING, DutyStatus.LATE})


@dataclass(frozen=True, slots=True)
class DisputeWork:
    """One disagreement, as far as what is next of it needs it.

    Attributes:
        status: a :class:`~ehc.workflows.statuses.DisputeStatus`.
        duties: its duties on the day, those that have begun alone.
        mediation_over: whether there is a mediation certificate or an agreement.
        ref: the caller's own name for it.
    """

    status: str
    duties: tuple[DutyState, ...] = ()
    mediation_over: bool = False
    ref: str = ""


def next_of_dispute(work: DisputeWork) -> tuple[NextAction, ...]:
    """What the authority is to do of a disagreement, in any order.

    A duty asks for nothing once the step that does it can no longer be recorded: of an appeal that
    was withdrawn no answer is due, nor of one that the Tribunal decided.
    """
    return tuple(
        NextAction(_BY_DUTY[one.duty][0], Owner.CASEWORKER, one.due, one.duty, ref=work.ref)
        for one in work.duties
        if one.duty in _BY_DUTY
        and one.state in _UNDONE
        and one.done_on is None
        and _can_be_done(one.duty, work)
    )


def _can_be_done(duty: str, work: DisputeWork) -> bool:
    key, step = _BY_DUTY[duty]
    if key in _WHILE_MEDIATING:
        return _is_mediating(work)
    return work.status in recorded_in(step)


def _is_mediating(work: DisputeWork) -> bool:
    """Whether mediation that was asked for is still to come.

    It may be told of and arranged beside an appeal; not once it ended, nor once the adviser was
    told that it cannot be arranged in time (regulation 39(2)).
    """
    told = any(one.duty == "mediation.certificate_not_arranged" for one in work.duties)
    return work.status in _MAY_BE_MEDIATING and not work.mediation_over and not told
