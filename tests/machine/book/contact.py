"""How the people of a family are reached (Education Act 1996, section 572)."""

from __future__ import annotations

from tests.machine.book.letters import Letters
from tests.machine.book.page import WRONG


class Contact(Letters):
    """Each says for themselves how they are reached; the team, how somebody told it to."""

    def record_electronic_service(self, who: str, whose: str, address: str, how: str) -> set[str]:
        """Letters go by email only where somebody with an account agreed, to where they said.

        Args:
            address: where; empty: they do not agree.
            how: how it is known, which only the team has to say.
        """
        no = self._own_or_officer(who, whose)
        no |= set() if who == whose or how.strip() else {WRONG}
        no |= {WRONG} if address and (not whose or "@" not in address) else set()
        if not no:
            self.served = self.served - {whose} | ({whose} if address else set())
            self.steps.append("record_electronic_service")
        return no

    def _own_or_officer(self, who: str, whose: str) -> set[str]:
        return set() if who in self.readers() and who == whose else self.officer(who)
