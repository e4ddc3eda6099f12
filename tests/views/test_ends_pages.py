"""Considering an assessment, and ending one, on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.actions import assessments, ends
from ehc.models import Assessment, Document, OutboxItem, Team, User, Withdrawal
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _case(assessment: Assessment, page: str = "") -> str:
    return f"/cases/{assessment.case.reference}/{page}"


def _own(assessment: Assessment, page: str = "") -> str:
    return f"/your-requests/{assessment.case.reference}/{page}"


def dated(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def test_the_notice_is_shown_and_then_sent_and_the_tracker_says_what_can_be_done(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    client = signed_in(priya)
    before = client.get(_case(assessment, "decide-to-assess/")).content.decode()
    assert "under regulation 4(1), which no exemption reaches" in before
    page = client.get(_case(assessment, "consider/")).content.decode()
    assert "You have the right to tell us what you think" in page
    assert not Document.objects.exists()
    assert client.post(_case(assessment, "consider/")).status_code == 302
    assert Document.objects.get().kind == "considering"
    after = client.get(_case(assessment, "decide-to-assess/")).content.decode()
    assert "yes or no, is notified under regulation 5(1)" in after
    assert "This is over" in client.get(_case(assessment, "consider/")).content.decode()
    mother = signed_in(assessment.request.asked_by)
    text = mother.get(_own(assessment)).content.decode()
    assert "We are considering whether to carry out an assessment." in text
    assert "Tell us what you think, in writing or by talking to us" in text


def test_a_notice_without_a_caseworker_says_what_is_missing(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = factories.requested(today)
    page = signed_in(priya).post(_case(assessment, "consider/"))
    assert page.status_code == 422
    assert "Nobody has taken this case yet." in page.content.decode()


def test_a_family_writes_it_confirms_it_and_reads_that_it_is_withdrawn(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    client = signed_in(assessment.request.asked_by)
    assert _own(assessment, "withdraw/") in client.get(_own(assessment)).content.decode()
    assert client.get(_own(assessment, "withdraw/")).status_code == 200
    empty = client.post(_own(assessment, "withdraw/"), {"words": " ", "confirmed": "1"})
    assert empty.status_code == 422
    asked = client.post(_own(assessment, "withdraw/"), {"words": "I withdraw <it>."})
    text = asked.content.decode()
    assert "Do you want to withdraw the request?" in text
    assert 'name="words" value="I withdraw &lt;it&gt;."' in text
    assert not Withdrawal.objects.exists()
    done = client.post(
        _own(assessment, "withdraw/"), {"words": "I withdraw <it>.", "confirmed": "1"}
    )
    assert done.url == _own(assessment)
    assert Withdrawal.objects.get().words == "I withdraw <it>."
    text = client.get(_own(assessment)).content.decode()
    assert "The request was withdrawn, so we have stopped." in text
    assert "we must look into it all the same" in text
    assert "If we write a plan" not in text
    assert _own(assessment, "withdraw/") not in text
    assert client.get(_own(assessment, "withdraw/")).url == _own(assessment)
    again = client.post(_own(assessment, "withdraw/"), {"words": "Again.", "confirmed": "1"})
    assert again.status_code == 409
    assert "/cases/" not in again.content.decode()


def test_only_the_family_withdraws_on_its_page(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    factories.requested(today, you={"email": "other@family.example"}, child={"first_name": "Bo"})
    given = {"words": "I withdraw.", "confirmed": "1"}
    other = User.objects.get(email="other@family.example")
    assert signed_in(other).post(_own(assessment, "withdraw/"), given).status_code == 404
    assert signed_in(priya).post(_own(assessment, "withdraw/"), given).status_code == 403
    assert not Withdrawal.objects.exists()
    mother = signed_in(assessment.request.asked_by)
    assert mother.post(_own(assessment, "withdraw/"), given).status_code == 302


def test_a_letter_is_recorded_with_what_it_says_and_section_36_3(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, factories.later(today, days=-3))
    client = signed_in(priya)
    assert _case(assessment, "withdrawal/") in client.get(_case(assessment)).content.decode()
    given = {
        "words": "We withdraw.",
        "means": "letter",
        "holder": "young_person",
        "written_by": "Amara",
        "still_responsible": "no",
        "why": "Nothing else was brought to our attention.",
        **dated("arrived_on", today),
    }
    refused = client.post(_case(assessment, "withdrawal/"), given)
    assert refused.status_code == 422
    assert "Only whoever holds the rights can withdraw" in refused.content.decode()
    tomorrow = client.post(
        _case(assessment, "withdrawal/"),
        {**given, "holder": "parent", **dated("arrived_on", factories.later(today, days=1))},
    )
    assert tomorrow.status_code == 422
    long_ago = client.post(
        _case(assessment, "withdrawal/"),
        {**given, "holder": "parent", **dated("arrived_on", factories.later(today, days=-9))},
    )
    assert long_ago.status_code == 422
    # Beside its field, and in the summary with a link to it.
    assert '<a href="#id_arrived_on' in long_ago.content.decode()
    taken = client.post(_case(assessment, "withdrawal/"), {**given, "holder": "parent"})
    assert taken.url == _case(assessment)
    assert Withdrawal.objects.get().still_responsible is False
    text = client.get(_case(assessment)).content.decode()
    assert "Withdrawn" in text
    assert "It does not apply: the request was withdrawn on" in text
    assert "This is over" in client.get(_case(assessment, "withdrawal/")).content.decode()


def test_section_36_3_is_asked_of_staff_after_a_family_has_withdrawn(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    mother = assessment.request.asked_by
    ends.withdraw_request(assessment, words="I withdraw.", by=mother, on=today, at=instant(today))
    client = signed_in(priya)
    assert "Record whether section 36(3) still applies" in client.get("/cases/").content.decode()
    assert _case(assessment, "responsibility/") in client.get(_case(assessment)).content.decode()
    page = client.get(_case(assessment, "responsibility/")).content.decode()
    assert "I withdraw." in page
    given = {"still_responsible": "yes", "why": "The health visitor wrote to us too."}
    assert client.post(_case(assessment, "responsibility/"), given).status_code == 302
    assert Withdrawal.objects.get().still_responsible is True
    assert client.post(_case(assessment, "responsibility/"), given).status_code == 409


def test_a_page_about_section_36_3_without_a_withdrawal_changes_nothing(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    given = {"still_responsible": "yes", "why": "Because."}
    assert signed_in(priya).post(_case(assessment, "responsibility/"), given).status_code == 409


def test_a_refusal_after_considering_is_a_promise_kept(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    who = {"by": priya, "on": today, "at": instant(today)}
    assessments.consider_assessing(assessment, **who)
    assessments.refuse_to_assess(assessment, reason="It is not met.", **who)
    text = signed_in(assessment.request.asked_by).get(_own(assessment)).content.decode()
    assert "This was done on" in text


def test_a_death_is_recorded_with_the_name_and_every_page_falls_silent(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    version = journeys.served(priya, factories.later(today, weeks=-9))
    assessment = version.plan.assessment
    client = signed_in(priya)
    mother = signed_in(assessment.request.asked_by)
    paper = Document.objects.filter(kind="draft_plan").get()
    assert mother.get(f"/letters/{paper.pk}/").status_code == 200
    given = {"how_known": "The hospital rang us.", **dated("died_on", today)}
    refused = client.post(_case(assessment, "death/"), {**given, "name": "Amara"})
    assert refused.status_code == 422
    assert "Enter the name as it stands at the top of the page" in refused.content.decode()
    taken = client.post(_case(assessment, "death/"), {**given, "name": "amara  okafor"})
    assert taken.url == _case(assessment)
    assert (
        client.post(_case(assessment, "death/"), {**given, "name": "Amara Okafor"}).status_code
        == 409
    )
    text = client.get(_case(assessment)).content.decode()
    assert "Nothing is sent by itself." in text
    assert _case(assessment, "held/") in text
    silent = mother.get(_own(assessment)).content.decode()
    assert "We have stopped" in silent
    assert "Your draft plan" not in silent
    assert "draft/" not in silent
    for page in ("draft/", "draft/comment/", "plan/"):
        assert mother.get(_own(assessment, page)).status_code == 404
    assert mother.get(f"/letters/{paper.pk}/").status_code == 404
    assert mother.get(_own(assessment, "withdraw/")).url == _own(assessment)


def test_a_caseworker_sees_what_is_held_and_a_manager_releases_it(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    who = {"by": priya, "on": today, "at": instant(today, 0)}
    client = signed_in(priya)
    assert (
        "Nothing of this case is held." in client.get(_case(assessment, "held/")).content.decode()
    )
    ends.record_death(assessment, died_on=today, how_known="The hospital rang us.", **who)
    page = client.get(_case(assessment, "held/")).content.decode()
    assert "We will carry out an assessment" in page
    assert "<textarea" not in page
    item = OutboxItem.objects.get(document__case=assessment.case)
    given = {"items": [str(item.pk)], "reason": "They asked for it."}
    assert client.post(_case(assessment, "held/"), given).status_code == 403
    manager = signed_in(factories.staff("Martin Cole", Role.TEAM_MANAGER, team=north))
    assert "<textarea" in manager.get(_case(assessment, "held/")).content.decode()
    assert manager.post(_case(assessment, "held/"), {"items": ["0"]}).status_code == 422
    assert manager.post(_case(assessment, "held/"), given).status_code == 302
    item.refresh_from_db()
    assert item.held_because == ""
    mother = signed_in(assessment.request.asked_by)
    assert mother.get(f"/letters/{item.document_id}/").status_code == 200


def test_a_refusal_is_reversed_on_a_page_that_says_which_date_is_which(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = factories.later(today, weeks=-8)
    assessment = journeys.allocated(priya, asked_on)
    client = signed_in(priya)
    assert "No refusal stands." in client.get(_case(assessment, "reverse/")).content.decode()
    day = factories.later(today, weeks=-3)
    assessments.refuse_to_assess(
        assessment, by=priya, on=day, at=instant(day), reason="It is not met."
    )
    assert _case(assessment, "reverse/") in client.get(_case(assessment)).content.decode()
    page = client.get(_case(assessment, "reverse/")).content.decode()
    assert "the legal date of the final plan stays" in page
    assert "they are no legal limits" in page
    assert client.post(_case(assessment, "reverse/"), {"reasons": " "}).status_code == 422
    given = {"reasons": "The new report shows that it may be."}
    assert client.post(_case(assessment, "reverse/"), given).status_code == 302
    assert client.post(_case(assessment, "reverse/"), given).status_code == 409
    text = client.get(_case(assessment)).content.decode()
    assert "Working date: send the final plan" in text
    assert "so the original date stays" in text
    seen = signed_in(assessment.request.asked_by).get(_own(assessment)).content.decode()
    assert "We are collecting advice" in seen
    assert "you can appeal" not in seen


def test_a_refusal_to_issue_is_reversed_on_the_same_page(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = factories.later(today, weeks=-15)
    assessment = journeys.everybody_asked(priya, asked_on)
    day = factories.later(today, weeks=-1)
    assessments.refuse_to_issue(
        assessment, by=priya, on=day, at=instant(day), reason="It is not necessary."
    )
    client = signed_in(priya)
    page = client.get(_case(assessment, "reverse/")).content.decode()
    assert "they are no legal limits" not in page
    given = {"reasons": "The school wrote again."}
    assert client.post(_case(assessment, "reverse/"), given).status_code == 302
    assert Assessment.objects.get().status == "planning"


def test_a_manager_takes_back_a_death_and_a_caseworker_cannot(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-3))
    manager = signed_in(factories.staff("Helen Marsh", Role.TEAM_MANAGER, team=north))
    address = _case(assessment, "death/undo/")
    assert "No death is recorded." in manager.get(address).content.decode()
    ends.record_death(
        assessment, died_on=today, how_known="A call.", by=priya, on=today, at=instant(today, 0)
    )
    assert signed_in(priya).get(address).status_code == 403
    assert address not in signed_in(priya).get(_case(assessment)).content.decode()
    assert address in manager.get(_case(assessment)).content.decode()
    refused = manager.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Say how the mistake was made, and how we know" in refused.content.decode()
    assert manager.post(address, {"reason": "A namesake."}).status_code == 302
    text = manager.get(_case(assessment)).content.decode()
    assert "What was held then is still held." in text
    assert "died on" not in text
    held = manager.get(_case(assessment, "held/")).content.decode()
    assert "because a death was recorded by mistake" in held
    mother = signed_in(assessment.request.asked_by)
    assert "We are collecting advice" in mother.get(_own(assessment)).content.decode()
