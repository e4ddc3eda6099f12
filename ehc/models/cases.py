"""The case: one file per person, its chained events, its queue row, and who opened it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.accounts import User
from ehc.models.organisations import Team
from ehc.models.people import Person


class ReferenceCounter(models.Model):
    """The last case number given out in a year; locked while the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Case(models.Model):
    """One file per person with the authority."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="case")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    caseworker = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="caseload"
    )
    opened_on = models.DateField(_("opened on"))
    history = History()

    class Meta:
        indexes = [models.Index(fields=["team", "caseworker"])]

    def __str__(self) -> str:
        return self.reference


class CaseEvent(models.Model):
    """Something that happened on a case: appended, chained, never changed.

    ``on`` is the effective day (the day on which a family was notified, a document sent or a
    thing received); ``at`` the instant of recording. ``hash`` is the SHA-256 of the previous
    event's hash and of this event's columns, among them the digest of its payload; see
    :mod:`ehc.queries.chain`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    process = models.CharField(max_length=20)
    process_id = models.BigIntegerField()
    step = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    payload_digest = models.BinaryField(max_length=32)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("case_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="event_numbered_once")
        ]
        indexes = [models.Index(fields=["step", "on"], name="event_by_step_and_day")]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.number} {self.step}"


class EventPayload(models.Model):
    """What an event says in words: the only erasable part of the record."""

    event = models.OneToOneField(
        CaseEvent, on_delete=models.PROTECT, primary_key=True, related_name="payload"
    )
    salt = models.BinaryField(max_length=16)
    data = models.JSONField()


class NextOwner(models.TextChoices):
    """Whose move it is."""

    CASEWORKER = "caseworker", _("caseworker")
    MANAGER = "manager", _("team manager")
    SERVICE = "service", _("service")
    FAMILY = "family", _("family")
    SETTING = "setting", _("setting")
    NOBODY = "nobody", _("nobody")


class CaseProjection(models.Model):
    """What queues sort and filter by: derived, rebuilt, never authoritative.

    ``shown_from`` is the day from which an open case is among somebody's work: a plan that is to be
    reviewed comes up as that day passes, though nothing happens on its case. ``tell_late_from`` is
    the day from which its family waits to be told why it is late, if nothing happens before.

    A test says that it equals the derivation; ``manage.py verify`` checks it and
    ``manage.py rebuild_projections`` makes it again.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="projection"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, db_index=False)
    caseworker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    stage = models.CharField(max_length=20)
    status = models.CharField(max_length=30)
    is_open = models.BooleanField()
    received_on = models.DateField()
    next_action = models.CharField(max_length=40)
    next_params = models.JSONField(default=dict)
    next_owner = models.CharField(max_length=12, choices=NextOwner)
    next_duty = models.CharField(max_length=40, blank=True)
    next_due = models.DateField(null=True)
    shown_from = models.DateField()
    tell_late_from = models.DateField(null=True)

    class Meta:
        # By the day from which a case is somebody's work: the many plans whose next review is
        # months away are not even read.
        indexes = [
            models.Index(
                fields=["caseworker", "shown_from", "next_due", "case"],
                condition=models.Q(is_open=True),
                name="projection_queue",
            ),
            models.Index(
                fields=["team", "shown_from", "next_due", "case"],
                condition=models.Q(is_open=True),
                name="projection_team_queue",
            ),
        ]


class ProjectedTurn(models.Model):
    """What a case's next action becomes by the passing of time, if nothing else happens first.

    From ``from_on`` until the day before ``until_on``, if that is set, it takes the place of what
    the projection itself says: waiting ends by itself when its day has passed. Derived with the
    projection, and as little authoritative.
    """

    projection = models.ForeignKey(CaseProjection, on_delete=models.CASCADE, related_name="turns")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    stage = models.CharField(max_length=20)
    next_action = models.CharField(max_length=40)
    next_params = models.JSONField(default=dict)
    next_owner = models.CharField(max_length=12, choices=NextOwner)
    next_duty = models.CharField(max_length=40, blank=True)
    next_due = models.DateField(null=True)

    class Meta:
        ordering = ("projection_id", "from_on")
        constraints = [
            models.UniqueConstraint(fields=["projection", "from_on"], name="one_turn_a_day")
        ]


class AccessRecord(models.Model):
    """Who opened what, and when: append-only, like the events."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="access_records"
    )
    route = models.CharField(max_length=80)
    detail = models.CharField(max_length=80, blank=True)
    by_link = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="access_by_case")]
