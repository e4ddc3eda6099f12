"""What a family sees: where it is, its letters, the draft and its comments, the final plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from ehc.actions import assessments, plans
from ehc.explanations import weekday_date
from ehc.models import (
    Document,
    FamilyMember,
    PlanVersion,
    Representation,
    SettingRequest,
    User,
    UserKind,
)
from ehc.tasks import work_once
from ehc.workflows.counting import add_months
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _mother() -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture
def served(priya: User, today: date) -> PlanVersion:
    """A draft that was sent a week ago."""
    return journeys.served(priya, factories.later(today, weeks=-9))


def _base(version: PlanVersion) -> str:
    return f"/your-requests/{version.plan.case.reference}/"


def test_one_request_opens_at_once_and_two_are_listed(today: date, signed_in: SignedIn) -> None:
    first = factories.requested(today)
    client = signed_in(_mother())
    assert client.get("/your-requests/").url == f"/your-requests/{first.case.reference}/"
    factories.requested(today, child={"first_name": "Chidi"})
    page = client.get("/your-requests/").content.decode()
    assert "Amara Okafor" in page
    assert "Chidi Okafor" in page


def test_the_tracker_answers_where_what_who_and_by_when(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, today)
    page = signed_in(_mother()).get(f"/your-requests/{assessment.case.reference}/")
    text = page.content.decode()
    assert "We are deciding whether to carry out an assessment." in text
    assert "we decide whether to carry out an assessment" in text
    assert "Priya Nair has your case." in text
    due = factories.later(today, weeks=20)
    assert f"{due:%A} {due.day} {due:%B %Y}" in text


def test_before_anybody_has_the_case_the_day_is_that_of_the_decision(
    today: date, signed_in: SignedIn
) -> None:
    case = factories.requested(today).case
    text = signed_in(_mother()).get(f"/your-requests/{case.reference}/").content.decode()
    due = factories.later(today, weeks=6)
    assert (
        f"we decide whether to carry out an assessment, by {due:%A} {due.day} {due:%B %Y}" in text
    )
    assert "We are finding somebody to take your case." in text


def test_whom_we_asked_and_what_came_is_told_with_its_days(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = factories.later(today, weeks=-7)
    assessment = journeys.assessing(priya, factories.later(asked_on, weeks=-1))
    page = f"/your-requests/{assessment.case.reference}/"
    asked = journeys.advice_sought(priya, asked_on, assessment)
    text = signed_in(_mother()).get(page).content.decode()
    assert f"Asked on {weekday_date(asked_on)}. Late: it was due on" in text
    asked.due_on = factories.later(today, days=1)
    asked.save()
    text = signed_in(_mother()).get(page).content.decode()
    assert f"Not yet; due {weekday_date(asked.due_on)}" in text


def test_late_is_said_plainly(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.allocated(priya, factories.later(today, weeks=-7))
    page = signed_in(_mother()).get(f"/your-requests/{assessment.case.reference}/")
    assert "Running late." in page.content.decode()
    assert "This is 7 days late." in page.content.decode()


def test_another_familys_case_looks_absent(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    factories.requested(today, you={"email": "other@family.example"}, child={"first_name": "Bo"})
    other = signed_in(User.objects.get(email="other@family.example"))
    for page in ("", "draft/", "draft/comment/", "draft/comment/P1/", "plan/"):
        assert other.get(_base(served) + page).status_code == 404
    assert other.post(_base(served) + "draft/agree/").status_code == 404
    assert PlanVersion.objects.get(pk=served.pk).family_agreed_on is None
    assert signed_in(_mother()).get(_base(served)).status_code == 200


def test_a_plan_in_writing_is_not_there_for_the_family(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.written(priya, factories.later(today, weeks=-9))
    client = signed_in(_mother())
    assert client.get(_base(version) + "draft/").status_code == 404
    plans.serve_draft(version, by=priya, on=today, at=instant(today))
    assert client.get(_base(version) + "draft/").status_code == 200


def test_the_family_comments_on_a_row_and_on_the_whole(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    page = client.get(_base(served) + "draft/").content.decode()
    assert "Where this came from" in page
    refused = client.post(_base(served) + "draft/comment/P1/", {"kind": "change", "text": ""})
    assert refused.status_code == 422
    assert "Write what you would like to say" in refused.content.decode()
    client.post(_base(served) + "draft/comment/P1/", {"kind": "change", "text": "Mornings."})
    client.post(_base(served) + "draft/comment/", {"kind": "ask", "text": "When do we meet?"})
    assert [(one.row, one.text) for one in Representation.objects.all()] == [
        ("P1", "Mornings."),
        ("", "When do we meet?"),
    ]
    assert client.get(_base(served) + "draft/comment/P99/").status_code == 404
    assert "Mornings." in client.get(_base(served) + "draft/").content.decode()


def test_a_setting_that_the_family_would_like_is_kept_by_its_name(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    wish = _base(served) + "draft/setting/other/"
    assert wish in client.get(_base(served) + "draft/setting/").content.decode()
    assert _base(served) + "draft/setting/" in client.get(_base(served) + "draft/").content.decode()
    refused = client.post(wish, {"name": " ", "why": "It is near."})
    assert refused.status_code == 422
    assert "Enter the name of the school" in refused.content.decode()
    for _click in range(2):
        assert client.post(wish, {"name": "Beacon", "why": "It is near."}).status_code == 302
    asked = SettingRequest.objects.get()
    assert (asked.name, asked.version, asked.setting) == ("Beacon", served, None)
    assert asked.representation is not None
    assert asked.representation.text == "Beacon\n\nIt is near."


def test_the_name_of_a_letter_is_read_once(served: PlanVersion, signed_in: SignedIn) -> None:
    address = _base(served)
    (title,) = {row.title for row in Document.objects.filter(kind="draft_plan")}
    client = signed_in(_mother())
    assert f"{title}</a> · being prepared" in client.get(address).content.decode()
    for _number in range(9):
        work_once(timezone.now())
    text = client.get(address).content.decode()
    assert f'<span class="govuk-visually-hidden">{title} </span>PDF</a>' in text
    assert f"{title} (PDF)" not in text


def test_a_comment_after_the_window_is_refused_with_what_to_do(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.served(priya, factories.later(today, weeks=-11))
    client = signed_in(_mother())
    late = client.post(_base(version) + "draft/comment/", {"kind": "ask", "text": "Too late?"})
    text = late.content.decode()
    assert late.status_code == 422
    assert "The time for comments on this draft ended on" in text
    assert "Too late?" in text
    assert not Representation.objects.exists()
    client.post(_base(version) + "draft/agree/")
    assert PlanVersion.objects.get().family_agreed_on is None


def test_the_family_says_that_it_needs_no_more_time(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    page = signed_in(_mother()).post(_base(served) + "draft/agree/", follow=True)
    assert "you agree and need no more time" in page.content.decode()
    assert PlanVersion.objects.get().family_agreed_on == today


def test_a_letter_is_read_as_a_page_and_as_its_pdf_by_whom_it_is_addressed_to(
    served: PlanVersion, tom: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    letter = Document.objects.get(kind="agree_to_assess")
    assert client.get(f"/papers/{letter.pk}/").status_code == 404
    while work_once(instant(today, 0)):
        pass
    assert client.get(f"/letters/{letter.pk}/").status_code == 200
    pdf = client.get(f"/papers/{letter.pk}/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert signed_in(tom).get(f"/papers/{letter.pk}/").status_code == 404
    assert signed_in(tom).get(f"/letters/{letter.pk}/").status_code == 404


def test_one_adult_never_sees_anothers_details(served: PlanVersion, signed_in: SignedIn) -> None:
    father = User.objects.create_user("dad@family.example", name="Ike", kind=UserKind.FAMILY)
    FamilyMember.objects.create(
        person=served.plan.case.person, user=father, name="Ike Okafor", relationship="father",
        phone="01632 960777", address="9 Hidden Lane",
    )  # fmt: skip
    client = signed_in(_mother())
    for page in ("", "draft/"):
        text = client.get(_base(served) + page).content.decode()
        assert "Hidden Lane" not in text
        assert "960777" not in text


def test_a_school_that_asked_sees_the_stage_and_not_the_family_s_papers(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    User.objects.create_user("senco@school.example", kind=UserKind.CONTRIBUTOR)
    version = journeys.served(
        priya,
        factories.later(today, weeks=-9),
        who={"asker": "setting"},
        you={
            "email": "senco@school.example", "name": "Marian Bell", "family_name": "Ngozi Okafor",
            "family_relationship": "mother", "family_email": "ngozi@family.example",
        },
    )  # fmt: skip
    school = signed_in(User.objects.get(email="senco@school.example"))
    page = school.get(_base(version))
    assert page.status_code == 200
    assert "Letters to you" not in page.content.decode()
    assert school.get(_base(version) + "draft/").status_code == 404
    # The first page of whoever gives advice as well is of that, and leads there.
    leads = 'href="/your-requests/">See where a request that you sent is'
    assert leads in school.get("/advice/").content.decode()
    another = User.objects.create_user("rosa@school.example", kind=UserKind.CONTRIBUTOR)
    assert leads not in signed_in(another).get("/advice/").content.decode()


def test_the_final_plan_is_read_with_its_pdf(priya: User, today: date, signed_in: SignedIn) -> None:
    final = journeys.issued(
        priya, factories.later(today, weeks=-12), issued_on=factories.later(today, days=-1)
    )
    while work_once(instant(today, 0)):
        pass
    page = signed_in(_mother()).get(_base(final) + "plan/")
    assert "The final plan for Amara" in page.content.decode()
    assert "(PDF)" in page.content.decode()


def test_a_refusal_says_what_the_family_can_do_and_by_when(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    day = factories.later(today, weeks=-2)
    assessment = journeys.allocated(priya, day)
    assessments.refuse_to_assess(
        assessment, reason="The school can give this.", by=priya, on=day, at=instant(day)
    )
    client = signed_in(_mother())
    base = f"/your-requests/{assessment.case.reference}/"
    text = client.get(base).content.decode()
    last = add_months(day, 2)
    assert "Ring the mediation adviser first" in text
    assert f"<strong>{last:%A} {last.day} {last:%B %Y}</strong>" in text
    assert "This date no longer applies" not in text
    assert "This was done on" in text
    letter = Document.objects.get(case=assessment.case, letters__family_member__user=_mother())
    assert (
        f'href="{base}" class="govuk-back-link"'
        in client.get(f"/letters/{letter.pk}/").content.decode()
    )


def test_what_should_have_been_done_is_said_to_be_late(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, factories.later(today, weeks=-7))
    text = signed_in(_mother()).get(f"/your-requests/{assessment.case.reference}/").content.decode()
    assert "and it is late" in text
    assert "What we are doing: we decide whether to carry out an assessment." in text
    assert "complaints@kent.example" in text


def test_a_young_person_reads_of_themselves(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-2))
    person = assessment.case.person
    young = User.objects.create_user("zed@family.example", name="Zed", kind=UserKind.FAMILY)
    person.user = young
    person.save()
    text = signed_in(young).get(f"/your-requests/{assessment.case.reference}/").content.decode()
    assert "We are collecting advice from people who know you." in text
    assert "your child" not in text
    assert "About you" in text
    assert "About them" not in text
    # A parent reads the same of the child.
    theirs = signed_in(_mother()).get(f"/your-requests/{assessment.case.reference}/")
    assert "About them" in theirs.content.decode()


def test_a_young_persons_second_file_speaks_to_them_as_the_first_does(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asks = {
        "who": {"asker": "young_person"},
        "child": {"date_of_birth": factories.later(today, weeks=-52 * 17).isoformat()},
        "story": {"story": "I love drawing."},
    }
    day = factories.later(today, weeks=-30)
    first = factories.requested(day, **asks)
    again = journeys.assessing(priya, factories.later(today, weeks=-2), **asks)
    young = first.case.person.user
    assert young is not None
    # One account is one person's, and the second file is another.
    assert again.case.person.user is None
    client = signed_in(young)
    # The header names whoever has signed in.
    listed = client.get("/your-requests/").content.decode().partition("<main")[2]
    assert f"Your own request of {weekday_date(day)}" in listed
    assert again.case.person.full_name not in listed
    page = client.get(f"/your-requests/{again.case.reference}/").content.decode()
    text = page.partition("<main")[2]
    assert "We are collecting advice from people who know you." in text
    assert "Your assessment" in text
    assert "Amara" not in text


def test_a_parents_list_names_the_child(today: date, signed_in: SignedIn) -> None:
    for day in (factories.later(today, weeks=-30), today):
        factories.requested(day)
    text = signed_in(_mother()).get("/your-requests/").content.decode()
    assert text.count("Amara Okafor") == 2
    assert "Your own request" not in text


def test_what_was_done_late_is_no_longer_running_late(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.allocated(priya, factories.later(today, weeks=-8))
    client, page = signed_in(_mother()), f"/your-requests/{assessment.case.reference}/"
    before = client.get(page).content.decode()
    assessments.refuse_to_assess(
        assessment, reason="The school can give this.", by=priya, on=today, at=instant(today)
    )
    after = client.get(page).content.decode()
    assert [text.count("Running late.") for text in (before, after)] == [1, 0]
    assert [text.count(", 14 days late.") for text in (before, after)] == [0, 1]


def test_after_the_window_no_form_invites_a_comment(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    late = journeys.served(priya, factories.later(today, weeks=-11))
    text = signed_in(_mother()).get(_base(late) + "draft/comment/").content.decode()
    assert "The time for comments ended on" in text
    assert "<textarea" not in text
