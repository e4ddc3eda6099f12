"""The rows of the law in words, for whoever reads them as a table: the help and ``docs/law.md``.

The language is the active one, as in :mod:`ehc.explanations`.

API: :data:`PROCESSES` with :class:`ProcessWords`, :func:`moves_of` with :class:`Move`,
:func:`duties_of` and :func:`duty_in_words` with :class:`DutyWords`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from ehc.explanations import length_in_words, role_label, status_for_staff
from ehc.sentences.events import EVENT_SENTENCES
from ehc.workflows.counting import BeforeDay, Counting, Length
from ehc.workflows.duties import DUTIES, Duty, DutyKind, Extension, Nature
from ehc.workflows.events import DETAILS, When
from ehc.workflows.processes import ProcessKind
from ehc.workflows.roles import Role
from ehc.workflows.statuses import STATUS_WORDING
from ehc.workflows.steps import steps_of

_ = gettext_noop


@dataclass(frozen=True, slots=True)
class ProcessWords:
    """What a process is called, and from what to what it goes; to be translated."""

    name: str
    about: str


PROCESSES: Mapping[ProcessKind, ProcessWords] = MappingProxyType(
    {
        ProcessKind.ASSESSMENT: ProcessWords(
            _("Assessment"), _("From the request to the final plan, or to a refusal.")
        ),
        ProcessKind.ADVICE_REQUEST: ProcessWords(
            _("Advice request"), _("One request for advice, until the advice is accepted.")
        ),
        ProcessKind.PLAN_VERSION: ProcessWords(
            _("Plan version"), _("One version of a plan, as it is written, sent and finalised.")
        ),
        ProcessKind.CONSULTATION: ProcessWords(
            _("Consultation"), _("One school or other setting that is asked, and its answer.")
        ),
        ProcessKind.REVIEW: ProcessWords(
            _("Review"), _("One review of a plan, from its meeting to what is decided.")
        ),
        ProcessKind.REASSESSMENT: ProcessWords(
            _("Reassessment"), _("An assessment of somebody who has a plan.")
        ),
        ProcessKind.DISPUTE: ProcessWords(
            _("Dispute"), _("A decision that can be appealed, mediation and the appeal.")
        ),
        ProcessKind.TRANSFER: ProcessWords(
            _("Transfer"), _("A move between authorities, or to the next phase of education.")
        ),
    }
)
"""Every process, in the order in which a case meets them."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step in words.

    Attributes:
        name: the step's name in ``STEPS``.
        step: what is done.
        sources: from which statuses; none where it opens the process.
        target: to which status; for a step that takes another back, in words.
        roles: who may, in the order in which :class:`Role` names them.
        citation: what it rests on.
    """

    name: str
    step: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    citation: str


def moves_of(process: ProcessKind) -> tuple[Move, ...]:
    """Every move of a process, in table order."""
    return tuple(
        Move(
            name=step.name,
            step=gettext(step.label),
            sources=tuple(status_label(one) for one in step.sources),
            target=status_label(step.target) if step.target else gettext("where it was before"),
            roles=tuple(role_label(role) for role in Role if role in step.roles),
            citation=step.citation,
        )
        for step in steps_of(process)
    )


def status_label(status: str) -> str:
    """What a status is called among staff, by its stored value."""
    (member,) = [one for one in STATUS_WORDING if one == status]
    return status_for_staff(member)


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A duty in words.

    Attributes:
        id: its row in ``DUTIES``.
        what: what is to be done, and whose date it is where that is not the authority's.
        length: how long, and when that may be longer.
        starts: what it is counted from.
        binding: law, guidance, working date or own target.
        lifted_by: the paragraph that lifts it, or "nothing".
        citation, url: what it rests on, and where to read that.
    """

    id: str
    what: str
    length: str
    starts: str
    binding: str
    lifted_by: str
    citation: str
    url: str


def duties_of(process: ProcessKind, on: date) -> tuple[DutyWords, ...]:
    """The duties of a process that are law on a day, in table order."""
    return tuple(
        duty_in_words(duty) for duty in DUTIES if duty.process == process and duty.is_law_on(on)
    )


_BINDING = {
    DutyKind.STATUTE: _("law"),
    DutyKind.CODE: _("guidance"),
    DutyKind.WORKING: _("working date"),
    DutyKind.TARGET: _("own target"),
}
_NATURE = {
    Nature.WINDOW: _("the family's days"),
    Nature.RIGHT: _("the family's last day"),
    Nature.EARLIEST: _("not before the day after"),
}
_COUNTING = {
    Counting.AFTER: _("{length} after"),
    Counting.BEGINNING_WITH: _("{length} beginning with"),
    Counting.BEFORE: _("{length} before"),
}


def duty_in_words(duty: Duty) -> DutyWords:
    """One row of ``DUTIES`` in words."""
    title, length = gettext(duty.title), _length(duty.length)
    if duty.nature in _NATURE:
        title = f"{title} ({gettext(_NATURE[duty.nature])})"
    if duty.or_later is not None:
        length = gettext("{length}, or {other} {start} if later").format(
            length=length, other=_length(duty.or_later.length), start=_starts(duty.or_later.starts)
        )
    if duty.extension is Extension.HESC_12:
        length = gettext("{length}; in time later by HESC rule 12").format(length=length)
    return DutyWords(
        id=duty.id,
        what=title,
        length=length,
        starts=_counted_from(duty),
        binding=gettext(_BINDING[duty.kind]),
        lifted_by=duty.relief.citation if duty.relief else gettext("nothing"),
        citation=duty.citation,
        url=duty.url,
    )


def _length(length: Length | BeforeDay) -> str:
    words = length_in_words(length)
    if isinstance(length, BeforeDay):
        return gettext("before {day} of the year").format(day=words)
    return gettext(_COUNTING[length.counting]).format(length=words)


def _counted_from(duty: Duty) -> str:
    """What starts the count; what starts it first, or after what alone, where the row says so."""
    words = _starts(duty.starts) or gettext("receipt of the request")
    if duty.from_first:
        words = gettext("the first of these: {starts}").format(starts=words)
    if duty.only_after:
        words = gettext("the first after {events} of these: {starts}").format(
            events=_starts(duty.only_after), starts=words
        )
    return words


def _starts(starts: Iterable[When]) -> str:
    return gettext(" or ").join(_when(one) for one in starts)


def _when(one: When) -> str:
    sentence = EVENT_SENTENCES.get(f"event.{one.what}")
    phrase = gettext(sentence) if sentence else str(one.what).replace("_", " ")
    known = [word for detail in DETAILS.get(one.what, ()) for word in detail.words]
    words = [word.replace("_", " ") for word in dict.fromkeys(known) if word in one.words]
    return f"{phrase} ({', '.join(words)})" if words else phrase
