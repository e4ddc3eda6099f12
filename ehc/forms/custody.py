"""Forms of somebody who is detained, or released again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import line, words

WHERE = _(
    "For example, in a young offender institution, a secure training centre or a secure "
    "children’s home"
)


class CustodyForm(GovukForm):
    """Somebody is detained."""

    place = line(
        _("Where are they held?"),
        _("Enter the name of the place where they are held"),
        max_length=200,
        help_text=WHERE,
    )
    how_known = words(
        _("How do we know?"),
        _("Say how we know"),
        rows=3,
        help_text=_(
            "Who told us, and when: the parent, the young person, the person in charge of that "
            "place, the youth offending team or anybody else"
        ),
    )


class ReleaseForm(GovukForm):
    """Somebody is released."""

    lives_at = words(
        _("Where do they live now?"),
        _("Enter where they live now"),
        rows=3,
        max_length=300,
        help_text=_("In our area. If another authority is responsible now, record a move instead."),
    )
    how_known = words(_("How do we know?"), _("Say how we know"), rows=3)
