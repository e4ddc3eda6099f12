"""Forms of another authority that is responsible."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.authorities import AUTHORITIES, ELSEWHERE
from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import radios, words


class ElsewhereForm(GovukForm):
    """Which authority, how that is known, and what the family agrees to.

    Args:
        ours: the number of our own authority, which is none of the choices.
    """

    authority = forms.ChoiceField(
        label=_("Which authority is responsible?"),
        help_text=_("The one in whose area the child or young person lives"),
        error_messages={"required": _("Choose the authority that is responsible")},
    )
    how_known = words(
        _("How do we know?"),
        _("Say how we know"),
        rows=3,
        help_text=_("Who told us, when, and who has checked it with that authority"),
    )
    consents = radios(
        _("Does the family agree that we send on what we have?"),
        _("Ask the family, and say what it answered"),
        (
            ("yes", _("Yes: we send it on today")),
            ("no", _("No: we send nothing, and tell them where to ask")),
        ),
    )
    where_to_ask = words(
        _("How does the family reach that authority?"),
        _("Say how the family reaches that authority"),
        rows=4,
        max_length=600,
        help_text=_("Its team, telephone and address. This goes into the letter to the family."),
    )

    def __init__(self, *args: Any, ours: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an authority")),
            *((code, name) for code, name in AUTHORITIES.items() if code != ours),
            (ELSEWHERE, _("Outside England, or not known")),
        ]


class ExportForm(ElsewhereForm):
    """A move to another authority while the assessment is running."""

    moved_on = DateField(label=_("When did they move?"), what=_("the day of the move"))
    field_order = ("authority", "moved_on", "how_known", "consents", "where_to_ask")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moved_on"].latest = on  # type: ignore[attr-defined]
