"""Disagreeing, mediating and appealing: each refusal beside a twin that passes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import appeals, assessments, custody, disputes, orders
from ehc.explanations import explain
from ehc.models import (
    Assessment,
    CaseEvent,
    CaseProjection,
    Dispute,
    Document,
    Letter,
    Ruling,
    User,
)
from ehc.queries.cases import case_page
from ehc.queries.disputes import disagreements_of, standing_of
from ehc.queries.posting import Sent, sent_to_family
from ehc.queries.queue import queue
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours
from ehc.workflows.case_facts import ActionKey
from ehc.workflows.disputes import possible
from ehc.workflows.readiness import MissingKey
from ehc.workflows.statuses import DisputeStatus
from tests import journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
REFUSED_ON = date(2026, 2, 10)
DISAGREED_ON = date(2026, 2, 20)
ISSUED_ON = date(2026, 5, 18)


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def mother() -> User:
    return User.objects.get(email="ngozi@family.example")


def notice(kind: str = "refuse_to_assess") -> Document:
    return Document.objects.filter(kind=kind).latest("pk")


@pytest.fixture
def refused(priya: User, monday: date) -> Assessment:
    return assessments.refuse_to_assess(
        journeys.allocated(priya, monday), reason="The school can help.", **who(priya, REFUSED_ON)
    )


@pytest.fixture
def opened(priya: User, refused: Assessment) -> Dispute:
    return disputes.open_dispute(notice(), said="She needs help.", **who(priya, DISAGREED_ON))


@pytest.fixture
def mediating(priya: User, opened: Dispute) -> Dispute:
    return disputes.ask_for_mediation(
        opened, about="both", issues="An assessment, and speech therapy.",
        **who(priya, date(2026, 3, 2)),
    )  # fmt: skip


@pytest.fixture
def certified(priya: User, opened: Dispute) -> Dispute:
    disputes.decline_mediation(opened, **who(priya, date(2026, 3, 2)))
    return disputes.record_certificate(opened, kind="declined", **who(priya, date(2026, 3, 5)))


@pytest.fixture
def appealed(priya: User, certified: Dispute) -> Dispute:
    return appeals.record_appeal(certified, placement_alone=False, **who(priya, date(2026, 3, 20)))


def duties(dispute: Dispute, on: date) -> dict[str, tuple[str, date | None]]:
    (found,) = [
        one for one in disagreements_of(dispute.assessment.case, on) if one.dispute == dispute
    ]
    return {one.duty: (one.state.value, one.due) for one in found.duties}


# --- Before anybody disagrees -----------------------------------------------------------------


def test_the_times_to_mediate_and_appeal_run_from_the_notice_whether_or_not_anybody_disagrees(
    priya: User, refused: Assessment
) -> None:
    (found,) = disagreements_of(refused.case, REFUSED_ON)
    assert (found.dispute, found.decision) == (None, "refuse_to_assess")
    assert found.contact is not None
    assert found.contact.due == date(2026, 4, 10)
    assert found.appeal is not None
    assert (found.appeal.base_due, found.appeal.due) == (date(2026, 4, 10), date(2026, 4, 10))
    assert found.is_running
    (later,) = disagreements_of(refused.case, date(2026, 4, 11))
    assert not later.is_running
    # Posted three days after the decision, the notice was sent then, and everything runs from it.
    journeys.posted(priya, notice(), date(2026, 2, 13))
    (found,) = disagreements_of(refused.case, date(2026, 4, 11))
    assert found.contact is not None
    assert found.appeal is not None
    assert (found.contact.due, found.appeal.base_due) == (date(2026, 4, 13), date(2026, 4, 13))
    assert found.is_running
    # Another's letter goes later: nobody is told of more time than they may have.
    other = Letter.objects.filter(document=notice(), recipient="family").first()
    assert other is not None
    other.pk, other.family_member, other.to_person = None, None, True
    other.sent_on = date(2026, 2, 20)
    other.save()
    assert sent_to_family([other.event_id], date(2026, 4, 11)) == {
        other.event_id: Sent(date(2026, 2, 13), date(2026, 2, 20))
    }
    (found,) = disagreements_of(refused.case, date(2026, 4, 11))
    assert found.contact is not None
    assert found.appeal is not None
    assert (found.contact.due, found.appeal.base_due) == (date(2026, 4, 13), date(2026, 4, 13))
    # Whoever answers it had it, whatever was noted of its posting.
    disputes.open_dispute(notice(), said="", **who(priya, date(2026, 2, 11)))
    disputes.decline_mediation(Dispute.objects.get(), **who(priya, date(2026, 2, 11)))
    (found,) = disagreements_of(refused.case, date(2026, 4, 11))
    assert found.appeal is not None
    assert found.appeal.due == date(2026, 4, 13)
    assert found.appeal.base_due == date(2026, 4, 11)


def test_an_appeal_whose_last_day_is_no_working_day_is_in_time_on_the_next(
    priya: User, monday: date
) -> None:
    """HESC Rules 2008, rule 12: the unextended day beside the last day in time."""
    journeys.issued(priya, monday, issued_on=date(2026, 6, 15))
    (found,) = disagreements_of(Assessment.objects.get().case, date(2026, 6, 15))
    assert found.appeal is not None
    assert (found.appeal.base_due, found.appeal.due) == (date(2026, 8, 15), date(2026, 9, 1))
    assert found.contact is not None
    assert found.contact.due == date(2026, 8, 15)
    # From one to the other the Tribunal's leave is asked for (regulation 34(3)).
    (late,) = disagreements_of(found.notice.case, date(2026, 8, 16))
    assert (found.contact_is_over, late.contact_is_over, late.is_running) == (False, True, True)
    # The letter says what the pages say.
    assert found.notice.facts["because"] == {
        duty.duty: explain(duty.because_for_families) for duty in (found.contact, found.appeal)
    }


def test_a_case_without_a_right_of_appeal_has_none(priya: User, monday: date) -> None:
    assert disagreements_of(journeys.assessing(priya, monday).case, date(2026, 2, 1)) == ()


# --- Disagreeing ------------------------------------------------------------------------------


def test_a_disagreement_is_with_a_notice_that_was_sent(priya: User, opened: Dispute) -> None:
    assert (opened.decision, opened.status) == ("refuse_to_assess", DisputeStatus.OPEN)
    assert opened.notice.event.on == REFUSED_ON
    assert CaseEvent.objects.get(process="dispute").step == "open_dispute"
    with pytest.raises(AlreadyDone):
        disputes.open_dispute(opened.notice, said="", **who(priya, DISAGREED_ON))
    assert Dispute.objects.count() == 1
    assert list(problems(opened.assessment.case)) == []


def test_a_letter_without_a_right_of_appeal_cannot_be_disagreed_with(
    priya: User, monday: date
) -> None:
    journeys.assessing(priya, monday)
    with pytest.raises(Invalid):
        disputes.open_dispute(notice("agree_to_assess"), said="", **who(priya, date(2026, 2, 1)))
    assert not Dispute.objects.exists()


def test_nobody_disagrees_before_the_decision(priya: User, refused: Assessment) -> None:
    with pytest.raises(Invalid) as early:
        disputes.open_dispute(notice(), said="", **who(priya, REFUSED_ON - timedelta(days=1)))
    assert early.value.field == "day"
    assert disputes.open_dispute(notice(), said="", **who(priya, REFUSED_ON))


def test_the_family_says_so_itself_and_nobody_elses_family_or_team_does(
    priya: User, tom: User, refused: Assessment
) -> None:
    stranger = User.objects.create_user("other@family.example", name="Other")
    for outsider in (tom, stranger):
        with pytest.raises(NotVisible):
            disputes.open_dispute(notice(), said="", **who(outsider, DISAGREED_ON))
    opened = disputes.open_dispute(notice(), said="", **who(mother(), DISAGREED_ON))
    asked = disputes.ask_for_mediation(
        opened, about="education", issues="An assessment.", **who(mother(), DISAGREED_ON)
    )
    assert asked.status == DisputeStatus.MEDIATING
    with pytest.raises(NotYours):
        disputes.hold_mediation(asked, **who(mother(), DISAGREED_ON))
    for outsider in (tom, stranger):
        with pytest.raises(NotVisible):
            disputes.hold_mediation(asked, **who(outsider, DISAGREED_ON))
    assert disputes.hold_mediation(asked, **who(priya, DISAGREED_ON))


# --- Mediation --------------------------------------------------------------------------------


def test_mediation_goes_from_asking_to_an_agreement_each_with_its_days(
    priya: User, mediating: Dispute
) -> None:
    asked_on = date(2026, 3, 2)
    found = duties(mediating, asked_on)
    assert found["mediation.tell_health_bodies"] == ("running", date(2026, 3, 5))
    assert found["mediation.arrange"] == ("running", date(2026, 4, 1))
    assert found["mediation.contact"][0] == "met"
    disputes.tell_health_bodies(mediating, **who(priya, date(2026, 3, 4)))
    told = Document.objects.get(kind="health_issues")
    assert [(one.recipient, one.by_post) for one in told.letters.all()] == [
        ("commissioning_body", True)
    ]
    assert told.facts["mediation"]["issues"] == "An assessment, and speech therapy."
    # It is sent to no family: its dates are in the words for professionals.
    assert list(told.facts["because"]) == ["mediation.arrange"]
    assert "The council must arrange mediation by" in told.facts["because"]["mediation.arrange"]
    disputes.arrange_mediation(
        mediating, meeting_on=date(2026, 3, 23), place="The library",
        **who(priya, date(2026, 3, 16)),
    )  # fmt: skip
    found = duties(mediating, date(2026, 3, 16))
    assert found["mediation.tell_health_bodies"][0] == "met"
    assert found["mediation.arrange"][0] == "met"
    assert found["mediation.tell_place"] == ("met", date(2026, 3, 16))
    disputes.arrange_mediation(
        mediating, meeting_on=date(2026, 3, 24), place="The library",
        **who(priya, date(2026, 3, 20)),
    )  # fmt: skip
    assert duties(mediating, date(2026, 3, 20))["mediation.tell_place"] == (
        "late", date(2026, 3, 17),
    )  # fmt: skip
    disputes.arrange_mediation(
        mediating, meeting_on=date(2026, 3, 24), place="The library", agreed_to_less=True,
        **who(priya, date(2026, 3, 20)),
    )  # fmt: skip
    assert duties(mediating, date(2026, 3, 20))["mediation.tell_place"] == (
        "met", date(2026, 3, 20),
    )  # fmt: skip
    disputes.hold_mediation(mediating, **who(priya, date(2026, 3, 24)))
    assert duties(mediating, date(2026, 3, 24))["mediation.certificate"] == (
        "running", date(2026, 3, 27),
    )  # fmt: skip
    agreed = disputes.record_agreement(
        mediating, about=["assess", "other"], words="An assessment, and a meeting at school.",
        directed={"mediation.other": date(2026, 5, 1)}, **who(priya, date(2026, 3, 24)),
    )  # fmt: skip
    assert agreed.status == DisputeStatus.AGREED
    found = duties(agreed, date(2026, 3, 24))
    assert found["mediation.assess.notify"] == ("running", date(2026, 4, 7))
    assert found["mediation.assess.final"] == ("running", date(2026, 6, 30))
    assert found["mediation.other"] == ("running", date(2026, 5, 1))
    disputes.keep_agreement(agreed, **who(priya, date(2026, 4, 28)))
    assert duties(agreed, date(2026, 4, 28))["mediation.other"][0] == "met"
    # Whoever took part has a certificate, and may appeal what is left.
    disputes.record_certificate(agreed, kind="took_part", **who(priya, date(2026, 3, 26)))
    assert duties(agreed, date(2026, 4, 28))["mediation.certificate"][0] == "met"
    assert duties(agreed, date(2026, 4, 28))["appeal.lodge"][1] == date(2026, 4, 27)
    assert list(problems(agreed.assessment.case)) == []


def test_of_health_alone_the_commissioning_body_arranges_and_may_agree_without_us(
    priya: User, opened: Dispute
) -> None:
    asked = disputes.ask_for_mediation(
        opened, about="health", issues="Speech therapy.", **who(priya, date(2026, 3, 2))
    )
    disputes.tell_health_bodies(asked, **who(priya, date(2026, 3, 4)))
    told = Document.objects.get(kind="health_issues")
    assert list(told.facts["because"]) == ["mediation.arrange_health_only"]
    found = duties(asked, date(2026, 3, 4))
    assert "mediation.arrange" not in found
    assert found["mediation.arrange_health_only"] == ("running", date(2026, 4, 3))
    disputes.record_health_agreement(asked, **who(priya, date(2026, 3, 20)))
    assert duties(asked, date(2026, 3, 20))["mediation.tell_authority"] == (
        "running", date(2026, 3, 27),
    )  # fmt: skip
    disputes.hear_of_health_agreement(asked, **who(priya, date(2026, 3, 25)))
    assert duties(asked, date(2026, 3, 25))["mediation.tell_authority"][0] == "met"


def test_mediation_that_cannot_be_arranged_leads_to_a_certificate(
    priya: User, mediating: Dispute
) -> None:
    disputes.fail_to_arrange_mediation(mediating, **who(priya, date(2026, 4, 1)))
    found = duties(mediating, date(2026, 4, 1))
    assert found["mediation.certificate_not_arranged"] == ("running", date(2026, 4, 8))
    disputes.record_certificate(mediating, kind="not_arranged", **who(priya, date(2026, 4, 2)))
    assert duties(mediating, date(2026, 4, 2))["mediation.certificate_not_arranged"][0] == "met"


def test_a_certificate_for_taking_part_needs_a_mediation(priya: User, opened: Dispute) -> None:
    with pytest.raises(Invalid) as refused:
        disputes.record_certificate(opened, kind="took_part", **who(priya, date(2026, 3, 5)))
    assert refused.value.field == "kind"
    declined = disputes.record_certificate(opened, kind="declined", **who(priya, date(2026, 3, 5)))
    assert declined.status == DisputeStatus.CERTIFIED


def test_an_agreement_is_about_what_the_decision_can_be_agreed_on(
    priya: User, mediating: Dispute
) -> None:
    given: dict[str, Any] = {"words": "Agreed.", **who(priya, date(2026, 3, 24))}
    impossible: list[tuple[list[str], dict[str, date], str]] = [
        ([], {}, "about"),
        (["make_and_maintain"], {}, "about"),
        (["assess"], {"mediation.amend": date(2026, 6, 1)}, "directed"),
        (["assess"], {"mediation.assess.final": date(2026, 3, 1)}, "directed"),
    ]
    for about, directed, field in impossible:
        with pytest.raises(Invalid) as refused:
            disputes.record_agreement(mediating, about=about, directed=directed, **given)
        assert refused.value.field == field
    assert not Ruling.objects.exists()
    whole = {"mediation.assess.final": date(2026, 6, 1)}
    disputes.record_agreement(mediating, about=["assess"], directed=whole, **given)
    assert duties(mediating, date(2026, 3, 24))["mediation.assess.final"][1] == date(2026, 6, 1)


# --- The appeal -------------------------------------------------------------------------------


def test_no_appeal_without_a_certificate_but_about_the_placement_alone(
    priya: User, monday: date
) -> None:
    """Section 55(1) to (3)."""
    journeys.issued(priya, monday, issued_on=ISSUED_ON)
    opened = disputes.open_dispute(notice("final_plan"), said="", **who(priya, ISSUED_ON))
    with pytest.raises(NotReady) as refused:
        appeals.record_appeal(opened, placement_alone=False, **who(priya, date(2026, 6, 1)))
    assert [one.key for one in refused.value.missing] == [MissingKey.CERTIFICATE]
    assert Dispute.objects.get().status == DisputeStatus.OPEN
    appealed = appeals.record_appeal(opened, placement_alone=True, **who(priya, date(2026, 6, 1)))
    assert (appealed.status, appealed.placement_alone) == (DisputeStatus.APPEALED, True)
    assert "mediation.contact" not in duties(appealed, date(2026, 9, 1))


def test_an_appeal_against_a_refusal_is_about_no_placement(priya: User, opened: Dispute) -> None:
    with pytest.raises(Invalid) as refused:
        appeals.record_appeal(opened, placement_alone=True, **who(priya, date(2026, 3, 20)))
    assert refused.value.field == "placement_alone"


def test_an_appeal_brought_with_the_tribunals_leave_needs_no_certificate(
    priya: User, opened: Dispute
) -> None:
    """Regulation 34(3): the adviser was not contacted in time."""
    on = date(2026, 5, 4)
    with pytest.raises(NotReady) as refused:
        appeals.record_appeal(opened, placement_alone=False, **who(priya, on))
    assert [one.key for one in refused.value.missing] == [MissingKey.CERTIFICATE]
    for leave_on in (date(2026, 1, 1), date(2026, 5, 5)):
        with pytest.raises(Invalid) as wrong:
            appeals.record_appeal(
                opened, placement_alone=False, leave_on=leave_on, **who(priya, on)
            )
        assert wrong.value.field == "leave_on"
    appealed = appeals.record_appeal(opened, placement_alone=False, leave_on=on, **who(priya, on))
    assert (appealed.status, appealed.certificate) == (DisputeStatus.APPEALED, "")
    assert "mediation.contact" not in duties(appealed, on)
    appeals.receive_appeal(appealed, **who(priya, on))
    assert duties(appealed, on)["appeal.respond"][0] == "running"


def test_an_appeal_after_the_last_day_is_recorded_and_its_lateness_said(
    priya: User, certified: Dispute
) -> None:
    late = date(2026, 5, 4)
    appealed = appeals.record_appeal(certified, placement_alone=False, **who(priya, late))
    assert appealed.status == DisputeStatus.APPEALED
    assert duties(appealed, late)["appeal.lodge"] == ("late", date(2026, 4, 10))


def test_the_answer_is_due_thirty_working_days_after_the_tribunal_sent_the_appeal(
    priya: User, appealed: Dispute
) -> None:
    appeals.receive_appeal(appealed, **who(priya, date(2026, 3, 25)))
    assert duties(appealed, date(2026, 3, 25))["appeal.respond"] == (
        "running", date(2026, 5, 11),
    )  # fmt: skip
    appeals.answer_appeal(appealed, **who(priya, date(2026, 5, 1)))
    assert duties(appealed, date(2026, 5, 1))["appeal.respond"][0] == "met"
    with pytest.raises(AlreadyDone):
        appeals.answer_appeal(appealed, **who(priya, date(2026, 5, 2)))


def test_an_appeal_is_left_unopposed_only_before_it_is_answered(
    priya: User, appealed: Dispute
) -> None:
    """Regulation 45(1); after the answer it takes a consent order."""
    appeals.answer_appeal(appealed, **who(priya, date(2026, 4, 1)))
    with pytest.raises(NotReady) as refused:
        appeals.concede_appeal(appealed, about="assess", **who(priya, date(2026, 4, 2)))
    assert [one.key for one in refused.value.missing] == [MissingKey.CONSENT_ORDER]
    assert not Ruling.objects.exists()
    # What was told to the Tribunal before, and is recorded only now.
    conceded = appeals.concede_appeal(appealed, about="assess", **who(priya, date(2026, 3, 31)))
    assert conceded.status == DisputeStatus.CONCEDED
    found = duties(conceded, date(2026, 4, 2))
    assert found["unopposed.assess.notify"] == ("running", date(2026, 4, 14))
    assert found["unopposed.assess.final"] == ("running", date(2026, 7, 7))


def test_the_tribunal_orders_what_it_can_and_its_own_dates_take_the_place_of_the_regulations(
    priya: User, appealed: Dispute
) -> None:
    given: dict[str, Any] = {
        "words": "As ordered.", "directed": {}, **who(priya, date(2026, 6, 1)),
    }  # fmt: skip
    for impossible in ([], ["make_and_maintain"], ["assess", "dismiss"]):
        with pytest.raises(Invalid):
            appeals.record_order(appealed, orders=impossible, **given)
    assert not Ruling.objects.exists()
    appeals.record_order(
        appealed, orders=["assess"], words="Assess.",
        directed={"order.assess.final": date(2026, 8, 3)}, **who(priya, date(2026, 6, 1)),
    )  # fmt: skip
    assert Dispute.objects.get().status == DisputeStatus.ORDERED
    found = duties(appealed, date(2026, 6, 1))
    assert found["order.assess.final"] == ("running", date(2026, 8, 3))
    assert found["order.assess.refuse_to_issue"] == ("running", date(2026, 8, 10))


def test_a_withdrawn_appeal_asks_for_nothing_more(priya: User, appealed: Dispute) -> None:
    ended = appeals.withdraw_appeal(appealed, **who(priya, date(2026, 4, 1)))
    assert ended.status == DisputeStatus.WITHDRAWN
    assert possible(standing_of(ended)) == ()
    assert duties(ended, date(2026, 6, 1))["appeal.lodge"][0] == "met"


def test_recommendations_are_answered_and_copied_each_in_its_time(
    priya: User, monday: date
) -> None:
    journeys.issued(priya, monday, issued_on=ISSUED_ON)
    opened = disputes.open_dispute(notice("final_plan"), said="", **who(priya, ISSUED_ON))
    appealed = appeals.record_appeal(opened, placement_alone=True, **who(priya, date(2026, 6, 1)))
    ordered_on = date(2026, 9, 7)
    ordered = appeals.record_order(
        appealed, orders=["name_setting"], words="Beacon.", directed={}, **who(priya, ordered_on)
    )
    for field in ("health", "social_care"):
        appeals.record_recommendation(
            ordered, field=field, words="Therapy.", **who(priya, ordered_on)
        )
    with pytest.raises(AlreadyDone):
        appeals.record_recommendation(
            ordered, field="health", words="More.", **who(priya, ordered_on)
        )
    found = duties(ordered, ordered_on)
    assert found["recommendation.health"] == ("running", date(2026, 10, 11))
    assert found["recommendation.social_care"] == ("running", date(2026, 10, 11))
    with pytest.raises(AlreadyDone):
        appeals.copy_answer(ordered, field="health", **who(priya, ordered_on))
    answered_on = date(2026, 10, 1)
    appeals.answer_recommendation(
        ordered, field="health", answer="We will.", **who(priya, answered_on)
    )
    assert duties(ordered, answered_on)["recommendation.health.copy"] == (
        "running", date(2026, 10, 7),
    )  # fmt: skip
    appeals.copy_answer(ordered, field="health", **who(priya, date(2026, 10, 2)))
    found = duties(ordered, date(2026, 10, 2))
    assert found["recommendation.health.copy"][0] == "met"
    assert found["recommendation.social_care"][0] == "running"
    assert list(problems(ordered.assessment.case)) == []


def test_of_a_refusal_to_assess_the_tribunal_recommends_nothing(
    priya: User, appealed: Dispute
) -> None:
    ordered = appeals.record_order(
        appealed, orders=["assess"], words="Assess.", directed={}, **who(priya, date(2026, 6, 1))
    )
    with pytest.raises(AlreadyDone):
        appeals.record_recommendation(
            ordered, field="health", words="Therapy.", **who(priya, date(2026, 6, 1))
        )


OUT_OF_ORDER: list[tuple[Any, dict[str, Any]]] = [
    (disputes.tell_health_bodies, {}),
    (disputes.hold_mediation, {}),
    (disputes.fail_to_arrange_mediation, {}),
    (disputes.keep_agreement, {}),
    (disputes.record_health_agreement, {}),
    (appeals.receive_appeal, {}),
    (appeals.answer_appeal, {}),
    (appeals.withdraw_appeal, {}),
    (appeals.concede_appeal, {"about": "assess"}),
    (appeals.record_order, {"orders": ["assess"], "words": "Yes.", "directed": {}}),
    (disputes.record_agreement, {"about": ["assess"], "words": "Yes.", "directed": {}}),
    (disputes.arrange_mediation, {"meeting_on": date(2026, 4, 1), "place": "Here"}),
]


def test_nothing_is_done_out_of_its_order(priya: User, opened: Dispute) -> None:
    before = CaseEvent.objects.count()
    for act, given in OUT_OF_ORDER:
        with pytest.raises(AlreadyDone):
            act(opened, **given, **who(priya, date(2026, 3, 20)))
    assert CaseEvent.objects.count() == before


# --- What is the authority's own to do --------------------------------------------------------


def work(by: User, on: date) -> list[tuple[str, date | None]]:
    return [(row.action, row.due) for row in queue(by, on).rows]


def test_an_appeal_to_answer_is_among_ones_work_until_it_is_answered(
    priya: User, tom: User, appealed: Dispute
) -> None:
    sent_on, answered_on = date(2026, 3, 24), date(2026, 4, 20)
    assert work(priya, sent_on) == []
    appeals.receive_appeal(appealed, **who(priya, sent_on))
    to_answer = [("Answer the appeal", date(2026, 5, 8))]
    assert work(priya, sent_on) == to_answer
    assert work(tom, sent_on) == []
    page = case_page(appealed.assessment.case, sent_on)
    assert (page.action_label, page.action.due, page.action.ref) == (
        *to_answer[0], str(appealed.pk),
    )  # fmt: skip
    assert list(problems(appealed.assessment.case)) == []
    appeals.answer_appeal(appealed, **who(priya, answered_on))
    assert work(priya, answered_on) == []
    assert case_page(appealed.assessment.case, answered_on).action.key is ActionKey.NOTHING


def test_mediation_to_arrange_is_among_ones_work_until_it_is_arranged(
    priya: User, mediating: Dispute
) -> None:
    on = date(2026, 3, 3)
    tell = ("Tell each commissioning body what mediation is about", date(2026, 3, 5))
    assert work(priya, on) == [tell]
    disputes.tell_health_bodies(mediating, **who(priya, on))
    assert work(priya, on) == [("Arrange the mediation", date(2026, 4, 1))]
    disputes.arrange_mediation(
        mediating, meeting_on=date(2026, 3, 30), place="Maidstone Library", **who(priya, on)
    )
    assert work(priya, on) == []
    # Moved after the thirty days, it was arranged in time all the same: when it first was.
    moved_on = date(2026, 4, 8)
    disputes.arrange_mediation(
        mediating, meeting_on=date(2026, 4, 20), place="The town hall", **who(priya, moved_on)
    )
    assert duties(mediating, moved_on)["mediation.arrange"] == ("met", date(2026, 4, 1))
    assert duties(mediating, moved_on)["mediation.tell_place"] == ("met", date(2026, 4, 13))


def test_nothing_is_to_be_arranged_once_it_cannot_be(priya: User, mediating: Dispute) -> None:
    on = date(2026, 3, 3)
    disputes.tell_health_bodies(mediating, **who(priya, on))
    disputes.fail_to_arrange_mediation(mediating, **who(priya, on))
    assert work(priya, on) == []


def test_what_was_agreed_and_cannot_be_appealed_about_is_among_ones_work_until_it_is_done(
    priya: User, mediating: Dispute
) -> None:
    on, done_on = date(2026, 3, 16), date(2026, 3, 20)
    disputes.record_agreement(
        mediating, about=["other"], words="Weekly calls.", directed={}, **who(priya, on)
    )
    assert work(priya, on) == [("Do what was agreed in mediation", date(2026, 3, 30))]
    disputes.keep_agreement(mediating, **who(priya, done_on))
    assert work(priya, done_on) == []


def test_beside_an_assessment_what_is_due_first_is_next_and_in_custody_nothing_of_it_is(
    priya: User, mediating: Dispute
) -> None:
    on = date(2026, 3, 16)
    disputes.record_agreement(
        mediating, about=["assess", "other"], words="An assessment, and weekly calls.",
        directed={}, **who(priya, on),
    )  # fmt: skip
    assessment = orders.assess_as_decided(mediating, **who(priya, on))
    assert assessment.status == "assessing"
    assert CaseProjection.objects.get().next_duty == "mediation.other"
    custody.hand_over(assessment, place="Cookham Wood", how_known="A call.", **who(priya, on))
    assert CaseProjection.objects.get().next_duty == ""
    with pytest.raises(AlreadyDone):
        disputes.keep_agreement(mediating, **who(priya, on))
