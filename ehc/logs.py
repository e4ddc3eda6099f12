"""Log lines as JSON, with the request's identifier and without personal data.

Only our own loggers' messages are filled in. Everybody else's are written with their
placeholders, because Django and the database drivers put addresses, query strings and row values
into the arguments. An exception is written as its class and the places it passed through, never
its text, for the same reason.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")

_OURS = ("ehc", "quality_assurance")
_EXTRA = ("route", "method", "status", "milliseconds")


class JsonFormatter(logging.Formatter):
    """Writes one record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for ``record``."""
        ours = record.name.split(".")[0] in _OURS
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if ours else str(record.msg),
        }
        if identifier := request_id.get():
            line["request_id"] = identifier
        for name in _EXTRA:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["stack"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)
