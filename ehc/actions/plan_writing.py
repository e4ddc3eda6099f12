"""Writing a plan: its texts, its rows, and what is set aside or left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.actions.plans import open_for_writing
from ehc.models import (
    CheckOverride,
    Need,
    Outcome,
    PlanText,
    PlanVersion,
    Provision,
    Recommendation,
    UnusedRecommendation,
    User,
)
from ehc.models.plans import PlanRow
from ehc.plan_checks.facts import TEXT_KEYS
from ehc.queries.plans import (
    fingerprint,
    row_values,
    texts_of,
)
from ehc.refusals import Invalid

ROW_FIELDS: Mapping[type[PlanRow], tuple[str, ...]] = {
    Need: ("section", "area", "text"),
    Outcome: (
        "text", "by", "steps", "monitoring", "aspiration", "strategy_outcome", "adulthood_strand",
    ),
    Provision: (
        "section", "what", "who", "how_often", "how_long", "group_size", "where", "period",
        "review", "commissioner_agreed",
    ),
}  # fmt: skip


_PREFIX: Mapping[type[PlanRow], str] = {Need: "N", Outcome: "O", Provision: "P"}


def write_text(
    version: PlanVersion, key: str, text: str, *, by: User, on: date, at: datetime
) -> PlanText:
    """Write one free text of a plan.

    Args:
        key: one of :data:`ehc.plan_checks.facts.TEXT_KEYS`.

    Raises:
        AlreadyDone: the version is frozen.
        Invalid: an unknown key.
    """
    with record(version, "write_plan", case=version.plan.case, by=by, on=on, at=at, text=key):
        if key not in TEXT_KEYS:
            raise Invalid("key", _("A plan has no text called %(key)s.") % {"key": key})
        held = open_for_writing(version)
        row = PlanText.objects.filter(version=held, key=key).first() or PlanText(
            version=held, key=key
        )
        row.text = text
        row.save()
    return row


@asks_first("write_plan")
def write_texts(
    version: PlanVersion,
    texts: Mapping[str, str],
    *,
    opened_with: Mapping[str, str],
    by: User,
    on: date,
    at: datetime,
) -> tuple[str, ...]:
    """Write the texts of one page, and leave alone those that its writer did not touch.

    Args:
        texts: by key, as the page holds them.
        opened_with: by key, the :func:`~ehc.queries.plans.fingerprint` of what the page showed
            when it was opened; a key that is not there counts as unchanged since.

    Returns:
        The keys of the texts that were written.

    Raises:
        Invalid: naming a text that somebody else changed meanwhile; nothing is written.
        AlreadyDone: the version is frozen.
    """
    now = texts_of(version)
    wanted = {}
    for key, text in texts.items():
        stored = now.get(key, "")
        began = opened_with.get(key, fingerprint(stored))
        if text == stored or fingerprint(text) == began:
            continue
        if fingerprint(stored) != began:
            raise Invalid(key, _overtaken(stored))
        wanted[key] = text
    for key, text in wanted.items():
        write_text(version, key, text, by=by, on=on, at=at)
    return tuple(wanted)


_SHOWN = 500


def _overtaken(stored: str) -> str:
    shown = stored if len(stored) <= _SHOWN else f"{stored[:_SHOWN]}…"
    return _(
        "Somebody else changed this while you were writing. It now says: “%(text)s” Put the two "
        "together and save again: what stands here then replaces it."
    ) % {"text": shown}


def write_row(
    version: PlanVersion,
    model: type[PlanRow],
    values: Mapping[str, Any],
    *,
    by: User,
    on: date,
    at: datetime,
    key: str = "",
    opened_with: str = "",
    needs: Sequence[str] | None = None,
    outcomes: Sequence[str] | None = None,
    sources: Sequence[Recommendation] | None = None,
) -> PlanRow:
    """Add or change one row of a plan.

    Args:
        model: Need, Outcome or Provision.
        values: field to value, of :data:`ROW_FIELDS`.
        key: the row to change; empty to add one.
        opened_with: the fingerprint of the row's values when its page was opened; empty where
            nobody read it before.
        needs, outcomes: for provision, the keys of the rows that it meets and works towards.
        sources: for provision, the recommendations that it came from.

    Raises:
        AlreadyDone: the version is frozen.
        Invalid: an unknown field, row or link; or somebody else changed the row meanwhile.
    """
    with record(version, "write_plan", case=version.plan.case, by=by, on=on, at=at) as entry:
        unknown = set(values) - set(ROW_FIELDS[model])
        if unknown:
            raise Invalid(sorted(unknown)[0], _("This field is not part of the row."))
        held = open_for_writing(version)
        row = _row(held, model, key)
        if key and opened_with and fingerprint(row_values(held, model, key)) != opened_with:
            main = "what" if model is Provision else "text"
            raise Invalid(main, _overtaken(str(getattr(row, main))))
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        if isinstance(row, Provision):
            _link(row, held, needs=needs, outcomes=outcomes, sources=sources)
        entry.facts.update(row=row.key, change="changed" if key else "added")
    return row


def _row(version: PlanVersion, model: type[PlanRow], key: str) -> PlanRow:
    rows = model._default_manager.filter(version=version)
    if key:
        row = rows.filter(key=key).first()
        if row is None:
            raise Invalid("key", _("That row is no longer in the plan."))
        return row
    prefix = _PREFIX[model]
    # Keys are never used again, so that a comment on a removed row cannot move to another.
    used = [
        int(row_key.removeprefix(prefix))
        for row_key in model._default_manager.filter(version__plan=version.plan).values_list(
            "key", flat=True
        )
    ]
    number = max(used, default=0) + 1
    return model(version=version, key=f"{prefix}{number}", order=number)


def _link(
    row: Provision,
    version: PlanVersion,
    *,
    needs: Sequence[str] | None,
    outcomes: Sequence[str] | None,
    sources: Sequence[Recommendation] | None,
) -> None:
    if needs is not None:
        found = list(Need.objects.filter(version=version, key__in=needs))
        if len(found) != len(set(needs)):
            raise Invalid("needs", _("One of those needs is no longer in the plan."))
        row.needs.set(found)
    if outcomes is not None:
        reached = list(Outcome.objects.filter(version=version, key__in=outcomes))
        if len(reached) != len(set(outcomes)):
            raise Invalid("outcomes", _("One of those outcomes is no longer in the plan."))
        row.outcomes.set(reached)
    if sources is not None:
        assessment = version.plan.assessment_id
        for source in sources:
            if source.advice.advice_request.assessment_id != assessment:
                raise Invalid("sources", _("That advice belongs to another assessment."))
        row.sources.set(sources)


def remove_row(
    version: PlanVersion, model: type[PlanRow], key: str, *, by: User, on: date, at: datetime
) -> None:
    """Take one row out of a plan that is being written."""
    with record(
        version, "write_plan", case=version.plan.case, by=by, on=on, at=at, row=key,
        change="removed",
    ):  # fmt: skip
        held = open_for_writing(version)
        row = _row(held, model, key)
        if isinstance(row, Provision):
            row.needs.clear()
            row.outcomes.clear()
            row.sources.clear()
        row.delete()


@asks_first("override_check")
def override_check(
    version: PlanVersion, *, rule: str, row: str, reason: str, by: User, on: date, at: datetime
) -> CheckOverride:
    """Set a check aside for one row, with the reason."""
    if not reason.strip():
        raise Invalid("reason", _("Say why the check does not apply here."))
    with record(
        version, "override_check", case=version.plan.case, by=by, on=on, at=at, reason=reason,
        rule=rule, row=row,
    ):  # fmt: skip
        held = open_for_writing(version)
        found = CheckOverride.objects.filter(version=held, rule=rule, row=row).first()
        override = found or CheckOverride(version=held, rule=rule, row=row)
        override.reason = reason
        override.save()
    return override


@asks_first("leave_out_recommendation")
def leave_out(
    version: PlanVersion,
    recommendation: Recommendation,
    *,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> UnusedRecommendation:
    """Say why a recommendation is not taken up; the family sees it with the draft."""
    if not reason.strip():
        raise Invalid("reason", _("Say why this was not taken up. The family will read it."))
    with record(
        version, "leave_out_recommendation", case=version.plan.case, by=by, on=on, at=at,
        reason=reason, recommendation=recommendation.pk,
    ):  # fmt: skip
        held = open_for_writing(version)
        found = UnusedRecommendation.objects.filter(
            version=held, recommendation=recommendation
        ).first()
        unused = found or UnusedRecommendation(version=held, recommendation=recommendation)
        unused.reason = reason
        unused.save()
    return unused
