"""Large print, and copies for the post: from the same facts, each address its reader’s alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import weasyprint
from django.test import Client

from ehc.actions import assessments, cases
from ehc.documents.rendering import PaperFetcher, paper_html, paper_pdf
from ehc.documents.tagging import inspect
from ehc.models import Case, Document, FamilyMember, Letter, User, UserKind
from ehc.queries.verify import problems
from ehc.refusals import NotYours
from ehc.tasks import work_once
from tests import journeys
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
EIGHTEEN_POINT = 24.0
"""In CSS pixels."""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def who(by: User, on: date) -> dict[str, Any]:
    return {"by": by, "on": on, "at": instant(on)}


def sizes(html: str) -> Iterator[float]:
    """The size of every piece of text, headers and footers among them."""
    drawn = weasyprint.HTML(string=html, base_url="paper:///", url_fetcher=PaperFetcher()).render()
    for page in drawn.pages:
        for box in page._page_box.descendants():
            if getattr(box, "text", "").strip():
                yield box.style["font_size"]


@pytest.fixture
def papers(priya: User, monday: date) -> list[Document]:
    journeys.issued(priya, monday, issued_on=date(2026, 5, 11))
    return list(Document.objects.all())


def test_nothing_is_smaller_than_18_point_and_every_tag_is_there(papers: list[Document]) -> None:
    kinds = {paper.kind for paper in papers}
    assert {"plan_draft", "plan_final", "agree_to_assess", "final_plan"} <= kinds
    for paper in papers:
        given = (paper.kind, paper.title, paper.facts)
        html = paper_html(*given, on=paper.event.on, large_print=True)
        assert min(sizes(html)) >= EIGHTEEN_POINT
        # One column: nothing stands beside anything.
        assert "<td" not in html
        pdf = paper_pdf(*given, on=paper.event.on, large_print=True)
        assert inspect(pdf).faults() == ()
        assert paper_pdf(*given, on=paper.event.on, large_print=True) == pdf
    # The ordinary print is smaller: the measure measures.
    assert min(sizes(paper_html(*given, on=paper.event.on))) < EIGHTEEN_POINT


def _two_parents(priya: User, on: date, *, large: bool = False) -> tuple[Case, User, User]:
    """A mother who has her letters by post, and a father whose address nobody else may know."""
    assessment = journeys.allocated(
        priya,
        on,
        contact={"contact_by": "post", "electronic_service": "no"},
        home={"address": "1 Mother Street", "postcode": "ME99 1AA"},
    )
    father = User.objects.create_user(
        "father@family.example", name="Ade Okafor", kind=UserKind.FAMILY
    )
    FamilyMember.objects.create(
        person=assessment.case.person,
        user=father,
        name="Ade Okafor",
        relationship="father",
        address="9 Hidden Lane",
        postcode="ME99 9ZZ",
        large_print=large,
    )
    day = later(on, days=3)
    assessments.agree_to_assess(assessment, reason="The test is met.", **who(priya, day))
    while work_once(instant(day, 12)):
        pass
    return assessment.case, assessment.request.asked_by, father


def test_an_address_is_on_the_copy_of_its_reader_and_on_nothing_else(
    priya: User, monday: date, signed_in: SignedIn
) -> None:
    case, mother, father = _two_parents(priya, monday)
    hers = Letter.objects.get(family_member__user=mother)
    his = Letter.objects.get(family_member__user=father)
    assert hers.address == "1 Mother Street\nME99 1AA"
    assert his.address == "9 Hidden Lane\nME99 9ZZ"
    everybody = [row for row in Letter.objects.all() if row.pk != his.pk]
    assert [row.address for row in everybody if "Hidden" in row.address] == []
    # What all of them share holds no address of anybody's.
    shared = json.dumps(hers.document.facts)
    assert "Hidden Lane" not in shared
    assert "Mother Street" not in shared
    html = paper_html(
        hers.document.kind,
        hers.document.title,
        hers.document.facts,
        on=monday,
        recipient=f"{hers.addressee}\n{hers.address}",
    )
    assert "1 Mother Street" in html
    assert "Hidden Lane" not in html
    assert len({hers.sha256, his.sha256, hers.document.sha256}) == 3
    for reader, mine, other in ((mother, hers, his), (father, his, hers)):
        client = signed_in(reader)
        assert client.get(f"/papers/letter/{mine.pk}/").status_code == 200
        assert client.get(f"/papers/letter/{other.pk}/").status_code == 404
    assert list(problems(case)) == []


def test_whoever_wants_large_print_is_posted_it_and_everybody_can_open_it(
    priya: User, monday: date, signed_in: SignedIn
) -> None:
    _case, mother, father = _two_parents(priya, monday, large=True)
    his = Letter.objects.get(family_member__user=father)
    hers = Letter.objects.get(family_member__user=mother)
    assert (his.large_print, hers.large_print) == (True, False)
    # The same words on more paper.
    assert his.file.size != hers.file.size
    paper = his.document
    assert paper.large_sha256 not in ("", paper.sha256)
    assert signed_in(mother).get(f"/papers/{paper.pk}/large-print/").status_code == 200
    stranger = User.objects.create_user("x@family.example", name="X", kind=UserKind.FAMILY)
    assert signed_in(stranger).get(f"/papers/{paper.pk}/large-print/").status_code == 404


def test_a_copy_that_was_altered_or_sent_elsewhere_is_found(priya: User, monday: date) -> None:
    case, mother, _father = _two_parents(priya, monday)
    letter = Letter.objects.get(family_member__user=mother)
    Letter.objects.filter(pk=letter.pk).update(address="2 Other Street")
    assert [problem for problem in problems(case) if "to whom it goes" in problem] != []
    Letter.objects.filter(pk=letter.pk).update(address=letter.address)
    assert list(problems(case)) == []
    with open(letter.document.large_file.path, "ab") as file:
        file.write(b"more")
    assert [problem for problem in problems(case) if "in large print" in problem] != []


def test_each_chooses_for_themselves_and_the_area_team_for_whoever_asks(
    priya: User, monday: date, signed_in: SignedIn
) -> None:
    case, mother, father = _two_parents(priya, monday)
    hers = FamilyMember.objects.get(user=mother)
    with pytest.raises(NotYours):
        cases.choose_print(hers, large=True, **who(father, later(monday, days=4)))
    address = f"/your-requests/{case.reference}/letters/"
    assert signed_in(mother).post(address, {}).status_code == 422
    assert signed_in(mother).post(address, {"large_print": "yes"}).status_code == 302
    hers.refresh_from_db()
    assert hers.large_print is True
    # What was owed before it was said stays as it was.
    assert Letter.objects.get(family_member=hers).large_print is False
    page = f"/cases/{case.reference}/people/{hers.pk}/letters/"
    assert signed_in(priya).post(page, {"large_print": "no"}).status_code == 302
    hers.refresh_from_db()
    assert hers.large_print is False
