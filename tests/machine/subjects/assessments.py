"""An assessment in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import assessments, custody, elsewhere, ends, orders, plans
from ehc.actions._step import take_step
from ehc.models import Assessment, Elsewhere, Withdrawal
from ehc.workflows.ends import CustodyFacts, DeathFacts, ElsewhereFacts, WithdrawalFacts
from tests import journeys
from tests.machine.standing import (
    DAY,
    FAMILY,
    MONDAY,
    READERS,
    WHO,
    WHY,
    Cast,
    Subject,
)
from tests.machine.subjects.disputes import appealed, order


def assessment_subjects(cast: Cast) -> Iterator[Subject]:
    """An assessment at each of its twelve statuses."""
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
    not_assessed = act(asked(), "refuse_to_assess")
    about_assessing = appealed(cast, not_assessed.case, "refuse_to_assess")
    yield _of_assessment(
        cast, "refused to assess", not_assessed,
        missing={
            "reverse_refusal_to_assess": ["missing.reasons"],
            "assess_as_decided": ["missing.not_decided"],
        },
        complete={"reverse_refusal_to_assess": WHY, "assess_as_decided": {}},
        before={"assess_as_decided": lambda: order(cast, about_assessing, "assess")},
    )  # fmt: skip

    def everybody_asked() -> Assessment:
        return journeys.everybody_asked(priya, MONDAY, **cast.request())

    yield _of_assessment(
        cast, "assessing", everybody_asked(),
        missing={"agree_to_issue": [], "refuse_to_issue": ["missing.reasons_for_letter"]},
        complete={"agree_to_issue": {}, "refuse_to_issue": WHY},
    )  # fmt: skip
    not_issued = act(everybody_asked(), "refuse_to_issue")
    about_issuing = appealed(cast, not_issued.case, "refuse_to_issue")
    yield _of_assessment(
        cast, "refused to issue", not_issued,
        missing={
            "reverse_refusal_to_issue": ["missing.reasons"],
            "make_plan_as_decided": ["missing.not_decided"],
            "decide_again": ["missing.not_decided"],
        },
        complete={
            "reverse_refusal_to_issue": WHY, "make_plan_as_decided": {}, "decide_again": {},
        },
        before={
            "make_plan_as_decided": lambda: order(cast, about_issuing, "make_and_maintain"),
            "decide_again": lambda: order(cast, about_issuing, "refer_back"),
        },
    )  # fmt: skip
    draft = cast.served()

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
    issued = cast.issued()
    about_the_plan = appealed(cast, issued.plan.case, "final_plan")

    def amend() -> None:
        disputed = order(cast, about_the_plan, "amend_provision")
        version = orders.begin_plan_as_decided(disputed, by=priya, **WHO)
        changes = {"finalised_on": DAY, "signed_by": "Priya Nair"}
        take_step(version, "finalise_version", by=priya, changes=changes, **WHO)

    yield _of_assessment(
        cast, "plan issued", Assessment.objects.get(plan__versions=issued),
        missing={"send_plan_as_decided": ["missing.not_decided"]},
        complete={"send_plan_as_decided": {}}, before={"send_plan_as_decided": amend},
    )  # fmt: skip
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
    yield _of_assessment(
        cast, "deceased", deceased, back_to="assessing",
        missing={"undo_death": ["missing.reasons"]}, complete={"undo_death": WHY},
    )  # fmt: skip
    known = elsewhere.Elsewhere("887", "Her mother rang.", True, "01634 000000")
    not_ours = elsewhere.close_as_not_ours(asked(), known, by=priya, **WHO)
    yield _of_assessment(cast, "not ours", not_ours)
    exported = elsewhere.export(collecting(), known, DAY, by=priya, **WHO)
    yield _of_assessment(cast, "exported", exported)
    detained = custody.hand_over(
        collecting(), place="Cookham Wood", how_known="Her mother rang.", by=priya, **WHO
    )
    yield _of_assessment(
        cast, "in custody", detained,
        missing=dict.fromkeys(RELEASES, NOBODY_KNOWS_WHERE),
        complete=dict.fromkeys(RELEASES, KNOWN_TO_BE_THERE),
    )  # fmt: skip


CAN_BE_WITHDRAWN = frozenset({"requested", "considering", "assessing", "planning", "in_custody"})
CAN_BE_HANDED_OVER = CAN_BE_WITHDRAWN - {"in_custody"}
RELEASES = (
    "release_to_request", "release_to_considering", "release_to_assessment",
    "release_to_planning",
)  # fmt: skip
NOBODY_KNOWS_WHERE = ["missing.place_of_custody", "missing.how_known"]
KNOWN_TO_BE_THERE = {"given": {"custody": CustodyFacts("Cookham Wood", "Her mother rang.")}}
NOBODY_KNOWS_WHICH = [
    "missing.other_authority", "missing.other_authority_since", "missing.how_known",
    "missing.consent_asked", "missing.where_to_ask",
]  # fmt: skip
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
        for step in ("close_as_not_ours", "export"):
            if step == "export" or row.status in {"requested", "considering"}:
                missing[step] = NOBODY_KNOWS_WHICH
                complete[step] = _another_authority(cast, row)
    if row.status in CAN_BE_HANDED_OVER:
        missing["hand_to_custody_officer"] = NOBODY_KNOWS_WHERE
        complete["hand_to_custody_officer"] = KNOWN_TO_BE_THERE
    return cast.subject(name, row, FAMILY | READERS, missing=missing, complete=complete, **more)


def _another_authority(cast: Cast, row: Assessment) -> dict[str, Any]:
    """What is known of another authority that is responsible, and the row that keeps it."""
    facts = ElsewhereFacts("887", "Her mother rang.", True, "01634 000000", DAY, MONDAY)

    def write_down() -> None:
        Elsewhere.objects.create(
            assessment=row, authority="887", since=DAY, how_known=facts.how_known, consents=True,
            where_to_ask=facts.where_to_ask, recorded_by=cast.priya,
        )  # fmt: skip

    return {"given": {"elsewhere": facts}, "alongside": write_down}
