"""Every process in every status, with everybody who might act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ehc.models import (
    AdviceRequest,
    Assessment,
    Consultation,
    PlanVersion,
    Reassessment,
    Review,
    Transfer,
)
from ehc.models._process import Process
from ehc.queries.verify import process_models
from ehc.workflows.steps import Step
from quality_assurance.models import QualityReview
from tests.machine.reference import NOT_AT_EVERY_DOOR
from tests.machine.standing import Cast, Subject
from tests.machine.subjects.advice import advice_subjects
from tests.machine.subjects.assessments import assessment_subjects
from tests.machine.subjects.plans import consultation_subjects, quality_subjects, version_subjects
from tests.machine.subjects.reassessments import reassessment_subjects
from tests.machine.subjects.reviews import review_subjects
from tests.machine.subjects.transfers import transfer_subjects

SUBJECTS: Mapping[type[Process], Callable[[Cast], Iterator[Subject]]] = {
    Assessment: assessment_subjects,
    AdviceRequest: advice_subjects,
    PlanVersion: version_subjects,
    Consultation: consultation_subjects,
    QualityReview: quality_subjects,
    Review: review_subjects,
    Reassessment: reassessment_subjects,
    Transfer: transfer_subjects,
}


def told_of_models() -> list[type[Process]]:
    """Every process that is tried at every door."""
    return [model for model in process_models() if model.KIND not in NOT_AT_EVERY_DOOR]


def told_of_steps(model: type[Process]) -> list[Step]:
    """Every step of the model’s table that is tried at every door."""
    return [
        step for step in model.TABLE.values()
        if not {step.name, step.process} & NOT_AT_EVERY_DOOR
    ]  # fmt: skip
