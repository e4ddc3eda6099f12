"""Why something was refused, as values that a page can explain.

Every refusal leaves nothing half written: it is raised inside the transaction it undoes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ehc.workflows.readiness import Missing


class Refused(Exception):
    """The base of every refusal."""


class NotVisible(Refused):
    """The person may not know that this exists: a page answers 404."""


class NotYours(Refused):
    """The person may see the case, but this step belongs to somebody else.

    Attributes:
        step: the name of the step or record.
        explanation: the same for a reader, on the page that says so.
    """

    explanation = _(
        "You can see this case, but this step belongs to somebody else. Nothing was changed. "
        "Its caseworker, or a manager of its area team, can take it."
    )

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class NotTheHolder(NotYours):
    """The person is of the family, but somebody else of it holds the rights on that day."""

    explanation = _(
        "Until the end of compulsory school age a parent does this; after that the young person "
        "does, or whoever is recorded as acting for them. Nothing was changed. If you act for the "
        "young person, ring your named contact, who can record that."
    )


class AlreadyDone(Refused):
    """The process has moved on: somebody has already taken this step, or another.

    Attributes:
        step: the name of the step.
        status: where the process is now.
    """

    def __init__(self, step: str, status: str) -> None:
        super().__init__(f"{step} from {status}")
        self.step = step
        self.status = status


class TransferredOut(AlreadyDone):
    """The plan went to another authority, which maintains it now: nothing of it is done here.

    Attributes:
        authority: which.
        on: when it went.
    """

    def __init__(self, step: str, status: str, *, authority: str, on: date) -> None:
        super().__init__(step, status)
        self.authority = authority
        self.on = on


class SentBefore(Refused):
    """This very form has been acted on: a second click.

    Attributes:
        led_to: where the first click went.
    """

    def __init__(self, led_to: str) -> None:
        super().__init__(led_to)
        self.led_to = led_to


class ChangedElsewhere(Refused):
    """Somebody has saved the same page since it was opened: nothing is written over theirs."""


class NotReady(Refused):
    """Something is missing first.

    Attributes:
        step: the name of the step.
        missing: what is missing, as keys that a page maps to where it is mended.
    """

    def __init__(self, step: str, missing: Sequence[Missing]) -> None:
        super().__init__(f"{step}: {', '.join(item.key for item in missing)}")
        self.step = step
        self.missing = tuple(missing)


class Invalid(Refused):
    """Input that a form should have caught, refused again inside the action.

    Attributes:
        field: the field it is about.
        message: what to do, in words.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
