"""What somebody typed into a form that can no longer be sent, to be given back."""

from __future__ import annotations

from django.http import HttpRequest

from ehc.views import _once

_OF_THE_FORM = frozenset(
    {"csrfmiddlewaretoken", "autosave", "language", "later", "seen", _once.FIELD}
)
_A_CHOICE = 12
"""What is no longer than this was chosen, or is quickly typed again."""


def typed_in(request: HttpRequest) -> list[str]:
    """The words of a form, without what the page itself put there or offered to choose from."""
    return [
        value
        for name, value in request.POST.items()
        if name not in _OF_THE_FORM and isinstance(value, str) and len(value) > _A_CHOICE
    ]
