"""Where a child is to be placed: what is asked for, consulted, left out and named."""

from __future__ import annotations

from datetime import date, timedelta

from tests.machine.book.advice import Advice
from tests.machine.book.page import TOO_LATE, WRONG
from tests.machine.book.things import Version, Wanted

NAMED = 0
"""The setting that these people name, where they name one."""

CLOSED = 2
"""The setting that closed before any of these people asked for one."""

FIFTEEN_DAYS = timedelta(days=15)
"""Code 9.83: a setting has so long to answer."""


class Placement(Advice):
    """Sections 38(2)(b)(ii), 39 and 40; of changes that were proposed regulation 22."""

    # Of which versions

    def round(self, version: Version) -> list[Version]:
        """The versions that follow the same assessment, or the same reassessment.

        What amends a plan is a round of its own.
        """
        if version.amends:
            return [version]
        return [one for one in self.versions if one.again == version.again and not one.amends]

    def _numbers(self, version: Version) -> set[int]:
        return {self.versions.index(one) for one in self.round(version)}

    def is_written(self, version: Version) -> bool:
        """Whether the plan that a version is of is being written, and has not been sent."""
        return self.status == "planning"

    def is_proposed(self, version: Version) -> bool:
        """Whether a version is written for changes that were proposed and not decided on."""
        return False

    def _not_final(self, number: int) -> set[str]:
        """That the plan which follows a draft, or changes that were proposed, has not been sent."""
        version = self.versions[number]
        if version.amends:
            return set() if self.is_proposed(version) else {WRONG, TOO_LATE}
        return {TOO_LATE} if any(one.state == "final" for one in self.round(version)) else set()

    def ask_until(self, version: Version) -> date | None:
        """Section 39(1): the end of the days that the newest draft gives; none: not begun."""
        drafts = [one for one in self.round(version) if one.state == "served"]
        return drafts[-1].last_day if drafts else None

    # What the family asks for

    def not_consulted(self, version: Version) -> list[Wanted]:
        """What it asks for in a version's round, and nobody has consulted."""
        mine = self._numbers(version)
        consulted = {setting for number, setting in self.asked_for if number in mine}
        return [
            one
            for one in self.wanted
            if one.version in mine and not one.taken_back and one.setting not in consulted
        ]

    def record_request(
        self, who: str, number: int, name: str, called: int | None, asked_on: date, on: date
    ) -> set[str]:
        """Section 38(2)(b)(ii), regulation 22(2): of a draft, or of changes that were proposed.

        Which setting it is has to be found: one of that name that was consulted already is it.

        Args:
            called: the setting that bears the name; none: no setting that we know.
            asked_on: when the family asked.
        """
        no = self.officer(who) | self.gone() | self._not_final(number)
        no |= set() if name.strip() and asked_on <= on else {WRONG}
        no |= {WRONG} if called == CLOSED else set()
        if not no:
            self.hear_of(Wanted(number, called, asked_on))
            self.steps.append("record_request_for_setting")
        return no

    def hear_of(self, wanted: Wanted) -> None:
        """The family asks for a setting: one that was consulted already is it."""
        mine = self._numbers(self.versions[wanted.version])
        for place in self.consulted:
            if place[0] in mine and place[1] == wanted.called:
                wanted.setting = wanted.called
                self.asked_for.setdefault(place, wanted.asked_on)
        self.wanted.append(wanted)

    def withdraw_request(self, who: str, number: int, how: str) -> set[str]:
        """Nobody is held to what they asked for; who said so, how and when is kept."""
        wanted = self.wanted[number]
        no = self.officer(who) | self.gone() | self._not_final(wanted.version)
        no |= set() if wanted in self.not_consulted(self.versions[wanted.version]) else {TOO_LATE}
        no |= set() if how.strip() else {WRONG}
        if not no:
            wanted.taken_back = True
            self.steps.append("withdraw_request_for_setting")
        return no

    def _is_for(self, number: int, setting: int, wanted: int | None) -> list[Wanted]:
        """What the family asks for and is this setting: by its name, or as somebody found."""
        return [
            one
            for one in self.not_consulted(self.versions[number])
            if one.called == setting or (wanted is not None and one is self.wanted[wanted])
        ]

    # Whom the authority asks

    def consult(
        self,
        who: str,
        number: int,
        setting: int,
        asked: bool,
        on: date,
        wanted: int | None = None,
    ) -> set[str]:
        """Sections 39(2) and 40(3): about a draft that was served, while the plan is written.

        So of changes that were proposed (regulation 22(1)), and not of what was ordered. Because
        the family asked for it, on a day that nobody may have noted; or of our own accord.
        """
        version = self.versions[number]
        no = self.officer(who) | self.gone()
        if version.amends:
            no |= set() if self.is_proposed(version) else {WRONG, TOO_LATE}
        else:
            no |= {WRONG} if version.state != "served" else set()
            no |= set() if self.is_written(version) else {TOO_LATE}
        no |= {TOO_LATE} if (number, setting) in self.consulted else set()
        no |= {WRONG} if setting == CLOSED else set()
        found = self._is_for(number, setting, wanted)
        if wanted is not None and self.wanted[wanted] not in found:
            no.add(WRONG)
        if not no:
            self.consulted[number, setting] = "consulted"
            if asked or found:
                days = [one.asked_on for one in found]
                self.asked_for[number, setting] = min(days, default=None)
            for one in found:
                one.setting = setting
            self.consulted_on[number, setting] = on
            self.steps.append("consult_setting")
        return no

    def note_request(
        self, who: str, number: int, setting: int, asked_on: date | None, on: date
    ) -> set[str]:
        """Section 39(1): the family asks for what was consulted already; until the plan is final.

        Nobody may have noted the day: then it counts as in time.
        """
        no = self.officer(who) | self.gone() | self._not_final(number)
        no |= {TOO_LATE} if (number, setting) in self.asked_for else set()
        no |= {WRONG} if asked_on is not None and asked_on > on else set()
        if not no:
            found = self._is_for(number, setting, None)
            days = [one.asked_on for one in found]
            self.asked_for[number, setting] = asked_on or min(days, default=None)
            for one in found:
                one.setting = setting
            self.steps.append("note_request_for_setting")
        return no

    def record_answer(self, who: str, number: int, setting: int) -> set[str]:
        """A setting answers once."""
        no = self.officer(who) | self.gone()
        no |= {TOO_LATE} if self.consulted[number, setting] == "responded" else set()
        if not no:
            self.consulted[number, setting] = "responded"
            self.steps.append("record_setting_response")
        return no

    def leave_setting_out(self, who: str, number: int, setting: int, reason: str) -> set[str]:
        """Section 39(4): on a ground, with reasons, until the plan is final."""
        no = self.officer(who) | self.gone() | (set() if reason.strip() else {WRONG})
        no |= self._not_final(number)
        no |= set() if (number, setting) in self.asked_for else {WRONG}
        if not no:
            self.left_out.add((number, setting))
            self.steps.append("leave_setting_out")
        return no

    # What is said

    def ill_placed(self, version: Version, on: date) -> set[str]:
        """Sections 39 and 40: the setting named was consulted, and what was asked for is named.

        What was asked for binds where that was before the end of the days of the newest draft
        (section 39(1)), or of the proposal (regulation 22(2)(c)). What was ordered is sent as it
        was; of changes that were proposed nothing is asked of what Section I said before.
        """
        if version.amends and not self.is_proposed(version):
            return set()
        mine, no = self._numbers(version), set[str]()
        said = next((one.placed for one in self.versions if one.number == version.copied), "")
        consulted = {setting: number for number, setting in self.consulted if number in mine}
        is_named = version.placed == "setting"
        if is_named and said != "setting" and NAMED not in consulted:
            no.add("setting_not_consulted")
        asked = {
            setting
            for (number, setting), day in self.asked_for.items()
            if number in mine and self._in_time(version, day)
        }
        wanted = [
            one for one in self.not_consulted(version) if self._in_time(version, one.asked_on)
        ]
        if is_named and (NAMED in asked or any(one.called == NAMED for one in wanted)):
            # Of several that were asked for one is what was asked for.
            return no
        no |= {"request_not_consulted"} if wanted else set()
        left_out = {setting for number, setting in self.left_out if number in mine}
        no |= {"requested_setting"} if asked - left_out else set()
        for setting in asked:
            place = consulted[setting], setting
            if (
                self.consulted[place] == "consulted"
                and on <= self.consulted_on[place] + FIFTEEN_DAYS
            ):
                no.add("answer_awaited")
        return no

    def _in_time(self, version: Version, asked_on: date | None) -> bool:
        last_day = self.ask_until(version)
        return asked_on is None or last_day is None or asked_on <= last_day
