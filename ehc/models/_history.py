"""Field history, with who and why taken from the door that is open.

``django-simple-history`` keeps a reason on the instance, where it would repeat on the next
save; here both the person and the reason belong to a block of code instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from ehc.models.accounts import User

_acting: ContextVar[tuple[User, str] | None] = ContextVar("acting", default=None)


@contextmanager
def acting_as(user: User, reason: str = "") -> Iterator[None]:
    """Record ``user`` and ``reason`` on every historied save inside the block.

    Args:
        user: who acts; unattended work acts as a named system user.
        reason: at most 100 characters are kept; the full reason is in the case event.
    """
    token = _acting.set((user, reason[:100]))
    try:
        yield
    finally:
        _acting.reset(token)


class History(HistoricalRecords):  # type: ignore[misc]
    """Historical records that read who and why from :func:`acting_as`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def get_history_user(self, instance: Any) -> User | None:
        """The person whose door is open, or None during a migration or a factory's first row."""
        acting = _acting.get()
        return acting[0] if acting else None

    def get_change_reason_for_object(
        self, instance: Any, history_type: str, using: str | None
    ) -> str | None:
        """The reason of the open door."""
        acting = _acting.get()
        return acting[1] or None if acting else None
