"""My work and the case's own page: one next action, whatever time has passed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import placement
from ehc.models import Case, User
from ehc.queries.cases import case_page
from ehc.queries.queue import queue
from ehc.queries.verify import problems
from ehc.workflows.case_facts import ActionKey
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


def test_my_work_says_on_any_day_what_the_case_says(priya: User, monday: date) -> None:
    """A queue is kept as of the last event; what passes since then turns it."""
    journeys.everybody_asked(priya, monday)
    draft = journeys.served(priya, monday, child={"first_name": "Bisi"})
    school = factories.SettingFactory()
    day = factories.later(monday, weeks=9)
    placement.consult_setting(
        draft, school, asked_for_by_family=True, by=priya, on=day, at=instant(day)
    )
    seen = set()
    for number in range(0, 26 * 7, 3):
        on = day + timedelta(days=number)
        rows = {row.reference: row for row in queue(priya, on).rows}
        late = {row.reference for row in queue(priya, on, which="late").rows}
        for case in Case.objects.all():
            row, page = rows[case.reference], case_page(case, on)
            assert (row.action, row.due, row.duty, row.stage) == (
                page.action_label, page.action.due, page.action.duty, page.stage,
            )  # fmt: skip
            assert (case.reference in late) is page.is_late
            seen.add(page.action.key)
    assert {
        ActionKey.CHASE_ADVICE, ActionKey.DECIDE_TO_ISSUE,
        ActionKey.WAIT_FOR_COMMENTS, ActionKey.WAIT_FOR_SETTING, ActionKey.NAME_SETTING,
    } <= seen  # fmt: skip
    assert [list(problems(case)) for case in Case.objects.all()] == [[], []]


def test_a_queue_whose_rows_have_turned_takes_no_more_queries(
    priya: User, monday: date, django_assert_num_queries: Any
) -> None:
    on = factories.later(monday, weeks=30)
    journeys.everybody_asked(priya, monday)
    with django_assert_num_queries(4) as first:
        assert len(queue(priya, on).rows) == 1
    for name in ("Bisi", "Cora"):
        journeys.everybody_asked(priya, monday, child={"first_name": name})
    with django_assert_num_queries(len(first)):
        assert len(queue(priya, on).rows) == 3
