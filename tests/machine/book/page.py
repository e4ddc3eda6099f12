"""What is written of one request: who there is, what there is, and every date that follows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

NOT_YOURS = "somebody else's"
TOO_LATE = "already done"
WRONG = "cannot be"
"""The three kinds of refusal that are not a list of what is missing."""

OFFICERS = frozenset({"priya", "nadia", "iris", "tom"})
MANAGERS = frozenset({"nadia"})
TEAM_OF = {"priya": "north", "nadia": "north", "iris": "north", "tom": "south"}

TWO_WEEKS = timedelta(weeks=2)
FOUR_WEEKS = timedelta(weeks=4)
SIX_WEEKS = timedelta(days=42)
EIGHT_WEEKS = timedelta(weeks=8)
TWELVE_WEEKS = timedelta(weeks=12)
SIXTEEN_WEEKS = timedelta(days=112)
TWENTY_WEEKS = timedelta(days=140)

BANK_HOLIDAYS = frozenset(
    date(*day)
    for day in (
        (2026, 1, 1), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 5, 25), (2026, 8, 31),
        (2026, 12, 25), (2026, 12, 28), (2027, 1, 1), (2027, 3, 26), (2027, 3, 29), (2027, 5, 3),
        (2027, 5, 31), (2027, 8, 30), (2027, 12, 27), (2027, 12, 28), (2028, 1, 3),
        (2028, 4, 14), (2028, 4, 17), (2028, 5, 1), (2028, 5, 29), (2028, 8, 28), (2028, 12, 25),
        (2028, 12, 26),
    )
)  # fmt: skip
"""Of England: the only days, with weekends, that the Tribunal does not work on."""


def months_after(day: date, number: int) -> date:
    """The corresponding date, or the last day of a month that has none."""
    counted = day.month - 1 + number
    year, month = day.year + counted // 12, counted % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def two_months_after(day: date) -> date:
    """The last day of the time to appeal, without what the Tribunal's own rule adds."""
    return months_after(day, 2)


def in_time_until(day: date) -> date:
    """The last day on which an appeal whose time ends on a day is in time.

    HESC Rules 2008, rule 12: the next working day; where the time ends from 25 December to
    1 January or in August, the first working day after 1 January or 31 August.
    """
    if (day.month, day.day) >= (12, 25):
        day = date(day.year + 1, 1, 2)
    elif (day.month, day.day) == (1, 1):
        day = date(day.year, 1, 2)
    elif day.month == 8:
        day = date(day.year, 9, 1)
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(days=1)
    return day


@dataclass
class AskedFor:
    """One request for advice.

    Attributes:
        kind: what it is about.
        adviser: who answers it.
        due: six weeks from its receipt by a health body, or from the request to anybody else.
        state: where it stands.
        answers: how many versions have come.
        answered_on: the day of the first.
    """

    kind: str
    adviser: str
    due: date
    state: str = "sought"
    answers: int = 0
    answered_on: date | None = None


@dataclass
class Comment:
    """Something that one of the family said of a draft."""

    by: str
    row: str
    is_agreement: bool
    answered: bool = False


@dataclass
class Version:
    """One version of the plan.

    ``placed`` is what Section I says: ``"setting"``, ``"type"``, ``"elsewhere"`` by a decision
    under section 61, or nothing. ``amends`` says that it follows a plan that was issued.
    """

    number: int
    state: str = "drafting"
    written: bool = False
    considered: set[tuple[int, int]] = field(default_factory=set)
    changed: bool = False
    placed: str = ""
    amends: bool = False
    served_on: date | None = None
    closes_on: date | None = None
    agreed: set[str] = field(default_factory=set)
    agreed_on: date | None = None
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Sent:
    """Something that is written down to go out.

    Attributes:
        kind: what it is.
        is_paper: whether it is a paper, to be prepared; otherwise an email, to be sent.
        readers: how many of the family read it on a page.
        by_post: whether somebody is posted it.
        done: whether it was prepared, or sent.
        to_post: whether it waits, prepared, for somebody to post it.
        held: whether it waits for a team manager since a death.
    """

    kind: str
    is_paper: bool = False
    readers: int = 0
    by_post: bool = False
    done: bool = False
    to_post: bool = False
    held: bool = False


@dataclass
class Task:
    """A paper that somebody has to post."""

    paper: Sent
    done: bool = False


@dataclass
class Exempt:
    """An exemption: it never moves a date, whatever is added to it."""

    began: date
    ended_on: date | None = None
    told_on: date | None = None


