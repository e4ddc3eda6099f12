"""How the people of a family are reached (Education Act 1996, section 572)."""

from __future__ import annotations

from tests.machine.book.letters import Letters
from tests.machine.book.page import WRONG

WAYS = ("email", "text", "phone", "post")


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

    def choose_contact(self, who: str, whose: str, by: str, mobile: str, daily: bool) -> set[str]:
        """Email needs an account, and a text a number; official letters do not go by this.

        Args:
            by: ``"email"``, ``"text"``, ``"phone"``, ``"post"``, or nothing that there is.
            daily: whether what happened is told once a day, which is by email.
            mobile: a number; those that begin with 07 are of mobiles.
        """
        no = self._own_or_officer(who, whose)
        no |= {WRONG} if mobile and not mobile.startswith("07") else set()
        no |= {WRONG} if by not in WAYS or (by == "text" and not mobile) else set()
        no |= {WRONG} if by == "email" and not whose else set()
        no |= {WRONG} if daily and by != "email" else set()
        if not no:
            self.reached_by[whose] = "digest" if daily else by
            self.steps.append("choose_contact")
        return no

    def _own_or_officer(self, who: str, whose: str) -> set[str]:
        return set() if who in self.readers() and who == whose else self.officer(who)
