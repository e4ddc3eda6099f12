"""Writing a plan, serving its draft, answering the family, and issuing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ehc.actions import _plan_copy
from ehc.actions._asked_first import asks_first
from ehc.actions._finalising import make_final
from ehc.actions._rights import only_for_the_holder
from ehc.actions._step import open_process, record, take_step
from ehc.actions.correspondence import queue_message
from ehc.models import (
    Assessment,
    CaseEvent,
    CheckOverride,
    Need,
    Outcome,
    Plan,
    PlanText,
    PlanVersion,
    Provision,
    Recommendation,
    Representation,
    ReturnToAuthor,
    Setting,
    UnusedRecommendation,
    User,
)
from ehc.models.plans import PlanRow
from ehc.plan_checks.facts import TEXT_KEYS
from ehc.queries.plans import (
    fingerprint,
    latest_version,
    row_values,
    status_while_written,
    texts_of,
)
from ehc.queries.posting import window_of
from ehc.queries.rights import rights_of
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.duties import last_day_of
from ehc.workflows.placement import MAINSTREAM_GROUNDS
from ehc.workflows.rights import Act
from ehc.workflows.statuses import AssessmentStatus, PlanVersionStatus

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


@asks_first("begin_version")
def begin_plan(assessment: Assessment, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Begin the first version of a plan, once it has been decided to issue one (section 37(1)).

    Raises:
        AlreadyDone: it has been begun; or it has not been decided to issue a plan.
    """
    plan, created = Plan.objects.get_or_create(assessment=assessment, case=assessment.case)
    if not created:
        raise AlreadyDone("begin_version", PlanVersionStatus.DRAFTING)
    return open_process(
        PlanVersion(plan=plan, number=1, author=by),
        "begin_version",
        case=assessment.case,
        by=by,
        on=on,
        at=at,
        within=assessment,
        in_status=(AssessmentStatus.PLANNING,),
        number=1,
    )


