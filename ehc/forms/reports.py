"""The period of a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField


class PeriodForm(GovukForm):
    """From one day to another, both included."""

    first_day = DateField(label=_("From"), what=_("the first day"), example="1 1 2026")
    last_day = DateField(label=_("To"), what=_("the last day"), example="31 12 2026")

    def clean(self) -> dict[str, Any]:
        """A period runs forwards."""
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", _("The last day must be on or after the first day"))
        return given
