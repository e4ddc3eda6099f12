"""Who acts for a young person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import radios, words
from ehc.models import FamilyMember
from ehc.workflows.rights import Act, Basis

BASES = (
    (Basis.CONSENT.value, _("The young person has agreed to it, and acts as well")),
    (
        Basis.LACKS_CAPACITY.value,
        _("The young person lacks capacity for it, and they are a parent"),
    ),
    (
        Basis.REPRESENTATIVE.value,
        _("The young person lacks capacity for it, and they are the deputy or attorney"),
    ),
    (Basis.ENDED.value, _("They no longer act for the young person in this")),
)
ACTS = (
    (Act.NOTICES.value, _("Official letters")),
    (Act.DRAFT.value, _("Commenting on a draft plan, or agreeing with it")),
    (Act.DISPUTE.value, _("Disagreeing with a decision, and mediation")),
    (Act.WITHDRAWAL.value, _("Withdrawing the request")),
    (Act.REASSESSMENT.value, _("Asking for a reassessment")),
)


class WhoActsForm(GovukForm):
    """Somebody acts for the young person in some things, or no longer does.

    Args:
        members: who can be chosen: the family without the young person.
    """

    member = radios(_("Who?"), _("Choose who acts for the young person"), ())
    basis = radios(_("On what?"), _("Say on what they act"), BASES)
    acts = forms.MultipleChoiceField(
        label=_("For what?"),
        choices=ACTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what it is for")},
        help_text=_(
            "Capacity is judged for each decision by itself, at the time of it (Mental Capacity "
            "Act 2005): choose only what was judged, or agreed to."
        ),
    )
    how_known = words(
        _("How do we know?"),
        _("Say who found so, how and when"),
        rows=4,
        help_text=_(
            "Who asked the young person or judged capacity, when, and how they were helped"
        ),
    )

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), str(one)) for one in members]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]
