"""An assessment that ends before its time: withdrawn in writing, or by a death."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db.models import Q

from ehc.actions import (
    advice_requests,
    assessments,
    contributions,
    correspondence,
    ends,
    plans,
    posting,
    rights,
)
from ehc.actions.ends import Responsibility, Written
from ehc.models import (
    Assessment,
    AssessmentProjection,
    CaseProjection,
    Document,
    Letter,
    Means,
    OutboxItem,
    Person,
    Task,
    Team,
    User,
    Withdrawal,
)
from ehc.queries.assessments import duties_of
from ehc.queries.contributions import to_answer
from ehc.queries.papers import held_of, letters_to_post, open_tasks
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.tasks import work_once
from ehc.workflows.clock import DutyStatus
from ehc.workflows.rights import Holder
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
NO_LONGER = Responsibility(applies=False, why="The school has found what helps.")
WORDS = "I withdraw my request."


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def letter(on: date, **changes: Any) -> Written:
    return Written(
        **{
            "words": WORDS,
            "means": Means.LETTER,
            "arrived_on": on,
            "holder": Holder.PARENT,
            "written_by": "Ngozi Okafor",
            **changes,
        }
    )


def state_of(assessment: Assessment, duty: str, on: date) -> str:
    return next(one.state.value for one in duties_of(assessment, on) if one.duty == duty)


# --- Death -----------------------------------------------------------------------------------


def died(assessment: Assessment, by: User, on: date, **changes: Any) -> Assessment:
    given = {"died_on": on, "how_known": "The hospital rang us.", **changes}
    return ends.record_death(assessment, **given, **who(by, on))


def test_a_death_stops_everything_that_was_not_sent(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday, contact={"contact_by": "email"})
    other = journeys.assessing(priya, monday, child={"first_name": "Bo"})
    day = later(monday, weeks=2)
    owed = OutboxItem.objects.filter(document__case=assessment.case, done_at=None).count()
    messages = OutboxItem.objects.filter(message__case=assessment.case, done_at=None).count()
    assert owed == 1
    assert messages == 1
    stopped = died(assessment, priya, day)
    assert stopped.status == "deceased"
    assert set(
        OutboxItem.objects.filter(
            Q(document__case=assessment.case) | Q(message__case=assessment.case)
        ).values_list("held_because", flat=True)
    ) == {"death"}
    while work_once(instant(day, 12)):
        pass
    assert OutboxItem.objects.filter(done_at=None).count() == owed + messages
    assert [sent.to for sent in mail.outbox] != []
    assert Document.objects.get(case=assessment.case).rendered_at is None
    assert Document.objects.get(case=other.case).rendered_at is not None
    assert not Document.objects.filter(case=assessment.case).exclude(event__on__lt=day).exists()
    row = CaseProjection.objects.get(case=assessment.case)
    assert (row.next_action, row.is_open) == ("action.nothing", False)
    counted = AssessmentProjection.objects.get(case=assessment.case)
    assert (counted.stopped_on, counted.stopped_as) == (day, "deceased")
    assert state_of(assessment, "plan.final", day) == DutyStatus.NOT_APPLICABLE
    assert list(problems(assessment.case)) == []


def test_what_comes_to_be_owed_later_is_held_too_and_a_bounce_asks_for_nothing(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    item = OutboxItem.objects.get(message__case=assessment.case)
    died(assessment, priya, monday)
    correspondence.queue_message(
        "letter_ready", to="ngozi@family.example", case=assessment.case, at=instant(monday),
        context={"reference": "x"},
    )  # fmt: skip
    assert OutboxItem.objects.latest("pk").held_because == "death"
    # It was on its way when the death was recorded, and comes back.
    correspondence.message_bounced(item, on=monday, at=instant(monday))
    assert not Task.objects.exists()


def test_a_paper_that_was_drawn_is_not_posted_and_one_being_drawn_is_put_back(
    priya: User, monday: date
) -> None:
    assessment = journeys.assessing(priya, monday, contact={"electronic_service": "no"})
    day = later(monday, days=1)
    while work_once(instant(day, 12)):
        pass
    task = Task.objects.get(kind="post_letter")
    assert list(letters_to_post(priya, day)) == [task]
    died(assessment, priya, day)
    assert list(letters_to_post(priya, day)) == []
    assert list(open_tasks(assessment.case)) == []
    letters = Letter.objects.filter(case=assessment.case)
    posting.post_letters(assessment.case, letters, **who(priya, day))
    with pytest.raises(Invalid):
        posting.complete_task(task, note="Posted.", **who(priya, day))
    assert not letters.exclude(sent_on=None).exists()


def test_a_paper_that_a_worker_is_drawing_is_put_back(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    day = later(monday, weeks=1)
    item = OutboxItem.objects.get(document__case=assessment.case)
    OutboxItem.objects.filter(pk=item.pk).update(claimed_at=instant(day))
    died(assessment, priya, day)
    kept = correspondence.document_rendered(
        item, b"%PDF", file_name="a.pdf", on=day, at=instant(day)
    )
    assert kept.rendered_at is None
    item.refresh_from_db()
    assert (item.claimed_at, item.done_at) == (None, None)


def test_a_manager_releases_it_by_name_and_with_a_reason(
    priya: User, north: Team, monday: date
) -> None:
    assessment = journeys.assessing(priya, monday)
    day = later(monday, weeks=1)
    died(assessment, priya, day)
    martin = factories.staff("Martin Cole", Role.TEAM_MANAGER, team=north)
    paper = OutboxItem.objects.get(document__case=assessment.case)
    case = assessment.case
    with pytest.raises(NotYours):
        ends.release_held(case, [paper], reason="They asked for it.", **who(priya, day))
    for items, reason in (([paper], " "), ([], "They asked for it.")):
        with pytest.raises(Invalid):
            ends.release_held(case, items, reason=reason, **who(martin, day))
    assert held_of(case).count() == 2
    ends.release_held(case, [paper], reason="They asked for it.", **who(martin, day))
    assert paper not in held_of(case)
    with pytest.raises(AlreadyDone):
        ends.release_held(case, [paper], reason="They asked for it.", **who(martin, day))
    assert work_once(instant(day, 12))
    assert Document.objects.get(case=case).rendered_at is not None
    # The email that would tell of it is held in its turn.
    assert not mail.outbox
    event = case.events.get(step="release_held")
    assert (event.by, event.payload.data["reason"]) == (martin, "They asked for it.")


@pytest.mark.parametrize(
    "changes", [{"died_on": None}, {"how_known": " "}, {"died_on": date(2026, 1, 6)}]
)
def test_a_death_is_never_recorded_by_chance(
    changes: dict[str, Any], priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady):
        died(assessment, priya, monday, **changes)
    assert not OutboxItem.objects.exclude(held_because="").exists()
    assessment.case.person.refresh_from_db()
    assert assessment.case.person.died_on is None


def test_a_death_is_recorded_once_by_the_team_and_wherever_the_case_stands(
    priya: User, tom: User, monday: date
) -> None:
    final = journeys.issued(priya, monday, issued_on=later(monday, weeks=19))
    assessment = Assessment.objects.get(pk=final.plan.assessment_id)
    day = later(monday, weeks=30)
    with pytest.raises(NotVisible):
        died(assessment, tom, day)
    with pytest.raises(NotYours):
        died(assessment, assessment.request.asked_by, day)
    # The news may be older than the request.
    died(assessment, priya, day, died_on=later(monday, days=-1))
    with pytest.raises(AlreadyDone):
        died(assessment, priya, day)
    counted = AssessmentProjection.objects.get()
    assert counted.issued_on == later(monday, weeks=19)
    assert counted.stopped_on == monday


# --- Withdrawal ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "journey", [journeys.allocated, journeys.assessing, journeys.planning], ids=lambda f: f.__name__
)
def test_a_letter_withdraws_the_request_wherever_it_stands(
    journey: Any, priya: User, monday: date
) -> None:
    assessment = journey(priya, monday)
    day, recorded = later(monday, weeks=7), later(monday, weeks=8)
    ends.record_withdrawal(assessment, letter(day), NO_LONGER, **who(priya, recorded))
    assessment.refresh_from_db()
    assert assessment.status == "withdrawn"
    state = state_of(assessment, "plan.final", recorded)
    assert state == DutyStatus.NOT_APPLICABLE
    row = AssessmentProjection.objects.get()
    assert (row.stopped_on, row.stopped_as) == (day, "withdrawn")
    projection = CaseProjection.objects.get()
    assert (projection.next_action, projection.is_open) == ("action.nothing", False)
    sent = Document.objects.get(kind="withdrawn")
    assert sent.facts["blocks"] == ["confirmation"]
    assert sent.facts["dates"]["withdrawn_on"] == day.isoformat()
    assert [one.recipient for one in Letter.objects.filter(document=sent)] == ["family"]
    assert list(problems(assessment.case)) == []


def test_from_considering_too_and_never_twice(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    assessments.consider_assessing(assessment, **who(priya, monday))
    ends.record_withdrawal(assessment, letter(monday), NO_LONGER, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        ends.record_withdrawal(assessment, letter(monday), NO_LONGER, **who(priya, monday))
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"words": ""}, "missing.withdrawal_words"),
        ({"arrived_on": None}, "missing.withdrawal_arrived"),
        ({"arrived_on": date(2026, 1, 4)}, "missing.withdrawal_arrived"),
        ({"holder": Holder.YOUNG_PERSON}, "missing.withdrawal_holder"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    changes: dict[str, Any], missing: str, priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        ends.record_withdrawal(
            assessment, letter(monday, **changes), NO_LONGER, **who(priya, monday)
        )
    assert [one.key for one in refused.value.missing] == [missing]
    assert not Withdrawal.objects.exists()


def test_staff_say_whether_section_36_3_applies_and_a_family_is_not_asked(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(NotReady) as refused:
        ends.record_withdrawal(assessment, letter(monday), None, **who(priya, monday))
    assert [one.key for one in refused.value.missing] == ["missing.responsibility"]
    mother = assessment.request.asked_by
    ends.withdraw_request(assessment, words=WORDS, **who(mother, monday))
    projection = CaseProjection.objects.get()
    assert (projection.next_action, projection.is_open) == (
        "action.consider_responsibility",
        True,
    )
    with pytest.raises(Invalid):
        ends.consider_responsibility(assessment, Responsibility(True, " "), **who(priya, monday))
    with pytest.raises(NotYours):
        ends.consider_responsibility(assessment, NO_LONGER, **who(mother, monday))
    ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))
    row = Withdrawal.objects.get()
    assert (row.means, row.written_by, row.holder) == ("page", "Ngozi Okafor", "parent")
    assert (row.still_responsible, row.responsibility) == (False, NO_LONGER.why)
    assert not CaseProjection.objects.get().is_open


def test_nothing_is_considered_of_a_request_that_stands(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    with pytest.raises(AlreadyDone):
        ends.consider_responsibility(assessment, NO_LONGER, **who(priya, monday))


def test_a_parent_cannot_withdraw_what_has_become_the_young_persons(
    priya: User, monday: date
) -> None:
    grown = {"first_name": "Kai", "date_of_birth": "2008-10-09"}
    assessment = journeys.allocated(priya, monday, child=grown)
    mother = assessment.request.asked_by
    with pytest.raises(NotVisible):
        ends.withdraw_request(assessment, words=WORDS, **who(mother, monday))
    # Nor may she who sees it, and acts in nothing.
    rights.record_who_acts(
        assessment.case, member=mother.family_places.get(), basis="consent", acts=["read"],
        how_known="Kai told me.", **who(priya, monday),
    )  # fmt: skip
    with pytest.raises(NotReady) as refused:
        ends.withdraw_request(assessment, words=WORDS, **who(mother, monday))
    assert [one.key for one in refused.value.missing] == ["missing.withdrawal_holder"]
    own = journeys.allocated(
        priya,
        monday,
        who={"asker": "young_person"},
        you={"name": "Lee Okafor", "email": "lee@family.example"},
        child={**grown, "first_name": "Lee"},
    )
    ends.withdraw_request(own, words=WORDS, **who(own.request.asked_by, monday))
    assert Withdrawal.objects.get().holder == "young_person"


def test_a_school_that_asked_cannot_withdraw_for_the_family(priya: User, monday: date) -> None:
    asked = journeys.allocated(
        priya,
        monday,
        who={"asker": "setting"},
        you={
            "name": "Rosa Lind",
            "email": "senco@oakfield.example",
            "family_name": "Ngozi Okafor",
            "family_email": "ngozi@family.example",
        },
    )
    with pytest.raises(NotVisible):
        ends.withdraw_request(asked, words=WORDS, **who(asked.request.asked_by, monday))


def test_what_was_asked_for_is_no_longer_wanted(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    asked = journeys.advice_sought(priya, later(monday, days=2), assessment)
    adviser = asked.professional
    assert adviser is not None
    assert list(to_answer(adviser, monday)) == [asked]
    day = later(monday, weeks=3)
    ends.record_withdrawal(assessment, letter(day), NO_LONGER, **who(priya, day))
    assert list(to_answer(adviser, day)) == []
    with pytest.raises(AlreadyDone):
        advice_requests.chase_advice(asked, link_address="", **who(priya, day))
    with pytest.raises(AlreadyDone):
        contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(adviser, day))


def test_a_plan_of_a_withdrawn_request_is_not_sent(priya: User, monday: date) -> None:
    version = journeys.written(priya, monday)
    day = later(monday, weeks=8)
    ends.record_withdrawal(version.plan.assessment, letter(day), NO_LONGER, **who(priya, day))
    with pytest.raises(AlreadyDone):
        plans.serve_draft(version, **who(priya, day))
    assert not Document.objects.filter(kind="draft_plan").exists()


@pytest.fixture
def manager(priya: User) -> User:
    team = priya.grants.get().team
    return factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=team)


def test_a_death_recorded_by_mistake_is_taken_back_and_nothing_goes_out_by_itself(
    priya: User, manager: User, monday: date
) -> None:
    assessment = journeys.assessing(priya, monday)
    day = later(monday, days=3)
    waits = OutboxItem.objects.filter(done_at=None).count()
    assert waits
    ends.record_death(assessment, died_on=monday, how_known="A call.", **who(priya, day))
    with pytest.raises(NotYours):
        ends.undo_death(assessment, reason="A namesake.", **who(priya, day))
    with pytest.raises(NotReady):
        ends.undo_death(assessment, reason=" ", **who(manager, day))
    letters = Letter.objects.count()
    back = ends.undo_death(assessment, reason="A namesake.", **who(manager, day))
    assert (back.status, Person.objects.get().died_on) == ("assessing", None)
    assert Letter.objects.count() == letters
    held = OutboxItem.objects.exclude(held_because="")
    assert held.count() == waits
    row = CaseProjection.objects.get()
    assert (row.status, row.is_open) == ("assessing", True)
    final = next(duty for duty in duties_of(back, day) if duty.duty == "plan.final")
    assert final.state is DutyStatus.RUNNING
    assert list(problems(back.case)) == []
    with pytest.raises(AlreadyDone):
        ends.undo_death(assessment, reason="Again.", **who(manager, day))
    # What is owed from now on is sent; what was held is released one by one.
    ends.release_held(
        back.case, [held.order_by("pk")[0]], reason="Still right.", **who(manager, day)
    )
    assert held.count() == waits - 1
    # A death can be recorded again, and taken back to where the case then stood.
    ends.record_death(back, died_on=monday, how_known="A letter.", **who(priya, day))
    assert ends.undo_death(back, reason="Again wrong.", **who(manager, day)).status == "assessing"
    assert list(problems(back.case)) == []


def test_a_withdrawn_request_stays_withdrawn_when_a_death_is_taken_back(
    priya: User, manager: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    ends.record_withdrawal(assessment, letter(monday), NO_LONGER, **who(priya, monday))
    ends.record_death(assessment, died_on=monday, how_known="A call.", **who(priya, monday))
    back = ends.undo_death(assessment, reason="A namesake.", **who(manager, monday))
    assert back.status == "withdrawn"
    assert CaseProjection.objects.get().status == "withdrawn"
