"""What a version's placement rests on: what was asked for, consulted, named and left out."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from ehc.explanations import weekday_date
from ehc.models import Consultation, PlanVersion
from ehc.queries.posting import window_of
from ehc.workflows.placement import (
    GROUNDS,
    NO_LONGER_ASKED,
    Institution,
    PlacementFacts,
    RequestedSetting,
    is_in_time,
)
from ehc.workflows.statuses import PlanVersionStatus

_CITATIONS = {row.id: row.citation for row in GROUNDS}


def consulted_for(version: PlanVersion) -> QuerySet[Consultation]:
    """The consultations about any draft of a version's own round, the first first."""
    return (
        Consultation.objects.filter(
            version__plan=version.plan_id, version__reassessment=version.reassessment_id
        )
        .select_related("setting")
        .order_by("pk")
    )


def _last_day(version: PlanVersion) -> date | None:
    """The end of the period that the newest draft gives; None while its letter is to be posted."""
    served = (
        PlanVersion.objects.filter(
            plan=version.plan_id,
            reassessment=version.reassessment_id,
            status=PlanVersionStatus.SERVED,
        )
        .select_related("plan__assessment__request", "reassessment")
        .order_by("-number")
        .first()
    )
    # What was posted by any day moves it: it is never asked about an earlier one.
    return window_of(served, date.max).closes_on if served else None


def placement_facts(version: PlanVersion) -> PlacementFacts:
    """What section I says, and what the family asked for, as the pure rules read it."""
    rows = list(consulted_for(version))
    named, last_day = version.placement_setting, _last_day(version)
    asked: dict[int, RequestedSetting] = {}
    for row in rows:
        if not row.asked_for_by_family:
            continue
        before = asked.get(row.setting_id)
        asked[row.setting_id] = RequestedSetting(
            name=row.setting.name,
            institution=Institution(row.institution) if row.institution else None,
            in_time=row.requested_on is None
            or last_day is None
            or is_in_time(row.requested_on, last_day),
            named=row.setting_id == version.placement_setting_id,
            ground=row.left_out_as or (before.ground if before else ""),
        )
    return PlacementFacts(
        named=named.name if named else "",
        type=" ".join((version.placement_type, named.type if named else "")).strip(),
        consulted=version.placement_setting_id in {row.setting_id for row in rows},
        requested=tuple(asked.values()),
        mainstream_ground=version.mainstream_ground,
    )


def placement_told(version: PlanVersion) -> tuple[str, ...]:
    """Why section I says what it says, a sentence for each thing, in the reader's language."""
    before = version.based_on
    # What amends a plan that was issued says again what that says, and was asked for nothing.
    amends = before is not None and before.status == PlanVersionStatus.FINAL
    said = [
        _left_out(row)
        for row in (() if amends else _reasons_to_leave_out(version))
        if row.left_out_as != NO_LONGER_ASKED and row.setting_id != version.placement_setting_id
    ]
    if version.mainstream_ground:
        said.append(
            gettext(
                "What Section I says is not mainstream, because mainstream education is "
                "%(ground)s. %(reasons)s (%(citation)s)"
            )
            % {
                "ground": version.get_mainstream_ground_display(),
                "reasons": version.placement_reasons,
                "citation": _CITATIONS[version.mainstream_ground],
            }
        )
    if version.otherwise_than_at_school and version.family_consulted_on is not None:
        said.append(
            gettext(
                "Section I is empty, because education is otherwise than at a school. The family "
                "was consulted on %(day)s. %(reasons)s (Children and Families Act 2014, section 61)"
            )
            % {
                "day": weekday_date(version.family_consulted_on),
                "reasons": version.placement_reasons,
            }
        )
    if version.own_arrangements:
        said.append(
            gettext(
                "The type alone is stated, because the parents or the young person make their own "
                "arrangements. (Children and Families Act 2014, section 42(5))"
            )
        )
    return tuple(said)


def _reasons_to_leave_out(version: PlanVersion) -> tuple[Consultation, ...]:
    """The newest record of why each setting is not named: a later one stands for an earlier."""
    found = {row.setting_id: row for row in consulted_for(version) if row.left_out_as}
    return tuple(found.values())


def _left_out(row: Consultation) -> str:
    return gettext(
        "%(setting)s was asked for and is not named, because it is %(ground)s. %(reasons)s "
        "(%(citation)s)"
    ) % {
        "setting": row.setting.name,
        "ground": row.get_left_out_as_display(),
        "reasons": row.left_out_reasons,
        "citation": _CITATIONS[row.left_out_as],
    }
