"""Regulation 6(4): existing advice that all three find sufficient is not sought again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ehc.actions import advice_requests, reliance
from ehc.models import AdviceRequest, Assessment, Message, User
from ehc.queries.assessments import checklist_of, duties_of
from ehc.queries.transfers import advice_papers
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 16)
REPORT = reliance.Existing(
    title="Report of an assessment at school",
    given_by="Dr Ines Duarte",
    role="Educational psychologist",
    dated=date(2025, 11, 3),
    says="Amara understands more than she can say.",
)
ALL = reliance.Satisfied(
    adviser="Dr Ines Duarte",
    adviser_on=date(2026, 2, 10),
    authority_on=ON,
    family="Ngozi Okafor",
    family_on=date(2026, 2, 12),
)


def who(by: User, on: date = ON) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def rely(assessment: Assessment, by: User, **changes: Any) -> AdviceRequest:
    given = {"kind": "psychological", "existing": REPORT, "satisfied": ALL, **changes}
    return reliance.rely_on_advice(assessment, **given, **who(by))


def sought(assessment: Assessment) -> dict[str, bool]:
    return {item.kind.value: is_sought for item, is_sought in checklist_of(assessment, ON)}


def test_advice_that_is_relied_on_is_on_the_checklist_and_must_not_be_sought_again(
    priya: User, monday: date, client: Client
) -> None:
    assessment = journeys.assessing(priya, monday)
    for name in ("adviser_on", "authority_on", "family_on"):
        with pytest.raises(Invalid) as refused:
            rely(assessment, priya, satisfied=replace(ALL, **{name: None}))
        assert refused.value.field == name
    with pytest.raises(Invalid):
        rely(assessment, priya, kind="parent")
    assert not sought(assessment)["psychological"]
    request = rely(assessment, priya)
    assert sought(assessment)["psychological"]
    # Nobody was asked: no limit runs, and nobody is written to.
    assert not [one for one in duties_of(assessment, ON) if one.duty.startswith("advice.")]
    assert not Message.objects.filter(template="advice_requested").exists()
    with pytest.raises(AlreadyDone):
        journeys.advice_sought(priya, ON, assessment)
    with pytest.raises(AlreadyDone):
        rely(assessment, priya)
    client.force_login(priya)
    base = f"/cases/{assessment.case.reference}/"
    page = client.get(f"{base}advice/{request.pk}/").content.decode()
    assert "Ngozi Okafor, for the family, on Thursday 12 February 2026" in page
    assert "Relied on" in client.get(f"{base}advice/ask/").content.decode()

    ep = User.objects.get(email="samira.khan@kent.example")
    asked: dict[str, Any] = {"service": factories.ServiceFactory(), "professional": ep}
    with pytest.raises(NotReady):
        reliance.ask_anew(request, reason=" ", **asked, **who(priya))
    # Once the advice is not sought any longer, it is not asked for anew either.
    offered = f"{base}advice/{request.pk}/ask-anew/"
    assert offered in page
    Assessment.objects.update(status="plan_issued")
    assert offered not in client.get(f"{base}advice/{request.pk}/").content.decode()
    with pytest.raises(AlreadyDone):
        reliance.ask_anew(request, reason="The mother disagrees now.", **asked, **who(priya))
    Assessment.objects.update(status="assessing")
    reliance.ask_anew(request, reason="The mother disagrees now.", **asked, **who(priya))
    # The paper itself stays of its own day and of whoever gave it.
    assert advice_papers(assessment) == (
        "Advice (educational psychology) from Dr Ines Duarte, 3 November 2025",
    )
    (duty,) = [one for one in duties_of(assessment, ON) if one.duty.startswith("advice.")]
    assert duty.due == date(2026, 3, 30)
    assert Message.objects.filter(template="advice_requested").count() == 1
    assert list(problems(assessment.case)) == []


def test_what_is_being_waited_for_is_not_relied_on_and_its_page_records_it(
    priya: User, monday: date, client: Client
) -> None:
    assessment = journeys.assessing(priya, monday)
    journeys.advice_sought(priya, ON, assessment)
    with pytest.raises(AlreadyDone):
        rely(assessment, priya)
    client.force_login(priya)
    base = f"/cases/{assessment.case.reference}/"
    assert "Rely on existing advice about" in client.get(f"{base}advice/ask/").content.decode()
    days = {
        f"{name}_{part}": value
        for name in ("dated", "adviser_on", "authority_on", "family_on")
        for part, value in (("day", "2"), ("month", "2"), ("year", "2026"))
    }
    given = {
        "kind": "medical", "title": "A letter", "given_by": "Dr Ali", "role": "Paediatrician",
        "says": "She hears well.", "adviser": "Dr Ali", "family": "Ngozi Okafor", **days,
    }  # fmt: skip
    assert client.post(f"{base}advice/rely/", given).status_code == 302
    relied = AdviceRequest.objects.get(kind="medical")
    assert (relied.status, relied.asked_of) == ("relied_on", "Dr Ali")
    assert advice_requests.relied_on(assessment, kind="medical", reassessment=None) == relied
