"""The clock as JSON: facts as text in, duties as text out.

What ``manage.py clock`` reads and prints (``docs/law.md`` has the contract). One object in, one
object out; an array in, an array out in the same order. Every problem is said, each with where
it is, and then nothing is computed. Without ``bank_holidays`` the bundled ones are used.

API: :func:`answer`, :class:`BadInput`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ehc.bank_holidays import bundled
from ehc.explanations import explain, plain_date
from ehc.workflows.clock import DutyState, compute
from ehc.workflows.exemptions import Exemption
from ehc.workflows.facts import Event, EventKind, Facts, problems_in
from ehc.workflows.working_days import BankHolidays, HolidaysUnknown

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)

_TOP = ("as_of", "received_on", "date_of_birth", "events", "exemptions", "bank_holidays")
_EVENT_DAYS = ("received_by_body_on", "became_aware_on", "meeting_on", "maintained_until")
_EVENT_WORDS = (
    "advice",
    "body",
    "of",
    "decision",
    "order",
    "about",
    "field",
    "outcome",
    "kind",
)
_EVENT_FIELDS = ("what", "on", *_EVENT_WORDS, *_EVENT_DAYS, "ref", "year", "directed")
_EXEMPTION_DAYS = {
    "from": "from_on",
    "to": "to_on",
    "closed_from": "closed_from",
    "reopens_on": "reopens_on",
    "advice_requested_on": "advice_requested_on",
    "ground_ended_on": "ground_ended_on",
}
_EXEMPTION_WORDS = ("ground", "why_impractical")


class BadInput(ValueError):
    """Input that cannot be answered.

    Attributes:
        problems: each as one line, with where it is: ``"events[2].on: …"``.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def answer(text: str) -> str:
    """Answer one question, or an array of them, in the active language.

    Args:
        text: JSON.

    Returns:
        JSON, indented, without a line end.

    Raises:
        BadInput: with every problem.
    """
    asked = _loaded(text)
    reader = _Reader()
    if isinstance(asked, list):
        several = [reader.question(one, f"[{index}]") for index, one in enumerate(asked)]
    else:
        several = [reader.question(asked, "")]
    if reader.problems:
        raise BadInput(reader.problems)
    answers = [
        _answer(question, f"[{index}]" if isinstance(asked, list) else "")
        for index, question in enumerate(several)
    ]
    # ASCII, so that the encoding of no terminal can spoil it.
    return json.dumps(answers if isinstance(asked, list) else answers[0], indent=2)


class _Refused(ValueError):
    """JSON that can be read, and that means nothing here."""


def _loaded(text: str) -> Any:
    """The value that the text spells, if it spells one and in one way only."""
    if not text.strip():
        raise BadInput(["input: nothing was written."])
    try:
        asked = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_short
        )
        _shallow(asked)
    except _Refused as error:
        raise BadInput([f"input: {error}"]) from error
    except RecursionError as error:
        raise BadInput([_TOO_DEEP]) from error
    except ValueError as error:
        raise BadInput([f"input: this is not JSON ({error})."]) from error
    return asked


_DEEPEST = 20
_TOO_DEEP = "input: arrays or objects stand too deep within one another."


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a field that is told twice may be told in two ways."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"the field {_shown(twice)} stands twice in one object.")
    return found


def _no_constant(name: str) -> None:
    raise _Refused(f"{name} is not a number.")


def _short(digits: str) -> int:
    if len(digits) > 18:
        raise _Refused(f"a number of {len(digits)} digits means nothing here.")
    return int(digits)


def _shallow(value: Any) -> None:
    """Refuse what is nested deeper than anything that is asked for."""
    level = [value]
    for _ in range(_DEEPEST):
        inside: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                inside += one.values()
            elif isinstance(one, list):
                inside += one
        level = inside
    if level:
        raise _Refused(_TOO_DEEP.removeprefix("input: "))


@dataclass(frozen=True, slots=True)
class _Question:
    facts: Facts
    as_of: date
    holidays: BankHolidays | None = None


