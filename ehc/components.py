"""What pages hand to the template tags that draw lists: plain rows, without markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class SummaryRow:
    """A key and its value, with a link to change it.

    ``value`` keeps its line breaks; ``action_for`` is read out after the link's words, and is the
    key unless given.
    """

    key: str
    value: object
    href: str = ""
    action: str = ""
    action_for: str = ""


@dataclass(frozen=True)
class TaskRow:
    """Something to do. Without ``colour`` the status is plain text, as for what is finished."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    colour: str = ""


@dataclass(frozen=True)
class StripStep:
    """A stage of the strip across the top of a case."""

    label: str
    state: Literal["done", "current", "ahead"]
    on: date | None = None


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened."""

    title: str
    on: date
    by: str = ""
    body: str = ""
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class NavigationItem:
    """A link of the service's navigation; ``count`` is shown after it when it is not None."""

    label: str
    href: str
    current: bool = False
    count: int | None = None
