"""Writing to each other on a case, and ringing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ehc.actions import conversations, lateness
from ehc.actions.experience import tell_experience
from ehc.workflows.experience import QUESTIONS, Moment
from tests.machine.moves.trying import Move, Trying

WORDS = "When is the draft to come?"


class Conversations(Trying):
    """A family asks, and the area team answers or writes first."""

    def write_to_authority(
        self, who: str = "mother", words: str = WORDS, *, stale: bool = False
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "write_to_authority", lambda book: book.write_to_authority(who, words, self.today),
            lambda: conversations.write_to_authority(case, text=words, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def write_to_family(
        self,
        who: str = "priya",
        reader: str = "mother",
        words: str = WORDS,
        *,
        stale: bool = False,
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "write_to_family",
            lambda book: book.write_to_family(who, reader, words, self.today),
            lambda: conversations.write_to_family(
                case, reader=self.cast.people[reader], text=words, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def note_call(
        self,
        who: str = "priya",
        reader: str = "mother",
        words: str = WORDS,
        *,
        stale: bool = False,
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "note_call", lambda book: book.note_call(who, reader, words, self.today),
            lambda: conversations.note_call(
                case, reader=self.cast.people[reader], text=words, **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip

    def tell_why_late(
        self,
        who: str = "priya",
        why: str = "The psychologist was ill.",
        doing: str = "Another comes on Thursday.",
        ahead: int = 7,
        *,
        stale: bool = False,
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "tell_why_late",
            lambda book: book.tell_why_late(who, why, doing, ahead, self.today),
            lambda: lateness.tell_why_late(
                case, why=why, doing=doing, next_on=self.today + timedelta(days=ahead),
                **self.who(who),
            ),
            stale=stale,
        )  # fmt: skip

    def tell_experience(
        self,
        who: str = "mother",
        asked: str | None = None,
        replies: str = "yes",
        *,
        stale: bool = False,
    ) -> None:
        case = self.fresh(self.file.case, stale=stale)
        moment = Moment(asked or self.file.book.asked_how_it_was(self.today) or "decided")
        given = dict(zip(QUESTIONS[moment], replies.split(), strict=False))
        self.attempt(
            "tell_experience",
            lambda book: book.tell_experience(who, moment, replies, self.today),
            lambda: tell_experience(case, moment=moment, replies=given, **self.who(who)),
            stale=stale,
        )

    def possible_conversations(self, officer: dict[str, Any]) -> list[Move]:
        family = sorted(self.file.book.kin) or ["mother"]
        found: list[Move] = [("write_to_authority", {"who": one}) for one in family]
        found += [("write_to_authority", {"who": family[0], "words": " "})]
        found += [("tell_experience", {"who": one}) for one in (*family, "stranger")]
        for asked in Moment:
            found += [("tell_experience", {"who": family[0], "asked": asked.value})]
        for replies in ("", "maybe", "partly no yes", "no yes"):
            found += [("tell_experience", {"who": family[0], "replies": replies})]
        for move in ("write_to_family", "note_call"):
            found += [(move, {**officer, "reader": one}) for one in (*family, "stranger")]
            found += [(move, {**officer, "reader": family[0], "words": " "})]
        wrong: list[dict[str, Any]] = [{"why": " "}, {"doing": " "}, {"ahead": 0}]
        found += [("tell_why_late", {**officer, **given}) for given in ({}, *wrong)]
        return found
