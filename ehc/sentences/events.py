"""Phrases for the events that start a duty, and for what asks for an order's limits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.workflows.events import EventKind

_ = gettext_noop

_EVENTS = {
    EventKind.REFUSAL_REVERSED: _("the reversal of a refusal"),
    EventKind.DRAFT_SERVED: _("the service of a draft plan"),
    EventKind.SETTING_CONSULTED: _("the consultation of a setting"),
    EventKind.NOTICE_SENT: _("the notice of a decision"),
    EventKind.MEDIATION_DECLINED: _("that mediation is not wanted"),
    EventKind.MEDIATION_REQUESTED: _("a request for mediation"),
    EventKind.HEALTH_BODIES_TOLD: _("that the commissioning body was told of the issues"),
    EventKind.MEDIATION_ARRANGED: _("an arrangement for mediation"),
    EventKind.MEDIATION_NOT_ARRANGED: _("that mediation could not be arranged"),
    EventKind.MEDIATION_HELD: _("a mediation"),
    EventKind.HEALTH_AGREEMENT_REACHED: _("an agreement with the commissioning body alone"),
    EventKind.MEDIATION_AGREED: _("an agreement in mediation that asks for this"),
    EventKind.APPEAL_SENT_TO_US: _("an appeal sent by the Tribunal"),
    EventKind.UNOPPOSED_APPEAL_NOTIFIED: _("an appeal of this kind that is not opposed"),
    EventKind.TRIBUNAL_ORDERED: _("an order of the Tribunal that asks for this"),
    EventKind.RECOMMENDATION_MADE: _("a recommendation of the Tribunal"),
    EventKind.RECOMMENDATION_ANSWERED: _("an answer to a recommendation"),
    EventKind.PLAN_MADE: _("the making of a plan"),
    EventKind.PLAN_FINALISED: _("a final plan"),
    EventKind.PLAN_REVIEWED: _("a review"),
    EventKind.REVIEW_DECIDED: _("the decision after a review"),
    EventKind.AMENDED_PLAN_SENT: _("an amended plan"),
    EventKind.REVIEW_MEETING_HELD: _("a review meeting"),
    EventKind.AMENDMENTS_PROPOSED: _("that amendments were proposed"),
    EventKind.REASSESSMENT_REQUESTED: _("a request for a reassessment"),
    EventKind.REASSESSMENT_AGREED: _("an agreement to reassess"),
    EventKind.DIRECT_PAYMENT_BEGUN: _("a direct payment"),
    EventKind.MOVED_OUT: _("a move out of the area"),
    EventKind.PLAN_TRANSFERRED_IN: _("the transfer of a plan to this council"),
    EventKind.COMMISSIONING_BODY_CHANGED: _("a change of commissioning body"),
    EventKind.PHASE_TRANSFER: _("a transfer between phases"),
    EventKind.DISCLOSURE_REQUESTED: _("a request to disclose the plan"),
    EventKind.ADVICE_REQUESTED: _("a request for advice"),
}

EVENT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **{f"event.{kind}": phrase for kind, phrase in _EVENTS.items()},
        "source.order": _("the Tribunal's order of {on:plain}"),
        "source.unopposed": _(
            "it told the Tribunal on {on:plain} that it would not oppose the appeal"
        ),
        "source.mediation": _("the agreement in mediation of {on:plain}"),
        "family.source.order": _("the Tribunal's order of {on:plain}"),
        "family.source.unopposed": _(
            "we told the Tribunal on {on:plain} that we would not oppose your appeal"
        ),
        "family.source.mediation": _("our agreement in mediation of {on:plain}"),
    }
)
"""Each phrase by its message key."""
