"""Writing to each other on a case: a family asks, the area team answers or writes first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.actions.telling import tell_reader
from ehc.actions.uploads import keep_upload
from ehc.models import Case, Said, SaidHow, Upload, User
from ehc.queries import conversations as reads
from ehc.refusals import AlreadyDone, Invalid, NotVisible


@asks_first("write_to_authority")
def write_to_authority(
    case: Case,
    *,
    text: str,
    by: User,
    on: date,
    at: datetime,
    wants_call: bool = False,
    file: UploadedFile[Any] | None = None,
) -> Said:
    """Say something to the area team, and be promised a day by which it answers.

    Args:
        text: in the family's own words.
        wants_call: whether they would rather be rung.
        file: what goes with it.

    Raises:
        NotVisible: a parent who asked for the assessment, and may not see what becomes of it.
        Invalid: nothing was said; or a file that is none that we can read.
        AlreadyDone: the child or young person has died, after which nothing is sent to anybody.
    """
    if by not in reads.readers_of(case, on):
        raise NotVisible
    _refuse_after_a_death(case, "write_to_authority")
    _ask_for_words(text)
    with record(case, "write_to_authority", case=case, by=by, on=on, at=at) as entry:
        said = Said.objects.create(
            case=case,
            reader=by,
            written_by=by,
            written_at=at,
            how=SaidHow.CALL if wants_call else SaidHow.MESSAGE,
            text=text,
            file=_kept(file, case, by, at),
            answer_by=reads.answer_due(on, settings.AUTHORITY["answers_within"]),
        )
        entry.facts["said"] = said.pk
    return said


@asks_first("write_to_family")
def write_to_family(
    case: Case,
    *,
    reader: User,
    text: str,
    by: User,
    on: date,
    at: datetime,
    file: UploadedFile[Any] | None = None,
) -> Said:
    """Write to one of the family, which answers whatever of theirs waits for an answer.

    They are told, in the way that they chose, that there is something to read, and nothing of it.

    Args:
        reader: whose conversation it is.
        file: what goes with it.

    Raises:
        Invalid: nothing was said; somebody who is not of the family or has no account; or a file
            that is none that we can read.
        AlreadyDone: the child or young person has died.
    """
    said = _answer(case, "write_to_family", SaidHow.MESSAGE, reader, text, by, on, at, file)
    tell_reader(reader, "message_ready", case=case, at=at, context={"reference": case.reference})
    return said


@asks_first("note_call")
def note_call(case: Case, *, reader: User, text: str, by: User, on: date, at: datetime) -> Said:
    """Note that one of the family was rung, and what was said: they read it too.

    Args:
        on: the day of the call.

    Raises:
        Invalid, AlreadyDone: as for :func:`write_to_family`.
    """
    return _answer(case, "note_call", SaidHow.CALL, reader, text, by, on, at)


def read_conversation(case: Case, *, by: User, at: datetime) -> None:
    """Note that somebody has read what was written to them.

    Reading is no change to a case and leaves no event: their opening of the page is in the access
    record. Of somebody else's conversation nothing is noted.

    Args:
        by: the reader.
    """
    unread = reads.conversation_with(case, by).filter(read_at=None).exclude(written_by=by)
    unread.order_by().update(read_at=at)


def _answer(
    case: Case,
    name: str,
    how: SaidHow,
    reader: User,
    text: str,
    by: User,
    on: date,
    at: datetime,
    file: UploadedFile[Any] | None = None,
) -> Said:
    _refuse_after_a_death(case, name)
    if reader not in reads.readers_of(case, on):
        raise Invalid("reader", _("Choose somebody of the family who has an account"))
    _ask_for_words(text)
    with record(case, name, case=case, by=by, on=on, at=at) as entry:
        said = Said.objects.create(
            case=case,
            reader=reader,
            written_by=by,
            written_at=at,
            how=how,
            text=text,
            file=_kept(file, case, by, at),
        )
        entry.facts["said"] = said.pk
        for waits in reads.waiting_in([case]).filter(reader=reader):
            waits.answered_on = on
            waits.save()
    return said


def _refuse_after_a_death(case: Case, name: str) -> None:
    if case.person.died_on is not None:
        raise AlreadyDone(name, "deceased")


def _ask_for_words(text: str) -> None:
    if not text.strip():
        raise Invalid("text", _("Write what you would like to say"))


def _kept(file: UploadedFile[Any] | None, case: Case, by: User, at: datetime) -> Upload | None:
    return keep_upload(file, case=case, field="file", by=by, at=at) if file else None
