"""Whether the records are whole: chains, projections, triggers, and statuses with their events.

Everything here reads. Each problem is one sentence that names what is wrong and where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.fields.files import FieldFile

from ehc.models import (
    AssessmentProjection,
    Case,
    CaseEvent,
    CaseProjection,
    Document,
    EventPayload,
    ProjectedTurn,
    ReferenceCounter,
)
from ehc.models._append_only import APPEND_ONLY_TABLES, missing
from ehc.models._process import Process
from ehc.queries import chain
from ehc.queries.chain import facts_digest
from ehc.queries.projections import derive
from ehc.workflows.processes import status_after

_FIELDS = ("team_id", "caseworker_id", "stage", "status", "is_open", "received_on")
_NEXT = ("next_action", "next_params", "next_owner", "next_duty", "next_due", "shown_from")
_COUNTED = (
    "received_on",
    "assess_decided_on",
    "issue_decided_on",
    "issued_on",
    "exempt_from_20_weeks",
    "stopped_on",
    "stopped_as",
    "exported_to",
)


def problems(case: Case) -> Iterator[str]:
    """Everything that is wrong with one case's records."""
    events = list(CaseEvent.objects.filter(case=case).order_by("number"))
    if not events:
        yield f"{case.reference}: has no event"
        return
    payloads = {payload.pk: payload for payload in EventPayload.objects.filter(event__case=case)}
    yield from _chain_problems(case, events, payloads)
    yield from _status_problems(case, events)
    yield from _projection_problems(case)
    yield from _document_problems(case, _issued(events, payloads))


def overall_problems() -> Iterator[str]:
    """What no case shows by itself: cases that are gone, and processes that no event opened."""
    for counter in ReferenceCounter.objects.order_by("year"):
        there = Case.objects.filter(reference__startswith=f"EHC-{counter.year}-").count()
        if there != counter.last:
            yield f"EHC-{counter.year}: {counter.last} cases were opened and {there} are there"
    for model in process_models():
        opened = CaseEvent.objects.filter(
            process=model.KIND, step__in=[step.name for step in model.TABLE.values() if step.opens]
        )
        for pk in model._default_manager.exclude(pk__in=opened.values("process_id")).values_list(
            "pk", flat=True
        ):
            yield f"{model._meta.verbose_name} {pk}: no event opened it"


def heads() -> Iterator[tuple[str, int, str]]:
    """Where every case's chain ends: its reference, its last event's number and its hash."""
    last = CaseEvent.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    rows = CaseEvent.objects.filter(number=Subquery(last)).select_related("case").order_by("case")
    for event in rows.iterator(chunk_size=1000):
        yield event.case.reference, event.number, bytes(event.hash).hex()


def anchor_problems(anchor: Iterable[tuple[str, int, str]]) -> Iterator[str]:
    """Chains that no longer hold the event in which they ended when the anchor was written.

    Args:
        anchor: as :func:`heads` gave it then.
    """
    for reference, number, digest in anchor:
        event = CaseEvent.objects.filter(case__reference=reference, number=number).first()
        if event is None:
            yield f"{reference}: its record was cut before event {number}"
        elif bytes(event.hash).hex() != digest:
            yield f"{reference} event {number}: is not the one that was anchored"


def _issued(
    events: list[CaseEvent], payloads: dict[int, EventPayload]
) -> dict[int, dict[str, Any]]:
    """What the chain says of each paper that was issued, by the paper's primary key."""
    said = [
        payloads[event.pk].data
        for event in events
        if event.step == "issue_document" and event.pk in payloads
    ]
    return {data["document"]: data for data in said}


