"""Whose a case is while the child or young person is detained."""

from __future__ import annotations

from datetime import date

from ehc.models import Assessment, Case, User
from ehc.permissions import roles_on, works_while_detained
from ehc.refusals import NotYours
from ehc.workflows.roles import SEND_TEAM_ROLES
from ehc.workflows.statuses import AssessmentStatus


def only_for_the_officer(assessment: Assessment, name: str, *, by: User, on: date) -> None:
    """Refuse the area team but for the officer who has the case, and a team manager.

    Whoever is not detained is not spoken of here; the family, and whoever does not see the case,
    are for the step itself to judge.

    Args:
        name: the step or record, for the explanation.

    Raises:
        NotYours: for the other caseworkers of the team.
    """
    if Assessment.objects.get(pk=assessment.pk).status != AssessmentStatus.IN_CUSTODY:
        return
    # As it is now: the caller may have read the case before it was handed over.
    case = Case.objects.get(pk=assessment.case_id)
    if roles_on(by, case, on) & SEND_TEAM_ROLES and not works_while_detained(by, case, on):
        raise NotYours(name)
