"""A duty as a row of a table: what it is called, its state and why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ehc.explanations import aim_of, explain
from ehc.workflows.clock import DutyState
from ehc.workflows.duties import DUTIES
from ehc.workflows.messages import Message as Said

_RECEIVE = {
    "advice.s31": _("Receive %(advice)s (legal limit)"),
    "advice.code": _("Receive %(advice)s (guidance)"),
}
_NAMES = {
    "assess.notify_decision": _("Tell the family whether we assess"),
    "assess.notify_refusal": _("Tell the family that we do not assess"),
    "issue.notify_refusal": _("Tell the family that no plan will be issued"),
    "plan.final": _("Send the final plan"),
    "draft.comments": _("The family's time to comment"),
    "reversed.refuse_to_issue": _("Working date: tell the family that no plan will be issued"),
    "reversed.final": _("Working date: send the final plan"),
    "target.advice": _("Our target: all advice in"),
    "target.decision": _("Our target: decision on a plan"),
    "target.draft": _("Our target: draft sent"),
}
_TITLES = {duty.id: duty.title for duty in DUTIES}
_STATES = {
    "not_started": _("Not started"),
    "not_applicable": _("Does not apply"),
    "met": _("Done"),
    "exempt": _("Exempt"),
    "late": _("Late"),
    "running": _("Running"),
}
_COLOURS = {"late": "red", "running": "blue", "met": "green", "exempt": "yellow"}


def duty_row(duty: DutyState) -> dict[str, Any]:
    """One duty, as ``workspace/duties.html`` draws it."""
    aim, why_aim = aim_of(duty)
    return {
        "duty": duty,
        "aim": aim,
        "why_aim": why_aim,
        "name": duty_name(duty),
        "state": gettext("Done late")
        if duty.state.value == "late" and duty.done_on
        else _STATES[duty.state.value],
        "colour": _COLOURS.get(duty.state.value, ""),
        "because": explain(duty.because),
    }


def duty_name(duty: DutyState) -> str:
    """What a duty is called on the pages of staff."""
    if duty.rule.startswith("advice."):
        # A second request for advice of one kind has a number after the kind.
        kind = duty.duty.partition(":")[0]
        return str(_RECEIVE[duty.rule]) % {"advice": explain(Said(kind))}
    if duty.rule in _NAMES:
        return str(_NAMES[duty.rule])
    return duty_title(duty.rule)


def duty_title(rule: str) -> str:
    """What a row of the table of duties asks for, in a few words."""
    return gettext(_TITLES[rule])