@asks_first("begin_version")
def revise(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Copy a served draft into the version that will answer what the family said.

    Raises:
        AlreadyDone: a later version exists.
    """
    latest = latest_version(version.plan)
    if latest.pk != version.pk or version.status != PlanVersionStatus.SERVED:
        raise AlreadyDone("begin_version", latest.status)
    copy = open_process(
        PlanVersion(
            plan=version.plan,
            number=version.number + 1,
            based_on=version,
            reassessment=version.reassessment,
            author=by,
        ),
        "begin_version",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        within=version.plan.assessment,
        in_status=(status_while_written(version),),
        number=version.number + 1,
        based_on=version.number,
    )
    _plan_copy.copy_rows(version, copy)
    return copy


def _open_for_writing(version: PlanVersion) -> PlanVersion:
    """The version as it is now.

    Raises:
        AlreadyDone: it has been served or finalised; what is served never changes.
    """
    held = PlanVersion.objects.get(pk=version.pk)
    if not held.is_open:
        raise AlreadyDone("write_plan", held.status)
    return held


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
            raise Invalid("key", f"A plan has no text called {key}.")
        held = _open_for_writing(version)
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
            raise Invalid(sorted(unknown)[0], "This field is not part of the row.")
        held = _open_for_writing(version)
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
            raise Invalid("key", "That row is no longer in the plan.")
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
            raise Invalid("needs", "One of those needs is no longer in the plan.")
        row.needs.set(found)
    if outcomes is not None:
        reached = list(Outcome.objects.filter(version=version, key__in=outcomes))
        if len(reached) != len(set(outcomes)):
            raise Invalid("outcomes", "One of those outcomes is no longer in the plan.")
        row.outcomes.set(reached)
    if sources is not None:
        assessment = version.plan.assessment_id
        for source in sources:
            if source.advice.advice_request.assessment_id != assessment:
                raise Invalid("sources", "That advice belongs to another assessment.")
        row.sources.set(sources)


def remove_row(
    version: PlanVersion, model: type[PlanRow], key: str, *, by: User, on: date, at: datetime
) -> None:
    """Take one row out of a plan that is being written."""
    with record(
        version, "write_plan", case=version.plan.case, by=by, on=on, at=at, row=key,
        change="removed",
    ):  # fmt: skip
        held = _open_for_writing(version)
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
        raise Invalid("reason", "Say why the check does not apply here.")
    with record(
        version, "override_check", case=version.plan.case, by=by, on=on, at=at, reason=reason,
        rule=rule, row=row,
    ):  # fmt: skip
        held = _open_for_writing(version)
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
        raise Invalid("reason", "Say why this was not taken up. The family will read it.")
    with record(
        version, "leave_out_recommendation", case=version.plan.case, by=by, on=on, at=at,
        reason=reason, recommendation=recommendation.pk,
    ):  # fmt: skip
        held = _open_for_writing(version)
        found = UnusedRecommendation.objects.filter(
            version=held, recommendation=recommendation
        ).first()
        unused = found or UnusedRecommendation(version=held, recommendation=recommendation)
        unused.reason = reason
        unused.save()
    return unused


def comments_close_on(version: PlanVersion, served_on: date) -> date:
    """The last day for comments on a draft that is served on a day (regulation 13(1)(a))."""
    return last_day_of("draft.comments", served_on, begun_on=version.begun_on)


def serve_draft(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Send the draft to the family and freeze it (section 38(2); regulation 13(1)).

    Args:
        on: the day of service, which is the first of the fifteen days.

    Raises:
        NotReady: with the checks that block it.
        AlreadyDone: a plan has been issued; what amends it is proposed after a review.
    """
    closes_on = comments_close_on(version, on)
    with transaction.atomic():
        served = take_step(
            version,
            "serve_draft",
            by=by,
            on=on,
            at=at,
            changes={"served_on": on, "comments_close_on": closes_on},
            comments_close_on=closes_on.isoformat(),
        )
        status = Assessment.objects.get(pk=served.plan.assessment_id).status
        # Of a plan that was issued a draft is served only after a reassessment.
        if status != AssessmentStatus.PLANNING and served.reassessment_id is None:
            raise AlreadyDone("serve_draft", status)
    return served


@asks_first("make_representation")
def make_representation(
    version: PlanVersion,
    *,
    kind: str,
    text: str,
    row: str = "",
    by: User,
    on: date,
    at: datetime,
) -> Representation:
    """Comment on a served draft, until its window closes.

    The same comment sent twice (a double click, the page sent again) is one comment.

    Args:
        kind: a :class:`~ehc.models.RepresentationKind`.
        row: the key of the row it is about; empty for the whole plan.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        Invalid: after the window, or with nothing to say.
        AlreadyDone: the plan has been issued.
    """
    only_for_the_holder(version.plan.case, Act.DRAFT, "make_representation", by=by, on=on)
    if kind != "agree" and not text.strip():
        raise Invalid("text", "Write what you would like to say.")
    said = {"version": version, "row": row, "kind": kind, "text": text, "made_by": by}
    already = Representation.objects.filter(**said, answered_on=None).first()
    if already is not None:
        _in_window(version, on)
        return already
    with record(
        version,
        "make_representation",
        case=version.plan.case,
        by=by,
        on=on,
        at=at,
        row=row,
        kind=kind,
    ) as entry:
        _in_window(version, on)
        made = Representation.objects.create(**said, made_on=on)
        entry.facts["representation"] = made.pk
    return made


def _in_window(version: PlanVersion, on: date) -> None:
    held = PlanVersion.objects.get(pk=version.pk)
    if held.status != PlanVersionStatus.SERVED:
        raise AlreadyDone("make_representation", held.status)
    window = window_of(held, on)
    if not window.is_open(on):
        raise Invalid(
            "text",
            f"The time for comments on this draft ended on {window.closes_on:%A %-d %B %Y}. "
            "Ring or write to your named contact, who can still take in what you say.",
        )
    # A version that is being written to answer the family does not end the family's time: only
    # another draft that was served, or the final plan, does.
    later = held.plan.versions.filter(number__gt=held.number)
    ended = later.exclude(status=PlanVersionStatus.DRAFTING).order_by("-number").first()
    if ended is not None:
        raise AlreadyDone("make_representation", ended.status)


def agree_with_draft(version: PlanVersion, *, by: User, on: date, at: datetime) -> PlanVersion:
    """Say that there is no more to say; once all who hold the rights have, the plan need not wait.

    Each of them has fifteen days of their own: nobody can give away another's.

    Raises:
        NotTheHolder: somebody else of the family holds the rights.
        AlreadyDone: they have said it; the day on which they did stays.
        Invalid: after the window.
    """
    with record(version, "agree_with_draft", case=version.plan.case, by=by, on=on, at=at) as entry:
        only_for_the_holder(entry.case, Act.DRAFT, "agree_with_draft", by=by, on=on)
        _in_window(version, on)
        held = PlanVersion.objects.get(pk=version.pk)
        agreed = set(
            CaseEvent.objects.filter(
                case=entry.case, step="agree_with_draft", process_id=held.pk
            ).values_list("by", flat=True)
        )
        if by.pk in agreed:
            raise AlreadyDone("agree_with_draft", held.status)
        agreed.add(by.pk)
        held_by = rights_of(entry.case, on).for_(Act.DRAFT)
        wanted = {one.user_id for one in held_by.members}
        if held_by.is_person:
            wanted.add(entry.case.person.user_id)
        if wanted <= agreed:
            held.family_agreed_on = on
            held.save()
    return held


@asks_first("answer_representation", of=lambda representation: representation.version)
def answer_representation(
    representation: Representation, *, answer: str, by: User, on: date, at: datetime
) -> Representation:
    """Answer one comment; the family reads the answer beside it."""
    if not answer.strip():
        raise Invalid("answer", "Write your answer to the family.")
    version = representation.version
    with record(
        version, "answer_representation", case=version.plan.case, by=by, on=on, at=at,
        representation=representation.pk,
    ):  # fmt: skip
        held = Representation.objects.get(pk=representation.pk)
        if held.answered_on is not None:
            raise AlreadyDone("answer_representation", str(held.answered_by))
        held.answer, held.answered_by, held.answered_on = answer, by, on
        held.save()
    return held


@asks_first("name_setting")
def name_setting(
    version: PlanVersion,
    *,
    setting: Setting | None,
    type: str,
    otherwise_than_at_school: bool = False,
    own_arrangements: bool = False,
    mainstream_ground: str = "",
    reasons: str = "",
    family_consulted_on: date | None = None,
    by: User,
    on: date,
    at: datetime,
) -> PlanVersion:
    """Write Section I: the name and type, or the type alone (sections 39(5) and 40(2)).

    Of a draft that was served, the version that answers the family is begun in the same
    transaction, and Section I is written into that: a refusal leaves neither.

    Args:
        version: the newest version, being written or served.
        setting: the setting that is named, or None to state the type alone.
        type: the type of setting.
        otherwise_than_at_school: provision wholly under section 61, so that I stays empty.
        own_arrangements: the parents or the young person make theirs (section 42(5)).
        mainstream_ground: the ground of section 33 on which it is not mainstream, where the
            family did not ask for it; empty: none.
        reasons: of the decision under section 61, or of that ground.
        family_consulted_on: the day by which it was consulted about section 61 (section 61(3)).

    Raises:
        AlreadyDone: the version is final, or a later one exists.
        Invalid: neither a type nor the section 61 decision; that decision without the family
            consulted, or a ground without its reasons; or the version will be a draft.

    Returns:
        The version that Section I was written into.
    """
    if otherwise_than_at_school and (setting or type):
        raise Invalid("type", "Leave the setting empty where section 61 applies.")
    if not otherwise_than_at_school and not type.strip():
        raise Invalid("type", "Say what type of setting it is.")
    who: dict[str, Any] = {"by": by, "on": on, "at": at}
    held = version
    if held.status == PlanVersionStatus.SERVED:
        held = revise(held, **who)
    with record(
        held,
        "name_setting",
        case=version.plan.case,
        setting=setting.pk if setting else None,
        type=type,
        **who,
    ):
        held = _open_for_writing(held)
        if held.is_first_draft:
            raise Invalid("setting", "A draft plan must not name a setting (section 38(5)).")
        held.placement_setting, held.placement_type = setting, type
        _placement_reasoned(
            otherwise_than_at_school, own_arrangements and setting is not None,
            mainstream_ground, reasons, family_consulted_on, on,
        )  # fmt: skip
        held.otherwise_than_at_school = otherwise_than_at_school
        held.own_arrangements = own_arrangements
        held.mainstream_ground = mainstream_ground
        held.family_consulted_on = family_consulted_on if otherwise_than_at_school else None
        held.placement_reasons = reasons
        held.save()
    return held


def _placement_reasoned(
    otherwise: bool,
    arranged_and_named: bool,
    mainstream_ground: str,
    reasons: str,
    family_consulted_on: date | None,
    on: date,
) -> None:
    """Refuse what section I says without what the law asks for beside it."""
    if arranged_and_named:
        raise Invalid("setting", _("Where they make their own arrangements, state the type alone"))
    if otherwise and (family_consulted_on is None or family_consulted_on > on):
        raise Invalid(
            "family_consulted_on", _("Consult the family first, and enter the day (section 61(3))")
        )
    if mainstream_ground and mainstream_ground not in {row.id for row in MAINSTREAM_GROUNDS}:
        raise Invalid("mainstream_ground", _("Choose one of the two grounds of section 33"))
    if (otherwise or mainstream_ground) and not reasons.strip():
        raise Invalid("reasons", _("Write the reasons: the family reads them"))


def finalise_plan(
    version: PlanVersion, *, signed_by: str, by: User, on: date, at: datetime
) -> PlanVersion:
    """Issue the final plan: freeze the version and end the assessment (regulation 13(2)).

    Args:
        signed_by: the officer of the authority who signs it.
        on: the day on which it is sent to the family, the setting and the commissioning body.

    Raises:
        NotReady: with what is missing.
    """
    with transaction.atomic():
        final = make_final(version, signed_by=signed_by, by=by, on=on, at=at)
        take_step(final.plan.assessment, "issue_plan", by=by, on=on, at=at, version=final.number)
        final.refresh_from_db()
    return final


def return_to_author(
    version: PlanVersion, *, reason: str, by: User, on: date, at: datetime
) -> ReturnToAuthor:
    """Send a version back to its author, for quality assurance, with what to mend."""
    with record(
        version, "return_to_author", case=version.plan.case, by=by, on=on, at=at, reason=reason
    ):
        returned = ReturnToAuthor.objects.create(
            version=version, reason=reason, returned_by=by, returned_on=on
        )
        queue_message(
            "plan_returned",
            to=version.author.email,
            user=version.author,
            case=version.plan.case,
            at=at,
            context={"reference": version.plan.case.reference},
        )
    return returned
