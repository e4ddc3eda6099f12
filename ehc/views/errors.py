"""The designed pages for what went wrong. None of them reads the database."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ehc.context_processors import service


def _page(
    template: str, status: int, request: HttpRequest | None, **context: object
) -> HttpResponse:
    # Rendered without the request: nobody's name or navigation is looked up to say that
    # something went wrong.
    identifier = getattr(request, "id", "")
    return HttpResponse(
        render_to_string(template, {**service(request), "request_id": identifier, **context}),
        status=status,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; a form that is too large for us gets the page that says so."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return _page("400.html", 400, request)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where the refusal was written for a reader.

    Only a refusal that carries ``explanation`` is shown: any other text was meant for a log.
    """
    explanation = getattr(exception, "explanation", "")
    return _page("403.html", 403, request, explanation=explanation)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same page for what is absent and for what somebody may not see."""
    return _page("404.html", 404, request)


def no_such_method(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """405 for the address of a button.

    Args:
        allowed: the methods that the address answers, as the header lists them.
    """
    response = _page("405.html", 405, request)
    response["Allow"] = allowed
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page("413.html", 413, request)


def file_unavailable(request: HttpRequest) -> HttpResponse:
    """503 for a paper or file that we keep and cannot open now."""
    return _page("503.html", 503, request)


def signed_out(request: HttpRequest, typed: Sequence[str]) -> HttpResponse:
    """403 for the form of somebody whose session has ended: what they typed, to copy.

    Args:
        typed: their words.
    """
    return _page("signed_out.html", 403, request, typed=typed, then=request.get_full_path())


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page("500.html", 500, request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that this browser was not given, or was given too long ago."""
    return _page("csrf.html", 403, request)
