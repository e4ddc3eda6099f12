"""The hash chain of a case's events: how it is made and how it is checked.

Each event's hash covers the previous event's hash and its own columns, among them the digest
of its payload. The payload is salted, so that it can be erased (payload and salt together)
while the chain still verifies and nobody can guess what the digest hid.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

GENESIS = b"\0" * 32
"""The hash before the first event."""


def canonical(data: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no white space, in UTF-8: one spelling for one value."""
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def facts_digest(facts: Mapping[str, Any]) -> str:
    """The SHA-256 of a paper's frozen facts, in hexadecimal."""
    return hashlib.sha256(canonical(facts)).hexdigest()


def payload_digest(salt: bytes, data: Mapping[str, Any]) -> bytes:
    """The salted SHA-256 of a payload."""
    return hashlib.sha256(salt + canonical(data)).digest()


def event_hash(
    previous: bytes,
    *,
    case_id: int,
    number: int,
    process: str,
    process_id: int,
    step: str,
    on: date,
    at: datetime,
    by_id: int,
    digest: bytes,
) -> bytes:
    """The hash of one event.

    Args:
        previous: the hash of the case's event before it, or :data:`GENESIS`.
        at: an aware datetime; it is written in UTC to the microsecond.
        digest: of the payload.
    """
    columns = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": by_id,
        "case": case_id,
        "number": number,
        "on": on.isoformat(),
        "payload": digest.hex(),
        "process": process,
        "process_id": process_id,
        "step": step,
    }
    return hashlib.sha256(previous + canonical(columns)).digest()
