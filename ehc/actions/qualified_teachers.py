"""Who is qualified to teach somebody who does not hear or see well (regulation 6(2))."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._step import record
from ehc.models import AdviceKind, AdviceRequest, User
from ehc.refusals import AlreadyDone, Invalid


def name_qualified_teacher(
    request: AdviceRequest, *, who: str, by: User, on: date, at: datetime
) -> AdviceRequest:
    """Say who was consulted for the educational advice, or that whoever gives it is qualified.

    Args:
        who: in words, with their qualification.

    Raises:
        AlreadyDone: it is not the educational advice.
        Invalid: nobody is named.
    """
    with record(
        request, "name_qualified_teacher", case=request.assessment.case, by=by, on=on, at=at
    ):
        held = AdviceRequest.objects.get(pk=request.pk)
        if held.kind != AdviceKind.EDUCATIONAL:
            raise AlreadyDone("name_qualified_teacher", held.status)
        if not who.strip():
            raise Invalid("who", _("Say who is qualified, and whether they were consulted"))
        held.qualified_teacher = who.strip()
        held.save()
    return held
