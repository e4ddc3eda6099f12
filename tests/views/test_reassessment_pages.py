"""The pages of a reassessment: for staff, and for the family that asks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ehc.actions import amendments, plans, reassessments, reviews, transfers
from ehc.explanations import weekday_date
from ehc.models import (
    AccessRecord,
    AdviceRequest,
    Case,
    CaseEvent,
    Document,
    Exemption,
    PlanVersion,
    Reassessment,
    User,
    UserKind,
)
from ehc.queries.reviews import review_duties, reviews_of
from ehc.queries.reviews_due import reviews_due
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
WORDS = "She has lost the words that she had."


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


@pytest.fixture
def mother(case: Any) -> User:
    return User.objects.get(email="ngozi@family.example")


def at(case: Any, page: str = "") -> str:
    return f"/cases/{case.reference}/{page}"


def own(case: Any, page: str = "") -> str:
    return f"/your-requests/{case.reference}/{page}"


def asked(case: Any, user: User, on: date) -> Reassessment:
    return reassessments.ask_again(case.plans.get(), words=WORDS, **who(user, on))


def agreed(case: Any, priya: User, on: date) -> Reassessment:
    return reassessments.reassess_unasked(case.plans.get(), reason="We know.", **who(priya, on))


def test_a_family_asks_in_its_own_words_and_reads_what_happens_next_and_by_when(
    priya: User, case: Any, mother: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(mother)
    answer_by = weekday_date(later(today, days=15))
    assert f'href="{own(case, "reassess/")}"' in client.get(own(case)).content.decode()
    page = client.get(own(case, "reassess/")).content.decode()
    assert answer_by in page
    empty = client.post(own(case, "reassess/"), {"words": " "})
    assert empty.status_code == 422
    assert "Write why you ask us to assess again" in empty.content.decode()
    assert not Reassessment.objects.exists()
    done = client.post(own(case, "reassess/"), {"words": WORDS}, follow=True)
    text = done.content.decode()
    assert f"We must tell you by {answer_by} whether we will assess again." in text
    assert "We are deciding whether to assess again." in text
    assert f"You must hear by <strong>{answer_by}</strong> whether we assess again." in text
    assert f"By {answer_by} we must tell you whether we will assess again." in text
    assert own(case, "reassess/") not in text
    row = Reassessment.objects.get()
    assert (row.asked_by, row.words, row.received_on) == ("parent", WORDS, today)
    # While one is not over the page leads back, and another is refused.
    assert client.get(own(case, "reassess/")).url == own(case)
    again = client.post(own(case, "reassess/"), {"words": "Once more."})
    assert again.status_code == 409
    assert "Once more." in again.content.decode()
    assert "/cases/" not in again.content.decode()
    assert Reassessment.objects.count() == 1
    assert AccessRecord.objects.filter(by=mother, route="ask_again", case=case).exists()


def test_the_second_click_asks_once(case: Any, mother: User, signed_in: SignedIn) -> None:
    client = signed_in(mother)
    page = client.get(own(case, "reassess/")).content.decode()
    (token,) = re.findall(r'name="once" value="([-\w]{20,})"', page)
    for _click in range(2):
        sent = client.post(own(case, "reassess/"), {"words": WORDS, "once": token})
        assert sent.url == own(case)
    assert Reassessment.objects.count() == 1


def test_a_family_without_a_plan_is_not_offered_it(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.served(priya, later(today, weeks=-9))
    client = signed_in(User.objects.get(email="ngozi@family.example"))
    reference = version.plan.case
    assert own(reference, "reassess/") not in client.get(own(reference)).content.decode()
    assert client.get(own(reference, "reassess/")).url == own(reference)
    assert client.post(own(reference, "reassess/"), {"words": WORDS}).status_code == 404


def test_a_school_that_asked_for_the_assessment_does_not_ask_on_the_familys_page(
    priya: User, case: Any, mother: User, signed_in: SignedIn
) -> None:
    head = User.objects.create_user("head@school.example", name="Head", kind=UserKind.CONTRIBUTOR)
    request = case.requests.get()
    request.asked_by, request.asker = head, "setting"
    request.save()
    client = signed_in(head)
    assert client.get(own(case)).status_code == 200
    assert client.get(own(case, "reassess/")).status_code == 404
    assert client.post(own(case, "reassess/"), {"words": WORDS}).status_code == 404
    assert signed_in(mother).get(own(case, "reassess/")).status_code == 200


def test_a_reassessment_is_taken_the_whole_way_on_its_pages(
    priya: User, case: Any, mother: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    here = at(case, "reassessments/")
    assert "None has been asked for." in client.get(here).content.decode()
    recorded = client.post(
        f"{here}ask/",
        {"asked_by": "parent", "words": WORDS, **boxes("received_on", later(today, weeks=-12))},
    )
    assert recorded.url == here
    row = Reassessment.objects.get()
    decide = f"{here}{row.pk}/decide/"
    assert f'href="{decide}">Decide whether to reassess</a>' in client.get(here).content.decode()
    assert "Decide whether to reassess" in client.get("/cases/").content.decode()
    page = client.get(decide).content.decode()
    assert "more than six months before the request. That is no ground to refuse" in page
    assert WORDS in page
    shown = client.post(
        decide, {"decision": "agree_to_reassess", "reasons": "Changed.", "preview": "1"}
    ).content.decode()
    assert "We will carry out a reassessment" in shown
    assert weekday_date(later(today, weeks=14)) in shown
    assert Reassessment.objects.get().status == "reassessment_asked"
    assert client.post(decide, {"decision": "agree_to_reassess", "reasons": "Changed."}).url == here
    text = client.get(here).content.decode()
    assert "Send the plan after the reassessment" in text
    assert f'href="{at(case, "advice/ask/")}">Ask for advice (4 to ask)</a>' in text
    ep = factories.ServiceFactory()
    given = {"kind": "psychological", "asked_of": "service", "service": ep.pk}
    page = client.get(at(case, "advice/ask/")).content.decode()
    assert "Ask for advice for the reassessment" in page
    assert page.count("To ask") == 4
    assert client.post(at(case, "advice/ask/"), given).status_code == 302
    asked_again = AdviceRequest.objects.get(reassessment=row)
    page = client.get(at(case)).content.decode()
    assert "For the reassessment" in page
    assert page.count(at(case, f"advice/{asked_again.pk}/")) == 1
    assert client.post(f"{here}{row.pk}/begin/").url == at(case, "plan/")
    page = client.get(at(case, "plan/")).content.decode()
    assert "The plan, version 3" in page
    assert f'href="{at(case, "plan/serve/")}">Send the draft to the family</a>' in page
    assert client.get(at(case, "plan/provision/P1/")).status_code == 200
    early = client.get(f"{here}{row.pk}/send/").content.decode()
    assert "The draft has not been sent to the family." in early
    assert client.post(at(case, "plan/serve/")).url == at(case)
    family = signed_in(mother)
    text = family.get(own(case)).content.decode()
    assert f"tell us what you think by {weekday_date(later(today, days=14))}" in text
    assert "Read the final plan" in text
    assert family.get(own(case, "draft/")).status_code == 200
    said = family.post(own(case, "draft/comment/P1/"), {"kind": "change", "text": "Daily."})
    assert said.status_code == 302
    assert "1 comment" in client.get(at(case)).content.decode()
    assert family.post(own(case, "draft/agree/")).status_code == 302
    section_i = {"how": "type", "type": "Mainstream school"}
    assert client.post(at(case, "settings/name/"), section_i).status_code == 302
    refused = client.post(f"{here}{row.pk}/send/", {"signed_by": "Priya Nair"})
    assert refused.status_code == 422
    assert at(case, "comments/") in refused.content.decode()
    comment = PlanVersion.objects.get(number=3).representations.exclude(kind="agree").get()
    client.post(at(case, f"comments/{comment.pk}/"), {"answer": "Yes."})
    assert client.get(at(case, "plan/finalise/")).url == f"{here}{row.pk}/send/"
    page = client.get(f"{here}{row.pk}/send/").content.decode()
    assert "none of this may stop the sending" in page
    assert client.post(f"{here}{row.pk}/send/", {"signed_by": "Priya Nair"}).url == here
    row.refresh_from_db()
    assert (row.status, row.sent_on) == ("reassessed", today)
    text = family.get(own(case)).content.decode()
    assert "The plan that followed the new assessment has been sent to you." in text
    # The year to its review begins when it has gone to everybody (regulation 13(2)).
    assert "We must review the new plan by" not in text
    journeys.plan_posted(priya, case, today)
    text = family.get(own(case)).content.decode()
    assert "We must review the new plan by" in text
    assert own(case, "reassess/") in text
    over = client.get(f"{here}{row.pk}/send/").content.decode()
    assert "This reassessment is over." in over
    assert "Record a request for a reassessment" in client.get(here).content.decode()


def test_a_refusal_says_on_which_ground_and_its_letter_is_shown_first(
    priya: User, case: Any, mother: User, today: date, signed_in: SignedIn
) -> None:
    row = asked(case, mother, today)
    client, decide = signed_in(priya), at(case, f"reassessments/{row.pk}/decide/")
    form = {"decision": "refuse_to_reassess", "reasons": "The plan fits her."}
    without = client.post(decide, form)
    assert without.status_code == 422
    assert 'href="#id_refused_as_0"' in without.content.decode()
    claimed = client.post(decide, {**form, "refused_as": "within_six_months"})
    assert claimed.status_code == 422
    text = html.unescape(claimed.content.decode())
    assert "made more than six months before the request, so that is no ground to refuse" in text
    assert "The plan fits her." in text
    assert Reassessment.objects.get().status == "reassessment_asked"
    shown = client.post(decide, {**form, "refused_as": "not_necessary", "preview": "1"})
    text = shown.content.decode()
    assert "section 51(2)(d)" in text
    assert "Our reasons" not in text
    assert not Document.objects.filter(kind="refuse_to_reassess").exists()
    assert client.post(decide, {**form, "refused_as": "not_necessary"}).status_code == 302
    told = client.get(decide).content.decode()
    assert "The family was told of the decision on" in told
    assert client.post(decide, {**form, "refused_as": "not_necessary"}).status_code == 409
    text = signed_in(mother).get(own(case)).content.decode()
    assert "We decided not to assess again." in text
    assert "you can appeal" in text
    assert own(case, "reassess/") in text


def test_refusing_the_commissioning_body_is_refused_with_that_reason(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    row = reassessments.record_request(
        case.plans.get(), asked_by="commissioning_body", words=WORDS, **who(priya, today)
    )
    client, decide = signed_in(priya), at(case, f"reassessments/{row.pk}/decide/")
    assert "It cannot be refused." in client.get(decide).content.decode()
    refused = client.post(
        decide,
        {"decision": "refuse_to_reassess", "refused_as": "not_necessary", "reasons": "It fits."},
    )
    assert refused.status_code == 422
    assert "so there must be a reassessment" in refused.content.decode()
    given = {"decision": "agree_to_reassess", "reasons": "It must be."}
    assert client.post(decide, given).status_code == 302


def test_an_assessment_within_six_months_is_said_and_decides_nothing(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = later(today, weeks=-25)
    case = journeys.issued(priya, asked_on, issued_on=later(asked_on, weeks=19)).plan.case
    row = asked(case, User.objects.get(email="ngozi@family.example"), today)
    page = signed_in(priya).get(at(case, f"reassessments/{row.pk}/decide/")).content.decode()
    assert "You may refuse on that ground; you need not." in page
    assert Reassessment.objects.get().status == "reassessment_asked"


def test_reassessing_without_a_request_shows_its_letter_and_asks_for_reasons(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    client, address = signed_in(priya), at(case, "reassessments/unasked/")
    shown = client.post(address, {"reasons": "We know more.", "preview": "1"}).content.decode()
    assert "although nobody has asked for one" in shown
    assert not Reassessment.objects.exists()
    assert client.post(address, {"reasons": " "}).status_code == 422
    assert client.post(address, {"reasons": "We know more."}).url == at(case, "reassessments/")
    told = client.get(address)
    assert "A reassessment of this plan is not over." in told.content.decode()
    assert client.post(address, {"reasons": "We know more."}).status_code == 409
    assert "without a request" in client.get(at(case, "reassessments/")).content.decode()


def test_without_a_plan_there_is_none_to_reassess(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    client = signed_in(priya)
    for page in ("reassessments/ask/", "reassessments/unasked/"):
        told = client.get(at(case, page)).content.decode()
        assert "No plan has been issued, so there is none to reassess." in told
        assert client.post(at(case, page)).status_code == 409
    assert "reassessments/" not in client.get(at(case)).content.decode()


def test_what_is_typed_is_kept_beside_what_is_wrong(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    client, address = signed_in(priya), at(case, "reassessments/ask/")
    events = CaseEvent.objects.count()
    before = later(today, weeks=-50)
    given = {"asked_by": "parent", "words": WORDS, **boxes("received_on", before)}
    refused = client.post(address, given)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "This must not be before the day on which the plan was sent" in text
    assert WORDS in text
    assert CaseEvent.objects.count() == events
    ahead = client.post(address, {**given, **boxes("received_on", later(today, days=1))})
    assert ahead.status_code == 422
    assert client.post(address, {**given, **boxes("received_on", today)}).status_code == 302


def test_an_exemption_shows_its_reach_in_a_reassessment_and_what_is_left_to_do(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    agreed_on = later(today, weeks=-15)
    agreed(case, priya, agreed_on)
    client, address = signed_in(priya), at(case, "exemption/")
    form = {
        "ground": "absent_from_area",
        "why_impractical": "Nobody could see her.",
        **boxes("from_on", later(agreed_on, weeks=2)),
        **boxes("to_on", later(agreed_on, weeks=7)),
    }
    assert "Record an exemption" in client.get(at(case)).content.decode()
    page = client.post(address, form).content.decode()
    (row,) = re.findall(
        r"<tr[^>]*>\s*<th[^>]*>Send the plan after the reassessment</th>.*?</tr>", page, re.S
    )
    assert ">Yes<" in row
    (shown,) = re.findall(r'name="shown" value="([^"]+)"', page)
    assert client.post(address, {**form, "shown": html.unescape(shown)}).status_code == 302
    assert Exemption.objects.count() == 1
    text = client.get(at(case, "reassessments/")).content.decode()
    assert "Exempt" in text
    assert "as soon as practicable" in text
    # The first assessment's own weeks are not reached by it.
    case.refresh_from_db()
    assert case.assessments.get().projection.exempt_from_20_weeks is False
    short = {**form, **boxes("to_on", later(agreed_on, weeks=5))}
    page = client.post(address, short).content.decode()
    (row,) = re.findall(
        r"<tr[^>]*>\s*<th[^>]*>Send the plan after the reassessment</th>.*?</tr>", page, re.S
    )
    assert ">No<" in row


def test_changes_proposed_after_a_review_come_first(
    priya: User, case: Any, today: date, signed_in: SignedIn
) -> None:
    row = agreed(case, priya, later(today, weeks=-4))
    met_on = later(today, weeks=-3)
    review = reviews.arrange_review(
        case.plans.get(), meeting_on=met_on, **who(priya, later(met_on, weeks=-3))
    )
    review = reviews.hold_review_meeting(review, **who(priya, met_on))
    amendments.propose_amendments(
        review, amendments="P1: daily.", evidence="The report.", reason="Agreed.",
        **who(priya, met_on),
    )  # fmt: skip
    client = signed_in(priya)
    told = client.post(at(case, f"reassessments/{row.pk}/begin/"))
    assert told.status_code == 409
    assert "Changes that were proposed after a review wait" in told.content.decode()
    amendments.decide_not_to_amend(review, reason="We reassess.", **who(priya, today))
    assert client.post(at(case, f"reassessments/{row.pk}/begin/")).url == at(case, "plan/")
    # And the other way round.
    other = reviews.arrange_review(
        case.plans.get(), meeting_on=today, **who(priya, later(today, weeks=-2))
    )
    other = reviews.hold_review_meeting(other, **who(priya, today))
    amendments.propose_amendments(
        other, amendments="P1: daily.", evidence="The report.", reason="Agreed.",
        **who(priya, today),
    )  # fmt: skip
    page = client.get(at(case, "reviews/")).content.decode()
    assert "Begin the amended plan" in page
    told = client.post(at(case, f"reviews/{other.pk}/amend/begin/"), follow=True)
    assert "The plan is being written again after a reassessment" in told.content.decode()
    # A second click on what was begun says nothing of it.
    again = client.post(at(case, f"reassessments/{row.pk}/begin/"), follow=True)
    assert "The plan, version 3" in again.content.decode()


def test_a_reader_of_the_whole_county_sees_them_and_no_step(
    priya: User, case: Any, mother: User, today: date, signed_in: SignedIn
) -> None:
    asked(case, mother, today)
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    text = signed_in(manager).get(at(case, "reassessments/")).content.decode()
    assert WORDS in text
    assert "Decide whether to reassess" not in text
    text = signed_in(priya).get(at(case, "reassessments/")).content.decode()
    assert "Decide whether to reassess" in text


def test_the_pages_take_as_many_queries_with_three_as_with_one(
    priya: User,
    case: Any,
    mother: User,
    today: date,
    signed_in: SignedIn,
    queries_of: Callable[[Client, str], int],
) -> None:
    def refused(weeks: int) -> None:
        row = asked(case, mother, later(today, weeks=weeks))
        reassessments.refuse_to_reassess(
            row, refused_as="not_necessary", reason="It fits.",
            **who(priya, later(today, weeks=weeks, days=7)),
        )  # fmt: skip

    client, family = signed_in(priya), signed_in(mother)

    def count() -> list[int]:
        staff = [queries_of(client, at(case, page)) for page in ("reassessments/", "")]
        return [*staff, queries_of(family, own(case))]

    refused(-9)
    count()
    first = count()
    refused(-6)
    refused(-3)
    assert count() == first


def test_the_list_of_reviews_says_what_the_clock_says_after_a_reassessment(
    priya: User, case: Any, today: date
) -> None:
    def again(on: date, weeks: int) -> None:
        row = agreed(case, priya, on)
        draft = reassessments.begin_plan_again(row, **who(priya, on))
        sent_on = later(on, weeks=weeks)
        draft = plans.serve_draft(draft, **who(priya, on))
        plans.name_setting(draft, setting=None, type="Mainstream", **who(priya, sent_on))
        reassessments.send_plan_after_reassessment(row, signed_by="P.", **who(priya, sent_on))
        journeys.plan_posted(priya, case, sent_on)

    def listed() -> tuple[str, date]:
        (row,) = reviews_due(priya, today)
        assessment = case.assessments.get()
        found = review_duties(assessment, list(reviews_of(assessment)), today)
        assert {duty.duty: duty.due for duty in found}[row.duty] == row.due
        return row.duty, row.due

    assert listed()[0] == "review.first"
    again(later(today, weeks=-20), 10)
    assert listed() == ("review.after_reassessment", _year_after(later(today, weeks=-10)))


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _gone(case: Any, priya: User, today: date) -> None:
    """Another authority maintains the plan."""
    known_on = later(today, weeks=-4)
    move = transfers.record_move_out(
        case.plans.get(), authority="Medway Council", contact="SEND service",
        moves_on=today, became_aware_on=known_on, **who(priya, known_on),
    )  # fmt: skip
    transfers.send_plan_on(move, **who(priya, today))


def _ended(case: Any, priya: User, today: date) -> None:
    """The plan ended once nobody had appealed."""
    met, told = later(today, weeks=-20), later(today, weeks=-17)
    review = reviews.arrange_review(
        case.plans.get(), meeting_on=met, **who(priya, later(today, weeks=-23))
    )
    review = reviews.hold_review_meeting(review, **who(priya, met))
    review = reviews.decide_to_cease(
        review, cease_reason="needs_met", reason="Achieved.", consulted_on=told, **who(priya, told)
    )
    journeys.posted(priya, case.documents.get(kind="cease"), told)
    reviews.cease_plan(review, **who(priya, today))


@pytest.mark.parametrize("over", [_gone, _ended])
def test_a_family_is_offered_no_reassessment_of_a_plan_that_is_no_longer_ours(
    over: Callable[[Any, User, date], None],
    signed_in: SignedIn, priya: User, case: Any, mother: User, today: date,
) -> None:  # fmt: skip
    client = signed_in(mother)
    link = f'href="{own(case, "reassess/")}"'
    assert link in client.get(own(case)).content.decode()
    over(case, priya, today)
    assert link not in client.get(own(case)).content.decode()
