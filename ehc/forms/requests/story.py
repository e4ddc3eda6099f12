"""What they are like, in the words of whoever asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ehc.forms.fields import LongTextField
from ehc.forms.requests.page import RequestPage


def _story(label: Any, hint: Any, required: Any) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=5000,
        rows=8,
        required=bool(required),
        error_messages={"required": required} if required else None,
    )


class StoryPage(RequestPage):
    """What they are like, strengths first, and what is hard."""

    part = _("In your own words")
    story = _story(
        _("Tell us about them"),
        _("What they enjoy and are good at, and what they find hard. Your own words are best."),
        _("Tell us about them, in a few words or many"),
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say(
                "story",
                _("Tell us about you"),
                _(
                    "What you enjoy and are good at, and what you find hard. Your own words are "
                    "best."
                ),
                _("Tell us about you, in a few words or many"),
            )
        else:
            self.say(
                "story",
                _("Tell us about %(name)s"),
                required=_("Tell us about %(name)s, in a few words or many"),
            )


class SupportPage(RequestPage):
    """What is in place now."""

    in_place = _story(
        _("What help is there now?"),
        _("At school, at home or anywhere else, and how well it works."),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say(
                "in_place",
                _("What help do you have now?"),
                _("At school or college, at home or anywhere else, and how well it works."),
            )
        else:
            self.say("in_place", _("What help does %(name)s have now?"))


class HopesPage(RequestPage):
    """What is hoped for."""

    hoped_for = _story(_("What do you hope for?"), _("For the next year, and for later."), "")

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if not self.is_own:
            self.say("hoped_for", _("What do you hope for, for %(name)s?"))


class PeoplePage(RequestPage):
    """Who knows them."""

    involved = _story(
        _("Who else knows them?"),
        _("Doctors, therapists, social workers or anybody else whom we should ask."),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say("involved", _("Who else knows you?"))
        else:
            self.say("involved", _("Who else knows %(name)s?"))
