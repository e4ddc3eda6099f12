"""What can have happened on a case, and what is told of each.

An event's day is the day on which the family was *notified* (or the document was sent), not the
day of a meeting or a panel. Which details an event needs, and the words each may take, is a
table: :data:`DETAILS`.

API: :class:`EventKind`, :class:`Body`, :class:`Event`, :class:`Detail`, :data:`DETAILS`,
:class:`When`, :func:`when`, :data:`REASSESS`, :data:`BEGINS_ANOTHER_PLAN`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.advice import AdviceKind


class EventKind(StrEnum):
    """What can have happened."""

    CONSIDERING_NOTIFIED = "considering_notified"
    AGREED_TO_ASSESS = "agreed_to_assess"
    REFUSED_TO_ASSESS = "refused_to_assess"
    REFUSAL_REVERSED = "refusal_reversed"
    REQUEST_WITHDRAWN = "request_withdrawn"
    DECEASED = "deceased"
    NOT_OURS = "not_ours"
    EXPORTED = "exported"
    DETAINED = "detained"
    RELEASED = "released"
    ADVICE_REQUESTED = "advice_requested"
    ADVICE_RECEIVED = "advice_received"
    REFUSED_TO_ISSUE = "refused_to_issue"
    AGREED_TO_ISSUE = "agreed_to_issue"
    DRAFT_SERVED = "draft_served"
    PLAN_FINALISED = "plan_finalised"
    SETTING_CONSULTED = "setting_consulted"
    SETTING_ANSWERED = "setting_answered"
    NOTICE_SENT = "notice_sent"
    MEDIATION_DECLINED = "mediation_declined"
    MEDIATION_REQUESTED = "mediation_requested"
    HEALTH_BODIES_TOLD = "health_bodies_told"
    MEDIATION_ARRANGED = "mediation_arranged"
    MEDIATION_NOT_ARRANGED = "mediation_not_arranged"
    MEDIATION_HELD = "mediation_held"
    MEDIATION_CERTIFICATE_ISSUED = "mediation_certificate_issued"
    MEDIATION_AGREED = "mediation_agreed"
    AGREEMENT_KEPT = "agreement_kept"
    HEALTH_AGREEMENT_REACHED = "health_agreement_reached"
    HEALTH_AGREEMENT_TOLD = "health_agreement_told"
    APPEAL_LODGED = "appeal_lodged"
    APPEAL_SENT_TO_US = "appeal_sent_to_us"
    APPEAL_ANSWERED = "appeal_answered"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    APPEAL_HANDED_OVER = "appeal_handed_over"
    UNOPPOSED_APPEAL_NOTIFIED = "unopposed_appeal_notified"
    TRIBUNAL_ORDERED = "tribunal_ordered"
    RECOMMENDATION_MADE = "recommendation_made"
    RECOMMENDATION_ANSWERED = "recommendation_answered"
    ANSWER_COPIED = "answer_copied"
    PLAN_MADE = "plan_made"
    PLAN_REVIEWED = "plan_reviewed"
    REVIEW_NOTICE_GIVEN = "review_notice_given"
    REVIEW_PAPERS_SENT = "review_papers_sent"
    REVIEW_MEETING_HELD = "review_meeting_held"
    REVIEW_REPORT_SENT = "review_report_sent"
    REVIEW_DECIDED = "review_decided"
    AMENDMENTS_PROPOSED = "amendments_proposed"
    AMENDED_PLAN_SENT = "amended_plan_sent"
    NOT_AMENDED_AFTER_REVIEW = "not_amended_after_review"
    AMENDMENTS_PROPOSED_WITHOUT_REVIEW = "amendments_proposed_without_review"
    AMENDED_WITHOUT_REVIEW = "amended_without_review"
    NOT_AMENDED_WITHOUT_REVIEW = "not_amended_without_review"
    REASSESSMENT_REQUESTED = "reassessment_requested"
    REASSESSMENT_AGREED = "reassessment_agreed"
    MOVED_OUT = "moved_out"
    PLAN_TRANSFERRED_OUT = "plan_transferred_out"
    PLAN_TRANSFERRED_IN = "plan_transferred_in"
    TRANSFER_NOTIFIED = "transfer_notified"
    COMMISSIONING_BODY_CHANGED = "commissioning_body_changed"
    COMMISSIONING_BODY_TOLD = "commissioning_body_told"
    CEASE_DECIDED = "cease_decided"
    PLAN_CEASED = "plan_ceased"
    PHASE_TRANSFER = "phase_transfer"
    DIRECT_PAYMENT_BEGUN = "direct_payment_begun"
    DIRECT_PAYMENT_REVIEWED = "direct_payment_reviewed"
    DISCLOSURE_REQUESTED = "disclosure_requested"
    PLAN_DISCLOSED = "plan_disclosed"


class Body(StrEnum):
    """Who was asked for advice: a body of section 31 of the Act, or anybody else."""

    S31 = "s31"
    OTHER = "other"


ORDERS = (
    "assess",
    "reassess",
    "make_and_maintain",
    "refer_back",
    "amend_provision",
    "name_setting",
    "continue",
    "continue_and_amend",
    "dismiss_cease",
)
"""What the Tribunal can order (SEND Regulations 2014, regulations 43(2) and 44(2))."""

UNOPPOSED = ("assess", "reassess", "make_and_maintain", "contents", "setting_only", "cease")
"""What an appeal that the authority does not oppose can be about (regulation 45)."""

DECISIONS = (
    "refuse_to_assess",
    "refuse_to_issue",
    "final_plan",
    "review",
    "refuse_reassessment",
    "cease",
)
"""The decisions whose written notice carries a right of appeal (section 51(2))."""

CARRIED_OUT = ("contents", "setting_only", "both")
"""The part of an order that a plan which was sent carries out; left out: whatever is owed."""

PHASE_TRANSFERS = ("to_school", "to_post_16", "post_16_move")
"""Transfers between phases (regulation 18)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        what: one of :class:`EventKind`.
        on: the day that counts; of a move and of a transfer between phases, the day of the move,
            which may lie ahead.
        advice: one of :class:`~ehc.workflows.advice.AdviceKind`, for advice.
        body: one of :class:`Body`, for advice asked for; left out, medical advice is taken to
            be asked of a section 31 body and all other advice not.
        received_by_body_on: when a section 31 body received the request; None: not known.
        of: for ``refusal_reversed``, what had been refused: ``"assess"``.
        ref: your own name for the request for advice; matches its receipt where one kind of
            advice was asked for more than once, and comes back on the duty; or for something
            that was decided, to which ``carries`` refers.
        decision: for ``notice_sent``, one of :data:`DECISIONS`; for an appeal that was brought or
            withdrawn, the one that it is against, if that is known.
        order: for ``tribunal_ordered``, one of :data:`ORDERS`.
        about: for an appeal that is not opposed, one of :data:`UNOPPOSED`; for an agreement
            reached in mediation, any of those, of :data:`ORDERS`, or ``"other"``; for a plan that
            was sent, which part of an order it carries out, one of :data:`CARRIED_OUT`.
        field: for a recommendation, ``"health"`` or ``"social_care"``; for mediation asked for,
            ``"health"`` if it is about health care alone, ``"education"`` (or social care) or
            ``"both"``.
        outcome: for ``review_decided``, ``"maintain"``, ``"amend"`` or ``"cease"``.
        kind: for ``phase_transfer``, one of :data:`PHASE_TRANSFERS`.
        year: for ``phase_transfer``, the calendar year of the transfer, if that is what is known.
        became_aware_on: for ``moved_out``, when the authority became aware of the move; for a
            ``post_16_move``, when it was proposed.
        meeting_on: the day of the meeting that is spoken of before it is held
            (:data:`BEFORE_A_MEETING`).
        agreed_to_less: for ``mediation_arranged``, whether the family agreed to be told later
            than five working days before (regulation 37(2)).
        carries: for a plan that was sent, the ``ref`` of each decision that the sending carries
            out; left out, it carries out whatever asked for a plan.
        directed: dates that the Tribunal directed (or the parties agreed in writing), each with
            the name of its duty; those of one order may stand on any of its events of that day.
        maintained_until: for ``cease_decided``, the last day on which the plan is known to have
            been maintained; left out, it is taken to have ended on the first day on which it may.
    """

    what: str
    on: date
    advice: str | None = None
    body: str | None = None
    received_by_body_on: date | None = None
    of: str | None = None
    ref: str = ""
    decision: str | None = None
    order: str | None = None
    about: str | None = None
    field: str | None = None
    outcome: str | None = None
    kind: str | None = None
    year: int | None = None
    became_aware_on: date | None = None
    meeting_on: date | None = None
    agreed_to_less: bool = False
    carries: tuple[str, ...] = ()
    directed: tuple[tuple[str, date], ...] = ()
    maintained_until: date | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A word that is told of an event.

    Attributes:
        name: the attribute of :class:`Event`.
        words: what it may be.
        needed: whether the event says nothing without it.
    """

    name: str
    words: tuple[str, ...]
    needed: bool = True


