"""The words of a case in templates: stages, statuses, due days, papers. A builtin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from ehc.explanations import (
    by_when,
    explain,
    page_label,
    role_label,
    stage_label,
    status_for_families,
    status_for_staff,
)
from ehc.forms.fields import in_words
from ehc.forms.requests import RequestPage, form_for
from ehc.lengths import lengths_on
from ehc.models import Case, Document, FamilyMember, Letter, TransferKind
from ehc.queries.rights import Holders, rights_of
from ehc.templatetags.govuk import short_date, status_tag
from ehc.workflows.advice import is_over_compulsory_school_age
from ehc.workflows.duties import is_earliest
from ehc.workflows.messages import Message
from ehc.workflows.rights import Act
from ehc.workflows.statuses import STATUS_WORDING
from ehc.workflows.tracker import Stage

register = template.Library()

_STATUSES = {str(status): status for status in chain(STATUS_WORDING)}


@register.simple_tag
def stage_name(stage: Stage) -> str:
    """What a stage is called."""
    return stage_label(stage)


@register.simple_tag
def status_words(status: str) -> str:
    """What a status is called among staff."""
    return status_for_staff(_STATUSES[status])


@register.simple_tag
def family_status(status: str) -> str:
    """What a status means, as a sentence for a family."""
    return status_for_families(_STATUSES[status])


@register.simple_tag
def time_given(rule: str, on: date, begun_on: date | None = None) -> str:
    """How long the law of a day gives, such as "6 weeks", by the id of its row.

    Args:
        begun_on: of what keeps the law of the day on which it began: that day.
    """
    return lengths_on(on, begun_on=begun_on or on)[rule]


@register.simple_tag
def phase_name(kind: str) -> str:
    """What a move is called, by its kind."""
    return str(TransferKind(kind).label)


@register.filter
def said(message: Message) -> str:
    """A message of the clock as sentences."""
    return explain(message)


@register.filter
def role_name(role: str) -> str:
    """What a role is called."""
    return role_label(role)


@register.filter
def page_name(route: str) -> str:
    """What opening a page means, by its route."""
    return page_label(route)


@register.simple_tag
def days_late(days_left: int) -> SafeString:
    """How late something is, as a tag in words. ``days_left`` is below nought."""
    late = ngettext("%(days)d day late", "%(days)d days late", -days_left) % {"days": -days_left}
    return status_tag(late, "red")


@register.simple_tag
def case_flags(case: Case, members: Iterable[FamilyMember], on: date) -> list[str]:
    """What nobody who works on a case should miss, as of a day."""
    person = case.person
    flags = [
        _("Interpreter: %(language)s") % {"language": member.interpreter_language}
        for member in members
        if member.interpreter_language
    ]
    flags += [
        _("Court order: nothing to %(name)s") % {"name": member}
        for member in members
        if member.kept_out_by
    ]
    if is_over_compulsory_school_age(person.date_of_birth, on):
        flags += _who_is_written_to(rights_of(case, on).for_(Act.NOTICES))
    if person.looked_after:
        flags.append(_("Looked after by a local authority"))
    if person.address_is_protected:
        flags.append(_("Address protected"))
    return flags


def _who_is_written_to(held: Holders) -> list[str]:
    """To whom letters go after compulsory school age, as it was recorded."""
    names = ", ".join(str(one) for one in held.others)
    if held.are_theirs and names:
        said = _("Young person holds the rights: write to them, and to %(names)s for them")
    elif held.are_theirs:
        said = _("Young person holds the rights: write to them, not to their parents")
    else:
        said = _("Acting for the young person: write to %(names)s")
    return [said % {"names": names}] if held.are_theirs or names else []


@register.simple_tag
def due(day: date | None, days_left: int | None, duty: str = "") -> SafeString | str:
    """A due day, and how far off it is in words; late is said, and never by colour alone.

    Args:
        duty: the duty that the day comes from: of the first day on which something may be done
            that is said, and it is never late.
    """
    if day is None or days_left is None:
        return _("No date")
    if is_earliest(duty):
        return by_when(day, duty, shortly=True)
    if days_left < 0:
        return format_html("{} {}", short_date(day), days_late(days_left))
    left = (
        _("today")
        if days_left == 0
        else ngettext("in %(days)d day", "in %(days)d days", days_left) % {"days": days_left}
    )
    return format_html('{} <span class="ehc-plain">{}</span>', short_date(day), left)


@register.simple_tag
def document_link(document: Document, *, is_named: bool = False) -> SafeString:
    """Links to an issued paper, in large print too, or a word that it is being prepared.

    Args:
        is_named: whether its name stands beside it, to be read and not only to be heard.
    """
    if document.rendered_at is None:
        being = _("being prepared")
        return (
            format_html("{}", being) if is_named else format_html("{} ({})", document.title, being)
        )
    said = '<a class="govuk-link" href="{}">{} (PDF)</a>'
    if is_named:
        said = (
            '<a class="govuk-link" href="{}"><span class="govuk-visually-hidden">{} </span>PDF</a>'
        )
    link = format_html(said, reverse("document", args=[document.pk]), document.title)
    if not document.large_sha256:
        return link
    return format_html(
        '{} · <a class="govuk-link" href="{}">{}'
        '<span class="govuk-visually-hidden">: {}</span></a>',
        link,
        reverse("large_print", args=[document.pk]),
        _("Large print (PDF)"),
        document.title,
    )


@register.simple_tag
def copy_link(letter: Letter) -> SafeString:
    """A link to the copy of a letter that goes by post, with its reader's name and address."""
    if not letter.sha256:
        return SafeString("")
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>',
        reverse("letter_copy", args=[letter.pk]),
        (_("Copy for %(name)s, in large print") if letter.large_print else _("Copy for %(name)s"))
        % {"name": letter.addressee},
    )


