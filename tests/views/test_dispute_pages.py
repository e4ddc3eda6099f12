"""The pages of a disagreement: for staff, across cases, and for the family."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from ehc.actions import appeals, assessments, disputes
from ehc.explanations import explain, weekday_date
from ehc.models import Assessment, Dispute, Document, User
from ehc.queries.disputes import disagreements_of
from ehc.queries.disputes_due import disputes_due
from ehc.views.workspace._dispute_steps import STEP_PAGES
from ehc.workflows.counting import add_months
from ehc.workflows.disputes import _ORDER
from tests import factories, journeys
from tests.factories import later
from tests.views.test_review_pages import boxes, who

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


@pytest.fixture
def refused(priya: User, today: date) -> Assessment:
    """Refused three weeks ago."""
    asked = journeys.allocated(priya, later(today, weeks=-8))
    return assessments.refuse_to_assess(
        asked, reason="The school can help.", **who(priya, later(today, weeks=-3))
    )


@pytest.fixture
def opened(priya: User, refused: Assessment, today: date) -> Dispute:
    notice = Document.objects.get(kind="refuse_to_assess")
    return disputes.open_dispute(notice, said="No.", **who(priya, later(today, weeks=-2)))


def mother() -> User:
    return User.objects.get(email="ngozi@family.example")


def at(dispute: Dispute, step: str = "") -> str:
    return f"/cases/{dispute.assessment.case.reference}/disputes/{dispute.pk}/{step}"


def test_every_step_of_the_table_has_its_page() -> None:
    assert set(STEP_PAGES) == set(_ORDER)


def test_the_case_says_by_when_one_can_appeal_before_anybody_disagrees(
    priya: User, refused: Assessment, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    base = f"/cases/{refused.case.reference}/"
    text = client.get(base).content.decode()
    assert "If the family disagrees" in text
    due = add_months(later(today, weeks=-3), 2)
    assert f"The time to appeal ends on {weekday_date(due)}" in text
    notice = Document.objects.get(kind="refuse_to_assess")
    assert f'href="{base}disputes/with/{notice.pk}/"' in text
    early = client.post(
        f"{base}disputes/with/{notice.pk}/", {"said": "", **boxes("day", later(today, weeks=-4))}
    )
    assert early.status_code == 422
    assert "This must not be before" in early.content.decode()
    assert not Dispute.objects.exists()
    client.post(f"{base}disputes/with/{notice.pk}/", {"said": "No.", **boxes("day", today)})
    dispute = Dispute.objects.get()
    assert (dispute.said, dispute.opened_on) == ("No.", today)
    assert "It was recorded on" in client.get(f"{base}disputes/with/{notice.pk}/").content.decode()


def test_the_tribunals_leave_stands_in_for_a_certificate_on_the_page(
    opened: Dispute, priya: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    day = boxes("day", today)
    refused = client.post(at(opened, "record-appeal/"), day)
    assert "or with the Tribunal’s leave" in refused.content.decode()
    ahead = client.post(
        at(opened, "record-appeal/"), {**day, **boxes("leave_on", later(today, days=1))}
    )
    assert ahead.status_code == 422
    client.post(at(opened, "record-appeal/"), {**day, **boxes("leave_on", today)})
    assert Dispute.objects.get().leave_on == today
    said = f"with the Tribunal’s leave of {weekday_date(today)} (regulation 34(3))"
    assert said in client.get(at(opened)).content.decode()


def test_a_case_is_won_by_order_on_its_pages(
    priya: User, opened: Dispute, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    page = client.get(at(opened)).content.decode()
    for label in ("Record that the family wants mediation", "Record the appeal"):
        assert label in page
    refused = client.post(at(opened, "record-appeal/"), boxes("day", today))
    assert refused.status_code == 422
    assert "No mediation certificate is recorded." in refused.content.decode()
    ahead = client.post(at(opened, "decline-mediation/"), boxes("day", later(today, days=1)))
    assert ahead.status_code == 422
    day = boxes("day", later(today, days=-5))
    client.post(at(opened, "decline-mediation/"), day)
    client.post(at(opened, "record-certificate/"), {"kind": "declined", **day})
    client.post(at(opened, "record-appeal/"), day)
    client.post(at(opened, "receive-appeal/"), day)
    wrong = client.post(
        at(opened, "record-order/"),
        {"about": ["assess"], "words": "Assess.", **day,
         **boxes("directed_order_assess_final", later(today, days=-6))},
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "A day that was set must not be before the decision" in wrong.content.decode()
    ordered = client.post(
        at(opened, "record-order/"), {"about": ["assess"], "words": "Assess.", **day}
    )
    assert ordered.url == at(opened)
    text = client.get(at(opened)).content.decode()
    assert "Tell the family that there will be an assessment" in text
    assert "Carry out an assessment" in text
    case = client.get(f"/cases/{opened.assessment.case.reference}/").content.decode()
    assert "Do what was decided" in case
    told = client.get(at(opened, "assess-as-decided/")).content.decode()
    assert "We will therefore carry out" in told
    client.post(at(opened, "assess-as-decided/"))
    assert Assessment.objects.get().status == "assessing"
    over = client.get(at(opened, "assess-as-decided/")).content.decode()
    assert "does not stand where this can be recorded" in over
    assert client.get(at(opened, "nothing-of-the-kind/")).status_code == 404
    tracker = signed_in(mother()).get(f"/your-requests/{opened.assessment.case.reference}/")
    family = tracker.content.decode()
    assert "The Tribunal has decided your appeal." in family
    assert "We will carry out an assessment." in family
    assert "we must send you the final plan by" in family


def test_a_late_appeal_is_flagged_and_left_to_the_tribunal(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked = journeys.allocated(priya, later(today, weeks=-20))
    told_on = later(today, weeks=-15)
    assessments.refuse_to_assess(asked, reason="No.", **who(priya, told_on))
    notice = Document.objects.get(kind="refuse_to_assess")
    dispute = disputes.open_dispute(notice, said="", **who(priya, told_on))
    disputes.record_certificate(dispute, kind="declined", **who(priya, told_on))
    appeals.record_appeal(dispute, placement_alone=False, **who(priya, today))
    text = signed_in(priya).get(at(dispute)).content.decode()
    assert "It is for the Tribunal to decide whether it takes it." in text


def test_the_family_disagrees_and_asks_for_mediation_on_its_own_page(
    priya: User, refused: Assessment, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(mother())
    home = f"/your-requests/{refused.case.reference}/"
    text = client.get(home).content.decode()
    assert "If you disagree" in text
    notice = Document.objects.get(kind="refuse_to_assess")
    page = f"{home}disagree/{notice.pk}/"
    assert f'href="{page}"' in text
    refused_page = client.post(page, {"wants": "mediation", "said": "I want an assessment."})
    assert refused_page.status_code == 422
    assert "Say what mediation is to be about" in refused_page.content.decode()
    assert "I want an assessment." in refused_page.content.decode()
    assert not Dispute.objects.exists()
    client.post(page, {"wants": "tell", "said": "I want an assessment."})
    assert Dispute.objects.get().status == "disagrees"
    assert "Tell us you want mediation" in client.get(home).content.decode()
    client.post(page, {"about": "education", "said": "I want an assessment."})
    dispute = Dispute.objects.get()
    assert (dispute.status, dispute.mediation_asked_on) == ("mediating", today)
    after = client.get(home).content.decode()
    assert "We must arrange mediation by" in after
    assert "Next: we arrange the mediation, by" in after
    assert client.get(page).status_code == 302


@pytest.mark.parametrize(("weeks", "said"), [(-1, "was"), (0, "is"), (1, "is")])
def test_a_mediation_that_has_been_is_told_as_past(
    weeks: int, said: str, opened: Dispute, priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = later(today, weeks=-2)
    meeting_on = later(today, weeks=weeks)
    opened = disputes.ask_for_mediation(
        opened, about="education", issues="An assessment.", **who(priya, asked_on)
    )
    disputes.arrange_mediation(
        opened, meeting_on=meeting_on, place="Maidstone Library", agreed_to_less=True,
        **who(priya, asked_on),
    )  # fmt: skip
    text = signed_in(mother()).get(f"/your-requests/{opened.assessment.case.reference}/")
    told = f"The mediation {said} on {weekday_date(meeting_on)}: Maidstone Library."
    assert told in text.content.decode()


def test_after_the_two_months_the_family_reads_that_the_tribunal_must_give_leave(
    priya: User, refused: Assessment, today: date, signed_in: SignedIn
) -> None:
    leave = "the Tribunal must first give you leave to appeal"
    home = f"/your-requests/{refused.case.reference}/"
    assert leave not in signed_in(mother()).get(home).content.decode()
    asked = journeys.allocated(priya, later(today, weeks=-16))
    assessments.refuse_to_assess(asked, reason="No.", **who(priya, later(today, weeks=-12)))
    page = signed_in(mother()).get(f"/your-requests/{asked.case.reference}/").content.decode()
    (found,) = disagreements_of(asked.case, today)
    assert found.contact is not None
    assert leave in page
    assert explain(found.contact.because_for_families) in unescape(page)


def test_a_school_that_asked_reads_nothing_of_a_disagreement(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    from ehc.models import UserKind

    head = User.objects.create_user("head@school.example", name="Rosa Lind", kind=UserKind.FAMILY)
    asked = journeys.allocated(
        priya, later(today, weeks=-8), who={"asker": "setting"},
        you={"email": head.email, "family_name": "Ngozi Okafor", "family_relationship": "mother",
             "family_email": "ngozi@family.example"},
    )  # fmt: skip
    assessments.refuse_to_assess(asked, reason="No.", **who(priya, later(today, weeks=-2)))
    home = f"/your-requests/{asked.case.reference}/"
    notice = Document.objects.get(kind="refuse_to_assess")
    client = signed_in(head)
    assert "If you disagree" not in client.get(home).content.decode()
    assert client.get(f"{home}disagree/{notice.pk}/").status_code == 404
    # What is next of it is its family's to know.
    on = later(today, weeks=-1)
    row = disputes.open_dispute(notice, said="No.", **who(priya, on))
    disputes.ask_for_mediation(row, about="education", issues="Talk.", **who(priya, on))
    assert "mediation" not in client.get(home).content.decode()


def test_every_step_is_absent_to_another_team(
    tom: User, priya: User, opened: Dispute, signed_in: SignedIn
) -> None:
    stranger, insider = signed_in(tom), signed_in(priya)
    for name in STEP_PAGES:
        address = at(opened, f"{name.replace('_', '-')}/")
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code == 404
        assert insider.get(address).status_code == 200
    assert Dispute.objects.get().status == "disagrees"


def test_the_button_of_a_case_with_an_appeal_to_answer_leads_to_the_disagreement(
    priya: User, opened: Dispute, today: date, signed_in: SignedIn
) -> None:
    client, base = signed_in(priya), f"/cases/{opened.assessment.case.reference}/"
    button = f'href="{at(opened)}">Answer the appeal</a>'
    on = who(priya, later(today, weeks=-1))
    disputes.decline_mediation(opened, **on)
    disputes.record_certificate(opened, kind="declined", **on)
    appeals.record_appeal(opened, placement_alone=False, **on)
    assert button not in client.get(base).content.decode()
    appeals.receive_appeal(opened, **on)
    assert button in client.get(base).content.decode()
    assert "Answer the appeal" in client.get("/cases/").content.decode()
    appeals.answer_appeal(opened, **on)
    assert button not in client.get(base).content.decode()
    assert "Answer the appeal" not in client.get("/cases/").content.decode()


def test_the_list_has_what_is_due_first_in_a_fixed_number_of_queries(
    priya: User, opened: Dispute, today: date, signed_in: SignedIn, queries_of: Any
) -> None:
    client = signed_in(priya)
    one = queries_of(client, "/cases/disagreements/")
    for number in range(2):
        other = journeys.allocated(
            priya, later(today, weeks=-8), you={"email": f"m{number}@family.example"}
        )
        assessments.refuse_to_assess(other, reason="No.", **who(priya, later(today, weeks=-3)))
        notice = Document.objects.filter(kind="refuse_to_assess").latest("pk")
        row = disputes.open_dispute(notice, said="", **who(priya, later(today, weeks=-1)))
        if number:
            disputes.ask_for_mediation(
                row, about="both", issues="Talk.", **who(priya, later(today, weeks=-1))
            )
    assert queries_of(client, "/cases/disagreements/") == one
    rows = disputes_due(priya, today)
    first, *others = (row.duty for row in rows)
    assert first == "mediation.tell_health_bodies"
    # Of a disagreement in which nobody else is to act, the family's own time is next.
    assert len(others) == 2
    assert set(others) <= {"mediation.contact", "appeal.lodge"}
    assert disputes_due(factories.staff("Una", "caseworker"), today) == ()
