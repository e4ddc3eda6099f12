"""Forms of a review: its meeting, its papers and report, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.explanations import explain
from ehc.forms.assessments import DecideForm
from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line, radios, words
from ehc.models import CEASE_REASONS
from ehc.workflows.ceasing import CeaseReason, reasons_at, refused_because
from ehc.workflows.counting import add_months
from ehc.workflows.messages import Message


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
        # A year's number that was mistyped would put the meeting out of everybody's sight.
        self.fields["meeting_on"].latest = add_months(on, 36)  # type: ignore[attr-defined]
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


class CancelForm(GovukForm):
    """Why a meeting is called off, and when everybody was told."""

    reasons = words(
        _("Why is the meeting cancelled?"), _("Write why the meeting is cancelled"), rows=4
    )
    told_on = DateField(
        label=_("When was everybody invited told that it is cancelled?"),
        what=_("the day on which everybody was told"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].latest = on  # type: ignore[attr-defined]


class CeasePlanForm(GovukForm):
    """On which day a plan ends."""

    ceased_on = DateField(
        label=_("On which day does the plan end?"), what=_("the day on which the plan ends")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ceased_on"].latest = on  # type: ignore[attr-defined]


class EarlyReviewForm(GovukForm):
    """Who asked for an early review, and what was decided."""

    asked_by = line(
        _("Who asked for it?"),
        _("Enter who asked for it"),
        max_length=150,
        help_text=_("Their name, and who they are to the child or young person"),
    )
    asked_on = DateField(label=_("When did they ask?"), what=_("the day on which they asked"))
    agreed = radios(
        _("Will there be an early review?"),
        _("Say whether there will be an early review"),
        (("yes", _("Yes: a meeting is to be arranged")), ("no", _("No"))),
    )
    reasons = words(_("Why?"), _("Write why"), rows=5)
    told_on = DateField(
        label=_("When were they told of this?"), what=_("the day on which they were told")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("asked_on", "told_on"):
            self.fields[name].latest = on  # type: ignore[attr-defined]


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


NEEDED_BY: Mapping[str, Mapping[str, Any]] = {
    "propose_amendments": {
        "amendments": _("Write the changes: they go into the letter"),
        "evidence": _("Write what supports the changes: copies go with the letter"),
    },
    "decide_to_cease": {
        "cease_reason": _("Say why the plan ends"),
        "consulted_on": _("Enter the day on which the family and the setting were consulted"),
    },
}
"""What a decision cannot do without, and what is said where it is missing."""


class DecideReviewForm(DecideForm):
    """Whether the plan is kept, amended or ended."""

    says_optional = False

    decision = radios(
        _("Your decision"),
        _("Say whether the plan is kept, amended or ended"),
        (
            ("keep_plan", _("Keep the plan as it is")),
            ("propose_amendments", _("Amend the plan: propose the changes")),
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
    amendments = words(
        _("To amend: which changes do you propose?"),
        rows=8,
        help_text=_(
            "In words that the family can hold beside the plan: which section and row, what it "
            "says now and what it would say. They go into the letter."
        ),
    )
    evidence = words(
        _("To amend: what supports the changes?"),
        help_text=_(
            "One paper on each line, such as the report of the meeting. The letter goes by post "
            "to everybody, with copies of these and of the plan."
        ),
    )
    cease_reason = radios(
        _("To end: why does the plan end?"),
        _("Say why the plan ends"),
        CEASE_REASONS,
        help_text=_(
            "Counted in the statutory return. Under 18 a plan may end only where provision under a "
            "plan is no longer necessary (regulation 29). At 18 or over, of somebody who has left "
            "education or training, the report of the review comes first (regulation 30)."
        ),
    )
    consulted_on = DateField(
        label=_("To end: when were the family and the setting consulted about it?"),
        what=_("the day of that consultation"),
        required=False,
        help_text=_("Regulation 31 asks for it first."),
    )
    field_order = (
        "decision",
        "reasons",
        "amendments",
        "evidence",
        "cease_reason",
        "consulted_on",
    )

    def __init__(self, *args: Any, on: date, born: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consulted_on"].latest = on  # type: ignore[attr-defined]
        field = self.fields["cease_reason"]
        field.required = False
        offered = reasons_at(born, on)
        field.choices = [  # type: ignore[attr-defined]
            (code, label) for code, label in CEASE_REASONS if code in offered
        ]
        given = self.data.get("cease_reason", "")
        if given in set(CeaseReason) - set(offered):
            # Sent all the same: the page says why that reason is not among them.
            refused = refused_because(CeaseReason(given), born=born, on=on, report_sent=True)
            field.error_messages["invalid_choice"] = explain(Message(str(refused)))

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs, and nothing besides."""
        given = super().clean() or {}
        for name, says in NEEDED_BY.get(given.get("decision", ""), {}).items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, says)
        return given


class ProposeForm(DecideForm):
    """What is proposed without a review."""

    reasons = words(
        _("Why now, and not at the next review?"),
        _("Write the reasons: they are kept with the amendment"),
        rows=4,
        help_text=_("Kept with the amendment; the law asks for no reasons in this letter."),
    )
    amendments = words(
        _("Which changes do you propose?"),
        _("Write the changes: they go into the letter"),
        rows=8,
        help_text=_(
            "In words that the family can hold beside the plan: which section and row, what it "
            "says now and what it would say. They go into the letter."
        ),
    )
    evidence = words(
        _("What supports the changes?"),
        _("Write what supports the changes: copies go with the letter"),
        help_text=_(
            "One paper on each line. The letter goes by post to everybody, with copies of these "
            "and of the plan."
        ),
    )
    field_order = ("amendments", "evidence", "reasons")


class NotAmendForm(DecideForm):
    """Why the plan is not amended after all."""


class SendAmendedForm(GovukForm):
    """What the family said, and who signs the amended plan."""

    said = words(
        _("What did the family say about the changes, and what came of it?"),
        _("Write what the family said, or that it said nothing"),
        help_text=_("Kept with the review: what they say must be considered first."),
    )
    signed_by = line(
        _("Who signs the plan for the council?"),
        _("Enter the name of the officer who signs"),
        max_length=150,
    )
