"""The letters, messages, papers and files of a case, and what is to be posted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from ehc.models import (
    Case,
    Document,
    FamilyMember,
    HeldBecause,
    Letter,
    Message,
    OutboxItem,
    Recipient,
    Task,
    TaskKind,
    Upload,
    User,
)
from ehc.permissions import may_see, visible_to
from ehc.queries.queue import LISTED


def open_tasks(case: Case) -> QuerySet[Task]:
    """What came up on a case and is not done."""
    return (
        _wanted(Task.objects.filter(case=case, done_on=None))
        .select_related("message", "document")
        .order_by("due_on", "pk")
    )


def _wanted(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Without what nobody is to do after a death, unless a manager has released it."""
    ringing = Q(
        kind__in=(TaskKind.RING_OR_POST, TaskKind.ASK_FAMILY), case__person__died_on__isnull=False
    )
    return tasks.exclude(document__outbox_item__held_because=HeldBecause.DEATH).exclude(ringing)


def held_of(case: Case) -> QuerySet[OutboxItem]:
    """What a case owes and does not send, the oldest first."""
    return (
        OutboxItem.objects.filter(Q(message__case=case) | Q(document__case=case))
        .exclude(held_because="")
        .select_related("message", "document")
        .order_by("pk")
    )


def not_theirs(on: date) -> QuerySet[Letter]:
    """Letters that wait for somebody of a family who may not see the case on a day."""
    return Letter.objects.filter(
        recipient=Recipient.FAMILY, family_member__isnull=False, sent_on=None, stopped_on=None
    ).exclude(family_member__in=FamilyMember.objects.filter(may_see(on)))


def letters_to_post(user: User, on: date) -> QuerySet[Task]:
    """The printing and posting that the user's cases ask for, the earliest first."""
    return (
        _wanted(visible_to(user, Task, on))
        .filter(
            case__caseworker=user,
            done_on=None,
            kind__in=(TaskKind.POST_LETTER, TaskKind.MEND_DOCUMENT),
        )
        .select_related("case__person", "document")
        .prefetch_related(
            Prefetch(
                "document__letters",
                Letter.objects.filter(by_post=True, sent_on=None, stopped_on=None).exclude(
                    pk__in=not_theirs(on).values("pk")
                ),
                to_attr="unsent",
            )
        )
        .order_by("due_on", "pk")
    )


def letters_of_task(task: Task) -> QuerySet[Letter]:
    """What a task asks to post, to whom; nothing where it is about something else."""
    return Letter.objects.filter(
        document=task.document_id, by_post=True, sent_on=None, stopped_on=None
    ).select_related("setting")


def unsent_of(task: Task) -> Iterable[Letter]:
    """The letters that a row of :func:`letters_to_post` asks to post."""
    return task.document.unsent if task.document else ()  # type: ignore[attr-defined]


def addressees_of(task: Task) -> str:
    """To whom a letter that is to be posted goes, each once."""
    return "; ".join(dict.fromkeys(letter.addressee for letter in unsent_of(task)))


def letters_of(case: Case) -> QuerySet[Letter]:
    """Every letter of a case, newest first."""
    return Letter.objects.filter(case=case).select_related("document", "message").order_by("-pk")


def messages_of(case: Case) -> QuerySet[Message]:
    """Every email and text of a case, newest first."""
    return (
        Message.objects.filter(case=case)
        .select_related("user", "outbox_item")
        .order_by("-pk")[:LISTED]
    )


def documents_of(case: Case) -> QuerySet[Document]:
    """Every paper of a case, newest first."""
    return Document.objects.filter(case=case).order_by("-pk")


def uploads_of(user: User, case: Case, on: date) -> QuerySet[Upload]:
    """Every file that somebody gave us and the user may read, newest first."""
    seen = visible_to(user, Upload, on).filter(case=case)
    return seen.select_related("uploaded_by").order_by("-pk")
