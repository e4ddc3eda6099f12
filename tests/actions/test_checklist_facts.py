"""What is on file of somebody lengthens the checklist of regulation 6, and stops a decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import advice_requests, assessments, cases, contributions
from ehc.actions.qualified_teachers import name_qualified_teacher
from ehc.models import AdviceRequest, Assessment, User
from ehc.queries.assessments import checklist_of
from ehc.refusals import AlreadyDone, Invalid, NotReady
from tests import journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


def test_what_is_known_of_a_child_is_asked_for_before_a_plan_is_decided_on(
    priya: User, monday: date
) -> None:
    assessment = journeys.everybody_asked(priya, monday)
    day = monday + timedelta(weeks=6)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    known = {"parent_in_armed_forces": True, "hearing_impairment": True, "year_group": 9}
    person = cases.change_details(assessment.case, known, **who)
    # Seven years above that of their age; a year later they are taught in the next.
    assert person.years_out_of_year == 7
    items = checklist_of(Assessment.objects.get(), day + timedelta(weeks=52))
    assert [item.why.params for item, _sought in items if item.kind.name == "ADULTHOOD"] == [
        {"year": 10}
    ]

    def lacks() -> list[tuple[str, str]]:
        with pytest.raises(NotReady) as refused:
            assessments.agree_to_issue(assessment, reason="Needed.", **who)
        return [
            (item.key.value, next(iter(item.params.values())).key)  # type: ignore[union-attr]
            for item in refused.value.missing
        ]

    # The educational advice speaks of adulthood too, as long as that is asked of nobody else.
    defence = ("missing.advice_not_sought", "advice.defence")
    assert lacks() == [defence]
    asked = {row.kind: row for row in AdviceRequest.objects.filter(assessment=assessment)}
    lead = asked["psychological"].professional
    assert lead is not None
    educational = advice_requests.allocate_advice(asked["educational"], to=lead, **who)
    contributions.submit_advice(educational, journeys.GOOD_ADVICE, by=lead, on=day, at=instant(day))
    assert lacks() == [("missing.qualified_teacher", "sense.hearing"), defence]
    with pytest.raises(AlreadyDone):
        name_qualified_teacher(asked["medical"], who="Ms Lee", **who)
    with pytest.raises(Invalid):
        name_qualified_teacher(educational, who=" ", **who)
    name_qualified_teacher(educational, who="Ms Lee, teacher of the deaf", **who)
    assert lacks() == [defence]
    advice_requests.seek_advice(assessment, kind="defence", service=educational.service, **who)
    decided = assessments.agree_to_issue(assessment, reason="Needed.", **who)
    assert decided.status == "planning"
