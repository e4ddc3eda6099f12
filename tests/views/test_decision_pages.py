"""Deciding on a page: the letter first, the reasons kept, two at once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from ehc.actions import advice_requests, assessments, ends
from ehc.models import Assessment, CaseEvent, CaseProjection, Document, Exemption, User
from ehc.refusals import AlreadyDone, Invalid
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
REASONS = "The school's own help has not yet been tried."


def _address(assessment: Assessment, page: str) -> str:
    return f"/cases/{assessment.case.reference}/{page}/"


def test_the_letter_is_shown_before_it_is_sent_and_nothing_is_written(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    events = CaseEvent.objects.count()
    client = signed_in(priya)
    shown = {}
    for decision in ("refuse_to_assess", "agree_to_assess"):
        page = client.post(
            _address(assessment, "decide-to-assess"),
            {"decision": decision, "reasons": REASONS, "preview": "1"},
        )
        assert page.status_code == 200
        shown[decision] = page.content.decode()
    text = shown["refuse_to_assess"]
    assert text.count("The school&#x27;s own help has not yet been tried.") == 2
    # Only a refusal can be appealed, and its letter says so before it is sent.
    assert [letter.count("Your right to appeal") for letter in shown.values()] == [1, 0]
    # Whom to turn to is named as it will be in the letter.
    for body in ("tribunal", "mediation", "disagreement_resolution", "iass"):
        assert settings.AUTHORITY[body]["phone"] in text
    assert CaseEvent.objects.count() == events
    assert not Document.objects.exists()


def test_a_decision_without_reasons_keeps_the_choice_and_says_what_is_missing(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    page = signed_in(priya).post(
        _address(assessment, "decide-to-assess"), {"decision": "agree_to_assess", "reasons": " "}
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="agree_to_assess" checked' in text
    assert 'href="#id_reasons"' in text
    assert Assessment.objects.get().status == "requested"


def test_a_refusal_to_assess_is_taken_with_its_letter(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    taken = signed_in(priya).post(
        _address(assessment, "decide-to-assess"),
        {"decision": "refuse_to_assess", "reasons": REASONS},
    )
    assert taken.url == f"/cases/{assessment.case.reference}/"
    assert Assessment.objects.get().status == "refused_to_assess"
    assert Document.objects.get().facts["reasons"] == REASONS


def test_of_two_who_decide_at_once_the_second_is_told_and_keeps_what_they_typed(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    client = signed_in(priya)
    client.get(_address(assessment, "decide-to-assess"))
    assessments.agree_to_assess(
        assessment, by=priya, on=today, at=instant(today), reason="The test is met."
    )
    page = client.post(
        _address(assessment, "decide-to-assess"),
        {"decision": "refuse_to_assess", "reasons": REASONS},
    )
    assert page.status_code == 409
    text = page.content.decode()
    assert "Somebody has already done this" in text
    assert "The authority agreed to assess (Priya Nair" in text
    assert f'href="/cases/{assessment.case.reference}/events/"' in text
    assert "The school&#x27;s own help has not yet been tried." in text
    assert Assessment.objects.get().status == "assessing"


def test_a_step_that_is_somebody_elses_is_absent_or_where_the_case_is_seen_explained(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    given = {"decision": "agree_to_assess", "reasons": "Because."}
    assert signed_in(tom).post(_address(assessment, "decide-to-assess"), given).status_code == 404
    manager = factories.staff("Martin Cole", Role.SERVICE_MANAGER)
    client = signed_in(manager)
    assert client.get(f"/cases/{assessment.case.reference}/").status_code == 200
    refused = client.post(_address(assessment, "decide-to-assess"), given)
    assert refused.status_code == 403
    assert "this step belongs to somebody else" in refused.content.decode()
    assert Assessment.objects.get().status == "requested"


def test_the_decision_on_a_plan_is_stopped_by_advice_never_sought_and_warns_of_what_is_late(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-9))
    client = signed_in(priya)
    address = _address(assessment, "decide-to-issue")
    given = {"decision": "agree_to_issue", "reasons": "A plan is necessary."}
    never, late = "Nobody has been asked for medical advice", "no answer yet to the request for"
    page = client.get(address).content.decode()
    assert [page.count(never), page.count(late)] == [1, 0]
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert refused.content.decode().count(never) == 1
    asked_on = factories.later(today, weeks=-8)
    journeys.advice_sought(priya, asked_on, assessment)
    journeys.others_asked(priya, asked_on, assessment)
    page = client.get(address).content.decode()
    assert [page.count(never), page.count(late)] == [0, 4]
    assert client.post(address, given).status_code == 302
    assert Assessment.objects.get().status == "planning"


def test_an_exemption_asks_for_the_dates_of_its_ground(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-9))
    client = signed_in(priya)
    given = {"ground": "absent_from_area", "why_impractical": "They were abroad."}
    refused = client.post(_address(assessment, "exemption"), given)
    assert refused.status_code == 422
    assert "Enter this date: this ground needs it" in refused.content.decode()
    first = factories.later(today, weeks=-7)
    given |= {
        "from_on_day": str(first.day),
        "from_on_month": str(first.month),
        "from_on_year": str(first.year),
    }
    shown = client.post(_address(assessment, "exemption"), given)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Which dates it reaches" in text
    assert "An exemption holds: absence from the area." in text
    due = factories.later(today, weeks=11)
    final = f"{due:%a} {due.day} {due:%b} {due.year}"
    # The limit of 20 weeks is shown once its ground reaches it, and stays where it was.
    assert [refused.content.decode().count(final), text.count(final)] == [0, 1]
    assert not Exemption.objects.exists()
    told = re.search(r'name="shown" value="([^"]+)"', text)
    assert told is not None
    given["shown"] = html.unescape(told[1])
    # Changed since it was shown, it is shown again.
    changed = {**given, "from_on_year": str(first.year - 1)}
    assert client.post(_address(assessment, "exemption"), changed).status_code == 200
    assert not Exemption.objects.exists()
    assert client.post(_address(assessment, "exemption"), given).status_code == 302
    assert Exemption.objects.get().facts == {"from": first.isoformat()}


def test_a_missed_appointment_asks_which_request_it_was_for(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-9))
    client = signed_in(priya)
    missed = factories.later(today, weeks=-7)
    given = {
        "ground": "missed_appointment",
        "why_impractical": "They were ill.",
        "from_on_day": str(missed.day),
        "from_on_month": str(missed.month),
        "from_on_year": str(missed.year),
    }
    none = client.post(_address(assessment, "exemption"), given).content.decode()
    assert "No health body or other body of section 31 has been asked for advice" in none
    body = factories.ServiceFactory(advice_kind="medical", is_s31_body=True)
    asked = advice_requests.seek_advice(
        assessment, kind="medical", service=body, by=priya, on=factories.later(today, weeks=-8),
        at=factories.instant(today),
    )  # fmt: skip
    unsaid = client.post(_address(assessment, "exemption"), given)
    assert "Say which request the appointment was for" in unsaid.content.decode()
    given["advice"] = str(asked.pk)
    text = client.post(_address(assessment, "exemption"), given).content.decode()
    told = re.search(r'name="shown" value="([^"]+)"', text)
    assert told is not None
    given["shown"] = html.unescape(told[1])
    assert client.post(_address(assessment, "exemption"), given).status_code == 302
    assert Exemption.objects.get().facts == {
        "from": missed.isoformat(), "advice": str(asked.pk),
    }  # fmt: skip


def test_what_ended_and_when_the_family_was_told_is_added_and_no_date_moves(
    priya: User, tom: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-9))
    first = factories.later(today, weeks=-7)
    row = assessments.record_exemption(
        assessment,
        ground="absent_from_area",
        facts={"from": first.isoformat()},
        why_impractical="They were abroad.",
        family_told_on=None,
        by=priya,
        on=today,
        at=instant(today),
    )
    client = signed_in(priya)
    page = client.get(_address(assessment, "exemption")).content.decode()
    assert "The family has not been told." in page
    assert "and that date stays" in page
    address = f"/cases/{assessment.case.reference}/exemption/{row.pk}/"
    assert address in page
    assert client.get(address).status_code == 200
    assert signed_in(tom).get(address).status_code == 404
    nothing = client.post(address, {})
    assert nothing.status_code == 422
    assert "Enter at least one day." in nothing.content.decode()
    early = factories.later(first, days=-1)
    assert client.post(address, _dated("ground_ended_on", early)).status_code == 422
    given = {**_dated("ground_ended_on", today), **_dated("family_told_on", today)}
    before = CaseProjection.objects.get().next_due
    assert client.post(address, given).status_code == 302
    row.refresh_from_db()
    assert row.facts["ground_ended_on"] == today.isoformat()
    assert row.family_told_on == today
    assert CaseProjection.objects.get().next_due == before
    assert (
        "The family was told on" in client.get(_address(assessment, "exemption")).content.decode()
    )


def _dated(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def test_no_exemption_is_recorded_once_a_request_is_withdrawn(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-9))
    claim = {
        "ground": "exceptional_personal_circumstances",
        "facts": {"from": today.isoformat()},
        "why_impractical": "Illness.",
        "family_told_on": None,
        "by": priya,
        "on": today,
        "at": instant(today),
    }
    row = assessments.record_exemption(assessment, **claim)
    mother = assessment.request.asked_by
    ends.withdraw_request(assessment, words="I withdraw.", by=mother, on=today, at=instant(today))
    with pytest.raises(AlreadyDone):
        assessments.record_exemption(assessment, **claim)
    with pytest.raises(AlreadyDone):
        assessments.follow_exemption(
            row,
            ground_ended_on=today,
            family_told_on=None,
            by=priya,
            on=today,
            at=instant(today),
        )
    with pytest.raises(Invalid):
        assessments.follow_exemption(
            row,
            ground_ended_on=None,
            family_told_on=factories.later(today, days=1),
            by=priya,
            on=today,
            at=instant(today),
        )
    assert signed_in(priya).get(_address(assessment, "exemption")).status_code == 200


@pytest.mark.parametrize(
    "page", ["", "people", "letters", "events", "files", "access", "comments", "plan"]
)
def test_every_part_of_a_case_opens_and_is_recorded(
    page: str, priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.served(priya, factories.later(today, weeks=-9))
    reference = version.plan.case.reference
    address = f"/cases/{reference}/{page}/" if page else f"/cases/{reference}/"
    assert signed_in(priya).get(address).status_code == 200
    assert version.plan.case.access_records.count() == 1
