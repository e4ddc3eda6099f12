"""Why a date no longer applies, or need not be kept, as a family reads it.

The event and its day, and the plain name of a ground: never what was written about a child or a
family to show it. Each is the twin of what staff read, under ``family.`` and the same key.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.workflows.courses import CourseKey
from ehc.workflows.exemptions import ExemptionKey, GroundKey

_ = gettext_noop

_FAMILY = {
    CourseKey.WITHDRAWN: _("This date no longer applies: the request was withdrawn on {on}."),
    CourseKey.DECEASED: _("This date no longer applies, because of the death on {on}."),
    CourseKey.NOT_OURS: _(
        "This date no longer applies: since {on} another council is responsible."
    ),
    CourseKey.EXPORTED: _(
        "This date no longer applies: since the move on {on} another council is responsible, and "
        "its own dates begin."
    ),
    CourseKey.DETAINED: _(
        "This date no longer applies: since {on} the rules for children and young people who are "
        "detained apply instead."
    ),
    CourseKey.BEING_CONSIDERED: _(
        "This date no longer applies: on {on} we told you that we were considering an assessment, "
        "and our answer, yes or no, has a date of its own."
    ),
    CourseKey.AGREED_TO_ASSESS: _("This date no longer applies: our answer was yes, on {on}."),
    CourseKey.NOTIFIED_AS_REFUSAL: _(
        "This date no longer applies: we decided on {on} that no assessment is necessary, which "
        "has a date of its own."
    ),
    CourseKey.AGREED_TO_ISSUE: _("This date no longer applies: our answer was yes, on {on}."),
    CourseKey.CONTACT_TOO_LATE: _(
        "This date does not apply: the mediation adviser was first contacted on {on}, after the "
        "two months that ended on {last_day}, so there is no certificate. The Tribunal must first "
        "give you leave to appeal (SEND Regulations 2014, regulation 34(3))."
    ),
    CourseKey.REFUSED_TO_ASSESS: _(
        "This date no longer applies: we decided on {on} that we will not assess."
    ),
    CourseKey.REFUSED_TO_ISSUE: _(
        "This date no longer applies: we decided on {on} that we will not issue a plan."
    ),
    CourseKey.NOT_AMENDING: _(
        "This date no longer applies: we decided on {on} that we will not change the plan."
    ),
    CourseKey.PLAN_CONTINUES: _("This date no longer applies: since {on} the plan is to be kept."),
    CourseKey.PLAN_CEASED: _("This date no longer applies: the plan ended on {on}."),
    CourseKey.SENT_AGAIN: _(
        "This date no longer applies: we sent the plan after another reassessment on {on}, and "
        "count from that day."
    ),
    CourseKey.PLAN_HAS_COME: _(
        "This date no longer applies: the plan came from another council on {on}, and the review "
        "has a date of its own."
    ),
    CourseKey.TRANSFERRED_OUT: _(
        "This date no longer applies: the plan went to another council on {on}."
    ),
    CourseKey.MOVED_AWAY: _(
        "This date no longer applies: since the move on {on} another council is to keep the plan."
    ),
    CourseKey.TAKEN_TO_HAVE_CEASED: _(
        "This date no longer applies: we decided to end the plan, which could end from {on}."
    ),
    CourseKey.REPORT_NOT_RECORDED: _(
        "We decided on {on}, after the review, and have no record of the day on which the report "
        "was sent."
    ),
    CourseKey.REASSESSED_AS_DECIDED: _(
        "This date does not apply: that we assess again was decided on {on}, by an order or an "
        "agreement or because we did not oppose your appeal, and has dates of its own."
    ),
    CourseKey.APPEAL_DECIDED: _(
        "This date no longer applies: the Tribunal decided the appeal on {on}."
    ),
    CourseKey.APPEAL_WITHDRAWN: _("This date no longer applies: the appeal was withdrawn on {on}."),
    CourseKey.APPEAL_HANDED_OVER: _(
        "This date no longer applies: your new council took the appeal over on {on}."
    ),
    CourseKey.ALREADY_LATE: _("By then we were {late} late."),
    ExemptionKey.HOLDS: _("The reason is that {ground}."),
    ExemptionKey.GROUND_ENDED: _("That ended on {ended_on}."),
    GroundKey.SETTING_CLOSED: _("the school or college was closed"),
    GroundKey.EARLY_YEARS_CLOSED: _("the early years provider was closed"),
    GroundKey.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES: _(
        "there were exceptional personal circumstances"
    ),
    GroundKey.ABSENT_FROM_AREA: _("somebody who was needed was away from the area"),
    GroundKey.MISSED_APPOINTMENT: _("an appointment was missed"),
}

FAMILY_SENTENCES: Mapping[str, str] = MappingProxyType(
    {f"family.{key.value}": sentence for key, sentence in _FAMILY.items()}
)
"""Each sentence or phrase by its message key."""
