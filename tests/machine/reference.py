"""What the law says of one request, told again by somebody who has not read the product.

Standard library only, and nothing of the product: no status, step, letter or length is looked up
anywhere. Every sentence is from the Children and Families Act 2014, the SEND Regulations 2014 or
the decisions that the project took (its specification of the law). A request is followed from its
receipt; for each thing that somebody may try, the book says which reasons stand against it, and,
where none does, what then is so and what is owed.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

NOT_YOURS = "somebody else's"
TOO_LATE = "already done"
WRONG = "cannot be"
"""The three kinds of refusal that are not a list of what is missing."""

BEYOND_THE_BOOK = frozenset(
    {
        # Steps of an assessment, and the statuses that only they reach
        "consider_assessing",
        "considering",
        "withdraw",
        "withdrawn",
        "record_death",
        "deceased",
        "reverse_refusal_to_assess",
        "reverse_refusal_to_issue",
        # Records
        "release_held",
        "follow_exemption",
        "consider_responsibility",
        "move_review_meeting",
        "send_review_papers",
        "send_review_report",
        # Whole processes, with their steps and statuses
        "review",
        "reassessment",
    }
)
"""Steps, statuses, records and processes, by name, of which this book does not tell yet.

Nothing of them is tried or walked in ``tests/machine``: what they do is shown elsewhere, or not.
"""

OFFICERS = frozenset({"priya", "nadia", "tom"})
TEAM_OF = {"priya": "north", "nadia": "north", "tom": "south"}
ROWS_OF_A_PLAN = 13
"""How many texts and rows the plan has that these people write; each is kept by itself."""

SIX_WEEKS = timedelta(days=42)
SIXTEEN_WEEKS = timedelta(days=112)
TWENTY_WEEKS = timedelta(days=140)


def two_months_after(day: date) -> date:
    """The corresponding date, or the last day of a month that has none."""
    year, month = (day.year, day.month + 2) if day.month <= 10 else (day.year + 1, day.month - 10)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


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
    """One version of the plan."""

    number: int
    state: str = "drafting"
    written: bool = False
    considered: set[tuple[int, int]] = field(default_factory=set)
    changed: bool = False
    placed: str = ""
    served_on: date | None = None
    closes_on: date | None = None
    agreed: set[str] = field(default_factory=set)
    agreed_on: date | None = None
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Book:
    """One request, and all that followed it.

    Attributes:
        received_on: the day from which the six, sixteen and twenty weeks run.
        holders: who holds the rights: they alone speak for the family.
        asker: who asked.
        in_or_beyond_year_9: whether the plan must speak of adulthood.
        status: where the assessment stands.
        language: the child's, as the authority has it on file.
        steps: what the history says, in order.
        waiting: papers that are still to be prepared, in the order in which they were owed.
        tasks: letters to be posted, and whether each has been.
        letters: owed so far, by kind and recipient.
        messages: emails owed so far, by kind.
        papers: documents owed so far, by kind.
    """

    received_on: date
    asker: str
    holders: frozenset[str]
    in_or_beyond_year_9: bool = False
    status: str = "requested"
    worker: str = ""
    steps: list[str] = field(default_factory=lambda: ["receive_request"])
    advice: list[AskedFor] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    consulted: dict[tuple[int, int], str] = field(default_factory=dict)
    exemptions: int = 0
    language: str = ""
    waiting: list[str] = field(default_factory=list)
    tasks: list[bool] = field(default_factory=list)
    decided_on: dict[str, date] = field(default_factory=dict)
    appeal_by: dict[str, date] = field(default_factory=dict)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=lambda: Counter({"request_received": 1}))

    # Dates

    def due(self) -> dict[str, date]:
        """Every date that is known so far. Nothing that happens later may move one."""
        known = {
            "assess.notify_decision": self.received_on + SIX_WEEKS,
            "assess.notify_refusal": self.received_on + SIX_WEEKS,
            "issue.notify_refusal": self.received_on + SIXTEEN_WEEKS,
            "plan.final": self.received_on + TWENTY_WEEKS,
        }
        known |= {f"advice {number}": one.due for number, one in enumerate(self.advice)}
        for one in self.versions:
            if one.served_on is not None:
                # "At least 15 days, beginning with the day": that day is the first of them.
                known[f"comments {one.number}"] = one.served_on + timedelta(days=14)
        return known

    # Who

    def is_officer(self, who: str) -> bool:
        """The case's own team; until a team has it, any area team."""
        return who in OFFICERS and self.worker in {"", *_team_mates(who)}

    def _officer(self, who: str) -> set[str]:
        return set() if self.is_officer(who) else {NOT_YOURS}

    def _family(self, who: str) -> set[str]:
        return set() if who in self.holders else {NOT_YOURS}

    # Where the plan stands

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def draft(self) -> Version | None:
        """The newest version that has been sent to the family."""
        return next((one for one in reversed(self.versions) if one.state == "served"), None)

    # Each thing that can be tried: the reasons against it (none: it is done), and its doing

    def take(self, who: str) -> set[str]:
        """Take a case oneself."""
        no = self._officer(who) | ({TOO_LATE} if self.worker else set())
        if who not in OFFICERS:
            no.add(WRONG)
        if not no:
            self._allocated(who)
        return no

    def allocate(self, who: str, to: str) -> set[str]:
        """Give a case to a caseworker, and so to that caseworker's team."""
        no = self._officer(who) | (set() if to in OFFICERS else {WRONG})
        if not no:
            self._allocated(to)
        return no

    def change_details(self, who: str, language: str) -> set[str]:
        """What is on file of the child may be put right, and the request stays as it came."""
        no = self._officer(who) | ({WRONG} if language == self.language else set())
        if not no:
            self.language = language
            self.steps.append("change_details")
        return no

    def _allocated(self, to: str) -> None:
        self.worker = to
        self.steps.append("allocate_case")

    def _decide(self, who: str, step: str, begins: str, ends: str, on: date) -> set[str]:
        no = self._officer(who) | ({TOO_LATE} if self.status != begins else set())
        if not no:
            self.status = ends
            self.decided_on[step] = on
            self.steps.append(step)
        return no

    def agree_to_assess(self, who: str, reason: str, on: date) -> set[str]:
        """Section 36(8): told to the family and to the persons of regulation 4(2)."""
        lacking = {"caseworker"} if not self.worker else set()
        lacking |= {"reasons"} if not reason else set()
        return self._decide_with(
            who, "agree_to_assess", "requested", "assessing", on, lacking,
            ["family", "commissioning_body", "social_services", "head_or_lead"],
        )  # fmt: skip

    def refuse_to_assess(self, who: str, reason: str, on: date) -> set[str]:
        """Section 36(5): with reasons, to the same persons, and it can be appealed."""
        lacking = {"caseworker"} if not self.worker else set()
        lacking |= {"reasons_for_letter"} if not reason else set()
        return self._decide_with(
            who, "refuse_to_assess", "requested", "refused_to_assess", on, lacking,
            ["family", "commissioning_body", "social_services", "head_or_lead"],
        )  # fmt: skip

    def agree_to_issue(self, who: str, on: date) -> set[str]:
        """Section 37(1): no letter but the draft; advice that has not come may not stop it."""
        return self._decide(who, "agree_to_issue", "assessing", "planning", on)

    def refuse_to_issue(self, who: str, reason: str, on: date) -> set[str]:
        """Regulation 10: with reasons, to the family, the commissioning body and the school."""
        lacking = {"reasons_for_letter"} if not reason else set()
        return self._decide_with(
            who, "refuse_to_issue", "assessing", "refused_to_issue", on, lacking,
            ["family", "commissioning_body", "head_or_lead"],
        )  # fmt: skip

    def _decide_with(
        self,
        who: str,
        step: str,
        begins: str,
        ends: str,
        on: date,
        lacking: set[str],
        told: list[str],
    ) -> set[str]:
        no = self._officer(who) | ({TOO_LATE} if self.status != begins else set()) | lacking
        if not no:
            self._decide(who, step, begins, ends, on)
            self._owe(step, told, on)
        return no

    def _owe(self, kind: str, told: list[str], on: date) -> None:
        self._paper(kind)
        self.letters.update((kind, one) for one in told)
        if "family" in told:
            # One to each adult: nobody reads another's.
            self.letters[kind, "family"] += max(len(self.holders) - 1, 0)
        if kind in {"refuse_to_assess", "refuse_to_issue", "final_plan"}:
            self.appeal_by[kind] = two_months_after(on)

    def _paper(self, kind: str) -> None:
        self.papers[kind] += 1
        self.waiting.append(kind)

    def prepare(self) -> set[str]:
        """Unattended work prepares the next paper.

        A family that agreed to it reads its letter on a page, and is told that it is there; all
        others are posted theirs, which somebody has to do.
        """
        kind = self.waiting.pop(0)
        self.steps.append("issue_document")
        if kind in {"plan_draft", "plan_final"}:
            return set()
        if self.holders:
            ready = "draft_ready" if kind == "draft_plan" else "letter_ready"
            self.messages[ready] += len(self.holders)
        if kind != "draft_plan" or not self.holders:
            self.tasks.append(False)
            self.steps.append("raise_task")
        return set()

    def do_task(self, who: str, number: int) -> set[str]:
        """Something that came up is done once."""
        no = self._officer(who) | ({TOO_LATE} if self.tasks[number] else set())
        if not no:
            self.tasks[number] = True
            self.steps.append("complete_task")
        return no

    def record_exemption(self, who: str, why: str) -> set[str]:
        """An exemption says why the limit was impractical to keep, and never moves a date."""
        no = self._officer(who) | (set() if why.strip() else {WRONG})
        if not no:
            self.exemptions += 1
            self.steps.append("record_exemption")
        return no

    # Advice

    def seek(self, who: str, kind: str, adviser: str, on: date) -> set[str]:
        """Regulation 6(1): once an assessment is secured, and until it has ended.

        Whoever has been asked and has not answered is not asked for the same a second time.
        """
        no = self._officer(who)
        if any(
            (one.kind, one.adviser) == (kind, adviser) and not self._outstanding(one)
            for one in self.advice
        ):
            no.add(TOO_LATE)
        if self.status not in {"assessing", "planning"}:
            no.add(TOO_LATE)
        if not no:
            self.advice.append(AskedFor(kind, adviser, on + SIX_WEEKS))
            self.steps.append("seek_advice")
            self._ask(adviser)
        return no

    def _ask(self, adviser: str) -> None:
        self.messages["advice_link" if adviser == "theo" else "advice_requested"] += 1

    def _outstanding(self, asked: AskedFor) -> set[str]:
        return set() if asked.state in {"sought", "returned"} else {TOO_LATE}

    def chase(self, who: str, number: int) -> set[str]:
        """Ask again, whoever was asked, while it has not come."""
        asked = self.advice[number]
        no = self._officer(who) | self._outstanding(asked)
        if not no:
            self.steps.append("chase_advice")
            self._ask(asked.adviser)
        return no

    def give(self, who: str, number: int, to: str) -> set[str]:
        """Give a request to another professional: by the team, or by who leads the service."""
        asked = self.advice[number]
        leads = {"psychological": "petra", "medical": "hana"}[asked.kind]
        no = set() if who == leads or self.is_officer(who) else {NOT_YOURS}
        no |= self._outstanding(asked)
        if not no:
            asked.adviser = to
            self.steps.append("allocate_advice")
            self.messages["advice_requested"] += 1
        return no

    def submit(self, who: str, number: int, on: date, whole: bool) -> set[str]:
        """Only the adviser who was asked, or who leads their service, answers."""
        asked = self.advice[number]
        leads = {"psychological": "petra", "medical": "hana"}[asked.kind]
        no = set() if who in {asked.adviser, leads} else {NOT_YOURS}
        no |= self._outstanding(asked)
        no |= set() if whole else {"needs_or_strengths", "provision", "signature"}
        if not no:
            asked.state = "received"
            asked.answers += 1
            asked.answered_on = asked.answered_on or on
            self.steps.append("submit_advice")
        return no

    def send_back(self, who: str, number: int, questions: int) -> set[str]:
        """Return advice, with at least one question."""
        asked = self.advice[number]
        no = self._officer(who) | ({TOO_LATE} if asked.state != "received" else set())
        no |= set() if questions else {"questions"}
        if not no:
            asked.state = "returned"
            self.steps.append("return_advice")
            self.messages["advice_link" if asked.adviser == "theo" else "advice_returned"] += 1
        return no

    def accept(self, who: str, number: int) -> set[str]:
        """Accept advice as it is."""
        asked = self.advice[number]
        no = self._officer(who) | ({TOO_LATE} if asked.state != "received" else set())
        if not no:
            asked.state = "accepted"
            self.steps.append("accept_advice")
        return no

    # The plan

    def begin(self, who: str) -> set[str]:
        """Section 37(1): a plan is prepared once it has been decided that one is necessary."""
        no = self._officer(who)
        if self.versions or self.status != "planning":
            no.add(TOO_LATE)
        if not no:
            self._version(Version(1))
        return no

    def _version(self, version: Version) -> None:
        self.versions.append(version)
        self.steps.append("begin_version")

    def _writing(self, version: Version) -> set[str]:
        return set() if version.state == "drafting" else {TOO_LATE}

    def recommended(self) -> set[tuple[int, int]]:
        """The recommendations of the newest version of each advice that has come."""
        return {(number, one.answers) for number, one in enumerate(self.advice) if one.answers}

    def write(self, who: str, number: int) -> set[str]:
        """Write the whole of a version, every recommendation considered."""
        version = self.versions[number]
        no = self._officer(who) | self._writing(version)
        if not no:
            self.steps += ["write_plan"] * (1 if version.written else ROWS_OF_A_PLAN)
            version.written = True
            version.considered = self.recommended()
        return no

    def leave_out(self, who: str, number: int, advice: int) -> set[str]:
        """Regulation 11: what is not taken up is considered too, with the reason."""
        version = self.versions[number]
        no = self._officer(who) | self._writing(version)
        if not no:
            version.considered.add((advice, self.advice[advice].answers))
            self.steps.append("leave_out_recommendation")
        return no

    def override(self, who: str, number: int) -> set[str]:
        """A check of style is set aside; nothing that the law asks for changes."""
        no = self._officer(who) | self._writing(self.versions[number])
        if not no:
            self.steps.append("override_check")
        return no

    def reword(self, who: str, number: int) -> set[str]:
        """Change what a line of provision says."""
        version = self.versions[number]
        no = self._officer(who) | self._writing(version)
        no |= set() if version.written else {WRONG}
        if not no:
            version.changed = True
            self.steps.append("write_plan")
        return no

    def name_setting(self, who: str, number: int, setting: bool) -> set[str]:
        """Section 38(5): a draft names no setting; the version that answers it may.

        Of a draft that is with the family, that version is begun by naming one.
        """
        version = self.versions[number]
        if version.state == "served":
            no = self.revise(who, number)
            version = self.versions[-1]
        else:
            no = self._officer(who) | self._writing(version)
            no |= {WRONG} if number == 0 else set()
        if not no:
            version.placed = "setting" if setting else "type"
            self.steps.append("name_setting")
        return no

    def _unfit(self, version: Version) -> set[str]:
        """Regulations 11 and 12: every section says something, every recommendation is met."""
        lacking: set[str] = set()
        if not version.written:
            lacking.add("section_not_stated")
        if self.recommended() - version.considered:
            lacking.add("plan_check")
        if self.in_or_beyond_year_9 and not version.written:
            # Regulation 12(3): provision for preparation for adulthood.
            lacking.add("plan_check")
        return lacking

    def serve(self, who: str, number: int, on: date) -> set[str]:
        """Section 38(2): a draft goes to the family; served again, its days start again."""
        version = self.versions[number]
        no = self._officer(who) | self._writing(version) | self._unfit(version)
        no |= {"section_i_not_empty"} if version.placed else set()
        if not no:
            version.state = "served"
            version.served_on = on
            version.closes_on = on + timedelta(days=14)
            self.steps.append("serve_draft")
            self._paper("plan_draft")
            self._owe("draft_plan", ["family"], on)
        return no

    def _may_speak(self, who: str, number: int, on: date) -> set[str]:
        """From service to the last day, of the newest draft, until the plan is final."""
        version = self.versions[number]
        no = self._family(who)
        if version is not self.draft or self.status != "planning":
            no.add(TOO_LATE)
        if version.closes_on is None or on > version.closes_on:
            no.add(WRONG)
        return no

    def comment(self, who: str, number: int, row: str, agrees: bool, on: date) -> set[str]:
        """Section 38(2)(b): representations about the content of the draft.

        The same words of the same person, sent again before they are answered, are one comment.
        """
        no = self._may_speak(who, number, on)
        said = Comment(who, row, agrees)
        if not no and said not in self.versions[number].comments:
            self.versions[number].comments.append(said)
            self.steps.append("make_representation")
        return no

    def agree_with_draft(self, who: str, number: int, on: date) -> set[str]:
        """One of the family has no more to say, and says so once.

        The family has none when each adult has said it: that day is the last one's, and stays.
        """
        version = self.versions[number]
        no = self._may_speak(who, number, on)
        no |= {TOO_LATE} if who in version.agreed else set()
        if not no:
            version.agreed.add(who)
            if version.agreed == self.holders:
                version.agreed_on = on
            self.steps.append("agree_with_draft")
        return no

    def answer(self, who: str, number: int, comment: int) -> set[str]:
        """Each comment has one answer."""
        said = self.versions[number].comments[comment]
        no = self._officer(who) | ({TOO_LATE} if said.answered else set())
        if not no:
            said.answered = True
            self.steps.append("answer_representation")
        return no

    def revise(self, who: str, number: int) -> set[str]:
        """The version that answers the family begins as a copy of the newest draft."""
        version = self.versions[number]
        no = self._officer(who)
        if version is not self.latest or version.state != "served":
            no.add(TOO_LATE)
        if not no:
            self._version(Version(number + 2, written=True, considered=set(version.considered)))
        return no

    def consult(self, who: str, number: int, setting: int) -> set[str]:
        """Sections 39(2) and 40(3): about a draft that was served, while the plan is written."""
        version = self.versions[number]
        no = self._officer(who)
        no |= {WRONG} if version.state != "served" else set()
        if (number, setting) in self.consulted or self.status != "planning":
            no.add(TOO_LATE)
        if not no:
            self.consulted[number, setting] = "consulted"
            self.steps.append("consult_setting")
        return no

    def record_answer(self, who: str, number: int, setting: int) -> set[str]:
        """A setting answers once."""
        no = self._officer(who)
        no |= {TOO_LATE} if self.consulted[number, setting] == "responded" else set()
        if not no:
            self.consulted[number, setting] = "responded"
            self.steps.append("record_setting_response")
        return no

    def return_to_author(self, who: str, number: int) -> set[str]:
        """Quality assurance sends a version back to be mended; nobody else does."""
        no = set() if who == "grace" else {NOT_YOURS}
        if not no:
            self.steps.append("return_to_author")
            self.messages["plan_returned"] += 1
        return no

    def window(self, served: Version, on: date) -> set[str]:
        """Sections 38(4) and 39(7): not before the family's days are over, unless it agreed."""
        assert served.closes_on is not None
        over = on > served.closes_on
        return set() if over or served.agreed_on else {"window_open"}

    def finalise(self, who: str, number: int, signed: bool, on: date) -> set[str]:
        """Regulations 13(2) and 14(1): by the twentieth week, and not otherwise than served."""
        version = self.versions[number]
        no = self._officer(who) | self._writing(version) | self._unfit(version)
        served = self.draft
        if served is None:
            no.add("draft_not_served")
        else:
            no |= self.window(served, on)
            if any(not one.answered for one in self._said()):
                no.add("comments_unanswered")
            spoken_of = {one.row for one in served.comments if not one.is_agreement}
            if version.changed and not spoken_of & {"", "P1"}:
                no.add("changes_need_new_draft")
        no |= set() if version.placed else {"placement"}
        no |= set() if signed else {"signing_officer"}
        if not no:
            self._issued(version, on)
        return no

    def _said(self) -> list[Comment]:
        """What asks for an answer, of this draft and of those before it."""
        return [one for each in self.versions for one in each.comments if not one.is_agreement]

    def _issued(self, version: Version, on: date) -> None:
        version.state = "final"
        self.status = "plan_issued"
        self.decided_on["issue_plan"] = on
        self.steps += ["finalise_version", "issue_plan"]
        self._paper("plan_final")
        told = ["family", "commissioning_body"]
        if version.placed == "setting":
            told.append("institution_named")
        self._owe("final_plan", told, on)


def _team_mates(who: str) -> set[str]:
    return {one for one, team in TEAM_OF.items() if team == TEAM_OF.get(who)}
