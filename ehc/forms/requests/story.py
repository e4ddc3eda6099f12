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
    """What they are like, strengths first."""

    part = _("In your own words")
    story = _story(
        _("Tell us about them"),
        _(
            "Begin with what they enjoy, what they are good at and who matters to them. Your own "
            "words are best. The next page asks what is hard."
        ),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        if self.is_own:
            self.say(
                "story",
                _("Tell us about you"),
                _(
                    "Begin with what you enjoy, what you are good at and who matters to you. Your "
                    "own words are best. The next page asks what is hard."
                ),
            )
        elif self.is_other:
            self.say(
                "story",
                _("Why do you think that %(name)s may need help?"),
                _("What you have seen or know yourself, what goes well and what is hard."),
            )
        else:
            self.say("story", _("Tell us about %(name)s"))


_AREAS = (
    (
        "communication",
        _("Talking and understanding"),
        _(
            "For example: follows one instruction but not two, is hard to understand, takes words "
            "literally, finds it hard to join in with others."
        ),
        _(
            "For example: you follow one instruction but not two, lose the thread when people talk "
            "fast, or find it hard to say what you mean."
        ),
    ),
    (
        "learning",
        _("Learning and remembering"),
        _(
            "For example: reads or counts like a much younger child, forgets what was learned "
            "yesterday, cannot start a task alone."
        ),
        _(
            "For example: reading, writing or numbers take you far longer than others, or you "
            "forget what you learned yesterday."
        ),
    ),
    (
        "feelings",
        _("Feelings, worries and getting on with people"),
        _(
            "For example: is often frightened or angry, hides or runs away, hurts themselves, "
            "cannot go to school."
        ),
        _(
            "For example: you are often worried, sad or angry, cannot face going in, or find "
            "people hard."
        ),
    ),
    (
        "body",
        _("Seeing, hearing, moving and the senses"),
        _(
            "For example: cannot bear noise or certain clothes, falls often, tires quickly, uses a "
            "hearing aid, glasses or a wheelchair."
        ),
        _(
            "For example: you cannot bear noise, tire quickly, or use a hearing aid, glasses or a "
            "wheelchair."
        ),
    ),
)
"""The four areas of need (SEND Code of Practice, 6.28 to 6.35), in everyday words."""


class NeedsPage(RequestPage):
    """What is hard, in the four areas of need."""

    heading: Any = _("What is hard")
    introduction = _("Fill in what applies, and leave the rest empty. You need no diagnosis.")
    communication = _story(_AREAS[0][1], _AREAS[0][2], "")
    learning = _story(_AREAS[1][1], _AREAS[1][2], "")
    feelings = _story(_AREAS[2][1], _AREAS[2][2], "")
    body = _story(_AREAS[3][1], _AREAS[3][2], "")

    def word(self) -> None:
        """Fewer lines, and the young person's own examples."""
        for name, label, _theirs, yours in _AREAS:
            self.fields[name].widget.attrs["rows"] = 4
            if self.is_own:
                self.say(name, label, yours)
        if self.is_own:
            self.heading = _("What is hard for you")
        else:
            self.heading = _("What is hard for %(name)s") % {"name": self.called}


class SupportPage(RequestPage):
    """What is in place now, and what has been tried."""

    heading = _("What help there is, and what has been tried")
    in_place = _story(
        _("What help is there now?"),
        _("At school, at home or anywhere else, and how well it works."),
        "",
    )
    tried = _story(
        _("What has been tried, and what came of it?"),
        _("What helped for a while counts too."),
        "",
    )

    def word(self) -> None:
        """Speak to the young person, or about the child by name."""
        for field in self.fields.values():
            field.widget.attrs["rows"] = 5
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


class HealthPage(RequestPage):
    """Health and social care, beside school."""

    heading = _("Health and social care")
    health = _story(
        _("What should we know about health?"),
        _("Illness, medicine, sleep, eating, mental health, appointments that are waited for."),
        "",
    )
    social_care = _story(
        _("What should we know about care and family life?"),
        _("A social worker, short breaks, help at home, somebody who cares for a relative."),
        "",
    )

    def word(self) -> None:
        """Fewer lines: most say little here."""
        for field in self.fields.values():
            field.widget.attrs["rows"] = 4
