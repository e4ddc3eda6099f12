"""Letters, papers and emails: what is owed, and what becomes of it."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import two_months_after
from tests.machine.book.page import MANAGERS, NOT_YOURS, TOO_LATE, WRONG, Page
from tests.machine.book.things import Sent, Task

REGULATION_4_2 = ["family", "commissioning_body", "social_services", "head_or_lead"]
"""The family, and the persons whom regulation 4(2) names."""

CAN_BE_APPEALED = frozenset(
    {
        "refuse_to_assess", "refuse_to_issue", "final_plan", "plan_kept", "not_amended",
        "amended_plan", "cease", "refuse_to_reassess", "reassessed_plan",
    }
)  # fmt: skip
"""Section 51(2): their letters tell the last day for an appeal."""

SENT_TO_ALL = frozenset({"final_plan", "amended_plan", "reassessed_plan"})
"""Regulation 13(2): sent to the family, the institution named and the commissioning body."""


WAITS_FOR_THE_DAY = frozenset({"comment_answered", "late_update", "letter_posted", "message_ready"})
"""Of these an email a day is soon enough; a letter or a day to keep is told at once."""


class Letters(Page):
    """What a step owes is written down with it; the rest is done afterwards."""

    def owe(self, kind: str, told: list[str], on: date, *, copies: bool = False) -> Sent:
        """Owe a letter, one to each adult of the family: nobody reads another's.

        Args:
            kind: what it says.
            told: to whom it goes.
            on: the day of the notice, from which the time to appeal runs.
            copies: whether copies of evidence go with it, which cannot be read on a page.
        """
        reads, by_hand, unnamed = self._of_the_family(copies=copies)
        to_family = len(reads) + len(by_hand) + unnamed
        reads = reads if "family" in told else []
        readers = len(reads)
        for one in told:
            count = to_family if one == "family" else 1
            self.letters[kind, one] = self.letters.get((kind, one), 0) + count
        by_post = told != ["family"] or not readers
        sent = Sent(
            kind,
            is_paper=True,
            readers=readers,
            reads=reads,
            posted_to=by_hand if "family" in told else [],
            unnamed=unnamed,
            copies=copies,
            by_post=by_post,
            to_family="family" in told,
            goes_to_others=told != ["family"],
            is_plan=kind in SENT_TO_ALL,
        )
        self._write_down(sent)
        if kind in CAN_BE_APPEALED:
            self.appeal_by[kind] = two_months_after(on)
        return sent

    def _of_the_family(self, *, copies: bool) -> tuple[list[str], list[str], int]:
        """Who reads a letter on a page, who is posted it, and how many more are.

        Where nobody who holds the rights is on file, it is made for whoever that is.
        """
        holders = self.holders("notices")
        agreed = frozenset[str]() if copies else holders & self.served
        unnamed = 0 if self.is_young_person else self.without_account
        if not holders and not unnamed:
            unnamed = 1
        return self.in_order(agreed), self.in_order(holders - agreed), unnamed

    def in_order(self, names: frozenset[str]) -> list[str]:
        """Whoever asked is on file first."""
        return sorted(names, key=lambda name: (name != self.asker, name))

    def stop(self, member: str) -> None:
        """Nothing that has not gone to somebody goes: no letter, no email, no call.

        A letter that was to nobody else of the family is made for whoever holds the rights now.
        """
        for one in self.outbox:
            if one.is_paper and one.to_family:
                self._stop_paper(one, member)
            elif not one.is_paper and one.to == member:
                one.done = True
        for task in self.tasks:
            if task.reader == member:
                task.done = True

    def readdress(self) -> set[str]:
        """Unattended work: nothing waits to go to whoever may not see the case any longer."""
        waits = {
            name
            for one in self.outbox
            if one.is_paper and one.to_family
            for name in (
                *(() if one.done else one.reads),
                *(() if one.done and not one.to_post else one.posted_to),
            )
        }
        stale = waits - self.readers()
        if not stale:
            return {TOO_LATE}
        for one in self.outbox:
            if one.is_paper and one.to_family:
                for name in sorted(stale):
                    self._stop_paper(one, name)
        self.steps.append("readdress_letters")
        return set()

    def _stop_paper(self, paper: Sent, member: str) -> None:
        if member in paper.reads and not paper.done:
            paper.reads.remove(member)
        elif member in paper.posted_to and (not paper.done or paper.to_post):
            paper.posted_to.remove(member)
        else:
            return
        if not paper.reads and not paper.posted_to and not paper.unnamed:
            reads, by_hand, unnamed = self._of_the_family(copies=paper.copies or paper.done)
            self.letters[paper.kind, "family"] += len(reads) + len(by_hand) + unnamed
            paper.reads, paper.posted_to, paper.unnamed = reads, by_hand, unnamed
        paper.readers = len(paper.reads)
        if not paper.done:
            paper.by_post = paper.goes_to_others or not paper.readers
        elif not paper.posted_to and not paper.unnamed and not paper.goes_to_others:
            paper.to_post = False
            for task in self.tasks:
                if task.paper is paper:
                    task.done = True

    def paper(self, kind: str) -> None:
        """Owe the plan itself, which goes with its letter."""
        self._write_down(Sent(kind, is_paper=True))

    def message(self, kind: str, to: str = "") -> None:
        """Owe an email, to somebody of the family or to another."""
        self._write_down(Sent(kind, to=to))

    def tell(self, who: str, kind: str) -> None:
        """Tell one of the family something new, in the way that they chose."""
        if self.reached_by.get(who) in {"phone", "post"}:
            # They want no email: somebody rings or writes.
            self.tasks.append(Task(rings=True, reader=who))
            self.steps.append("raise_task")
            return
        self.message(kind, who)
        # One line of the email of the day is not sent by itself.
        waits = kind in WAITS_FOR_THE_DAY
        self.outbox[-1].in_digest = waits and self.reached_by.get(who) == "digest"

    def _write_down(self, sent: Sent) -> None:
        # After a death everything that comes to be owed waits for a team manager.
        sent.held = self.has_died
        self.outbox.append(sent)

    def waiting(self, *, papers: bool) -> list[Sent]:
        """What unattended work does next: nothing that is held."""
        return [
            one for one in self.outbox
            if one.is_paper is papers and not one.done and not one.held and not one.in_digest
        ]  # fmt: skip

    def prepare(self, on: date) -> set[str]:
        """Unattended work prepares the next paper.

        A family that agreed to it reads its letter on a page, and is told that it is there; all
        others are posted theirs, which somebody has to do.
        """
        paper = self.waiting(papers=True)[0]
        paper.done = True
        self.steps.append("issue_document")
        if paper.readers:
            paper.family_on = on
        for name in paper.reads:
            # A text besides tells whoever wants texts; the email is what the law asks for.
            for _ in range(2 if self.reached_by.get(name) == "text" else 1):
                self.message("draft_ready" if paper.kind == "draft_plan" else "letter_ready", name)
        if paper.by_post:
            paper.to_post = True
            self.tasks.append(Task(paper))
            self.steps.append("raise_task")
        return set()

    def send(self) -> set[str]:
        """Unattended work sends the next email."""
        self.waiting(papers=False)[0].done = True
        return set()

    def send_digest(self) -> set[str]:
        """Unattended work sends the email of the day, with what is not held by then."""
        for one in self.outbox:
            if one.in_digest and not one.held:
                one.done = True
        return set()

    def do_task(self, who: str, number: int, on: date) -> set[str]:
        """A paper is posted once, and not while it is held."""
        task = self.tasks[number]
        no = self.officer(who) | ({TOO_LATE} if task.done else set())
        paper = task.paper
        # How a family was asked is written down by itself.
        if not task.rings:
            no |= {WRONG} if paper is None or paper.held else set()
        if not no and paper is None:
            task.done = True
            self.steps.append("complete_task")
        elif not no and paper is not None:
            task.done = True
            paper.to_post, paper.posted_on = False, on
            if paper.to_family and not paper.readers:
                paper.family_on = on
            for name in paper.posted_to:
                # A letter reaches them anyway: nobody rings to say that it comes.
                if name in self.readers() and self.reached_by.get(name) not in {"phone", "post"}:
                    self.tell(name, "letter_posted")
            self.steps.append("complete_task")
        return no

    def release(self, who: str, number: int, why: str) -> set[str]:
        """After a death a team manager lets one thing go out, with a reason."""
        no = self.officer(who) | (set() if who in MANAGERS else {NOT_YOURS})
        no |= set() if why.strip() else {WRONG}
        no |= set() if self.outbox[number].held else {TOO_LATE}
        if not no:
            self.outbox[number].held = self.outbox[number].in_digest = False
            self.steps.append("release_held")
        return no
