"""What is done to every request and every response."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.http.request import RawPostDataException
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation

from ehc.http import Request
from ehc.logs import request_id
from ehc.models import Case, User
from ehc.permissions import route_roles, visible_to
from ehc.queries.sent_forms import where_it_led
from ehc.refusals import NotVisible, NotYours
from ehc.views import errors
from ehc.views._once import digest_of
from ehc.views._page import LIBRARY_ROUTES, Rule
from ehc.views._typed import typed_in

logger = logging.getLogger("ehc.requests")

Handler = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Gives each request an identifier, its instant and its day, and writes its log line.

    The clock is read here once, so that one request never sees two days.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; its log line names the route, never the path."""
        ours = cast("Request", request)
        ours.id = uuid.uuid4().hex
        ours.now = timezone.now()
        ours.today = timezone.localdate(ours.now)
        token = request_id.set(ours.id)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = ours.id
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "route": match.view_name or match.route if match else "",
                    "method": request.method,
                    "status": response.status_code,
                    "milliseconds": round((time.monotonic() - started) * 1000),
                },
            )
        finally:
            request_id.reset(token)
        return response


class PrivateResponseMiddleware:
    """Keeps pages out of every cache, and switches off what no page of ours uses.

    A response that states its own ``Cache-Control`` (a style sheet, a script) keeps it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and add the headers."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class CompressedPagesMiddleware(GZipMiddleware):
    """Sends pages compressed, whatever stands before the service: a slow line carries a fifth.

    Files are sent as they are: papers and pictures are compressed in themselves, and style sheets
    and scripts are compressed once, when they are collected. A little that is random hides how
    long a secret on the page is (``GZipMiddleware.max_random_bytes``).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress what is text and is drawn here."""
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in _COMPRESSED:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


_COMPRESSED = frozenset({"text/html", "text/csv", "application/json", "image/svg+xml"})


class LanguageMiddleware:
    """Answers a family in the language that it chose, and says which language that is.

    Nothing is guessed from the browser: what is offered besides English has not been checked, so
    it is for a reader to choose. Staff, and what only staff and advisers open, stay in English.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in its language."""
        ours = cast("Request", request)
        ours.chooses_language = not request.path_info.startswith(_ENGLISH_ONLY)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = settings.LANGUAGE_CODE
        if ours.chooses_language and chosen in dict(settings.LANGUAGES) and chosen != language:
            user = request.user
            ours.chooses_language = not (isinstance(user, User) and user.is_staff_member)
            language = chosen if ours.chooses_language else language
        with translation.override(language):
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


_ENGLISH_ONLY = ("/cases/", "/advice/", "/reviews/", "/timeliness/", "/staff/", "/who-has-looked/")


class ImpossibleRequestMiddleware:
    """Refuses what no browser sends: an absurd length, or a zero byte in an address.

    PostgreSQL cannot be asked for a text that holds a zero byte; our forms refuse it themselves.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the 413 page over ``MAX_REQUEST_BYTES``, with the 400 page for zero bytes."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.MAX_REQUEST_BYTES:
            return errors.too_large(request)
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        return self.get_response(request)


class SecondClickMiddleware:
    """Sends a form's second click to where the first one went.

    A second click that comes while the first is under way waits for it in its action. One that
    comes later may find the case moved on, or given to another team: whatever refuses it then
    would tell somebody who has succeeded that they have not.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; only the refused form of somebody signed in is looked up."""
        response = self.get_response(request)
        if (
            request.method != "POST"
            or not 400 <= response.status_code < 500
            or request.resolver_match is None
            or not request.user.is_authenticated
        ):
            return response
        try:
            form = digest_of(request)
        except (SuspiciousOperation, RawPostDataException, OSError, ValueError):
            # What was sent could not be read, and has been answered as such.
            return response
        led_to = where_it_led(form) if form else None
        return HttpResponseRedirect(led_to) if led_to else response


class RefusalMiddleware:
    """Answers what is refused before a page is drawn: absent, somebody else's, or no page at all.

    A step that is taken by a button alone is no page: its address may be opened all the same,
    from the browser's history or after signing in.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.no_such_method(request, allowed=response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 404 page for what may not be known of, the 403 page for another's step."""
        if isinstance(exception, NotVisible):
            return errors.not_found(request)
        if isinstance(exception, NotYours):
            return errors.permission_denied(request, exception)
        return None


class RouteRuleMiddleware:
    """Opens a route only to those whom its rule names; a route without a rule does not open.

    Denied looks like absent: somebody signed in without the role is answered as if there were
    no such page, unless it is about a case that they may see: then they are told that the step
    is somebody else's. Somebody who is not signed in is asked to; what they typed meanwhile is
    given back to them.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse unless the rule lets the visitor in.

        Raises:
            Http404: without a rule, or without the role.
        """
        match = request.resolver_match
        if match is not None and match.view_name in LIBRARY_ROUTES:
            return None
        rule = getattr(view, "rule", None)
        if not isinstance(rule, Rule):
            raise Http404
        if rule.public:
            return None
        if not request.user.is_authenticated:
            typed = typed_in(request)
            if typed:
                return errors.signed_out(request, typed)
            return redirect_to_login(request.get_full_path())
        held = route_roles(request.user)
        request.held_roles = held  # type: ignore[attr-defined]  # the navigation asks again
        if not held & rule.roles:
            if _knows_the_case(request, kwargs):
                return errors.permission_denied(request, NotYours(match.view_name if match else ""))
            raise Http404
        return None


def _knows_the_case(request: HttpRequest, kwargs: Any) -> bool:
    """Whether a member of staff asks for a page of a case that they may see."""
    user = request.user
    reference = kwargs.get("reference") if isinstance(kwargs, dict) else None
    return bool(
        reference
        and isinstance(user, User)
        and user.is_staff_member
        and visible_to(user, Case, cast("Request", request).today)
        .filter(reference=reference)
        .exists()
    )