def _document_problems(case: Case, issued: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Issued papers that are gone, or are no longer what the chain says was issued."""
    rows = Document.objects.filter(case=case, rendered_at__isnull=False)
    for pk in sorted(issued.keys() - {row.pk for row in rows}):
        yield f"{case.reference} document {pk}: it was issued and is gone"
    for document in rows:
        where = f"{case.reference} document {document.pk}"
        chained = issued.get(document.pk, {})
        if chained.get("sha256", document.sha256) != document.sha256:
            yield f"{where}: its digest is not the one in the chain"
        frozen = facts_digest(document.facts)
        if chained.get("facts_sha256", frozen) != frozen:
            yield f"{where}: what it says was altered"
        yield from _file_problems(document.file, document.sha256, where)
        if chained.get("large_sha256", document.large_sha256) != document.large_sha256:
            yield f"{where}: its digest in large print is not the one in the chain"
        if document.large_sha256:
            yield from _file_problems(
                document.large_file, document.large_sha256, f"{where} in large print"
            )
        yield from _copy_problems(document, chained.get("copies", {}), where)


def _copy_problems(document: Document, chained: dict[str, list[str]], where: str) -> Iterator[str]:
    """Copies for the post that are gone, or that are no longer what the chain says."""
    letters = {str(row.pk): row for row in document.letters.exclude(sha256="")}
    for pk in sorted(chained.keys() - letters.keys()):
        yield f"{where}: its copy for letter {pk} was issued and is gone"
    for pk, letter in letters.items():
        mine = f"{where} letter {pk}"
        if chained.get(pk) != [letter.sha256, facts_digest(letter.frozen)]:
            yield f"{mine}: its copy, or to whom it goes, is not what the chain says"
        yield from _file_problems(letter.file, letter.sha256, mine)


def _file_problems(kept: FieldFile, sha256: str, where: str) -> Iterator[str]:
    try:
        with kept.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        yield f"{where}: its file is missing"
        return
    if digest != sha256:
        yield f"{where}: its file is not the one that was issued"


def trigger_problems() -> Iterator[str]:
    """Append-only tables whose refusal to change is gone."""
    for table in APPEND_ONLY_TABLES:
        for name in missing(connection, table):
            yield f"{table}: the trigger {name} is missing, disabled or altered"


def _chain_problems(
    case: Case, events: list[CaseEvent], payloads: dict[int, EventPayload]
) -> Iterator[str]:
    previous = chain.GENESIS
    for number, event in enumerate(events, start=1):
        where = f"{case.reference} event {event.number}"
        if event.number != number:
            yield f"{where}: event {number} is missing"
            return
        if bytes(event.previous_hash) != previous:
            yield f"{where}: does not follow the event before it"
        expected = chain.event_hash(
            bytes(event.previous_hash),
            case_id=event.case_id,
            number=event.number,
            process=event.process,
            process_id=event.process_id,
            step=event.step,
            on=event.on,
            at=event.at,
            by_id=event.by_id,
            digest=bytes(event.payload_digest),
        )
        if bytes(event.hash) != expected:
            yield f"{where}: was altered"
        payload = payloads.get(event.pk)
        # A payload that was erased on purpose leaves its digest: the chain still holds.
        if payload is not None and bytes(event.payload_digest) != chain.payload_digest(
            bytes(payload.salt), payload.data
        ):
            yield f"{where}: its payload was altered"
        previous = bytes(event.hash)


def process_models() -> tuple[type[Process], ...]:
    """Every model that has a status."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Process) and not model._meta.abstract
    )


def _status_problems(case: Case, events: list[CaseEvent]) -> Iterator[str]:
    for model in process_models():
        kinds = {event.process_id for event in events if event.process == model.KIND}
        found = {row.pk: row for row in model._default_manager.filter(pk__in=kinds)}
        for pk in sorted(kinds):
            steps = [
                event for event in events if event.process == model.KIND and event.process_id == pk
            ]
            moves = [event for event in steps if event.step in model.TABLE]
            row = found.get(pk)
            where = f"{case.reference} {model._meta.verbose_name} {pk}"
            if row is None:
                yield f"{where}: its row is gone"
            elif not moves or row.status != status_after(  # type: ignore[attr-defined]
                model.TABLE, [event.step for event in moves]
            ):
                yield f"{where}: its status has no event"


def _turned(turn: ProjectedTurn) -> list[Any]:
    return [getattr(turn, name) for name in ("from_on", "until_on", "stage", *_NEXT[:-1])]


def _projection_problems(case: Case) -> Iterator[str]:
    derived = derive(case)
    expected = derived.projection
    row = CaseProjection.objects.filter(pk=case.pk).first()
    if row is None:
        yield f"{case.reference}: has no projection"
    else:
        for name in (*_FIELDS, *_NEXT):
            if getattr(row, name) != getattr(expected, name):
                yield f"{case.reference}: its projection's {name} is not what the events say"
        kept_turns = [_turned(turn) for turn in row.turns.all()]
        if kept_turns != [_turned(turn) for turn in derived.turns]:
            yield f"{case.reference}: what its projection becomes is not what the events say"
    held = {row.pk: row for row in AssessmentProjection.objects.filter(case=case)}
    for wanted in derived.assessments:
        kept = held.get(wanted.pk)
        if kept is None or any(getattr(kept, n) != getattr(wanted, n) for n in _COUNTED):
            yield (
                f"{case.reference}: the dates of assessment {wanted.pk} are not what the events say"
            )
