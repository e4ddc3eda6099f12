"""The pages of a review: what is next on each, and what is refused before anybody types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ehc.actions import amendments, reviews
from ehc.explanations import weekday_date
from ehc.models import Assessment, Case, CaseEvent, Document, Review, User
from ehc.queries.queue import queue
from ehc.queries.reviews import review_duties, reviews_of
from ehc.queries.reviews_due import reviews_due
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month),
            f"{name}_year": str(day.year)}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], today: date) -> int:
    asked_on = later(today, weeks=-60)
    return once(
        lambda priya: (
            journeys.issued(priya, asked_on, issued_on=later(asked_on, weeks=19)).plan.case_id
        )
    )


@pytest.fixture
def case(db: None, issued: int) -> Any:
    return Case.objects.get(pk=issued)


def arrange(priya: User, case: Any, today: date, *, weeks: int) -> Review:
    """Arranged three weeks before a meeting that lies some weeks from today."""
    meeting_on = later(today, weeks=weeks)
    return reviews.arrange_review(
        case.plans.get(), meeting_on=meeting_on, **who(priya, later(meeting_on, weeks=-10))
    )


def held(priya: User, case: Any, today: date, *, weeks: int) -> Review:
    review = arrange(priya, case, today, weeks=weeks)
    return reviews.hold_review_meeting(review, **who(priya, review.meeting_on))


def at(case: Any, page: str = "") -> str:
    return f"/cases/{case.reference}/{page}"


def test_the_case_of_an_issued_plan_says_when_its_review_is_due_and_leads_there(
    priya: User, case: Any, signed_in: SignedIn
) -> None:
    text = signed_in(priya).get(at(case)).content.decode()
    assert "Review the plan for the first time" in text
    assert "The council must complete the first review by" in text
    assert f'href="{at(case, "reviews/arrange/")}">Arrange a review meeting</a>' in text


def test_a_case_without_a_plan_says_nothing_of_reviews(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    client = signed_in(priya)
    assert "Review the plan" not in client.get(at(case)).content.decode()
    page = client.get(at(case, "reviews/arrange/"))
    assert "No plan has been issued, so there is none to review." in page.content.decode()
    assert "<form method" not in page.content.decode().split("<h1")[1]
    assert client.post(at(case, "reviews/arrange/")).status_code == 409


def test_a_review_is_taken_the_whole_way_on_its_pages(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    told_on, met_on = later(today, weeks=-5), later(today, weeks=-3)
    long_ago = {**boxes("meeting_on", date(1990, 1, 1)), **boxes("told_on", date(1990, 1, 1))}
    refused = client.post(at(case, "reviews/arrange/"), long_ago)
    assert refused.status_code == 422
    assert "Monday 1 January 1990 is before the request was received" in refused.content.decode()
    far = {**boxes("meeting_on", later(today, weeks=160)), **boxes("told_on", today)}
    assert client.post(at(case, "reviews/arrange/"), far).status_code == 422
    arranged = client.post(
        at(case, "reviews/arrange/"), {**boxes("meeting_on", met_on), **boxes("told_on", told_on)}
    )
    assert arranged.url == at(case, "reviews/")
    review = Review.objects.get()
    here = f"reviews/{review.pk}/"
    early = client.post(at(case, f"{here}papers/"), boxes("sent_on", date(1990, 1, 1)))
    assert early.status_code == 422
    # In the summary and beside the day.
    assert early.content.decode().count("1 January 1990 is before the request was received") == 2
    client.post(at(case, f"{here}papers/"), boxes("sent_on", told_on))
    client.post(at(case, f"{here}held/"), boxes("held_on", met_on))
    client.post(
        at(case, f"{here}report/"),
        {"report": "No change is recommended.", **boxes("sent_on", later(met_on, days=10))},
    )
    decided = client.post(
        at(case, f"{here}decide/"), {"decision": "keep_plan", "reasons": "It meets the needs."}
    )
    assert decided.url == at(case, "reviews/")
    review.refresh_from_db()
    assert (review.status, review.decided_on) == ("plan_kept", today)
    text = client.get(at(case, "reviews/")).content.decode()
    assert "Keep the plan as it is" in text
    assert "No change is recommended." in text
    assert "Arrange a review meeting" in text
    assert Document.objects.get(kind="plan_kept")


def test_the_letter_is_shown_before_it_is_sent_and_nothing_is_written(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    events = CaseEvent.objects.count()
    page = signed_in(priya).post(
        at(case, f"reviews/{review.pk}/decide/"),
        {
            "decision": "decide_to_cease",
            "reasons": "He works now.",
            **boxes("consulted_on", today),
            "preview": "1",
        },
    )
    text = page.content.decode()
    assert "decided to cease to maintain the plan" in text
    assert "section 51(2)(f)" in text
    assert f'value="{today.year}"' in text
    assert (CaseEvent.objects.count(), Review.objects.get().status) == (events, "review_held")


def test_a_plan_is_not_ended_without_the_day_of_the_consultation(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/decide/")
    answers = {
        "decision": "decide_to_cease",
        "reasons": "She needs none.",
        "cease_reason": "needs_met",
    }
    refused = client.post(address, answers)
    assert refused.status_code == 422
    assert 'href="#id_consulted_on' in refused.content.decode()
    taken = client.post(address, {**answers, **boxes("consulted_on", today)})
    assert taken.status_code == 302
    assert Review.objects.get().status == "plan_to_cease"
    text = client.get(at(case)).content.decode()
    assert "The first day on which the plan may cease" in text
    assert "Arrange a review meeting" not in text


def test_a_decision_before_the_meeting_is_recorded_says_what_comes_first(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = arrange(priya, case, today, weeks=1)
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/decide/")
    assert "It has not been recorded that the meeting was held." in (
        client.get(address).content.decode()
    )
    assert client.post(address, {"decision": "keep_plan", "reasons": "x"}).status_code == 409
    assert Review.objects.get().status == "review_arranged"


def test_of_two_who_decide_at_once_the_second_is_told(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    reviews.keep_plan(review, reason="It meets the needs.", **who(priya, today))
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/decide/")
    assert "The family was told of the decision on" in client.get(address).content.decode()
    second = client.post(address, {"decision": "keep_plan", "reasons": "What I typed"})
    assert second.status_code == 409
    assert "What I typed" in second.content.decode()


def test_a_meeting_ahead_cannot_be_recorded_as_held(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = arrange(priya, case, today, weeks=2)
    address = at(case, f"reviews/{review.pk}/held/")
    refused = signed_in(priya).post(address, boxes("held_on", later(today, days=1)))
    assert refused.status_code == 422
    assert signed_in(priya).post(address, boxes("held_on", today)).status_code == 302


def test_a_reader_of_the_whole_county_sees_the_reviews_and_no_step(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    held(priya, case, today, weeks=-3)
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    text = signed_in(manager).get(at(case, "reviews/")).content.decode()
    assert "Meeting held, to decide" in text
    assert "Decide after the review" not in text
    assert "Decide after the review" in signed_in(priya).get(at(case, "reviews/")).content.decode()


def test_the_reviews_and_the_case_take_as_many_queries_with_three_as_with_one(
    priya: User,
    case: Any,
    today: date,
    signed_in: SignedIn,
    queries_of: Callable[[Client, str], int],
) -> None:
    def decided(weeks: int) -> None:
        review = held(priya, case, today, weeks=weeks)
        reviews.keep_plan(
            review, reason="It meets the needs.", **who(priya, later(review.meeting_on, days=7))
        )

    client = signed_in(priya)
    decided(-25)
    first = [queries_of(client, at(case, page)) for page in ("reviews/", "")]
    decided(-15)
    decided(-5)
    assert [queries_of(client, at(case, page)) for page in ("reviews/", "")] == first


PROPOSAL = {
    "decision": "propose_amendments",
    "reasons": "The meeting agreed.",
    "amendments": "Section F, P1: four times a week instead of three.",
    "evidence": "The report of the meeting.",
}


def posted(priya: User, case: Any, on: date) -> None:
    """The letter with what is proposed, which always goes by post, posted on a day."""
    journeys.posted(priya, case.documents.get(kind="proposed_amendments"), on)


def test_a_plan_is_amended_on_its_pages(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-6)
    amendments.propose_amendments(
        review,
        amendments=PROPOSAL["amendments"],
        evidence=PROPOSAL["evidence"],
        reason=PROPOSAL["reasons"],
        **who(priya, later(today, weeks=-3)),
    )
    posted(priya, case, later(today, weeks=-3))
    client, here = signed_in(priya), f"reviews/{review.pk}/amend/"
    assert "Begin the amended plan" in client.get(at(case, "reviews/")).content.decode()
    assert client.post(at(case, f"{here}begin/")).url == at(case, "plan/")
    plan = client.get(at(case, "plan/")).content.decode()
    assert f'href="{at(case, f"{here}send/")}">Send the amended plan</a>' in plan
    assert "Nothing is missing." in plan
    assert client.get(at(case, "plan/provision/P1/")).status_code == 200
    assert client.get(at(case, "settings/name/")).status_code == 200
    unsaid = client.post(at(case, f"{here}send/"), {"signed_by": "Priya Nair", "said": ""})
    assert unsaid.status_code == 422
    sent = client.post(at(case, f"{here}send/"), {"signed_by": "Priya Nair", "said": "They agree."})
    assert sent.url == at(case, "reviews/")
    assert Review.objects.get().status == "plan_amended"
    assert "amended on" in Document.objects.filter(kind="plan_final").latest("pk").title
    over = client.get(at(case, "plan/provision/P1/"))
    assert "This is over" in over.content.decode()


def test_what_is_proposed_is_shown_before_it_is_sent_and_needs_what_supports_it(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/decide/")
    shown = client.post(address, {**PROPOSAL, "preview": "1"}).content.decode()
    assert "The changes that we propose" in shown
    assert shown.count("four times a week instead of three") == 2
    assert Review.objects.get().status == "review_held"
    refused = client.post(address, {**PROPOSAL, "evidence": ""})
    assert refused.status_code == 422
    assert 'href="#id_evidence"' in refused.content.decode()
    assert client.post(address, PROPOSAL).status_code == 302
    assert Review.objects.get().status == "amendments_proposed"


def test_an_amended_plan_waits_for_the_family_and_says_until_when(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    client = signed_in(priya)
    client.post(at(case, f"reviews/{review.pk}/decide/"), PROPOSAL)
    client.post(at(case, f"reviews/{review.pk}/amend/begin/"))
    early = client.post(
        at(case, f"reviews/{review.pk}/amend/send/"),
        {"signed_by": "Priya Nair", "said": "They agree."},
    )
    assert early.status_code == 422
    assert weekday_date(later(today, days=14)) in early.content.decode()
    assert Review.objects.get().status == "amendments_proposed"


def test_a_plan_is_not_amended_after_all_with_its_letter_shown_first(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/amend/not/")
    assert "No amendments have been proposed." in client.get(address).content.decode()
    client.post(at(case, f"reviews/{review.pk}/decide/"), PROPOSAL)
    shown = client.post(address, {"reasons": "They ask us not to.", "preview": "1"})
    assert "we decided not to amend the plan" in shown.content.decode()
    assert Review.objects.get().status == "amendments_proposed"
    assert client.post(address, {"reasons": "They ask us not to."}).status_code == 302
    assert Review.objects.get().status == "plan_kept"


def test_a_meeting_whose_day_has_passed_is_not_told_as_one_that_comes(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = arrange(priya, case, today, weeks=-1)
    client = signed_in(User.objects.get(email="ngozi@family.example"))
    text = client.get(f"/your-requests/{case.reference}/").content.decode()
    assert f"The review meeting was to be on {weekday_date(review.meeting_on)}." in text
    assert "It is on" not in text


def test_the_family_reads_by_when_and_what_there_is_to_do(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(User.objects.get(email="ngozi@family.example"))
    address = f"/your-requests/{case.reference}/"
    assert "We must finish the first review of the plan by" in client.get(address).content.decode()
    review = arrange(priya, case, today, weeks=1)
    text = client.get(address).content.decode()
    assert f"It is on {weekday_date(review.meeting_on)}." in text
    review = reviews.hold_review_meeting(review, **who(priya, today))
    assert "We are deciding what to do." in client.get(address).content.decode()
    amendments.propose_amendments(
        review, amendments="P1: daily.", evidence="The report.", reason="Agreed.",
        **who(priya, today),
    )  # fmt: skip
    posted(priya, case, today)
    text = client.get(address).content.decode()
    assert f"propose to the plan by <strong>{weekday_date(later(today, days=14))}" in text
    assert "Nothing now." not in text


def test_the_list_of_reviews_says_of_each_plan_what_the_clock_says_and_late_ones_come_first(
    priya: User, tom: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    def another(name: str, user: User = priya, **changes: Any) -> Any:
        asked_on = later(today, weeks=-50)
        child = {"first_name": name, **changes}
        final = journeys.issued(user, asked_on, issued_on=later(asked_on, weeks=19), child=child)
        return final.plan.case

    waiting, decided = another("Bisi"), another("Cora")
    proposed, elsewhere = another("Dara"), another("Elif", tom)
    held(priya, waiting, today, weeks=-5)
    kept = held(priya, decided, today, weeks=-5)
    reviews.keep_plan(kept, reason="It fits.", **who(priya, later(today, weeks=-2)))
    amendments.propose_amendments(
        held(priya, proposed, today, weeks=-5), amendments="P1: daily.", evidence="The report.",
        reason="Agreed.", **who(priya, later(today, weeks=-2)),
    )  # fmt: skip
    posted(priya, proposed, later(today, weeks=-2))
    rows = reviews_due(priya, today)
    assert [(row.reference, row.duty) for row in rows] == [
        (waiting.reference, "review.decision"),
        (proposed.reference, "review.final"),
        (case.reference, "review.first"),
        (decided.reference, "review.next"),
    ]
    assert (rows[0].days_left, rows[0].status) == (-7, "review_held")
    for row in rows:
        assessment = Assessment.objects.get(case__reference=row.reference)
        found = review_duties(assessment, list(reviews_of(assessment)), today)
        assert {duty.duty: duty.due for duty in found}[row.duty] == row.due
    text = signed_in(priya).get("/cases/reviews/").content.decode()
    assert elsewhere.reference not in text
    assert elsewhere.reference in signed_in(tom).get("/cases/reviews/").content.decode()
    team = signed_in(priya).get("/cases/reviews/?team=1").content.decode()
    assert (case.reference in team, elsewhere.reference in team) == (True, False)


def test_the_list_takes_as_many_queries_with_three_plans_as_with_one(
    priya: User,
    case: Any,
    today: date,
    signed_in: SignedIn,
    queries_of: Callable[[Client, str], int],
) -> None:
    client = signed_in(priya)
    held(priya, case, today, weeks=-5)
    first = queries_of(client, "/cases/reviews/")
    for name in ("Bisi", "Cora"):
        asked_on = later(today, weeks=-40)
        journeys.issued(
            priya, asked_on, issued_on=later(asked_on, weeks=19), child={"first_name": name}
        )
    assert len(reviews_due(priya, today)) == 3
    assert queries_of(client, "/cases/reviews/") == first


def test_amendments_without_a_review_are_shown_as_a_letter_and_then_proposed(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    client, address = signed_in(priya), at(case, "reviews/propose/")
    assert address in client.get(at(case, "reviews/")).content.decode()
    typed = {
        "amendments": "Section F, P1: four times.",
        "evidence": "A letter.",
        "reasons": "It cannot wait.",
    }
    shown = client.post(address, {**typed, "preview": "1"}).content.decode()
    assert "We do this between reviews" in shown
    assert "Section F, P1: four times." in shown
    assert not Review.objects.exists()
    empty = client.post(address, {**typed, "evidence": " "})
    assert empty.status_code == 422
    assert 'href="#id_evidence' in empty.content.decode()
    assert client.post(address, typed).url == at(case, "reviews/")
    text = client.get(at(case, "reviews/")).content.decode()
    assert "Amendment without a review, proposed on" in text
    assert "Record the review meeting" not in text
    assert "amendment without a review" in client.get(at(case)).content.decode()
    assert "not been decided what comes of them" in client.get(address).content.decode()
    review = Review.objects.get()
    decision = at(case, f"reviews/{review.pk}/decide/")
    assert "it has no meeting" in client.get(decision).content.decode()
    send = at(case, f"reviews/{review.pk}/amend/not/")
    assert "The meeting and its report" not in client.get(send).content.decode()
    assert "the letter waits to be posted" in text
    posted(priya, case, today)
    due = {row.reference: row for row in reviews_due(priya, today)}[case.reference]
    assert (due.duty, due.meeting_on) == ("review.final", None)
    assert client.get("/cases/reviews/").status_code == 200
    mother = signed_in(User.objects.get(email="ngozi@family.example"))
    told = mother.get(f"/your-requests/{case.reference}/").content.decode()
    assert "We have sent you the changes that we propose." in told


def test_a_plan_is_ended_on_its_page_and_refused_before_its_day_with_the_reason(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-22)
    client, address = signed_in(priya), at(case, f"reviews/{review.pk}/end/")
    assert "It has not been decided to end the plan." in client.get(address).content.decode()
    on = later(today, weeks=-19)
    reviews.decide_to_cease(
        review, cease_reason="needs_met", reason="Met.", consulted_on=on, **who(priya, on)
    )
    unsent = client.post(address, boxes("ceased_on", today))
    assert unsent.status_code == 422
    journeys.posted(priya, Document.objects.get(case=case, kind="cease"), on)
    early = client.post(address, boxes("ceased_on", later(today, weeks=-18)))
    assert early.status_code == 422
    assert "until then the family can appeal" in early.content.decode()
    assert f'href="{address}">End the plan</a>' in client.get(at(case)).content.decode()
    assert client.post(address, boxes("ceased_on", today)).status_code == 302
    text = client.get(at(case, "reviews/")).content.decode()
    assert "The plan ended" in text
    assert "no longer necessary: the needs are met" in text
    assert "Arrange a review meeting" not in text
    assert "reviews/early/" not in text
    for page in ("reviews/arrange/", "reviews/propose/", "reviews/early/"):
        assert "The plan has ended." in client.get(at(case, page)).content.decode()
    assert "The plan ended on" in client.get(address).content.decode()
    assert case.reference not in {row.reference for row in reviews_due(priya, today)}
    mother = signed_in(User.objects.get(email="ngozi@family.example"))
    told = mother.get(f"/your-requests/{case.reference}/").content.decode()
    assert "The plan has ended." in told


def test_under_18_a_reason_that_is_not_enough_is_refused_beside_its_field(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = held(priya, case, today, weeks=-3)
    page = signed_in(priya).post(
        at(case, f"reviews/{review.pk}/decide/"),
        {
            "decision": "decide_to_cease",
            "reasons": "What I typed",
            "cease_reason": "no_longer_wishes",
            **boxes("consulted_on", today),
        },
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert text.count("Under 18 a plan may end only where special educational provision") == 2
    assert "What I typed" in text


def test_a_meeting_is_cancelled_and_an_early_review_answered_on_their_pages(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    review = arrange(priya, case, today, weeks=2)
    client = signed_in(priya)
    address = at(case, f"reviews/{review.pk}/cancel/")
    assert client.post(address, boxes("told_on", today)).status_code == 422
    assert client.post(address, {"reasons": "The school is shut.", **boxes("told_on", today)}).url
    text = client.get(at(case, "reviews/")).content.decode()
    assert "The notice no longer counts" in text
    assert "Arrange a review meeting" in text
    assert "The meeting was called off on" in client.get(address).content.decode()
    early = {
        "asked_by": "Ms Head",
        "agreed": "no",
        "reasons": "It was reviewed last month.",
        **boxes("asked_on", later(today, days=-2)),
        **boxes("told_on", today),
    }
    assert client.post(at(case, "reviews/early/"), {**early, "reasons": ""}).status_code == 422
    assert client.post(at(case, "reviews/early/"), early).status_code == 302
    assert "It was reviewed last month." in client.get(at(case, "reviews/")).content.decode()


def test_a_plan_comes_up_among_ones_work_as_its_review_comes_near_and_not_before(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    (due,) = reviews_due(priya, today)
    safe = due.due - timedelta(days=28)
    shown = safe - timedelta(weeks=8)
    assert queue(priya, shown - timedelta(days=1)).counts["all"] == 0
    page = queue(priya, shown)
    assert [(row.action, row.due) for row in page.rows] == [("Arrange a review meeting", safe)]
    assert queue(priya, safe + timedelta(days=1)).counts["late"] == 1
