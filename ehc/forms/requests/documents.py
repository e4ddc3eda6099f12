"""Letters, reports and photographs that are added to a request."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.fields import UploadField
from ehc.forms.requests.page import RequestPage

_PICTURES = "image/jpeg,image/png"
_DOCUMENTS = f"{_PICTURES},.pdf,application/pdf,.docx"


class DocumentsPage(RequestPage):
    """One file at a time: a photograph taken now, or a file that is there."""

    heading = _("Letters, reports and pictures")
    part = _("Letters, reports and pictures")
    introduction = _(
        "Letters or reports, or work that shows what is hard, can be added here. You need none. "
        "You can also send papers later, or by post."
    )
    photo = UploadField(
        label=_("Photograph a paper"),
        help_text=_("Opens the camera on a telephone. One picture a page."),
        required=False,
        widget=forms.FileInput(attrs={"accept": _PICTURES, "capture": "environment"}),
    )
    file = UploadField(
        label=_("Choose a file"),
        help_text=_("A PDF, a Word document (.docx) or a picture (JPEG or PNG), up to 20 MB"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _DOCUMENTS}),
    )