_ADVICE = Detail("advice", tuple(AdviceKind))
_BODY = Detail("body", tuple(Body), needed=False)
_FIELD = Detail("field", ("health", "social_care"))
_APPEALED = Detail("decision", DECISIONS, needed=False)
_CARRIED_OUT = Detail("about", CARRIED_OUT, needed=False)

DETAILS: Mapping[EventKind, tuple[Detail, ...]] = MappingProxyType(
    {
        EventKind.ADVICE_REQUESTED: (_ADVICE, _BODY),
        EventKind.ADVICE_RECEIVED: (_ADVICE, _BODY),
        EventKind.REFUSAL_REVERSED: (Detail("of", ("assess",)),),
        EventKind.PLAN_FINALISED: (_CARRIED_OUT,),
        EventKind.AMENDED_PLAN_SENT: (_CARRIED_OUT,),
        EventKind.NOTICE_SENT: (Detail("decision", DECISIONS),),
        EventKind.APPEAL_LODGED: (_APPEALED,),
        EventKind.APPEAL_WITHDRAWN: (_APPEALED,),
        EventKind.TRIBUNAL_ORDERED: (Detail("order", ORDERS),),
        EventKind.UNOPPOSED_APPEAL_NOTIFIED: (Detail("about", UNOPPOSED),),
        EventKind.MEDIATION_AGREED: (
            Detail("about", tuple(dict.fromkeys((*ORDERS, *UNOPPOSED, "other")))),
        ),
        EventKind.MEDIATION_REQUESTED: (Detail("field", ("health", "education", "both")),),
        EventKind.HEALTH_BODIES_TOLD: (Detail("field", ("health", "both")),),
        EventKind.RECOMMENDATION_MADE: (_FIELD,),
        EventKind.RECOMMENDATION_ANSWERED: (_FIELD,),
        EventKind.ANSWER_COPIED: (_FIELD,),
        EventKind.REVIEW_DECIDED: (Detail("outcome", ("maintain", "amend", "cease")),),
        EventKind.PHASE_TRANSFER: (Detail("kind", PHASE_TRANSFERS),),
    }
)
"""What is told of each event besides its day; an event without an entry needs no more."""

