"""Writing a plan, sending its draft, answering the family, and issuing it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import plan_writing, plans, representations
from ehc.models import AdviceRequest, Need, Outcome, PlanVersion, Provision, Recommendation
from tests import journeys
from tests.machine.book.plans import NEED
from tests.machine.moves.trying import Move, Trying

TEXTS = {
    "history": "Amara lives with her mother and goes to Oakfield Primary School.",
    "communication": "Speak to Amara one sentence at a time.",
    "views_child": "I like drawing.",
    "views_parents": "I hope that Amara can say what she needs.",
    "aspirations": "Amara would like to be an illustrator.",
    "how_views_gathered": "Talking and drawing with Amara at school, by her teacher.",
    "strengths_communication_and_interaction": "Amara remembers stories.",
    "health_none_reason": "None identified: the paediatrician found no health need.",
    "social_care_none_reason": "None identified: the family is not known to social care.",
    "personal_budget": "None was asked for.",
}
PINNED: tuple[dict[str, Any], ...] = (
    {"row": "N1", "sentence": NEED, "suggested": "Two at a time."},
    {"row": "N1", "sentence": "She does not say so."},
    {"row": "P1", "sentence": NEED},
    {"row": "N1", "suggested": "Two at a time.", "agrees": True},
)
"""A comment on a sentence, on one that is not the row's, and other words of whoever agrees."""

ON_A_VERSION = ("write", "reword", "override", "serve", "revise")
PLACES = ("setting", "type", "elsewhere", "closed")


