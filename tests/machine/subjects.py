"""Every process in every status, with everybody who might act on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ehc.actions import amendments, assessments, contributions, ends, placement, plans, reviews
from ehc.actions._step import take_step
from ehc.actions.contributions import Question
from ehc.models import AdviceRequest, Assessment, Consultation, PlanVersion, Review, Withdrawal
from ehc.models._process import Process
from ehc.queries.verify import process_models
from ehc.workflows.ends import DeathFacts, WithdrawalFacts
from ehc.workflows.steps import Step
from quality_assurance.actions import assign_review
from quality_assurance.models import QualityReview
from tests import factories, journeys
from tests.factories import instant
from tests.machine.reference import BEYOND_THE_BOOK
from tests.machine.standing import (
    AFTERWARDS,
    DAY,
    FAMILY,
    MONDAY,
    READERS,
    STANDS,
    STANDS_TO_ADVICE,
    WHO,
    WHY,
    Cast,
    Subject,
)


def assessment_subjects(cast: Cast) -> Iterator[Subject]:
    """An assessment at each of its nine statuses."""
    priya = cast.priya

    def act(assessment: Assessment, step: str) -> Assessment:
        return take_step(assessment, step, by=priya, **WHO, **WHY)

    def asked() -> Assessment:
        return journeys.allocated(priya, MONDAY, **cast.request())

    def collecting() -> Assessment:
        return journeys.assessing(priya, MONDAY, **cast.request())

    decided = {
        "missing": {
            "agree_to_assess": ["missing.reasons"],
            "refuse_to_assess": ["missing.reasons_for_letter"],
            "consider_assessing": [],
        },
        "complete": {"agree_to_assess": WHY, "refuse_to_assess": WHY, "consider_assessing": {}},
    }
    yield _of_assessment(cast, "requested", asked(), **decided)
    considering = assessments.consider_assessing(asked(), by=priya, **WHO)
    yield _of_assessment(cast, "considering", considering, **decided)
    yield _of_assessment(
        cast, "refused to assess", act(asked(), "refuse_to_assess"),
        missing={"reverse_refusal_to_assess": ["missing.reasons"]},
        complete={"reverse_refusal_to_assess": WHY},
    )  # fmt: skip
    yield _of_assessment(
        cast, "assessing", collecting(),
        missing={"agree_to_issue": [], "refuse_to_issue": ["missing.reasons_for_letter"]},
        complete={"agree_to_issue": {}, "refuse_to_issue": WHY},
    )  # fmt: skip
    yield _of_assessment(
        cast, "refused to issue", act(collecting(), "refuse_to_issue"),
        missing={"reverse_refusal_to_issue": ["missing.reasons"]},
        complete={"reverse_refusal_to_issue": WHY},
    )  # fmt: skip
    draft = journeys.served(priya, MONDAY, **cast.request())

    def finalise() -> None:
        final = plans.revise(draft, by=priya, **WHO)
        plans.name_setting(final, setting=None, type="Mainstream school", by=priya, **WHO)
        changes = {"finalised_on": DAY, "signed_by": "Priya Nair"}
        take_step(final, "finalise_version", by=priya, changes=changes, **WHO)

    yield _of_assessment(
        cast, "planning", draft.plan.assessment,
        missing={"issue_plan": ["missing.final_version"]},
        complete={"issue_plan": {}},
        before={"issue_plan": finalise},
    )  # fmt: skip
    issued = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    yield _of_assessment(cast, "plan issued", Assessment.objects.get(plan__versions=issued))
    withdrawn = ends.record_withdrawal(
        collecting(),
        ends.Written("We want none.", "letter", DAY, "parent", "Ngozi Okafor"),
        ends.Responsibility(applies=False, why="Her needs are met."),
        by=priya, **WHO,
    ).assessment  # fmt: skip
    yield _of_assessment(cast, "withdrawn", Assessment.objects.get(pk=withdrawn.pk))
    deceased = ends.record_death(
        collecting(), died_on=DAY, how_known="Her mother rang.", by=priya, **WHO
    )
    yield _of_assessment(cast, "deceased", deceased)


CAN_BE_WITHDRAWN = frozenset({"requested", "considering", "assessing", "planning"})
WITHDRAWN_BY_NOBODY = [
    "missing.withdrawal_words", "missing.withdrawal_arrived", "missing.withdrawal_holder",
    "missing.responsibility",
]  # fmt: skip


def _of_assessment(cast: Cast, name: str, row: Assessment, **more: Any) -> Subject:
    """An assessment, with the two ends that it has almost everywhere."""
    missing, complete = {**more.pop("missing", {})}, {**more.pop("complete", {})}
    if row.status != "deceased":
        missing["record_death"] = ["missing.death"]
        complete["record_death"] = {"given": {"death": DeathFacts(DAY, "Her mother rang.")}}
    if row.status in CAN_BE_WITHDRAWN:
        said = {"words": "We want none.", "means": "letter", "holder": "parent"}
        facts = WithdrawalFacts(
            **said, arrived_on=DAY, received_on=MONDAY, holders=frozenset({"parent"}),
            by_staff=False,
        )  # fmt: skip
        written = Withdrawal(
            assessment=row, **said, arrived_on=DAY, written_by="Ngozi", recorded_by=cast.priya
        )

        def write_down() -> None:
            written.pk, written._state.adding = None, True
            written.save()

        missing["withdraw"] = WITHDRAWN_BY_NOBODY
        complete["withdraw"] = {"given": {"withdrawal": facts}, "alongside": write_down}
    return cast.subject(name, row, FAMILY | READERS, missing=missing, complete=complete, **more)


def advice_subjects(cast: Cast) -> Iterator[Subject]:
    """A request for advice at each of its four statuses, to a psychologist and to a health body."""
    priya = cast.priya
    empty = [
        "missing.needs_or_strengths",
        "missing.provision",
        "missing.signature",
    ]
    whole = {
        "given": {
            "signed_by": "Dr Samira Khan",
            "provision_rows": [{"what": "A language programme"}],
        },
        "needs": 1,
    }
    asked_of: dict[str, dict[str, Any]] = {
        "psychological": {
            "service": cast.service,
            "professional": cast.staff["the psychologist asked"],
        },
        "medical": {
            "service": cast.health,
            "outside_email": cast.outside.email,
            "link_address": "https://ehc.example/advice/",
        },
    }

    def sought(kind: str) -> AdviceRequest:
        # Each for another child: the same adviser is asked for the same once while it is to come.
        assessment = journeys.assessing(priya, MONDAY, **cast.request())
        return contributions.seek_advice(assessment, kind=kind, by=priya, **WHO, **asked_of[kind])

    def received(kind: str) -> AdviceRequest:
        request = sought(kind)
        by = request.professional
        assert by is not None
        contributions.submit_advice(request, journeys.GOOD_ADVICE, by=by, **WHO)
        return AdviceRequest.objects.get(pk=request.pk)

    def returned(kind: str) -> AdviceRequest:
        asked = [Question("provision:1", "How many weeks?")]
        return contributions.return_advice(received(kind), asked, by=priya, **WHO)

    def accepted(kind: str) -> AdviceRequest:
        return contributions.accept_advice(received(kind), by=priya, **WHO)

    for kind, besides in STANDS_TO_ADVICE.items():
        who = {"stands": {**STANDS, **besides}}
        seen = READERS | set(besides)
        for make in (sought, returned):
            yield cast.subject(
                f"{kind} advice {make.__name__}", make(kind), seen,
                missing={"submit_advice": empty}, complete={"submit_advice": whole}, **who,
            )  # fmt: skip
        yield cast.subject(
            f"{kind} advice received", received(kind), seen,
            missing={"return_advice": ["missing.questions"], "accept_advice": []},
            complete={"return_advice": {"questions": 1}, "accept_advice": {}}, **who,
        )  # fmt: skip
        yield cast.subject(f"{kind} advice accepted", accepted(kind), seen, **who)


SERVE = {"changes": {"served_on": DAY, "comments_close_on": DAY + timedelta(days=14)}}
FINALISE = {"changes": {"finalised_on": DAY, "signed_by": "Priya Nair"}}


def version_subjects(cast: Cast) -> Iterator[Subject]:
    """A version of a plan: empty, written, answering a draft, served, and final."""
    priya = cast.priya
    never_served = ["missing.draft_not_served"]
    unplaced = ["missing.placement", "missing.signing_officer"]
    nothing_said = ["missing.section_not_stated"] * 6
    begun = plans.begin_plan(journeys.planning(priya, MONDAY, **cast.request()), by=priya, **WHO)
    yield cast.subject(
        "an empty version", begun, READERS,
        missing={
            "serve_draft": [*nothing_said, "missing.plan_check"],
            "finalise_version": [*never_served, *nothing_said, "missing.plan_check", *unplaced],
        },
    )  # fmt: skip
    yield cast.subject(
        "a first version, written", journeys.written(priya, MONDAY, **cast.request()), READERS,
        missing={"finalise_version": [*never_served, *unplaced]},
        complete={"serve_draft": SERVE},
    )  # fmt: skip
    served = journeys.served(priya, MONDAY, **cast.request())
    answering = plans.revise(served, by=priya, **WHO)

    def place() -> None:
        plans.name_setting(answering, setting=None, type="Mainstream school", by=priya, **WHO)

    yield cast.subject(
        "a version that answers the family", answering, READERS,
        missing={"finalise_version": unplaced},
        complete={"serve_draft": SERVE, "finalise_version": FINALISE},
        before={"finalise_version": place},
    )  # fmt: skip
    seen = READERS | FAMILY
    yield cast.subject("a served draft", served, seen)
    final = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    yield cast.subject("a final plan", final, seen)


def consultation_subjects(cast: Cast) -> Iterator[Subject]:
    """A consultation, asked and answered."""
    priya = cast.priya
    draft = journeys.served(priya, MONDAY, **cast.request())

    def consult() -> Consultation:
        school = factories.SettingFactory()
        return placement.consult_setting(draft, school, asked_for_by_family=False, by=priya, **WHO)

    answer = {"answer": "can_meet", "responded_on": DAY}
    yield cast.subject(
        "consulted", consult(), READERS,
        missing={"record_setting_response": []},
        complete={"record_setting_response": {"changes": answer}},
    )  # fmt: skip
    answered = placement.record_setting_response(
        consult(), answer="can_meet", reasons="", by=priya, **WHO
    )
    yield cast.subject("answered", answered, READERS)


def arranged(cast: Cast) -> Review:
    """A review of a plan that was issued, of which everybody was told."""
    final = journeys.issued(cast.priya, MONDAY, issued_on=DAY, **cast.request())
    return reviews.arrange_review(final.plan, meeting_on=DAY, by=cast.priya, **WHO)


def review_subjects(cast: Cast) -> Iterator[Subject]:
    """A review of a plan at each of its six statuses."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}
    afterwards: dict[str, Any] = {"by": cast.priya, "on": AFTERWARDS, "at": instant(AFTERWARDS)}

    def held() -> Review:
        return reviews.hold_review_meeting(arranged(cast), **by)

    def proposed() -> Review:
        return amendments.propose_amendments(
            held(), amendments="P1: four times.", evidence="The report.", **WHY, **by
        )

    def amended() -> Review:
        review = proposed()
        amendments.begin_amended_plan(review, **by)
        return amendments.send_amended_plan(review, signed_by="Priya Nair", **WHY, **afterwards)

    yield cast.subject(
        "review arranged", arranged(cast), READERS,
        missing={"hold_review_meeting": []},
        complete={"hold_review_meeting": {"changes": {"meeting_on": DAY}}},
    )  # fmt: skip
    decided = {"decided_on": DAY, "reasons": "It was agreed."}
    to_be_heard = {"proposed_on": DAY, "comments_close_on": DAY + timedelta(days=14)}
    yield cast.subject(
        "review held", held(), READERS,
        missing={
            step: ["missing.reasons"]
            for step in ("keep_plan", "propose_amendments", "decide_to_cease")
        },
        complete={
            "keep_plan": {**WHY, "changes": {**decided, "outcome": "maintain"}},
            "propose_amendments": {
                **WHY, "changes": {**decided, **to_be_heard, "outcome": "amend"},
            },
            "decide_to_cease": {
                **WHY, "changes": {**decided, "outcome": "cease", "cease_reason": "needs_met"},
            },
        },
    )  # fmt: skip
    yield cast.subject(
        "amendments proposed", proposed(), READERS,
        missing={
            "decide_not_to_amend": ["missing.reasons_for_letter"],
            "send_amended_plan": ["missing.reasons"],
        },
        complete={
            "decide_not_to_amend": {**WHY, "changes": {"outcome": "maintain"}},
            "send_amended_plan": WHY,
        },
    )  # fmt: skip
    yield cast.subject("plan kept", reviews.keep_plan(held(), **WHY, **by), READERS)
    yield cast.subject("plan amended", amended(), READERS)
    ceasing = reviews.decide_to_cease(
        held(), cease_reason="needs_met", consulted_on=DAY, **WHY, **by
    )
    yield cast.subject("plan to cease", ceasing, READERS)


