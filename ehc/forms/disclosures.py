"""Forms of a plan that is sent for a young person's higher education."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line


class DisclosureForm(GovukForm):
    """To whom the young person asks that the plan be sent."""

    recipient = line(
        _("To whom is the plan to go?"),
        _("Enter to whom the plan is to go"),
        max_length=200,
        help_text=_(
            "The head of the university or other institution, or whoever is to assess for a "
            "disabled students’ allowance"
        ),
    )
    asked_on = DateField(
        label=_("When did we receive the request?"), what=_("the day of the request")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].latest = on  # type: ignore[attr-defined]


class DisclosedForm(GovukForm):
    """When it went there."""

    sent_on = DateField(label=_("When was the plan sent?"), what=_("the day on which it was sent"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = on  # type: ignore[attr-defined]
