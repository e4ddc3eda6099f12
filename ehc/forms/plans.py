"""Forms of the plan: its texts, its rows, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField
from ehc.forms.questions import line, radios, words
from ehc.models import MeetingHow, Need, Outcome, Provision, RepresentationKind
from ehc.models.contributions import AREA_CHOICES
from ehc.models.plans import NEED_SECTION_CHOICES, PROVISION_SECTION_CHOICES
from ehc.plan_checks.facts import Section

TEXT_GROUPS: Mapping[str, tuple[Any, tuple[tuple[str, Any, Any], ...]]] = {
    "views": (
        _("Section A: views, interests and aspirations"),
        (
            ("history", _("History"), _("What a stranger must know, in a few lines.")),
            (
                "communication",
                _("How to communicate and involve them in decisions"),
                _("What works: pictures, time, one sentence at a time."),
            ),
            ("views_child", _("The child's or young person's views"), _("In their own words.")),
            ("views_parents", _("The parents' views"), ""),
            ("aspirations", _("Aspirations"), _("For the next years and for adult life.")),
            (
                "how_views_gathered",
                _("How these views were gathered"),
                _("When, by whom and in what way."),
            ),
        ),
    ),
    "strengths": (
        _("Section B: strengths in each area"),
        tuple(
            (f"strengths_{area}", name, _("What they can do and what helps them do it."))
            for area, name in AREA_CHOICES
        ),
    ),
    "health-and-care": (
        _("Sections C, D, G and H: where there is nothing"),
        (
            (
                "health_none_reason",
                _("If there is no health need or provision, say so"),
                _("Such as “None identified: the paediatrician found no health need.”"),
            ),
            (
                "social_care_none_reason",
                _("If there is no social care need or provision, say so"),
                _("Such as “None identified: the family is not known to social care.”"),
            ),
        ),
    ),
    "budget": (
        _("Section J: personal budget"),
        (
            (
                "personal_budget",
                _("Personal budget and direct payments"),
                _("What it is for and how much; or that none was asked for."),
            ),
        ),
    ),
    "profile": (
        _("One-page profile"),
        (("one_page_profile", _("One-page profile"), _("Optional.")),),
    ),
}
"""The pages on which the free texts are written: heading, then key, label and hint of each."""


OPENED_WITH = "opened_with"
"""The hidden field that says what a page showed when it was opened."""


class SharedForm(GovukForm):
    """A form of something that a colleague may change while it is being written."""

    opened_with = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)

    def catch_up(self, opened_with: str) -> None:
        """Having told its writer what a colleague changed, take that as known."""
        data: Any = self.data
        self.data = data.copy()
        self.data[OPENED_WITH] = opened_with  # type: ignore[index]


class TextsForm(SharedForm):
    """One page of a plan's free texts."""

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label, hint in TEXT_GROUPS[group][1]:
            self.fields[key] = words(label, help_text=hint, rows=5)

    def texts(self) -> dict[str, str]:
        """The texts, by key."""
        return {key: text for key, text in self.cleaned_data.items() if key != OPENED_WITH}

    def marks(self) -> dict[str, str]:
        """The mark of each text when the page was opened; none where the page sends nonsense."""
        pairs = self.cleaned_data[OPENED_WITH].split()
        return dict(pair.split(":", 1) for pair in pairs if ":" in pair)


class _Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class NeedForm(SharedForm):
    """A need."""

    section = radios(_("Section"), _("Choose the section"), NEED_SECTION_CHOICES)
    area = forms.ChoiceField(
        label=_("Area of need"),
        choices=(("", _("None: a health or social care need")), *AREA_CHOICES),
        required=False,
    )
    text = words(_("The need"), _("Write the need"), rows=6)

    def clean(self) -> dict[str, Any]:
        """Section B is set out by area; C and D are not."""
        given = super().clean() or {}
        if given.get("section") == Section.B and not given.get("area"):
            self.add_error("area", _("Choose the area of need"))
        if given.get("section") in {Section.C, Section.D}:
            given["area"] = ""
        return given


class OutcomeForm(SharedForm):
    """An outcome."""

    text = words(
        _("The outcome"),
        _("Write the outcome"),
        rows=4,
        help_text=_("What will be different for them, not what they will be given."),
    )
    by = line(_("By when"), max_length=200, help_text=_("Such as “July 2028”"))
    steps = words(_("Steps on the way"), rows=3)
    monitoring = words(_("How and when progress is checked"), rows=3)
    aspiration = words(_("The aspiration that it serves"), rows=2)
    adulthood_strand = line(
        _("Preparing for adulthood"),
        max_length=40,
        help_text=_("From Year 9: employment, independent living, community or health."),
    )


