"""What the family says about a draft plan, and what it is answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.accounts import User
from ehc.models.plans import PlanVersion


class RepresentationKind(models.TextChoices):
    """What the family says about a row."""

    AGREE = "agree", _("I agree")
    CHANGE = "change", _("I disagree, or would like a change")
    ASK = "ask", _("I have a question")
    SETTING = "setting", _("I would like this school or other setting")
    MEETING = "meeting", _("I would like to meet you")


class _Representations(models.QuerySet["Representation"]):
    def unanswered(self) -> _Representations:
        """What waits for an answer; agreement waits for none."""
        return self.filter(answered_on=None).exclude(kind=RepresentationKind.AGREE)


class Representation(models.Model):
    """A comment of the family's on a served draft, and its answer (section 38(2)(b)).

    ``row`` is the key of the row it is about, or empty for the whole plan; ``sentence`` the one of
    that row, as the draft says it, or empty for all of it. ``suggested`` is how the family would
    word it.
    """

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="representations"
    )
    row = models.CharField(max_length=60, blank=True)
    sentence = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=RepresentationKind)
    text = models.TextField(blank=True)
    suggested = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    history = History()
    objects = _Representations.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sentence="") | ~models.Q(row=""),
                name="sentence_is_of_a_row",
            ),
            models.CheckConstraint(
                condition=models.Q(suggested="") | models.Q(kind="change"),
                name="suggested_words_ask_for_a_change",
            ),
        ]


class MeetingHow(models.TextChoices):
    """How the family would like to meet."""

    IN_PERSON = "in_person", _("Face to face")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")


class MeetingRequest(models.Model):
    """A meeting about a draft that the family asks for (regulation 13(1)(a)(iii)).

    ``representation`` says what about, and holds our answer; ``suits`` when it suits the family.
    ``meeting_on`` is the day that was answered; one that was answered without is no longer asked
    for.
    """

    representation = models.OneToOneField(
        Representation, on_delete=models.PROTECT, related_name="meeting"
    )
    how = models.CharField(max_length=10, choices=MeetingHow)
    suits = models.TextField()
    meeting_on = models.DateField(null=True)
    history = History()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_how_display()
