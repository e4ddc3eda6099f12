"""Who acts for a young person (section 80; regulations 63 and 64; Mental Capacity Act 2005)."""

from __future__ import annotations

from collections.abc import Collection

from tests.machine.book.page import WRONG, Page

THINGS = frozenset({"notices", "draft", "dispute", "withdrawal", "reassessment"})
"""What somebody may be spoken for in: each is judged by itself."""

BASES = frozenset({"consent", "lacks_capacity", "representative"})


class Rights(Page):
    """After compulsory school age the rights are the young person's."""

    def act_for(
        self, who: str, member: str, basis: str, things: Collection[str], how: str
    ) -> set[str]:
        """On what somebody of the family acts, in what, and how that is known; or acts no more."""
        no = self.officer(who) | (set() if how.strip() else {WRONG})
        no |= set() if self.is_young_person and member in self.kin - {self.asker} else {WRONG}
        no |= set() if things and THINGS.issuperset(things) else {WRONG}
        no |= set() if basis in BASES | {"ended"} else {WRONG}
        if not no:
            for one in things:
                self.acting.pop((member, one), None)
                if basis != "ended":
                    self.acting[member, one] = basis
            self.steps.append("record_who_acts")
        return no
