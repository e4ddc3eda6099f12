"""The base of every form: plain errors, and no checking by the browser."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_Message = str | Promise


def _fallbacks(field: forms.Field, label: _Message) -> dict[str, _Message]:
    if isinstance(field, forms.FileField):
        required = format_lazy(_("Choose a file for “{label}”"), label=label)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.BooleanField):
        required = format_lazy(_("Choose an answer for “{label}”"), label=label)
    else:
        required = format_lazy(_("Enter an answer for “{label}”"), label=label)
    return {
        "required": required,
        "max_length": format_lazy(
            _("“{label}” must be %(limit_value)d characters or fewer"), label=label
        ),
        "invalid_choice": format_lazy(_("Choose one of the answers for “{label}”"), label=label),
        "invalid": format_lazy(_("Check your answer for “{label}”"), label=label),
    }


class GovukFormMixin:
    """Leaves all checking to the server and gives every field a message that says what to do.

    A field's own ``error_messages`` win; write one for each ``required`` field of a question,
    such as "Enter Amara’s date of birth, like 27 3 2019".
    """

    use_required_attribute = False
    says_optional = True
    """Whether a field that may be left empty says so; not where only the whole can be judged."""
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name.replace("_", " ").capitalize()
            fallbacks = _fallbacks(field, label)
            if isinstance(field, forms.EmailField):
                fallbacks["invalid"] = _(
                    "Enter an email address in the correct format, like name@example.com"
                )
            defaults: dict[str, Any] = {}
            for parent in reversed(type(field).__mro__):
                defaults.update(getattr(parent, "default_error_messages", {}))
            for code, message in fallbacks.items():
                ours = field.error_messages.get(code)
                if ours is None or (
                    ours is defaults.get(code) and type(field).__module__.startswith("django.")
                ):
                    field.error_messages[code] = message  # type: ignore[assignment]


class GovukForm(GovukFormMixin, forms.Form):
    """A form of questions."""


class GovukModelForm(GovukFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form of one row's fields. It does not save: an action does."""

    def save(self, commit: bool = True) -> Any:
        """Refuse: rows are changed by actions.

        Raises:
            TypeError: always.
        """
        raise TypeError("A form does not save. Hand cleaned_data to an action.")
