"""What ``manage.py clock`` reads and prints: each field, ground and state, with what it means.

:mod:`ehc.clock_json` reads by these tables and ``docs/law.md`` prints them, so that the page is the
contract.

API: :data:`INPUT`, :data:`EVENT_WORDS`, :data:`EVENT_DAYS`, :data:`EVENT`, :data:`EXEMPTION_WORDS`,
:data:`EXEMPTION_DAYS`, :data:`EXEMPTION`, :data:`GROUND_NEEDS`, :data:`OUTPUT`, :data:`STATES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ehc.workflows.clock import DutyStatus
from ehc.workflows.exemptions import Ground

INPUT: Mapping[str, str] = MappingProxyType(
    {
        "as_of": "the day asked about; needed, and not before `received_on`",
        "received_on": "the day on which the authority received the request; needed",
        "date_of_birth": "the child's or young person's; not after `received_on`",
        "events": "an array of what happened, in any order",
        "exemptions": "an array of what is claimed, in any order; which limits each reaches is "
        "worked out from the law",
        "bank_holidays": "an array of dates, in place of the list that comes with the software",
    }
)

EVENT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "advice": "whose advice",
        "body": "whether a body of section 31 was asked; left out, medical advice is taken to be "
        "asked of one, and all other advice not",
        "of": "what had been refused",
        "decision": "which decision; of an appeal, the one that it is against, if that is known",
        "order": "what was ordered; of several things of one day, an event each",
        "about": "what it is about; of a plan that was sent, which part of an order it carries out",
        "field": "health or social care",
        "outcome": "what was decided",
        "kind": "which transfer between phases",
    }
)
EVENT_DAYS: Mapping[str, str] = MappingProxyType(
    {
        "received_by_body_on": "of `advice_requested`: when the body received the request",
        "became_aware_on": "of `moved_out`: when the authority became aware of the move; of a "
        "`post_16_move`: when it was proposed",
        "meeting_on": "of `review_notice_given` and `review_papers_sent`, where it is needed, and "
        "of `mediation_arranged`: the day of the meeting",
        "maintained_until": "of `cease_decided`: the last day on which the plan is known to have "
        "gone on",
    }
)
EVENT: Mapping[str, str] = MappingProxyType(
    {
        "what": "the event; needed",
        "on": "the day on which the family was notified or the document was sent; needed, and "
        "neither after `as_of` nor before `received_on`, but for what the table of events says",
        **EVENT_WORDS,
        **EVENT_DAYS,
        "ref": "your own name for a request for advice, which its receipt repeats",
        "year": "of `phase_transfer`: the calendar year of the transfer, in place of `on`, unless "
        "it is a `post_16_move`",
        "directed": "of `tribunal_ordered`, `mediation_agreed` and `recommendation_made`: an "
        "object of duties and dates, which take the place of the rule's own",
    }
)

EXEMPTION_DAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "from": (
            "from_on",
            "the first day of the circumstances or of the absence, or the day of the appointment",
        ),
        "to": ("to_on", "the day of return, or the last of the circumstances; left out: they last"),
        "closed_from": ("closed_from", "the first day of the closure"),
        "reopens_on": ("reopens_on", "the day on which it opens again"),
        "advice_requested_on": ("advice_requested_on", "when advice was asked of that place"),
        "ground_ended_on": (
            "ground_ended_on",
            "when the ground ceased to stand in the way; from then, as soon as practicable",
        ),
    }
)
"""Each day of an exemption: the attribute that holds it, and what it is."""

EXEMPTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "ground": "needed; there is no other than these",
        "why_impractical": "why that made it impractical to keep the limit; empty: does not hold",
    }
)
EXEMPTION: Mapping[str, str] = MappingProxyType(
    {**EXEMPTION_WORDS, **{name: words for name, (_, words) in EXEMPTION_DAYS.items()}}
)

_CLOSURE = ("closed_from", "reopens_on", "advice_requested_on")
GROUND_NEEDS: Mapping[Ground, tuple[str, ...]] = MappingProxyType(
    {
        Ground.SETTING_CLOSED: _CLOSURE,
        Ground.EARLY_YEARS_CLOSED: _CLOSURE,
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES: ("from",),
        Ground.ABSENT_FROM_AREA: ("from",),
        Ground.MISSED_APPOINTMENT: ("from",),
    }
)
"""The days without which a ground does not hold."""

OUTPUT: Mapping[str, str] = MappingProxyType(
    {
        "duty": "its name; advice asked for again, and what was counted before, have a number",
        "citation": "what it rests on",
        "starts_on": "the day from which it is counted; null for a limit before a day of the year",
        "due": "the last day in time; of what is forbidden before a day, that day",
        "base_due": "the same before an extension of the Tribunal's rules or a date directed",
        "aim_for": "the day before `due`; null where it would mean nothing",
        "last_day": "the last of the days that the family is given",
        "state": "where it stands",
        "done_on": "when it was done",
        "days_left": "`due` less `as_of`: 0 on the day, negative after; null once done",
        "because": "why, for staff",
        "because_for_families": "why, for families",
    }
)

STATES: Mapping[DutyStatus, str] = MappingProxyType(
    {
        DutyStatus.NOT_STARTED: "what it is counted from is not known; it has no dates",
        DutyStatus.NOT_APPLICABLE: "it fell away, or another rule took its place; the dates stay",
        DutyStatus.MET: "done by `due`",
        DutyStatus.EXEMPT: "not done by `due`, and an exemption holds; `due` stays",
        DutyStatus.LATE: "not done by `due`, with `done_on` where it was done since; of what is "
        "forbidden before a day, done too soon",
        DutyStatus.RUNNING: "not done, and `due` has not passed",
    }
)
"""Each state; of those that have dates the first that is so is told."""
