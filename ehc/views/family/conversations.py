"""One's own conversation with the area team."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ehc.actions import conversations
from ehc.explanations import weekday_date
from ehc.forms.conversations import WriteToUsForm
from ehc.http import Request
from ehc.permissions import is_family_of
from ehc.queries import conversations as reads
from ehc.views._page import page
from ehc.views._rows import case_of_reference
from ehc.views._steps import acting, posted, step_page
from ehc.workflows.roles import FAMILY_ROLES


@page(*FAMILY_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: Request, reference: str) -> HttpResponse:
    """What was said, and saying more: by whom it is answered, and by when."""
    case = case_of_reference(request, reference)
    if not is_family_of(request.user, case, request.today) or case.person.died_on is not None:
        raise Http404

    who = str(case.caseworker or settings.AUTHORITY["department"])
    answer_by = reads.answer_due(request.today, settings.AUTHORITY["answers_within"])

    def act(given: dict[str, Any]) -> None:
        conversations.write_to_authority(case, **given, **acting(request))
        messages.success(
            request,
            _("We have your message. %(who)s answers by %(day)s.")
            % {"who": who, "day": weekday_date(answer_by)},
        )

    told = list(reads.conversation_with(case, request.user))
    conversations.read_conversation(case, by=request.user, at=request.now)
    return step_page(
        request,
        WriteToUsForm(**posted(request)),
        act,
        then=reverse("conversation", args=[reference]),
        template="family/conversations/conversation.html",
        case=case,
        said=told,
        today=request.today,
        heading=_("Messages"),
        who=who,
        answer_by=answer_by,
        back_url=reverse("tracker", args=[reference]),
    )
