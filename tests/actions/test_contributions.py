"""Asking for advice, giving a request to somebody else, and the links of those outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ehc.actions import advice_requests, assessments, contributions, placement, plans
from ehc.models import AdviceLink, AdviceRequest, Assessment, Message, User
from ehc.refusals import AlreadyDone
from ehc.workflows.roles import Role
from ehc.workflows.statuses import AdviceRequestStatus
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
ADDRESS = "https://ehc.example/advice/link/"


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def outside(assessment: Assessment, by: User, on: date, email: str) -> AdviceRequest:
    return advice_requests.seek_advice(
        assessment,
        kind="requested",
        outside_email=email,
        outside_name="Ms Hale",
        link_address=ADDRESS,
        **who(by, on),
    )


def test_nobody_is_asked_before_it_has_been_decided_to_assess(priya: User, monday: date) -> None:
    with pytest.raises(AlreadyDone):
        journeys.advice_sought(priya, monday, journeys.allocated(priya, monday))
    assert not AdviceRequest.objects.exists()
    assert not Message.objects.filter(template="advice_requested").exists()


def test_nobody_is_asked_after_a_refusal(priya: User, monday: date) -> None:
    refused = assessments.refuse_to_assess(
        journeys.allocated(priya, monday), reason="Needs are met.", **who(priya, monday)
    )
    with pytest.raises(AlreadyDone):
        journeys.advice_sought(priya, monday, refused)


def test_the_same_adviser_is_asked_for_the_same_once(priya: User, monday: date) -> None:
    assessment = journeys.assessing(priya, monday)
    outside(assessment, priya, monday, "hale@therapy.example")
    with pytest.raises(AlreadyDone):
        outside(assessment, priya, monday, "hale@therapy.example")
    outside(assessment, priya, monday, "another@therapy.example")
    assert AdviceRequest.objects.count() == 2


def test_giving_a_request_away_never_moves_its_status_back(priya: User, monday: date) -> None:
    asked = journeys.advice_sought(priya, monday, journeys.assessing(priya, monday))
    ep = asked.professional
    assert ep is not None
    other = factories.staff("Ada Obi", Role.EDUCATIONAL_PSYCHOLOGIST)
    read_before = AdviceRequest.objects.get(pk=asked.pk)
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(ep, monday))
    with pytest.raises(AlreadyDone):
        advice_requests.allocate_advice(read_before, to=other, **who(priya, monday))
    kept = AdviceRequest.objects.get(pk=asked.pk)
    assert (kept.status, kept.professional) == (AdviceRequestStatus.RECEIVED, ep)


def test_giving_a_request_away_ends_the_link_of_whoever_had_it(priya: User, monday: date) -> None:
    asked = outside(journeys.assessing(priya, monday), priya, monday, "hale@therapy.example")
    secret = Message.objects.get(template="advice_link").body.split(ADDRESS)[1].split()[0]
    opened = advice_requests.open_link(secret, at=instant(monday))
    assert opened is not None
    cookie = opened[1]
    assert advice_requests.link_of(cookie, at=instant(monday)) is not None
    ep = factories.staff("Ada Obi", Role.EDUCATIONAL_PSYCHOLOGIST)
    given = advice_requests.allocate_advice(asked, to=ep, **who(priya, monday))
    assert given.professional == ep
    assert advice_requests.link_of(cookie, at=instant(monday)) is None


@pytest.mark.parametrize(
    ("email", "kind"),
    [("ngozi@family.example", "family"), ("hale@therapy.example", "contributor")],
)
def test_whoever_was_sent_a_link_is_sent_a_new_one_with_the_questions(
    email: str, kind: str, priya: User, monday: date
) -> None:
    """A school that asked for an assessment has an account, and no list of requests for advice."""
    asked = outside(journeys.assessing(priya, monday), priya, monday, email)
    adviser = asked.professional
    assert adviser is not None
    assert adviser.kind == kind
    advice_requests.chase_advice(asked, link_address=ADDRESS, **who(priya, monday))
    contributions.submit_advice(asked, journeys.GOOD_ADVICE, **who(adviser, monday))
    contributions.return_advice(
        asked, [contributions.Question("", "How often?")], link_address=ADDRESS,
        **who(priya, monday),
    )  # fmt: skip
    assert AdviceLink.objects.filter(advice_request=asked).count() == 3
    assert Message.objects.filter(user=adviser, template="advice_link").count() == 3
    assert not Message.objects.filter(template="advice_returned").exists()


def test_a_setting_is_consulted_about_a_draft_and_not_after_the_plan_was_issued(
    priya: User, monday: date
) -> None:
    day = factories.later(monday, weeks=19)
    final = journeys.issued(priya, monday, issued_on=day)
    draft = final.based_on
    assert draft is not None
    assert draft.consultations.count() == 1
    with pytest.raises(AlreadyDone):
        placement.consult_setting(
            draft, factories.SettingFactory(), asked_for_by_family=False, **who(priya, day)
        )
    with pytest.raises(AlreadyDone):
        plans.revise(draft, **who(priya, day))
