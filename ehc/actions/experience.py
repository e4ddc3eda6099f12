"""A family tells how it was, and nobody is told which family."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.models import Case, ExperienceAnswer, ExperienceTold, User
from ehc.queries import experience as reads
from ehc.queries.conversations import readers_of
from ehc.refusals import AlreadyDone, Invalid, NotVisible
from ehc.workflows.experience import QUESTIONS, Moment, Reply


@asks_first("tell_experience")
def tell_experience(
    case: Case,
    *,
    moment: Moment,
    replies: Mapping[str, str],
    by: User,
    on: date,
    at: datetime,
) -> None:
    """Answer the questions of a moment, or some of them, once.

    That somebody answered stands in the case; what was answered stands apart, with the month and
    the area team.

    Args:
        moment: which the reader was asked about.
        replies: a :class:`~ehc.workflows.experience.Reply` by its question; empty: left out.

    Raises:
        NotVisible: a parent who may not see what becomes of the case.
        AlreadyDone: it was answered, the moment has passed, or somebody has died.
        Invalid: nothing was answered, or something that was not asked.
    """
    if by not in readers_of(case, on):
        raise NotVisible
    if reads.moment_of(case, on) != moment or reads.has_told(by, case, moment):
        raise AlreadyDone("tell_experience", moment)
    given = {question: reply for question, reply in replies.items() if reply}
    if not given:
        raise Invalid(QUESTIONS[moment][0], _("Answer one of the questions, or more"))
    if not set(given) <= set(QUESTIONS[moment]) or not set(given.values()) <= set(Reply):
        raise Invalid(QUESTIONS[moment][0], _("Choose one of the answers"))
    with record(case, "tell_experience", case=case, by=by, on=on, at=at) as entry:
        ExperienceTold.objects.create(case=case, by=by, moment=moment)
        entry.facts["moment"] = moment
        for question, reply in given.items():
            ExperienceAnswer.objects.create(
                moment=moment,
                question=question,
                reply=reply,
                month=on.replace(day=1),
                team=case.team,
            )
