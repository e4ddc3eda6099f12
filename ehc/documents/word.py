"""A plan in Word, to take away and to write in: the same sections as the PDF and the page.

The only importer of the Word library. What is issued is the PDF; this is a copy of its words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ehc.documents.plans import Card, Line, PaperSection, front_matter, plan_sections
from ehc.documents.rendering import LANGUAGE
from ehc.explanations import weekday_date
from ehc.plan_checks.facts import PlanFacts, from_json

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LANGUAGE_OF_WORD = "en-GB"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold, and somebody may have pasted."""


def plan_word(title: str, facts: Mapping[str, Any]) -> bytes:
    """A plan as a Word file: headings in their levels, tables with a header row, and its language.

    Args:
        title: the document's.
        facts: as frozen with the document.
    """
    plan = from_json(facts)
    word = _blank(title)
    with translation.override(LANGUAGE):
        _beginning(word, title, plan)
        for section in plan_sections(plan):
            _section(word, section)
        if plan.finalised_on is not None:
            word.add_paragraph(
                _("Signed for %(authority)s by %(name)s on %(day)s.")
                % {
                    "authority": plan.authority,
                    "name": _legal(plan.signed_by),
                    "day": weekday_date(plan.finalised_on),
                }
            )
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _blank(title: str) -> Word:
    """A file of A4 pages in a plain letter, in English, with a title."""
    word = docx.Document()
    word.core_properties.title = _legal(title)
    word.core_properties.language = _LANGUAGE_OF_WORD
    word.core_properties.author = ""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        style: Any = word.styles[name]
        style.font.name = "Arial"
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A heading's letter is the theme's unless that is taken away.
        for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{which}"), None)
    normal: Any = word.styles["Normal"]
    normal.font.size = Pt(12)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), _LANGUAGE_OF_WORD)
    return word


def _beginning(word: Word, title: str, plan: PlanFacts) -> None:
    word.add_heading(_legal(title), 1)
    if plan.is_draft:
        word.add_paragraph().add_run(_("Draft. This is not the final plan.")).bold = True
        if plan.comments_close_on is not None:
            told = _("Tell us what you think by the end of %(day)s.") % {
                "day": weekday_date(plan.comments_close_on)
            }
            word.add_paragraph().add_run(told).bold = True
    word.add_paragraph(f"{plan.authority}, {plan.reference}")
    word.add_heading(_("Whose plan this is"), 2)
    _table(word, front_matter(plan))
    if profile := plan.texts.get("one_page_profile", ""):
        word.add_heading(_("One-page profile"), 2)
        word.add_paragraph(_legal(profile))


def _section(word: Word, section: PaperSection) -> None:
    word.add_heading(
        _("Section %(letter)s: %(title)s") % {"letter": section.letter, "title": section.title}, 2
    )
    for part in section.parts:
        if part.heading:
            word.add_heading(_legal(part.heading), 3)
        if part.text:
            word.add_paragraph(_legal(part.text))
        for card in part.cards:
            _card(word, card, level=4 if part.heading else 3)


def _card(word: Word, card: Card, *, level: int) -> None:
    word.add_heading(_legal(card.title), level)
    _table(word, card.lines)


def _table(word: Word, lines: Iterable[Line]) -> None:
    """What each line says, under a header row that is said and printed again on each page."""
    table = word.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    header = table.rows[0]
    header.cells[0].text, header.cells[1].text = _("What"), _("What the plan says")
    for cell in header.cells:
        cell.paragraphs[0].runs[0].bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    header._tr.get_or_add_trPr().append(repeated)
    for line in lines:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = _legal(line.label), _legal(line.text)
        cells[0].paragraphs[0].runs[0].bold = True
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(50), Mm(120)
