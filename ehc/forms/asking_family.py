"""The form on which it is recorded that a family was asked what it thinks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import words


class AskedFamilyForm(GovukForm):
    """When and how the family was asked."""

    day = DateField(label=_("When was the family asked?"), what=_("the day the family was asked"))
    how = words(
        _("How was it asked, and what did it say?"),
        _("Say how the family was asked"),
        rows=5,
        help_text=_("Such as: rang the mother; she thinks that an assessment is needed."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].latest = on  # type: ignore[attr-defined]
