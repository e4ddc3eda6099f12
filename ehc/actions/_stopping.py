"""Stopping letters that had not gone to somebody who may not have them any longer."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from ehc.actions import _notices
from ehc.explanations import on_record
from ehc.models import Document, Letter, Recipient, Task, TaskKind


def stop_letters(letters: QuerySet[Letter], *, on: date) -> list[int]:
    """Stop letters for ever; what was owed to nobody else of the family is owed to somebody.

    Nothing waits for a letter that is stopped, and a task that is left with none is closed.

    Args:
        letters: that have not gone, of a case whose lock is held.
        on: the day of it.

    Returns:
        The primary keys of those that were stopped.
    """
    stopped = list(letters)
    letters.update(stopped_on=on)
    documents = Document.objects.filter(pk__in={one.document_id for one in stopped})
    for document in documents.select_related("event__case__person").order_by("pk"):
        of_family = Letter.objects.filter(document=document, recipient=Recipient.FAMILY)
        if not of_family.filter(stopped_on=None).exists():
            _notices.owe_again(document, on=on)
        waits = Letter.objects.filter(document=document, by_post=True)
        if not waits.filter(sent_on=None, stopped_on=None).exists():
            close_tasks(Task.objects.filter(kind=TaskKind.POST_LETTER, document=document), on=on)
    return [one.pk for one in stopped]


def close_tasks(tasks: QuerySet[Task], *, on: date) -> None:
    """Note of tasks that they are not to be done."""
    for task in tasks.filter(done_on=None):
        task.done_on = on
        task.note = on_record(gettext_noop("They may not have it any longer"))
        task.save()
