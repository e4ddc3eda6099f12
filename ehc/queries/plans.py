"""Reads about plans: the latest version, and what a version says as frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from ehc.models import (
    Advice,
    CheckOverride,
    Need,
    Outcome,
    Plan,
    PlanText,
    PlanVersion,
    Provision,
    Recommendation,
    Representation,
    UnusedRecommendation,
)
from ehc.models.plans import PlanRow
from ehc.plan_checks.facts import (
    AdviceFacts,
    NeedFacts,
    OutcomeFacts,
    OverrideFacts,
    PersonFacts,
    PlacementFacts,
    PlanFacts,
    ProvisionFacts,
    RecommendationFacts,
)
from ehc.queries.posting import window_of
from ehc.queries.rights import is_young_person, rights_of
from ehc.workflows.advice import national_curriculum_year
from ehc.workflows.rights import Act
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus


def latest_version(plan: Plan) -> PlanVersion:
    """The newest version of a plan.

    Raises:
        PlanVersion.DoesNotExist: a plan has at least one, so this is a broken row.
    """
    return PlanVersion.objects.filter(plan=plan).order_by("-number")[0:1].get()


def status_while_written(version: PlanVersion) -> AssessmentStatus:
    """Where the assessment stands while a version and those that follow it are written."""
    issued = version.reassessment_id is not None or version.amends
    return AssessmentStatus.PLAN_ISSUED if issued else AssessmentStatus.PLANNING


def final_version_of(plan: Plan) -> PlanVersion:
    """The newest version of a plan that was issued.

    Raises:
        PlanVersion.DoesNotExist: where none has been.
    """
    return (
        PlanVersion.objects.filter(plan=plan, status=PlanVersionStatus.FINAL)
        .select_related("plan", "placement_setting", "document")
        .order_by("-number")[0:1]
        .get()
    )


def recommendation_key(recommendation: Recommendation) -> str:
    """How a recommendation is named in plan facts."""
    return f"R{recommendation.pk}"


def advice_key(advice: Advice) -> str:
    """How a version of advice is named in plan facts."""
    return f"A{advice.advice_request_id}"


def _person(version: PlanVersion, on: date) -> PersonFacts:
    case = version.plan.case
    person = case.person
    rights = rights_of(case, on)
    held = rights.for_(Act.NOTICES)
    holders = [str(one) for one in held.members if not is_young_person(one, case)]
    if held.are_theirs:
        holders.insert(0, person.full_name)
    officer = case.caseworker
    return PersonFacts(
        full_name=person.full_name,
        preferred_name=person.known_as,
        pronouns=person.pronouns,
        date_of_birth=person.date_of_birth,
        sex=person.get_sex_display() if person.sex else "",
        first_language=person.first_language,
        setting_name=person.setting_name,
        year_group=national_curriculum_year(person.date_of_birth, on) + person.years_out_of_year,
        address="" if person.address_is_protected else person.address,
        rights_holders=tuple(holders),
        coordinator_name=str(officer) if officer else "",
        coordinator_contact=officer.phone or officer.email if officer else "",
        family=tuple(str(one) for one in rights.family),
    )


def _written_in(version: PlanVersion) -> int | None:
    """The reassessment whose advice a version rests on; None: that of the first assessment.

    A version that amends the plan after a reassessment rests on the advice of that reassessment.
    """
    if version.reassessment_id is not None or version.based_on_id is None:
        return version.reassessment_id
    return (
        PlanVersion.objects.filter(
            plan=version.plan_id, number__lt=version.number, reassessment__isnull=False
        )
        .order_by("-number")
        .values_list("reassessment", flat=True)
        .first()
    )


def _used(version: PlanVersion) -> QuerySet[Recommendation]:
    """The recommendations from which the version's provision came."""
    return Recommendation.objects.filter(provisions__version=version)


def _behind(version: PlanVersion) -> Q:
    """The advice that a version rests on: that of its own round, and what provision still uses."""
    again = _written_in(version)
    if again is None:
        return Q(reassessment=None)
    return Q(reassessment=again) | Q(pk__in=_used(version).values("advice__advice_request"))


