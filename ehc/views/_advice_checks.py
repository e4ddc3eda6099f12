"""What the checks say of the provision that an adviser recommends, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ehc.models import Advice
from ehc.plan_checks import check_advice_row

_CHECKED = ("what", "who", "how_often", "how_long")
_NOT_SAID = {
    "who": gettext_noop("Provision %(number)d does not say who provides it."),
    "how_often": gettext_noop("Provision %(number)d does not say how often."),
    "how_long": gettext_noop("Provision %(number)d does not say how long each time."),
}


def recommended(advice: Advice) -> list[Mapping[str, str]]:
    """The lines of provision of a piece of advice, by the names of their parts."""
    return [
        {name: getattr(row, name) for name in (*_CHECKED, "group_size")}
        for row in advice.recommendations.all()
    ]


def vague_terms(lines: Iterable[Mapping[str, str]]) -> list[str]:
    """Each vague term, with the line that it stands in and why it cannot be relied on."""
    found = []
    for number, line in enumerate(lines, start=1):
        given = {name: line[name] for name in _CHECKED}
        for span in check_advice_row(**given, group_size=line["group_size"]):
            found.append(
                _("Provision %(number)d says “%(term)s”: %(reason)s")
                % {
                    "number": number,
                    "term": line[span.field][span.start : span.end],
                    "reason": _(span.reason),
                }
            )
    return found


def things_to_ask_about(lines: Iterable[Mapping[str, str]]) -> list[str]:
    """What is not said, and what is said vaguely: advice is never refused for it."""
    lines = list(lines)
    missing = [
        _(text) % {"number": number}
        for number, line in enumerate(lines, start=1)
        for name, text in _NOT_SAID.items()
        if not line[name].strip()
    ]
    return missing + vague_terms(lines)
