"""Message keys into sentences in the reader's language: the one renderer.

Pages, letters and the ``clock`` command all ask here, so that the same date has the same words
everywhere. The language is the active one; activate another with
``django.utils.translation.override``.

API: :func:`explain`, :func:`on_record`, :func:`status_for_staff`, :func:`status_for_families`,
:func:`missing_sentence`, :func:`missing_link`, :func:`action_label`,
:func:`action_for_families`, :func:`by_when`, :func:`aim_of`, :func:`stage_label`,
:func:`role_label`, :func:`page_label`, :func:`weekday_date`, :func:`plain_date`,
:func:`length_in_words`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.conf import settings
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, ngettext, override

from ehc.sentences import MISSING_LINKS, PAGES, ROLES, SENTENCES, STAGES
from ehc.workflows.case_facts import ActionKey, NextAction
from ehc.workflows.clock import DutyState, DutyStatus
from ehc.workflows.counting import BeforeDay, Length, Unit, WhenKey
from ehc.workflows.duties import DutyKind, is_earliest
from ehc.workflows.messages import Message, Param
from ehc.workflows.readiness import Missing
from ehc.workflows.statuses import STATUS_WORDING
from ehc.workflows.tracker import Stage


def explain(message: Message) -> str:
    """A message as sentences, its own first, those that follow it after.

    Args:
        message: for staff or for families: its key says which.

    Returns:
        Plain text; what somebody wrote stands in it as it is, so a template escapes it.

    Raises:
        KeyError: if the key has no sentence or a parameter is missing.
    """
    params = {name: _Param(value) for name, value in message.params.items()}
    sentence = gettext(SENTENCES[message.key]).format_map(params)
    return " ".join((sentence, *(explain(one) for one in message.then)))


def on_record(text: str) -> str:
    """Words that are written into a case, in the authority's language.

    Args:
        text: marked for the catalogues by ``gettext_noop``.

    Returns:
        The text, whatever the language of the page on which somebody did what they record.
    """
    with override(settings.LANGUAGE_CODE):
        return gettext(text)


def status_for_staff(status: StrEnum) -> str:
    """What a status is called in queues and on case pages."""
    return gettext(STATUS_WORDING[status].staff)


def status_for_families(status: StrEnum) -> str:
    """What a status means, as a whole sentence from the family's side."""
    return gettext(STATUS_WORDING[status].family)


def missing_sentence(missing: Missing) -> str:
    """What is missing before a step."""
    return explain(missing.message)


def missing_link(missing: Missing) -> str:
    """What the link to mend it says: a verb first."""
    return gettext(MISSING_LINKS[missing.key])


def action_label(action: NextAction) -> str:
    """What is next, as a link says it: a verb first."""
    return explain(action.message)


def action_for_families(action: NextAction) -> str:
    """What is next, from the family's side, to follow "Next:".

    While nobody has taken a case, what its date is for: a family waits for the decision, and the
    day of it is not the day on which somebody takes the case.
    """
    key = action.key
    if key is ActionKey.ALLOCATE:
        key = _WHAT_IS_DUE.get(action.duty, key)
    return explain(Message(f"family.{key.value}", action.params))


_WHAT_IS_DUE = {
    "assess.notify_decision": ActionKey.DECIDE_TO_ASSESS,
    "reassess.decision": ActionKey.DECIDE_TO_REASSESS,
}
"""What is decided by the day of a duty, where it is for whoever takes the case."""


def by_when(day: date, duty: str, *, shortly: bool = False) -> str:
    """A day as what it is: "by" a limit, "from" the first day on which something may be done.

    Args:
        duty: the duty that the day comes from; empty if none.
        shortly: as in a table: "from Mon 25 May 2026".
    """
    written = format_date(day, "D j M Y") if shortly else weekday_date(day)
    key = WhenKey.FROM if is_earliest(duty) else WhenKey.BY
    return explain(Message(key, {"day": written}))


def aim_of(state: DutyState) -> tuple[str, str]:
    """The day that everybody works to, and why it is not the limit; empty where there is none.

    It is told while there is time; the authority's own target is aimed at itself.
    """
    is_target = state.kind is DutyKind.TARGET
    if state.aim_for is None or state.state is not DutyStatus.RUNNING or is_target:
        return "", ""
    return (
        explain(Message(WhenKey.AIM, {"day": weekday_date(state.aim_for)})),
        explain(Message(WhenKey.WHY_AIM)),
    )


def stage_label(stage: Stage) -> str:
    """What a stage is called in the tracker's strip."""
    return gettext(STAGES[stage])


def role_label(role: str) -> str:
    """What a role is called."""
    return gettext(ROLES[role])


def page_label(route: str) -> str:
    """What it means that somebody opened a page; the route's own name where we have no words."""
    return gettext(PAGES[route]) if route in PAGES else route.replace("_", " ").capitalize()


def weekday_date(day: date) -> str:
    """A day with its weekday: "Monday 25 May 2026"."""
    return format_date(day, "l j F Y")


def plain_date(day: date) -> str:
    """A day without its weekday: "25 May 2026"."""
    return format_date(day, "j F Y")


class _Param:
    """A parameter as a sentence writes it: ``{due}``, or ``{due:plain}`` without a weekday."""

    def __init__(self, value: Param) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        value = self.value
        if isinstance(value, date):
            return plain_date(value) if spec == "plain" else weekday_date(value)
        if isinstance(value, Length | BeforeDay):
            return length_in_words(value)
        if isinstance(value, Message):
            return explain(value)
        return str(value)


def length_in_words(length: Length | BeforeDay) -> str:
    """A length with its unit, in the plural that the language has for it; or the day."""
    if isinstance(length, BeforeDay):
        # Any year that has the day: only the day and the month are written.
        return format_date(date(2000, length.month, length.day), "j F")
    number = length.number
    match length.unit:
        case Unit.WEEKS:
            text = ngettext("{number} week", "{number} weeks", number)
        case Unit.MONTHS:
            text = ngettext("{number} month", "{number} months", number)
        case Unit.WORKING_DAYS | Unit.TRIBUNAL_DAYS:
            text = ngettext("{number} working day", "{number} working days", number)
        case _:
            text = ngettext("{number} day", "{number} days", number)
    return text.format(number=number)