def _advice(version: PlanVersion) -> tuple[AdviceFacts, ...]:
    requests = (
        version.plan.assessment.advice_requests.filter(_behind(version))
        .select_related("service", "setting", "professional", "relied")
        .prefetch_related("versions")
    )
    facts = []
    for request in requests:
        versions = sorted(request.versions.all(), key=lambda advice: advice.version)
        latest = versions[-1] if versions else None
        existing = request.existing_behind(latest) if latest else None
        facts.append(
            AdviceFacts(
                key=f"A{request.pk}",
                kind=request.kind,
                author=latest.author_name if latest else "",
                role=latest.author_role if latest else "",
                service=existing.given_by if existing else request.asked_of,
                requested_on=request.requested_on,
                received_on=latest.received_on if latest else None,
                version=latest.version if latest else 0,
                existing_of=existing.dated if existing else None,
            )
        )
    return tuple(facts)


def _recommendations(version: PlanVersion) -> tuple[RecommendationFacts, ...]:
    """Those of the latest version of each piece of advice, in order."""
    reasons = dict(
        UnusedRecommendation.objects.filter(version=version).values_list(
            "recommendation_id", "reason"
        )
    )
    again = _written_in(version)
    own = Q(advice__advice_request__reassessment=again)
    rows = Recommendation.objects.filter(
        own if again is None else own | Q(pk__in=_used(version).values("pk")),
        advice__advice_request__assessment=version.plan.assessment_id,
    ).select_related("advice")
    latest: dict[int, int] = {}
    for row in rows:
        request_id = row.advice.advice_request_id
        latest[request_id] = max(latest.get(request_id, 0), row.advice.version)
    return tuple(
        RecommendationFacts(
            key=recommendation_key(row),
            advice_key=advice_key(row.advice),
            text="; ".join(
                part
                for part in (row.what, row.who, row.how_often, row.how_long, row.group_size)
                if part
            ),
            unused_reason=reasons.get(row.pk, ""),
        )
        for row in rows.order_by("advice__advice_request_id", "order")
        if row.advice.version == latest[row.advice.advice_request_id]
    )


def _provisions(version: PlanVersion) -> tuple[ProvisionFacts, ...]:
    rows = Provision.objects.filter(version=version).prefetch_related(
        "needs", "outcomes", "sources"
    )
    return tuple(
        ProvisionFacts(
            key=row.key,
            section=row.section,
            what=row.what,
            who=row.who,
            how_often=row.how_often,
            how_long=row.how_long,
            group_size=row.group_size,
            where=row.where,
            period=row.period,
            review=row.review,
            needs=tuple(sorted(need.key for need in row.needs.all())),
            outcomes=tuple(sorted(outcome.key for outcome in row.outcomes.all())),
            sources=tuple(sorted(recommendation_key(item) for item in row.sources.all())),
            commissioner_agreed=row.commissioner_agreed,
        )
        for row in rows
    )


def _requested_on(version: PlanVersion) -> date:
    """When it was asked for, again or for the first time; else when it was decided on."""
    again = version.reassessment
    asked_on = again and (again.received_on or again.decided_on)
    return asked_on or version.plan.assessment.request.received_on


def plan_facts(version: PlanVersion, *, on: date, as_draft: bool = False) -> PlanFacts:
    """Everything that a version says, read from its rows in a fixed number of queries.

    Args:
        on: the day on which ages and year groups are worked out.
        as_draft: whether the version is about to be served. One that answers the family will
            usually be final, and may be served as another draft instead.
    """
    placement = None
    if version.placement_type:
        placement = PlacementFacts(
            name=version.placement_setting.name if version.placement_setting else "",
            type=version.placement_type,
        )
    served = version if version.served_on else version.based_on
    was_served = served is not None and served.served_on is not None
    window = window_of(served, on) if served and was_served else None
    return PlanFacts(
        reference=version.plan.case.reference,
        version=version.number,
        is_draft=as_draft
        or version.status == PlanVersionStatus.SERVED
        or (version.status == PlanVersionStatus.DRAFTING and version.is_first_draft),
        authority=settings.AUTHORITY["name"],
        person=_person(version, on),
        requested_on=_requested_on(version),
        served_on=window.served_on if window else None,
        comments_close_on=window.closes_on if window else None,
        finalised_on=version.finalised_on,
        signed_by=version.signed_by,
        texts=dict(PlanText.objects.filter(version=version).values_list("key", "text")),
        needs=tuple(
            NeedFacts(key=row.key, section=row.section, area=row.area or None, text=row.text)
            for row in Need.objects.filter(version=version)
        ),
        outcomes=tuple(
            OutcomeFacts(
                key=row.key,
                text=row.text,
                by=row.by,
                steps=row.steps,
                monitoring=row.monitoring,
                aspiration=row.aspiration,
                strategy_outcome=row.strategy_outcome,
                adulthood_strand=row.adulthood_strand,
            )
            for row in Outcome.objects.filter(version=version)
        ),
        provisions=_provisions(version),
        recommendations=_recommendations(version),
        advice=_advice(version),
        placement=placement,
        overrides=tuple(
            OverrideFacts(rule=row.rule, row=row.row, reason=row.reason)
            for row in CheckOverride.objects.filter(version=version)
        ),
        demonstration=settings.SERVICE_IS_DEMONSTRATION,
    )


