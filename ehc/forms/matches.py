"""The form on which it is decided whether another file is about the same child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import radios, words


class SameChildForm(GovukForm):
    """The same child, or a twin or another child, and how that is known."""

    is_same = radios(
        _("Is the other file about the same child or young person?"),
        _("Say whether it is the same child"),
        (
            ("yes", _("Yes: the same child or young person")),
            ("no", _("No: a twin or another child")),
        ),
    )
    reason = words(
        _("How do you know?"),
        _("Say how you know"),
        rows=3,
        max_length=1000,
        help_text=_("Such as: rang the mother, who has twins; the school gives two pupil numbers."),
    )
