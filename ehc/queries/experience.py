"""Which moment one of a family is asked about, and what all of them answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from ehc.models import (
    Case,
    ExperienceAnswer,
    ExperienceTold,
    PlanVersion,
    User,
)
from ehc.queries.conversations import readers_of
from ehc.workflows.experience import Moment, Reply, moment_on

_DECIDES = ("agree_to_assess", "refuse_to_assess")


def moment_of(case: Case, on: date) -> Moment | None:
    """Which moment the family of a case is asked about on a day; none after a death."""
    if case.person.died_on is not None:
        return None
    decided = case.events.filter(step__in=_DECIDES).aggregate(on=Min("on"))
    sent = PlanVersion.objects.filter(plan__case=case, came_as=None).aggregate(
        draft=Min("served_on"), final=Min("finalised_on")
    )
    return moment_on(on, decided_on=decided["on"], draft_on=sent["draft"], final_on=sent["final"])


def asked_of(user: User, case: Case, on: date) -> Moment | None:
    """Which moment one of the family is asked about, who has not answered yet."""
    moment = moment_of(case, on)
    if moment is None or has_told(user, case, moment) or user not in readers_of(case, on):
        return None
    return moment


def has_told(user: User, case: Case, moment: Moment) -> bool:
    """Whether somebody has answered at a moment."""
    return ExperienceTold.objects.filter(case=case, by=user, moment=moment).exists()


@dataclass(frozen=True, slots=True)
class Counted:
    """How one question was answered at one moment, to one area team."""

    moment: str
    question: str
    team: str
    yes: int
    partly: int
    no: int

    @property
    def answers(self) -> int:
        """How many answered."""
        return self.yes + self.partly + self.no


def answers_counted(first: date, before: date) -> list[Counted]:
    """What was answered in some months, by moment, question and area team, in one question.

    Args:
        first: the first day of the first month.
        before: the first day of the month after the last.
    """
    rows = (
        ExperienceAnswer.objects.filter(month__gte=first, month__lt=before)
        .values("moment", "question", "team__name")
        .annotate(
            yes=Count("pk", filter=Q(reply=Reply.YES)),
            partly=Count("pk", filter=Q(reply=Reply.PARTLY)),
            no=Count("pk", filter=Q(reply=Reply.NO)),
        )
        .order_by("moment", "question", "team__name")
    )
    return [
        Counted(
            row["moment"], row["question"], row["team__name"] or "",
            row["yes"], row["partly"], row["no"],
        )
        for row in rows
    ]  # fmt: skip
