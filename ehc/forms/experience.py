"""Three questions on how it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from ehc.forms.base import GovukForm
from ehc.sentences.experience import QUESTIONS_ASKED, REPLIES
from ehc.workflows.experience import QUESTIONS, Moment


class ExperienceForm(GovukForm):
    """The questions of one moment; each may be left out.

    Args:
        moment: which.
    """

    def __init__(self, *args: Any, moment: Moment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS[moment]:
            self.fields[question] = forms.ChoiceField(
                label=gettext(QUESTIONS_ASKED[question]),
                choices=[(reply.value, gettext(text)) for reply, text in REPLIES.items()],
                widget=forms.RadioSelect,
                required=False,
            )