def _answer(question: _Question, where: str) -> dict[str, Any]:
    holidays = question.holidays or bundled()
    try:
        states = compute(question.facts, question.as_of, holidays=holidays)
    except HolidaysUnknown as error:
        place = _inside(where, "bank_holidays")
        raise BadInput(
            [
                f"{place}: the bank holidays of {error.day.year} are not known, and "
                f"{plain_date(error.day)} may be one. Give them as an array of dates."
            ]
        ) from error
    return {"duties": [_duty(state) for state in states]}


def _duty(state: DutyState) -> dict[str, Any]:
    return {
        "duty": state.duty,
        "citation": state.citation,
        "starts_on": _written(state.starts_on),
        "due": _written(state.due),
        "base_due": _written(state.base_due),
        "aim_for": _written(state.aim_for),
        "last_day": _written(state.last_day),
        "state": state.state.value,
        "done_on": _written(state.done_on),
        "days_left": state.days_left,
        "because": explain(state.because),
        "because_for_families": explain(state.because_for_families),
    }


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


class _Reader:
    """Reads questions and gathers what is wrong with them, each problem with its place.

    Where something is wrong a stand-in is returned, so that the rest is still read.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def question(self, asked: Any, where: str) -> _Question:
        before = len(self.problems)
        if not isinstance(asked, Mapping):
            self._say(where or "input", "write an object, like {…}.")
            return _Question(Facts(_EARLIEST), _EARLIEST)
        self._only(asked, where, _TOP)
        as_of = self._needed_day(asked, where, "as_of")
        facts = Facts(
            received_on=self._needed_day(asked, where, "received_on"),
            date_of_birth=self._day(asked, where, "date_of_birth"),
            events=tuple(
                self._event(one, place) for one, place in self._list(asked, where, "events")
            ),
            exemptions=tuple(
                self._exemption(one, place) for one, place in self._list(asked, where, "exemptions")
            ),
        )
        if len(self.problems) == before:
            for problem in problems_in(facts, as_of):
                self._say(_inside(where, problem.where), explain(problem.message))
        return _Question(facts, as_of, self._holidays(asked, where))

    def _holidays(self, row: Mapping[str, Any], where: str) -> BankHolidays | None:
        """Whoever gives a list answers for every year."""
        value = row.get("bank_holidays")
        if value is None:
            return None
        if not isinstance(value, list):
            self._say(_inside(where, "bank_holidays"), "write an array of dates, like […].")
            return None
        days = {
            self._day({place: one}, "", place)
            for index, one in enumerate(value)
            for place in [_inside(where, f"bank_holidays[{index}]")]
        }
        return BankHolidays(frozenset(day for day in days if day is not None))

    def _event(self, row: Mapping[str, Any], where: str) -> Event:
        self._only(row, where, _EVENT_FIELDS)
        told: dict[str, Any] = {name: self._word(row, where, name) for name in _EVENT_WORDS}
        told |= {name: self._day(row, where, name) for name in _EVENT_DAYS}
        what = self._needed_word(row, where, "what")
        year = self._year(row, where)
        return Event(
            what=what,
            on=self._event_day(row, where, what, year),
            ref=self._word(row, where, "ref") or "",
            year=year,
            directed=self._directed(row, where),
            **told,
        )

    def _event_day(self, row: Mapping[str, Any], where: str, what: str, year: int | None) -> date:
        """A transfer between phases may be told by its year alone, unless a day decides it."""
        by_year = what == EventKind.PHASE_TRANSFER and row.get("kind") != "post_16_move"
        if by_year and year is not None and row.get("on") is None:
            return date(year, 9, 1)
        return self._needed_day(row, where, "on")

    def _year(self, row: Mapping[str, Any], where: str) -> int | None:
        value = row.get("year")
        if value is None:
            return None
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number and _EARLIEST.year <= value <= _LATEST.year:
            return int(value)
        self._say(_inside(where, "year"), f"{_shown(value)} is not a year, like 2027.")
        return None

    def _directed(self, row: Mapping[str, Any], where: str) -> tuple[tuple[str, date], ...]:
        value = row.get("directed")
        if value is None:
            return ()
        place = _inside(where, "directed")
        if not isinstance(value, Mapping):
            self._say(place, "write an object of duties and dates, like {…}.")
            return ()
        return tuple((name, self._needed_day(value, place, name)) for name in value)

    def _exemption(self, row: Mapping[str, Any], where: str) -> Exemption:
        self._only(row, where, (*_EXEMPTION_WORDS, *_EXEMPTION_DAYS))
        days: dict[str, Any] = {
            ours: self._day(row, where, theirs) for theirs, ours in _EXEMPTION_DAYS.items()
        }
        exemption = Exemption(
            ground=self._needed_word(row, where, "ground"),
            why_impractical=self._word(row, where, "why_impractical") or "",
            **days,
        )
        self._in_order(exemption, where)
        return exemption

    def _in_order(self, exemption: Exemption, where: str) -> None:
        """A period that ends before it begins is a slip of the pen, whatever the ground."""
        for first, last, name, begin in (
            (exemption.from_on, exemption.to_on, "to", "from"),
            (exemption.closed_from, exemption.reopens_on, "reopens_on", "closed_from"),
        ):
            if first is not None and last is not None and last < first:
                self._say(f"{where}.{name}", f"{last.isoformat()} is before “{begin}”.")

    def _list(
        self, row: Mapping[str, Any], where: str, name: str
    ) -> list[tuple[Mapping[str, Any], str]]:
        value = row.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._say(_inside(where, name), "write an array, like […].")
            return []
        found = []
        for index, one in enumerate(value):
            place = _inside(where, f"{name}[{index}]")
            if isinstance(one, Mapping):
                found.append((one, place))
            else:
                self._say(place, "write an object, like {…}.")
        return found

    def _needed_day(self, row: Mapping[str, Any], where: str, name: str) -> date:
        if row.get(name) is None:
            self._say(_inside(where, name), "a date is needed, like 2026-01-05.")
        return self._day(row, where, name) or _EARLIEST

    def _day(self, row: Mapping[str, Any], where: str, name: str) -> date | None:
        value = row.get(name)
        if value is None:
            return None
        day = _read_day(value)
        if day is None:
            self._say(
                _inside(where, name),
                f"{_shown(value)} is not a date. Write it like 2026-01-05, "
                f"between the years {_EARLIEST.year} and {_LATEST.year}.",
            )
        return day

    def _needed_word(self, row: Mapping[str, Any], where: str, name: str) -> str:
        if row.get(name) is None:
            self._say(_inside(where, name), "this is needed.")
        return self._word(row, where, name) or ""

    def _word(self, row: Mapping[str, Any], where: str, name: str) -> str | None:
        value = row.get(name)
        if value is None or (isinstance(value, str) and _printable(value)):
            return value
        self._say(_inside(where, name), f"{_shown(value)} is not text.")
        return None

    def _only(self, row: Mapping[str, Any], where: str, names: tuple[str, ...]) -> None:
        """Refuse a field that nobody would read: a slip in its name would change the answer."""
        for name in row:
            if name not in names:
                self._say(
                    _inside(where, _shown(name, quoted=False)),
                    f"this field is not known here. Use one of: {', '.join(names)}.",
                )

    def _say(self, where: str, what: str) -> None:
        one_line = " ".join(f"{where}: {what}".split())
        printed = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in one_line)
        self.problems.append(printed if len(printed) <= _LONGEST else f"{printed[:_LONGEST]}…")


_LONGEST = 500
"""A line longer than this names nothing that anybody could read."""


def _printable(text: str) -> bool:
    """Whether text can be written out: JSON can spell half a character that cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_day(value: Any) -> date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _EARLIEST <= day <= _LATEST else None


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _shown(value: Any, *, quoted: bool = True) -> str:
    """A value within a message of one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=True)
    text = text if quoted else text[1:-1]
    return text if len(text) <= 60 else f"{text[:59]}…"
