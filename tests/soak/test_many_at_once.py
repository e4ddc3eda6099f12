"""Many people at once, for longer than every change can wait."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from ehc.actions import requests
from ehc.models import Case, Request, RequestDraft
from tests import factories
from tests.factories import instant

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]
FORMS, TIMES = 200, 8


def test_two_hundred_forms_each_sent_eight_times_at_once_are_two_hundred_requests(
    monday: date,
) -> None:
    drafts = [factories.draft(monday) for _ in range(FORMS)]
    for draft in drafts:
        together = threading.Barrier(TIMES)
        failed: list[Exception] = []

        def send(
            draft: RequestDraft = draft,
            together: threading.Barrier = together,
            failed: list[Exception] = failed,
        ) -> None:
            together.wait()
            try:
                requests.submit_request(draft, at=instant(monday))
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _ in range(TIMES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
    assert Request.objects.count() == Case.objects.count() == FORMS
