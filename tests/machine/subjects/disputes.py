"""A disagreement with a decision in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import appeals, disputes
from ehc.actions._step import take_step
from ehc.models import Case, Dispute, Document
from ehc.models._process import Process
from tests import journeys
from tests.machine.standing import DAY, FAMILY, MONDAY, READERS, WHO, WHY, Cast, Subject

WORDS = "As it says."


def disagreed(cast: Cast, case: Case, kind: str) -> Dispute:
    """The family disagrees with what a letter of this kind decided."""
    notice = Document.objects.get(case=case, kind=kind)
    return disputes.open_dispute(notice, said="No.", by=cast.priya, **WHO)


def appealed(cast: Cast, case: Case, kind: str) -> Dispute:
    """The same, and it has appealed."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}
    certified = disputes.record_certificate(disagreed(cast, case, kind), kind="declined", **by)
    return appeals.record_appeal(certified, placement_alone=False, **by)


def order(cast: Cast, dispute: Dispute, what: str) -> Dispute:
    """The Tribunal has ordered one thing."""
    return appeals.record_order(
        dispute, orders=[what], words=WORDS, directed={}, by=cast.priya, **WHO
    )


def dispute_subjects(cast: Cast) -> Iterator[Subject]:
    """A disagreement with a refusal to assess at each of its eight statuses."""
    by: dict[str, Any] = {"by": cast.priya, **WHO}
    kind = "refuse_to_assess"

    def refused() -> Case:
        asked = journeys.allocated(cast.priya, MONDAY, **cast.request())
        return take_step(asked, kind, **by, **WHY).case

    def mediating() -> Dispute:
        return disputes.ask_for_mediation(
            disagreed(cast, refused(), kind), about="both", issues=WORDS, **by
        )

    def subject(name: str, row: Process, **more: Any) -> Subject:
        return cast.subject(name, row, READERS | FAMILY, **more)

    appeal = {"changes": {"placement_alone": False, "appealed_on": DAY}}
    # About a placement alone no certificate is needed.
    alone = {"changes": {"placement_alone": True, "appealed_on": DAY}}
    certificate = {"changes": {"certificate": "declined", "certificate_on": DAY}}
    agreement = {**WHY, "changes": {"agreement": WORDS}}
    asked = {"mediation_about": "both", "mediation_issues": WORDS, "mediation_asked_on": DAY}
    uncertified = {"record_appeal": ["missing.certificate"]}
    yield subject(
        "disagrees", disagreed(cast, refused(), kind), missing=uncertified,
        complete={
            "ask_for_mediation": {**WHY, "changes": asked}, "record_certificate": certificate,
            "record_appeal": alone,
        },
    )  # fmt: skip
    yield subject(
        "mediating", mediating(), missing=uncertified,
        complete={
            "record_certificate": certificate, "record_agreement": agreement,
            "record_appeal": alone,
        },
    )  # fmt: skip
    agreed = disputes.record_agreement(
        mediating(), about=["assess"], words=WORDS, directed={}, **by
    )
    yield subject(
        "agreed in mediation", agreed, missing=uncertified,
        complete={"record_certificate": certificate, "record_appeal": alone},
    )  # fmt: skip
    yield subject(
        "certified", disputes.record_certificate(mediating(), kind="took_part", **by),
        complete={"record_agreement": agreement, "record_appeal": appeal},
    )  # fmt: skip
    ended = {"changes": {"decided_on": DAY}}
    yield subject(
        "appealed", appealed(cast, refused(), kind),
        complete=dict.fromkeys(("concede_appeal", "record_order", "withdraw_appeal"), ended),
    )  # fmt: skip
    answered = appeals.answer_appeal(appealed(cast, refused(), kind), **by)
    yield subject(
        "appealed, and answered", answered, missing={"concede_appeal": ["missing.consent_order"]},
        complete=dict.fromkeys(("record_order", "withdraw_appeal"), ended),
    )  # fmt: skip
    left = appeals.concede_appeal(appealed(cast, refused(), kind), about="assess", **by)
    yield subject("not opposed", left)
    yield subject("ordered", order(cast, appealed(cast, refused(), kind), "assess"))
    given_up = appeals.withdraw_appeal(appealed(cast, refused(), kind), **by)
    yield subject("appeal withdrawn", given_up)
