"""The plan: written, sent as a draft, spoken of, and issued (sections 37 to 40)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.machine.book.advice import Advice
from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.things import Comment, Version

NAMED = 0
"""The setting that these people name, where they name one."""

ROWS_OF_A_PLAN = 13
"""How many texts and rows the plan has that these people write; each is kept by itself."""


class Plans(Advice):
    """Each version is frozen when it is sent; the one that follows begins as its copy."""

    def begin(self, who: str) -> set[str]:
        """Section 37(1): a plan is prepared once it has been decided that one is necessary."""
        no = self.officer(who)
        if self.versions or self.status != "planning":
            no.add(TOO_LATE)
        if not no:
            self.version(Version(1, is_first=True))
        return no

    def version(self, version: Version) -> None:
        """A version begins."""
        self.versions.append(version)
        self.steps.append("begin_version")

    def writing(self, version: Version) -> set[str]:
        """That what was sent is never changed, and that nothing is written once all has ended."""
        return self.gone() | (set() if version.state == "drafting" else {TOO_LATE})

    def write(self, who: str, number: int) -> set[str]:
        """Write the whole of a version, every recommendation considered."""
        version = self.versions[number]
        no = self.officer(who) | self.writing(version)
        if not no:
            self.steps += ["write_plan"] * (1 if version.written else ROWS_OF_A_PLAN)
            version.written = True
            version.considered = self.recommended()
        return no

    def leave_out(self, who: str, number: int, advice: int) -> set[str]:
        """Regulation 11: what is not taken up is considered too, with the reason."""
        version = self.versions[number]
        no = self.officer(who) | self.writing(version)
        if not no:
            version.considered.add((advice, self.advice[advice].answers))
            self.steps.append("leave_out_recommendation")
        return no

    def override(self, who: str, number: int) -> set[str]:
        """A check of style is set aside; nothing that the law asks for changes."""
        no = self.officer(who) | self.writing(self.versions[number])
        if not no:
            self.steps.append("override_check")
        return no

    def reword(self, who: str, number: int) -> set[str]:
        """Change what a line of provision says."""
        version = self.versions[number]
        no = self.officer(who) | self.writing(version)
        no |= set() if version.written else {WRONG}
        if not no:
            version.changed = True
            self.steps.append("write_plan")
        return no

    def name_setting(self, who: str, number: int, place: str) -> set[str]:
        """Section 38(5): a draft names no setting; the version that answers it may.

        Of a draft that is with the family, that version is begun by naming one.
        """
        version = self.versions[number]
        if version.state == "served":
            no = self.revise(who, number)
            version = self.versions[-1]
        else:
            no = self.officer(who) | self.writing(version)
            no |= {WRONG} if version.is_first else set()
        if not no:
            version.placed = place
            self.steps.append("name_setting")
        return no

    def unfit(self, version: Version) -> set[str]:
        """Regulations 11 and 12: every section says something, every recommendation is met."""
        lacking: set[str] = set()
        if not version.written:
            lacking.add("section_not_stated")
        recommended = {
            (number, answers)
            for number, answers in self.recommended()
            if self.advice[number].again == version.rests_on
        }
        if recommended - version.considered:
            lacking.add("plan_check")
        if self.is_young_person and not version.written:
            # Regulation 12(3): provision for preparation for adulthood.
            lacking.add("plan_check")
        return lacking

    def serve(self, who: str, number: int, on: date) -> set[str]:
        """Section 38(2): a draft goes to the family; served again, its days start again.

        Once a plan was issued there is no draft but after a reassessment: what changes it is
        proposed.
        """
        version = self.versions[number]
        no = self.officer(who) | self.writing(version) | self.unfit(version)
        no |= {"section_i_not_empty"} if version.placed in {"setting", "type"} else set()
        no |= set() if self.is_written(version) else {TOO_LATE}
        if not no:
            version.state = "served"
            version.served_on = on
            version.closes_on = on + timedelta(days=14)
            self.steps.append("serve_draft")
            self.paper("plan_draft")
            version.notice = self.owe("draft_plan", ["family"], on)
        return no

    def is_written(self, version: Version) -> bool:
        """Whether the plan that a version is of is being written, and has not been sent."""
        return self.status == "planning"

    def _may_speak(self, who: str, number: int, on: date) -> set[str]:
        """From service to the last day, of the newest draft, until the plan is final."""
        version = self.versions[number]
        no = self.family(who, "draft") | self.gone()
        if version is not self.draft or not self.is_written(version):
            no.add(TOO_LATE)
        if version.served_on is None or (version.last_day and on > version.last_day):
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
            if version.agreed >= self.holders("draft"):
                version.agreed_on = on
            self.steps.append("agree_with_draft")
        return no

    def answer(self, who: str, number: int, comment: int) -> set[str]:
        """Each comment has one answer."""
        said = self.versions[number].comments[comment]
        no = self.officer(who) | self.gone() | ({TOO_LATE} if said.answered else set())
        if not no:
            said.answered = True
            self.steps.append("answer_representation")
        return no

    def revise(self, who: str, number: int) -> set[str]:
        """The version that answers the family begins as a copy of the newest draft."""
        version = self.versions[number]
        no = self.officer(who) | self.gone()
        if version is not self.latest or version.state != "served":
            no.add(TOO_LATE)
        if not no:
            self.version(
                Version(
                    number + 2,
                    written=True,
                    considered=set(version.considered),
                    again=version.again,
                    rests_on=version.rests_on,
                )
            )
        return no

    def consult(self, who: str, number: int, setting: int, asked: bool, on: date) -> set[str]:
        """Sections 39(2) and 40(3): about a draft that was served, while the plan is written.

        So of changes that were proposed (regulation 22(1)), and not of what was ordered. Because
        the family asked for it, on a day that nobody noted; or of our own accord.
        """
        version = self.versions[number]
        no = self.officer(who) | self.gone()
        if version.amends:
            no |= set() if self.is_proposed(version) else {WRONG, TOO_LATE}
        else:
            no |= {WRONG} if version.state != "served" else set()
            no |= set() if self.is_written(version) else {TOO_LATE}
        no |= {TOO_LATE} if (number, setting) in self.consulted else set()
        if not no:
            self.consulted[number, setting] = "consulted"
            if asked:
                self.asked_for[number, setting] = None
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
            self.asked_for[number, setting] = asked_on
            self.steps.append("note_request_for_setting")
        return no

    def _not_final(self, number: int) -> set[str]:
        """That the plan which follows a draft, or changes that were proposed, has not been sent."""
        version = self.versions[number]
        if version.amends:
            return set() if self.is_proposed(version) else {TOO_LATE}
        followed = self._round(version)
        return {TOO_LATE} if any(one.state == "final" for one in followed) else set()

    def is_proposed(self, version: Version) -> bool:
        """Whether a version is written for changes that were proposed and not decided on."""
        return False

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

    def ill_placed(self, version: Version, on: date) -> set[str]:
        """Sections 39 and 40: the setting named was consulted, and what was asked for is named.

        What was asked for binds where that was before the end of the days of the newest draft
        (section 39(1)). What was ordered is sent as it was; of changes that were proposed nothing
        is asked of what Section I said before.
        """
        if version.is_first or (version.amends and not self.is_proposed(version)):
            return set()
        mine = {self.versions.index(one) for one in self._round(version)}
        drafts = [one for one in self._round(version) if one.state == "served"]
        last_day = drafts[-1].closes_on if drafts else None
        asked = {
            setting: number
            for (number, setting), day in self.asked_for.items()
            if number in mine and (day is None or last_day is None or day <= last_day)
        }
        if version.placed == "setting" and NAMED in asked:
            return set()
        left_out = {setting for number, setting in self.left_out if number in mine}
        no = {"requested_setting"} if set(asked) - left_out else set()
        # Code 9.83: a setting has 15 days.
        if any(
            self.consulted[number, setting] == "consulted"
            and on <= self.consulted_on[number, setting] + timedelta(days=15)
            for setting, number in asked.items()
        ):
            no.add("answer_awaited")
        said = next((one.placed for one in self.versions if one.number == version.copied), "")
        consulted = {setting for number, setting in self.consulted if number in mine}
        if version.placed == "setting" and said != "setting" and NAMED not in consulted:
            no.add("setting_not_consulted")
        return no

    def return_to_author(self, who: str, number: int) -> set[str]:
        """Quality assurance sends a version back to be mended; nobody else does."""
        no = self.gone() | (set() if who == "grace" else {NOT_YOURS})
        if not no:
            self.steps.append("return_to_author")
            self.message("plan_returned")
        return no

    def window(self, closes_on: date, on: date, *, agreed: bool) -> set[str]:
        """Sections 38(4) and 39(7): not before the family's days are over, unless it agreed."""
        return set() if on > closes_on or agreed else {"window_open"}

    def finalise(self, who: str, number: int, signed: bool, on: date) -> set[str]:
        """Regulations 13(2) and 14(1): by the twentieth week, and not otherwise than served."""
        version = self.versions[number]
        no = self.officer(who) | self.writing(version) | self.lacking(version, signed, on)
        # What amends a plan that was issued goes out in the review that proposed it.
        no |= set() if self.status == "planning" else {TOO_LATE}
        if not no:
            version.state, version.final_on = "final", on
            self.status = "plan_issued"
            self.decided_on["issue_plan"] = on
            self.steps += ["finalise_version", "issue_plan"]
            self.paper("plan_final")
            told = ["family", *self.named(version), "commissioning_body"]
            self.told_by["issue_plan"] = self.owe("final_plan", told, on)
            self.had(None, on)
        return no

    def had(self, again: int | None, on: date) -> None:
        """Whoever is sent the plan has had the drafts that came before it."""
        for one in self.versions:
            if one.again == again and one.served_on is not None:
                one.final_after = one.final_after or on

    def lacking(self, version: Version, signed: bool, on: date) -> set[str]:
        """What a version lacks to be the plan."""
        no = self.unfit(version) | self.answered_for(version, on)
        no |= self.ill_placed(version, on) | (set() if version.placed else {"placement"})
        no |= set() if signed else {"signing_officer"}
        return no

    def answered_for(self, version: Version, on: date) -> set[str]:
        """Whether the family has had its say, and has been answered."""
        served = next((one for one in reversed(self._round(version)) if one.served_on), None)
        if served is None or served.closes_on is None:
            return {"draft_not_served"}
        agreed = served.agreed_on is not None
        if served.last_day is None:
            # Its letter waits to be posted: the family's days have not begun.
            no = {"letter_unposted"}
        else:
            no = self.window(served.last_day, on, agreed=agreed)
        if "letter_unposted" not in no and any(not one.answered for one in self._said(version)):
            no.add("comments_unanswered")
        spoken_of = {one.row for one in served.comments if not one.is_agreement}
        if version.changed and not spoken_of & {"", "P1"}:
            no.add("changes_need_new_draft")
        return no

    def _round(self, version: Version) -> list[Version]:
        """The versions that follow the same assessment, or the same reassessment.

        What amends a plan is a round of its own.
        """
        if version.amends:
            return [version]
        return [one for one in self.versions if one.again == version.again and not one.amends]

    def _said(self, version: Version) -> list[Comment]:
        """What asks for an answer, of the newest draft and of those before it."""
        return [
            one for each in self._round(version) for one in each.comments if not one.is_agreement
        ]

    def named(self, version: Version) -> list[str]:
        """The institution that a version names, where it names one."""
        return ["institution_named"] if version.placed == "setting" else []
