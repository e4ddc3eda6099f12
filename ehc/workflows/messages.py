"""What the law says back: a key and typed parameters, never a sentence.

:mod:`ehc.explanations` turns a :class:`Message` into a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Union

from ehc.workflows.counting import BeforeDay, Length

Param = Union[str, int, date, Length, BeforeDay, "Message"]
"""A parameter: text as somebody wrote it, a number, a day, a length, or a phrase to translate."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said.

    Attributes:
        key: which sentence or phrase; a member of one of the key enumerations of this package.
        params: its parameters by name.
        then: sentences that follow it, in order.
    """

    key: str
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    then: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the parameters."""
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))


def message(key: StrEnum, /, **params: Param) -> Message:
    """A message without sentences after it."""
    return Message(key.value, params)


def gettext_noop(text: str) -> str:
    """Mark text of a table for the catalogue of translations; returns it as it is."""
    return text
