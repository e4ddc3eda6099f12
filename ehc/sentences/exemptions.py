"""Exemptions, and the grounds of the law for them."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from ehc.workflows.advice import AdviceKindKey, AdviceOfYoursKey, SenseKey
from ehc.workflows.exemptions import ExemptionKey, GroundKey
from ehc.workflows.transfers import PhaseKey

_ = gettext_noop

EXEMPTIONS = {
    ExemptionKey.HOLDS: _("An exemption holds: {ground}. Why it was impractical: “{why}”."),
    ExemptionKey.ARGUABLE: _(
        "This is arguable, because it began after week 16: regulation 13(3) borrows the ground "
        "from regulation 10(4), which speaks of the first 16 weeks."
    ),
    ExemptionKey.GROUND_ENDED: _(
        "The ground ended on {ended_on}; from then on it must be done as soon as practicable."
    ),
    ExemptionKey.DOES_NOT_REACH: _(
        "The exemption does not reach this limit, for which the law lists no such ground: {ground}."
    ),
    ExemptionKey.ANOTHER_BODY: _(
        "The exemption does not reach this limit, because another body made the appointment "
        "(regulation 8(2)(c)): {ground}."
    ),
    ExemptionKey.EVERY_BODY: _(
        "Which body made the appointment is not told, so it is taken to be every body’s."
    ),
    ExemptionKey.NO_WHY: _(
        "An exemption does not hold, because nobody has said why it was impractical to keep the "
        "limit: {ground}."
    ),
    ExemptionKey.FACTS_MISSING: _(
        "An exemption does not hold, because its dates are not recorded: {ground}."
    ),
    ExemptionKey.CLOSED_TOO_SHORT: _(
        "An exemption does not hold: {ground}. It was closed for {days} days; the law asks for "
        "{least} or more."
    ),
    ExemptionKey.ASKED_OUTSIDE_WINDOW: _(
        "An exemption does not hold: {ground}. Advice was asked for on {asked_on}; the law asks "
        "for a day from {first} to {last}."
    ),
    ExemptionKey.ABSENT_TOO_SHORT: _(
        "An exemption does not hold: {ground}. The absence lasted {days} days within the time "
        "that the limit runs; the law asks for {least} or more."
    ),
    ExemptionKey.DATE_DIRECTED: _(
        "An exemption does not reach a date that was directed or agreed: {ground}."
    ),
    ExemptionKey.OUTSIDE_PERIOD: _(
        "An exemption does not hold, because it does not fall within the time that the limit "
        "runs: {ground}."
    ),
}

PHRASES = {
    GroundKey.SETTING_CLOSED: _("the school or institution was closed"),
    GroundKey.EARLY_YEARS_CLOSED: _("the early years provider was closed"),
    GroundKey.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES: _("exceptional personal circumstances"),
    GroundKey.ABSENT_FROM_AREA: _("absence from the area"),
    GroundKey.MISSED_APPOINTMENT: _("a missed appointment"),
    AdviceKindKey.PARENT: _("the family's views and information"),
    AdviceKindKey.EDUCATIONAL: _("educational advice"),
    AdviceKindKey.DEFENCE: _("advice from the Secretary of State for Defence"),
    AdviceKindKey.MEDICAL: _("medical advice"),
    AdviceKindKey.PSYCHOLOGICAL: _("psychological advice"),
    AdviceKindKey.SOCIAL_CARE: _("social care advice"),
    AdviceKindKey.ADULTHOOD: _("advice on preparing for adulthood"),
    AdviceKindKey.REQUESTED: _("advice that the family asked for"),
    AdviceKindKey.OTHER: _("other advice"),
    AdviceOfYoursKey.PARENT: _("your views and information"),
    AdviceOfYoursKey.REQUESTED: _("advice that you wanted"),
    SenseKey.HEARING: _("pupils with a hearing impairment"),
    SenseKey.VISION: _("pupils with a visual impairment"),
    SenseKey.MULTI_SENSORY: _("pupils with both a hearing and a visual impairment"),
    PhaseKey.STARTS_SCHOOL: _("starts school in September {year}"),
    PhaseKey.JUNIOR: _("moves to junior school in September {year}"),
    PhaseKey.MIDDLE: _("moves to middle school in September {year}"),
    PhaseKey.SECONDARY: _("moves to secondary school in September {year}"),
    PhaseKey.POST_16: _("moves on after Year 11 in September {year}"),
}
