"""How a day is told: as a limit, as the day to aim for, or as the first day for something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ehc.actions import reviews
from ehc.explanations import weekday_date
from ehc.models import Case, CaseProjection, Document, User
from ehc.permissions import visible_to
from ehc.queries import queue as queues
from ehc.queries.reports import due_cases
from ehc.queries.reviews import review_duties, reviews_of
from ehc.templatetags.govuk import short_date
from tests import journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def test_a_limit_stands_beside_the_day_to_aim_for_while_there_is_time(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, later(today, weeks=-2))
    page = signed_in(priya).get(f"/cases/{assessment.case.reference}/").content.decode()
    due = later(today, weeks=18)
    rows = {row.split("</th>")[0]: row for row in page.split('<th scope="row"')}
    (final,) = [row for name, row in rows.items() if name.endswith(">Send the final plan")]
    assert f"{short_date(due)}<span" in final
    assert f">Aim for {weekday_date(due - timedelta(days=1))}</span>" in final
    assert "Aim for the day before: some decisions count the day from which" in final
    # What was done is not aimed at, and the authority's own target is aimed at itself.
    (told,) = [
        row for name, row in rows.items() if name.endswith(">Tell the family whether we assess")
    ]
    (target,) = [row for name, row in rows.items() if name.endswith(">Our target: all advice in")]
    assert "Aim for" not in told
    assert "Aim for" not in target


def test_the_first_day_on_which_a_plan_may_end_is_told_as_one_and_is_never_late(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = later(today, weeks=-60)
    plan = journeys.issued(priya, asked_on, issued_on=later(asked_on, weeks=19)).plan
    met_on = later(today, weeks=-20)
    review = reviews.arrange_review(plan, meeting_on=met_on, **who(priya, later(met_on, weeks=-3)))
    reviews.hold_review_meeting(review, **who(priya, met_on))
    decided_on = later(met_on, weeks=3)
    reviews.decide_to_cease(
        review, cease_reason="needs_met", reason="Met.", consulted_on=decided_on,
        **who(priya, decided_on),
    )  # fmt: skip
    journeys.posted(priya, Document.objects.get(kind="cease"), decided_on)
    case = Case.objects.get()
    (first_day,) = [
        one.due
        for one in review_duties(plan.assessment, reviews_of(plan.assessment), today)
        if one.duty == "cease.earliest"
    ]
    assert first_day is not None
    assert first_day < today
    client = signed_in(priya)
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert f"Next: End the plan, from {weekday_date(first_day)}." in page
    assert "days late" not in page.split("</h1>")[1].split("</p>")[0]
    work = client.get("/cases/").content.decode()
    assert f">from {short_date(first_day)}</td>" in work
    assert queues.queue(priya, today, which="late").rows == ()
    (row,) = queues.queue(priya, today).rows
    assert (row.duty, row.due) == ("cease.earliest", first_day)
    listed = due_cases(
        visible_to(priya, CaseProjection, today), None, today - timedelta(days=1), on=today
    )
    assert listed == []
