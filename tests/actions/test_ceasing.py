"""Ending a plan: for which reason, from which day, and that nothing goes on afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from ehc.actions import (
    advice_requests,
    amendments,
    appeals,
    disputes,
    placement,
    plans,
    reassessments,
    representations,
    reviews,
    transfers,
)
from ehc.explanations import missing_sentence
from ehc.models import CaseProjection, Dispute, Document, Letter, Plan, Review, User
from ehc.queries import reviews as reads
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible
from ehc.views.workspace._mend import mend_on
from ehc.workflows.statuses import STATUS_WORDING, ReviewStatus
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
ISSUED_ON = date(2026, 5, 18)
MEETING_ON = date(2026, 9, 21)
DECIDED_ON = date(2026, 10, 15)
FIRST_DAY = date(2026, 12, 16)
"""The day after the last one for an appeal against a decision of 15 October."""


def who(priya: User, on: date) -> dict[str, Any]:
    return {"by": priya, "on": on, "at": instant(on)}


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.issued(priya, monday, issued_on=ISSUED_ON).plan.pk)


def reviewed(priya: User, issued: int, *, born: str = "2018-03-14", report: bool = True) -> Review:
    """A review that was held, of somebody who was born on a day."""
    plan = Plan.objects.get(pk=issued)
    person = plan.case.person
    person.date_of_birth = date.fromisoformat(born)
    person.save()
    review = reviews.arrange_review(
        plan, meeting_on=MEETING_ON, **who(priya, MEETING_ON - timedelta(weeks=3))
    )
    review = reviews.hold_review_meeting(review, **who(priya, MEETING_ON))
    if report:
        reviews.send_review_report(review, report="To end.", **who(priya, MEETING_ON))
    return Review.objects.select_related("plan__case__person").get(pk=review.pk)


def decide(priya: User, review: Review, cease_reason: str = "needs_met") -> Review:
    return reviews.decide_to_cease(
        review, cease_reason=cease_reason, reason="The outcomes are achieved.",
        consulted_on=DECIDED_ON, **who(priya, DECIDED_ON),
    )  # fmt: skip


@pytest.fixture
def unsent(priya: User, issued: int) -> Review:
    """It was decided to end the plan, and the notice was not sent yet."""
    return decide(priya, reviewed(priya, issued))


@pytest.fixture
def ceasing(priya: User, unsent: Review) -> Review:
    return sent(priya, unsent)


def sent(priya: User, review: Review, on: date = DECIDED_ON) -> Review:
    """The notice went to the family on a day."""
    journeys.posted(priya, notice_of(review), on)
    return review


def notice_of(review: Review) -> Document:
    return Document.objects.get(kind="cease", event__process_id=review.pk)


def disagreeing(priya: User, review: Review, on: date) -> Dispute:
    """The family disagrees with the decision to end the plan."""
    return disputes.open_dispute(notice_of(review), said="", **who(priya, on))


def appealing(priya: User, review: Review, on: date) -> Dispute:
    """The family has a certificate and appeals on the same day."""
    dispute = disagreeing(priya, review, on)
    disputes.record_certificate(dispute, kind="declined", **who(priya, on))
    return appeals.record_appeal(dispute, placement_alone=False, **who(priya, on))


def missing(priya: User, review: Review, on: date) -> list[str]:
    with pytest.raises(NotReady) as refused:
        reviews.cease_plan(review, **who(priya, on))
    assert Review.objects.get(pk=review.pk).status == ReviewStatus.CEASING
    return [one.key.value for one in refused.value.missing]


def test_a_plan_ends_on_the_first_day_on_which_it_may_and_not_on_the_day_before(
    priya: User, ceasing: Review
) -> None:
    with pytest.raises(NotReady) as refused:
        reviews.cease_plan(ceasing, **who(priya, FIRST_DAY - timedelta(days=1)))
    (told,) = refused.value.missing
    assert missing_sentence(told) == (
        "The plan may not end before Wednesday 16 December 2026: until then the family can appeal "
        "against the decision (section 45(4))."
    )
    letters = Letter.objects.count()
    ended = reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))
    assert (ended.status, ended.ceased_on, ended.cease_reason) == (
        ReviewStatus.CEASED, FIRST_DAY, "needs_met",
    )  # fmt: skip
    # The letter of the decision said when it may end: none is owed now.
    assert Letter.objects.count() == letters
    assert list(problems(ended.plan.case)) == []


def test_a_plan_does_not_end_until_the_notice_was_sent(priya: User, unsent: Review) -> None:
    with pytest.raises(NotReady) as refused:
        reviews.cease_plan(unsent, **who(priya, FIRST_DAY))
    (told,) = refused.value.missing
    assert missing_sentence(told) == (
        "The notice of the decision to end the plan has not been sent to the family: the time to "
        "appeal runs from the day it is sent (section 45(4))."
    )
    assert mend_on(unsent.plan.case.reference)(told).endswith("/letters/")
    sent(priya, unsent)
    assert reviews.cease_plan(unsent, **who(priya, FIRST_DAY)).ceased_on == FIRST_DAY


def test_one_month_from_a_certificate_counts_where_it_ends_later(
    priya: User, unsent: Review
) -> None:
    # Whoever answers the notice has had it, though nobody has noted its posting.
    ceasing = unsent
    dispute = disagreeing(priya, ceasing, date(2026, 12, 10))
    disputes.record_certificate(dispute, kind="declined", **who(priya, date(2026, 12, 10)))
    assert missing(priya, ceasing, FIRST_DAY) == ["missing.cease_too_early"]
    assert missing(priya, ceasing, date(2027, 1, 11)) == ["missing.cease_too_early"]
    # 10 January is a Sunday: an appeal is in time on the Monday.
    assert reads.ceasing_facts(ceasing, date(2027, 1, 12)).first_day == date(2027, 1, 12)
    # Had the letter been posted on 20 November only, the two months would run from then.
    sent(priya, ceasing, date(2026, 11, 20))
    assert missing(priya, ceasing, date(2027, 1, 20)) == ["missing.cease_too_early"]
    assert reviews.cease_plan(ceasing, **who(priya, date(2027, 1, 21)))


def test_a_plan_does_not_end_while_an_appeal_is_open_and_does_once_it_was_withdrawn(
    priya: User, ceasing: Review
) -> None:
    dispute = appealing(priya, ceasing, date(2026, 11, 20))
    later = date(2027, 3, 1)
    assert missing(priya, ceasing, later) == ["missing.cease_appeal_open"]
    assert not CaseProjection.objects.get().is_open
    appeals.withdraw_appeal(dispute, **who(priya, date(2027, 3, 1)))
    assert reviews.cease_plan(ceasing, **who(priya, later)).status == ReviewStatus.CEASED


@pytest.mark.parametrize(
    ("order", "expected"),
    [("dismiss_cease", []), ("continue", ["missing.cease_plan_continues"])],
)
def test_an_order_decides_whether_the_plan_ends(
    priya: User, ceasing: Review, client: Client, order: str, expected: list[str]
) -> None:
    day = date(2027, 2, 1)
    dispute = appealing(priya, ceasing, date(2026, 11, 20))
    appeals.record_order(
        dispute, orders=[order], words="As ordered.", directed={}, **who(priya, day)
    )
    with time_machine.travel(instant(day), tick=False):
        client.force_login(User.objects.get(email="ngozi@family.example"))
        page = client.get(f"/your-requests/{ceasing.plan.case.reference}/").content.decode()
    # What was ordered to go on is no longer said to end.
    to_end = escape(STATUS_WORDING[ReviewStatus.CEASING].family)
    assert (to_end in page) is not bool(expected)
    if expected:
        assert missing(priya, ceasing, day) == expected
    else:
        assert reviews.cease_plan(ceasing, **who(priya, day)).ceased_on == day


def test_an_appeal_that_is_not_opposed_keeps_the_plan(priya: User, ceasing: Review) -> None:
    dispute = appealing(priya, ceasing, date(2026, 11, 20))
    appeals.concede_appeal(dispute, about="cease", **who(priya, date(2026, 12, 1)))
    assert missing(priya, ceasing, date(2027, 2, 1)) == ["missing.cease_plan_continues"]


def test_a_plan_does_not_end_while_something_else_of_it_is_under_way(
    priya: User, ceasing: Review
) -> None:
    proposal = amendments.propose_amendments_without_review(
        ceasing.plan, amendments="P1.", evidence="A letter.", reason="Urgent.",
        **who(priya, DECIDED_ON),
    )  # fmt: skip
    assert missing(priya, ceasing, FIRST_DAY) == ["missing.cease_another_open"]
    amendments.decide_not_to_amend(proposal, reason="Not needed.", **who(priya, DECIDED_ON))
    assert reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))


def test_a_later_review_takes_the_place_of_the_decision_to_end_the_plan(
    priya: User, ceasing: Review
) -> None:
    later = reviews.arrange_review(
        ceasing.plan, meeting_on=date(2026, 12, 1), **who(priya, date(2026, 11, 10))
    )
    assert missing(priya, ceasing, FIRST_DAY) == ["missing.cease_another_open"]
    reviews.hold_review_meeting(later, **who(priya, date(2026, 12, 1)))
    reviews.keep_plan(later, reason="It is needed.", **who(priya, date(2026, 12, 2)))
    assert missing(priya, ceasing, FIRST_DAY) == ["missing.cease_another_open"]


@pytest.mark.parametrize("days", [0, 1])
def test_a_plan_that_was_sent_again_since_does_not_end_by_the_decision_before(
    priya: User, ceasing: Review, days: int
) -> None:
    day = who(priya, DECIDED_ON)
    again = reassessments.reassess_unasked(ceasing.plan, reason="Changed.", **day)
    draft = plans.serve_draft(reassessments.begin_plan_again(again, **day), **day)
    representations.agree_with_draft(
        draft, **{**day, "by": User.objects.get(email="ngozi@family.example")}
    )
    plans.name_setting(draft, setting=None, type="Mainstream school", **day)
    reassessments.send_plan_after_reassessment(
        again, signed_by="Priya Nair", **who(priya, DECIDED_ON + timedelta(days=days))
    )
    if days:
        assert missing(priya, ceasing, FIRST_DAY) == ["missing.cease_another_open"]
    else:
        # What was sent on the day of the decision may have gone out before it.
        assert reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))


def test_nothing_goes_on_of_what_a_plan_that_ended_was_to_rest_on(
    priya: User, ceasing: Review
) -> None:
    day = who(priya, DECIDED_ON)
    again = reassessments.reassess_unasked(ceasing.plan, reason="Changed.", **day)
    asked = advice_requests.seek_advice(
        ceasing.plan.assessment, kind="medical", service=factories.ServiceFactory(),
        professional=User.objects.get(email="samira.khan@kent.example"), reassessment=again, **day,
    )  # fmt: skip
    draft = plans.serve_draft(reassessments.begin_plan_again(again, **day), **day)
    school = factories.SettingFactory()
    placement.consult_setting(draft, school, asked_for_by_family=True, **day)
    reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))
    later = who(priya, FIRST_DAY)
    for attempt in (
        lambda: advice_requests.seek_advice(
            ceasing.plan.assessment, kind="educational", service=factories.ServiceFactory(),
            reassessment=again, **later,
        ),
        lambda: advice_requests.chase_advice(asked, link_address="", **later),
        lambda: placement.consult_setting(
            draft, factories.SettingFactory(), asked_for_by_family=True, **later
        ),
        lambda: transfers.record_commissioning_body(
            ceasing.plan, old_body="A", new_body="B", known_on=FIRST_DAY, **later
        ),
    ):  # fmt: skip
        with pytest.raises(AlreadyDone) as refused:
            attempt()
        assert refused.value.status == ReviewStatus.CEASED


def test_after_it_nothing_is_done_to_the_plan(priya: User, ceasing: Review) -> None:
    plan = ceasing.plan
    reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))
    day = who(priya, FIRST_DAY)
    with pytest.raises(AlreadyDone) as refused:
        reviews.arrange_review(plan, meeting_on=FIRST_DAY, **day)
    assert refused.value.status == ReviewStatus.CEASED
    with pytest.raises(AlreadyDone):
        amendments.propose_amendments_without_review(
            plan, amendments="P1.", evidence="A letter.", reason="Urgent.", **day
        )
    with pytest.raises(AlreadyDone):
        reviews.answer_early_review(
            plan, asked_by="Ms Head", asked_on=FIRST_DAY, agreed=True, reason="Now.", **day
        )
    with pytest.raises(AlreadyDone):
        reviews.cease_plan(ceasing, **day)
    late = reviewed_report_refused(priya, ceasing)
    assert late.status == ReviewStatus.CEASED
    standing = reads.plan_standing(plan.assessment, FIRST_DAY)
    assert (standing.ended, standing.to_do) == (True, ())
    states = {one.duty: one.state.value for one in standing.duties}
    assert (states["review.next"], states["cease.earliest"]) == ("not_applicable", "met")
    row = CaseProjection.objects.get()
    assert (row.is_open, row.next_action, row.stage) == (False, "action.nothing", "ended")


def reviewed_report_refused(priya: User, review: Review) -> Review:
    with pytest.raises(AlreadyDone):
        reviews.send_review_report(review, report="Late.", **who(priya, FIRST_DAY))
    return Review.objects.get(pk=review.pk)


def test_a_plan_that_was_not_decided_to_end_does_not(priya: User, issued: int) -> None:
    review = reviewed(priya, issued)
    with pytest.raises(AlreadyDone):
        reviews.cease_plan(review, **who(priya, FIRST_DAY))
    assert Review.objects.get().status == ReviewStatus.HELD


def test_nobody_elsewhere_ends_it(priya: User, tom: User, ceasing: Review) -> None:
    with pytest.raises(NotVisible):
        reviews.cease_plan(ceasing, **who(tom, FIRST_DAY))
    assert reviews.cease_plan(ceasing, **who(priya, FIRST_DAY))


@pytest.mark.parametrize("reason", ["employment", "no_longer_wishes"])
def test_under_18_neither_work_nor_a_wish_to_stop_is_enough(
    priya: User, issued: int, reason: str
) -> None:
    review = reviewed(priya, issued, born="2008-10-16")
    with pytest.raises(Invalid) as refused:
        decide(priya, review, reason)
    assert refused.value.field == "cease_reason"
    assert "Under 18" in refused.value.message
    assert Review.objects.get().status == ReviewStatus.HELD
    # One day older, they are 18.
    person = review.plan.case.person
    person.date_of_birth = date(2008, 10, 15)
    person.save()
    assert decide(priya, review, reason).cease_reason == reason


def test_of_somebody_of_18_who_has_left_the_report_of_the_review_comes_first(
    priya: User, issued: int
) -> None:
    review = reviewed(priya, issued, born="2006-01-01", report=False)
    with pytest.raises(Invalid) as refused:
        decide(priya, review, "no_longer_wishes")
    assert "regulation 30" in refused.value.message
    reviews.send_review_report(review, report="He wants to work.", **who(priya, MEETING_ON))
    assert decide(priya, review, "no_longer_wishes").status == ReviewStatus.CEASING


@pytest.mark.parametrize("reason", ["transferred", "deceased"])
def test_a_transfer_and_a_death_are_no_decisions(priya: User, issued: int, reason: str) -> None:
    with pytest.raises(Invalid):
        decide(priya, reviewed(priya, issued), reason)


def test_a_plan_that_ends_by_age_does_not_end_before_the_25th_birthday(
    priya: User, issued: int
) -> None:
    review = reviewed(priya, issued, born="2002-01-20")
    review = sent(priya, decide(priya, review, "max_age"))
    assert missing(priya, review, date(2027, 1, 19)) == ["missing.cease_before_birthday"]
    assert reviews.cease_plan(review, **who(priya, date(2027, 1, 20))).ceased_on == date(
        2027, 1, 20
    )


def test_nobody_of_23_is_decided_to_be_too_old(priya: User, issued: int) -> None:
    with pytest.raises(Invalid):
        decide(priya, reviewed(priya, issued, born="2002-10-16"), "max_age")


def test_an_early_review_is_answered_with_reasons_and_a_yes_is_work_at_once(
    priya: User, issued: int
) -> None:
    plan = Plan.objects.get(pk=issued)
    day = who(priya, date(2026, 6, 10))
    asked = {"asked_by": "Ngozi Okafor, her mother", "asked_on": date(2026, 6, 1)}
    with pytest.raises(Invalid) as refused:
        reviews.answer_early_review(plan, **asked, agreed=False, reason=" ", **day)
    assert refused.value.field == "reasons"
    with pytest.raises(Invalid):
        reviews.answer_early_review(
            plan, asked_by="x", asked_on=date(2026, 6, 11), agreed=False, reason="x", **day
        )
    with pytest.raises(Invalid) as refused:
        reviews.answer_early_review(
            plan, asked_by="x", asked_on=date(1990, 1, 1), agreed=False, reason="x", **day
        )
    assert refused.value.field == "asked_on"
    reviews.answer_early_review(plan, **asked, agreed=False, reason="Too soon.", **day)
    assert CaseProjection.objects.get().shown_from > date(2026, 12, 31)
    later = who(priya, date(2026, 7, 1))
    reviews.answer_early_review(plan, **asked, agreed=True, reason="She moved school.", **later)
    row = CaseProjection.objects.get()
    assert (row.next_action, row.shown_from) == ("action.arrange_review", row.received_on)
    assert [one.agreed for one in reads.plan_standing(plan.assessment, later["on"]).early] == [
        True, False,
    ]  # fmt: skip
    reviews.arrange_review(plan, meeting_on=date(2026, 7, 20), **later)
    assert CaseProjection.objects.get().next_action == "action.send_review_papers"
    assert list(problems(plan.case)) == []


def test_only_an_issued_plan_is_reviewed_early(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    with pytest.raises(AlreadyDone):
        reviews.answer_early_review(
            draft.plan, asked_by="x", asked_on=MEETING_ON, agreed=True, reason="x",
            **who(priya, MEETING_ON),
        )  # fmt: skip


def test_a_meeting_that_is_called_off_had_no_notice_and_leaves_the_review_due(
    priya: User, issued: int
) -> None:
    plan = Plan.objects.get(pk=issued)
    told_on = MEETING_ON - timedelta(weeks=3)
    review = reviews.arrange_review(plan, meeting_on=MEETING_ON, **who(priya, told_on))
    with pytest.raises(Invalid):
        reviews.cancel_review_meeting(review, reason="x", **who(priya, told_on - timedelta(days=1)))
    with pytest.raises(NotReady):
        reviews.cancel_review_meeting(review, reason=" ", **who(priya, told_on))
    gone = reviews.cancel_review_meeting(
        review, reason="The school is shut.", **who(priya, told_on)
    )
    assert (gone.status, gone.cancelled_on, gone.outcome) == (ReviewStatus.CANCELLED, told_on, "")
    states = {
        one.duty: one.state.value for one in reads.plan_standing(plan.assessment, MEETING_ON).duties
    }
    assert states == {"review.first": "running"}
    for refused in (
        lambda: reviews.hold_review_meeting(gone, **who(priya, MEETING_ON)),
        lambda: reviews.send_review_papers(gone, **who(priya, told_on)),
        lambda: reviews.cancel_review_meeting(gone, reason="x", **who(priya, told_on)),
    ):
        with pytest.raises(AlreadyDone):
            refused()
    assert reviews.arrange_review(plan, meeting_on=MEETING_ON, **who(priya, told_on))
    assert list(problems(plan.case)) == []
