"""Every process in every status, with everybody who might act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ehc.models import (
    AdviceRequest,
    Assessment,
    Consultation,
    Dispute,
    PlanVersion,
    Reassessment,
    Review,
    Transfer,
)
from ehc.models._process import Process
from quality_assurance.models import QualityReview
from tests.machine.standing import Cast, Subject
from tests.machine.subjects.advice import advice_subjects
from tests.machine.subjects.assessments import assessment_subjects
from tests.machine.subjects.disputes import dispute_subjects
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
    Dispute: dispute_subjects,
}
