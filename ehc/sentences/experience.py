"""What families are asked of how it was, as they read it and as a report heads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from ehc.workflows.experience import Moment, Question, Reply

_ = gettext_noop

QUESTIONS_ASKED: Mapping[Question, str] = MappingProxyType(
    {
        Question.INFORMED: _("Did you know what would happen next, and when?"),
        Question.HEARD: _("Did we listen to you?"),
        Question.UNDERSTOOD: _("Did you understand why we decided as we did?"),
        Question.LIKE_THEM: _("Does the draft plan describe the person as you know them?"),
        Question.GIVEN: _("Is the help in the plan being given?"),
    }
)
"""Each question, the same to a parent and to a young person."""

REPLIES: Mapping[Reply, str] = MappingProxyType(
    {Reply.YES: _("Yes"), Reply.PARTLY: _("Partly"), Reply.NO: _("No")}
)
"""Each answer."""

MOMENTS: Mapping[Moment, str] = MappingProxyType(
    {
        Moment.DECIDED: _("When we decided on the request"),
        Moment.DRAFT: _("When the draft plan came"),
        Moment.FINAL: _("Three months after the final plan"),
    }
)
"""Each moment, as the heading of its questions."""
