"""Papers: the same facts the same bytes, tagged, and nothing read from anywhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.utils.html import escape

from ehc.documents.letters import STATED_LENGTHS, LetterFacts, lengths_stated
from ehc.documents.plans import plan_sections
from ehc.documents.rendering import PaperFaulty, paper_html, paper_pdf
from ehc.documents.tagging import inspect
from ehc.models import Document
from ehc.plan_checks.facts import from_json
from ehc.workflows.disputes import DECISION_OF, PLACEMENT_DECISIONS
from ehc.workflows.notices import MEDIATION_PARTICULARS, NOTICES, Block
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
            "draft.comments": "Comment by Wednesday 25 February 2026.",
        },
        "lengths": lengths_stated(date(2026, 2, 10), begun_on=date(2026, 1, 5)),
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


MEDIATION_SAYS = dict(
    zip(
        MEDIATION_PARTICULARS,
        (
            "You have the right to ask for mediation",
            "Before you appeal you must have a certificate from a mediation adviser",
            "The mediation adviser is",
            "Contact the mediation adviser within two months.",
            "you must tell us so, what it is about and, if it is about health care provision that "
            "the plan does not have, which provision you want",
            "Tell Priya Nair: telephone 03069 990 102, email priya.nair@kent.example.",
        ),
        strict=True,
    )
)
"""Regulation 32(a) to (f), each as the letter says it."""

SAYS = {
    Block.DECISION: ("Our decision",),
    Block.REASONS: ("Our reasons", "The school can give what Amara needs."),
    Block.OUTCOME_OF_ASSESSMENT: ("What the assessment found", "We have concluded that"),
    Block.APPEAL_RIGHT: (
        "Your right to appeal",
        "You may appeal to the Tribunal",
        "The Tribunal is",
    ),
    Block.APPEAL_TIME_LIMIT: (
        "The time limit for an appeal",
        "The Tribunal must receive your appeal",
        "of the date on a mediation certificate",
    ),
    Block.MEDIATION: ('<h2 class="govuk-heading-m">Mediation</h2>', *MEDIATION_SAYS.values()),
    Block.DISAGREEMENT_RESOLUTION: (
        "Help to settle a disagreement",
        "You may also use disagreement resolution",
    ),
    Block.INFORMATION_AND_ADVICE: ("Free and impartial advice", "information and advice about"),
    Block.RECOMMENDATIONS_POWER: (
        "Health and social care in an appeal",
        "ask the Tribunal to make recommendations about",
    ),
    Block.PROPOSED_AMENDMENTS: ("The changes that we propose", "as it is now is enclosed"),
    Block.SUPPORTING_EVIDENCE: ("What supports the changes", "Copies are enclosed of:"),
    Block.DRAFT_COMMENT_PERIOD: ("How long you have to comment", "Comment by"),
    Block.DRAFT_REPRESENTATIONS: (
        "Tell us what you think of it",
        "You have the right to make representations about",
    ),
    Block.DRAFT_REQUEST_SETTING: (
        "Ask for a school or other institution",
        "You have the right to ask us to name a particular",
    ),
    Block.DRAFT_MEETING: ("Ask to meet us", "You may require a meeting with an officer"),
    Block.DRAFT_FIND_SETTINGS: ("Where to find schools and colleges", "Our Local Offer lists"),
    Block.VIEWS_AND_EVIDENCE: (
        "What you can do",
        "in writing or by talking to us, and to send us evidence",
    ),
    Block.CONFIRMATION: ("What we have received", "in writing, that it is withdrawn"),
    Block.OTHER_AUTHORITY: ("Where your request goes", "SEND team, 1 Example Street"),
    Block.CUSTODY: ("Who has your request", "our officer for detained people"),
    Block.RELEASE: ("What happens now", "The day of your request stays"),
    Block.PLAN_ENCLOSED: (
        "What we send you",
        "Within 6 weeks of that day you must tell the family",
    ),
    Block.TRANSFERRED: ("The plan is now ours", "was transferred to us by"),
    Block.WHETHER_TO_ASSESS: ("Whether we will assess", "an Education, Health and Care needs"),
    Block.WHEN_TO_REVIEW: ("When we will review the plan", "We propose to review the plan by"),
    Block.HEALTH_ISSUES: ("What the family wants to discuss", "In the family’s words:"),
}
"""What each part must say: its heading, and a phrase for each thing that the law asks of it."""

DECIDED = {
    "refuse_to_assess": "On Tuesday 10 February 2026 we decided not to carry one out.",
    "agree_to_assess": "On Tuesday 10 February 2026 we decided that we will carry one out.",
    "refuse_to_issue": "we decided that it is not necessary to make an Education, Health and Care",
    "reverse_refusal_to_assess": "we changed that decision: we will carry out the assessment.",
    "reverse_refusal_to_issue": "we changed that decision: we will make one, and send you a draft.",
    "assess_as_decided": "On Tuesday 3 February 2026 the Tribunal decided your appeal.",
    "reassess_as_decided": "On Tuesday 3 February 2026 the Tribunal decided your appeal.",
    "make_plan_as_decided": "We will therefore make an Education, Health and Care plan for Amara.",
    "keep_plan": "we decided to continue to maintain the plan in its current form.",
    "decide_not_to_amend": "we decided not to amend the plan.",
    "agree_to_reassess": "On Tuesday 10 February 2026 we decided that we will carry one out.",
    "decide_to_reassess": "On Tuesday 10 February 2026 we decided that we will carry one out.",
    "refuse_to_reassess": "we decided not to carry one out. Amara’s plan stays in force as it is.",
    "decide_to_cease": "we decided to cease to maintain the plan.",
}
"""What each letter with a decision says that it is."""

_ON = date(2026, 2, 10)


def parts_in(html: str) -> set[Block]:
    """The parts that a letter holds, each whole."""
    return {block for block, says in SAYS.items() if all(one in html for one in says)}


def html_of(step: str, **changes: object) -> str:
    (notice,) = NOTICES[step]
    facts = letter(notice.letter, notice.blocks, appeal=notice.appeal, **changes)
    return paper_html(notice.letter, notice.title, facts, on=_ON)


@pytest.mark.parametrize("step", sorted(NOTICES))
def test_a_letter_holds_exactly_the_parts_that_its_row_owes(step: str) -> None:
    (notice,) = NOTICES[step]
    html = html_of(step)
    assert parts_in(html) == set(notice.blocks)
    assert (step in DECIDED) is (Block.DECISION in notice.blocks)
    assert DECIDED.get(step, "") in html
    # Each thing that a part must say is missed where it is not said.
    for block in notice.blocks:
        for said in SAYS[block]:
            assert block not in parts_in(html.replace(said, "")), said
    says = {
        (paragraph,)
        for paragraph in "abcdef"
        if f"section 51(2)({paragraph})" in html.split("Your right to appeal")[-1]
    }
    assert says == ({(notice.appeal[-2],)} if notice.appeal else set())


@pytest.mark.parametrize("left_out", MEDIATION_PARTICULARS)
def test_a_letter_without_one_particular_of_mediation_is_found(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regulation 32: the template says what the table lists, and no more."""
    assert Block.MEDIATION in parts_in(html_of("refuse_to_assess"))
    kept = tuple(one for one in MEDIATION_PARTICULARS if one != left_out)
    monkeypatch.setattr("ehc.documents.rendering.MEDIATION_PARTICULARS", kept)
    html = html_of("refuse_to_assess")
    assert [one for one, says in MEDIATION_SAYS.items() if says not in html] == [left_out]


@pytest.mark.parametrize("step", sorted(step for step, (one,) in NOTICES.items() if one.appeal))
def test_that_an_appeal_about_the_placement_alone_needs_no_certificate_is_said_of_plans_alone(
    step: str,
) -> None:
    """Section 55(2)."""
    told = "You do not need one if your appeal is only about the school or institution named, its"
    assert (told in html_of(step)) is (DECISION_OF[step] in PLACEMENT_DECISIONS)


def test_a_letter_says_the_lengths_and_the_paragraph_of_the_tables_and_not_its_own() -> None:
    """A new row of the law changes the letter, and no template."""
    ours = {name: f"{number} fortnights" for number, name in enumerate(STATED_LENGTHS)}
    said = {
        "agree_to_assess": "advice.code",
        "refuse_to_assess": "mediation.certificate_declined",
        "refuse_to_issue": "appeal.lodge.certificate",
        "send_plan_on": "move.notify",
        "tell_family_of_transfer": "review.notice",
    }
    for step, name in said.items():
        assert ours[name] not in html_of(step)
        assert ours[name] in html_of(step, lengths=ours), step


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
