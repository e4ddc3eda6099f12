"""Conversations on cases: who has one, what was said, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ehc.bank_holidays import bundled
from ehc.models import Case, Said, User
from ehc.permissions import may_see, visible_to
from ehc.workflows.working_days import BankHolidays, HolidaysUnknown


def answer_due(said_on: date, within: int) -> date:
    """By when the family has been promised an answer.

    Args:
        within: how many working days the authority gives itself; the day itself is not counted.
    """
    try:
        return bundled().count(said_on, within)
    except HolidaysUnknown:
        # A promise of our own, and no limit of the law: a bank holiday that nobody knows yet only
        # makes it a day sooner.
        return BankHolidays(frozenset()).count(said_on, within)


def readers_of(case: Case, on: date) -> tuple[User, ...]:
    """Those of the family who see the case on a day and have an account, the person first."""
    person = case.person
    seen_by = person.family.filter(may_see(on)).select_related("user").order_by("pk")
    found = (person.user, *(member.user for member in seen_by))
    return tuple(dict.fromkeys(user for user in found if user is not None and user.is_active))


def conversation_with(case: Case, reader: User) -> QuerySet[Said]:
    """All that was said with one of the family, the newest first."""
    return (
        Said.objects.filter(case=case, reader=reader)
        .select_related("written_by", "reader", "file")
        .order_by("-pk")
    )


@dataclass(frozen=True)
class Summary:
    """One conversation of a case, in short.

    Attributes:
        reader: whose it is.
        count: how much was said.
        answer_by: the earliest day by which an answer was promised; None: nothing waits.
    """

    reader: User
    count: int
    answer_by: date | None


def summary_of(case: Case, on: date) -> tuple[Summary, ...]:
    """The conversations of a case on a day, in a fixed number of queries."""
    of_reader: dict[int, list[Said]] = {}
    for one in Said.objects.filter(case=case):
        of_reader.setdefault(one.reader_id, []).append(one)
    found = []
    for reader in readers_of(case, on):
        said = of_reader.get(reader.pk, [])
        promised = [one.answer_by for one in said if one.answer_by and not one.answered_on]
        found.append(Summary(reader, len(said), min(promised, default=None)))
    return tuple(found)


def unread_by(case: Case, reader: User) -> int:
    """How many things one of the family has not read yet."""
    return (
        Said.objects.filter(case=case, reader=reader, read_at=None)
        .exclude(written_by=reader)
        .count()
    )


def waiting_in(cases: Iterable[Case]) -> QuerySet[Said]:
    """What waits for an answer on some cases, the earliest promise first."""
    return Said.objects.filter(case__in=cases, answered_on=None, answer_by__isnull=False).order_by(
        "answer_by", "pk"
    )


def waiting(user: User, on: date, *, whole_team: bool) -> QuerySet[Said]:
    """What waits for an answer on somebody's cases, the earliest promise first.

    Args:
        on: the day of looking.
        whole_team: whether those of everybody whose cases they may see are wanted too.
    """
    rows = visible_to(user, Said, on).filter(answered_on=None, answer_by__isnull=False)
    if not whole_team:
        rows = rows.filter(case__caseworker=user)
    return rows.select_related("case__person", "case__caseworker", "reader").order_by(
        "answer_by", "pk"
    )
