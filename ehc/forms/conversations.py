"""Forms of a conversation on a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import UploadField
from ehc.forms.questions import radios, words
from ehc.models import SaidHow

_LONGEST = 5000


class WriteToUsForm(GovukForm):
    """What one of the family would like to say."""

    text = words(
        _("Your message"), _("Write what you would like to say"), rows=6, max_length=_LONGEST
    )
    wants_call = forms.BooleanField(label=_("I would rather be rung about this"), required=False)
    file = UploadField(
        label=_("A file, if it helps"),
        required=False,
        help_text=_("PDF, Word (.docx) or a picture, up to 20 MB."),
    )


class WriteToFamilyForm(GovukForm):
    """A message to one of the family, or the note of a call."""

    how = radios(
        _("How do you answer?"),
        _("Say how you answer"),
        (
            (SaidHow.MESSAGE.value, _("By this message: an email says that there is one")),
            (SaidHow.CALL.value, _("I rang them: this is a note of what was said")),
        ),
    )
    text = words(
        _("Message, or what was said"),
        _("Write what you would like to say"),
        rows=6,
        max_length=_LONGEST,
        help_text=_("They read it as you write it, a note of a call too."),
    )
    file = UploadField(
        label=_("A file to go with a message"),
        required=False,
        help_text=_("PDF, Word (.docx) or a picture, up to 20 MB."),
    )
