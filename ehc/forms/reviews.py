"""Forms of a review: its meeting, its papers and report, and the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.assessments import DecideForm
from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import radios, words


class MeetingForm(GovukForm):
    """The day of a meeting, and the day on which everybody invited was told of it."""

    meeting_on = DateField(label=_("Day of the meeting"), what=_("the day of the meeting"))
    told_on = DateField(
        label=_("When was everybody invited told of that day?"),
        what=_("the day on which everybody was told"),
        help_text=_("The law asks for at least two weeks’ notice."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].latest = on  # type: ignore[attr-defined]


class PapersForm(GovukForm):
    """When the papers were sent round."""

    sent_on = DateField(
        label=_("When were the papers sent round?"),
        what=_("the day on which the papers were sent"),
        help_text=_(
            "The advice and information that was gathered, to everybody invited: the law asks for "
            "at least two weeks before the meeting."
        ),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = on  # type: ignore[attr-defined]


class HeldForm(GovukForm):
    """On which day the meeting was held."""

    held_on = DateField(
        label=_("When was the meeting held?"),
        what=_("the day of the meeting"),
        help_text=_("The report is due two weeks after it, and the decision four weeks after it."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].latest = on  # type: ignore[attr-defined]


class ReportForm(GovukForm):
    """What the report of the meeting recommends, and when it was sent."""

    report = words(
        _("What does the report recommend?"),
        _("Write what the report recommends"),
        rows=8,
        help_text=_(
            "Which changes to the plan, and where the meeting did not agree, whose view is whose."
        ),
    )
    sent_on = DateField(
        label=_("When was it sent to everybody invited?"),
        what=_("the day on which the report was sent"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].latest = on  # type: ignore[attr-defined]


class DecideReviewForm(DecideForm):
    """Whether the plan is kept or ended."""

    decision = radios(
        _("Your decision"),
        _("Say whether the plan is kept or ended"),
        (
            ("keep_plan", _("Keep the plan as it is")),
            ("decide_to_cease", _("End the plan")),
        ),
    )
    reasons = words(
        _("Reasons"),
        _("Write the reasons: they are kept with the review"),
        rows=8,
        help_text=_(
            "Say what you read and what you made of it. The law asks for no reasons in this "
            "letter; they are kept with the review."
        ),
    )
    consulted_on = DateField(
        label=_("When were the family and the setting consulted about ending the plan?"),
        what=_("the day of that consultation"),
        required=False,
        help_text=_("Only where the plan is to end: regulation 31 asks for it first."),
    )
    field_order = ("decision", "reasons", "consulted_on")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consulted_on"].latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the consultation where the plan is to end."""
        given = super().clean() or {}
        ends = given.get("decision") == "decide_to_cease"
        if ends and not given.get("consulted_on") and "consulted_on" not in self.errors:
            self.add_error(
                "consulted_on",
                _("Enter the day on which the family and the setting were consulted"),
            )
        return given