def quality_subjects(cast: Cast) -> Iterator[Subject]:
    """A quality review of a final plan, assigned and submitted."""
    priya, grace = cast.priya, cast.staff["a reviewer"]
    final = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    graded = {
        "score": {}, "percent": Decimal("80.0"), "grade": "good", "submitted_on": DAY,
    }  # fmt: skip
    assigned = assign_review(final, reviewer=grace, by=grace, **WHO)
    yield cast.subject(
        "assigned", assigned, {"a reviewer"}, complete={"submit_review": {"changes": graded}}
    )
    other = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    submitted = take_step(
        assign_review(other, reviewer=grace, by=grace, **WHO),
        "submit_review", by=grace, changes=graded, **WHO,
    )  # fmt: skip
    yield cast.subject("submitted", submitted, READERS | {"a reviewer", "a moderator"})


SUBJECTS: Mapping[type[Process], Callable[[Cast], Iterator[Subject]]] = {
    Assessment: assessment_subjects,
    AdviceRequest: advice_subjects,
    PlanVersion: version_subjects,
    Consultation: consultation_subjects,
    QualityReview: quality_subjects,
    Review: review_subjects,
}


def told_of_models() -> list[type[Process]]:
    """Every process of which the book tells."""
    return [model for model in process_models() if model.KIND not in BEYOND_THE_BOOK]


def told_of_steps(model: type[Process]) -> list[Step]:
    """Every step of the model's table of which the book tells."""
    return [
        step for step in model.TABLE.values()
        if not {step.name, step.process} & BEYOND_THE_BOOK
    ]  # fmt: skip
