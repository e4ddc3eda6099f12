"""The page on which providers of email and texts say what became of a message."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ehc.models import Message, Task
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "a9-Kx4vT7wXz4LmN8pRsU3bCdEfGhJ6aK1oQ"


@pytest.fixture
def message(today: date, settings: Any) -> Message:
    settings.DELIVERY_RECEIPTS_SECRET = SECRET
    factories.requested(today)
    return Message.objects.get(template="request_received")


def told(body: object, *, secret: str = SECRET, raw: bytes | None = None) -> int:
    # A machine has no cookie, and no page of ours from which it comes.
    answer = Client(enforce_csrf_checks=True).post(
        "/receipts",
        json.dumps(body) if raw is None else raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"} if secret else {},
    )
    assert answer.content == b"" or answer.status_code == 404
    return answer.status_code


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("delivered", "delivered"),
        ("permanent-failure", "bounced"),
        ("temporary-failure", "bounced"),
        ("technical-failure", "bounced"),
        ("bounced", "bounced"),
        ("failed", "bounced"),
        ("sending", "queued"),
    ],
)
def test_a_receipt_is_taken_once_or_again(message: Message, status: str, outcome: str) -> None:
    given = {"reference": str(message.reference), "status": status, "to": "not looked at"}
    for _ in range(2):
        assert told(given) == 204
        message.refresh_from_db()
        assert message.outcome == outcome
    assert Task.objects.count() == (outcome == "bounced")


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "é"])
def test_whoever_does_not_hold_the_secret_changes_nothing(message: Message, secret: str) -> None:
    given = {"reference": str(message.reference), "status": "delivered"}
    assert told(given, secret=secret) == 401
    message.refresh_from_db()
    assert message.outcome == "queued"
    assert told(given) == 204


def test_without_a_secret_in_the_settings_there_is_no_such_page(
    message: Message, settings: Any
) -> None:
    settings.DELIVERY_RECEIPTS_SECRET = ""
    given = {"reference": str(message.reference), "status": "delivered"}
    for secret in ("", SECRET):
        assert told(given, secret=secret) == 404
    message.refresh_from_db()
    assert message.outcome == "queued"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"null", b"7", b'"text"', b"{}", b'{"reference": null, "status": "x"}',
        b'{"reference": "7", "status": "delivered"}', b"\xff\xfe", b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(message: Message, raw: bytes) -> None:
    assert told(None, raw=raw) == 400
    message.refresh_from_db()
    assert message.outcome == "queued"


def test_of_a_message_that_is_not_there_nothing_is_taken(message: Message) -> None:
    assert told({"reference": str(uuid4()), "status": "delivered"}) == 404
    assert Client().get("/receipts").status_code == 405
