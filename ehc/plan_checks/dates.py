"""Dates in their order, ages that can be (check 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ehc.plan_checks.ages import age, usual_year_group
from ehc.plan_checks.facts import PlanFacts
from ehc.plan_checks.finding import Context, Excerpt, Hit, Param
from ehc.workflows.duties import last_day_of

TOO_OLD = 25
"""Nobody of 25 or over begins a plan (Children and Families Act 2014, s 83(2))."""

YEAR_GROUPS_APART = 1
"""How far from the usual year group somebody is taught without anybody asking why."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WRITTEN_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})\s+"
    r"(?P<year>\d{4})\b|\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)


def dates_out_of_order(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Birth, request, draft and final follow one another."""
    steps = (
        ("born", facts.person.date_of_birth),
        ("requested", facts.requested_on),
        ("served", facts.served_on),
        ("finalised", facts.finalised_on),
    )
    known = [(name, day) for name, day in steps if day is not None]
    for (_, earlier), (name, later) in pairwise(known):
        if later < earlier:
            yield Hit("plan", f"{name}_too_early", {"earlier": earlier, "later": later})


def too_little_time_to_comment(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """The family has at least the days of regulation 13(1)(a), as its assessment's law has them."""
    if facts.served_on is not None and facts.comments_close_on is not None:
        least = last_day_of("draft.comments", facts.served_on, begun_on=facts.requested_on)
        if facts.comments_close_on < least:
            yield Hit(
                "plan",
                "too_little_time_to_comment",
                {"closes": facts.comments_close_on, "least": least},
            )


def finalised_before_comments_closed(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """A plan is finalised after the last day for comments."""
    if (
        facts.finalised_on is not None
        and facts.comments_close_on is not None
        and facts.finalised_on <= facts.comments_close_on
    ):
        yield Hit(
            "plan",
            "finalised_before_comments_closed",
            {"finalised": facts.finalised_on, "closes": facts.comments_close_on},
        )


def person_too_old(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """The person was under 25 when the assessment was asked for."""
    years = age(facts.person.date_of_birth, facts.requested_on)
    if years >= TOO_OLD:
        yield Hit("person", "person_too_old", {"age": years})


def year_group_unlikely(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """The year group suits the age."""
    group = facts.person.year_group
    usual = usual_year_group(facts.person.date_of_birth, context.on)
    if group is not None and abs(group - usual) > YEAR_GROUPS_APART:
        yield Hit("person", "year_group_unlikely", {"group": group, "usual": usual})


def advice_dates_out_of_order(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """Advice comes in after it is asked for and before the plan is finished."""
    for advice in facts.advice:
        if advice.received_on is None:
            continue
        params: dict[str, Param] = {"author": advice.author, "received": advice.received_on}
        if advice.received_on < advice.requested_on:
            yield Hit(
                advice.key, "advice_before_request", {**params, "requested": advice.requested_on}
            )
        if advice.received_on > context.on:
            yield Hit(advice.key, "advice_after_plan", {**params, "plan": context.on})


def outcome_date_past(facts: PlanFacts, context: Context) -> Iterator[Hit]:
    """An outcome is still to be reached: the date that it gives has not passed."""
    for outcome in facts.outcomes:
        for match in _WRITTEN_DATE.finditer(outcome.by):
            day = _last_day(match)
            if day is not None and day < context.on:
                yield Hit(
                    outcome.key,
                    "outcome_date_past",
                    {"row": outcome.key, "words": match[0]},
                    Excerpt(*match.span(), "by"),
                )


def _last_day(match: re.Match[str]) -> date | None:
    """The last day that the words can mean; None where there is no such day."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        year, month = int(match["year"]), _MONTHS.index(match["month"].lower()) + 1
        if match["day"]:
            return date(year, month, int(match["day"]))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