_COMPARED: Mapping[type[PlanRow], tuple[str, ...]] = {
    Need: ("section", "area", "text"),
    Outcome: ("text", "by", "steps", "monitoring"),
    Provision: ("section", "what", "who", "how_often", "how_long", "group_size", "where"),
}


def changes_without_representation(version: PlanVersion) -> tuple[str, ...]:
    """Keys of rows that differ from the served draft and that the family did not speak of.

    A final may differ from its draft only because of representations and the placement
    (regulation 14(1)). A comment on the whole plan, or a request for a change that names no
    row, may bear on any row, and so excuses all of them; a setting that is asked for bears on
    Section I alone.
    """
    draft = version.based_on
    if draft is None:
        return ()
    spoken_of = set(
        Representation.objects.filter(version=draft)
        .exclude(kind__in=("agree", "setting"))
        .values_list("row", flat=True)
    )
    if "" in spoken_of:
        return ()
    changed: set[str] = set()
    for model, names in _COMPARED.items():
        before, after = (
            {
                row["key"]: row
                for row in model._default_manager.filter(version=one).values("key", *names)
            }
            for one in (draft, version)
        )
        changed |= {
            key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
        }
    return tuple(sorted(changed - spoken_of))


@dataclass(frozen=True, slots=True)
class RecommendationCard:
    """A recommendation as the writer of a plan sees it: used, left out, or still to be placed."""

    key: str
    advice: str
    text: str
    used_in: tuple[str, ...]
    unused_reason: str


def recommendation_cards(facts: PlanFacts) -> tuple[RecommendationCard, ...]:
    """Every recommendation of the advice, with what the plan made of it."""
    names = {
        item.key: ", ".join(part for part in (item.role, item.service) if part)
        for item in facts.advice
    }
    return tuple(
        RecommendationCard(
            key=row.key,
            advice=names.get(row.advice_key, ""),
            text=row.text,
            used_in=tuple(line.key for line in facts.provisions if row.key in line.sources),
            unused_reason=row.unused_reason,
        )
        for row in facts.recommendations
    )


def recommendations_by_key(version: PlanVersion, keys: Iterable[str]) -> list[Recommendation]:
    """The recommendations of the version's own assessment that these keys name."""
    # A number of more digits than a row can have would not fit the database.
    pks = [key[1:] for key in keys if key[:1] == "R" and key[1:].isdecimal() and len(key) < 19]
    return list(
        Recommendation.objects.filter(
            pk__in=pks, advice__advice_request__assessment=version.plan.assessment_id
        ).select_related("advice__advice_request")
    )


def from_recommendation(version: PlanVersion, key: str) -> dict[str, Any]:
    """The values with which a new line of provision begins when it takes up a recommendation."""
    found = recommendations_by_key(version, [key])
    if not found:
        return {}
    row = found[0]
    names = ("what", "who", "how_often", "how_long", "group_size", "where")
    return {**{name: getattr(row, name) for name in names}, "sources": [key]}


def row_values(version: PlanVersion, model: type[Model], key: str) -> dict[str, Any] | None:
    """One row's values for its form; empty for a new row, None where there is no such row."""
    if not key:
        return {}
    row = model._default_manager.filter(version=version, key=key).first()
    if row is None:
        return None
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    if isinstance(row, Provision):
        values["needs"] = [need.key for need in row.needs.all()]
        values["outcomes"] = [outcome.key for outcome in row.outcomes.all()]
        values["sources"] = [recommendation_key(source) for source in row.sources.all()]
        values["commissioner_agreed"] = {True: "yes", False: "no", None: ""}[
            row.commissioner_agreed
        ]
    return values


def fingerprint(values: Any) -> str:
    """A short mark that is another when the values are: a page keeps it from when it was opened."""
    spelled = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()[:16]


def texts_of(version: PlanVersion) -> dict[str, str]:
    """The free texts of a version, by key."""
    return dict(PlanText.objects.filter(version=version).values_list("key", "text"))
