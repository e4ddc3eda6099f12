"""What the family and the area team write to each other (the authority's own promise)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.machine.book.days import months_after, working_days_after
from tests.machine.book.letters import Letters
from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.things import Said

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

    def tell_experience(self, who: str, asked: str, replies: str, on: date) -> set[str]:
        """Whoever sees the case tells once how it was, of the last moment, for three months.

        Of what was told the history says nothing.
        """
        no = set() if who in self.readers() else {NOT_YOURS}
        is_over = self.has_died or self.asked_how_it_was(on) != asked
        no |= {TOO_LATE} if is_over or (who, asked) in self.told_how_it_was else set()
        no |= set() if replies in {"yes", "no yes", "partly no yes"} else {WRONG}
        if not no:
            self.told_how_it_was.add((who, asked))
            self.steps.append("tell_experience")
        return no

    def asked_how_it_was(self, on: date) -> str | None:
        """The decision to assess or not, the first draft, or three months after the final plan."""
        decided = [
            day
            for step, day in self.decided_on.items()
            if step in {"agree_to_assess", "refuse_to_assess"}
        ]
        ours = self.versions[1:] if self.made_elsewhere_on else self.versions
        drafts = [one.served_on for one in ours if one.served_on]
        finals = [months_after(one.final_on, 3) for one in ours if one.final_on]
        for moment, days in (("final", finals), ("draft", drafts), ("decided", decided)):
            if days and min(days) <= on:
                return moment if on < months_after(min(days), 3) else None
        return None

    def write_to_family(self, who: str, reader: str, words: str, on: date) -> set[str]:
        """The area team answers or writes first, and tells them so in the way that they chose."""
        no = self._answers(who, reader, words, "write_to_family", on)
        if not no:
            self.tell(reader, "message_ready")
        return no

    def note_call(self, who: str, reader: str, words: str, on: date) -> set[str]:
        """Who was rung has been told: what was said is there to read, and nothing is sent."""
        return self._answers(who, reader, words, "note_call", on)

    def tell_why_late(self, who: str, why: str, doing: str, ahead: int, on: date) -> set[str]:
        """Why, what is done, and a later day for more: each who sees the case is told of it.

        The authority's own promise; it may be told before anything is late.
        """
        no = self.officer(who) | self._says(why) | self._says(doing)
        no |= set() if ahead > 0 else {WRONG}
        if not no:
            self.delays.append(on + timedelta(days=ahead))
            self.steps.append("tell_why_late")
            for reader in self.in_order(self.readers()):
                self.tell(reader, "late_update")
        return no

    def _answers(self, who: str, reader: str, words: str, step: str, on: date) -> set[str]:
        no = self.officer(who) | self._says(words)
        no |= set() if reader in self.readers() else {WRONG}
        if not no:
            for one in self.said:
                if one.reader == reader == one.by and one.answer_by:
                    one.answered_on = one.answered_on or on
            self.said.append(Said(reader, who))
            self.steps.append(step)
        return no

    def _says(self, words: str) -> set[str]:
        """Something, and not after a death."""
        return (set() if words.strip() else {WRONG}) | ({TOO_LATE} if self.has_died else set())
