"""What is written of one request: who there is, what there is, and every date that follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.machine.book.days import SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS, months_after
from tests.machine.book.disagreements import Disagreed, Notice
from tests.machine.book.things import (
    Again,
    AskedFor,
    Body,
    Disclosed,
    Exempt,
    Moved,
    Reviewed,
    Said,
    Sent,
    Task,
    Version,
    Wanted,
)

NOT_YOURS = "somebody else's"
TOO_LATE = "already done"
WRONG = "cannot be"
"""The three kinds of refusal that are not a list of what is missing."""

OFFICERS = frozenset({"priya", "nadia", "iris", "tom"})
MANAGERS = frozenset({"nadia"})
TEAM_OF = {"priya": "north", "nadia": "north", "iris": "north", "tom": "south"}


@dataclass
class Page:
    """One request, and all that followed it.

    Attributes:
        received_on: the day from which the six, sixteen and twenty weeks run.
        asker: who asked.
        kin: everybody of the family who is on file, and signs in.
        is_young_person: whether it is the young person's own request: the rights are theirs, who
            is in or beyond year 9, so that the plan must speak of adulthood.
        status: where the assessment stands.
        language: the child's, as the authority has it on file.
        steps: what the history says, in order.
        outbox: everything that was written down to go out, in order.
        tasks: papers to be posted.
        consulted, asked_for, left_out: of each setting, by the draft: where its consultation
            stands, when the family asked for it, and whether it is left out on a ground.
        wanted: the settings that the family asks for by their names.
        letters: owed so far, by kind and recipient.
        decided_on: the day of each decision, by its step.
        told_by: the letter that told the family of it.
        appeal_by: the last day that the newest letter of each kind gives.
        responsible: whether it is on file if section 36(3) applies although it was withdrawn.
        again: the reassessments of the plan.
        moves, bodies: the moves of the plan, and of who is responsible for its health care.
        made_elsewhere_on: when another authority made it, if one did.
        stood_at: where the assessment stood before somebody was detained.
        before_death: where it stood before a death was recorded.
        large_print: who of the family has letters in large print.
        early: the early reviews that were asked for: agreed to, or not.
        notices: the letters that told a right of appeal, in order.
        disputes: the disagreements with them.
        acting: on what basis somebody acts for the young person, by who it is and in what.
        disclosed: what the young person asked to have sent on for higher education.
        family_asked_on: when it was asked what it thinks of the request of its school.
        without_account: how many parents are on file who do not sign in.
        served: who agreed to read letters on a page.
        reached_by: how somebody wants to hear of what is new, where that is not by email.
        without_rights: who was put on file and has none of the rights.
        address_is_secret: whether where the child lives is kept from everybody.
        told_of_takeover: whether all were told whose the rights are.
        kept_out: whom a court order keeps out, and whether they are a parent without it.
        said: what was said with the family, in order.
        delays: the days for which it was promised to hear more of why it waits, in order.
        told_how_it_was: who of the family told how it was, and of which moment.
    """

    received_on: date
    asker: str
    kin: frozenset[str]
    is_young_person: bool = False
    status: str = "requested"
    worker: str = ""
    language: str = ""
    steps: list[str] = field(default_factory=lambda: ["receive_request"])
    advice: list[AskedFor] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    consulted: dict[tuple[int, int], str] = field(default_factory=dict)
    asked_for: dict[tuple[int, int], date | None] = field(default_factory=dict)
    consulted_on: dict[tuple[int, int], date] = field(default_factory=dict)
    left_out: set[tuple[int, int]] = field(default_factory=set)
    exemptions: list[Exempt] = field(default_factory=list)
    reviews: list[Reviewed] = field(default_factory=list)
    outbox: list[Sent] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    letters: dict[tuple[str, str], int] = field(default_factory=dict)
    decided_on: dict[str, date] = field(default_factory=dict)
    told_by: dict[str, Sent] = field(default_factory=dict)
    appeal_by: dict[str, date] = field(default_factory=dict)
    withdrawn_on: date | None = None
    responsible: bool = False
    again: list[Again] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    made_elsewhere_on: date | None = None
    stood_at: str = ""
    before_death: str = ""
    large_print: set[str] = field(default_factory=set)
    early: list[bool] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    disputes: list[Disagreed] = field(default_factory=list)
    acting: dict[tuple[str, str], str] = field(default_factory=dict)
    disclosed: list[Disclosed] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    family_asked_on: date | None = None
    without_account: int = 0
    served: frozenset[str] = frozenset()
    reached_by: dict[str, str] = field(default_factory=dict)
    without_rights: frozenset[str] = frozenset()
    address_is_secret: bool = False
    told_of_takeover: bool = False
    kept_out: dict[str, bool] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    delays: list[date] = field(default_factory=list)
    told_how_it_was: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Whoever asks agrees to read letters on a page.

        Of a school's request one parent is on file, who gives no address and has no account.

        Section 36(4): so nobody has asked it yet, and it comes up at once to be done.
        """
        self.served = self.kin
        if self.asker != "authority":
            # Of a plan that came from elsewhere there is no request to be confirmed.
            self.outbox.append(Sent("request_received", to=self.asker))
        if self.asker == "head":
            self.without_account = 1
            self.tasks.append(Task())
            self.steps.append("raise_task")

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
        asked = {f"advice {number}": one.due for number, one in enumerate(self.advice)}
        known |= {name: day for name, day in asked.items() if day is not None}
        for version in self.versions:
            if version.served_on is not None:
                # "At least 15 days, beginning with the day": that day is the first of them.
                known[f"comments {version.number}"] = version.served_on + timedelta(days=14)
        for number, again in enumerate(self.again):
            known |= {f"{duty} {number}": day for duty, day in again.due().items()}
        if self.made_elsewhere_on is not None:
            # What another authority owed, or owed to review, is not ours.
            known = {}
        for number, move in enumerate(self.moves):
            known |= {f"{duty} {number}": day for duty, day in move.due().items()}
        known |= {f"move.commissioning_body {n}": it.due for n, it in enumerate(self.bodies)}
        known |= {f"disclosure {n}": it.due for n, it in enumerate(self.disclosed)}
        return known | self._due_of_reviews()

    def _due_of_reviews(self) -> dict[str, date]:
        """Regulation 27(4): a plan sent after a reassessment begins a year of its own.

        What was late by then, or was done, stays.
        """
        sent_on = max((one.had_on for one in self.again if one.had_on), default=None)
        made_on, known = self.decided_on.get("issue_plan"), dict[str, date]()
        if made_on is not None and self.reviews:
            # Section 44(1)(a): in the twelve months starting with the day of the plan.
            first = months_after(made_on, 12) - timedelta(days=1)
            is_done = any(one.is_review and one.reviewed_on for one in self.reviews)
            if sent_on is None or is_done or first < sent_on:
                known["review.first"] = first
            if sent_on is not None:
                known["review.after_reassessment"] = months_after(sent_on, 12)
        for number, review in enumerate(self.reviews):
            for duty, day in review.due().items():
                is_next = duty == "review.next" and review.reviewed_on is not None
                if is_next and sent_on is not None and review.reviewed_on <= sent_on <= day:
                    continue
                known[f"{duty} {number}"] = day
        return known

    def done(self) -> dict[str, date | None]:
        """Which duties were done, and when; None while the letter waits to be posted.

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
        return {
            duty_of[step]: self.told_on(self.told_by[step], on)
            for step, on in self.decided_on.items()
            if step in duty_of
        }

    def told_on(self, paper: Sent, on: date) -> date | None:
        """When the family had the letter of a decision: whoever disagrees with it has had it.

        That shows nothing of those whom a plan is sent to besides.
        """
        if paper.is_plan:
            return paper.told_on(on)
        days = [
            min(one.opened_on, *one.days.values(), date.max)
            for one in self.disputes
            if one.notice.paper is paper
        ]
        told = paper.told_on(on)
        return min([max(on, day) for day in (told, *days) if day is not None], default=None)

    def may_still_move(self) -> set[str]:
        """Days of a meeting that was not held, and of a year that a plan sent again takes over."""
        names = set()
        for number, review in enumerate(self.reviews):
            if not review.held:
                names |= {f"review.notice {number}", f"review.papers {number}"}
            if self._is_sent_again():
                names.add(f"review.next {number}")
        for number, move in enumerate(self.moves):
            if move.state == "transfer_called_off":
                names |= {f"move.transfer {number}", f"phase.final {number}"}
        if self._is_sent_again():
            names |= {"review.first", "review.after_reassessment"}
        return names

    def _is_sent_again(self) -> bool:
        return any(one.sent_on is not None for one in self.again)

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

    def family(self, who: str, what: str) -> set[str]:
        """That it is for whoever holds the rights for a thing."""
        return set() if who in self.holders(what) else {NOT_YOURS}

    def holders(self, what: str) -> frozenset[str]:
        """Who speaks for the family in one thing: the parents, and in the end the young person.

        Section 80; Mental Capacity Act 2005: capacity and consent are judged for each thing by
        itself. Who acts with consent acts beside the young person; who acts because capacity is
        lacking, or is a representative, acts instead.
        """
        if not self.is_young_person:
            return self.kin
        acting = {name: basis for (name, one), basis in self.acting.items() if one == what}
        instead = {name for name, basis in acting.items() if basis != "consent"}
        return frozenset(instead or {self.asker, *acting})

    def readers(self) -> frozenset[str]:
        """Who of the family sees the case: the parents, and in the end the young person alone.

        After compulsory school age a parent sees it who acts for the young person in anything, or
        whom the young person lets see it (regulation 17).
        """
        if not self.is_young_person:
            return self.kin
        return frozenset({self.asker, *(name for name, _ in self.acting)})

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
        """That nothing more is done to a plan that has ended, nor to what it rests on.

        Nor to one that another authority maintains (regulation 15(3)).
        """
        went = any(one.state == "transfer_sent" for one in self.moves)
        return self.stopped() | ({TOO_LATE} if self.has_ceased or went else set())

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def draft(self) -> Version | None:
        """The newest version that has been sent to the family as a draft."""
        return next((one for one in reversed(self.versions) if one.state == "served"), None)


def _team_mates(who: str) -> set[str]:
    return {one for one, team in TEAM_OF.items() if team == TEAM_OF.get(who)}