MAY_PRECEDE_THE_REQUEST = frozenset(
    {
        EventKind.PLAN_MADE,
        EventKind.PLAN_REVIEWED,
        EventKind.PHASE_TRANSFER,
        EventKind.COMMISSIONING_BODY_CHANGED,
        EventKind.COMMISSIONING_BODY_TOLD,
    }
)
"""Events that may lie before the request that the facts are about.

Of a plan that comes from another area the health body may know before it is transferred.
"""

MAY_LIE_AHEAD = frozenset({EventKind.PHASE_TRANSFER, EventKind.MOVED_OUT})
"""Events that are known before their day."""


BEFORE_A_MEETING = frozenset(
    {
        EventKind.REVIEW_NOTICE_GIVEN,
        EventKind.REVIEW_PAPERS_SENT,
        EventKind.MEDIATION_ARRANGED,
    }
)
"""Events that speak of a meeting to come, on ``meeting_on``."""

NEEDS_A_MEETING = frozenset({EventKind.REVIEW_NOTICE_GIVEN, EventKind.REVIEW_PAPERS_SENT})
"""Of those, the ones that say nothing without its day."""


@dataclass(frozen=True, slots=True)
class When:
    """Which events a rule speaks of.

    Attributes:
        what: the kind.
        words: of those, only the ones that tell one of these; empty: all of them.
    """

    what: EventKind
    words: frozenset[str] = frozenset()

    def matches(self, event: Event) -> bool:
        """Whether the rule speaks of this event."""
        if event.what != self.what:
            return False
        if not self.words:
            return True
        told = {getattr(event, detail.name) for detail in DETAILS[self.what]}
        return not self.words.isdisjoint(told)


def when(what: EventKind, *words: str) -> When:
    """The events of a kind that tell one of these words; without words, all of that kind."""
    return When(what, frozenset(words))


REASSESS = (
    when(EventKind.TRIBUNAL_ORDERED, "reassess"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "reassess"),
    when(EventKind.MEDIATION_AGREED, "reassess"),
)
"""What decides for an authority that it reassesses."""

BEGINS_ANOTHER_PLAN = (when(EventKind.REASSESSMENT_AGREED), *REASSESS)
"""What follows a final plan by a draft and a final plan of its own."""
