"""Who may answer, and whose word stands: each refusal beside its opposite."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import advice_requests, contributions, representations
from ehc.models import AdviceRequest, PlanVersion, User
from ehc.refusals import AlreadyDone, NotVisible
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def submit(request: AdviceRequest, by: User, on: date) -> None:
    contributions.submit_advice(request, journeys.GOOD_ADVICE, **who(by, on))


def test_a_school_that_asked_does_not_answer_for_an_adviser(priya: User, monday: date) -> None:
    asked_by_school = {
        "who": {"asker": "setting"},
        "you": {
            "email": "head@school.example",
            "family_name": "Ngozi Okafor",
            "family_email": "ngozi@family.example",
        },
    }
    assessment = journeys.assessing(priya, monday, **asked_by_school)
    asked = journeys.advice_sought(priya, monday, assessment)
    head = assessment.request.asked_by
    with pytest.raises(NotVisible):
        submit(asked, head, monday)
    assert asked.professional is not None
    submit(asked, asked.professional, monday)


def test_the_family_agrees_once_and_that_day_stays(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    parent, first = draft.plan.assessment.request.asked_by, draft.served_on
    assert first is not None
    representations.agree_with_draft(draft, **who(parent, first))
    with pytest.raises(AlreadyDone):
        representations.agree_with_draft(draft, **who(parent, first + timedelta(days=3)))
    assert PlanVersion.objects.get(pk=draft.pk).family_agreed_on == first


def test_whoever_of_the_staff_was_asked_may_answer_whatever_their_profession(
    priya: User, monday: date
) -> None:
    coordinator = factories.staff("Hana Cole", Role.HEALTH_COORDINATOR)
    another = factories.staff("Hal Cole", Role.HEALTH_COORDINATOR)
    asked = advice_requests.seek_advice(
        journeys.assessing(priya, monday), kind="other", professional=coordinator,
        **who(priya, monday),
    )  # fmt: skip
    with pytest.raises(NotVisible):
        submit(asked, another, monday)
    submit(asked, coordinator, monday)


def test_a_principal_of_no_service_leads_no_request_of_no_service(
    priya: User, monday: date
) -> None:
    role = Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST
    service = factories.ServiceFactory()
    leads = factories.staff("Petra Main", role, service=service)
    leads_nothing = factories.staff("Piet Far", role)
    assessment = journeys.assessing(priya, monday)
    ep = factories.staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST)
    asked: dict[str, Any] = {"kind": "psychological", "professional": ep, **who(priya, monday)}
    of_no_service = advice_requests.seek_advice(assessment, **asked)
    with pytest.raises(NotVisible):
        submit(of_no_service, leads_nothing, monday)
    other = factories.staff("Ed Other", Role.EDUCATIONAL_PSYCHOLOGIST)
    of_theirs = advice_requests.seek_advice(
        assessment, service=service, **{**asked, "professional": other}
    )
    submit(of_theirs, leads, monday)
