"""What the family and the area team write to each other (the authority's own promise)."""

from __future__ import annotations

from datetime import date

from tests.machine.book.days import working_days_after
from tests.machine.book.letters import Letters
from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.things import Said, Task

ANSWERED_WITHIN = 5
"""Working days, as the authority of these people gives itself."""


class Conversations(Letters):
    """Each of the family has a conversation of their own, which goes on whatever was decided."""

    def write_to_authority(self, who: str, words: str, on: date) -> set[str]:
        """Whoever of the family sees the case is promised an answer."""
        no = set() if who in self.readers() else {NOT_YOURS}
        no |= self._says(words)
        if not no:
            self.said.append(Said(who, who, working_days_after(on, ANSWERED_WITHIN)))
            self.steps.append("write_to_authority")
        return no

    def write_to_family(self, who: str, reader: str, words: str, on: date) -> set[str]:
        """The area team answers or writes first, and tells them so in the way that they chose."""
        no = self._answers(who, reader, words, "write_to_family", on)
        if not no and self.reached_by.get(reader) in {"phone", "post"}:
            # They want no email: somebody rings or writes.
            self.tasks.append(Task(rings=True))
            self.steps.append("raise_task")
        elif not no:
            self.message("message_ready")
            # One line of the email of the day is not sent by itself.
            self.outbox[-1].in_digest = self.reached_by.get(reader) == "digest"
        return no

    def note_call(self, who: str, reader: str, words: str, on: date) -> set[str]:
        """Who was rung has been told: what was said is there to read, and nothing is sent."""
        return self._answers(who, reader, words, "note_call", on)

    def _answers(self, who: str, reader: str, words: str, step: str, on: date) -> set[str]:
        no = self.officer(who) | self._says(words)
        no |= set() if reader in self.readers() else {WRONG}
        if not no:
            for one in self.said:
                if one.reader == reader == one.by:
                    one.answered_on = one.answered_on or on
            self.said.append(Said(reader, who))
            self.steps.append(step)
        return no

    def _says(self, words: str) -> set[str]:
        """Something, and not after a death."""
        return (set() if words.strip() else {WRONG}) | ({TOO_LATE} if self.has_died else set())
