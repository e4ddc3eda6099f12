"""The plan: written, sent as a draft, spoken of, and issued (sections 37 to 40)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.machine.book.page import NOT_YOURS, TOO_LATE, WRONG
from tests.machine.book.placement import Placement
from tests.machine.book.things import Comment, Version, Wanted

NEED = "Amara follows one instruction at a time."
"""What the need in these people's plans says: one sentence."""

ROWS_OF_A_PLAN = 13
"""How many texts and rows the plan has that these people write; each is kept by itself."""


class Plans(Placement):
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
        if place == "closed":
            # Nothing begins with a setting that has closed, nor the version that would name it.
            served = version.state == "served"
            no = self._may_revise(who, number) if served else self.writing(version)
            return self.officer(who) | no | {WRONG}
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

    def _may_speak(self, who: str, number: int, on: date) -> set[str]:
        """From service to the last day, of the newest draft, until the plan is final."""
        version = self.versions[number]
        no = self.family(who, "draft") | self.gone()
        if version is not self.draft or not self.is_written(version):
            no.add(TOO_LATE)
        if version.served_on is None or (version.last_day and on > version.last_day):
            no.add(WRONG)
        return no

    def comment(
        self,
        who: str,
        number: int,
        row: str,
        agrees: bool,
        on: date,
        sentence: str = "",
        suggested: str = "",
    ) -> set[str]:
        """Section 38(2)(b): representations about the content of the draft.

        The same words of the same person, sent again before they are answered, are one comment.

        Args:
            sentence: the one that it is about, which must be one of the row's.
            suggested: how it should say; whoever agrees suggests nothing else.
        """
        no = self._may_speak(who, number, on)
        no |= {WRONG} if sentence and (row, sentence) != ("N1", NEED) else set()
        no |= {WRONG} if suggested and agrees else set()
        said = Comment(who, row, agrees, sentence=sentence, suggested=suggested)
        if not no and said not in self.versions[number].comments:
            self.versions[number].comments.append(said)
            self.steps.append("make_representation")
        return no

    def ask_for_meeting(self, who: str, number: int, about: str, suits: str, on: date) -> set[str]:
        """Regulation 13(1)(a)(iii): within the same days the family may require a meeting."""
        no = self._may_speak(who, number, on)
        no |= set() if about.strip() and suits.strip() else {WRONG}
        said = Comment(who, "", is_agreement=False, wants_meeting=True)
        if not no and said not in self.versions[number].comments:
            self.versions[number].comments.append(said)
            self.steps.append("make_representation")
        return no

    def ask_for_setting(
        self, who: str, number: int, name: str, chosen: int | None, called: int | None, on: date
    ) -> set[str]:
        """Section 38(2)(b)(ii): the family asks for a setting that it chose, or by a name.

        Taken back, it is not asked for again in the same words: nobody would be told of it.

        Args:
            chosen: the setting that it chose; none: by its name alone.
            called: the setting that bears the name; none: no setting that we know.
        """
        no = self._may_speak(who, number, on)
        no |= set() if name.strip() else {WRONG}
        words = name.strip(), chosen
        said = Comment(who, "", is_agreement=False, wants_setting=words)
        comments = self.versions[number].comments
        if said in comments:
            mine = [one for one in self.wanted if one.words == (number, who, *words)]
            return no | ({WRONG} if mine[-1].taken_back else set())
        if not no:
            comments.append(said)
            self.steps.append("make_representation")
            named = called if chosen is None else chosen
            self.hear_of(Wanted(number, named, on, setting=chosen, words=(number, who, *words)))
        return no

    def answer_meeting(
        self, who: str, number: int, comment: int, day: date | None, on: date
    ) -> set[str]:
        """A meeting that is asked for is answered once, with its day, which has not been.

        Without a day if the family no longer asks.
        """
        said = self.versions[number].comments[comment]
        no = self.officer(who) | self.gone() | ({TOO_LATE} if said.answered else set())
        no |= set() if said.wants_meeting else {WRONG}
        no |= {WRONG} if day is not None and day < on else set()
        if not no:
            said.answered, said.meets_on = True, day
            self.steps.append("answer_representation")
            self._tell_of(said, "meeting_set" if day else "comment_answered")
        return no

    def change_meeting(self, who: str, number: int, comment: int, day: date, on: date) -> set[str]:
        """A meeting that has not been may be given another day, which has not been either."""
        said = self.versions[number].comments[comment]
        no = self.officer(who) | self.gone()
        if not said.wants_meeting or day < on:
            no |= {WRONG}
        if said.wants_meeting and (not said.meets_on or said.meets_on < on or said.meets_on == day):
            no |= {TOO_LATE}
        if not no:
            said.meets_on = day
            self.steps.append("answer_representation")
            self._tell_of(said, "meeting_moved")
        return no

    def _tell_of(self, said: Comment, kind: str) -> None:
        """Whoever said something is told that there is an answer, while they see the case."""
        if said.by in self.readers():
            self.tell(said.by, kind)

    def agree_with_draft(self, who: str, number: int, on: date) -> set[str]:
        """One of the family has no more to say, and says so once.

        The family has none when each adult has said it: that day is the last one's, and stays.
        Whoever has no account says it nowhere.
        """
        version = self.versions[number]
        no = self._may_speak(who, number, on)
        no |= {TOO_LATE} if who in version.agreed else set()
        if not no:
            version.agreed.add(who)
            if version.agreed >= self.holders("draft") and not self.without_account:
                version.agreed_on = on
            self.steps.append("agree_with_draft")
        return no

    def answer(self, who: str, number: int, comment: int) -> set[str]:
        """Each comment has one answer; a request for a meeting is answered with its day."""
        said = self.versions[number].comments[comment]
        no = self.officer(who) | self.gone() | ({TOO_LATE} if said.answered else set())
        no |= {WRONG} if said.wants_meeting else set()
        if not no:
            said.answered = True
            self.steps.append("answer_representation")
            self._tell_of(said, "comment_answered")
        return no

    def revise(self, who: str, number: int) -> set[str]:
        """The version that answers the family begins as a copy of the newest draft."""
        version, no = self.versions[number], self._may_revise(who, number)
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

    def _may_revise(self, who: str, number: int) -> set[str]:
        version = self.versions[number]
        no = self.officer(who) | self.gone()
        if version is not self.latest or version.state != "served":
            no.add(TOO_LATE)
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
        served = next((one for one in reversed(self.round(version)) if one.served_on), None)
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
        # A setting that is asked for bears on Section I alone, which a version states anew.
        spoken_of = {
            one.row for one in served.comments if not one.is_agreement and one.wants_setting is None
        }
        if version.changed and not spoken_of & {"", "P1"}:
            no.add("changes_need_new_draft")
        return no

    def _said(self, version: Version) -> list[Comment]:
        """What asks for an answer, of the newest draft and of those before it."""
        return [
            one for each in self.round(version) for one in each.comments if not one.is_agreement
        ]

    def named(self, version: Version) -> list[str]:
        """The institution that a version names, where it names one."""
        return ["institution_named"] if version.placed == "setting" else []
