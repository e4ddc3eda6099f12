"""Paper and messages: what is owed, frozen, rendered, sent, and what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.accounts import User
from ehc.models.cases import Case, CaseEvent
from ehc.models.organisations import Setting
from ehc.models.people import FamilyMember


class DocumentKind(models.TextChoices):
    """Every paper that the authority issues."""

    REFUSE_TO_ASSESS = "refuse_to_assess", _("Decision not to assess")
    AGREE_TO_ASSESS = "agree_to_assess", _("Decision to assess")
    REFUSE_TO_ISSUE = "refuse_to_issue", _("Decision not to issue a plan")
    DRAFT_PLAN = "draft_plan", _("Letter with the draft plan")
    FINAL_PLAN = "final_plan", _("Letter with the final plan")
    PLAN_KEPT = "plan_kept", _("Decision to keep the plan as it is")
    NOT_AMENDED = "not_amended", _("Decision not to amend the plan")
    PROPOSED_AMENDMENTS = "proposed_amendments", _("Letter with the changes proposed")
    AMENDED_PLAN = "amended_plan", _("Letter with the amended plan")
    CEASE = "cease", _("Decision to end the plan")
    AGREE_TO_REASSESS = "agree_to_reassess", _("Decision to reassess")
    REFUSE_TO_REASSESS = "refuse_to_reassess", _("Decision not to reassess")
    REASSESSED_PLAN = "reassessed_plan", _("Letter with the plan after a reassessment")
    PLAN_DRAFT = "plan_draft", _("Draft EHC plan")
    PLAN_FINAL = "plan_final", _("Final EHC plan")
    CONSIDERING = "considering", _("Notice that an assessment is being considered")
    WITHDRAWN = "withdrawn", _("Confirmation of a withdrawal")
    REVERSED_TO_ASSESS = "reversed_to_assess", _("Refusal to assess reversed")
    REVERSED_TO_ISSUE = "reversed_to_issue", _("Refusal to issue a plan reversed")
    NOT_OURS = "not_ours", _("Another authority is responsible")
    EXPORTED = "exported", _("Moved to another authority")
    IN_CUSTODY = "in_custody", _("With the officer for detained people")
    RELEASED = "released", _("Handed back after release")
    DECIDED_TO_ASSESS = "decided_to_assess", _("Assessment, as was decided of an appeal")
    DECIDED_TO_MAKE = "decided_to_make", _("Plan, as was decided of an appeal")
    PLAN_SENT_ON = "plan_sent_on", _("Letter with a plan that is transferred")
    PLAN_TAKEN_OVER = "plan_taken_over", _("Notice that a plan has come to us")
    HEALTH_ISSUES = "health_issues", _("Mediation wanted about health care")


class Document(models.Model):
    """An issued paper: facts frozen when owed, bytes rendered once, both kept for ever.

    ``facts`` are what the renderer is given, as JSON; ``template_version`` says by which
    template. ``sha256`` is of ``file``, and ``large_sha256`` of ``large_file``, the same in large
    print. A document without ``rendered_at`` is being prepared.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    title = models.CharField(max_length=200)
    facts = models.JSONField()
    template_version = models.CharField(max_length=20)
    file = models.FileField(upload_to="issued/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    large_file = models.FileField(upload_to="issued/%Y/%m/", blank=True)
    large_sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="document_kind_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(rendered_at__isnull=True, sha256="")
                    | (models.Q(rendered_at__isnull=False) & ~models.Q(sha256=""))
                ),
                name="document_rendered_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recipient(models.TextChoices):
    """To whom a notice is owed (``law.md`` and :mod:`ehc.workflows.notices`)."""

    FAMILY = "family", _("the child's parent or the young person")
    COMMISSIONING_BODY = "commissioning_body", _("the responsible commissioning body")
    SOCIAL_SERVICES = "social_services", _("the authority's social services officers")
    HEAD_OR_LEAD = "head_or_lead", _("the head teacher, principal or lead for special needs")
    INSTITUTION_NAMED = "institution_named", _("the setting that the plan names")
    NEW_AUTHORITY = "new_authority", _("the authority to whose area the family moves")


class SentHow(models.TextChoices):
    """By which means a letter was given to somebody (Education Act 1996, section 572)."""

    EMAIL = "email", _("by email, as its reader agreed")
    FIRST_CLASS = "first_class", _("first class post")
    SECOND_CLASS = "second_class", _("second class post")
    SIGNED_FOR = "signed_for", _("tracked or signed-for post")
    BY_HAND = "by_hand", _("by hand, delivered or left at their address")