@dataclass
class Reviewed:
    """One review of a plan that was issued, or changes that are proposed without one.

    Attributes:
        told_on: when everybody was last told of the day of the meeting.
        meeting_on: that day; once it was held, the day on which it was. Without it, it is none
            of the reviews that the law asks for (regulation 28).
        state: where it stands.
        held, decided: whether the meeting was, and the day on which the family was last told.
        proposed_on: when the family was sent what is proposed.
        papers_on, report_on: when the papers and the report were sent round.
    """

    told_on: date | None = None
    meeting_on: date | None = None
    state: str = "review_arranged"
    held: bool = False
    decided_on: date | None = None
    proposed_on: date | None = None
    papers_on: date | None = None
    report_on: date | None = None

    @property
    def closes_on(self) -> date | None:
        """Regulation 22(2)(c): at least 15 days, of which the day of the proposal is the first."""
        return self.proposed_on and self.proposed_on + timedelta(days=14)

    @property
    def is_review(self) -> bool:
        return self.meeting_on is not None

    @property
    def is_open(self) -> bool:
        return self.state in {"review_arranged", "review_held", "amendments_proposed"}

    def due(self) -> dict[str, date]:
        """What is due in this review, as far as it has come."""
        known: dict[str, date] = {}
        if self.meeting_on is not None and self.state != "review_cancelled":
            # Regulations 20(3)-(4) and 21(3)-(4): at least two weeks before the meeting.
            known["review.notice"] = known["review.papers"] = self.meeting_on - TWO_WEEKS
        if self.meeting_on is not None and self.held:
            # Regulations 20(9)-(10) and 21(8)-(9); R (L, M and P) v Devon for the amendments.
            known |= {
                "review.report": self.meeting_on + TWO_WEEKS,
                "review.decision": self.meeting_on + FOUR_WEEKS,
                "review.amendments": self.meeting_on + FOUR_WEEKS,
                "review.final_from_meeting": self.meeting_on + TWELVE_WEEKS,
            }
        if self.proposed_on is not None and self.closes_on is not None:
            known["review.comments"] = self.closes_on
            # Regulation 22(3): within eight weeks of sending what is proposed.
            known["review.final"] = self.proposed_on + EIGHT_WEEKS
        if self.decided_on is not None and self.is_review:
            # Section 44(1)(b): "starting with the date" is the first day of the twelve months.
            known["review.next"] = months_after(self.decided_on, 12) - timedelta(days=1)
        if self.decided_on is not None and self.state in {"plan_to_cease", "plan_ceased"}:
            # Section 45(4): not while an appeal can be made, so on the day after the last.
            last_day = in_time_until(two_months_after(self.decided_on))
            known["cease.earliest"] = last_day + timedelta(days=1)
        return known