class ProvisionForm(SharedForm):
    """A line of provision and what it is tied to."""

    says_optional = False

    section = radios(_("Section"), _("Choose the section"), PROVISION_SECTION_CHOICES)
    what = words(_("What"), _("Write what is provided"), rows=3)
    who = line(_("Who provides it"), max_length=300)
    how_often = line(_("How often"), max_length=200)
    how_long = line(_("How long each time"), max_length=200)
    group_size = line(_("Group size"), max_length=200)
    where = line(_("Where"), max_length=200)
    period = line(_("From when until when"), max_length=200)
    review = line(_("Who reviews it and when"), max_length=300)
    commissioner_agreed = forms.TypedChoiceField(
        label=_("Has the health commissioner agreed it? (Section G)"),
        choices=(("", _("Does not apply")), ("yes", _("Yes")), ("no", _("No"))),
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
    )
    needs = _Ticks(label=_("Needs that it meets"), required=False)
    outcomes = _Ticks(label=_("Outcomes that it works towards"), required=False)
    sources = _Ticks(label=_("Recommended in"), required=False)

    def __init__(
        self,
        *args: Any,
        needs: Sequence[tuple[str, str]] = (),
        outcomes: Sequence[tuple[str, str]] = (),
        sources: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ties = {"needs": needs, "outcomes": outcomes, "sources": sources}
        for name, choices in ties.items():
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                # Nothing to tick yet.
                del self.fields[name]


ROWS: Mapping[str, tuple[type[Model], type[SharedForm]]] = {
    "need": (Need, NeedForm),
    "outcome": (Outcome, OutcomeForm),
    "provision": (Provision, ProvisionForm),
}
"""The kinds of row by their name in an address."""


class ReasonForm(GovukForm):
    """Why a check does not apply, or why a recommendation is left out."""

    reason = words(_("Your reason"), _("Write the reason"), rows=4, max_length=2000)

    def __init__(self, *args: Any, question: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question
        self.fields["reason"].help_text = hint


class AnswerForm(GovukForm):
    """The answer to one comment of the family's."""

    answer = words(
        _("Your answer to the family"),
        _("Write your answer to the family"),
        rows=5,
        help_text=_("They read it beside their comment. Say what you changed, or why not."),
    )


class CommentForm(GovukForm):
    """What the family says about a row, or about the whole draft.

    Args:
        sentences: those of the row, of which one can be chosen; empty for the whole draft.
    """

    kind = radios(
        _("What would you like to tell us?"),
        _("Choose what you would like to tell us"),
        # A setting that they would like, and a meeting, have pages of their own.
        [
            one
            for one in RepresentationKind.choices
            if one[0] not in (RepresentationKind.SETTING, RepresentationKind.MEETING)
        ],
    )
    sentence = radios(
        _("Which part of it?"),
        _("Choose a sentence, or all of it"),
        (("", _("All of it")),),
    )
    text = words(_("Your words"), rows=5, max_length=5000)
    suggested = words(
        _("How would you word it?"),
        rows=4,
        max_length=2000,
        help_text=_(
            "If you would like a change, you can write it as it should say. Your contact sees it "
            "beside what it says now."
        ),
    )

    def __init__(self, *args: Any, sentences: Sequence[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sentences is None:
            del self.fields["suggested"]
        if sentences is None or len(sentences) < 2:
            # There is nothing to choose from.
            del self.fields["sentence"]
            return
        field: Any = self.fields["sentence"]
        field.required = False
        field.choices = (("", _("All of it")), *((one, one) for one in sentences))

    def clean(self) -> dict[str, Any]:
        """A change and a question need words; agreeing does not. Other words are a change."""
        given = super().clean() or {}
        kind, suggested = given.get("kind"), given.get("suggested", "").strip()
        has_words = given.get("text", "").strip() or suggested
        if kind in {"change", "ask"} and "text" not in self.errors and not has_words:
            self.add_error("text", _("Write what you would like to say"))
        if suggested and kind in {"agree", "ask"}:
            self.add_error("suggested", _("Say that you would like a change, or leave this empty"))
        return given


class MeetingForm(GovukForm):
    """A meeting that the family asks for."""

    about = words(
        _("What would you like to talk about?"),
        _("Say what you would like to talk about"),
        rows=4,
        max_length=5000,
    )
    suits = words(
        _("When would it suit you?"),
        _("Say when it would suit you"),
        rows=3,
        max_length=1000,
        help_text=_("Such as “Tuesdays or Thursdays after 3pm, not on 14 May”."),
    )
    how = radios(
        _("How would you like to meet?"), _("Choose how you would like to meet"), MeetingHow.choices
    )


class MeetingAnswerForm(GovukForm):
    """The day of a meeting, or that it is no longer asked for."""

    says_optional = False

    agreed = radios(
        _("What did you agree?"),
        _("Say whether there is a day"),
        (("day", _("A day to meet")), ("none", _("The family no longer asks for a meeting"))),
    )
    meeting_on = DateField(
        label=_("On which day do you meet?"), what=_("the day of the meeting"), required=False
    )
    answer = words(
        _("Your answer to the family"),
        _("Write your answer to the family"),
        rows=4,
        help_text=_(
            "At what time, where or on which number, and who comes. If they no longer ask, how you "
            "know."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A day where there is one, and none where there is not."""
        given = super().clean() or {}
        if given.get("agreed") == "none":
            given["meeting_on"] = None
        elif "meeting_on" not in self.errors and not given.get("meeting_on"):
            self.add_error("meeting_on", _("Enter the day of the meeting, like 27 3 2027"))
        return given


class MeetingMoveForm(GovukForm):
    """The new day of a meeting."""

    says_optional = False

    meeting_on = DateField(label=_("On which day do you meet?"), what=_("the day of the meeting"))
    answer = words(
        _("What the family is told"),
        _("Write your answer to the family"),
        rows=4,
        help_text=_("Why it has moved, at what time, where or on which number, and who comes."),
    )


class FinaliseForm(GovukForm):
    """Who signs the plan."""

    signed_by = line(
        _("Who signs the plan for the council?"),
        _("Enter the name of the officer who signs"),
        max_length=150,
    )
