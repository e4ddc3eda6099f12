"""Asking who acts, with the case's lock held, before anything at all is looked at.

The door (:mod:`ehc.actions._step`) asks before it looks. An action that looks at something before
it goes through the door asks here: otherwise a stranger learns from a refusal where a case stands,
and two people who act at once both see it as it was before the other.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.db.models import Model

from ehc.actions._step import as_it_is, locked, recorded_on
from ehc.models import User
from ehc.permissions import case_of, require
from ehc.workflows.processes import Record, Step
from ehc.workflows.steps import RECORDS, STEPS

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
R = TypeVar("R")
_RULES: Mapping[str, Step | Record] = {**STEPS, **RECORDS}


def _day_of(given: Mapping[str, Any]) -> date:
    """The day on which somebody acts: of the instant, or where an action keeps none, its own."""
    at = given.get("at")
    return recorded_on(at) if isinstance(at, datetime) else given["on"]


def asks_first(
    name: str, *, of: Callable[[Any], Model] | None = None, rule: Step | Record | None = None
) -> Callable[[Callable[Concatenate[M, P], R]], Callable[Concatenate[M, P], R]]:
    """Make an action ask for permission, under the case's lock, before its first line.

    The action is given its row as it is under the lock, and runs in the transaction that holds
    it; the door that it goes through afterwards takes the same lock again.

    Args:
        name: the step or record that the action is about.
        of: what permission is asked of, from the action's row, as the door will ask it; where it
            is not said, the case for a step that opens a process, and otherwise the row.
        rule: the step itself, where it is none of :data:`~ehc.workflows.steps.STEPS`.

    Raises:
        NotVisible, NotYours: from the action; see :func:`ehc.permissions.require`.
    """
    asked = rule or _RULES[name]

    def decorate(action: Callable[Concatenate[M, P], R]) -> Callable[Concatenate[M, P], R]:
        @functools.wraps(action)
        def asking(row: M, /, *args: P.args, **given: P.kwargs) -> R:
            by = cast("User", given["by"])
            with locked(case_of(row).pk, by=by) as case:
                fresh = as_it_is(row, case)
                if of is not None:
                    about = of(fresh)
                else:
                    opens = isinstance(asked, Step) and asked.opens
                    about = case if opens else fresh
                require(by, name, asked.roles, about, _day_of(given))
                return action(fresh, *args, **given)

        return asking

    return decorate
