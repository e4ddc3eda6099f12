"""The draft as a family reads it: its dates, what it says of each row, and what is answered."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.test import Client

from ehc.actions import plan_writing, plans, representations
from ehc.documents.word import CONTENT_TYPE
from ehc.models import (
    AccessRecord,
    FamilyMember,
    Letter,
    MeetingRequest,
    Outcome,
    PlanVersion,
    Provision,
    Representation,
    User,
    UserKind,
)
from ehc.plan_checks.facts import RecommendationFacts
from ehc.queries import drafts
from ehc.queries.tracker import frozen_facts
from ehc.refusals import AlreadyDone, Invalid
from ehc.urls import urlpatterns
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _mother() -> User:
    return User.objects.get(email="ngozi@family.example")


@pytest.fixture(scope="module", autouse=True)
def sent(once: Once[int], today: date) -> int:
    return once(lambda priya: journeys.served(priya, factories.later(today, weeks=-9)).pk)


@pytest.fixture
def served(db: None, sent: int) -> PlanVersion:
    """A draft that was sent a week ago."""
    return PlanVersion.objects.get(pk=sent)


def _draft(version: PlanVersion, page: str = "") -> str:
    return f"/your-requests/{version.plan.case.reference}/draft/{page}"


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _pages_of_a_draft(version: PlanVersion) -> list[str]:
    """The address of every page of the draft, read from the routes."""
    family = next(item for item in urlpatterns if str(item.pattern) == "your-requests/")
    paths = [str(item.pattern) for item in family.url_patterns]
    own = [path for path in paths if path.startswith("<str:reference>/draft/")]
    named = {
        "<str:reference>": version.plan.case.reference,
        "<str:key>": "P1",
        "<int:pk>": str(factories.SettingFactory().pk),
    }
    for part, value in named.items():
        own = [path.replace(part, value) for path in own]
    return [f"/your-requests/{path}" for path in own]


def test_every_page_of_a_draft_says_its_last_day_at_the_top(
    served: PlanVersion, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    last = served.comments_close_on
    assert last is not None
    opened = 0
    for address in _pages_of_a_draft(served):
        text = client.get(address).content.decode()
        main = text[text.index("<main") :]
        told = f"Tell us what you think by the end of {_in_words(last)}."
        assert main.count(told) == 1, address
        assert main.index(told) < main.index("</h1>") + 400, address
        opened += 1
    assert opened >= 9


def test_after_the_last_day_every_page_says_that_it_is_over_and_whom_to_ring(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    late = journeys.served(priya, factories.later(today, weeks=-11))
    client = signed_in(_mother())
    assert late.comments_close_on is not None
    told = f"The time for comments ended on {_in_words(late.comments_close_on)}."
    for address in _pages_of_a_draft(late):
        assert client.get(address).content.decode().count(told) == 1, address


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
        (
            {"kind": "change", "sentence": "Made up.", "text": "Twice a day"},
            "Choose one of the answers",
        ),
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
    who: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    wanted: dict[str, Any] = {"kind": "change", "text": "More.", **given}
    if not field:
        representations.make_representation(served, **wanted, **who)
        assert Representation.objects.get().row == given["row"]
        return
    with pytest.raises(Invalid) as told:
        representations.make_representation(served, **wanted, **who)
    assert told.value.field == field
    assert not Representation.objects.exists()


def test_what_was_said_of_an_earlier_draft_stays_beside_the_row(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    representations.make_representation(
        served, kind="change", row="P1", text="Mornings, please.", **mother
    )
    who: dict[str, Any] = {"by": priya, "on": today, "at": instant(today)}
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


MEETING: dict[str, Any] = {"about": "The mornings.", "suits": "Tuesdays.", "how": "video"}


def _day(day: date) -> dict[str, str]:
    return {f"meeting_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_a_meeting_is_asked_for_answered_with_its_day_and_told(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    client, staff = signed_in(_mother()), signed_in(priya)
    page = _draft(served, "meeting/")
    assert f'href="{page}"' in client.get(_draft(served)).content.decode()
    refused = client.post(page, {"about": "The mornings.", "suits": " ", "how": ""})
    assert refused.status_code == 422
    told = refused.content.decode()
    for message in ("Say when it would suit you", "Choose how you would like to meet"):
        assert told.count(message) == 2, message
    assert "The mornings." in told
    for _click in range(2):
        assert client.post(page, MEETING).status_code == 302
    asked = MeetingRequest.objects.get()
    assert (asked.how, asked.suits, asked.representation.text) == (
        "video", "Tuesdays.", "The mornings.",
    )  # fmt: skip
    queue = staff.get("/cases/").content.decode()
    assert "Answer the family, who asks for a meeting, with its day" in queue
    base = f"/cases/{served.plan.case.reference}/comments/"
    assert "Tuesdays." in staff.get(base).content.decode()
    answer = f"{base}{asked.representation_id}/"
    meets = today + timedelta(days=2)
    for given, message in (
        ({"agreed": "day", "answer": "At ten."}, "Enter the day of the meeting"),
        ({"agreed": "day", "answer": "At ten.", **_day(today - timedelta(days=1))}, "in the past"),
        ({"agreed": "day", **_day(meets)}, "Write your answer to the family"),
    ):
        refused = staff.post(answer, given)
        assert refused.status_code == 422
        assert refused.content.decode().count(message) == 2, message
    given = {"agreed": "day", "answer": "At ten, by a link that we send.", **_day(meets)}
    assert staff.post(answer, given).status_code == 302
    assert MeetingRequest.objects.get().meeting_on == meets
    assert "who asks for a meeting" not in staff.get("/cases/").content.decode()
    shown = client.get(_draft(served)).content.decode()
    assert f"We meet on {_in_words(meets)}." in shown
    first = client.get(f"/your-requests/{served.plan.case.reference}/").content.decode()
    told_first = first[first.index("Our meeting about the draft plan") :]
    assert f"We meet on {_in_words(meets)}.</strong> By video. At ten, by a link" in told_first
    days = shown[shown.index('id="dates"') :]
    assert days.index("We meet (By video): At ten") > 0
    assert staff.post(answer, given).status_code == 409


def test_a_meeting_is_moved_and_the_family_reads_its_new_day(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    asked = representations.ask_for_meeting(served, **MEETING, **mother)
    client, staff = signed_in(_mother()), signed_in(priya)
    base = f"/cases/{served.plan.case.reference}/comments/"
    answer = f"{base}{asked.representation_id}/"
    assert "Move the meeting" not in staff.get(base).content.decode()
    meets, later = today + timedelta(days=2), today + timedelta(days=9)
    staff.post(answer, {"agreed": "day", "answer": "At ten.", **_day(meets)})
    assert f'href="{answer}">Move the meeting</a>' in staff.get(base).content.decode()
    page = staff.get(answer).content.decode()
    assert "Move the meeting" in page
    assert "At ten." in page
    early = staff.post(answer, {"answer": "At two.", **_day(today - timedelta(days=1))})
    assert early.status_code == 422
    assert "in the past" in early.content.decode()
    assert staff.post(answer, {"answer": "At two.", **_day(later)}).status_code == 302
    text = client.get(f"/your-requests/{served.plan.case.reference}/").content.decode()
    assert f"We meet on {_in_words(later)}.</strong> By video. At two." in text
    assert _in_words(meets) not in text


@pytest.mark.parametrize(("days", "shown"), [(-1, False), (0, True)])
def test_a_meeting_that_has_been_is_told_no_more(
    served: PlanVersion, priya: User, today: date, signed_in: SignedIn, days: int, shown: bool
) -> None:
    before = today - timedelta(days=2)
    asked = representations.ask_for_meeting(
        served, **MEETING, by=_mother(), on=before, at=instant(before)
    )
    representations.answer_meeting_request(
        asked.representation, meeting_on=today + timedelta(days=days), answer="At ten.",
        by=priya, on=before, at=instant(before),
    )  # fmt: skip
    page = f"/your-requests/{served.plan.case.reference}/"
    text = signed_in(_mother()).get(page).content.decode()
    assert ("Our meeting about the draft plan" in text) is shown


def test_a_young_person_reads_of_the_meeting_in_plain_words(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    asked_on = factories.later(today, weeks=-9)
    written = journeys.written(
        priya,
        asked_on,
        who={"asker": "young_person"},
        you={"email": "amara@family.example"},
        child={"date_of_birth": str(factories.later(today, weeks=-17 * 52 - 20))},
    )
    sent_on = factories.later(asked_on, weeks=8)
    by: dict[str, Any] = {"by": priya, "on": sent_on, "at": instant(sent_on)}
    # From Year 9 a plan prepares for adulthood.
    plan_writing.write_row(written, Outcome, {"adulthood_strand": "employment"}, key="O1", **by)
    version = plans.serve_draft(written, **by)
    young = version.plan.case.person.user
    assert young is not None
    who: dict[str, Any] = {"on": today, "at": instant(today)}
    asked = representations.ask_for_meeting(version, **MEETING, by=young, **who)
    representations.answer_meeting_request(
        asked.representation, meeting_on=today, answer="At ten.", by=priya, **who
    )
    page = signed_in(young).get(f"/your-requests/{version.plan.case.reference}/")
    text = page.content.decode()
    assert "We talk with you about your plan" in text
    assert f"It is on {_in_words(today)}.</strong> By video. At ten." in text
    assert "You can bring somebody with you." in text


def test_a_meeting_that_is_no_longer_asked_for_is_answered_without_a_day(
    served: PlanVersion, priya: User, today: date
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    who: dict[str, Any] = {"by": priya, "on": today, "at": instant(today)}
    asked = representations.ask_for_meeting(served, **MEETING, **mother)
    said = asked.representation
    with pytest.raises(Invalid) as told:
        representations.answer_representation(said, answer="Yes.", **who)
    assert told.value.field == "answer"
    assert Representation.objects.get().answered_on is None
    representations.answer_meeting_request(said, meeting_on=None, answer="You rang.", **who)
    assert MeetingRequest.objects.get().meeting_on is None
    assert Representation.objects.get().answered_on == today
    with pytest.raises(AlreadyDone):
        representations.answer_meeting_request(said, meeting_on=today, answer="Today.", **who)
    assert MeetingRequest.objects.get().meeting_on is None


@pytest.mark.parametrize("missing", ["about", "suits", "how"])
def test_a_request_for_a_meeting_says_what_about_when_and_how(
    served: PlanVersion, today: date, missing: str
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    with pytest.raises(Invalid) as told:
        representations.ask_for_meeting(served, **{**MEETING, missing: " "}, **mother)
    assert told.value.field == missing
    assert not Representation.objects.exists()
    representations.ask_for_meeting(served, **MEETING, **mother)
    assert MeetingRequest.objects.count() == 1


def test_a_comment_is_no_request_for_a_meeting(
    served: PlanVersion, priya: User, today: date
) -> None:
    mother: dict[str, Any] = {"by": _mother(), "on": today, "at": instant(today)}
    who: dict[str, Any] = {"by": priya, "on": today, "at": instant(today)}
    said = representations.make_representation(served, kind="ask", text="Who is it?", **mother)
    with pytest.raises(Invalid) as told:
        representations.answer_meeting_request(said, meeting_on=today, answer="Today.", **who)
    assert told.value.field == "meeting_on"
    assert Representation.objects.get().answered_on is None


def test_where_each_provision_came_from_and_what_was_not_taken_up_is_read_beforehand(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    begun = factories.later(today, weeks=-9)
    written = journeys.written(priya, begun)
    on = factories.later(begun, weeks=8)
    who: dict[str, Any] = {"by": priya, "on": on, "at": instant(on)}
    line = Provision.objects.get(version=written)
    recommended = line.sources.get()
    version = plans.serve_draft(written, **who)
    client = signed_in(_mother())
    page = _draft(version, "where-from/")
    assert f'href="{page}"' in client.get(_draft(version)).content.decode()
    text = client.get(page).content.decode()
    taken, left = text[: text.index('id="not-taken-up"')], text[text.index('id="not-taken-up"') :]
    assert "Provision P1" in taken
    assert "Educational psychologist" in taken
    assert recommended.what in taken
    assert "every recommendation is in the draft" in left
    # What stays in the workspace stays there.
    assert "Dr Samira Khan" not in text


def _recommended(key: str, text: str, reason: str = "") -> RecommendationFacts:
    return RecommendationFacts(key=key, advice_key="A1", text=text, unused_reason=reason)


def test_what_was_recommended_and_left_out_has_its_reason_or_says_that_there_is_none(
    served: PlanVersion,
) -> None:
    facts = frozen_facts(served)
    advice = replace(facts.advice[0], key="A1", role="Paediatrician", service="Health")
    rows = (_recommended("R1", "Splints."), _recommended("R2", "A hoist.", "There is one."))
    line = replace(facts.provisions[0], sources=("R1",))
    changed = replace(
        facts, advice=(advice,), recommendations=(*rows, _recommended("R3", "A bed.")),
        provisions=(line, replace(line, key="P2", sources=())),
    )  # fmt: skip
    found = drafts.provenance(changed)
    assert [(one.key, [each.text for each in one.advised]) for one in found.origins] == [
        ("P1", ["Splints."]),
        ("P2", []),
    ]
    assert [(one.text, one.reason, one.who) for one in found.not_taken_up] == [
        ("A hoist.", "There is one.", "Paediatrician, Health"),
        ("A bed.", "", "Paediatrician, Health"),
    ]


def test_a_draft_is_taken_away_in_word_and_each_time_is_on_record(
    served: PlanVersion, tom: User, signed_in: SignedIn
) -> None:
    client = signed_in(_mother())
    assert served.document is not None
    page = f"/papers/{served.document_id}/word/"
    assert f'href="{page}"' in client.get(_draft(served)).content.decode()
    answer = client.get(page)
    assert answer["Content-Type"] == CONTENT_TYPE
    name = answer["Content-Disposition"]
    assert name.startswith(f'attachment; filename="{served.plan.case.reference}-')
    assert name.endswith('.docx"')
    word = docx.Document(io.BytesIO(answer.content))
    assert word.core_properties.title == served.document.title
    record = AccessRecord.objects.filter(route="word_copy").get()
    assert (record.by, record.case) == (_mother(), served.plan.case)
    assert signed_in(tom).get(page).status_code == 404
    letter = Letter.objects.filter(family_member__user=_mother()).first()
    assert letter is not None
    assert client.get(f"/papers/{letter.document_id}/word/").status_code == 404
