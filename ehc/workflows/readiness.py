"""What is still missing before a step, as keys: a page maps each key to where it is mended.

Pure. A fact that nobody handed in counts as missing: the defaults refuse. What the law forbids to
wait for only *warns* (advice that has not come may not stop a decision, nor vagueness advice);
advice that was never sought stops it, because an assessment seeks it.

API: :class:`Severity`, :class:`MissingKey`, :data:`OF_SECTION_I`, :class:`Missing`,
:class:`AdviceStanding`, :class:`ProvisionRow`, :class:`PlanCheckResults`,
:class:`ReadinessFacts`, :func:`missing`, :func:`blocking`, :func:`warnings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.ceasing import CeasingFacts
from ehc.workflows.disputes import CARRIES_OUT
from ehc.workflows.duties import last_day_of
from ehc.workflows.ends import CustodyFacts, DeathFacts, ElsewhereFacts, WithdrawalFacts
from ehc.workflows.leaving_steps import RELEASES
from ehc.workflows.messages import Message, Param
from ehc.workflows.placement import (
    PlacementFacts,
    left_without_ground,
    never_consulted,
    still_awaited,
    wants_mainstream_ground,
)
from ehc.workflows.reassessments import REFUSAL_GROUNDS, WITHIN_SIX_MONTHS, RequestToReassess
from ehc.workflows.steps import STEPS
from ehc.workflows.transfers import TransferStanding


class Severity(StrEnum):
    """Whether something missing stops the step."""

    BLOCKS = "blocks"
    WARNS = "warns"


class MissingKey(StrEnum):
    """What can be missing. Parameters are named beside each."""

    CASEWORKER = "missing.caseworker"
    FAMILY_NOT_ASKED = "missing.family_not_asked"
    REASONS = "missing.reasons"
    REASONS_FOR_LETTER = "missing.reasons_for_letter"
    ADVICE_NOT_SOUGHT = "missing.advice_not_sought"  # advice, who
    ADVICE_NOT_RECEIVED = "missing.advice_not_received"  # advice, who
    QUALIFIED_TEACHER = "missing.qualified_teacher"  # sense
    QUESTIONS = "missing.questions"
    NEEDS_OR_STRENGTHS = "missing.needs_or_strengths"
    PROVISION = "missing.provision"
    PROVISION_WHAT = "missing.provision_what"  # row
    PROVISION_WHO = "missing.provision_who"  # row
    PROVISION_HOW_OFTEN = "missing.provision_how_often"  # row
    PROVISION_HOW_LONG = "missing.provision_how_long"  # row
    PROVISION_VAGUE = "missing.provision_vague"  # row, term
    SIGNATURE = "missing.signature"
    PLAN_NOT_CHECKED = "missing.plan_not_checked"
    SECTION_NOT_STATED = "missing.section_not_stated"  # section
    NEED_WITHOUT_PROVISION = "missing.need_without_provision"  # row
    SECTION_I_NOT_EMPTY = "missing.section_i_not_empty"
    PLAN_CHECK = "missing.plan_check"  # check
    PLAN_CHECK_WARNING = "missing.plan_check_warning"  # check
    DRAFT_NOT_SERVED = "missing.draft_not_served"
    COMMENTS_UNANSWERED = "missing.comments_unanswered"  # count
    LETTER_UNPOSTED = "missing.letter_unposted"
    WINDOW_OPEN = "missing.window_open"  # last_day
    PLACEMENT = "missing.placement"
    SETTING_NOT_CONSULTED = "missing.setting_not_consulted"  # setting
    REQUEST_NOT_CONSULTED = "missing.request_not_consulted"  # setting
    ANSWER_AWAITED = "missing.answer_awaited"  # setting, last_day
    REQUESTED_SETTING = "missing.requested_setting"  # setting
    MAINSTREAM_GROUND = "missing.mainstream_ground"
    HEALTH_NOT_AGREED = "missing.health_not_agreed"  # row
    SIGNING_OFFICER = "missing.signing_officer"
    CHANGES_NEED_NEW_DRAFT = "missing.changes_need_new_draft"  # count
    FINAL_VERSION = "missing.final_version"
    WITHDRAWAL_WORDS = "missing.withdrawal_words"
    WITHDRAWAL_ARRIVED = "missing.withdrawal_arrived"
    WITHDRAWAL_HOLDER = "missing.withdrawal_holder"
    RESPONSIBILITY = "missing.responsibility"
    DEATH = "missing.death"
    CEASE_NOTICE_UNSENT = "missing.cease_notice_unsent"
    CEASE_DAY = "missing.cease_day"
    CEASE_TOO_EARLY = "missing.cease_too_early"  # first_day
    CEASE_APPEAL_OPEN = "missing.cease_appeal_open"  # on
    CEASE_PLAN_CONTINUES = "missing.cease_plan_continues"  # on
    CEASE_ANOTHER_OPEN = "missing.cease_another_open"
    CEASE_BEFORE_BIRTHDAY = "missing.cease_before_birthday"  # on
    OTHER_AUTHORITY = "missing.other_authority"
    OTHER_AUTHORITY_SINCE = "missing.other_authority_since"
    HOW_KNOWN = "missing.how_known"
    CONSENT_ASKED = "missing.consent_asked"
    WHERE_TO_ASK = "missing.where_to_ask"
    PLACE_OF_CUSTODY = "missing.place_of_custody"
    CERTIFICATE = "missing.certificate"
    CONSENT_ORDER = "missing.consent_order"
    NOT_DECIDED = "missing.not_decided"
    WAS_DECIDED = "missing.was_decided"
    WHETHER_TO_ASSESS = "missing.whether_to_assess"
    REVIEW_DAY = "missing.review_day"  # last_day
    NEXT_SETTING = "missing.next_setting"
    MUST_REASSESS = "missing.must_reassess"
    REFUSAL_GROUND = "missing.refusal_ground"
    NOT_WITHIN_SIX_MONTHS = "missing.not_within_six_months"


OF_SECTION_I = frozenset(
    {
        MissingKey.SETTING_NOT_CONSULTED,
        MissingKey.REQUEST_NOT_CONSULTED,
        MissingKey.ANSWER_AWAITED,
        MissingKey.REQUESTED_SETTING,
        MissingKey.MAINSTREAM_GROUND,
    }
)
"""What can be missing of what Section I says."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing.

    Attributes:
        key: what.
        params: which one, how many.
        severity: whether it stops the step.
    """

    key: MissingKey
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.BLOCKS

    def __post_init__(self) -> None:
        """Freeze the parameters."""
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    @property
    def blocks(self) -> bool:
        """Whether it stops the step."""
        return self.severity is Severity.BLOCKS

    @property
    def message(self) -> Message:
        """The same as something to be said."""
        return Message(self.key.value, self.params)


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


def missing(step: str, facts: ReadinessFacts) -> tuple[Missing, ...]:
    """What is missing before a step, in the order in which it would be mended.

    Args:
        step: the name of a step in :data:`ehc.workflows.steps.STEPS`.
        facts: what is there.

    Raises:
        KeyError: if there is no such step.
    """
    STEPS[step]
    return tuple(one for rule in _RULES.get(step, ()) for one in rule(facts))


def blocking(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those that stop the step."""
    return tuple(one for one in found if one.blocks)


