"""A page of a request, and the fields that several pages ask for."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukFormMixin
from ehc.forms.fields import DATE_PARTS, DateField
from ehc.forms.questions import line, radios
from ehc.models import Asker

YES_NO = (("yes", _("Yes")), ("no", _("No")))
_MOST_KEPT = 10_000
"""Characters of an answer that are kept while it is not yet right."""
_TELEPHONE = re.compile(r"[0-9+() .\-]*((ext|x)\.? *[0-9]+)?", re.IGNORECASE)
_FEWEST_DIGITS = 7
_MAX_EMAIL = 254
WHY_EMAIL = _("We send your receipt here, and a code whenever you want to look.")


def yes_no(label: Any, required: Any, choices: Any = YES_NO, **kwargs: Any) -> forms.ChoiceField:
    """A question that is answered by yes or no, or by other choices."""
    return radios(label, required, choices, **kwargs)


def tick(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several answers, or none."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
    )


def name_line(label: Any, required: Any, **kwargs: Any) -> forms.CharField:
    """A name: never corrected by a spelling checker."""
    attrs = {"autocomplete": kwargs.pop("autocomplete", "off"), "spellcheck": "false"}
    return line(label, required, widget=forms.TextInput(attrs=attrs), **kwargs)


def email_line(label: Any, required: Any = "", hint: Any = "", autocomplete: str = "off") -> Any:
    """An email address; it may be left out where nothing says that it is required."""
    return forms.EmailField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=_MAX_EMAIL,
        error_messages={"required": required} if required else None,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
    )


def _check_telephone(number: str) -> None:
    digits = sum(character.isdigit() for character in number)
    if not _TELEPHONE.fullmatch(number) or digits < _FEWEST_DIGITS:
        raise ValidationError(_("Enter a telephone number, like 01632 960 001 or +44 808 157 0192"))


def telephone_line(label: Any, autocomplete: str = "off", **kwargs: Any) -> forms.CharField:
    """A telephone number, which may be left out."""
    attrs = {"type": "tel", "autocomplete": autocomplete}
    return line(
        label,
        max_length=30,
        validators=[_check_telephone],
        widget=forms.TextInput(attrs=attrs),
        **kwargs,
    )


def as_asked(page: type[RequestPage], name: str) -> Any:
    """A question as the request asks it, with the same words and the same rules, elsewhere."""
    return copy.deepcopy(page.base_fields[name])


class _Worded(forms.Form):
    """A form whose questions depend on who answers them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word()

    def word(self) -> None:
        """Put the questions into the words of who answers them."""


class RequestPage(GovukFormMixin, _Worded):
    """A page of the request.

    Args:
        who_asks: a value of :class:`Asker`, or empty where it is not known yet.
        on: the day.
        pages: the answers of the whole draft, page by page.

    Attributes:
        heading: the page's heading, where it asks more than one thing.
        part: what its answers are about, on the page where they are checked.
        introduction: a sentence below the heading.
    """

    heading: Any = ""
    part: Any = ""
    introduction: Any = ""

    def __init__(
        self,
        *args: Any,
        who_asks: str,
        on: date,
        pages: Mapping[str, Mapping[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.who_asks, self.on, self.pages = who_asks, on, pages or {}
        initial = dict(kwargs.pop("initial", {}))
        for name, field in self.base_fields.items():
            if isinstance(field, DateField) and isinstance(initial.get(name), str):
                initial[name] = date.fromisoformat(initial[name]) if initial[name] else None
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def is_own(self) -> bool:
        """Whether the young person asks for themselves."""
        return self.who_asks == Asker.YOUNG_PERSON

    @property
    def is_setting(self) -> bool:
        """Whether a school or another setting asks."""
        return self.who_asks == Asker.SETTING

    @property
    def is_other(self) -> bool:
        """Whether somebody asks who has no part in the family, nor teaches the child."""
        return self.who_asks == Asker.OTHER

    @property
    def called(self) -> str:
        """What to call the child, once that is known."""
        child = self.pages.get("child", {})
        called = child.get("preferred_name") or child.get("first_name")
        if called:
            return str(called)
        is_theirs = not (self.is_setting or self.is_other)
        return str(_("your child") if is_theirs else _("the child or young person"))

    def say(self, field: str, label: Any, hint: Any = None, required: Any = None) -> None:
        """Word one question: its label, its hint and what is said where it is left out."""
        asked = self.fields[field]
        asked.label = label % {"name": self.called}
        if hint is not None:
            asked.help_text = hint % {"name": self.called}
        if required is not None:
            asked.error_messages["required"] = required % {"name": self.called}

    def answers(self) -> dict[str, Any]:
        """The checked answers, JSON-safe."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }

    def typed(self) -> dict[str, Any]:
        """Every answer as it stands: checked where it is right, as typed where it is not."""
        kept = self.answers()
        for name, field in self.fields.items():
            if name in kept:
                continue
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            texts = value if isinstance(value, list) else [value]
            cut = [str(text or "")[:_MOST_KEPT].replace("\x00", "") for text in texts]
            kept[name] = cut if isinstance(value, list) and any(cut) else cut[0]
        return kept

    @classmethod
    def as_posted(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Kept answers as a browser would send them, so that they can be checked again."""
        posted: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            value = answers.get(name) or ""
            if isinstance(field, forms.MultipleChoiceField):
                posted[name] = list(value)
                continue
            if not isinstance(field, DateField):
                posted[name] = value
                continue
            texts = (
                value.split("-")[::-1] if isinstance(value, str) and value else value or [""] * 3
            )
            for part, text in zip(DATE_PARTS, texts, strict=False):
                posted[f"{name}_{part}"] = text
        return posted
