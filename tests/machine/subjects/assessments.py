"""An assessment in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import assessments, custody, elsewhere, ends, plans
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
    yield _of_assessment(
        cast, "refused to assess", act(asked(), "refuse_to_assess"),
        missing={"reverse_refusal_to_assess": ["missing.reasons"]},
        complete={"reverse_refusal_to_assess": WHY},
    )  # fmt: skip

    def everybody_asked() -> Assessment:
        return journeys.everybody_asked(priya, MONDAY, **cast.request())

    yield _of_assessment(
        cast, "assessing", everybody_asked(),
        missing={"agree_to_issue": [], "refuse_to_issue": ["missing.reasons_for_letter"]},
        complete={"agree_to_issue": {}, "refuse_to_issue": WHY},
    )  # fmt: skip
    yield _of_assessment(
        cast, "refused to issue", act(everybody_asked(), "refuse_to_issue"),
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
