"""Printing and posting letters, and saying that what came up on a case is done."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from ehc.actions._asked_first import asks_first
from ehc.actions._holds import is_held
from ehc.actions._step import record
from ehc.actions.correspondence import mark_sent
from ehc.actions.telling import tell_in_writing
from ehc.models import Case, Letter, SentHow, Task, TaskKind, User
from ehc.queries.conversations import readers_of
from ehc.refusals import AlreadyDone, Invalid


@asks_first("complete_task")
def complete_task(
    task: Task,
    *,
    by: User,
    on: date,
    at: datetime,
    note: str,
    posted: SentHow = SentHow.FIRST_CLASS,
) -> Task:
    """Say that a task has been done, and how. Letters that were to be posted count as sent.

    Args:
        on: the day on which it was done, which is the day of posting.
        posted: by which means, where there were letters to post.
        note: what was done, such as "rang on 01632 960111".

    Raises:
        AlreadyDone: somebody has done it in the meantime.
        Invalid: without a note.
    """
    if not note.strip():
        raise Invalid("note", gettext("Say what you did."))
    with record(task, "complete_task", case=task.case, by=by, on=on, at=at, reason=note) as entry:
        held = Task.objects.get(pk=task.pk)
        if held.done_on is not None:
            raise AlreadyDone("complete_task", str(held.done_on))
        if held.kind == TaskKind.ASK_FAMILY:
            raise Invalid("note", gettext("Record on its own page how the family was asked."))
        if held.kind == TaskKind.POST_LETTER and is_held(held.document):
            raise Invalid("note", gettext("It is held: a team manager has to release it first."))
        entry.facts["task"] = held.pk
        held.done_on, held.note = on, note
        held.save()
        if held.kind == TaskKind.POST_LETTER:
            entry.facts["posted"] = posted.value
            letters = Letter.objects.filter(document=held.document)
            _went(entry.case, letters, on=on, at=at, how=posted)
    return held


def post_letters(
    case: Case,
    letters: QuerySet[Letter],
    *,
    by: User,
    on: date,
    at: datetime,
    how: SentHow = SentHow.FIRST_CLASS,
) -> None:
    """Say that letters of a case were printed and posted, whether or not a task asked for it.

    Args:
        letters: of this case; those that are not for the post, or have gone, stay as they are.
        on: the day of posting.
        how: by which means.
    """
    reason = gettext("Printed and posted")
    with record(case, "complete_task", case=case, by=by, on=on, at=at, reason=reason) as entry:
        posted = letters.filter(
            case=case, by_post=True, stopped_on=None, document__outbox_item__held_because=""
        )
        documents = set(posted.values_list("document", flat=True))
        entry.facts["documents"] = sorted(documents)
        entry.facts["posted"] = how.value
        _went(entry.case, posted, on=on, at=at, how=how)
        for task in Task.objects.filter(
            case=case, kind=TaskKind.POST_LETTER, document__in=documents, done_on=None
        ):
            task.done_on, task.note = on, reason
            task.save()


def _went(case: Case, letters: QuerySet[Letter], *, on: date, at: datetime, how: SentHow) -> None:
    """Note that letters went by post, and tell each reader of the family that one is on its way."""
    waiting = letters.filter(sent_on=None, stopped_on=None)
    to_family = Q(family_member__isnull=False) | Q(to_person=True)
    theirs = waiting.filter(to_family, by_post=True).order_by("pk")
    readers = [
        letter.family_member.user if letter.family_member else case.person.user
        for letter in theirs.select_related("family_member__user")
    ]
    mark_sent(waiting, on=on, how=how)
    if how == SentHow.BY_HAND:
        return
    who_sees_it = readers_of(case, on)
    for reader in dict.fromkeys(readers):
        if reader is not None and reader in who_sees_it:
            context = {"reference": case.reference}
            tell_in_writing(reader, "letter_posted", case=case, at=at, context=context)
