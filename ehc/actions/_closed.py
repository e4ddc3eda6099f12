"""A setting that has closed: nothing begins with it after its last day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ehc.explanations import weekday_date
from ehc.models import Setting
from ehc.refusals import Invalid


def refuse_closed(setting: Setting | None, on: date, field: str) -> None:
    """Refuse a setting that is closed on a day.

    Args:
        setting: None: none is meant.
        field: which of what was given names it.

    Raises:
        Invalid: it is closed.
    """
    if setting is not None and setting.closed_on is not None and setting.is_closed(on):
        raise Invalid(
            field,
            _("%(setting)s is open until %(day)s only: choose another setting")
            % {"setting": setting, "day": weekday_date(setting.closed_on)},
        )


def refuse_name_of_closed(name: str, on: date, field: str) -> None:
    """Refuse the name of a setting that is closed on a day, where no open one is called so.

    Args:
        name: as the family said it.
        field: which of what was given is the name.

    Raises:
        Invalid: it is closed.
    """
    called = list(Setting.objects.filter(name__iexact=" ".join(name.split())))
    if all(one.is_closed(on) for one in called):
        for one in called:
            refuse_closed(one, on, field)
