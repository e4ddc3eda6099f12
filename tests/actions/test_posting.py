"""What the family is told by post is done on the day of posting, and not before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ehc.actions import (
    amendments,
    assessments,
    plans,
    reassessments,
    representations,
    reviews,
)
from ehc.actions.posting import post_letters
from ehc.documents.rendering import paper_html
from ehc.models import (
    Assessment,
    AssessmentProjection,
    CaseProjection,
    Document,
    Letter,
    PlanVersion,
    Reassessment,
    Recipient,
    User,
)
from ehc.queries import posting
from ehc.queries.assessments import case_facts, duties_of
from ehc.queries.cases import case_page
from ehc.queries.plans import plan_facts
from ehc.queries.reassessments import reassessment_duties
from ehc.queries.reviews import review_duties, reviews_of
from ehc.queries.reviews_due import reviews_due
from ehc.queries.verify import problems
from ehc.refusals import Invalid, NotReady
from ehc.workflows.case_facts import ActionKey
from ehc.workflows.readiness import MissingKey
from ehc.workflows.tracker import Stage
from tests import journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BY_POST: dict[str, Any] = {"contact": {"contact_by": "email", "electronic_service": "no"}}
"""The same family, that did not agree to letters by electronic means."""


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def stands(assessment: Assessment, on: date) -> dict[str, tuple[str, date | None]]:
    return {one.duty: (one.state.value, one.done_on) for one in duties_of(assessment, on)}


def of_reviews(assessment: Assessment, on: date) -> dict[str, tuple[str, date | None]]:
    found = review_duties(assessment, reviews_of(assessment), on)
    return {one.duty: (one.state.value, one.due) for one in found}


def paper(kind: str) -> Document:
    return Document.objects.filter(kind=kind).latest("pk")


# --- A duty is done on the day of posting -------------------------------------------------------


def test_a_decision_made_in_time_and_posted_late_is_late(priya: User, monday: date) -> None:
    due = later(monday, weeks=6)
    assessment = journeys.allocated(priya, monday, **BY_POST)
    assessment = assessments.agree_to_assess(assessment, reason="Yes.", **who(priya, due - DAY))
    duty = "assess.notify_decision"
    assert stands(assessment, due)[duty] == ("running", None)
    assert stands(assessment, due + DAY)[duty] == ("late", None)
    journeys.posted(priya, paper("agree_to_assess"), due + 2 * DAY)
    # What is posted later has not been posted yet on an earlier day.
    assert stands(assessment, due + DAY)[duty] == ("late", None)
    assert stands(assessment, due + 2 * DAY)[duty] == ("late", due + 2 * DAY)
    assert AssessmentProjection.objects.get().assess_decided_on == due + 2 * DAY
    assert list(problems(assessment.case)) == []


@pytest.mark.parametrize(
    ("changes", "posted_after"), [(BY_POST, 0), ({}, 2)], ids=["posted at once", "electronic"]
)
def test_what_is_posted_on_its_day_or_read_on_a_page_is_done_on_the_day_of_the_step(
    priya: User, monday: date, changes: dict[str, Any], posted_after: int
) -> None:
    day = later(monday, weeks=6)
    assessment = journeys.allocated(priya, monday, **changes)
    assessment = assessments.agree_to_assess(assessment, reason="Yes.", **who(priya, day))
    journeys.posted(priya, paper("agree_to_assess"), day + posted_after * DAY)
    assert stands(assessment, day + 2 * DAY)["assess.notify_decision"] == ("met", day)


def test_a_final_plan_is_sent_when_it_is_posted_and_counted_then(priya: User, monday: date) -> None:
    due = later(monday, weeks=20)
    draft = journeys.served(priya, monday, **BY_POST)
    served_on = later(monday, weeks=8)
    journeys.posted(priya, paper("draft_plan"), served_on)
    assessment = journeys.finished(priya, draft, on=due, is_posted=False).plan.assessment
    assert stands(assessment, due + DAY)["plan.final"] == ("late", None)
    assert AssessmentProjection.objects.get().issued_on is None
    journeys.posted(priya, paper("final_plan"), due + DAY)
    assert stands(assessment, due + DAY)["plan.final"] == ("late", due + DAY)
    assert AssessmentProjection.objects.get().issued_on == due + DAY
    # The plan was made on the day that it bears: the first year is not longer for the post.
    assert of_reviews(assessment, due + DAY)["review.first"] == ("running", date(2027, 5, 24))
    assert list(problems(assessment.case)) == []


def _post_to(priya: User, recipient: str, on: date) -> None:
    letters = Letter.objects.filter(document=paper("final_plan"), recipient=recipient)
    (letter,) = letters
    assert letter.by_post
    post_letters(letter.case, letters, **who(priya, on))


@pytest.mark.parametrize("last", ["institution_named", "commissioning_body"])
@pytest.mark.parametrize(("after", "state"), [(1, "late"), (0, "met")], ids=["late", "in time"])
def test_a_plan_is_sent_when_the_last_of_those_whom_regulation_13_names_has_it(
    priya: User, monday: date, last: str, after: int, state: str
) -> None:
    due = later(monday, weeks=20)
    draft = journeys.served(priya, monday)
    sent_on, posted_on = due - 2 * DAY, due + after * DAY
    final = journeys.finished(priya, draft, on=sent_on, is_posted=False)
    assessment = final.plan.assessment
    journeys.prepared(paper("final_plan"), sent_on)
    (family,) = paper("final_plan").letters.filter(recipient="family")
    assert (family.by_post, family.sent_on) == (False, sent_on)
    (first,) = {"institution_named", "commissioning_body"} - {last}
    _post_to(priya, first, sent_on)
    assert stands(assessment, due)["plan.final"] == ("running", None)
    (waits,) = [
        one for one in posting.waiting(assessment.case_id, due) if one.event.step == "issue_plan"
    ]
    assert (waits.is_to_family, waits.to) == (False, (Recipient(last).label,))
    _post_to(priya, last, posted_on)
    assert stands(assessment, due + DAY)["plan.final"] == (state, posted_on)
    assert AssessmentProjection.objects.get().issued_on == posted_on
    steps = [one.event.step for one in posting.waiting(assessment.case_id, due + DAY)]
    assert "issue_plan" not in steps
    # The family's time to appeal runs from its own letter.
    event = paper("final_plan").event
    assert posting.sent_to_family([event.pk], due + DAY) == {
        event.pk: posting.Sent(sent_on, sent_on)
    }
    assert list(problems(assessment.case)) == []


def test_who_disagrees_with_a_plan_has_had_it_and_nobody_else_has(
    priya: User, monday: date
) -> None:
    from ehc.actions import disputes

    due = later(monday, weeks=20)
    draft = journeys.served(priya, monday, **BY_POST)
    journeys.posted(priya, paper("draft_plan"), later(monday, weeks=8))
    sent_on = due - 3 * DAY
    assessment = journeys.finished(priya, draft, on=sent_on, is_posted=False).plan.assessment
    disputes.open_dispute(paper("final_plan"), said="No.", **who(priya, due - DAY))

    def waits(on: date) -> list[bool]:
        found = posting.waiting(assessment.case_id, on)
        return [one.is_to_family for one in found if one.event.step == "issue_plan"]

    assert (waits(due - 2 * DAY), waits(due - DAY)) == ([True], [False])
    assert stands(assessment, due)["plan.final"] == ("running", None)
    _post_to(priya, "institution_named", sent_on)
    _post_to(priya, "commissioning_body", sent_on)
    assert stands(assessment, due)["plan.final"] == ("met", due - DAY)
    assert waits(due) == []


def test_whoever_disagrees_has_had_the_letter(priya: User, monday: date) -> None:
    from ehc.actions import disputes

    day = later(monday, weeks=5)
    assessment = journeys.allocated(priya, monday, **BY_POST)
    assessment = assessments.refuse_to_assess(assessment, reason="No.", **who(priya, day))
    duty = "assess.notify_refusal"
    assert stands(assessment, later(day, weeks=2))[duty] == ("late", None)
    disputes.open_dispute(paper("refuse_to_assess"), said="No.", **who(priya, day + 3 * DAY))
    assert stands(assessment, day + 2 * DAY)[duty] == ("running", None)
    assert stands(assessment, later(day, weeks=2))[duty] == ("met", day + 3 * DAY)
    assert posting.waiting(assessment.case_id, day + 3 * DAY) == []


def test_the_last_of_several_letters_tells_the_family(priya: User, monday: date) -> None:
    day = later(monday, weeks=5)
    assessment = journeys.allocated(priya, monday, **BY_POST)
    assessment = assessments.agree_to_assess(assessment, reason="Yes.", **who(priya, day))
    letters = paper("agree_to_assess").letters
    first = letters.get(recipient="family")
    first.sent_on = day
    first.save()
    duty = "assess.notify_decision"
    assert stands(assessment, day)[duty] == ("met", day)
    first.pk, first.family_member, first.sent_on = None, None, None
    first.save()
    assert stands(assessment, day)[duty] == ("running", None)
    first.sent_on = day + DAY
    first.save()
    assert stands(assessment, day + DAY)[duty] == ("met", day + DAY)
    # What goes to others than the family by post is not the family's notice.
    assert letters.exclude(recipient="family").filter(by_post=True, sent_on=None).exists()


# --- The family's time to comment ----------------------------------------------------------------


def test_the_fifteen_days_of_a_draft_begin_with_the_day_of_posting(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday, **BY_POST)
    served_on, over = later(monday, weeks=8), later(monday, weeks=12)
    assessment = draft.plan.assessment
    facts = case_facts(assessment, over)
    assert (facts.served_on, facts.comments_close_on) == (served_on, None)
    assert facts.comments_are_open(over)
    assert "draft.comments" in {
        one.duty for one in duties_of(assessment, over) if one.state.value == "not_started"
    }
    page = case_page(assessment.case, over)
    assert (page.action.key, page.stage) == (ActionKey.POST_DRAFT, Stage.COMMENTS)
    assert [one.event.step for one in page.unposted] == ["agree_to_assess", "serve_draft"]
    # Whoever reads it on a page may say something all the same.
    mother = assessment.case.person.family.get().user
    assert mother is not None
    representations.make_representation(
        draft, kind="change", text="In the morning.", **who(mother, over)
    )
    with pytest.raises(NotReady) as refused:
        journeys.finished(priya, draft, on=over)
    assert MissingKey.LETTER_UNPOSTED in [one.key for one in refused.value.missing]


def test_after_posting_they_run_from_it(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday, **BY_POST)
    posted_on = later(monday, weeks=9)
    last_day = posted_on + 14 * DAY
    journeys.posted(priya, paper("draft_plan"), posted_on)
    assessment = draft.plan.assessment
    facts = case_facts(assessment, last_day)
    assert (facts.served_on, facts.comments_close_on) == (posted_on, last_day)
    (window,) = [one for one in duties_of(assessment, last_day) if one.duty == "draft.comments"]
    assert (window.starts_on, window.last_day) == (posted_on, last_day)
    assert CaseProjection.objects.get().next_due == last_day
    assert plan_facts(draft, on=last_day).comments_close_on == last_day
    mother = assessment.case.person.family.get().user
    assert mother is not None
    with pytest.raises(Invalid, match=f"ended on {last_day:%A %-d %B %Y}"):
        representations.make_representation(
            draft, kind="change", text="Late.", **who(mother, last_day + DAY)
        )
    with pytest.raises(NotReady) as refused:
        journeys.finished(priya, draft, on=last_day)
    (window_open,) = [one for one in refused.value.missing if one.key == MissingKey.WINDOW_OPEN]
    assert window_open.params == {"last_day": last_day}
    final = PlanVersion.objects.latest("number")
    assert plans.finalise_plan(final, signed_by="P. Nair", **who(priya, last_day + DAY))


def test_who_agrees_with_a_draft_has_had_it(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday, **BY_POST)
    agreed_on = later(monday, weeks=9)
    mother = draft.plan.case.person.family.get().user
    assert mother is not None
    representations.agree_with_draft(draft, **who(mother, agreed_on))
    final = journeys.finished(priya, draft, on=agreed_on + DAY)
    found = duties_of(final.plan.assessment, agreed_on + DAY)
    (window,) = [one for one in found if one.duty == "draft.comments"]
    assert window.starts_on == agreed_on
    # Posted later still, it was had before the plan that followed it.
    journeys.posted(priya, paper("draft_plan"), agreed_on + 9 * DAY)
    assert duties_of(final.plan.assessment, agreed_on + 9 * DAY)


def test_what_is_proposed_after_a_review_runs_from_its_posting(priya: User, monday: date) -> None:
    plan = journeys.issued(priya, monday, issued_on=date(2026, 5, 18)).plan
    met_on, proposed_on, posted_on = date(2026, 9, 21), date(2026, 10, 19), date(2026, 10, 26)
    review = reviews.arrange_review(plan, meeting_on=met_on, **who(priya, date(2026, 8, 31)))
    reviews.hold_review_meeting(review, **who(priya, met_on))
    amendments.propose_amendments(
        review, amendments="P1.", evidence="A report.", reason="Yes.", **who(priya, proposed_on)
    )
    found = of_reviews(plan.assessment, proposed_on)
    assert found["review.decision"] == ("running", proposed_on)
    assert not {"review.comments", "review.final", "review.next"} & set(found)
    (row,) = reviews_due(priya, proposed_on)
    assert (row.duty, row.due) == ("review.decision", proposed_on)
    journeys.posted(priya, paper("proposed_amendments"), posted_on)
    found = of_reviews(plan.assessment, posted_on)
    assert found["review.decision"] == ("late", proposed_on)
    assert found["review.comments"] == ("running", date(2026, 11, 9))
    assert found["review.final"] == ("running", date(2026, 12, 21))
    assert found["review.next"] == ("running", date(2027, 10, 25))
    (row,) = reviews_due(priya, posted_on)
    assert (row.duty, row.due) == ("review.final", date(2026, 12, 21))


def test_the_weeks_of_a_reassessment_run_from_the_day_on_which_the_family_was_told(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday, **BY_POST)
    journeys.posted(priya, paper("draft_plan"), later(monday, weeks=8))
    plan = journeys.finished(priya, draft, on=date(2026, 5, 18)).plan
    asked_on, agreed_on, posted_on = date(2026, 10, 5), date(2026, 10, 19), date(2026, 10, 21)
    mother = plan.case.person.family.get().user
    assert mother is not None
    row = reassessments.ask_again(plan, words="She has lost her words.", **who(mother, asked_on))
    reassessments.agree_to_reassess(row, reason="Yes.", **who(priya, agreed_on))
    row = Reassessment.objects.get()

    def found(on: date) -> dict[str, tuple[str, date | None]]:
        return {one.duty: (one.state.value, one.due) for one in reassessment_duties(row, on)}

    assert found(agreed_on) == {"reassess.decision": ("running", date(2026, 10, 20))}
    journeys.posted(priya, paper("agree_to_reassess"), posted_on)
    assert found(posted_on)["reassess.decision"] == ("late", date(2026, 10, 20))
    assert found(posted_on)["reassess.final"] == ("running", later(posted_on, weeks=14))


def test_the_year_after_a_reassessment_begins_with_the_posting_in_the_list_of_reviews_too(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday, **BY_POST)
    journeys.posted(priya, paper("draft_plan"), later(monday, weeks=8))
    plan = journeys.finished(priya, draft, on=date(2026, 5, 18)).plan
    agreed_on, sent_on, posted_on = date(2026, 10, 5), date(2026, 12, 7), date(2026, 12, 10)
    row = reassessments.reassess_unasked(plan, reason="Yes.", **who(priya, agreed_on))
    begun = reassessments.begin_plan_again(row, **who(priya, agreed_on))
    again = plans.serve_draft(begun, **who(priya, agreed_on))
    journeys.posted(priya, Document.objects.filter(kind="draft_plan").latest("pk"), agreed_on)
    plans.name_setting(again, setting=None, type="Mainstream school", **who(priya, sent_on))
    reassessments.send_plan_after_reassessment(row, signed_by="P.", **who(priya, sent_on))

    def listed(on: date) -> tuple[str, date]:
        (one,) = reviews_due(priya, on)
        return one.duty, one.due

    assert listed(sent_on) == ("review.first", date(2027, 5, 17))
    assert "review.after_reassessment" not in of_reviews(plan.assessment, sent_on)
    journeys.posted(priya, paper("reassessed_plan"), posted_on)
    assert listed(posted_on) == ("review.after_reassessment", date(2027, 12, 10))
    assert of_reviews(plan.assessment, posted_on)["review.after_reassessment"] == (
        "running", date(2027, 12, 10),
    )  # fmt: skip


# --- What is said of it --------------------------------------------------------------------------


def test_the_case_says_that_a_letter_waits_until_it_is_posted(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday, **BY_POST)
    assessments.agree_to_assess(assessment, reason="Yes.", **who(priya, monday))
    client = Client()
    client.force_login(priya)
    waits = "waits to be posted. Until it is, the family has not been told"
    address = f"/cases/{assessment.case.reference}/"
    assert waits in client.get(address).content.decode()
    journeys.posted(priya, paper("agree_to_assess"), monday)
    assert waits not in client.get(address).content.decode()


def test_the_case_says_to_whom_a_plan_waits_to_be_posted(priya: User, today: date) -> None:
    draft = journeys.served(priya, later(today, weeks=-11))
    plan = journeys.finished(priya, draft, on=today, is_posted=False).plan
    client = Client()
    client.force_login(priya)
    address = f"/cases/{plan.case.reference}/"
    words = "counts as sent when all of them have gone: "
    others = "the setting that the plan names; the responsible commissioning body."
    assert f"{words}{others}" in client.get(address).content.decode()
    journeys.plan_posted(priya, plan.case, today)
    assert words not in client.get(address).content.decode()


@pytest.mark.parametrize("from_posting", [True, False], ids=["posted to the family", "any other"])
def test_a_posted_copy_counts_its_times_from_the_posting(
    priya: User, monday: date, from_posting: bool
) -> None:
    journeys.served(priya, monday, **BY_POST)
    draft = paper("draft_plan")

    def said(document: Document) -> str:
        return paper_html(
            document.kind, document.title, document.facts, on=document.event.on,
            recipient="Ngozi Okafor", from_posting=from_posting,
        )  # fmt: skip

    words = "Your times in it run from the day on which we post it."
    assert (words in said(draft)) is from_posting
    assert ("worked out as if that is Monday 2 March 2026" in said(draft)) is from_posting
    # A letter that begins no time of the family's says nothing of it.
    assert words not in said(paper("agree_to_assess"))


def test_the_familys_own_page_counts_from_the_posting(priya: User, today: date) -> None:
    draft = journeys.served(priya, later(today, weeks=-11), **BY_POST)
    case, family = draft.plan.case, Client()
    mother = case.person.family.get().user
    assert mother is not None
    family.force_login(mother)
    address = f"/your-requests/{case.reference}/"
    text = family.get(f"{address}draft/").content.decode()
    assert "your time to comment is counted from that day" in text
    journeys.posted(priya, paper("draft_plan"), today - 3 * DAY)
    text = family.get(f"{address}draft/").content.decode()
    assert "11 days left" in text


@pytest.fixture
def today() -> date:
    """Pages read the day from the clock."""
    from django.utils import timezone

    return timezone.localdate()


def test_several_cases_take_no_more_queries(
    priya: User, monday: date, django_assert_num_queries: Any
) -> None:
    events = []
    for number in range(2):
        assessment = journeys.allocated(
            priya, monday, **BY_POST, child={"first_name": f"Amara {number}"}
        )
        assessments.agree_to_assess(assessment, reason="Yes.", **who(priya, monday))
        events += list(assessment.case.events.all())
    with django_assert_num_queries(2):
        found = posting.told_on(events, monday)
    assert sorted(found.values(), key=str) == [None, None]
