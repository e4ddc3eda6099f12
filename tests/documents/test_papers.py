"""Papers: the same facts the same bytes, tagged, and nothing read from anywhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.utils.html import escape

from ehc.documents.letters import LetterFacts
from ehc.documents.plans import plan_sections
from ehc.documents.rendering import PaperFaulty, paper_html, paper_pdf
from ehc.documents.tagging import inspect
from ehc.models import Document
from ehc.plan_checks.facts import from_json
from ehc.workflows.notices import NOTICES, Block
from tests import journeys
from tests.conftest import Once

pytestmark = pytest.mark.django_db


def letter(kind: str, blocks: tuple[Block, ...], **changes: object) -> dict[str, object]:
    facts = {
        "kind": kind,
        "blocks": tuple(block.value for block in blocks),
        "citation": "SEND Regulations 2014, regulation 5",
        "reference": "EHC-2026-000001",
        "child_name": "Amara Okafor",
        "child_known_as": "Amara",
        "received_on": date(2026, 1, 5),
        "decided_on": date(2026, 2, 10),
        "reasons": "The school can give what Amara needs.",
        "officer_name": "Priya Nair",
        "officer_phone": "03069 990 102",
        "officer_email": "priya.nair@kent.example",
        "dates": {
            "appeal_by": date(2026, 4, 10),
            "meeting_on": date(2026, 1, 20),
            "proposed_on": date(2026, 1, 27),
            "comments_close_on": date(2026, 2, 25),
            "issue.notify_refusal": date(2026, 4, 27),
            "plan.final": date(2026, 5, 25),
            "assess.notify_decision": date(2026, 2, 16),
            "reversed.refuse_to_issue": date(2026, 4, 21),
            "reversed.final": date(2026, 5, 19),
            "withdrawn_on": date(2026, 2, 9),
            "moved_on": date(2026, 2, 9),
            "decided.order": date(2026, 2, 3),
            "asked_again_on": date(2026, 2, 2),
        },
        "authority": settings.AUTHORITY,
        "demonstration": True,
        "elsewhere": {
            "authority": "Medway",
            "where_to_ask": "SEND team, 1 Example Street",
            "is_sent_on": "no",
        },
        "because": {
            "plan.final": "If we issue a plan, you have it by Monday 25 May 2026.",
            "mediation.contact": "Contact the mediation adviser within two months.",
        },
    }
    return LetterFacts(**{**facts, **changes}).to_json()


@pytest.fixture(scope="module", autouse=True)
def issued(once: Once[int], monday: date) -> int:
    on = date(2026, 5, 11)
    return once(lambda priya: journeys.issued(priya, monday, issued_on=on).plan.case_id)


@pytest.fixture
def final(db: None, issued: int) -> Document:
    return Document.objects.get(case=issued, kind="plan_final")


def pdf_of(document: Document) -> bytes:
    return paper_pdf(document.kind, document.title, document.facts, on=document.event.on)


def test_the_same_facts_give_the_same_bytes_and_other_facts_others(final: Document) -> None:
    first = pdf_of(final)
    assert pdf_of(final) == first
    changed = {**final.facts, "signed_by": "Somebody Else"}
    assert paper_pdf(final.kind, final.title, changed, on=final.event.on) != first


def test_a_plan_is_titled_tagged_in_british_english_and_its_headers_have_scope(
    final: Document,
) -> None:
    seen = inspect(pdf_of(final))
    assert seen.faults() == ()
    assert (seen.title, seen.language) == ("Final EHC plan, version 2", "en-GB")
    assert seen.headings.count("H2") == 12


def test_a_letter_says_whom_to_reach_as_it_was_on_its_day(final: Document, settings: Any) -> None:
    sent = Document.objects.get(case=final.case, kind="final_plan")
    before = pdf_of(sent), pdf_of(final)
    settings.AUTHORITY = {**settings.AUTHORITY, "name": "Another council", "phone": "01632 960 999"}
    assert (pdf_of(sent), pdf_of(final)) == before


def test_the_check_finds_a_paper_without_tags(tmp_path: object) -> None:
    bare = pikepdf.new()
    bare.add_blank_page()
    path = f"{tmp_path}/bare.pdf"
    bare.save(path)
    with open(path, "rb") as file:
        faults = inspect(file.read()).faults()
    assert faults == (
        "no title",
        "no language",
        "not tagged",
        "does not begin with a first-level heading",
        "has no bookmarks",
    )


@pytest.mark.parametrize("step", sorted(NOTICES))
def test_every_letter_that_a_step_owes_is_made_with_each_of_its_parts(step: str) -> None:
    (notice,) = NOTICES[step]
    facts = letter(notice.letter, notice.blocks)
    html = paper_html(notice.letter, notice.title, facts, on=date(2026, 2, 10))
    assert "None" not in html
    assert ("recommendations about health care" in html) == (
        Block.RECOMMENDATIONS_POWER in notice.blocks
    )
    assert ("Friday 10 April 2026" in html) == bool(notice.appeal)
    pdf = paper_pdf(notice.letter, notice.title, facts, on=date(2026, 2, 10))
    assert inspect(pdf).title == notice.title


SAYS = {
    Block.DECISION: "Our decision",
    Block.REASONS: "Our reasons",
    Block.OUTCOME_OF_ASSESSMENT: "What the assessment found",
    Block.APPEAL_RIGHT: "Your right to appeal",
    Block.APPEAL_TIME_LIMIT: "The time limit for an appeal",
    Block.MEDIATION: '<h2 class="govuk-heading-m">Mediation</h2>',
    Block.DISAGREEMENT_RESOLUTION: "Help to settle a disagreement",
    Block.INFORMATION_AND_ADVICE: "Free and impartial advice",
    Block.RECOMMENDATIONS_POWER: "Health and social care in an appeal",
    Block.PROPOSED_AMENDMENTS: "The changes that we propose",
    Block.SUPPORTING_EVIDENCE: "What supports the changes",
    Block.DRAFT_COMMENT_PERIOD: "How long you have to comment",
    Block.DRAFT_REPRESENTATIONS: "Tell us what you think of it",
    Block.DRAFT_REQUEST_SETTING: "Ask for a school or other institution",
    Block.DRAFT_MEETING: "Ask to meet us",
    Block.DRAFT_FIND_SETTINGS: "Where to find schools and colleges",
    Block.VIEWS_AND_EVIDENCE: "What you can do",
    Block.CONFIRMATION: "What we have received",
    Block.OTHER_AUTHORITY: "Where your request goes",
    Block.CUSTODY: "Who has your request",
    Block.RELEASE: "What happens now",
    Block.PLAN_ENCLOSED: "What we send you",
    Block.TRANSFERRED: "The plan is now ours",
    Block.WHETHER_TO_ASSESS: "Whether we will assess",
    Block.WHEN_TO_REVIEW: "When we will review the plan",
    Block.HEALTH_ISSUES: "What the family wants to discuss",
}


@pytest.mark.parametrize("step", sorted(NOTICES))
def test_a_letter_holds_exactly_the_parts_that_its_row_owes(step: str) -> None:
    (notice,) = NOTICES[step]
    facts = letter(notice.letter, notice.blocks)
    html = paper_html(notice.letter, notice.title, facts, on=date(2026, 2, 10))
    assert {block for block, heading in SAYS.items() if heading in html} == set(notice.blocks)
    says = {
        (paragraph,)
        for paragraph in "abcdef"
        if f"section 51(2)({paragraph})" in html.split("Your right to appeal")[-1]
    }
    assert says == ({(notice.appeal[-2],)} if notice.appeal else set())


def test_a_character_that_no_font_draws_is_an_error() -> None:
    blocks = (Block.DECISION, Block.REASONS)
    good = letter("refuse_to_assess", blocks, child_name="Zoë Łukasz-Nguyễn")
    bad = letter("refuse_to_assess", blocks, child_name="Amara \U0001fbff\U00012543")
    on = date(2026, 2, 10)
    assert paper_pdf("refuse_to_assess", "A letter", good, on=on)
    with pytest.raises(PaperFaulty):
        paper_pdf("refuse_to_assess", "A letter", bad, on=on)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1/", "data:,x"])
def test_a_page_may_read_nothing_but_our_fonts(address: str, monkeypatch: object) -> None:
    import weasyprint

    from ehc.documents.rendering import NotOurs, PaperFetcher

    page = weasyprint.HTML(
        string=f'<img src="{address}" alt="">', base_url="paper:///", url_fetcher=PaperFetcher()
    )
    with pytest.raises(NotOurs):
        page.write_pdf()


def test_a_draft_says_nothing_of_a_placement_and_no_section_is_left_out(final: Document) -> None:
    facts = from_json(final.facts)
    letters = [section.letter for section in plan_sections(facts)]
    assert letters == ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]
    placement = plan_sections(facts)[9]
    assert [line.text for line in placement.parts[0].cards[0].lines][1] == "Mainstream school"


_APPEALABLE = sorted(step for step, (notice,) in NOTICES.items() if notice.appeal)


@pytest.mark.parametrize("step", _APPEALABLE)
def test_a_letter_that_can_be_appealed_says_whom_to_reach_and_how(step: str) -> None:
    """Regulations 5(3), 10(2) and 14(2): the details, and not only the headings above them."""
    (notice,) = NOTICES[step]
    html = paper_html(
        notice.letter, notice.title, letter(notice.letter, notice.blocks), on=date(2026, 2, 10)
    )
    authority = settings.AUTHORITY
    owed = [
        authority[who][what]
        for who in ("tribunal", "mediation", "iass", "disagreement_resolution")
        for what in ("name", "phone", "email")
    ]
    assert [detail for detail in owed if escape(detail) not in html] == []
