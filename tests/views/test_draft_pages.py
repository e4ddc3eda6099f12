"""The draft as a family reads it: its dates, what it says of each row, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from ehc.actions import representations
from ehc.models import FamilyMember, PlanVersion, Representation, User, UserKind
from ehc.refusals import Invalid
from ehc.urls import urlpatterns
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


def _draft(version: PlanVersion, page: str = "") -> str:
    return f"/your-requests/{version.plan.case.reference}/draft/{page}"


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _pages_of_a_draft(version: PlanVersion) -> list[str]:
    """The address of every page of the draft, read from the routes."""
    family = next(item for item in urlpatterns if str(item.pattern) == "your-requests/")
    paths = [str(item.pattern) for item in family.url_patterns]
    own = [path for path in paths if path.startswith("<str:reference>/draft/")]
    return [
        "/your-requests/"
        + path.replace("<str:reference>", version.plan.case.reference).replace("<str:key>", "P1")
        for path in own
    ]


def test_every_page_of_a_draft_says_its_last_day_at_the_top(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    last = served.comments_close_on
    assert last is not None
    opened = 0
    for address in _pages_of_a_draft(served):
        answer = client.get(address)
        if answer.status_code == 405:
            continue
        text = answer.content.decode()
        main = text[text.index("<main") :]
        told = f"Tell us what you think by the end of {_in_words(last)}."
        assert main.count(told) == 1, address
        assert main.index(told) < main.index("</h1>") + 400, address
        opened += 1
    assert opened >= 4


def test_after_the_last_day_every_page_says_that_it_is_over_and_whom_to_ring(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    late = journeys.served(priya, factories.later(today, weeks=-11))
    client = signed_in(_mother())
    assert late.comments_close_on is not None
    told = f"The time for comments ended on {_in_words(late.comments_close_on)}."
    for address in _pages_of_a_draft(late):
        answer = client.get(address)
        if answer.status_code != 405:
            assert answer.content.decode().count(told) == 1, address


def test_the_days_of_a_draft_are_told_with_what_they_are(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    assert served.served_on is not None
    assert served.comments_close_on is not None
    text = signed_in(_mother()).get(_draft(served)).content.decode()
    days = text[text.index('id="dates"') :]
    final = factories.later(served.plan.assessment.request.received_on, weeks=20)
    first, last = served.served_on, served.comments_close_on
    for day in (first, last, last + timedelta(days=1), final):
        assert days.count(_in_words(day)) == 1, day
    assert "the first of your 15 days" in days
    assert days.index(_in_words(first)) < days.index(_in_words(last)) < days.index(_in_words(final))
    assert "(today)" not in days


def test_the_last_day_itself_is_said_to_be_today(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked = factories.later(today, weeks=-10)
    version = journeys.served(priya, asked)
    assert version.comments_close_on == today
    text = signed_in(_mother()).get(_draft(version)).content.decode()
    assert "That is today." in text
    assert text[text.index('id="dates"') :].count("(today)") == 1


NEED = "Amara follows one instruction at a time."


def test_a_comment_is_pinned_to_a_sentence_with_the_words_that_the_family_suggests(
    served: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    page = client.get(_draft(served, "comment/P1/")).content.decode()
    assert "Tell us what you think of: Provision P1" in page
    assert page.count("All of it") == 1
    frequency = next(iter(served.provisions.values_list("how_often", flat=True)))
    assert page.count(f'value="{frequency}"') == 1
    given = {"kind": "change", "sentence": frequency, "suggested": "Twice a day", "text": ""}
    assert client.post(_draft(served, "comment/P1/"), given).status_code == 302
    said = Representation.objects.get()
    assert (said.row, said.sentence, said.suggested) == ("P1", frequency, "Twice a day")
    shown = client.get(_draft(served)).content.decode()
    assert "Twice a day" in shown
    assert "Waits for our answer." in shown
    staff = signed_in(priya)
    base = f"/cases/{served.plan.case.reference}/comments/"
    for address in (base, f"{base}{said.pk}/"):
        told = staff.get(address).content.decode()
        assert "It says now" in told
        assert '<ins><span class="govuk-visually-hidden">put in: </span>' in told
        assert '<del><span class="govuk-visually-hidden">taken out: </span>' in told
        assert "Provision P1" in told
    staff.post(f"{base}{said.pk}/", {"answer": "We have written twice a day."})
    shown = client.get(_draft(served)).content.decode()
    assert "Priya Nair answered on" in shown
    assert "We have written twice a day." in shown
    assert "Waits for our answer." not in shown


def test_what_is_typed_stays_where_a_comment_is_refused(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    for given, told in (
        ({"kind": "agree", "suggested": "Twice a day"}, "Say that you would like a change"),
        ({"kind": "change", "sentence": "Made up.", "text": "Twice a day"}, "Choose a sentence"),
        ({"kind": "ask", "suggested": "", "text": "  "}, "Write what you would like to say"),
        ({"text": "Twice a day"}, "Choose what you would like to tell us"),
    ):
        refused = client.post(_draft(served, "comment/P1/"), given)
        assert refused.status_code == 422, given
        page = refused.content.decode()
        # In the summary and beside the field.
        assert page.count(told) == 2, (given, told)
        assert "Twice a day" in page or "Twice a day" not in str(given)
    assert not Representation.objects.exists()
    # The twin: with an answer to each it is done.
    done = client.post(_draft(served, "comment/P1/"), {"kind": "ask", "text": "Who is it?"})
    assert done.status_code == 302


def test_the_words_of_section_a_are_spoken_of_by_themselves(
    served: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    page = _draft(served, "comment/views_parents/")
    assert f'href="{page}"' in client.get(_draft(served)).content.decode()
    assert client.post(page, {"kind": "change", "text": "I said more."}).status_code == 302
    shown = client.get(_draft(served)).content.decode()
    assert shown.count("I said more.") == 1
    told = signed_in(priya).get(f"/cases/{served.plan.case.reference}/comments/")
    assert "would like a change: The parents&#x27; views" in told.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"row": "N1", "sentence": NEED}, ""),
        ({"row": "N1", "sentence": "Made up."}, "sentence"),
        ({"row": "P1", "sentence": NEED}, "sentence"),
        ({"row": "", "sentence": NEED}, "sentence"),
        ({"row": "N99"}, "row"),
        ({"row": "N1", "suggested": "Two."}, ""),
        ({"row": "N1", "suggested": "Two.", "kind": "agree"}, "suggested"),
        ({"row": "N1", "suggested": "Two.", "kind": "ask"}, "suggested"),
    ],
)
def test_a_comment_is_of_words_that_the_family_was_sent(
    served: PlanVersion, today: date, given: dict[str, str], field: str
) -> None:
    who = {"by": _mother(), "on": today, "at": instant(today)}
    wanted = {"kind": "change", "text": "More.", **given}
    if not field:
        representations.make_representation(served, **wanted, **who)  # type: ignore[arg-type]
        assert Representation.objects.get().row == given["row"]
        return
    with pytest.raises(Invalid) as told:
        representations.make_representation(served, **wanted, **who)  # type: ignore[arg-type]
    assert told.value.field == field
    assert not Representation.objects.exists()


def test_what_was_said_of_an_earlier_draft_stays_beside_the_row(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    from ehc.actions import plans

    mother = {"by": _mother(), "on": today, "at": instant(today)}
    representations.make_representation(
        served, kind="change", row="P1", text="Mornings, please.", **mother
    )
    who = {"by": priya, "on": today, "at": instant(today)}
    plans.serve_draft(plans.revise(served, **who), **who)
    text = signed_in(_mother()).get(_draft(served)).content.decode()
    assert text.count("Mornings, please.") == 1
    assert "(about an earlier draft)" in text


def test_agreeing_with_the_whole_draft_is_confirmed_and_hides_no_time(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    page = _draft(served, "agree/")
    assert f'href="{page}"' in client.get(_draft(served)).content.decode()
    before = client.get(page).content.decode()
    assert served.comments_close_on is not None
    assert "Time for comments remains until the end of " in before
    assert "Yes, I agree with the whole draft" in before
    assert PlanVersion.objects.get().family_agreed_on is None
    client.post(page)
    assert PlanVersion.objects.get().family_agreed_on == today
    after = client.get(_draft(served)).content.decode()
    assert f'href="{page}"' not in after
    # There is time still, and it is used.
    late = client.post(_draft(served, "comment/"), {"kind": "ask", "text": "And lunch?"})
    assert late.status_code == 302
    assert client.post(page).status_code == 409
    assert "Yes, I agree" not in client.get(page).content.decode()


def test_one_of_two_who_agreed_reads_that_the_other_has_time_of_their_own(
    served: PlanVersion, today: date, signed_in: SignedIn
) -> None:
    father = User.objects.create_user("dad@family.example", name="Ike", kind=UserKind.FAMILY)
    FamilyMember.objects.create(
        person=served.plan.case.person, user=father, name="Ike Okafor", relationship="father"
    )
    first, second = signed_in(_mother()), signed_in(father)
    first.post(_draft(served, "agree/"))
    assert PlanVersion.objects.get().family_agreed_on is None
    assert "the plan waits for them" in first.get(_draft(served)).content.decode()
    assert "Yes, I agree" in second.get(_draft(served, "agree/")).content.decode()
    second.post(_draft(served, "agree/"))
    assert PlanVersion.objects.get().family_agreed_on == today
    assert "the plan waits for them" not in first.get(_draft(served)).content.decode()
