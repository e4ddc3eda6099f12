"""The things that a page of the book speaks of, one record each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.machine.book.days import (
    EIGHT_WEEKS,
    FOUR_WEEKS,
    SIX_WEEKS,
    TWELVE_WEEKS,
    TWO_WEEKS,
    in_time_until,
    months_after,
    two_months_after,
    working_days_after,
    working_days_before,
    working_days_from,
)


@dataclass
class AskedFor:
    """One request for advice.

    Attributes:
        kind: what it is about.
        adviser: who answers it.
        due: six weeks from its receipt by a health body, or from the request to anybody else;
            none while nobody is asked, because advice that exists is relied on.
        state: where it stands.
        existed: how many versions were there before anybody was asked.
        answers: how many there are by now.
        again: the reassessment for which it is sought; none: the first assessment.
    """

    kind: str
    adviser: str
    due: date | None
    state: str = "sought"
    existed: int = 0
    answers: int = 0
    again: int | None = None


@dataclass
class Comment:
    """Something that one of the family said of a draft."""

    by: str
    row: str
    is_agreement: bool
    answered: bool = False
    sentence: str = ""
    suggested: str = ""
    wants_meeting: bool = False
    wants_setting: tuple[str, int | None] | None = None
    meets_on: date | None = None


@dataclass
class Wanted:
    """A setting that the family asks for, by a name.

    Attributes:
        version: about which version.
        called: the setting that bears the name; none: no setting that we know.
        asked_on: when the family asked.
        setting: which one it is, once that is known.
        taken_back: whether the family asks for it no longer.
        words: in which comment it was asked for, if in one: of which version, whose, and how.
    """

    version: int
    called: int | None
    asked_on: date
    setting: int | None = None
    taken_back: bool = False
    words: tuple[int, str, str, int | None] | None = None


@dataclass
class Said:
    """Something that was said in a conversation with one of the family.

    Attributes:
        reader: whose conversation it is.
        by: who said it.
        answer_by: the day by which an answer was promised to the family.
        answered_on: that of the answer.
    """

    reader: str
    by: str
    answer_by: date | None = None
    answered_on: date | None = None


@dataclass
class Version:
    """One version of the plan.

    ``placed`` is what Section I says: ``"setting"``, ``"type"``, ``"elsewhere"`` by a decision
    under section 61, or nothing. ``amends`` says for what it was begun to amend a
    plan that was issued, which is the version ``copied``, and
    ``again`` which reassessment; ``rests_on`` whose advice; ``final_after`` when the plan that
    followed it as a draft was sent. ``is_first`` says that it comes to the
    family before anything else of it does.
    """

    number: int
    state: str = "drafting"
    written: bool = False
    considered: set[tuple[int, int]] = field(default_factory=set)
    changed: bool = False
    placed: str = ""
    amends: tuple[str, int] | None = None
    copied: int = 0
    is_first: bool = False
    again: int | None = None
    rests_on: int | None = None
    final_on: date | None = None
    served_on: date | None = None
    closes_on: date | None = None
    notice: Sent | None = None
    final_after: date | None = None
    agreed: set[str] = field(default_factory=set)
    agreed_on: date | None = None
    comments: list[Comment] = field(default_factory=list)

    @property
    def told_on(self) -> date | None:
        """The first of the family's fifteen days; whoever agreed with a draft has had it."""
        if self.served_on is None or self.notice is None:
            return self.served_on
        days = [self.notice.told_on(self.served_on), self.agreed_on, self.final_after]
        return min([day for day in days if day is not None], default=None)

    @property
    def last_day(self) -> date | None:
        """The last of them."""
        return self.told_on and self.told_on + timedelta(days=14)


@dataclass
class Sent:
    """Something that is written down to go out.

    Attributes:
        kind: what it is.
        is_paper: whether it is a paper, to be prepared; otherwise an email, to be sent.
        readers: how many of the family read it on a page.
        reads: who they are.
        posted_to: who of the family with an account is posted it.
        by_post: whether somebody is posted it.
        done: whether it was prepared, or sent.
        to_post: whether it waits, prepared, for somebody to post it.
        held: whether it waits for a team manager since a death.
        in_digest: whether it is one line of the email of a day.
        to_family: whether it goes to the family.
        family_on: the day on which it went there.
        is_plan: whether a plan goes with it that counts as sent when everybody has it.
        posted_on: the day on which it was posted to whoever has it by post.
    """

    kind: str
    is_paper: bool = False
    readers: int = 0
    reads: list[str] = field(default_factory=list)
    posted_to: list[str] = field(default_factory=list)
    by_post: bool = False
    done: bool = False
    to_post: bool = False
    held: bool = False
    in_digest: bool = False
    to_family: bool = False
    family_on: date | None = None
    is_plan: bool = False
    posted_on: date | None = None

    def told_on(self, on: date) -> date | None:
        """When the family is told of what was done on a day: the duties are to notify.

        On its page that day; by post on the day of the posting, and until then not at all. A plan
        is sent to the school that it names and the health body too, which have it by post.
        """
        if self.is_plan:
            return self.posted_on and max(on, self.posted_on)
        if self.readers:
            return on
        return self.family_on and max(on, self.family_on)


