"""What the rules are shown; what nobody handed in counts as missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ehc.workflows.ceasing import CeasingFacts
from ehc.workflows.ends import CustodyFacts, DeathFacts, ElsewhereFacts, WithdrawalFacts
from ehc.workflows.placement import (
    PlacementFacts,
)
from ehc.workflows.reassessments import RequestToReassess
from ehc.workflows.transfers import TransferStanding


@dataclass(frozen=True, slots=True)
class AdviceStanding:
    """One item of the checklist, and what became of it.

    Attributes:
        kind: one of :class:`~ehc.workflows.advice.AdviceKind`.
        who: the person or service asked, if named.
        sought: whether it was asked for.
        received: whether it has come, or existing advice stands in for it (regulation 6(4)).
        explanation: why it is missing, if somebody has said so.
        consult: for whom a qualified teacher must be consulted (a
            :class:`~ehc.workflows.advice.Sense`, regulation 6(2)); empty: for none.
        qualified_teacher: who was consulted, or that whoever gives it is qualified.
    """

    kind: str
    who: str = ""
    sought: bool = True
    received: bool = False
    explanation: str = ""
    consult: str = ""
    qualified_teacher: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """One line of provision that an adviser recommends.

    Attributes:
        key: its name, to link to.
        what, who, how_often, how_long: as written.
        vague_terms: the vague terms that the checks found in it.
    """

    key: str
    what: str = ""
    who: str = ""
    how_often: str = ""
    how_long: str = ""
    vague_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanCheckResults:
    """What the checks of a plan found, as keys of rows, sections and rules.

    Attributes:
        sections_not_stated: statutory sections that say neither something nor "none".
        needs_without_provision: needs of section B that no provision of F meets.
        section_i_empty: whether section I is empty.
        health_not_agreed: provision of G that the commissioning body has not agreed.
        blocking: other checks that stop.
        warning: checks that only warn.
    """

    sections_not_stated: tuple[str, ...] = ()
    needs_without_provision: tuple[str, ...] = ()
    section_i_empty: bool = False
    health_not_agreed: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    warning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadinessFacts:
    """The facts that steps ask for; hand in those of the step, the rest may be left out.

    Attributes:
        on: the day on which the step is taken.
        caseworker_allocated: whether the case has a caseworker.
        asked_by_family: whether the parent or young person asked for the assessment.
        family_asked_on: when the family was asked what it thinks, where somebody else asked.
        reasons: the reasons, in words that go into the letter of a refusal.
        advice: each item of the checklist.
        questions: how many questions are pinned to the advice.
        needs, strengths: how many rows of each the advice has.
        provisions: the provision that the advice recommends.
        nothing_needed: why the adviser recommends nothing ("not known to this service").
        signed_by: who signs the advice.
        plan_checks: what the checks of the plan found; None: they have not run.
        draft_served_on: when the draft was served.
        letter_unposted: whether it was, but for the posting of its letter to the family.
        begun_on: the day whose law gives the time for comments; None: that of the service.
        comments_close_on: the last day for the family's comments that the draft's letter gave;
            never taken to be earlier than the law's own.
        comments_unanswered: how many comments have no answer.
        family_agreed: whether the family has answered in full, or has said that it needs no
            more time.
        placement_stated: whether a setting or a type of setting is stated.
        section_61_decision: whether section I is empty by recorded decision (section 61).
        placement: the setting that is named or left out, where that is decided anew.
        signing_officer: the officer of the authority who signs.
        changes_needing_new_draft: changes since the served draft that come neither from the
            family's comments nor from the placement decision (regulation 14(1)).
        final_version: whether a version of the plan has been finalised.
        withdrawal: what was withdrawn in writing, by whom.
        death: when the child or young person died, and how that is known.
        ceasing: from when a plan that is to end may end, and what stands against it.
        elsewhere: which other authority is responsible, and what the family agreed to.
        custody: where somebody is detained or was released to, and how that is known.
        certificate: whether a mediation certificate was issued.
        placement_alone: whether the appeal is about the placement alone (section 55(2)).
        leave_on: when the Tribunal gave leave to appeal without a certificate (regulation 34(3)).
        answered_on: when the authority answered the appeal.
        decided: what orders, agreements and appeals not opposed ask for and nobody has done.
        as_decided: whether the version of the plan is to be sent because of one of those.
        transfer: what is known of a move between authorities or phases.
        reassessment: what is said of a request for a reassessment.
    """

    on: date | None = None
    caseworker_allocated: bool = False
    asked_by_family: bool = False
    family_asked_on: date | None = None
    reasons: str = ""
    advice: tuple[AdviceStanding, ...] = ()
    questions: int = 0
    needs: int = 0
    strengths: int = 0
    provisions: tuple[ProvisionRow, ...] = ()
    nothing_needed: str = ""
    signed_by: str = ""
    plan_checks: PlanCheckResults | None = None
    draft_served_on: date | None = None
    letter_unposted: bool = False
    begun_on: date | None = None
    comments_close_on: date | None = None
    comments_unanswered: int = 0
    family_agreed: bool = False
    placement_stated: bool = False
    section_61_decision: bool = False
    placement: PlacementFacts = field(default_factory=PlacementFacts)
    signing_officer: str = ""
    changes_needing_new_draft: tuple[str, ...] = ()
    final_version: bool = False
    withdrawal: WithdrawalFacts = field(default_factory=WithdrawalFacts)
    death: DeathFacts = field(default_factory=DeathFacts)
    ceasing: CeasingFacts = field(default_factory=CeasingFacts)
    elsewhere: ElsewhereFacts = field(default_factory=ElsewhereFacts)
    custody: CustodyFacts = field(default_factory=CustodyFacts)
    certificate: bool = False
    placement_alone: bool = False
    leave_on: date | None = None
    answered_on: date | None = None
    decided: frozenset[str] = frozenset()
    as_decided: bool = False
    transfer: TransferStanding = field(default_factory=TransferStanding)
    reassessment: RequestToReassess = field(default_factory=RequestToReassess)
