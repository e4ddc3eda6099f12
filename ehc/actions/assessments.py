"""Deciding: to assess or not, to issue a plan or not; and recording an exemption."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext

from ehc.actions import _notices
from ehc.actions._asked_first import asks_first
from ehc.actions._step import record, take_step
from ehc.documents.letters import LetterFacts
from ehc.models import Assessment, Exemption, ExemptionGround, User
from ehc.queries.assessments import advice_of_bodies
from ehc.refusals import Invalid


def consider_assessing(assessment: Assessment, *, by: User, on: date, at: datetime) -> Assessment:
    """Tell the family that an assessment is being considered (section 36(7); regulation 4(2)).

    The decision, yes or no, is from then on notified under regulation 5(1).

    Args:
        on: the day on which the family is told.
    """
    return take_step(assessment, "consider_assessing", by=by, on=on, at=at)


def agree_to_assess(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Agree to assess, and tell the family (section 36(8); regulation 5(1)).

    Args:
        on: the day on which the family is notified.
        reason: goes into the letter.
    """
    return take_step(assessment, "agree_to_assess", by=by, on=on, at=at, reason=reason)


def refuse_to_assess(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Refuse to assess, with reasons and the right of appeal (section 36(5); regulation 5(3)).

    Args:
        on: the day on which the family is notified.
        reason: goes into the letter.
    """
    return take_step(assessment, "refuse_to_assess", by=by, on=on, at=at, reason=reason)


def reverse_refusal_to_assess(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Assess after all, without an order: the original 20 weeks stay (law: decision 3).

    The Ombudsman's 10 and 14 weeks from this day stand beside them, as working dates.

    Args:
        on: the day on which the family is notified.
        reason: kept in the record.
    """
    return take_step(assessment, "reverse_refusal_to_assess", by=by, on=on, at=at, reason=reason)


def reverse_refusal_to_issue(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Make a plan after all, without an order: the original 20 weeks stay.

    Args:
        on: the day on which the family is notified.
        reason: kept in the record.
    """
    return take_step(assessment, "reverse_refusal_to_issue", by=by, on=on, at=at, reason=reason)


def agree_to_issue(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Decide that a plan is necessary (section 37(1)). No letter is owed until the draft."""
    return take_step(assessment, "agree_to_issue", by=by, on=on, at=at, reason=reason)


def refuse_to_issue(
    assessment: Assessment, *, by: User, on: date, at: datetime, reason: str
) -> Assessment:
    """Refuse to issue a plan, with reasons and the right of appeal (regulation 10).

    Args:
        on: the day on which the family is notified.
        reason: goes into the letter.
    """
    return take_step(assessment, "refuse_to_issue", by=by, on=on, at=at, reason=reason)


@asks_first("record_exemption")
def record_exemption(
    assessment: Assessment,
    *,
    ground: str,
    facts: Mapping[str, str],
    why_impractical: str,
    family_told_on: date | None,
    by: User,
    on: date,
    at: datetime,
) -> Exemption:
    """Record why a limit could not be met. No date moves.

    Args:
        ground: an :class:`~ehc.models.ExemptionGround`.
        facts: the ground's dates, ISO 8601; for a missed appointment ``advice`` too, the request
            for advice to the body that made it (regulation 8(2)(c)), by its primary key.
        why_impractical: the causal test of the regulation, in words.
        family_told_on: when the family was told, if it has been.

    Raises:
        AlreadyDone: the assessment was stopped, and no limit runs.
        Invalid: without a word on why it was impractical, or an appointment without its body.
    """
    if not why_impractical.strip():
        raise Invalid("why_impractical", gettext("Say why it was impractical to keep the limit."))
    if ground == ExemptionGround.MISSED_APPOINTMENT:
        bodies = {str(request.pk) for request in advice_of_bodies(assessment)}
        if facts.get("advice") not in bodies:
            raise Invalid("advice", gettext("Say which request the appointment was for"))
    with record(
        assessment, "record_exemption", case=assessment.case, by=by, on=on, at=at,
        reason=why_impractical,
    ) as entry:  # fmt: skip
        exemption = Exemption.objects.create(
            assessment=assessment,
            ground=ground,
            facts=dict(facts),
            why_impractical=why_impractical,
            decided_by=by,
            decided_on=on,
            family_told_on=family_told_on,
        )
        entry.facts.update(exemption=exemption.pk, ground=ground)
    return exemption


@asks_first("follow_exemption", of=lambda exemption: exemption.assessment)
def follow_exemption(
    exemption: Exemption,
    *,
    ground_ended_on: date | None,
    family_told_on: date | None,
    by: User,
    on: date,
    at: datetime,
) -> Exemption:
    """Add to an exemption the day on which its ground ended, or on which the family was told.

    From the end of the ground on it must be done as soon as practicable. No date moves.

    Args:
        ground_ended_on: as recorded now; None leaves what is there.
        family_told_on: likewise.

    Raises:
        Invalid: where nothing is added, or a day lies ahead or before the ground began.
    """
    if ground_ended_on is None and family_told_on is None:
        raise Invalid("ground_ended_on", gettext("Enter at least one day."))
    began = exemption.facts.get("from") or exemption.facts.get("closed_from")
    if ground_ended_on is not None and (
        ground_ended_on > on or (began and ground_ended_on.isoformat() < began)
    ):
        raise Invalid(
            "ground_ended_on",
            gettext("This must not be before the ground began, nor in the future."),
        )
    if family_told_on is not None and family_told_on > on:
        raise Invalid("family_told_on", gettext("This must not be in the future."))
    assessment = exemption.assessment
    with record(
        assessment, "follow_exemption", case=assessment.case, by=by, on=on, at=at,
        exemption=exemption.pk,
    ) as entry:  # fmt: skip
        held = Exemption.objects.get(pk=exemption.pk)
        if ground_ended_on is not None:
            held.facts = {**held.facts, "ground_ended_on": ground_ended_on.isoformat()}
            entry.facts["ground_ended_on"] = ground_ended_on.isoformat()
        if family_told_on is not None:
            held.family_told_on = family_told_on
            entry.facts["family_told_on"] = family_told_on.isoformat()
        held.save()
    return held


def letter_preview(
    assessment: Assessment, step: str, *, on: date, reason: str
) -> tuple[str, LetterFacts] | None:
    """The letter that a decision would send: its title and facts, or None where it owes none.

    Args:
        step: one of the decisions above, by name.
        on: the day on which it would be taken.
        reason: as typed so far.
    """
    return _notices.preview(step, assessment, on=on, reason=reason)
