"""A disagreement with a decision: what can be decided of it, and every date that follows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.machine.book.days import (
    in_time_until,
    months_after,
    tribunal_days_after,
    two_months_after,
    working_days_after,
)
from tests.machine.book.things import Sent

DECISION_TOLD_BY = {
    "refuse_to_assess": "assess", "refuse_to_issue": "issue", "final_plan": "plan",
    "amended_plan": "plan", "reassessed_plan": "plan", "plan_kept": "plan", "not_amended": "plan",
    "refuse_to_reassess": "reassess", "cease": "cease",
}  # fmt: skip
"""Section 51(2): what each letter with a right of appeal decides, in a word."""

CAN_BE_ORDERED = {
    "assess": {"assess", "dismiss"},
    "issue": {"make_and_maintain", "refer_back", "dismiss"},
    "plan": {"amend_provision", "name_setting", "dismiss"},
    "reassess": {"reassess", "dismiss"},
    "cease": {"continue", "continue_and_amend", "dismiss_cease"},
}
"""Regulation 43(2)."""

CAN_BE_LEFT = {
    "assess": {"assess"}, "issue": {"make_and_maintain"}, "plan": {"contents", "setting_only"},
    "reassess": {"reassess"}, "cease": {"cease"},
}  # fmt: skip
"""Regulation 45: what an appeal that is not opposed is about."""

AMENDS = {
    "amend_provision": 5, "name_setting": 2, "continue_and_amend": 5, "contents": 5,
    "setting_only": 2, "cease": 5,
}  # fmt: skip
"""What asks for an amended plan, and in how many weeks (regulations 44(2)(e), (f) and (h), 45)."""

TALKING = {"mediating", "agreed_in_mediation", "certified", "appealed"}


@dataclass
class Ruled:
    """One thing that was decided: by whom, what, when, and when it was carried out."""

    source: str
    what: str
    on: date
    done_on: date | None = None

    def due(self) -> dict[str, date]:
        """Regulations 42(2), 44(2) and 45: weeks from the day of it."""
        weeks: dict[str, int] = {}
        if self.what in {"assess", "reassess"}:
            weeks = {"assess.notify": 2, "assess.refuse_to_issue": 10, "assess.final": 14}
        elif self.what == "make_and_maintain":
            weeks = {"make.draft": 5, "make.final": 11}
        elif self.what in {"refer_back", "other"}:
            weeks = {self.what: 2}
        elif self.what in {"amend_provision", "contents"}:
            weeks = {"amend": AMENDS[self.what]}
        elif self.what in {"name_setting", "setting_only"}:
            weeks = {"name_setting": AMENDS[self.what]}
        elif self.what in {"continue_and_amend", "cease"}:
            weeks = {"continue_and_amend": AMENDS[self.what]}
        return {
            f"{self.source}.{act}": self.on + timedelta(weeks=count) for act, count in weeks.items()
        }


@dataclass
class Notice:
    """A letter that tells a right of appeal; of a refusal to reassess, of which one."""

    kind: str
    on: date
    paper: Sent
    again: int | None = None


@dataclass
class Disagreed:
    """One disagreement, and the day of each thing that was done of it."""

    notice: Notice
    opened_on: date
    state: str = "disagrees"
    days: dict[str, date] = field(default_factory=dict)
    about: str = ""
    meeting_on: date | None = None
    certificate: str = ""
    alone: bool = False
    ruled: list[Ruled] = field(default_factory=list)
    advised: dict[str, list[date]] = field(default_factory=dict)

    @property
    def decision(self) -> str:
        return DECISION_TOLD_BY[self.notice.kind]

    @property
    def told_on(self) -> date:
        """The times run from when the notice was sent; whoever answers it has had it by then."""
        posted_on = max(self.notice.on, self.notice.paper.family_on or self.notice.on)
        return max(self.notice.on, min([posted_on, *self.days.values()]))

    def owed(self, whats: Collection[str]) -> list[Ruled]:
        """What of these was decided, and has not been done."""
        return [one for one in self.ruled if one.what in whats and one.done_on is None]

    def due(self) -> dict[str, date]:
        """Every date that follows from what was done of it."""
        told, days = self.told_on, self.days
        by = [two_months_after(told)]
        if "certificate" in days:
            by.append(months_after(days["certificate"], 1))
        known = {"appeal.lodge": in_time_until(max(by))}
        if not self.alone:
            known["mediation.contact"] = two_months_after(told)
        if "decline" in days:
            known["mediation.certificate_declined"] = working_days_after(days["decline"], 3)
        if "ask" in days and self.about != "education":
            known["mediation.tell_health_bodies"] = working_days_after(days["ask"], 3)
        if "ask" in days and self.about != "health":
            known["mediation.arrange"] = days["ask"] + timedelta(days=30)
        if "bodies" in days and self.about == "health":
            known["mediation.arrange_health_only"] = days["bodies"] + timedelta(days=30)
        if "cannot" in days:
            known["mediation.certificate_not_arranged"] = working_days_after(days["cannot"], 3)
        if "hold" in days:
            known["mediation.certificate"] = working_days_after(days["hold"], 3)
        if "receive" in days:
            known["appeal.respond"] = tribunal_days_after(days["receive"], 30)
        if "without_us" in days:
            known["mediation.tell_authority"] = days["without_us"] + timedelta(days=7)
        for one in self.ruled:
            known |= one.due()
        for about, made in self.advised.items():
            # "Within 5 weeks beginning with" the day, and within one of the answer.
            known[f"recommendation.{about}"] = made[0] + timedelta(days=34)
            if len(made) > 1:
                known[f"recommendation.{about}.copy"] = made[1] + timedelta(days=6)
        return known
