"""``verify`` passes over sound records, and finds each kind of damage."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from ehc.models import CaseEvent, CaseProjection, EventPayload, User
from ehc.models._append_only import install, lifted, missing, remove
from ehc.queries.verify import process_models
from tests import journeys

pytestmark = pytest.mark.django_db


def verify() -> list[str]:
    out = StringIO()
    with contextlib.suppress(CommandError):
        call_command("verify", stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def case_reference(priya: User, monday: date) -> str:
    final = journeys.issued(priya, monday, issued_on=monday + timedelta(weeks=19))
    return final.plan.case.reference


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
