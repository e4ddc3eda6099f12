"""What is still missing before a step, as keys: a page maps each key to where it is mended.

Pure. A fact that nobody handed in counts as missing: the defaults refuse. What the law forbids to
wait for only *warns* (advice that has not come may not stop a decision, nor vagueness advice);
advice that was never sought stops it, because an assessment seeks it.

API: :class:`Severity`, :class:`MissingKey`, :data:`OF_SECTION_I`, :class:`Missing`,
:class:`AdviceStanding`, :class:`ProvisionRow`, :class:`PlanCheckResults`,
:class:`ReadinessFacts`, :func:`missing`, :func:`blocking`, :func:`warnings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ehc.workflows.leaving_steps import RELEASES
from ehc.workflows.readiness import assessments, later, leaving, plans
from ehc.workflows.readiness.facts import (
    AdviceStanding,
    PlanCheckResults,
    ProvisionRow,
    ReadinessFacts,
)
from ehc.workflows.readiness.keys import OF_SECTION_I, Missing, MissingKey, Severity
from ehc.workflows.steps import STEPS

__all__ = (
    "OF_SECTION_I", "AdviceStanding", "Missing", "MissingKey", "PlanCheckResults", "ProvisionRow",
    "ReadinessFacts", "Severity", "blocking", "missing", "warnings",
)  # fmt: skip


def missing(step: str, facts: ReadinessFacts) -> tuple[Missing, ...]:
    """What is missing before a step, in the order in which it would be mended.

    Args:
        step: the name of a step in :data:`ehc.workflows.steps.STEPS`.
        facts: what is there.

    Raises:
        KeyError: if there is no such step.
    """
    STEPS[step]
    return tuple(one for rule in _RULES.get(step, ()) for one in rule(facts))


def blocking(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those that stop the step."""
    return tuple(one for one in found if one.blocks)


def warnings(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those that the step may be taken without."""
    return tuple(one for one in found if not one.blocks)


_RULES: Mapping[str, tuple[Callable[[ReadinessFacts], Iterator[Missing]], ...]] = MappingProxyType(
    {
        "consider_assessing": (assessments.caseworker, assessments.family_asked),
        "agree_to_assess": (assessments.caseworker, assessments.family_asked, assessments.reasons),
        "refuse_to_assess": (
            assessments.caseworker,
            assessments.family_asked,
            assessments.reasons_for_letter,
        ),
        "reverse_refusal_to_assess": (
            later.not_decided_for_us,
            assessments.caseworker,
            assessments.reasons,
        ),
        "reverse_refusal_to_issue": (
            later.not_decided_for_us,
            assessments.caseworker,
            assessments.reasons,
        ),
        "agree_to_issue": (assessments.advice,),
        "refuse_to_issue": (assessments.advice, assessments.reasons_for_letter),
        "submit_advice": (assessments.advice_contents, plans.signature),
        "return_advice": (assessments.questions,),
        "serve_draft": (plans.plan, plans.no_placement_in_draft),
        "finalise_version": (
            plans.draft_and_comments,
            plans.plan,
            plans.health_agreed,
            plans.final_contents,
            plans.placement,
        ),
        "issue_plan": (plans.final_version,),
        "keep_plan": (assessments.reasons,),
        "propose_amendments": (assessments.reasons,),
        "decide_not_to_amend": (assessments.reasons_for_letter,),
        "send_amended_plan": (assessments.reasons,),
        "decide_to_cease": (assessments.reasons,),
        "cancel_review_meeting": (assessments.reasons,),
        "cease_plan": (leaving.ceasing,),
        "agree_to_reassess": (assessments.caseworker, assessments.reasons),
        "refuse_to_reassess": (
            assessments.caseworker,
            later.may_refuse_to_reassess,
            assessments.reasons,
        ),
        "send_plan_after_reassessment": (plans.final_version, assessments.advice_again),
        "withdraw": (leaving.withdrawal,),
        "record_death": (leaving.death,),
        "undo_death": (assessments.reasons,),
        "close_as_not_ours": (leaving.elsewhere,),
        "export": (leaving.elsewhere,),
        "hand_to_custody_officer": (leaving.custody,),
        **dict.fromkeys(RELEASES.values(), (leaving.custody,)),
        "record_appeal": (later.certificate,),
        "concede_appeal": (later.not_answered,),
        "assess_as_decided": (assessments.caseworker, later.decided("assess_as_decided")),
        "make_plan_as_decided": (assessments.caseworker, later.decided("make_plan_as_decided")),
        "decide_again": (assessments.caseworker, later.decided("decide_again")),
        "reassess_as_decided": (assessments.caseworker, later.decided("reassess_as_decided")),
        "send_plan_as_decided": (plans.final_version, later.decided("send_plan_as_decided")),
        "tell_family_of_transfer": (assessments.caseworker, later.what_follows),
        "name_next_setting": (later.next_setting,),
        "call_off_transfer": (assessments.reasons,),
        "ask_anew": (assessments.reasons,),
    }
)
