"""Texts through GOV.UK Notify, against a server of our own that answers as Notify does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from notifications_python_client.errors import HTTPError

from ehc.actions.correspondence import queue_message
from ehc.models import Channel, Message, OutboxItem, Task
from ehc.notify import NotifyTexts
from ehc.tasks import work_once
from ehc.texts import TextRefused, text_backend
from tests import factories
from tests.factories import instant

SERVICE, KEY = "5c4a1f2e-7b3d-4e8f-9a6b-1d2c3e4f5a6b", "0f9e8d7c-6b5a-4c3d-2e1f-0a9b8c7d6e5f"
TEMPLATE = "8a7b6c5d-4e3f-2a1b-9c8d-7e6f5a4b3c2d"
RECEIPTS = "a9-Kx4vT7wXz4LmN8pRsU3bCdEfGhJ6aK1oQ"
NUMBER = "+447700900123"
WRONG_NUMBER = {"error": "ValidationError", "message": "phone_number Not enough digits"}


@dataclass
class Notify:
    """What the server was sent, and what it answers."""

    address: str = ""
    status: int = 201
    answer: Any = field(default_factory=lambda: {"id": "1", "reference": ""})
    asked: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def notify(settings: Any) -> Iterator[Notify]:
    told = Notify()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            token = self.headers["Authorization"].removeprefix("Bearer ")
            signed = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_iat": False})
            told.asked.append({"path": self.path, "signed_by": signed["iss"], **body})
            content = (
                told.answer if isinstance(told.answer, bytes) else json.dumps(told.answer).encode()
            )
            self.send_response(told.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Nothing: the tests say what they find."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_URL = told.address
    settings.NOTIFY_API_KEY = f"council-{SERVICE}-{KEY}"
    settings.NOTIFY_TEXT_TEMPLATE_ID = TEMPLATE
    settings.TEXT_BACKEND = "ehc.notify.NotifyTexts"
    yield told
    server.shutdown()
    server.server_close()


def test_a_text_goes_with_its_words_its_reference_and_a_signed_key(notify: Notify) -> None:
    text_backend().send(NUMBER, "There is a letter.", reference="abc")
    assert notify.asked == [
        {
            "path": "/v2/notifications/sms",
            "signed_by": SERVICE,
            "phone_number": NUMBER,
            "template_id": TEMPLATE,
            "personalisation": {"body": "There is a letter."},
            "reference": "abc",
        }
    ]


@pytest.mark.parametrize(
    ("status", "answer", "refused"),
    [
        (400, {"status_code": 400, "errors": [WRONG_NUMBER]}, TextRefused),
        # A fault of our own, and not of the number.
        (
            400,
            {"errors": [{"error": "ValidationError", "message": "template_id is no"}]},
            HTTPError,
        ),
        (400, {"errors": [WRONG_NUMBER, {"error": "BadRequestError", "message": "x"}]}, HTTPError),
        (400, {"errors": [{"error": "BadRequestError", "message": "phone_number x"}]}, HTTPError),
        (400, {"errors": []}, HTTPError),
        (400, {"errors": ["phone_number"]}, HTTPError),
        (400, b"not JSON", HTTPError),
        (403, {"errors": [{"error": "AuthError", "message": "Invalid token"}]}, HTTPError),
        (403, {"errors": [WRONG_NUMBER]}, HTTPError),
        (429, {"errors": [{"error": "RateLimitError", "message": "Too many"}]}, HTTPError),
        (500, {"message": "Internal server error"}, HTTPError),
        (503, b"", HTTPError),
    ],
)
def test_only_a_wrong_number_ends_a_text_and_all_else_is_tried_again(
    notify: Notify, status: int, answer: Any, refused: type[Exception]
) -> None:
    notify.status, notify.answer = status, answer
    with pytest.raises(refused):
        NotifyTexts().send(NUMBER, "There is a letter.", reference="abc")
    assert len(notify.asked) == 1
    notify.status, notify.answer = 201, {"id": "1"}
    NotifyTexts().send(NUMBER, "There is a letter.", reference="abc")


def test_a_server_that_is_not_there_is_tried_again(notify: Notify, settings: Any) -> None:
    settings.NOTIFY_URL = "http://127.0.0.1:9"
    with pytest.raises(HTTPError):
        NotifyTexts().send(NUMBER, "There is a letter.", reference="abc")
    assert notify.asked == []


@pytest.mark.parametrize("missing", ["NOTIFY_API_KEY", "NOTIFY_TEXT_TEMPLATE_ID"])
def test_without_a_key_or_a_template_nothing_is_handed_over(
    notify: Notify, settings: Any, missing: str
) -> None:
    setattr(settings, missing, "")
    with pytest.raises(ImproperlyConfigured, match=missing):
        NotifyTexts()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "outcome", "tasks"),
    [("delivered", "delivered", 0), ("permanent-failure", "bounced", 1), ("pending", "sent", 0)],
)
def test_from_the_outbox_to_notify_and_back(
    notify: Notify, settings: Any, monday: date, told: str, outcome: str, tasks: int
) -> None:
    settings.DELIVERY_RECEIPTS_SECRET = RECEIPTS
    case = factories.requested(monday).case
    while work_once(instant(monday)):
        pass
    message = queue_message(
        "message_ready", to=NUMBER, at=instant(monday), case=case, channel=Channel.TEXT,
        context={"reference": case.reference},
    )  # fmt: skip
    # Out of order at first: it waits, and goes when Notify answers again.
    notify.status, notify.answer = 503, b""
    assert work_once(instant(monday))
    item = OutboxItem.objects.get(message=message)
    assert (item.done_at, item.last_error) == (None, "HTTP503Error")
    notify.status, notify.answer = 201, {"id": "1"}
    assert work_once(item.next_attempt_at)
    message.refresh_from_db()
    assert message.outcome == "sent"
    sent = notify.asked[-1]
    assert (sent["phone_number"], sent["personalisation"]) == (NUMBER, {"body": message.body})
    # As Notify calls back, and once more as it does where the first answer was lost.
    receipt = {"id": "1", "reference": sent["reference"], "to": NUMBER, "status": told}
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(
            "/receipts", json.dumps(receipt), content_type="application/json",
            headers={"Authorization": f"Bearer {RECEIPTS}"},
        )  # fmt: skip
        assert answer.status_code == 204
    assert Message.objects.get(pk=message.pk).outcome == outcome
    assert Task.objects.filter(message=message).count() == tasks


@pytest.mark.django_db
def test_a_number_that_notify_refuses_is_rung_instead(notify: Notify, monday: date) -> None:
    case = factories.requested(monday).case
    while work_once(instant(monday)):
        pass
    message = queue_message(
        "message_ready", to=NUMBER, at=instant(monday), case=case, channel=Channel.TEXT,
        context={"reference": case.reference},
    )  # fmt: skip
    notify.status, notify.answer = 400, {"errors": [WRONG_NUMBER]}
    assert work_once(instant(monday))
    message.refresh_from_db()
    assert message.outcome == "bounced"
    assert Task.objects.get(message=message).kind == "ring_or_post"