def warnings(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Those that the step may be taken without."""
    return tuple(one for one in found if not one.blocks)


def _warn(key: MissingKey, **params: Param) -> Missing:
    return Missing(key, params, Severity.WARNS)


def _caseworker(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.caseworker_allocated:
        yield Missing(MissingKey.CASEWORKER)


def _family_asked(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 36(4), regulation 3: consulted before anything is determined, unless it asked."""
    if facts.asked_by_family:
        return
    asked_on, on = facts.family_asked_on, facts.on
    if asked_on is None or (on is not None and on < asked_on):
        yield Missing(MissingKey.FAMILY_NOT_ASKED)


def _reasons(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.reasons.strip():
        yield Missing(MissingKey.REASONS)


def _reasons_for_letter(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.reasons.strip():
        yield Missing(MissingKey.REASONS_FOR_LETTER)


def _advice(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 6(1): an assessment seeks it. What is late may not stop a decision."""
    for item in facts.advice:
        if not item.sought:
            yield Missing(MissingKey.ADVICE_NOT_SOUGHT, _named(item))
        elif item.received and item.consult and not item.qualified_teacher.strip():
            sense = Message(f"sense.{item.consult}")
            yield Missing(MissingKey.QUALIFIED_TEACHER, {"sense": sense})
        elif not item.received and not item.explanation.strip():
            yield _warn(MissingKey.ADVICE_NOT_RECEIVED, **_named(item))


def _advice_again(facts: ReadinessFacts) -> Iterator[Missing]:
    """The advice of the assessment before may stand in (regulation 6(4)), so none of it stops."""
    for found in _advice(facts):
        yield replace(found, severity=Severity.WARNS)


def _named(item: AdviceStanding) -> dict[str, Param]:
    return {"advice": Message(f"advice.{item.kind}"), "who": item.who}


def _questions(facts: ReadinessFacts) -> Iterator[Missing]:
    if facts.questions < 1:
        yield Missing(MissingKey.QUESTIONS)


def _advice_contents(facts: ReadinessFacts) -> Iterator[Missing]:
    if facts.needs + facts.strengths < 1 and not facts.nothing_needed.strip():
        yield Missing(MissingKey.NEEDS_OR_STRENGTHS)
    if not facts.provisions and not facts.nothing_needed.strip():
        yield Missing(MissingKey.PROVISION)
    for row in facts.provisions:
        yield from _provision(row)


def _provision(row: ProvisionRow) -> Iterator[Missing]:
    if not row.what.strip():
        yield Missing(MissingKey.PROVISION_WHAT, {"row": row.key})
    if not row.who.strip():
        yield _warn(MissingKey.PROVISION_WHO, row=row.key)
    if not row.how_often.strip():
        yield _warn(MissingKey.PROVISION_HOW_OFTEN, row=row.key)
    if not row.how_long.strip():
        yield _warn(MissingKey.PROVISION_HOW_LONG, row=row.key)
    for term in row.vague_terms:
        yield _warn(MissingKey.PROVISION_VAGUE, row=row.key, term=term)


def _signature(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.signed_by.strip():
        yield Missing(MissingKey.SIGNATURE)


def _plan(facts: ReadinessFacts) -> Iterator[Missing]:
    checks = facts.plan_checks
    if checks is None:
        yield Missing(MissingKey.PLAN_NOT_CHECKED)
        return
    for section in checks.sections_not_stated:
        yield Missing(MissingKey.SECTION_NOT_STATED, {"section": section})
    for row in checks.needs_without_provision:
        yield Missing(MissingKey.NEED_WITHOUT_PROVISION, {"row": row})
    for check in checks.blocking:
        yield Missing(MissingKey.PLAN_CHECK, {"check": check})
    for check in checks.warning:
        yield _warn(MissingKey.PLAN_CHECK_WARNING, check=check)


def _no_placement_in_draft(facts: ReadinessFacts) -> Iterator[Missing]:
    """Children and Families Act 2014, section 38(5)."""
    if facts.plan_checks is not None and not facts.plan_checks.section_i_empty:
        yield Missing(MissingKey.SECTION_I_NOT_EMPTY)


def _draft_and_comments(facts: ReadinessFacts) -> Iterator[Missing]:
    """Sections 38(4) and 39(7): not before the period has ended, unless the family agrees.

    A plan that is amended by an order, an agreement or an appeal that is not opposed is not
    proposed first: regulations 42, 44 and 45 give its day, two weeks for a setting.
    """
    if facts.as_decided:
        return
    if facts.letter_unposted and not facts.family_agreed:
        yield Missing(MissingKey.LETTER_UNPOSTED)
        return
    if facts.draft_served_on is None:
        yield Missing(MissingKey.DRAFT_NOT_SERVED)
        return
    if facts.comments_unanswered > 0:
        yield Missing(MissingKey.COMMENTS_UNANSWERED, {"count": facts.comments_unanswered})
    last_day = last_day_of("draft.comments", facts.draft_served_on, begun_on=facts.begun_on)
    if facts.comments_close_on is not None:
        last_day = max(last_day, facts.comments_close_on)
    if not facts.family_agreed and (facts.on is None or facts.on <= last_day):
        yield Missing(MissingKey.WINDOW_OPEN, {"last_day": last_day})


def _placement(facts: ReadinessFacts) -> Iterator[Missing]:
    """Sections 33 and 39(2) to (5): what the family asked for, and mainstream otherwise."""
    said = facts.placement
    if said.named and not said.consulted:
        yield Missing(MissingKey.SETTING_NOT_CONSULTED, {"setting": said.named})
    for name in never_consulted(said):
        yield Missing(MissingKey.REQUEST_NOT_CONSULTED, {"setting": name})
    for one in still_awaited(said, facts.on):
        last_day = one.answer_by or "—"
        yield Missing(MissingKey.ANSWER_AWAITED, {"setting": one.name, "last_day": last_day})
    for name in left_without_ground(said):
        yield Missing(MissingKey.REQUESTED_SETTING, {"setting": name})
    if wants_mainstream_ground(said):
        yield Missing(MissingKey.MAINSTREAM_GROUND)


def _health_agreed(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 12(2): what a plan has in G is agreed by the commissioning body."""
    if facts.plan_checks is not None:
        for row in facts.plan_checks.health_not_agreed:
            yield Missing(MissingKey.HEALTH_NOT_AGREED, {"row": row})


def _final_contents(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.placement_stated and not facts.section_61_decision:
        yield Missing(MissingKey.PLACEMENT)
    if facts.changes_needing_new_draft:
        yield Missing(
            MissingKey.CHANGES_NEED_NEW_DRAFT, {"count": len(facts.changes_needing_new_draft)}
        )
    if not facts.signing_officer.strip():
        yield Missing(MissingKey.SIGNING_OFFICER)


def _final_version(facts: ReadinessFacts) -> Iterator[Missing]:
    if not facts.final_version:
        yield Missing(MissingKey.FINAL_VERSION)


def _withdrawal(facts: ReadinessFacts) -> Iterator[Missing]:
    """In writing, by whoever holds the rights; never presumed from silence."""
    said = facts.withdrawal
    if not said.words.strip() or not said.means:
        yield Missing(MissingKey.WITHDRAWAL_WORDS)
    arrived, received, on = said.arrived_on, said.received_on, facts.on
    if arrived is None or received is None or on is None or not received <= arrived <= on:
        yield Missing(MissingKey.WITHDRAWAL_ARRIVED)
    if said.holder not in said.holders:
        yield Missing(MissingKey.WITHDRAWAL_HOLDER)
    if said.by_staff and not said.responsibility.strip():
        yield Missing(MissingKey.RESPONSIBILITY)


def _death(facts: ReadinessFacts) -> Iterator[Missing]:
    """Never recorded by chance: a day that has come, and how it is known."""
    said, on = facts.death, facts.on
    if said.died_on is None or on is None or said.died_on > on or not said.how_known.strip():
        yield Missing(MissingKey.DEATH)


def _ceasing(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 45(4): not before the time to appeal is over, nor while an appeal is open."""
    said, on = facts.ceasing, facts.on
    if said.continues_since is not None:
        yield Missing(MissingKey.CEASE_PLAN_CONTINUES, {"on": said.continues_since})
        return
    if said.appeal_open_on is not None:
        yield Missing(MissingKey.CEASE_APPEAL_OPEN, {"on": said.appeal_open_on})
    elif said.notice_unsent:
        # No time to appeal has begun, so no first day is told either.
        yield Missing(MissingKey.CEASE_NOTICE_UNSENT)
    elif said.first_day is None or on is None:
        yield Missing(MissingKey.CEASE_DAY)
    elif on < said.first_day:
        yield Missing(MissingKey.CEASE_TOO_EARLY, {"first_day": said.first_day})
    if said.not_before is not None and (on is None or on < said.not_before):
        yield Missing(MissingKey.CEASE_BEFORE_BIRTHDAY, {"on": said.not_before})
    if said.another_open:
        yield Missing(MissingKey.CEASE_ANOTHER_OPEN)


def _elsewhere(facts: ReadinessFacts) -> Iterator[Missing]:
    """Nothing is sent on unless the family was asked; without its consent it is told where."""
    said = facts.elsewhere
    if not said.authority:
        yield Missing(MissingKey.OTHER_AUTHORITY)
    since, received, on = said.since, said.received_on, facts.on
    if since is None or on is None or since > on or (received is not None and since < received):
        yield Missing(MissingKey.OTHER_AUTHORITY_SINCE)
    if not said.how_known.strip():
        yield Missing(MissingKey.HOW_KNOWN)
    if said.consents is None:
        yield Missing(MissingKey.CONSENT_ASKED)
    if not said.where_to_ask.strip():
        yield Missing(MissingKey.WHERE_TO_ASK)


def _custody(facts: ReadinessFacts) -> Iterator[Missing]:
    """Never put on rules of its own by chance: where they are, and how that is known."""
    if not facts.custody.place.strip():
        yield Missing(MissingKey.PLACE_OF_CUSTODY)
    if not facts.custody.how_known.strip():
        yield Missing(MissingKey.HOW_KNOWN)


def _certificate(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 55(1) to (3): no appeal without one, unless about the placement alone, or by leave.

    Whoever did not contact the mediation adviser in time gets no certificate, and needs the
    Tribunal's leave instead (regulation 34(3)).
    """
    if not facts.certificate and not facts.placement_alone and facts.leave_on is None:
        yield Missing(MissingKey.CERTIFICATE)


def _not_answered(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 45(1): only before the authority's answer; after it a consent order is needed."""
    if facts.answered_on is not None and (facts.on is None or facts.answered_on <= facts.on):
        yield Missing(MissingKey.CONSENT_ORDER)


def _decided(step: str) -> Callable[[ReadinessFacts], Iterator[Missing]]:
    """That something was decided which the step carries out."""

    def rule(facts: ReadinessFacts) -> Iterator[Missing]:
        if not CARRIES_OUT[step] & facts.decided:
            yield Missing(MissingKey.NOT_DECIDED)

    return rule


def _not_decided_for_us(facts: ReadinessFacts) -> Iterator[Missing]:
    """A refusal that was undone for the authority is not its own to reverse.

    The limits of regulations 42, 44 and 45 run from what was decided, and not from a reversal.
    """
    if _UNDO_A_REFUSAL & facts.decided:
        yield Missing(MissingKey.WAS_DECIDED)


_UNDO_A_REFUSAL = frozenset().union(
    *(CARRIES_OUT[step] for step in ("assess_as_decided", "make_plan_as_decided", "decide_again"))
)


def _what_follows(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 15(4)(b) and (c): both are told, and the review lies within regulation 15(5)."""
    said = facts.transfer
    if said.proposes_to_assess is None:
        yield Missing(MissingKey.WHETHER_TO_ASSESS)
    day, by, on = said.review_on, said.review_by, facts.on
    # Where the last day has passed, any day to come is better than none.
    if day is None or by is None or on is None or not on <= day <= (by if on <= by else day):
        yield Missing(MissingKey.REVIEW_DAY, {"last_day": by or "—"})


def _next_setting(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulation 18: reviewed, and where necessary amended, so that it names the next setting."""
    if not facts.transfer.plan_names_next:
        yield Missing(MissingKey.NEXT_SETTING)


def _may_refuse_to_reassess(facts: ReadinessFacts) -> Iterator[Missing]:
    """Regulations 23 and 24: never what the commissioning body asks; else on two grounds."""
    asked = facts.reassessment
    if asked.by_commissioning_body:
        yield Missing(MissingKey.MUST_REASSESS)
    elif asked.refused_as not in REFUSAL_GROUNDS:
        yield Missing(MissingKey.REFUSAL_GROUND)
    elif asked.refused_as == WITHIN_SIX_MONTHS and not asked.assessed_within_six_months:
        yield Missing(MissingKey.NOT_WITHIN_SIX_MONTHS)


_RULES: Mapping[str, tuple[Callable[[ReadinessFacts], Iterator[Missing]], ...]] = MappingProxyType(
    {
        "consider_assessing": (_caseworker, _family_asked),
        "agree_to_assess": (_caseworker, _family_asked, _reasons),
        "refuse_to_assess": (_caseworker, _family_asked, _reasons_for_letter),
        "reverse_refusal_to_assess": (_not_decided_for_us, _caseworker, _reasons),
        "reverse_refusal_to_issue": (_not_decided_for_us, _caseworker, _reasons),
        "agree_to_issue": (_advice,),
        "refuse_to_issue": (_advice, _reasons_for_letter),
        "submit_advice": (_advice_contents, _signature),
        "return_advice": (_questions,),
        "serve_draft": (_plan, _no_placement_in_draft),
        "finalise_version": (
            _draft_and_comments,
            _plan,
            _health_agreed,
            _final_contents,
            _placement,
        ),
        "issue_plan": (_final_version,),
        "keep_plan": (_reasons,),
        "propose_amendments": (_reasons,),
        "decide_not_to_amend": (_reasons_for_letter,),
        "send_amended_plan": (_reasons,),
        "decide_to_cease": (_reasons,),
        "cancel_review_meeting": (_reasons,),
        "cease_plan": (_ceasing,),
        "agree_to_reassess": (_caseworker, _reasons),
        "refuse_to_reassess": (_caseworker, _may_refuse_to_reassess, _reasons),
        "send_plan_after_reassessment": (_final_version, _advice_again),
        "withdraw": (_withdrawal,),
        "record_death": (_death,),
        "undo_death": (_reasons,),
        "close_as_not_ours": (_elsewhere,),
        "export": (_elsewhere,),
        "hand_to_custody_officer": (_custody,),
        **dict.fromkeys(RELEASES.values(), (_custody,)),
        "record_appeal": (_certificate,),
        "concede_appeal": (_not_answered,),
        "assess_as_decided": (_caseworker, _decided("assess_as_decided")),
        "make_plan_as_decided": (_caseworker, _decided("make_plan_as_decided")),
        "decide_again": (_caseworker, _decided("decide_again")),
        "reassess_as_decided": (_caseworker, _decided("reassess_as_decided")),
        "send_plan_as_decided": (_final_version, _decided("send_plan_as_decided")),
        "tell_family_of_transfer": (_caseworker, _what_follows),
        "name_next_setting": (_next_setting,),
        "call_off_transfer": (_reasons,),
        "ask_anew": (_reasons,),
    }
)
