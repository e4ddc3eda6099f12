"""How somebody has their letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.questions import radios


class LargePrintForm(GovukForm):
    """Whether letters come in large print."""

    large_print = radios(
        _("In which print should letters come by post?"),
        _("Say in which print letters should come"),
        (("no", _("Ordinary print")), ("yes", _("Large print, 18 point"))),
        help_text=_("Every letter and plan can also be opened in large print on its page."),
    )