@dataclass
class Task:
    """A paper that somebody has to post; without one, a family that has to be asked, or rung."""

    paper: Sent | None = None
    done: bool = False
    rings: bool = False


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
        notice: the letter of a decision to end the plan.
        letter: that of the decision which the meeting led to, or of the proposal.
    """

    told_on: date | None = None
    meeting_on: date | None = None
    state: str = "review_arranged"
    held: bool = False
    decided_on: date | None = None
    proposed_on: date | None = None
    papers_on: date | None = None
    report_on: date | None = None
    notice: Sent | None = None
    letter: Sent | None = None

    @property
    def notified_on(self) -> date | None:
        """Section 45(4), rule 20(1)(c): the time to appeal runs from when the notice was sent.

        A letter that was posted later than it was decided counts from its posting.
        """
        if self.decided_on is None or self.notice is None or self.notice.family_on is None:
            return self.decided_on
        return max(self.decided_on, self.notice.family_on)

    @property
    def reviewed_on(self) -> date | None:
        """Regulation 20(10): decided on when amending is proposed, amended then or not.

        The day is that on which the family is told.
        """
        day = self.proposed_on or self.decided_on
        return self.letter.told_on(day) if day is not None and self.letter is not None else day

    @property
    def told_of_proposal(self) -> date | None:
        """The first of the fifteen days, and of the eight weeks: the letter always goes by post."""
        return self.reviewed_on if self.proposed_on is not None else None

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
        if self.told_of_proposal is not None:
            known["review.comments"] = self.told_of_proposal + timedelta(days=14)
            # Regulation 22(3): within eight weeks of sending what is proposed.
            known["review.final"] = self.told_of_proposal + EIGHT_WEEKS
        if self.reviewed_on is not None and self.is_review:
            # Section 44(1)(b): "starting with the date" is the first day of the twelve months.
            known["review.next"] = months_after(self.reviewed_on, 12) - timedelta(days=1)
        if self.notified_on is not None and self.state in {"plan_to_cease", "plan_ceased"}:
            # Section 45(4): not while an appeal can be made, so on the day after the last.
            last_day = in_time_until(two_months_after(self.notified_on))
            known["cease.earliest"] = last_day + timedelta(days=1)
        return known


@dataclass
class Again:
    """One reassessment of a plan: who asked for it, and what came of that."""

    asked_by: str
    received_on: date | None = None
    decided_on: date | None = None
    sent_on: date | None = None
    state: str = "reassessment_asked"
    agreement: Sent | None = None
    plan: Sent | None = None

    @property
    def told_on(self) -> date | None:
        """When the family was told of the agreement; without a request, when it was decided."""
        if self.decided_on is None or self.agreement is None:
            return self.decided_on
        return self.agreement.told_on(self.decided_on)

    @property
    def had_on(self) -> date | None:
        """When the family was sent the plan that followed."""
        if self.sent_on is None or self.plan is None:
            return self.sent_on
        return self.plan.told_on(self.sent_on)

    def due(self) -> dict[str, date]:
        """Regulations 25(1) and 27(2): fifteen days from the request, then fourteen weeks."""
        known = {}
        if self.received_on is not None:
            known["reassess.decision"] = self.received_on + timedelta(days=15)
        if self.told_on is not None and self.state != "refused_to_reassess":
            known["reassess.final"] = self.told_on + timedelta(weeks=14)
        return known


@dataclass
class Moved:
    """One move of a plan: between authorities, or between phases of education.

    Attributes:
        kind: which; ``move_out``, ``move_in``, or a phase.
        recorded_on, moves_on, aware_on: when it was written down, when it is, and when the
            authority heard of it.
        reviewed_on: of a plan that came, when it was last reviewed, or else made.
        state: where it stands.
    """

    kind: str
    recorded_on: date
    moves_on: date
    aware_on: date | None = None
    reviewed_on: date | None = None
    state: str = "transfer_known"

    def due(self) -> dict[str, date]:
        """Regulations 15(2), (4) and (5), and 18; nothing of a move that was called off."""
        if self.state == "transfer_called_off":
            return {}
        match self.kind:
            case "move_out":
                return {"move.transfer": self._sent_by()}
            case "move_in":
                notify_by = self.moves_on + SIX_WEEKS
                return {"move.notify": notify_by, "move.review": self.review_by()}
            case "to_school":
                # "Before 15 February", and "before 31 March", in the year of the transfer.
                return {"phase.final": date(self.moves_on.year, 2, 14)}
            case "to_post_16":
                return {"phase.final": date(self.moves_on.year, 3, 30)}
        return {"phase.final": months_after(self.moves_on, -5)}

    def _sent_by(self) -> date:
        """On the day of the move; where that was not known in time, 15 working days from then."""
        if self.aware_on is None or self.aware_on <= working_days_before(self.moves_on, 15):
            return self.moves_on
        return working_days_from(self.aware_on, 15)

    def review_by(self) -> date:
        """The later of twelve months from the last review and three from the transfer."""
        of_three = months_after(self.moves_on, 3) - timedelta(days=1)
        last = self.reviewed_on or self.moves_on
        return max(of_three, months_after(last, 12) - timedelta(days=1))


@dataclass
class Body:
    """A change of the responsible commissioning body."""

    known_on: date
    told_on: date | None = None

    @property
    def due(self) -> date:
        """Regulation 16(2): within 15 working days beginning with the day it became aware."""
        return working_days_from(self.known_on, 15)


@dataclass
class Disclosed:
    """A plan that goes to where a young person studies next, at their request."""

    asked_on: date
    sent_on: date | None = None

    @property
    def due(self) -> date:
        """Regulation 47: within 15 working days of the request, whose day is none of them."""
        return working_days_after(self.asked_on, 15)