class Plans(Trying):
    """Sections 37 to 40."""

    def begin(self, who: str = "priya", *, stale: bool = False) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        made = self.attempt(
            "begin", lambda book: book.begin(who),
            lambda: plans.begin_plan(assessment, **self.who(who)), stale=stale,
        )  # fmt: skip
        if made:
            self.file.versions.append(made)

    def write(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            written = self.file.book.versions[place].written
            act = self._consider if written else self._write_all
            self.attempt(
                "write", lambda book: book.write(who, place), lambda: act(row, who), stale=stale
            )

    def _recommendations(self) -> list[Recommendation]:
        newest = []
        for request in AdviceRequest.objects.filter(assessment=self.file.assessment):
            latest = request.versions.order_by("-version").first()
            newest += list(latest.recommendations.all()) if latest else []
        return newest

    def _consider(self, version: PlanVersion, who: str) -> None:
        sources = self._recommendations()
        plan_writing.write_row(version, Provision, {}, key="P1", sources=sources, **self.who(who))

    def _write_all(self, version: PlanVersion, who: str) -> None:
        by = self.who(who)
        for key, text in TEXTS.items():
            plan_writing.write_text(version, key, text, **by)
        area = "communication_and_interaction"
        need = {"section": "B", "area": area, "text": NEED}
        plan_writing.write_row(version, Need, need, **by)
        outcome = {
            "text": "By July 2028 Amara follows three instructions in a row in class.",
            "by": "July 2028",
            "steps": "By July 2027 she follows two.",
            "monitoring": "Her teacher, each term.",
            "aspiration": "Amara would like to be an illustrator.",
            "adulthood_strand": "employment",
        }
        plan_writing.write_row(version, Outcome, outcome, **by)
        provision = {
            "section": "F",
            **journeys.GOOD_ADVICE.provisions[0],
            "period": "From the date of this plan until July 2028",
            "review": "The therapist, each term",
        }
        links: dict[str, Any] = {"needs": ["N1"], "outcomes": ["O1"]}
        sources = self._recommendations()
        plan_writing.write_row(version, Provision, provision, sources=sources, **links, **by)

    def leave_out(
        self, who: str = "priya", number: int = 0, advice: int = 0, *, stale: bool = False
    ) -> None:
        answered = sorted(place for place, _answers in self.file.book.recommended())
        if (found := self.version(number, stale=stale)) and answered:
            place, row = found
            which = answered[advice % len(answered)]
            asked = self.file.advice[which]
            self.attempt(
                "leave_out", lambda book: book.leave_out(who, place, which),
                lambda: plan_writing.leave_out(
                    row, asked.versions.latest("version").recommendations.get(),
                    reason="Met already.", **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip

    def override(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            check = {"rule": "specificity.vague_term", "row": "P1", "reason": "It is her word."}
            self.attempt(
                "override", lambda book: book.override(who, place),
                lambda: plan_writing.override_check(row, **check, **self.who(who)), stale=stale,
            )  # fmt: skip

    def reword(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            words = {"how_often": f"Every {self.tally.done['reword'] + 4} days in term time"}
            self.attempt(
                "reword", lambda book: book.reword(who, place),
                lambda: plan_writing.write_row(row, Provision, words, key="P1", **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def name_setting(
        self,
        who: str = "priya",
        number: int = 0,
        place: str = "setting",
        *,
        stale: bool = False,
    ) -> None:
        if found := self.version(number, stale=stale):
            which, row = found
            school = {"setting": self.cast.schools[0], "closed": self.cast.schools[2]}.get(place)
            kind = "" if place == "elsewhere" else "Mainstream school"
            made = self.attempt(
                "name_setting", lambda book: book.name_setting(who, which, place),
                lambda: plans.name_setting(
                    row, setting=school, type=kind,
                    otherwise_than_at_school=place == "elsewhere", reasons="It would not do.",
                    family_consulted_on=self.today, **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip
            if made and len(self.file.book.versions) > len(self.file.versions):
                self.file.versions.append(made)

    def serve(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            self.attempt(
                "serve", lambda book: book.serve(who, place, self.today),
                lambda: plans.serve_draft(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def comment(
        self,
        who: str = "mother",
        number: int = 0,
        row: str = "P1",
        agrees: bool = False,
        sentence: str = "",
        suggested: str = "",
        *,
        stale: bool = False,
    ) -> None:
        if found := self.version(number, stale=stale):
            place, version = found
            kind = "agree" if agrees else "change"
            pinned = {"sentence": sentence, "suggested": suggested}
            made = self.attempt(
                "comment",
                lambda book: book.comment(who, place, row, agrees, self.today, **pinned),
                lambda: representations.make_representation(
                    version, kind=kind, text="Before lunch, please.", row=row, **pinned,
                    **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip
            if made and made not in self.file.comments.values():
                count = len(self.file.book.versions[place].comments)
                self.file.comments[place, count - 1] = made

    def ask_for_meeting(
        self,
        who: str = "mother",
        number: int = 0,
        about: str = "The mornings.",
        suits: str = "Tuesdays.",
        *,
        stale: bool = False,
    ) -> None:
        if found := self.version(number, stale=stale):
            place, version = found
            made = self.attempt(
                "ask_for_meeting",
                lambda book: book.ask_for_meeting(who, place, about, suits, self.today),
                lambda: representations.ask_for_meeting(
                    version, about=about, suits=suits, how="video", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made and made.representation not in self.file.comments.values():
                count = len(self.file.book.versions[place].comments)
                self.file.comments[place, count - 1] = made.representation

    def answer_meeting(
        self,
        who: str = "priya",
        number: int = 0,
        day: int | None = 3,
        *,
        stale: bool = False,
    ) -> None:
        """So many days from now; None: the family no longer asks."""
        if self.file.comments:
            place = sorted(self.file.comments)[number % len(self.file.comments)]
            row = self.fresh(self.file.comments[place], stale=stale)
            meets_on = None if day is None else self.today + timedelta(days=day)
            self.attempt(
                "answer_meeting",
                lambda book: book.answer_meeting(who, *place, meets_on, self.today),
                lambda: representations.answer_meeting_request(
                    row, meeting_on=meets_on, answer="At ten.", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def change_meeting(
        self, who: str = "priya", number: int = 0, day: int = 5, *, stale: bool = False
    ) -> None:
        """So many days from now."""
        if self.file.comments:
            place = sorted(self.file.comments)[number % len(self.file.comments)]
            row = self.fresh(self.file.comments[place], stale=stale)
            meets_on = self.today + timedelta(days=day)
            self.attempt(
                "change_meeting",
                lambda book: book.change_meeting(who, *place, meets_on, self.today),
                lambda: representations.move_meeting(
                    row, meeting_on=meets_on, answer="At noon.", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def agree_with_draft(
        self, who: str = "mother", number: int = 0, *, stale: bool = False
    ) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            self.attempt(
                "agree_with_draft", lambda book: book.agree_with_draft(who, place, self.today),
                lambda: representations.agree_with_draft(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def answer(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if self.file.comments:
            place = sorted(self.file.comments)[number % len(self.file.comments)]
            row = self.fresh(self.file.comments[place], stale=stale)
            self.attempt(
                "answer", lambda book: book.answer(who, *place),
                lambda: representations.answer_representation(
                    row, answer="We will.", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def revise(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            made = self.attempt(
                "revise", lambda book: book.revise(who, place),
                lambda: plans.revise(row, **self.who(who)), stale=stale,
            )  # fmt: skip
            if made:
                self.file.versions.append(made)

    def return_to_author(self, who: str = "grace", number: int = 0) -> None:
        if found := self.version(number):
            place, row = found
            self.attempt(
                "return_to_author", lambda book: book.return_to_author(who, place),
                lambda: plans.return_to_author(row, reason="Too vague.", **self.who(who)),
            )  # fmt: skip

    def finalise(
        self, who: str = "priya", number: int = 0, signed: bool = True, *, stale: bool = False
    ) -> None:
        if found := self.version(number, stale=stale):
            place, row = found
            name = "Priya Nair" if signed else ""
            self.attempt(
                "finalise", lambda book: book.finalise(who, place, signed, self.today),
                lambda: plans.finalise_plan(row, signed_by=name, **self.who(who)), stale=stale,
            )  # fmt: skip

    def possible_plans(self, officer: dict[str, Any]) -> list[Move]:
        book = self.file.book
        family = [{"who": name} for name in sorted(book.kin)] or [{"who": "mother"}]
        found: list[Move] = [("begin", officer)]
        found += [("leave_out", {**officer, "advice": n}) for n in range(len(book.advice))]
        for number in range(min(len(book.versions), 3)):
            at = {"number": number}
            found += [(move, {**officer, **at}) for move in ON_A_VERSION]
            found += [("return_to_author", {"who": "grace", **at})]
            found += [("name_setting", {**officer, **at, "place": place}) for place in PLACES]
            found += [("finalise", {**officer, **at, "signed": it}) for it in (True, False)]
            found += [("agree_with_draft", {**one, **at}) for one in family]
            found += [
                ("comment", {**one, **at, "row": row, "agrees": row == "N1"})
                for row in ("P1", "N1", "")
                for one in family
            ]
            found += [("comment", {**family[0], **at, **pinned}) for pinned in PINNED]
            found += [("ask_for_meeting", {**one, **at}) for one in family]
            found += [("ask_for_meeting", {**family[0], **at, "suits": " "})]
        for n in range(len(self.file.comments)):
            found += [("answer", {**officer, "number": n})]
            found += [("answer_meeting", {**officer, "number": n, "day": d}) for d in (3, None, -1)]
            found += [("change_meeting", {**officer, "number": n, "day": d}) for d in (5, -1)]
        return found
