"""The design system, wrapped once. A builtin of every template: no ``{% load %}`` is needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ehc.components import StripStep, SummaryRow, TaskRow, TimelineEntry
from ehc.forms.markup import FieldMarkup, Problem, problems_of

register = template.Library()


# --- Forms ---------------------------------------------------------------------------------


@register.simple_tag
def field(bound_field: BoundField, *, heading: bool = False, size: str = "") -> SafeString:
    """One field. ``heading=True`` makes its label the page's heading."""
    markup = FieldMarkup(bound_field, heading=heading, size=size)
    return render_to_string(markup.template, {"f": markup})


@register.simple_tag
def question_field(form: forms.BaseForm) -> BoundField | None:
    """The only visible field of a form, or None where there are more."""
    visible = form.visible_fields()
    return visible[0] if len(visible) == 1 else None


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    *sources: forms.BaseForm | forms.BaseFormSet[Any] | str | None,
    problems: Iterable[Problem] = (),
    title: str = "",
) -> dict[str, Any]:
    """The summary above a page: the errors of forms and sets of forms, then ``problems``.

    Nothing at all where there is no error. A source that the page has not is left out.
    """
    found = [problem for source in sources if source for problem in _errors(source)]
    return {"problems": [*found, *(problems or ())], "title": title or _("There is a problem")}


def _errors(source: Any) -> Iterable[Problem]:
    return problems_of(source) if source.is_bound else ()


# --- Lists ---------------------------------------------------------------------------------


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[SummaryRow], *, classes: str = "") -> dict[str, Any]:
    """Keys and values, such as the answers to check."""
    listed = list(rows)
    return {"rows": listed, "classes": classes, "has_actions": any(row.href for row in listed)}


@register.inclusion_tag("components/task_list.html")
def task_list(rows: Iterable[TaskRow], *, prefix: str = "task") -> dict[str, Any]:
    """Things to do, each with where it stands. ``prefix`` must be unique on the page."""
    return {"rows": rows, "prefix": prefix}


@register.inclusion_tag("components/strip.html")
def strip(steps: Iterable[StripStep], *, label: str = "") -> dict[str, Any]:
    """The stages of a case in one line: done, current and ahead."""
    return {"steps": steps, "label": label or _("Progress")}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[TimelineEntry], *, level: int = 3) -> dict[str, Any]:
    """What happened, in the order given. ``level`` is that of each entry's heading."""
    return {"entries": entries, "level": level}


@register.inclusion_tag("components/next_page.html")
def next_page(href: str, label: str = "") -> dict[str, Any]:
    """The link to the next rows of a long list; nothing where ``href`` is empty."""
    return {"href": href, "label": label}


# --- Small things --------------------------------------------------------------------------

TAG_COLOURS = frozenset(
    {"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"}
)


@register.simple_tag
def status_tag(text: str, colour: str = "") -> SafeString:
    """A status in a box. The words carry the meaning; the colour only repeats it.

    Raises:
        ValueError: for a colour that the design system has not.
    """
    if colour and colour not in TAG_COLOURS:
        raise ValueError(f"{colour!r} is not a colour of the design system.")
    classes = f"govuk-tag govuk-tag--{colour}" if colour else "govuk-tag"
    return format_html('<strong class="{}">{}</strong>', classes, text)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Text set apart from what surrounds it."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: SafeString, summary: str) -> SafeString:
    """Text that opens below ``summary``."""
    return render_to_string("components/details.html", {"content": content, "summary": summary})


@register.simple_block_tag
def warning(content: SafeString) -> SafeString:
    """A warning that must not be missed."""
    return render_to_string("components/warning.html", {"content": content})


@register.simple_block_tag
def panel(content: SafeString, title: str) -> SafeString:
    """The confirmation that something was done; ``title`` becomes the page's heading."""
    return render_to_string("components/panel.html", {"content": content, "title": title})


@register.simple_block_tag
def banner(
    content: SafeString, title: str = "", *, done: bool = False, name: str = "notice"
) -> SafeString:
    """A notification. ``done=True`` says that something worked; ``name`` is unique on the page."""
    return render_to_string(
        "components/banner.html",
        {
            "content": content,
            "title": title or (_("Done") if done else _("Important")),
            "done": done,
            "name": name,
        },
    )


@register.simple_block_tag
def scrolling_table(content: SafeString, label: str) -> SafeString:
    """Lets a wide table scroll sideways on a phone; ``label`` names it for screen readers."""
    return format_html(
        '<div class="ehc-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        content,
    )


# --- Dates ---------------------------------------------------------------------------------


def _day(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return value


@register.filter
def weekday_date(value: date | datetime | None) -> str:
    """ "Monday 25 May 2026"; empty for None."""
    day = _day(value)
    return date_format(day, "l j F Y") if day else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """ "Mon 25 May 2026", for tables; empty for None."""
    day = _day(value)
    return date_format(day, "D j M Y") if day else ""


@register.filter
def time_of_day(value: datetime | None) -> str:
    """ "21:04" in Europe/London; empty for None."""
    return date_format(timezone.localtime(value), "H:i") if value else ""
