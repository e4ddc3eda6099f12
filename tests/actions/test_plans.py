"""Writing, serving, answering and issuing a plan: what each asks for, with its refusals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import assessments, plan_writing, plans, representations
from ehc.models import Document, FamilyMember, PlanVersion, Provision, Representation, User
from ehc.plan_checks.facts import from_json
from ehc.refusals import AlreadyDone, NotReady, NotVisible
from ehc.workflows.statuses import PlanVersionStatus
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def keys(refused: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [item.key.value for item in refused.value.missing]


# --- When a plan may be begun ----------------------------------------------------------------


def test_a_plan_is_not_begun_before_it_has_been_decided_to_issue_one(
    priya: User, monday: date
) -> None:
    assessment = journeys.assessing(priya, monday)
    with pytest.raises(AlreadyDone):
        plans.begin_plan(assessment, **who(priya, monday))
    assert not PlanVersion.objects.exists()


def test_a_plan_is_not_begun_after_it_has_been_refused(priya: User, monday: date) -> None:
    day = monday + timedelta(weeks=6)
    assessment = assessments.refuse_to_issue(
        journeys.everybody_asked(priya, monday), reason="The school can.", **who(priya, day)
    )
    with pytest.raises(AlreadyDone):
        plans.begin_plan(assessment, **who(priya, day))


def test_a_plan_is_begun_once_it_has_been_decided_to_issue_one(priya: User, monday: date) -> None:
    version = plans.begin_plan(journeys.planning(priya, monday), **who(priya, monday))
    assert version.status == PlanVersionStatus.DRAFTING


# --- The family's fifteen days ---------------------------------------------------------------


def test_the_family_keeps_its_time_while_the_answer_is_being_written(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    parent = draft.plan.assessment.request.asked_by
    day = draft.served_on
    assert day is not None
    plans.revise(draft, **who(priya, day))
    representations.make_representation(draft, kind="ask", text="Who is it?", **who(parent, day))
    agreed = representations.agree_with_draft(draft, **who(parent, day))
    assert agreed.family_agreed_on == day


def test_nobody_comments_on_a_draft_once_the_plan_has_been_issued(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    parent = draft.plan.assessment.request.asked_by
    day = draft.served_on
    assert day is not None
    representations.agree_with_draft(draft, **who(parent, day))
    final = plans.revise(draft, **who(priya, day))
    plans.name_setting(final, setting=None, type="Mainstream school", **who(priya, day))
    plans.finalise_plan(final, signed_by="Priya Nair", **who(priya, day))
    with pytest.raises(AlreadyDone):
        representations.make_representation(
            draft, kind="ask", text="Who is it?", **who(parent, day)
        )


def test_one_parent_does_not_give_away_the_other_parents_time(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    mother = draft.plan.assessment.request.asked_by
    father = User.objects.create_user("father@family.example", name="Chidi Okafor")
    FamilyMember.objects.create(
        person=draft.plan.case.person, user=father, name="Chidi Okafor", relationship="father"
    )
    day = draft.served_on
    assert day is not None
    agreed = representations.agree_with_draft(draft, **who(mother, day))
    assert agreed.family_agreed_on is None
    agreed = representations.agree_with_draft(draft, **who(father, day))
    assert agreed.family_agreed_on == day


def test_a_comment_sent_twice_is_one_comment(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    parent = draft.plan.assessment.request.asked_by
    day = draft.served_on
    assert day is not None
    made = [
        representations.make_representation(draft, kind="ask", text=text, **who(parent, day)).pk
        for text in ("Who is it?", "Who is it?", "And when?")
    ]
    assert made[0] == made[1] != made[2]
    assert Representation.objects.count() == 2
    assert draft.plan.case.events.filter(step="make_representation").count() == 2


# --- A draft that is served again ------------------------------------------------------------


@pytest.fixture
def again(priya: User, monday: date) -> PlanVersion:
    """A second version with a change that nobody asked for, so that it must be a draft again."""
    draft = journeys.served(priya, monday)
    day = monday + timedelta(weeks=9)
    version = plans.revise(draft, **who(priya, day))
    plan_writing.write_row(
        version, Provision, {"how_often": "Twice a week in term time"}, key="P1", **who(priya, day)
    )
    return version


def test_a_draft_served_again_is_a_draft_with_a_time_of_its_own(
    again: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=10)
    served = plans.serve_draft(again, **who(priya, day))
    assert served.comments_close_on == day + timedelta(days=14)
    assert served.document is not None
    assert from_json(served.document.facts).is_draft
    parent = served.plan.assessment.request.asked_by
    first = served.based_on
    assert first is not None
    with pytest.raises(AlreadyDone):
        representations.make_representation(first, kind="ask", text="And this?", **who(parent, day))


def test_a_draft_served_again_names_no_setting(
    again: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=10)
    plans.name_setting(
        again, setting=factories.SettingFactory(), type="Mainstream school", **who(priya, day)
    )
    with pytest.raises(NotReady) as refused:
        plans.serve_draft(again, **who(priya, day))
    assert keys(refused) == ["missing.section_i_not_empty"]
    assert Document.objects.filter(kind="plan_draft").count() == 1


def test_comments_on_the_earlier_draft_are_answered_before_the_plan_is_issued(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    parent = draft.plan.assessment.request.asked_by
    day = draft.served_on
    assert day is not None
    representations.make_representation(
        draft, kind="ask", text="Who is it?", row="P1", **who(parent, day)
    )
    second = plans.serve_draft(plans.revise(draft, **who(priya, day)), **who(priya, day))
    later = monday + timedelta(weeks=14)
    final = plans.revise(second, **who(priya, later))
    plans.name_setting(final, setting=None, type="Mainstream school", **who(priya, later))
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(final, signed_by="Priya Nair", **who(priya, later))
    assert keys(refused) == ["missing.comments_unanswered"]
    representations.answer_representation(
        Representation.objects.get(), answer="Ms Lee.", **who(priya, later)
    )
    issued = plans.finalise_plan(final, signed_by="Priya Nair", **who(priya, later))
    assert issued.status == PlanVersionStatus.FINAL


# --- Permission is asked of the row as it is -------------------------------------------------


def test_whoever_read_a_case_before_it_went_to_a_team_may_no_longer_change_it(
    priya: User, tom: User, monday: date
) -> None:
    version = journeys.written(priya, monday)
    stale = PlanVersion.objects.select_related("plan__case").get(pk=version.pk)
    # As it was when nobody had taken the case, which was then everybody's to take.
    stale.plan.case.team = None
    with pytest.raises(NotVisible):
        plan_writing.write_text(stale, "history", "Changed.", **who(tom, monday))
    plan_writing.write_text(stale, "history", "Changed.", **who(priya, monday))


def test_a_setting_is_named_in_the_version_that_this_begins_or_not_at_all(
    priya: User, monday: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = journeys.served(priya, monday)
    day = factories.later(monday, weeks=9)

    def overtaken(_version: PlanVersion) -> PlanVersion:
        raise AlreadyDone("write_plan", "served")

    named: dict[str, Any] = {"setting": None, "type": "Special school", **who(priya, day)}
    with monkeypatch.context() as patched:
        patched.setattr(plans, "open_for_writing", overtaken)
        with pytest.raises(AlreadyDone):
            plans.name_setting(draft, **named)
    assert PlanVersion.objects.count() == 1
    final = plans.name_setting(draft, **named)
    assert (final.number, final.placement_type) == (2, "Special school")
    with pytest.raises(AlreadyDone):
        plans.name_setting(draft, **named)
    assert plans.name_setting(final, **named).number == 2
