"""Disagreements: which decision can be appealed, what can be decided of it, and what comes when.

A disagreement is about one notice that was sent. What can be ordered, left unopposed or agreed
depends on the decision of that notice; what can be done next, on what has been done.

API: :data:`DECISION_OF`, :data:`ORDERS_ON`, :data:`UNOPPOSED_ON`, :data:`AGREED_ON`,
:data:`RULINGS`, :data:`PLACEMENT_DECISIONS`, :data:`CARRIES_OUT`, :class:`DisputeFacts`,
:func:`possible`, :func:`recorded_in`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ehc.workflows.messages import gettext_noop
from ehc.workflows.statuses import DisputeStatus, Wording
from ehc.workflows.steps import STEPS, ProcessKind

_S = DisputeStatus

DECISION_OF: Mapping[str, str] = MappingProxyType(
    {
        "refuse_to_assess": "refuse_to_assess",
        "refuse_to_issue": "refuse_to_issue",
        "issue_plan": "final_plan",
        "send_amended_plan": "final_plan",
        "send_plan_as_decided": "final_plan",
        "send_plan_after_reassessment": "final_plan",
        "keep_plan": "review",
        "decide_not_to_amend": "review",
        "refuse_to_reassess": "refuse_reassessment",
        "decide_to_cease": "cease",
    }
)
"""The decision (:data:`~ehc.workflows.events.DECISIONS`) that the notice of a step tells."""

PLACEMENT_DECISIONS = frozenset({"final_plan", "review"})
"""Decisions about a plan: an appeal can be about the placement alone (section 55(2))."""

DISMISSED = frozenset({"dismiss", "dismiss_cease"})
"""Orders that leave the decision as it was."""

ORDERS_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "refuse_to_assess": ("assess", "dismiss"),
        "refuse_to_issue": ("make_and_maintain", "refer_back", "dismiss"),
        "final_plan": ("amend_provision", "name_setting", "dismiss"),
        "review": ("amend_provision", "name_setting", "dismiss"),
        "refuse_reassessment": ("reassess", "dismiss"),
        "cease": ("continue", "continue_and_amend", "dismiss_cease"),
    }
)
"""What the Tribunal can order of each decision (SEND Regulations 2014, regulation 43(2))."""

UNOPPOSED_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "refuse_to_assess": ("assess",),
        "refuse_to_issue": ("make_and_maintain",),
        "final_plan": ("contents", "setting_only"),
        "review": ("contents", "setting_only"),
        "refuse_reassessment": ("reassess",),
        "cease": ("cease",),
    }
)
"""What an appeal that is not opposed can be about (regulation 45)."""

AGREED_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        decision: (*(word for word in words if word not in DISMISSED), "other")
        for decision, words in ORDERS_ON.items()
    }
)
"""What an agreement in mediation can be about: any of that, or what cannot be appealed."""

RULINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "assess": Wording(
            gettext_noop("Carry out an assessment"),
            gettext_noop("We will carry out an assessment."),
        ),
        "reassess": Wording(
            gettext_noop("Carry out a reassessment"), gettext_noop("We will assess again.")
        ),
        "make_and_maintain": Wording(
            gettext_noop("Make and maintain a plan"), gettext_noop("We will make a plan.")
        ),
        "refer_back": Wording(
            gettext_noop("Reconsider whether a plan is necessary"),
            gettext_noop("We will decide again whether a plan is needed."),
        ),
        "amend_provision": Wording(
            gettext_noop("Amend the needs or the special educational provision"),
            gettext_noop("We will change what the plan says about needs or help."),
        ),
        "name_setting": Wording(
            gettext_noop("Name another setting, or another type of setting"),
            gettext_noop("We will change the school, college or type that the plan names."),
        ),
        "continue": Wording(
            gettext_noop("Continue to maintain the plan as it is"),
            gettext_noop("We will keep the plan as it is."),
        ),
        "continue_and_amend": Wording(
            gettext_noop("Continue to maintain the plan, and amend it"),
            gettext_noop("We will keep the plan, and change it."),
        ),
        "contents": Wording(
            gettext_noop("The contents of the plan, with or without the setting"),
            gettext_noop("We will change what the plan says."),
        ),
        "setting_only": Wording(
            gettext_noop("The setting or type of setting alone"),
            gettext_noop("We will change the school, college or type that the plan names."),
        ),
        "cease": Wording(
            gettext_noop("Ending the plan"), gettext_noop("We will keep the plan, and change it.")
        ),
        "dismiss": Wording(
            gettext_noop("The appeal is dismissed"),
            gettext_noop("The Tribunal dismissed your appeal, so our decision stays."),
        ),
        "dismiss_cease": Wording(
            gettext_noop("The appeal is dismissed: the plan ceases at once"),
            gettext_noop("The Tribunal dismissed your appeal, so the plan ends."),
        ),
        "other": Wording(
            gettext_noop("Something that cannot be appealed about"),
            gettext_noop("We will do what we agreed."),
        ),
    }
)
"""What each ruling asks for: a label for staff, a sentence for families."""

AMENDING = frozenset(
    {"amend_provision", "name_setting", "continue_and_amend", "contents", "setting_only", "cease"}
)
"""Rulings that ask for an amended plan."""

CARRIES_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "assess_as_decided": frozenset({"assess"}),
        "make_plan_as_decided": frozenset({"make_and_maintain"}),
        "decide_again": frozenset({"refer_back"}),
        "reassess_as_decided": frozenset({"reassess"}),
        "send_plan_as_decided": AMENDING,
    }
)
"""Which rulings each step of the assessment, or of the reassessment refused, carries out."""


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """Where one disagreement stands.

    Attributes:
        status: a :class:`~ehc.workflows.statuses.DisputeStatus`.
        decision: one of :data:`~ehc.workflows.events.DECISIONS`.
        done: the names of its steps and records so far.
        mediation_about: ``"health"``, ``"education"`` or ``"both"``; empty: none was asked for.
        agreed: what an agreement is about.
        unanswered: the fields in which a recommendation has no answer.
        uncopied: the fields in which an answer was not copied to the Secretary of State.
        recommended: the fields in which the Tribunal has recommended something.
        owed: rulings that a step carries out and that none has.
        assessment: the status of the assessment.
        reassessment: the status of the reassessment that was refused; empty: of none.
        transferred: whether another authority maintains the plan by now.
    """

    status: str
    decision: str
    done: frozenset[str] = frozenset()
    mediation_about: str = ""
    agreed: frozenset[str] = frozenset()
    recommended: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    uncopied: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    assessment: str = ""
    reassessment: str = ""
    transferred: bool = False


@dataclass(frozen=True, slots=True)
class _Move:
    """When a step or record of a disagreement is possible.

    Attributes:
        statuses: where the disagreement stands.
        after: what must have been done.
        before: what must not have been.
        again: whether it can be done more than once.
    """

    statuses: frozenset[str]
    after: str = ""
    before: tuple[str, ...] = ()
    again: bool = False


_TALKING = frozenset({_S.MEDIATING, _S.AGREED, _S.CERTIFIED, _S.APPEALED})
_APPEALED = frozenset({_S.APPEALED})
_MEDIATED = "ask_for_mediation"
_HANDED_OVER = ("hand_over_appeal",)
"""Once the new authority has taken an appeal over, what becomes of it is recorded there."""

_MOVES: Mapping[str, _Move] = MappingProxyType(
    {
        "decline_mediation": _Move(frozenset({_S.OPEN})),
        "tell_health_bodies": _Move(_TALKING, after=_MEDIATED),
        "arrange_mediation": _Move(
            _TALKING, after=_MEDIATED, before=("hold_mediation",), again=True
        ),
        "fail_to_arrange_mediation": _Move(_TALKING, after=_MEDIATED, before=("hold_mediation",)),
        "hold_mediation": _Move(_TALKING, after=_MEDIATED),
        "record_agreement": _Move(frozenset(STEPS["record_agreement"].sources), after=_MEDIATED),
        "keep_agreement": _Move(frozenset(_S), after="record_agreement"),
        "record_health_agreement": _Move(_TALKING, after=_MEDIATED),
        "hear_of_health_agreement": _Move(frozenset(_S), after="record_health_agreement"),
        "receive_appeal": _Move(_APPEALED, before=_HANDED_OVER),
        "answer_appeal": _Move(_APPEALED, before=_HANDED_OVER),
        "hand_over_appeal": _Move(_APPEALED),
        "record_recommendation": _Move(frozenset({_S.ORDERED}), again=True),
        "answer_recommendation": _Move(frozenset({_S.ORDERED}), again=True),
        "copy_answer": _Move(frozenset({_S.ORDERED}), again=True),
        **{
            name: _Move(frozenset(STEPS[name].sources))
            for name in ("ask_for_mediation", "record_certificate", "record_appeal")
        },
        **{
            name: _Move(frozenset(STEPS[name].sources), before=_HANDED_OVER)
            for name in ("concede_appeal", "record_order", "withdraw_appeal")
        },
    }
)
_ABOUT_HEALTH = frozenset(
    {"tell_health_bodies", "record_health_agreement", "hear_of_health_agreement"}
)
_FIELDS = frozenset({"health", "social_care"})


def possible(facts: DisputeFacts) -> tuple[str, ...]:
    """The steps and records that can come next, in the order of the law.

    What the law asks for besides (a certificate, say) is for
    :mod:`ehc.workflows.readiness`: a step that is possible may still be refused.
    """
    return tuple(name for name in _ORDER if _is_possible(name, facts))


def recorded_in(name: str) -> frozenset[str]:
    """The statuses of a disagreement in which a step or record of it can come next.

    Args:
        name: a step or record of disagreements that does not carry out what was decided.
    """
    return _MOVES[name].statuses


def _is_possible(name: str, facts: DisputeFacts) -> bool:
    if name in CARRIES_OUT:
        step = STEPS[name]
        again = step.process == ProcessKind.REASSESSMENT
        stands = facts.reassessment if again else facts.assessment
        # What was decided of a plan that has gone is for whoever maintains it (reg 15(3)).
        here = stands in step.sources and not facts.transferred
        return bool(CARRIES_OUT[name] & facts.owed) and here
    move = _MOVES[name]
    return (
        facts.status in move.statuses
        and (move.again or name not in facts.done)
        and (not move.after or move.after in facts.done)
        and facts.done.isdisjoint(move.before)
        and _has_its_subject(name, facts)
    )


def _has_its_subject(name: str, facts: DisputeFacts) -> bool:
    if name in _ABOUT_HEALTH:
        return facts.mediation_about in {"health", "both"}
    match name:
        case "keep_agreement":
            return "other" in facts.agreed
        case "hand_over_appeal":
            return facts.transferred
        case "record_recommendation":
            # Regulation 5(3) knows no such power, nor is there a plan to recommend about.
            return facts.decision != "refuse_to_assess" and facts.recommended != _FIELDS
        case "answer_recommendation":
            return bool(facts.unanswered)
        case "copy_answer":
            return bool(facts.uncopied)
    return True


_ORDER = (
    *CARRIES_OUT,
    "ask_for_mediation",
    "decline_mediation",
    "tell_health_bodies",
    "arrange_mediation",
    "fail_to_arrange_mediation",
    "hold_mediation",
    "record_certificate",
    "record_agreement",
    "record_health_agreement",
    "hear_of_health_agreement",
    "keep_agreement",
    "record_appeal",
    "receive_appeal",
    "answer_appeal",
    "concede_appeal",
    "record_order",
    "withdraw_appeal",
    "hand_over_appeal",
    "record_recommendation",
    "answer_recommendation",
    "copy_answer",
)
