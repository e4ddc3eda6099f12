"""Who is of the family, and who acts for a young person or sees their case.

Sections 80 and 83(7); regulations 17, 63 and 64; Mental Capacity Act 2005.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tests.machine.book.conversations import Conversations
from tests.machine.book.page import MANAGERS, NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.things import Said

THINGS = frozenset({"read", "notices", "draft", "dispute", "withdrawal", "reassessment"})
"""What somebody may be spoken for in, or may see alone: each is judged by itself."""

STANDS = frozenset({"parent", "responsible", "carer", "representative"})
"""As whom somebody is of a family: all but a representative are parents."""

BASES = frozenset({"consent", "lacks_capacity", "representative"})


class Rights(Conversations):
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

    def agree_that_parent_sees(self, who: str, member: str) -> set[str]:
        """Regulation 17: the young person lets one of the family see the case, and no more."""
        no = self._young_person(who)
        no |= set() if member in self.kin - {self.asker} else {WRONG}
        no |= {TOO_LATE} if (member, "read") in self.acting else set()
        if not no:
            self.acting[member, "read"] = "consent"
            self.steps.append("agree_that_parent_sees")
        return no

    def withdraw_that_parent_sees(self, who: str, member: str) -> set[str]:
        """Consent to anything is taken back, and to all of it; what capacity asks for stays."""
        no = self._young_person(who)
        agreed = [place for place, basis in self.acting.items() if basis == "consent"]
        agreed = [place for place in agreed if place[0] == member]
        no |= set() if agreed else {TOO_LATE}
        if not no:
            for place in agreed:
                del self.acting[place]
            self.steps.append("withdraw_that_parent_sees")
        return no

    def _young_person(self, who: str) -> set[str]:
        """Nobody says it for a young person who can, nor a child, nor somebody who has died."""
        is_theirs = self.is_young_person and who == self.asker and who in self.holders("read")
        return (set() if is_theirs else {NOT_YOURS}) | ({TOO_LATE} if self.has_died else set())

    def add_to_family(
        self, who: str, somebody: str, name: str, stands: str, kept_out: str, since: date, on: date
    ) -> set[str]:
        """Section 83(7): a parent has every right of one; a representative none by themselves.

        Whom a court order keeps out has none at all; how that is known stands beside it.
        """
        no = self.officer(who) | (set() if name.strip() and stands in STANDS else {WRONG})
        no |= {WRONG} if somebody in self.kin | self.without_rights or since > on else set()
        if not no:
            has_rights = not kept_out and stands != "representative"
            if has_rights:
                self.kin |= {somebody}
            else:
                self.without_rights |= {somebody}
            if kept_out:
                self.kept_out[somebody] = stands != "representative"
            self.steps.append("add_to_family")
        return no

    def give_sign_in(self, who: str, somebody: str, address: str) -> set[str]:
        """Section 19: a parent whom a school named takes part as any other, once they are reached.

        What waits to be posted to them is still posted.
        """
        no = self.officer(who) | (set() if address.strip() else {WRONG})
        no |= set() if self.without_account else {TOO_LATE}
        no |= {WRONG} if somebody in self.kin | self.without_rights else set()
        if not no:
            self.without_account -= 1
            self.kin |= {somebody}
            for one in self.outbox:
                if one.is_paper and one.unnamed:
                    one.unnamed -= 1
                    one.posted_to.append(somebody)
            self.steps.append("give_sign_in")
        return no

    def keep_out(self, who: str, member: str, words: str, seen: str, since: int) -> set[str]:
        """Children Act 1989, section 8: whom an order keeps out has no part in the case from then.

        Args:
            since: how many days from now it holds.
        """
        no = self._order(who, words, seen, since)
        no |= {WRONG} if self.is_young_person and member == self.asker else set()
        no |= {TOO_LATE} if member in self.kept_out else set()
        if not no:
            self.kept_out[member] = member in self.kin
            self.kin -= {member}
            self.without_rights |= {member}
            for place in [place for place in self.acting if place[0] == member]:
                del self.acting[place]
            for one in self.said:
                if one.reader == member and one.answered_on is None:
                    one.answer_by = None
            self.stop(member)
            self.steps.append("keep_out")
        return no

    def let_in_again(self, who: str, member: str, words: str, seen: str, since: int) -> set[str]:
        """An order that has ended: a parent is one again, and nothing that ended begins again."""
        no = self._order(who, words, seen, since)
        no |= set() if member in self.kept_out else {TOO_LATE}
        if not no:
            if self.kept_out.pop(member):
                self.kin |= {member}
                self.without_rights -= {member}
            self.steps.append("let_in_again")
        return no

    def decide_between_adults(self, who: str, asked: str, why: str) -> set[str]:
        """Education Act 1996, section 576: each holds the rights, and a manager decides."""
        no = self.officer(who) | (set() if who in MANAGERS else {NOT_YOURS})
        no |= set() if asked.strip() and why.strip() else {WRONG}
        if not no:
            self.steps.append("decide_between_adults")
        return no

    def protect_address(self, who: str, secret: bool, how: str) -> set[str]:
        """Regulation 17: a young person need give no reason; to show it again is a manager's."""
        if self.is_young_person and who == self.asker:
            no = set() if secret else {WRONG}
        else:
            no = self.officer(who) | (set() if how.strip() else {WRONG})
            no |= set() if secret or who in MANAGERS else {NOT_YOURS}
        no |= {TOO_LATE} if secret == self.address_is_secret else set()
        if not no:
            self.address_is_secret = secret
            self.steps.append("protect_address")
        return no

    def tell_of_takeover(self, who: str) -> set[str]:
        """Section 83: once, and of no child whose parents hold the rights for years yet."""
        no = self.officer(who) | (set() if self.is_young_person else {WRONG})
        no |= {TOO_LATE} if self.told_of_takeover or self.has_died else set()
        if not no:
            self.told_of_takeover = True
            self.steps.append("tell_of_takeover")
            for reader in self.in_order(self.readers()):
                self.said.append(Said(reader, who))
            for reader in self.in_order(self.readers()):
                self.tell(reader, "message_ready")
        return no

    def _order(self, who: str, words: str, seen: str, since: int) -> set[str]:
        """What it says and how that is known, and not before its day."""
        is_known = words.strip() and seen.strip() and since <= 0
        return self.officer(who) | (set() if is_known else {WRONG})
