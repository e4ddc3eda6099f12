"""Frozen facts into HTML and PDF: the only importer of the PDF renderer.

The same facts give the same bytes. The renderer reads nothing but the fonts beside our own
pages, and a character that no font can draw is an error: an empty box in a child's name is
not a warning.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ehc.documents.letters import LetterFacts
from ehc.documents.plans import front_matter, plan_sections
from ehc.documents.tagging import inspect, mend
from ehc.documents.versions import TEMPLATE_VERSION
from ehc.models import DocumentKind
from ehc.plan_checks.facts import from_json
from ehc.workflows.notices import MEDIATION_PARTICULARS

LANGUAGE = "en-gb"
PLAN_KINDS = frozenset({DocumentKind.PLAN_DRAFT, DocumentKind.PLAN_FINAL})
_BEGUN_BY_POSTING = frozenset(
    {
        "appeal_by",
        "appeal.lodge",
        "mediation.contact",
        "comments_close_on",
        "reassess.final",
        "cease.earliest",
    }
)
"""The days of a letter that are counted from its sending."""
_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "static" / "ehc" / "fonts"


class PaperFaulty(Exception):
    """A paper that must not be issued: a character that no font draws, or a fault in its tags."""


class NotOurs(FatalURLFetchingError):  # type: ignore[misc]  # the library has no types
    """The page asked for something that is not one of our fonts."""


class PaperFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Gives our own fonts and nothing else: no file, no address on any network."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Read ``paper:///<font>``.

        Raises:
            NotOurs: for every other address.
        """
        name = url.removeprefix("paper:///")
        fonts = {path.name: path for path in _FONTS.glob("*.woff2")}
        if not url.startswith("paper:///") or name not in fonts:
            raise NotOurs(url)
        return URLFetcherResponse(
            url, body=fonts[name].read_bytes(), headers={"Content-Type": "font/woff2"}
        )


@lru_cache(maxsize=2)
def _css(*, large_print: bool) -> str:
    names = ("paper.css", "large_print.css") if large_print else ("paper.css",)
    return "".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def letter_context(facts: LetterFacts) -> dict[str, Any]:
    """What the body of a letter needs, on paper and on a page alike."""
    names = {name.replace(".", "_"): day for name, day in facts.dates.items()}
    with_final = facts.kind in (
        DocumentKind.FINAL_PLAN,
        DocumentKind.AMENDED_PLAN,
        DocumentKind.REASSESSED_PLAN,
    )
    enclosed = ("enclosed_final",) if with_final else ()
    return {
        "facts": {
            **{name: getattr(facts, name) for name in LetterFacts.__dataclass_fields__},
            "dates": names,
            "because": {name.replace(".", "_"): text for name, text in facts.because.items()},
            "particulars": [
                f"documents/letters/mediation/{one}.html" for one in MEDIATION_PARTICULARS
            ],
            "lengths": {name.replace(".", "_"): text for name, text in facts.lengths.items()},
        },
        "because": tuple(facts.because.values()),
        "times_run": bool(_BEGUN_BY_POSTING & {*facts.because, *facts.dates}),
        "blocks": [f"documents/letters/{block}.html" for block in (*enclosed, *facts.blocks)],
        "sender": facts.authority,
    }


def paper_html(
    kind: str,
    title: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    large_print: bool = False,
    recipient: str = "",
    from_posting: bool = False,
) -> str:
    """A whole page of HTML.

    Args:
        kind: a :class:`~ehc.models.DocumentKind`.
        title: the document's.
        facts: as frozen with the document.
        on: the day that the paper bears.
        large_print: whether nothing is smaller than 18 point, in one column.
        recipient: the name and address of whoever the copy of a letter goes to, line by line,
            where the window of an envelope is; empty: none.
        from_posting: whether the copy says that its reader's times run from the day of posting.
    """
    common = {
        "title": title,
        "css": _css(large_print=large_print),
        "on": on,
        "large_print": large_print,
        "recipient": recipient,
        "from_posting": from_posting,
    }
    with translation.override(LANGUAGE):
        if kind in PLAN_KINDS:
            plan = from_json(facts)
            return render_to_string(
                "documents/plan.html",
                {
                    **common,
                    "sender": {"name": plan.authority},
                    "facts": plan,
                    "front": front_matter(plan),
                    "sections": plan_sections(plan),
                },
            )
        letter = LetterFacts.from_json(facts)
        return render_to_string("documents/letter.html", {**common, **letter_context(letter)})


@contextmanager
def _no_missing_glyph() -> Iterator[None]:
    """Turn the renderer's warning about a character that no font has into an error."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if "glyph" in message.lower() or "font" in message.lower():
                found.append(message)

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if found:
        raise PaperFaulty("; ".join(found)[:200])


def paper_pdf(
    kind: str,
    title: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    large_print: bool = False,
    recipient: str = "",
    from_posting: bool = False,
) -> bytes:
    """The paper as a tagged PDF; takes about a second, so never inside a transaction.

    Args:
        kind, title, facts, on, large_print, recipient, from_posting: as for :func:`paper_html`.

    Returns:
        The file; the same bytes for the same arguments.

    Raises:
        PaperFaulty: if it must not be issued.
    """
    identity = json.dumps(
        [
            TEMPLATE_VERSION,
            kind,
            title,
            facts,
            on.isoformat(),
            large_print,
            recipient,
            from_posting,
        ],
        sort_keys=True,
    )
    html = paper_html(
        kind, title, facts, on=on, large_print=large_print, recipient=recipient,
        from_posting=from_posting,
    )  # fmt: skip
    written = io.BytesIO()
    page = weasyprint.HTML(string=html, base_url="paper:///", url_fetcher=PaperFetcher())
    try:
        with _no_missing_glyph():
            page.write_pdf(
                written,
                pdf_variant="pdf/ua-1",
                pdf_identifier=hashlib.sha256(identity.encode()).digest()[:16],
            )
    except NotOurs as refused:
        raise PaperFaulty("it asks for something that is not ours") from refused
    pdf = mend(written.getvalue())
    if faults := inspect(pdf).faults():
        raise PaperFaulty("; ".join(faults))
    return pdf
