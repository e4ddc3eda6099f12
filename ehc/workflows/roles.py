"""Who a person can be on a case or in the service.

A role is what the step table (:mod:`ehc.workflows.steps`) and the route table
(:mod:`ehc.permissions`) speak of. Holding a role and standing in relation to one case are
different things: :func:`ehc.permissions.roles_on` answers the second.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Every role that a step or a route may name."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    SETTING = "setting"
    CONTRIBUTOR = "contributor"
    CASEWORKER = "caseworker"
    TEAM_MANAGER = "team_manager"
    EDUCATIONAL_PSYCHOLOGIST = "educational_psychologist"
    PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST = "principal_educational_psychologist"
    HEALTH_COORDINATOR = "health_coordinator"
    QA_REVIEWER = "qa_reviewer"
    QA_MODERATOR = "qa_moderator"
    SERVICE_MANAGER = "service_manager"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


FAMILY_ROLES = frozenset({Role.PARENT, Role.YOUNG_PERSON})
"""The people whose rights the Act speaks of (Children and Families Act 2014, ss 36-55)."""

STAFF_ROLES = frozenset(
    {
        Role.CASEWORKER,
        Role.TEAM_MANAGER,
        Role.EDUCATIONAL_PSYCHOLOGIST,
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        Role.HEALTH_COORDINATOR,
        Role.QA_REVIEWER,
        Role.QA_MODERATOR,
        Role.SERVICE_MANAGER,
        Role.DATA_PROTECTION_OFFICER,
        Role.ADMINISTRATOR,
    }
)
"""Roles that an administrator grants to somebody who works for the authority or the NHS."""

SEND_TEAM_ROLES = frozenset({Role.CASEWORKER, Role.TEAM_MANAGER})
"""The SEND Area Team, who progress a case."""
