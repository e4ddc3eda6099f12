"""Where providers of email and text messages say what became of one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ehc.actions import deliveries
from ehc.http import Request
from ehc.views._page import PUBLIC, page

_ARRIVED = {
    "delivered": True,
    "permanent-failure": False,
    "temporary-failure": False,
    "technical-failure": False,
    "bounced": False,
    "failed": False,
}
"""What the statuses mean; of any other, such as *sending*, nothing is noted."""


@page(PUBLIC)
@csrf_exempt
@require_POST
def receipt(request: Request) -> HttpResponse:
    """Take one receipt: JSON with the message's ``reference`` and its ``status``.

    It is for machines: whoever does not hold the shared secret is told nothing, and without a
    secret in the settings there is no such page.
    """
    secret = settings.DELIVERY_RECEIPTS_SECRET
    if not secret:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {secret}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    told = _told(request.body)
    if told is None:
        return HttpResponse(status=400)
    reference, status = told
    if status not in _ARRIVED:
        return HttpResponse(status=204)
    if not deliveries.take_receipt(reference, arrived=_ARRIVED[status], at=request.now):
        raise Http404
    return HttpResponse(status=204)


def _told(body: bytes) -> tuple[UUID, str] | None:
    """The reference and the status; None where they cannot be read."""
    try:
        told: Any = json.loads(body)
        return UUID(str(told["reference"])), str(told["status"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
