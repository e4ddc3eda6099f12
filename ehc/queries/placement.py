"""What a version's placement rests on: what was asked for, consulted, named and left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from ehc.explanations import weekday_date
from ehc.models import Consultation, PlanVersion, Review, Setting, SettingRequest
from ehc.models.plans import SECTION_I
from ehc.queries.amending import waits_for
from ehc.queries.posting import window_of
from ehc.workflows.duties import last_day_of
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


def _of_round(version: PlanVersion) -> Q:
    """The condition for what belongs to a version's own round.

    That is every draft of one assessment or reassessment; or what is to amend the plan, by itself.
    """
    if version.amends:
        return Q(version=version)
    amending = Q(version__reassessment=None, version__based_on__status=PlanVersionStatus.FINAL)
    return (
        Q(version__plan=version.plan_id, version__reassessment=version.reassessment_id) & ~amending
    )


def consulted_for(version: PlanVersion) -> QuerySet[Consultation]:
    """The consultations of a version's own round, the first first."""
    return (
        Consultation.objects.filter(_of_round(version))
        .select_related("setting", "version__plan__case")
        .order_by("pk")
    )


def requests_for(version: PlanVersion) -> QuerySet[SettingRequest]:
    """What the family asks for in a version's own round and no longer takes back."""
    return SettingRequest.objects.filter(_of_round(version), withdrawn_on=None).select_related(
        "setting", "version__plan__case"
    )


def not_consulted(version: PlanVersion) -> list[SettingRequest]:
    """What the family asks for in a version's own round and nobody has consulted."""
    asked = {row.setting_id for row in consulted_for(version) if row.asked_for_by_family}
    return [row for row in requests_for(version) if row.setting_id not in asked]


def is_called(request: SettingRequest, name: str) -> bool:
    """Whether a request gives a setting its own name, however it is written."""
    return " ".join(request.name.casefold().split()) == " ".join(name.casefold().split())


def is_for(request: SettingRequest, setting: Setting) -> bool:
    """Whether a request is for a setting: the one that was chosen, or else one of that name.

    Two schools may have one name.
    """
    if request.setting_id is not None:
        return request.setting_id == setting.pk
    return is_called(request, setting.name)


def may_be_consulted_about(version: PlanVersion) -> bool:
    """Whether settings are consulted about a version now: it is a draft, or proposed changes."""
    if version.amends:
        return isinstance(waits_for(version), Review)
    return bool(version.status == PlanVersionStatus.SERVED)


def changes_section_i(version: PlanVersion) -> bool:
    """Whether Section I says something else than that of the version before it."""
    before = version.based_on
    return before is None or any(getattr(version, it) != getattr(before, it) for it in SECTION_I)


def _last_day(version: PlanVersion) -> date | None:
    """The end of the period that the newest draft, or the proposal of the changes, gives.

    None while its letter is to be posted.
    """
    # What was posted by any day moves it: it is never asked about an earlier one.
    if version.amends:
        wanted = waits_for(version)
        return window_of(wanted, date.max).closes_on if isinstance(wanted, Review) else None
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
    return window_of(served, date.max).closes_on if served else None


def placement_facts(version: PlanVersion) -> PlacementFacts:
    """What section I says, and what the family asked for, as the pure rules read it.

    Where an amendment leaves Section I as it was, nothing is asked of what it says; but of what
    the family asked for when it heard of the changes, all (regulation 22(1) and (2)(c)(ii)).
    """
    rows = list(consulted_for(version))
    requested = _requested(version, rows)
    named = version.placement_setting
    closes_on = named.closed_on if named else None
    closing = (named.name, closes_on) if named and closes_on else None
    if version.amends and not changes_section_i(version):
        return PlacementFacts(requested=requested, closing=closing)
    return PlacementFacts(
        named=named.name if named else "",
        type=" ".join((version.placement_type, named.type if named else "")).strip(),
        consulted=version.placement_setting_id in {row.setting_id for row in rows},
        requested=requested,
        mainstream_ground=version.mainstream_ground,
        closing=closing,
    )


def _requested(
    version: PlanVersion, consulted: Iterable[Consultation]
) -> tuple[RequestedSetting, ...]:
    """Each setting that the family asked for, whether or not anybody consulted it."""
    last_day = _last_day(version)

    def in_time(requested_on: date | None) -> bool:
        return requested_on is None or last_day is None or is_in_time(requested_on, last_day)

    asked: dict[int, RequestedSetting] = {}
    for row in consulted:
        if not row.asked_for_by_family:
            continue
        before = asked.get(row.setting_id)
        asked[row.setting_id] = RequestedSetting(
            name=row.setting.name,
            institution=Institution(row.institution) if row.institution else None,
            # Asked for again, too late, it was asked for in time all the same.
            in_time=in_time(row.requested_on) or (before is not None and before.in_time),
            named=row.setting_id == version.placement_setting_id,
            ground=row.left_out_as or (before.ground if before else ""),
            answer_by=None if row.answer else last_day_of("consult.answer", row.consulted_on),
        )
    named = version.placement_setting
    return (
        *asked.values(),
        *(
            RequestedSetting(
                name=row.name,
                in_time=in_time(row.requested_on),
                named=named is not None and is_for(row, named),
                consulted=False,
            )
            for row in not_consulted(version)
        ),
    )


def placement_told(version: PlanVersion) -> tuple[str, ...]:
    """Why section I says what it says, a sentence for each thing, in the reader's language."""
    said = [
        _left_out(row)
        for row in _reasons_to_leave_out(version)
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
