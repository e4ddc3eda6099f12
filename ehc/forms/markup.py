"""What a template needs to know of one field to draw it: ids, classes, errors, options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from ehc.forms.fields import DATE_PARTS, DateInput, parts_in_error

# CheckboxSelectMultiple is a RadioSelect to isinstance, so it is asked first; so with the
# date, which is a MultiWidget, and the rest from the particular to the general.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (DateInput, "date"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
_PLURALS = ("zero", "one", "two", "few", "many", "other")
_CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input",
    "input": "govuk-input",
}


@dataclass(frozen=True)
class Option:
    """One radio button or checkbox."""

    id: str
    value: str
    label: str
    hint: str
    checked: bool
    exclusive: bool


@dataclass(frozen=True)
class DatePart:
    """One of the three boxes of a date."""

    id: str
    name: str
    part: str
    value: str
    in_error: bool
    autocomplete: str


def kind_of(widget: forms.Widget) -> str:
    """Which template draws ``widget``: the name of a file in ``forms/kinds/``."""
    if widget.is_hidden:
        return "hidden"
    for widget_class, kind in _KINDS:
        if isinstance(widget, widget_class):
            return kind
    return "input"


class FieldMarkup:
    """One field as the design system draws it.

    Args:
        field: the bound field.
        heading: whether its label or legend is the page's heading (``h1``).
        size: ``s``, ``m``, ``l`` or ``xl``; empty for plain text.
    """

    def __init__(self, field: BoundField, *, heading: bool = False, size: str = "") -> None:
        self.field = field
        self.widget = field.field.widget
        self.heading = heading
        self.size = size or ("l" if heading else "")
        self.kind = kind_of(self.widget)
        self.id = field.auto_id or field.html_name
        self.label = field.label
        self.hint = field.help_text
        self.errors = list(field.errors)

    @property
    def template(self) -> str:
        """The template of this kind of field."""
        return f"forms/kinds/{self.kind}.html"

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(optional)"."""
        says = getattr(self.field.form, "says_optional", True)
        return says and not self.field.field.required and self.kind != "checkbox"

    @property
    def hint_id(self) -> str:
        """The id of the hint."""
        return f"{self.id}_helptext"

    @property
    def error_id(self) -> str:
        """The id of the error message."""
        return f"{self.id}_error"

    @property
    def count_words(self) -> list[tuple[str, str]]:
        """What the script that counts characters says, by the names that it asks for.

        Empty in English, which is what the script says by itself. One sentence serves every plural
        form of a language (CLDR), so that none of them is missing.
        """
        if get_language() == settings.LANGUAGE_CODE:
            return []
        left, over = (
            gettext("Characters left: %(count)s"),
            gettext("Characters too many: %(count)s"),
        )
        return [
            ("characters-at-limit", left % {"count": 0}),
            *(
                (f"{name}.{plural}", words % {"count": "%{count}"})
                for name, words in (
                    ("characters-under-limit", left),
                    ("characters-over-limit", over),
                )
                for plural in _PLURALS
            ),
        ]

    @property
    def count_id(self) -> str:
        """The id of the character count: the design system's script looks for this name."""
        return f"{self.id}-info"

    @property
    def described_by(self) -> str:
        """The ids that describe the field, in the order they are read; may be empty."""
        ids = [
            str(self.widget.attrs.get("aria-describedby", "")),
            self.hint_id if self.hint else "",
            self.error_id if self.errors else "",
            self.count_id if self.limit else "",
        ]
        return " ".join(one for one in ids if one)

    @property
    def limit(self) -> int | None:
        """The most characters, where they are counted below the box."""
        return getattr(self.field.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def target(self) -> str:
        """The id that a link to this field's error goes to: always one that is on the page."""
        if self.kind in {"radios", "checkboxes"}:
            first = next(iter(self.options()), None)
            return first.id if first else self.id
        if self.kind == "date":
            parts = self.date_parts()
            return next((part.id for part in parts if part.in_error), parts[0].id)
        return str(self.widget.attrs.get("id") or self.id)

    @property
    def container_classes(self) -> str:
        """The widget's own classes, which belong to the group of radios or checkboxes."""
        return str(self.widget.attrs.get("class", ""))

    def input(self) -> SafeString:
        """The widget itself, with its classes and what describes it."""
        classes = [_CLASSES.get(self.kind, "govuk-input"), self.container_classes]
        if self.errors:
            classes.append(f"{classes[0]}--error")
        if self.limit:
            classes.append("govuk-js-character-count")
        attrs: dict[str, Any] = {"class": " ".join(one for one in classes if one)}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.kind == "textarea":
            # The browser would cut what is pasted without a word.
            attrs["maxlength"] = False
        if isinstance(self.widget, forms.EmailInput):
            attrs.setdefault("spellcheck", "false")
        return self.field.as_widget(attrs=attrs)

    def options(self) -> Iterator[Option]:
        """The radio buttons or checkboxes.

        A widget may carry ``option_hints`` (value → hint) and ``exclusive`` (the value that clears
        the others, such as "none of these").
        """
        hints: dict[str, str] = getattr(self.widget, "option_hints", {})
        exclusive = str(getattr(self.widget, "exclusive", ""))
        for index, one in enumerate(self.field.subwidgets):
            data = one.data
            value = str(data["value"])
            yield Option(
                id=str(data["attrs"].get("id") or f"{self.id}_{index}"),
                value=value,
                label=str(data["label"]),
                hint=str(hints.get(value, "")),
                checked=bool(data["selected"]),
                exclusive=bool(exclusive) and value == exclusive,
            )

    def date_parts(self) -> list[DatePart]:
        """The three boxes, filled with what was typed."""
        value = self.field.value()
        texts = value if isinstance(value, list | tuple) else DateInput().decompress(value)
        wrong = parts_in_error(self.field.errors.as_data())
        # A date of birth is the only date that a browser can fill in.
        birthday = self.widget.attrs.get("autocomplete") == "bday"
        return [
            DatePart(
                id=f"{self.id}_{index}",
                name=f"{self.field.html_name}_{part}",
                part=part,
                value="" if text is None else str(text),
                in_error=part in wrong,
                autocomplete=f"bday-{part}" if birthday else "",
            )
            for index, (part, text) in enumerate(zip(DATE_PARTS, texts, strict=True))
        ]


@dataclass(frozen=True)
class Problem:
    """One line of an error summary. ``href`` is empty where nothing on a page mends it."""

    text: str
    href: str = ""


def problems_of(form: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterator[Problem]:
    """Every error of a form or a set of forms, in the order of the page."""
    if isinstance(form, forms.BaseFormSet):
        for text in form.non_form_errors():
            yield Problem(str(text))
        for one in form.forms:
            yield from problems_of(one)
        return
    for text in form.non_field_errors():
        yield Problem(str(text))
    for field in form:
        markup = FieldMarkup(field)
        href = "" if markup.kind == "hidden" else f"#{markup.target}"
        for text in markup.errors:
            yield Problem(str(text), href)
