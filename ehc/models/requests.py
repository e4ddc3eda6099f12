"""Asking for an assessment: the draft that is saved as it is written, and what was received."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._links import OneCaseLink
from ehc.models.accounts import User
from ehc.models.cases import Case
from ehc.models.correspondence import Upload


class Asker(models.TextChoices):
    """Who may ask (Children and Families Act 2014, section 36(1)), or has sent a plan on.

    Anybody else may bring a child or young person to the authority's attention (section 24(1)):
    it becomes responsible then, and decides within the same six weeks (section 36(3); regulation
    4(1)). An authority asks for nothing: it transfers a plan that it made (regulation 15 of the
    SEND Regulations 2014), and :data:`WHO_MAY_ASK` leaves it out.
    """

    PARENT = "parent", _("A parent or carer")
    YOUNG_PERSON = "young_person", _("The young person")
    SETTING = "setting", _("A school, college or other setting")
    OTHER = "other", _("Somebody else who knows of them")
    AUTHORITY = "authority", _("Another local authority")


WHO_MAY_ASK = frozenset({Asker.PARENT, Asker.YOUNG_PERSON, Asker.SETTING, Asker.OTHER})
"""Whose request starts the clock."""

NOT_OF_THE_FAMILY = frozenset({Asker.SETTING, Asker.OTHER})
"""After whose request the family must be consulted (section 36(4); regulation 3)."""


class CameBy(models.TextChoices):
    """How a request came."""

    PAGES = "pages", _("On these pages")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By email")
    TELEPHONE = "telephone", _("By telephone")
    IN_PERSON = "in_person", _("In person")


class RequestDraft(models.Model):
    """A request being written. Nobody at the authority sees it until it is sent.

    ``answers`` maps page to what was typed there, and ``writers`` to which opened page saved it
    last, so that a second device is told before it writes over the first. ``key`` travels in the
    form and makes the submission happen once. A deleted draft keeps no answers and no address.
    """

    key = models.UUIDField(unique=True)
    email = models.EmailField(blank=True)
    answers = models.JSONField(default=dict)
    writers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft request {self.pk}"


class SameChild(models.Model):
    """What staff decided of two files that may be about one child, and why.

    Nothing is merged: each file stays as it is, and says what it is to the other.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="same_child")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    history = History()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="same_child_once_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(case=models.F("other")), name="same_child_is_of_another_file"
            ),
        ]

    def __str__(self) -> str:
        return f"whether {self.case} and {self.other} are about one child"


class ResumeLink(OneCaseLink):
    """A link by which a draft is taken up on another device."""

    draft = models.ForeignKey(RequestDraft, on_delete=models.CASCADE, related_name="links")


class DraftFile(models.Model):
    """A file that is added to a draft, as a whole or in parts as the connection allows.

    ``received`` of its ``size`` bytes have come, and ``kept_at`` is set once all have and its
    content has shown what it is. Until then it is no part of the request, and can be gone on with.
    """

    draft = models.ForeignKey(RequestDraft, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="begun/%Y/%m/")
    created_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"file {self.pk} of a draft"


class Request(models.Model):
    """A request as the authority received it: never edited.

    ``received_at`` is the instant of receipt and ``received_on`` its Europe/London date, from
    which the 6, 16 and 20 weeks run; of a plan that another authority sent on it is the day on
    which that was transferred, from which none of them runs. A request that came otherwise than on
    the pages is taken down by ``recorded_by``: ``received_on`` is the day on which it arrived, and
    ``received_at`` the instant of taking it down. ``may_repeat`` flags to staff that somebody of
    the same name and date of birth is known; the requester is never told.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    draft = models.OneToOneField(
        RequestDraft, on_delete=models.PROTECT, null=True, related_name="request"
    )
    asker = models.CharField(max_length=12, choices=Asker)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests")
    asker_name = models.CharField(max_length=450)
    came_by = models.CharField(max_length=10, choices=CameBy, default=CameBy.PAGES)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="requests_recorded"
    )
    letter = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField()
    received_at = models.DateTimeField()
    received_on = models.DateField()
    may_repeat = models.BooleanField(default=False)
    history = History()

    class Meta:
        ordering = ("received_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asker__in=Asker.values), name="request_asker_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(came_by__in=CameBy.values), name="request_came_by_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"request of {self.received_on:%d %B %Y}"
