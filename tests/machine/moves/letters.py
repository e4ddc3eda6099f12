"""What unattended work does, and what is posted by hand; what is released after a death."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ehc.actions import correspondence, digests, ends, posting, takeover
from ehc.models import OutboxItem, Task
from tests.factories import instant
from tests.machine.moves.trying import Move, Trying


class Letters(Trying):
    """Papers and emails, once they are written down."""

    def outbox(self) -> QuerySet[OutboxItem]:
        """Everything of this case that was written down to go out, in order."""
        mine = Q(document__case=self.file.case) | Q(message__case=self.file.case)
        return OutboxItem.objects.filter(mine).select_related("document", "message").order_by("pk")

    def prepare(self) -> None:
        """Unattended work: the next paper of this case, as it would be claimed."""
        waiting = self.outbox().filter(done_at=None, held_because="")
        item = waiting.exclude(document=None).first()
        if item is not None:
            self.attempt(
                "prepare", lambda book: book.prepare(self.today),
                lambda: correspondence.document_rendered(
                    item, b"a paper", file_name="paper.pdf", on=self.today,
                    at=instant(self.today),
                ),
            )  # fmt: skip

    def send(self) -> None:
        """Unattended work: the next email."""
        waiting = self.outbox().filter(done_at=None, held_because="", digest=None)
        item = waiting.exclude(message=None).first()
        if item is not None:
            self.attempt(
                "send", lambda book: book.send(),
                lambda: correspondence.message_sent(
                    item, at=instant(self.today), keep_secret=False
                ),
            )  # fmt: skip

    def send_digest(self) -> None:
        """Unattended work: the email of the day of whoever wants one."""
        item = OutboxItem.objects.filter(message__template="digest", done_at=None).first()
        if item is not None:
            self.attempt("send_digest", lambda book: book.send_digest(), lambda: self._sent(item))

    def readdress(self) -> None:
        """Unattended work: what waits for whoever may not have it any longer."""
        system = correspondence.system_user()
        self.attempt(
            "readdress", lambda book: book.readdress(),
            lambda: takeover.readdress_letters(
                self.file.case, by=system, on=self.today, at=instant(self.today)
            ),
        )  # fmt: skip

    def _sent(self, item: OutboxItem) -> None:
        assert item.message is not None
        if digests.write_digest(item, item.message, at=instant(self.today)):
            correspondence.message_sent(item, at=instant(self.today), keep_secret=False)

    def post_everything(self) -> None:
        """Whatever was written down is prepared, and posted."""
        while self.file.book.waiting(papers=True):
            self.prepare()
        for number, task in enumerate(self.file.book.tasks):
            if not task.done and task.paper is not None:
                self.do_task(number=number)

    def do_task(self, who: str = "priya", number: int = 0) -> None:
        tasks = list(Task.objects.filter(case=self.file.case).order_by("pk"))
        if tasks:
            place = number % len(tasks)
            self.attempt(
                "do_task", lambda book: book.do_task(who, place, self.today),
                lambda: posting.complete_task(
                    tasks[place], note="Posted.", **self.who(who)
                ),
            )  # fmt: skip

    def release(
        self, who: str = "nadia", number: int = 0, why: str = "The family asked for it."
    ) -> None:
        place = number % len(self.file.book.outbox)
        item = self.outbox()[place]
        self.attempt(
            "release", lambda book: book.release(who, place, why),
            lambda: ends.release_held(self.file.case, [item], reason=why, **self.who(who)),
        )  # fmt: skip

    def possible_letters(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        found: list[Move] = [("do_task", {**officer, "number": n}) for n in range(len(book.tasks))]
        held = [number for number, one in enumerate(book.outbox) if one.held]
        for number in held[:3] or [0]:
            found += [("release", {"number": number, "why": why}) for why in ("She asked.", " ")]
        return found