@dataclass
class Page:
    """One request, and all that followed it.

    Attributes:
        received_on: the day from which the six, sixteen and twenty weeks run.
        asker: who asked.
        holders: who holds the rights: they alone speak for the family.
        is_young_person: whether the rights are the young person's own, who is in or beyond
            year 9, so that the plan must speak of adulthood.
        status: where the assessment stands.
        language: the child's, as the authority has it on file.
        steps: what the history says, in order.
        outbox: everything that was written down to go out, in order.
        tasks: papers to be posted.
        letters: owed so far, by kind and recipient.
        decided_on: the day of each decision, by its step.
        appeal_by: the last day that the newest letter of each kind gives.
        responsible: whether it is on file if section 36(3) applies although it was withdrawn.
        stood_at: where the assessment stood before somebody was detained.
        before_death: where it stood before a death was recorded.
        large_print: who of the family has letters in large print.
        early: the early reviews that were asked for: agreed to, or not.
    """

    received_on: date
    asker: str
    holders: frozenset[str]
    is_young_person: bool = False
    status: str = "requested"
    worker: str = ""
    language: str = ""
    steps: list[str] = field(default_factory=lambda: ["receive_request"])
    advice: list[AskedFor] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    consulted: dict[tuple[int, int], str] = field(default_factory=dict)
    exemptions: list[Exempt] = field(default_factory=list)
    reviews: list[Reviewed] = field(default_factory=list)
    outbox: list[Sent] = field(default_factory=lambda: [Sent("request_received")])
    tasks: list[Task] = field(default_factory=list)
    letters: dict[tuple[str, str], int] = field(default_factory=dict)
    decided_on: dict[str, date] = field(default_factory=dict)
    appeal_by: dict[str, date] = field(default_factory=dict)
    withdrawn_on: date | None = None
    responsible: bool = False
    stood_at: str = ""
    before_death: str = ""
    large_print: set[str] = field(default_factory=set)
    early: list[bool] = field(default_factory=list)

    # Dates

    def due(self) -> dict[str, date]:
        """Every date that is known so far. Nothing that happens later may move one.

        Only a meeting that is moved, or held on another day than was said, takes its own along.
        """
        known = {
            "assess.notify_decision": self.received_on + SIX_WEEKS,
            "assess.notify_refusal": self.received_on + SIX_WEEKS,
            "issue.notify_refusal": self.received_on + SIXTEEN_WEEKS,
            "plan.final": self.received_on + TWENTY_WEEKS,
        }
        reversed_on = self.decided_on.get("reverse_refusal_to_assess")
        if reversed_on is not None:
            # R (W) v Hertfordshire: the twenty weeks stay. The Ombudsman's stand beside them.
            known["reversed.refuse_to_issue"] = reversed_on + timedelta(weeks=10)
            known["reversed.final"] = reversed_on + timedelta(weeks=14)
        known |= {f"advice {number}": one.due for number, one in enumerate(self.advice)}
        for version in self.versions:
            if version.served_on is not None:
                # "At least 15 days, beginning with the day": that day is the first of them.
                known[f"comments {version.number}"] = version.served_on + timedelta(days=14)
        made_on = self.decided_on.get("issue_plan")
        if made_on is not None and self.reviews:
            # Section 44(1)(a): in the twelve months starting with the day of the plan.
            known["review.first"] = months_after(made_on, 12) - timedelta(days=1)
        for number, review in enumerate(self.reviews):
            known |= {f"{duty} {number}": day for duty, day in review.due().items()}
        return known

    def done(self) -> dict[str, date]:
        """Which duties were done, and when.

        A refusal at once is the determination of regulation 4(1); one after the family was told
        that an assessment is considered is the decision of regulation 5(1), as every yes is.
        """
        considered = "consider_assessing" in self.decided_on
        duty_of = {
            "agree_to_assess": "assess.notify_decision",
            "refuse_to_assess": "assess.notify_decision" if considered else "assess.notify_refusal",
            "refuse_to_issue": "issue.notify_refusal",
            "issue_plan": "plan.final",
        }
        return {duty_of[step]: on for step, on in self.decided_on.items() if step in duty_of}

    def may_still_move(self) -> set[str]:
        """Days of a meeting that was not held, and of a review that is to be decided again."""
        names = set()
        for number, review in enumerate(self.reviews):
            if not review.held:
                names |= {f"review.notice {number}", f"review.papers {number}"}
            if review.state == "amendments_proposed":
                names.add(f"review.next {number}")
        return names

    def rests_on(self) -> dict[str, str]:
        """The paragraph that a refusal to assess must rest on."""
        if "refuse_to_assess" not in self.decided_on:
            return {}
        considered = "consider_assessing" in self.decided_on
        return {"refuse_to_assess": "section 36(8)" if considered else "section 36(5)"}

    # Who

    def is_officer(self, who: str) -> bool:
        """The case's own team; until a team has it, any area team."""
        return who in OFFICERS and self.worker in {"", *_team_mates(who)}

    def officer(self, who: str) -> set[str]:
        """That it is the team's to do."""
        return set() if self.is_officer(who) else {NOT_YOURS}

    def case_officer(self, who: str) -> set[str]:
        """The same; while somebody is detained, of whoever has the case and the managers alone."""
        no = self.officer(who)
        if self.status == "in_custody" and who not in MANAGERS | {self.worker}:
            no.add(NOT_YOURS)
        return no

    def family(self, who: str) -> set[str]:
        """That it is for whoever holds the rights."""
        return set() if who in self.holders else {NOT_YOURS}

    # Whether it goes on

    @property
    def has_died(self) -> bool:
        return self.status == "deceased"

    def stopped(self) -> set[str]:
        """That nothing of it goes on which was withdrawn or has left, or whose child has died."""
        over = {"withdrawn", "deceased", "not_ours", "exported", "in_custody"}
        return {TOO_LATE} if self.status in over else set()

    @property
    def has_ceased(self) -> bool:
        return any(one.state == "plan_ceased" for one in self.reviews)

    def gone(self) -> set[str]:
        """That nothing more is done to a plan that has ended, nor to what it rests on."""
        return self.stopped() | ({TOO_LATE} if self.has_ceased else set())

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def draft(self) -> Version | None:
        """The newest version that has been sent to the family as a draft."""
        return next((one for one in reversed(self.versions) if one.state == "served"), None)


def _team_mates(who: str) -> set[str]:
    return {one for one, team in TEAM_OF.items() if team == TEAM_OF.get(who)}
