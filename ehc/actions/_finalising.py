"""Making a version of a plan the final one: the same for whatever asks for the plan."""

from __future__ import annotations

from datetime import date, datetime

from ehc.actions._step import take_step
from ehc.models import PlanVersion, User


def make_final(
    version: PlanVersion, *, signed_by: str, by: User, on: date, at: datetime
) -> PlanVersion:
    """Finalise a version, within the step that sends it.

    Args:
        signed_by: the officer who signs for the authority (Code 9.125).

    Raises:
        NotReady, AlreadyDone: see :func:`~ehc.actions._step.take_step`.
    """
    return take_step(
        version,
        "finalise_version",
        by=by,
        on=on,
        at=at,
        changes={"finalised_on": on, "signed_by": signed_by},
    )
