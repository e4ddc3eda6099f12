"""The steps of a quality review, in the same form as the steps of the law."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.roles import Role
from ehc.workflows.steps import Step

PROCESS_KIND = "quality_review"


class QualityReviewStatus(StrEnum):
    """A review is assigned, then submitted; its score is computed as it is submitted."""

    ASSIGNED = "assigned"
    SUBMITTED = "submitted"


_FRAMEWORK = "Quality assurance framework for EHC plans, level 3 (sample audit)"

STEPS: Mapping[str, Step] = MappingProxyType(
    {
        step.name: step
        for step in (
            Step(
                "assign_review", PROCESS_KIND, (), QualityReviewStatus.ASSIGNED,
                frozenset({Role.QA_MODERATOR, Role.QA_REVIEWER}), _FRAMEWORK,
                "Assign a review", "A quality review was assigned",
            ),
            Step(
                "submit_review", PROCESS_KIND, (QualityReviewStatus.ASSIGNED,),
                QualityReviewStatus.SUBMITTED, frozenset({Role.QA_REVIEWER, Role.QA_MODERATOR}),
                _FRAMEWORK, "Submit the review", "A quality review was submitted",
            ),
        )
    }
)  # fmt: skip