class Letter(models.Model):
    """A notice owed to one recipient by one event, with the day and manner it was sent.

    One that goes by post has a copy of its own: the paper with ``addressee`` and ``address``, as
    they were on the day that it was owed, in large print where ``large_print`` says so. Nobody
    but that recipient, and the area team, is shown the copy: an address is its reader's alone.
    One that does not go by post is served at ``served_at``, where its reader had agreed to that,
    by ``message``. ``sent_on`` and ``sent_how`` say when and by which means it went. One that had
    not gone when it was recorded that a court order keeps its reader out never goes: ``stopped_on``
    is the day of that.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="letters")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="letters")
    recipient = models.CharField(max_length=20, choices=Recipient)
    family_member = models.ForeignKey(
        FamilyMember, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    to_person = models.BooleanField(default=False)
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    addressee = models.CharField(max_length=450)
    address = models.TextField(blank=True)
    large_print = models.BooleanField(default=False)
    by_post = models.BooleanField(default=True)
    served_at = models.EmailField(blank=True)
    file = models.FileField(upload_to="issued/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=12, choices=SentHow, blank=True)
    stopped_on = models.DateField(null=True)
    message = models.ForeignKey(
        "Message", on_delete=models.PROTECT, null=True, related_name="letters"
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_on=None) | models.Q(stopped_on=None),
                name="letter_was_stopped_or_sent",
            )
        ]

    @property
    def frozen(self) -> dict[str, str | bool]:
        """What its copy is drawn from besides the document's facts."""
        return {
            "addressee": self.addressee,
            "address": self.address,
            "large_print": self.large_print,
        }


class MessageOutcome(models.TextChoices):
    """What became of a message."""

    QUEUED = "queued", _("waiting to be sent")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    BOUNCED = "bounced", _("not delivered")
    FAILED = "failed", _("could not be sent")
    NOT_WANTED = "not_wanted", _("not sent: they want to be rung or written to")
    EMPTY = "empty", _("not sent: nothing was left to say")
    KEPT_OUT = "kept_out", _("not sent: a court order keeps them from the case")


class Channel(models.TextChoices):
    """By which means a message goes."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")


class Message(models.Model):
    """An email or a text message: its words were decided as it was written; sending comes after.

    ``template`` and ``context`` name the words (:mod:`ehc.notifications`); ``subject`` and
    ``body`` are kept as sent. ``holds_secret`` marks a code or a link, whose body is blanked
    once sent, except on a demonstration database. ``reference`` is what a provider is told, and
    names the message by when it says what became of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="messages")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="messages")
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    to = models.CharField(max_length=254)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    template = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    holds_secret = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=MessageOutcome, default=MessageOutcome.QUEUED)
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.subject


class HeldBecause(models.TextChoices):
    """Why something that was owed is not sent."""

    DEATH = "death", _("the child or young person has died")


class OutboxItem(models.Model):
    """Work owed after a transaction: a document to render or a message to send.

    Written in the transaction of the step that owes it; claimed by a conditional update; kept
    with its attempts and its last error. While ``held_because`` says why, nobody claims the row,
    nothing of it is posted, and no family reads it. What goes as one line of a ``digest`` is not
    claimed by itself: it is sent when that is.
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, related_name="outbox_item"
    )
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, null=True, related_name="outbox_item"
    )
    digest = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, related_name="digested"
    )
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)
    held_because = models.CharField(max_length=10, choices=HeldBecause, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(done_at=None),
                name="outbox_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(document__isnull=False, message__isnull=True)
                    | models.Q(document__isnull=True, message__isnull=False)
                ),
                name="outbox_is_one_thing",
            )
        ]


class TaskKind(models.TextChoices):
    """Something that somebody must do which no step asks for."""

    RING_OR_POST = (
        "ring_or_post",
        _("Ring or post: an email or text did not arrive, or none is wanted"),
    )
    ASK_FAMILY = "ask_family", _("Ask the family what it thinks of the request")
    POST_LETTER = "post_letter", _("Print and post a letter")
    MEND_DOCUMENT = "mend_document", _("Mend a document that could not be prepared")


class Task(models.Model):
    """Something to be done on a case, such as ringing because an email bounced.

    ``message`` is what did not arrive, or is not wanted; ``document`` what is to be posted or
    mended.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=20, choices=TaskKind)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    history = History()

    class Meta:
        ordering = ("due_on", "pk")


class Upload(models.Model):
    """A file that somebody gave us, checked by its content."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="uploads")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="received/%Y/%m/")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
