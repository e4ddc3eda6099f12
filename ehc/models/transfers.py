"""Moves of an EHC plan: to and from other authorities, between phases, between health bodies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models._process import Process, StatusField, status_is_known, transition
from ehc.models.assessments import Assessment
from ehc.models.organisations import Setting
from ehc.models.plans import Plan
from ehc.workflows.statuses import TransferStatus
from ehc.workflows.steps import STEPS, ProcessKind

_S = TransferStatus


class TransferKind(models.TextChoices):
    """What moves (SEND Regulations 2014, regulations 15 and 18)."""

    OUT = "move_out", _("Moves to another authority")
    IN = "move_in", _("Came from another authority")
    TO_SCHOOL = "to_school", _("Starts school, or moves to another school")
    TO_POST_16 = "to_post_16", _("Moves from secondary school to a post-16 institution")
    POST_16_MOVE = "post_16_move", _("Moves between post-16 institutions")


PHASES = (TransferKind.TO_SCHOOL, TransferKind.TO_POST_16, TransferKind.POST_16_MOVE)
"""The transfers between phases of education (regulation 18)."""

_STANDS_ON = {
    TransferKind.OUT: (_S.KNOWN, _S.SENT, _S.CALLED_OFF),
    TransferKind.IN: (_S.KNOWN, _S.RECEIVED, _S.NOTIFIED),
    **dict.fromkeys(PHASES, (_S.KNOWN, _S.NAMED, _S.CALLED_OFF)),
}
"""The statuses that a transfer of each kind can have."""


def _kind_fits_status() -> models.Q:
    fits = models.Q()
    for kind, statuses in _STANDS_ON.items():
        fits |= models.Q(kind=kind.value, status__in=[one.value for one in statuses])
    return fits


class Transfer(Process):
    """One move of a plan, between authorities or between phases of education.

    ``moves_on`` is the day of the move, which may lie ahead; of a transfer between phases the day
    on which the new phase begins; of a plan that came, the day on which it was transferred.
    ``became_aware_on`` is the day on which the authority learned of a move out of its area.
    ``authority`` is the other authority and ``contact`` how to reach it. ``transferred_on`` is
    the day on which the plan went or came. Of a plan that came, ``last_reviewed_on`` is the day
    of its last review before, and ``told_on``, ``proposes_to_assess`` and ``review_on`` say when
    the family was told, and what. ``named_on`` is the day on which the plan was sent, or kept,
    that names ``next_setting``, or without one the type of setting.
    """

    KIND = ProcessKind.TRANSFER
    TABLE = STEPS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=12, choices=TransferKind)
    recorded_on = models.DateField()
    moves_on = models.DateField()
    became_aware_on = models.DateField(null=True)
    authority = models.CharField(max_length=150, blank=True)
    contact = models.TextField(blank=True)
    transferred_on = models.DateField(null=True)
    last_reviewed_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    proposes_to_assess = models.BooleanField(null=True)
    review_on = models.DateField(null=True)
    next_setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, related_name="transfers"
    )
    named_on = models.DateField(null=True)
    status = StatusField(default=_S.KNOWN)

    class Meta:
        ordering = ("pk",)
        constraints = [
            status_is_known(TransferStatus, "transfer_status_is_known"),
            models.CheckConstraint(
                condition=_kind_fits_status(), name="transfer_kind_fits_its_status"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[one.value for one in PHASES])
                | (~models.Q(authority="")),
                name="transfer_names_the_other_authority",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="move_out") | models.Q(became_aware_on__isnull=False),
                name="transfer_out_says_since_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    status__in=[_S.SENT.value, _S.RECEIVED.value, _S.NOTIFIED.value]
                )
                | models.Q(transferred_on__isnull=False),
                name="transferred_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=_S.NOTIFIED.value)
                | models.Q(
                    told_on__isnull=False,
                    proposes_to_assess__isnull=False,
                    review_on__isnull=False,
                ),
                name="transfer_told_says_what_follows",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=_S.NAMED.value) | models.Q(named_on__isnull=False),
                name="next_setting_is_dated",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(kind="move_out", status__in=[_S.KNOWN.value, _S.SENT.value]),
                name="one_move_out_per_plan",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(kind__in=[one.value for one in PHASES], status=_S.KNOWN.value),
                name="one_open_phase_transfer",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer of {self.plan}"

    @property
    def case_id_of_process(self) -> int:
        """The case's primary key."""
        return self.plan.case_id

    @property
    def part_of(self) -> Assessment:
        """The assessment that the plan came of."""
        return self.plan.assessment

    @property
    def is_of_phase(self) -> bool:
        """Whether it is between phases of education, and not between authorities."""
        return self.kind in PHASES

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.status in (_S.KNOWN, _S.RECEIVED)

    @transition(field=status, source=_S.KNOWN, target=_S.SENT)
    def send_plan_on(self) -> None:
        """Regulation 15(2)."""

    @transition(field=status, source=_S.KNOWN, target=_S.RECEIVED)
    def receive_plan(self) -> None:
        """Regulation 15(3)."""

    @transition(field=status, source=_S.RECEIVED, target=_S.NOTIFIED)
    def tell_family_of_transfer(self) -> None:
        """Regulation 15(4)."""

    @transition(field=status, source=_S.KNOWN, target=_S.NAMED)
    def name_next_setting(self) -> None:
        """Regulation 18."""

    @transition(field=status, source=_S.KNOWN, target=_S.CALLED_OFF)
    def call_off_transfer(self) -> None:
        """The move does not happen."""


class CommissioningChange(models.Model):
    """A change of the health body that is responsible for a plan (regulations 15(7)-(8) and 16).

    ``known_on`` is the day on which the body became aware of the move, from which the notice is
    due; ``told_on`` the day on which notice of it was given to the authority and the new body.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="commissioning_changes")
    old_body = models.CharField(max_length=150)
    new_body = models.CharField(max_length=150)
    known_on = models.DateField()
    told_on = models.DateField(null=True)
    is_practicable = models.BooleanField(null=True)
    history = History()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.old_body} to {self.new_body}"


class Disclosure(models.Model):
    """A young person's request that the plan be sent for their higher education (regulation 47).

    ``asked_on`` is the day on which it was received, ``recipient`` to whom the plan is to go, and
    ``sent_on`` the day on which a copy went there.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="disclosures")
    asked_on = models.DateField()
    recipient = models.CharField(max_length=200)
    sent_on = models.DateField(null=True)
    history = History()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"to {self.recipient}"
