"""The form in which a family is told why its case is late."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import words

_LONGEST = 3000


class LateUpdateForm(GovukForm):
    """Why, what is being done, and when the family hears again."""

    why = words(
        _("Why is it late?"),
        _("Write why the case is late"),
        rows=4,
        max_length=_LONGEST,
        help_text=_(
            "The family reads it as you write it. Say what happened, and nothing about anybody "
            "else’s child or health."
        ),
    )
    doing = words(
        _("What are we doing about it?"),
        _("Write what is being done"),
        rows=4,
        max_length=_LONGEST,
        help_text=_("Such as a visit that is booked, and for which day."),
    )
    next_on = DateField(
        label=_("By which day does the family hear again?"),
        what=_("the day of the next update"),
        help_text=_("They hear by then, whatever happens. It comes up in My work on that day."),
    )
