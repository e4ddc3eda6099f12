"""Other ways to read: another language, easy read, British Sign Language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from ehc.recordings import recording_of
from ehc.sentences.easy_read import ASKING
from ehc.views._page import PUBLIC, page


@page(PUBLIC)
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the language that was chosen, and go back to the page that it was chosen on.

    A language that we have not, or a page that is not ours, is left alone.
    """
    return set_language(request)


def in_language(request: HttpRequest, *, then: str) -> HttpResponse:
    """Keep the language that was chosen with a form that is saved, and go on to a page of ours."""
    answer = set_language(request)
    answer.headers["Location"] = then
    return answer


@page(PUBLIC)
@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    """What happens when you ask, one idea and one picture at a time."""
    ideas = [(f"ehc/pictures/{picture}.svg", gettext(text)) for picture, text in ASKING]
    return render(request, "about/easy_read.html", {"ideas": ideas})


@page(PUBLIC)
@require_safe
def signed(request: HttpRequest) -> HttpResponse:
    """The same in British Sign Language, with captions and in writing."""
    return render(
        request,
        "about/signed.html",
        {
            "recording": recording_of("asking"),
            "ideas": [gettext(text) for _picture, text in ASKING],
        },
    )
