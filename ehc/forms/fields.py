"""Fields that the design system asks for and Django has not."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ehc.uploads import OversizeFile

DATE_PARTS = ("day", "month", "year")
_DATE_CODE = "date:"
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}


def in_words(field: forms.Field | None, value: Any) -> list[str]:
    """An answer as it is read: the label of each thing that was chosen, or what was written.

    Args:
        field: what was answered; None: a question that is no longer asked.
        value: as it is kept; a list where several may be chosen.
    """
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    given = value if isinstance(value, list) else [value]
    return [labels.get(str(one), str(one)) for one in given]


class SettingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of settings, which says of each that closes until when it is open."""

    def label_from_instance(self, obj: Any) -> str:
        """The setting's name."""
        if obj.closed_on is None:
            return str(obj)
        return gettext("%(setting)s (open until %(day)s)") % {
            "setting": obj,
            "day": date_format(obj.closed_on, "j F Y"),
        }


class DateInput(forms.MultiWidget):
    """Three boxes: day, month and year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in DATE_PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The three texts of a date."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None] * 3


A_DATE = _("a date")


class DateField(forms.Field):
    """A date in three boxes, each mistake told with the box it is in.

    Args:
        what: what the date is, with its article: "a date of birth", "Amara’s date of birth". It
            stands in every message: "Enter a date of birth, like 27 3 2019".
        example: as one types it.
        earliest, latest: bounds, both included. A form sets ``fields[...].latest`` to the day that
            it was given; nothing here reads the clock.

    Messages can be replaced by the keys ``required``, ``incomplete``, ``unreal``, ``year``,
    ``too_early``, ``too_late``. The month may be a number or an English name.
    """

    widget = DateInput
    default_error_messages = {
        "required": _("Enter %(what)s, like %(example)s"),
        "incomplete": _("%(What)s must include a %(missing)s"),
        "unreal": _("%(What)s must be a real date, like %(example)s"),
        "year": _("The year must have 4 numbers, like %(year)s"),
        "too_early": _("%(What)s must be on or after %(bound)s"),
        "too_late": _("%(What)s must be on or before %(bound)s"),
    }

    def __init__(
        self,
        *,
        what: Any = A_DATE,
        example: str = "27 3 2019",
        earliest: date | None = None,
        latest: date | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", _("For example, %(example)s") % {"example": example})
        super().__init__(**kwargs)
        self.what = what
        self.example = example
        self.earliest = earliest
        self.latest = latest

    def _error(self, key: str, parts: Sequence[str] = DATE_PARTS, **params: str) -> ValidationError:
        words = {
            "what": str(self.what),
            "What": capfirst(str(self.what)),
            "example": self.example,
            "year": self.example.split()[-1],
            **params,
        }
        return ValidationError(
            self.error_messages[key], code=_DATE_CODE + ",".join(parts), params=words
        )

    def clean(self, value: Any) -> date | None:
        """The date; None where it is left out and need not be given.

        Raises:
            ValidationError: its code names the boxes in error (:func:`parts_in_error`).
        """
        texts = [str(text or "").strip() for text in (value or [""] * 3)]
        missing = [part for part, text in zip(DATE_PARTS, texts, strict=True) if not text]
        if len(missing) == len(DATE_PARTS):
            if self.required:
                raise self._error("required")
            return None
        if missing:
            names = {"day": gettext("day"), "month": gettext("month"), "year": gettext("year")}
            words = gettext(" and ").join(names[part] for part in missing)
            raise self._error("incomplete", missing, missing=words)
        found = self._parse(*texts)
        if self.earliest and found < self.earliest:
            raise self._error("too_early", bound=date_format(self.earliest, "l j F Y"))
        if self.latest and found > self.latest:
            raise self._error("too_late", bound=date_format(self.latest, "l j F Y"))
        self.run_validators(found)
        return found

    def _parse(self, day: str, month: str, year: str) -> date:
        month_number = _MONTHS.get(month.lower()) or _number(month)
        day_number, year_number = _number(day), _number(year)
        if year_number is None or len(year) != 4:
            raise self._error("year", ["year"])
        if day_number is None or not 1 <= day_number <= 31:
            raise self._error("unreal", ["day"])
        if month_number is None or not 1 <= month_number <= 12:
            raise self._error("unreal", ["month"])
        try:
            return date(year_number, month_number, day_number)
        except ValueError as error:
            raise self._error("unreal") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the texts differ from the date they began as."""
        before = [str(part or "") for part in DateInput().decompress(initial)]
        return before != [str(part or "").strip() for part in (data or [""] * 3)]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def parts_in_error(errors: Sequence[ValidationError]) -> frozenset[str]:
    """Which of day, month and year to mark; all of them for an error that names none."""
    if not errors:
        return frozenset()
    code = str(errors[0].code or "")
    if code.startswith(_DATE_CODE):
        return frozenset(code.removeprefix(_DATE_CODE).split(","))
    return frozenset(DATE_PARTS)


class LongTextField(forms.CharField):
    """Several lines of text, with a count of characters where there is a limit.

    A browser counts a new line as one character and sends it as two; it is counted as one here.
    """

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The text with new lines as one character."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class UploadField(forms.FileField):
    """A file to be sent to us.

    Says that a file is too large (:mod:`ehc.uploads`); what the file is, is judged by its content
    in the action that keeps it.
    """

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file.

        Raises:
            ValidationError: when it is missing, empty or larger than ``MAX_UPLOAD_BYTES``.
        """
        if isinstance(data, OversizeFile) or (data and data.size > settings.MAX_UPLOAD_BYTES):
            raise ValidationError(
                _("The file must be smaller than %(limit)d MB"),
                code="too_large",
                params={"limit": settings.MAX_UPLOAD_BYTES // (1024 * 1024)},
            )
        return super().clean(data, initial)
