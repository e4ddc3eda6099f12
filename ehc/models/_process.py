"""The base of everything that has a status: the only importer of ``django_fsm``.

A status is protected: no code can assign it, only a transition method can move it, and only
:func:`ehc.actions._step.take_step` calls one. The database holds the same list of statuses
in a check constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

import django_fsm
from django.db import models
from django.db.models.signals import class_prepared

from ehc.models._history import History
from ehc.workflows.steps import Step

if TYPE_CHECKING:
    from ehc.models.assessments import Assessment

__all__ = ["Process", "StatusField", "status_is_known", "transition", "wherever"]

Method = TypeVar("Method", bound=Callable[..., str | None])

_ABSENT = object()
_REMEMBERED = "__fake__"
"""The module of the models that migrations make of their own."""


class StatusField(django_fsm.FSMField):  # type: ignore[misc]
    """A protected status whose choices are one of our enumerations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["protected"] = True
        kwargs.setdefault("max_length", 30)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        """Join a model; one that a migration remembers has no methods to collect.

        The library listens for every model made from then on. Migrations make thousands, and
        half of the time that they take would go into telling each of all the others.
        """
        super().contribute_to_class(cls, name, **kwargs)
        if cls.__module__ == _REMEMBERED:
            class_prepared.disconnect(self._collect_transitions)


def transition(
    *, field: StatusField, source: str | list[str], target: str | django_fsm.State
) -> Callable[[Method], Method]:
    """Declare a method as a move of the state machine, keeping its type.

    Args:
        field: the status.
        source: where it may begin.
        target: where it ends.
    """

    def declare(method: Method) -> Method:
        return cast(
            "Method", django_fsm.transition(field=field, source=source, target=target)(method)
        )

    return declare


def wherever(*statuses: str) -> django_fsm.State:
    """The target of a move back: the status that its method is given and returns.

    Args:
        statuses: where it may end.
    """
    return django_fsm.RETURN_VALUE(*statuses)


def status_is_known(statuses: Iterable[StrEnum], name: str) -> models.CheckConstraint:
    """A check constraint that holds ``status`` to the values of an enumeration.

    Args:
        statuses: the enumeration.
        name: the constraint's name, unique in the database.
    """
    return models.CheckConstraint(
        condition=models.Q(status__in=[status.value for status in statuses]), name=name
    )


class Process(models.Model):
    """Something with a life of its own: opened, moved and ended through the one door.

    Attributes:
        KIND: the process's name in events and in the step table.
        TABLE: its steps by name.
    """

    KIND: ClassVar[str]
    TABLE: ClassVar[Mapping[str, Step]]

    history = History(inherit=True)

    class Meta:
        abstract = True

    @property
    def case_id_of_process(self) -> int:
        """The primary key of the case that the process belongs to."""
        raise NotImplementedError

    @property
    def part_of(self) -> Assessment | None:
        """The assessment that the process is part of, or that it follows; None: of none.

        What is part of an assessment does not go on once that was stopped.
        """
        return None

    @property
    def begun_on(self) -> date | None:
        """The day whose law governs the process for its whole life; None: each step its own."""
        return None

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Reload, the status included, leaving its protection on whatever happens.

        The state machine library lifts the protection of the whole class while it reloads
        and does not restore it when the row is gone; here the instance's own value is put
        aside instead, which protection allows.
        """
        names = None if fields is None else list(fields)
        wanted = names is None or "status" in names
        kept = self.__dict__.pop("status", _ABSENT) if wanted else _ABSENT
        try:
            super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
            if wanted and "status" not in self.__dict__:
                super().refresh_from_db(using=using, fields=["status"], from_queryset=from_queryset)
        except BaseException:
            if kept is not _ABSENT:
                self.__dict__.setdefault("status", kept)
            raise
