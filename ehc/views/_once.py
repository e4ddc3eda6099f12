"""Forms that act once: a hidden token makes each page's form its own.

The token is drawn with the form (``forms/form.html``) and comes back with it. What is compared is
a digest of the token *and* of everything else in the form, so that only the same form sent again
is taken for a second click.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from django.http import HttpRequest

from ehc.actions.sent_forms import once
from ehc.http import Request
from ehc.refusals import SentBefore

FIELD = "once"
_TOKEN_BYTES = 16
_NO_PART = frozenset({"csrfmiddlewaretoken"})


def token_for(request: HttpRequest) -> str:
    """The token that a page's form carries: the one it came with, or a new one."""
    return request.POST.get(FIELD) or secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(request: HttpRequest) -> str:
    """The digest of a form as it was sent; empty for one that carries no token."""
    if request.method != "POST" or not request.POST.get(FIELD):
        return ""
    digest = hashlib.sha256()

    def add(part: str | bytes) -> None:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)

    add(str(request.user.pk))
    add(request.path)
    for name in sorted(set(request.POST) - _NO_PART):
        add(name)
        for value in request.POST.getlist(name):
            add(value)
    for name in sorted(request.FILES):
        add(name)
        for file in request.FILES.getlist(name):
            add(file.name or "")
            file.seek(0)
            for chunk in file.chunks():
                add(chunk)
            file.seek(0)
    return digest.hexdigest()


def act_once(request: Request, act: Callable[[], object], *, then: str) -> None:
    """Do what a form asks for, or nothing where the same form has been acted on already.

    Args:
        act: does it; a refusal leaves no trace, and the form can be sent again.
        then: where its sender goes afterwards.

    Raises:
        Refused: by ``act``.
    """
    form = digest_of(request)
    if not form:
        act()
        return
    try:
        with once(form, led_to=then, at=request.now):
            act()
    except SentBefore:
        return