_FAMILY_WORDS = (
    ("story", "story", gettext_noop("About them")),
    ("needs", "communication", gettext_noop("Talking and understanding")),
    ("needs", "learning", gettext_noop("Learning and remembering")),
    ("needs", "feelings", gettext_noop("Feelings, and getting on with people")),
    ("needs", "body", gettext_noop("Seeing, hearing, moving and the senses")),
    ("support", "in_place", gettext_noop("Help there is now")),
    ("support", "tried", gettext_noop("What has been tried")),
    ("hopes", "hoped_for", gettext_noop("What is hoped for")),
    ("people", "involved", gettext_noop("Who else knows them")),
    ("health", "health", gettext_noop("Health")),
    ("health", "social_care", gettext_noop("Care and family life")),
    ("life", "circumstances", gettext_noop("What applies to them")),
    ("school", "learns", gettext_noop("Where they learn")),
    ("home", "in_area", gettext_noop("Lives in our area")),
    ("home", "council", gettext_noop("Which council’s area, if not ours")),
    ("home", "may_forward", gettext_noop("We may send it to that council")),
    ("you", "family_told", gettext_noop("The family was talked with")),
    ("family", "others", gettext_noop("Who else has parental responsibility")),
    ("family", "protected", gettext_noop("Somebody must not learn where they are")),
    ("family", "protected_from", gettext_noop("Who must not")),
    ("helper", "helper_name", gettext_noop("Chosen to help")),
    ("helper", "helper_contact", gettext_noop("How to reach the helper")),
    ("helper", "helper_may_know", gettext_noop("We may talk with the helper")),
    ("consent", "share", gettext_noop("We may ask those who know them")),
    ("contact", "adjustments", gettext_noop("Makes it easier")),
    ("formats", "formats", gettext_noop("Letters and talks as")),
    ("formats", "called_as", gettext_noop("To be addressed as")),
    ("formats", "best_times", gettext_noop("Best times to ring")),
    ("formats", "adjustments", gettext_noop("Makes it easier")),
)


_OWN_WORDS = {
    "About them": gettext_noop("About you"),
    "Who else knows them": gettext_noop("Who else knows you"),
}
"""The same, to a young person who asked for themselves."""


_THE_ASKERS_ALONE = frozenset({"home", "family", "helper", "contact", "formats"})
"""Pages that nobody of the family reads but whoever wrote them: how they are reached, who helps
them, where they live, and from whom that is kept."""


@register.simple_tag
def family_words(
    answers: Mapping[str, Mapping[str, Any]], *, is_own: bool = False, is_whole: bool = False
) -> list[tuple[str, str]]:
    """What a request says in the family's own words: label and text, empty ones left out.

    Args:
        is_own: whether whom it is about reads it.
        is_whole: whether whoever asked reads it, or somebody who works on it: nobody else is told
            of the asker's own details, nor that they are kept from somebody.
    """
    asker = str(answers.get("who", {}).get("asker", ""))
    return [
        (
            _(_OWN_WORDS.get(label, label) if is_own else label),
            _answered(form_for(page, asker), name, answers[page][name]),
        )
        for page, name, label in _FAMILY_WORDS
        if answers.get(page, {}).get(name) and (is_whole or page not in _THE_ASKERS_ALONE)
    ]


def _answered(page: type[RequestPage] | None, name: str, value: Any) -> str:
    """An answer in words: the label of what was chosen, or what was written."""
    return "\n".join(in_words(page.base_fields.get(name) if page else None, value))


@register.filter
def place(pinned_to: str) -> str:
    """Where a question is pinned, in words: ``need:2`` is "need 2"."""
    return pinned_to.replace(":", " ")
