"""``verify`` passes over sound records, and finds each kind of damage."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from ehc.actions import cases, correspondence, plan_writing, plans
from ehc.models import (
    AssessmentProjection,
    Case,
    CaseEvent,
    CaseProjection,
    Document,
    EventPayload,
    Letter,
    OutboxItem,
    Plan,
    PlanVersion,
    ReferenceCounter,
    User,
)
from ehc.models._append_only import install, lifted, missing, remove
from ehc.queries.verify import problems, process_models
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db


def verify(**options: Any) -> list[str]:
    out = StringIO()
    with contextlib.suppress(CommandError):
        call_command("verify", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture(scope="module", autouse=True)
def case_reference(once: Once[str], monday: date) -> str:
    on = monday + timedelta(weeks=19)
    return once(lambda priya: journeys.issued(priya, monday, issued_on=on).plan.case.reference)


def test_sound_records_pass(case_reference: str) -> None:
    assert verify() == ["1 cases: every record is whole."]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE ehc_caseevent SET step = 'refuse_to_assess' WHERE number = 3", "was altered"),
        ("DELETE FROM ehc_caseevent WHERE number = 4", "event 4 is missing"),
    ],
)
def test_an_event_altered_or_deleted_behind_its_back_is_found(
    case_reference: str, sql: str, says: str
) -> None:
    with lifted(connection), connection.cursor() as cursor:
        if sql.startswith("DELETE"):
            EventPayload.objects.filter(event__number=4).delete()
        cursor.execute(sql)
    assert any(line.endswith(says) for line in verify())


def test_an_altered_payload_is_found(case_reference: str) -> None:
    payload = EventPayload.objects.get(event__step="agree_to_assess")
    payload.data = {"reason": "Something else."}
    payload.save()
    assert verify() == [f"{case_reference} event 3: its payload was altered"]


def test_an_erased_payload_leaves_the_chain_whole(case_reference: str) -> None:
    EventPayload.objects.get(event__step="agree_to_assess").delete()
    assert verify() == ["1 cases: every record is whole."]


def test_a_status_moved_behind_its_back_is_found(case_reference: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ehc_assessment SET status = 'assessing'")
    assert any("assessment" in line and "status has no event" in line for line in verify())


def test_a_projection_that_drifted_is_found(case_reference: str) -> None:
    CaseProjection.objects.update(next_action="action.finalise")
    assert verify() == [
        f"{case_reference}: its projection's next_action is not what the events say"
    ]


def test_a_projection_that_drifted_is_rebuilt_and_the_rest_left_alone(case_reference: str) -> None:
    CaseProjection.objects.update(next_action="action.finalise")
    AssessmentProjection.objects.update(exempt_from_20_weeks=True)
    out = StringIO()
    call_command("rebuild_projections", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{case_reference}: was not what its events say",
        "1 cases rebuilt; 1 differed.",
    ]
    assert verify() == ["1 cases: every record is whole."]
    again = StringIO()
    call_command("rebuild_projections", stdout=again)
    assert again.getvalue().splitlines() == ["1 cases rebuilt; 0 differed."]


def test_a_plan_written_once_the_days_are_over_leaves_what_is_next_as_it_was(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    assert draft.served_on is not None
    answer = plans.revise(draft, by=priya, on=draft.served_on, at=instant(draft.served_on))
    day = factories.later(draft.served_on, days=20)
    plan_writing.write_text(answer, "history", "She draws.", by=priya, on=day, at=instant(day))
    assert list(problems(draft.plan.case)) == []


def test_a_missing_trigger_is_found(case_reference: str) -> None:
    remove(connection, "ehc_caseevent")
    try:
        assert missing(connection, "ehc_caseevent") != ()
        assert any("is missing" in line for line in verify())
    finally:
        install(connection, "ehc_caseevent")
    assert verify() == ["1 cases: every record is whole."]


@pytest.mark.parametrize(
    "sql", ["UPDATE ehc_caseevent SET step = 'x'", "DELETE FROM ehc_caseevent"]
)
def test_the_database_refuses_to_change_an_event(case_reference: str, sql: str) -> None:
    before = CaseEvent.objects.count()
    refused = pytest.raises((IntegrityError, DatabaseError))
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert CaseEvent.objects.exclude(step="x").count() == before


def test_a_status_outside_the_list_is_refused(case_reference: str) -> None:
    for model in process_models():
        row = model._default_manager.first()
        if row is None:
            continue
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET status = 'nonsense'")


# --- What no chain shows by itself -------------------------------------------------------------


def test_a_cut_tail_is_found_by_the_anchor(case_reference: str, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    assert verify(write_anchor=anchor) == ["1 cases: every record is whole."]
    assert verify(anchor=anchor) == ["1 cases: every record is whole."]
    case = Case.objects.get()
    last = case.events.order_by("-number")[0]
    with lifted(connection), connection.cursor() as cursor:
        OutboxItem.objects.filter(document__event=last).delete()
        Letter.objects.filter(event=last).delete()
        PlanVersion.objects.filter(document__event=last).update(document=None)
        Document.objects.filter(event=last).delete()
        EventPayload.objects.filter(event=last).delete()
        cursor.execute("DELETE FROM ehc_caseevent WHERE id = %s", [last.pk])
    assert f"{case_reference}: its record was cut before event {last.number}" in verify(
        anchor=anchor
    )


def test_an_anchor_holds_while_a_case_goes_on(
    case_reference: str, priya: User, monday: date, tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor"
    verify(write_anchor=anchor)
    day = monday + timedelta(weeks=20)
    cases.allocate_case(Case.objects.get(), to=priya, by=priya, on=day, at=instant(day))
    assert verify(anchor=anchor) == ["1 cases: every record is whole."]


def test_a_chain_made_anew_is_not_the_one_that_was_anchored(
    case_reference: str, tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor"
    verify(write_anchor=anchor)
    reference, number, digest = anchor.read_text().split()
    anchor.write_text(f"{reference} {number} {digest[::-1]}\n")
    assert verify(anchor=anchor) == [
        f"{reference} event {number}: is not the one that was anchored"
    ]


def test_a_case_that_is_gone_is_missed(case_reference: str) -> None:
    ReferenceCounter.objects.update(last=2)
    assert verify() == ["EHC-2026: 2 cases were opened and 1 are there"]


def test_a_process_that_no_event_opened_is_found(case_reference: str, priya: User) -> None:
    plan = Plan.objects.get()
    version = PlanVersion.objects.create(plan=plan, number=3, author=priya)
    assert f"plan version {version.pk}: no event opened it" in verify()


# --- Papers ------------------------------------------------------------------------------------


@pytest.fixture
def paper(case_reference: str, monday: date, settings: Any, tmp_path: Path) -> Document:
    settings.MEDIA_ROOT = tmp_path / "files"
    at = instant(monday + timedelta(weeks=20))
    while (item := correspondence.claim_next(at)) is not None:
        if item.document is None:
            correspondence.message_sent(item, at=at, keep_secret=False)
            continue
        kept = correspondence.document_rendered(
            item, b"the paper", file_name="x.pdf", on=at.date(), at=at
        )
    assert verify() == ["1 cases: every record is whole."]
    return kept


def test_a_paper_replaced_with_its_digest_is_found_by_the_chain(
    paper: Document, case_reference: str
) -> None:
    Path(paper.file.path).chmod(0o600)
    Path(paper.file.path).write_bytes(b"another")
    digest = hashlib.sha256(b"another").hexdigest()
    Document.objects.filter(pk=paper.pk).update(sha256=digest)
    assert verify() == [
        f"{case_reference} document {paper.pk}: its digest is not the one in the chain"
    ]


def test_altered_words_of_a_paper_are_found(paper: Document, case_reference: str) -> None:
    Document.objects.filter(pk=paper.pk).update(facts={**paper.facts, "reference": "another"})
    assert verify() == [f"{case_reference} document {paper.pk}: what it says was altered"]


def test_a_paper_that_is_gone_is_missed(paper: Document, case_reference: str) -> None:
    Document.objects.filter(pk=paper.pk).update(rendered_at=None, sha256="")
    assert verify() == [f"{case_reference} document {paper.pk}: it was issued and is gone"]


# --- Triggers ----------------------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way around a trigger")
def test_an_event_is_not_replaced_by_another(case_reference: str) -> None:
    columns = ", ".join(f'"{field.column}"' for field in CaseEvent._meta.concrete_fields)
    values = columns.replace('"step"', "'refuse_to_assess'")
    for key in ('"id"', "NULL"):
        chosen = values.replace('"id"', key)
        replace = (
            f"INSERT OR REPLACE INTO ehc_caseevent ({columns}) "
            f"SELECT {chosen} FROM ehc_caseevent WHERE number = 3"
        )
        refused = pytest.raises(IntegrityError)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(replace)
    assert CaseEvent.objects.get(number=3).step == "agree_to_assess"


def test_a_trigger_that_no_longer_refuses_is_found(case_reference: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ehc_caseevent_refuse_update")
            cursor.execute(
                "CREATE TRIGGER ehc_caseevent_refuse_update BEFORE UPDATE ON ehc_caseevent "
                "WHEN NEW.id < 0 BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ehc_refuse_change() RETURNS trigger AS "
                "$$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql"
            )
    try:
        assert any("ehc_caseevent_refuse_update is missing" in line for line in verify())
    finally:
        install(connection, "ehc_caseevent")
    assert verify() == ["1 cases: every record is whole."]


def test_the_page_of_events_opens_though_words_were_erased(
    case_reference: str, priya: User
) -> None:
    client = Client()
    client.force_login(priya)
    address = f"/cases/{case_reference}/events/"
    assert "The test is met." in client.get(address).content.decode()
    EventPayload.objects.get(event__step="agree_to_assess").delete()
    page = client.get(address)
    assert page.status_code == 200
    assert "The test is met." not in page.content.decode()
