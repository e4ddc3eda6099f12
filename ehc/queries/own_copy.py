"""Everything that one of a family and the authority sent each other on a case, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from ehc.models import (
    AccessRecord,
    AdviceRequest,
    Case,
    Document,
    LateUpdate,
    Letter,
    Message,
    PlanVersion,
    Representation,
    Said,
    Upload,
    User,
    UserKind,
)
from ehc.permissions import visible_to
from ehc.queries.queue import LISTED


class Came(StrEnum):
    """What something is that was sent, or came."""

    REQUEST = "request"
    LETTER = "letter"
    PLAN = "plan"
    FROM_THEM = "from_them"
    FROM_US = "from_us"
    DELAY = "delay"
    COMMENT = "comment"
    ANSWER = "answer"
    FILE = "file"
    EMAIL = "email"
    ASKED = "asked"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was sent or came.

    Attributes:
        day: when.
        came: what it is.
        title: what it is called: the name of a paper or a file, whom advice was asked of; empty
            where the kind says enough.
        who: who wrote it; empty where that is the authority or goes without saying.
        text: what it says, where it is words and no paper.
        document: the paper, if it is one.
        letter: the letter that brought it, with the copy for this reader.
        upload: the file, if it is one that somebody gave.
        answers: what a request says, as it was given.
        is_theirs: whether the reader made that request: the asker's own details are nobody else's.
    """

    day: date
    came: Came
    title: str = ""
    who: str = ""
    text: str = ""
    document: Document | None = None
    letter: Letter | None = None
    upload: Upload | None = None
    answers: Mapping[str, Any] | None = None
    is_theirs: bool = False

    @property
    def file(self) -> FieldFile | None:
        """The bytes of it, as this reader has them; None where it is words, or being prepared."""
        if self.upload is not None:
            return self.upload.file
        if self.letter is not None and self.letter.sha256:
            return self.letter.file
        if self.document is None or self.document.rendered_at is None:
            return None
        large = self.letter is not None and self.letter.large_print
        return (
            self.document.large_file
            if large and self.document.large_sha256
            else (self.document.file)
        )


def everything(user: User, case: Case, on: date) -> list[Entry]:
    """What was sent to one of a family and came from it, the oldest first.

    Each sees what they may: their own letters and conversation, and no other's. A fixed number of
    queries however much there is.

    Args:
        user: of the family, who sees the case on the day.
    """
    found = [
        *_requests(user, case),
        # Of one day what was said comes before the file that came with it.
        *_words(user, case, on),
        *_papers(user, case, on),
        *_comments(user, case, on),
        *_asked(case),
    ]
    return sorted(found, key=lambda one: one.day)


def _requests(user: User, case: Case) -> Iterator[Entry]:
    for row in case.requests.all():
        is_theirs = row.asked_by_id == user.pk
        yield Entry(row.received_on, Came.REQUEST, answers=row.answers, is_theirs=is_theirs)


def _papers(user: User, case: Case, on: date) -> Iterator[Entry]:
    brought = set()
    letters = visible_to(user, Letter, on).filter(case=case).select_related("document", "event")
    for letter in letters:
        brought.add(letter.document_id)
        day = letter.sent_on or letter.event.on
        paper = letter.document
        yield Entry(day, Came.LETTER, title=paper.title, document=paper, letter=letter)
    plans = visible_to(user, PlanVersion, on).filter(plan__case=case).select_related("document")
    papers = set(visible_to(user, Document, on).filter(case=case).values_list("pk", flat=True))
    for version in plans:
        plan, sent_on = version.document, version.finalised_on or version.served_on
        if plan is None or sent_on is None or plan.pk in brought or plan.pk not in papers:
            continue
        yield Entry(sent_on, Came.PLAN, title=plan.title, document=plan)
    uploads = visible_to(user, Upload, on).filter(case=case).select_related("uploaded_by")
    for upload in uploads:
        day = timezone.localdate(upload.uploaded_at)
        who = "" if upload.uploaded_by_id == user.pk else str(upload.uploaded_by)
        yield Entry(day, Came.FILE, title=upload.name, who=who, upload=upload)


def _words(user: User, case: Case, on: date) -> Iterator[Entry]:
    told = visible_to(user, Said, on).filter(case=case, reader=user).select_related("written_by")
    for said in told:
        came = Came.FROM_THEM if said.written_by_id == user.pk else Came.FROM_US
        who = "" if came is Came.FROM_THEM else str(said.written_by)
        yield Entry(timezone.localdate(said.written_at), came, who=who, text=said.text)
    for update in visible_to(user, LateUpdate, on).filter(case=case).select_related("told_by"):
        text = f"{update.why}\n\n{update.doing}"
        yield Entry(update.told_on, Came.DELAY, who=str(update.told_by), text=text)
    # A code or a link is a secret, and nothing to keep.
    mails = visible_to(user, Message, on).filter(case=case, user=user, holds_secret=False)
    for mail in mails:
        day = timezone.localdate(mail.created_at)
        yield Entry(day, Came.EMAIL, title=mail.subject, text=mail.body)


def _comments(user: User, case: Case, on: date) -> Iterator[Entry]:
    rows = visible_to(user, Representation, on).filter(version__plan__case=case)
    for row in rows.select_related("made_by", "answered_by"):
        who = "" if row.made_by_id == user.pk else str(row.made_by)
        title = str(row.get_kind_display())
        yield Entry(row.made_on, Came.COMMENT, title=title, who=who, text=row.text)
        if row.answered_on is not None:
            who = str(row.answered_by)
            yield Entry(row.answered_on, Came.ANSWER, title=title, who=who, text=row.answer)


def _asked(case: Case) -> Iterator[Entry]:
    """Whom advice was asked of, and what came: its words are in the plan and its letters."""
    for row in (
        AdviceRequest.objects.filter(assessment__case=case)
        .select_related("service", "setting", "professional", "relied")
        .prefetch_related("versions")
    ):
        if row.is_relied_on:
            continue
        yield Entry(row.requested_on, Came.ASKED, title=row.asked_of)
        if row.received_on is not None:
            yield Entry(row.received_on, Came.ADVICE, title=row.asked_of)


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody opened the file on a day, and how often."""

    day: date
    who: User
    times: int


def who_opened(user: User, case: Case) -> list[Opened]:
    """Who opened the file of a case on which days, the newest first.

    Those who work on it and advise on it, and the reader: when another adult of the family looks
    is theirs alone. Of the newest :data:`~ehc.queries.queue.LISTED` records.
    """
    rows = AccessRecord.objects.filter(case=case).select_related("by").order_by("-at")
    others = Q(by__kind=UserKind.FAMILY) & ~Q(by=user)
    counted: dict[tuple[date, User], int] = {}
    for row in rows.exclude(others | Q(by__kind=UserKind.SYSTEM))[:LISTED]:
        place = (timezone.localdate(row.at), row.by)
        counted[place] = counted.get(place, 0) + 1
    return [Opened(day, who, times) for (day, who), times in counted.items()]
