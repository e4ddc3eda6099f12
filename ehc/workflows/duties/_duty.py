"""What a row of the table of duties is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehc.workflows.counting import BeforeDay, Length
from ehc.workflows.events import EventKind, When, when
from ehc.workflows.exemptions import Relief
from ehc.workflows.steps import ProcessKind
from ehc.workflows.working_days import BankHolidays


class DutyKind(StrEnum):
    """How binding a date is."""

    STATUTE = "statute"
    CODE = "code"
    WORKING = "working"
    TARGET = "target"


class Nature(StrEnum):
    """What the date of a duty is.

    ``limit``: the last day on which something may be done in time. ``window``: the last day of
    time that the family is given. ``right``: the last day on which the family can do something.
    ``earliest``: the first day on which something may be done.
    """

    LIMIT = "limit"
    WINDOW = "window"
    RIGHT = "right"
    EARLIEST = "earliest"


class Extension(StrEnum):
    """A rule of the Tribunal that lets an act be in time on a later day."""

    HESC_12 = "hesc_12"

    def last_day_in_time(self, ends_on: date, holidays: BankHolidays) -> date:
        """The last day in time for an application notice whose time ends on a day.

        HESC Rules 2008, rule 12(2) and (3)(a): time that ends from 25 December to 1 January or
        in August ends on the first working day after; any other, on the next working day.

        Raises:
            HolidaysUnknown: where the list of bank holidays does not reach.
        """
        if (ends_on.month, ends_on.day) >= (12, 25):
            ends_on = date(ends_on.year + 1, 1, 2)
        elif (ends_on.month, ends_on.day) == (1, 1):
            ends_on = date(ends_on.year, 1, 2)
        elif ends_on.month == 8:
            ends_on = date(ends_on.year, 9, 1)
        return holidays.on_or_after(ends_on)


@dataclass(frozen=True, slots=True)
class Later:
    """Another end of a limit that counts where it comes later.

    Attributes:
        starts: the events that it is counted from.
        length: how long.
        since_start: whether the events since the limit's own start count, or those up to it.
        sentence: which sentences say it.
    """

    starts: tuple[When, ...]
    length: Length
    sentence: str
    since_start: bool = True


@dataclass(frozen=True, slots=True)
class Ending:
    """An event after which a duty that is not done no longer applies.

    Attributes:
        by: the event.
        key: what is said of it, as a member of ``CourseKey``.
        unless: an event that, on the same day or later, brings the duty back.
    """

    by: tuple[When, ...]
    key: str
    unless: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule.

    Attributes:
        id: its name, such as ``"plan.final"``.
        process: the process whose clock it is.
        title: what is to be done, in a few words.
        length: how long.
        kind: whether statute, guidance (the Code), a working date or the authority's own target.
        citation: what it rests on, for a reader.
        url: where to read that.
        effective_from, effective_to: when it is law; None has no end.
        starts: the events whose day starts the count, the latest of them; none: the receipt of
            the request.
        from_first: whether the first of those events counts instead.
        only_after: events that must have come before the start, if any are named.
        done_by: the events that do it.
        ended_by: what else ends it.
        name: what it is called in the answer, where several rules give one date.
        sentence: which sentences say it, where it shares them with another rule.
        relief: the paragraph that lifts it; None: no exemption reaches it.
        nature: what the date is.
        has_aim: whether the day before is aimed for; not where that would mean nothing.
        arguable_after: how long after the start a personal ground becomes arguable.
        or_later: another end, where it comes later.
        extension: the Tribunal's rule that lets the act be in time later.
        always_told: whether a run keeps its line after another has begun, whatever came of it.
        once_over: what is said of a right that was not used, as a member of ``StateKey``.
        stays_here: whether what was agreed is kept by this authority after the plan has gone.
    """

    id: str
    process: ProcessKind
    title: str
    length: Length | BeforeDay
    kind: DutyKind
    citation: str
    url: str
    effective_from: date
    effective_to: date | None = None
    starts: tuple[When, ...] = ()
    from_first: bool = False
    only_after: tuple[When, ...] = ()
    done_by: tuple[When, ...] = ()
    ended_by: tuple[Ending, ...] = ()
    name: str = ""
    sentence: str = ""
    relief: Relief | None = None
    nature: Nature = Nature.LIMIT
    has_aim: bool = True
    arguable_after: Length | None = None
    or_later: Later | None = None
    extension: Extension | None = None
    always_told: bool = False
    once_over: str = "state.right_over"
    stays_here: bool = False

    @property
    def reported_as(self) -> str:
        """Its name in the answer."""
        return self.name or self.id

    @property
    def said_as(self) -> str:
        """The name of its sentences: for staff after ``duty.``, for families ``family.duty.``."""
        return self.sentence or self.id

    def is_law_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


KEPT = (
    when(EventKind.TRIBUNAL_ORDERED, "continue", "continue_and_amend"),
    when(EventKind.UNOPPOSED_APPEAL_NOTIFIED, "cease"),
    when(EventKind.MEDIATION_AGREED, "continue", "continue_and_amend", "cease"),
)
"""What lets a plan go on after a decision to end it."""

IN_FORCE = date(2014, 9, 1)
"""The day on which the SEND Regulations 2014 came into force.

So did the first Code. What the courts and the Ombudsman say they say of the same text, and the
authority's own targets are no law: their rows hold from that day too, and are in force on none.
"""

CODE_OF_2015 = date(2015, 4, 1)
"""The day on which the Code of 2015 took the place of that of 2014 (SI 2015/893, article 2).

An assessment begun before it had the same times from the Code of 2014, so that one row tells both.
"""

REGULATION = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/"
SECTION = "https://www.legislation.gov.uk/ukpga/2014/6/section/"
CODE = "https://www.gov.uk/government/publications/send-code-of-practice-0-to-25"
