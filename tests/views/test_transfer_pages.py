"""The pages of the moves of a plan, each to its end, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ehc.actions import cases, transfers
from ehc.explanations import weekday_date
from ehc.models import AccessRecord, Case, CommissioningChange, Letter, Review, Transfer, User
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.arrivals import came
from tests.conftest import Once
from tests.factories import instant, later

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month),
            f"{name}_year": str(day.year)}  # fmt: skip


def issued(priya: User, today: date, **changes: Any) -> Case:
    asked_on = later(today, weeks=-30)
    final = journeys.issued(priya, asked_on, issued_on=later(asked_on, weeks=19), **changes)
    return final.plan.case


@pytest.fixture(scope="module", autouse=True)
def kept(once: Once[int], today: date) -> int:
    return once(lambda priya: issued(priya, today).pk)


@pytest.fixture
def case(db: None, kept: int) -> Case:
    return Case.objects.get(pk=kept)


@pytest.fixture
def arrived(priya: User, today: date) -> Transfer:
    transfer = came(
        priya, later(today, weeks=-1), made_on=later(today, weeks=-80),
        last_reviewed_on=later(today, weeks=-30),
    )  # fmt: skip
    cases.take_case(transfer.plan.case, **who(priya, today))
    return Transfer.objects.get(pk=transfer.pk)


def at(case: Case, page: str = "") -> str:
    return f"/cases/{case.reference}/{page}"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def moving(today: date, **changes: str) -> dict[str, str]:
    return {
        "authority": "Medway Council",
        "contact": "SEND service, Chatham",
        **boxes("moves_on", today),
        **boxes("became_aware_on", today),
        **changes,
    }


def test_a_family_moves_out_the_whole_way_on_its_pages(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    assert client.post(at(case, "transfers/out/"), moving(today)).url == at(case, "transfers/")
    move = Transfer.objects.get()
    here = at(case, f"transfers/{move.pk}/send/")
    assert f'href="{here}">Transfer the plan to Medway Council</a>' in text_of(client.get(at(case)))
    page = text_of(client.get(here))
    assert "Final EHC plan, version" in page
    assert "15 working days beginning with" in page
    assert "From the day of the transfer the plan is treated as if you had made it" in page
    assert client.post(here, boxes("sent_on", today)).url == at(case)
    assert Letter.objects.get(recipient="new_authority").addressee == "Medway Council"
    page = text_of(client.get(at(case)))
    assert f"The plan was transferred to Medway Council on {weekday_date(today)}" in page
    assert "reviews/arrange/" not in page


def test_after_the_transfer_every_step_says_why_it_is_not_possible(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(at(case, "transfers/out/"), moving(today))
    move = Transfer.objects.get()
    client.post(at(case, f"transfers/{move.pk}/send/"), boxes("sent_on", today))
    says = "The plan was transferred to Medway Council on"
    for page in ("reviews/arrange/", "transfers/phase/", "transfers/health-body/"):
        shown = client.get(at(case, page))
        assert (shown.status_code, says in text_of(shown)) == (200, True)
        assert "<form method" not in text_of(shown).split("<h1")[1]
    # A form that was open before the transfer is refused in the same words, and keeps them.
    sent = client.post(
        at(case, "reviews/arrange/"), {**boxes("meeting_on", today), **boxes("told_on", today)}
    )
    assert (sent.status_code, says in text_of(sent)) == (409, True)
    assert not Review.objects.exists()
    for page in ("", "plan/", "letters/", "events/", "files/", "transfers/", "reviews/"):
        assert client.get(at(case, page)).status_code == 200


def test_a_move_that_lacks_something_is_refused_beside_its_field(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    refused = client.post(
        at(case, "transfers/out/"), moving(today, authority="", moves_on_year="9")
    )
    page = text_of(refused)
    assert refused.status_code == 422
    assert "Enter the name of the council" in page
    assert "The year must have 4 numbers" in page
    assert 'value="9"' in page
    ahead = client.post(
        at(case, "transfers/out/"), {**moving(today), **boxes("moves_on", later(today, weeks=200))}
    )
    assert "This must not be more than three years ahead" in text_of(ahead)
    assert not Transfer.objects.exists()


def test_the_plan_is_not_sent_before_the_day_of_the_move(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(
        at(case, "transfers/out/"), {**moving(today), **boxes("moves_on", later(today, weeks=4))}
    )
    move = Transfer.objects.get()
    refused = client.post(at(case, f"transfers/{move.pk}/send/"), boxes("sent_on", today))
    assert refused.status_code == 422
    assert "until then the plan is ours" in text_of(refused)
    assert Transfer.objects.get().status == "transfer_known"


def test_a_move_is_recorded_once_and_called_off_with_a_reason(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(at(case, "transfers/out/"), moving(today))
    again = client.get(at(case, "transfers/out/"))
    assert "A move to Medway Council" in text_of(again)
    assert client.post(at(case, "transfers/out/"), moving(today)).status_code == 409
    move = Transfer.objects.get()
    here = at(case, f"transfers/{move.pk}/call-off/")
    assert client.post(here, {"reason": ""}).status_code == 422
    assert client.post(here, {"reason": "They stay."}).url == at(case, "transfers/")
    assert Transfer.objects.get().status == "transfer_called_off"
    assert "This is over" in text_of(client.get(here))


def test_a_step_of_another_kind_of_move_is_not_offered(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(at(case, "transfers/out/"), moving(today))
    move = Transfer.objects.get()
    here = at(case, f"transfers/{move.pk}/tell/")
    assert "This is no step of" in text_of(client.get(here))
    assert client.post(here, {}).status_code == 409


def test_a_case_without_a_plan_has_none_to_move(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    client = signed_in(priya)
    for page in ("", "out/", "phase/", "health-body/"):
        shown = client.get(at(case, f"transfers/{page}"))
        assert "No plan has been issued, so there is none to move." in text_of(shown)
    assert client.post(at(case, "transfers/out/"), moving(today)).status_code == 409


def test_a_new_health_body_and_its_notice_are_recorded(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(
        at(case, "transfers/health-body/"),
        {"old_body": "NHS Kent ICB", "new_body": "NHS Sussex ICB", **boxes("known_on", today)},
    )
    change = CommissioningChange.objects.get()
    assert "From NHS Kent ICB to NHS Sussex ICB" in text_of(client.get(at(case, "transfers/")))
    here = at(case, f"transfers/health-body/{change.pk}/")
    assert client.post(here, boxes("told_on", today)).status_code == 422
    client.post(here, {**boxes("told_on", today), "is_practicable": "no"})
    page = text_of(client.get(at(case, "transfers/")))
    assert "it must ask for an assessment or a review" in page
    assert "Notice was given on" in text_of(client.get(here))


# --- Between phases --------------------------------------------------------------------------


def test_a_transfer_between_phases_is_proposed_from_the_date_of_birth(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    year = today.year + (2 if today.month >= 9 else 1)
    born = date(year - 12, 10, 9)
    case = issued(priya, today, child={"date_of_birth": born.isoformat()})
    client = signed_in(priya)
    proposal = f"moves to secondary school in September {year}"
    assert proposal in text_of(client.get(at(case, "transfers/")))
    page = text_of(client.get(at(case, "transfers/phase/")))
    assert proposal in page
    assert f'value="{year}"' in page
    sent = client.post(at(case, "transfers/phase/"), {"kind": "to_school", "year": str(year)})
    assert sent.url == at(case, "transfers/")
    move = Transfer.objects.get()
    assert (move.kind, move.moves_on) == ("to_school", date(year, 9, 1))
    page = text_of(client.get(at(case, "transfers/")))
    assert "before 15 February in the year of the transfer" in page
    here = at(case, f"transfers/{move.pk}/next-setting/")
    refused = client.post(here, {"setting": ""})
    assert refused.status_code == 422
    assert "No plan that names this has been sent" in text_of(refused)
    assert f'href="{at(case, "reviews/")}"' in text_of(refused)
    assert "is recorded already" in text_of(client.get(at(case, "transfers/phase/")))


def test_a_transfer_that_lies_too_far_ahead_is_told_and_not_proposed(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    year = today.year + (6 if today.month >= 9 else 5)
    born = date(year - 12, 10, 9)
    case = issued(priya, today, child={"date_of_birth": born.isoformat()})
    page = text_of(signed_in(priya).get(at(case, "transfers/phase/")))
    assert f"moves to secondary school in September {year}" in page
    assert "too far to be recorded" in page
    assert f'value="{year}"' not in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Say which transfer it is"),
        ({"kind": "to_school"}, "Enter the year, like 2027"),
        ({"kind": "to_school", "year": "next"}, "The year must have 4 numbers, like 2027"),
        ({"kind": "to_school", "year": "2020"}, "The transfer must lie ahead"),
        ({"kind": "post_16_move"}, "Enter the day of the move, like 27 3 2027"),
    ],
)
def test_a_transfer_between_phases_that_lacks_something_is_refused(
    priya: User, case: Case, signed_in: SignedIn, sent: dict[str, str], says: str
) -> None:
    refused = signed_in(priya).post(at(case, "transfers/phase/"), sent)
    assert (refused.status_code, says in text_of(refused)) == (422, True)
    assert not Transfer.objects.exists()


def test_the_season_lists_what_is_recorded_and_what_the_date_of_birth_proposes(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    year = today.year + (1 if today.month >= 9 else 0)
    born = date(year - 12, 10, 9).isoformat()
    client = signed_in(priya)

    def listed() -> tuple[str, int]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = text_of(client.get("/cases/phases/"))
        return page, len(queries)

    assert "Nobody whose plan you maintain moves on in that year." in listed()[0]
    first = issued(priya, today, child={"date_of_birth": born})
    page, one = listed()
    assert f"Moves to secondary school in September {year}" in page
    for name in ("Bo", "Cy"):
        issued(
            priya, today, child={"first_name": name, "date_of_birth": born},
            you={"email": f"{name}@family.example"},
        )  # fmt: skip
    page, three = listed()
    assert "3 transfers, 0 done." in page
    assert one == three
    transfers.record_phase_transfer(
        first.plans.get(), kind="to_school", moves_on=date(year + 1, 9, 1), **who(priya, today)
    )
    assert "2 transfers, 0 done." not in listed()[0]
    assert AccessRecord.objects.filter(route="phase_transfers", by=priya).exists()
    other = text_of(client.get(f"/cases/phases/?year={year + 1}&team=1"))
    assert "Starts school, or moves to another school" in other
    assert client.get("/cases/phases/?year=nonsense").status_code == 200


# --- Moving in -------------------------------------------------------------------------------


PLAN = pdf()


def coming(today: date, **changes: Any) -> dict[str, Any]:
    return {
        "authority": "Medway Council",
        "contact": "SEND service, Chatham",
        **boxes("transferred_on", today),
        **boxes("made_on", later(today, weeks=-60)),
        "plan": SimpleUploadedFile("plan.pdf", PLAN),
        "placement_type": "Mainstream school",
        "first_name": "Leila",
        "last_name": "Haddon",
        **boxes("date_of_birth", date(2017, 3, 14)),
        "address": "3 Example Row",
        "postcode": "me991aa",
        "family_is": "parent",
        "family_name": "Rana Haddon",
        "family_relationship": "mother",
        "family_email": "rana@family.example",
        **changes,
    }


def test_a_plan_comes_in_and_the_family_is_told_on_the_pages(
    priya: User, kept: int, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    assert 'href="/cases/new/plan/"' in text_of(client.get("/cases/new/"))
    page = text_of(client.get("/cases/new/plan/"))
    token = page.split('name="once" value="')[1].split('"')[0]
    sent = client.post("/cases/new/plan/", coming(today, once=token))
    case = Case.objects.exclude(pk=kept).get()
    assert sent.url == "/cases/new/"
    assert f"The plan is recorded as {case.reference}" in text_of(client.get("/cases/new/"))
    assert case.person.postcode == "ME99 1AA"
    # The second click of the same form opens nothing more.
    again = client.post("/cases/new/plan/", coming(today, once=token))
    assert (again.url, Case.objects.count()) == ("/cases/new/", 2)
    client.post(at(case, "take/"))
    shown = text_of(client.get(at(case)))
    assert "The plan was made by Medway Council and transferred to us on" in shown
    assert "Tell the family whether we assess" not in shown
    move = Transfer.objects.get()
    here = at(case, f"transfers/{move.pk}/tell/")
    assert f'href="{here}">Tell the family that the plan has come' in shown
    given = {"proposes_to_assess": "no", **boxes("review_on", later(today, weeks=12))}
    previewed = text_of(client.post(here, {**given, "preview": "1"}))
    assert "was transferred to us by Medway Council on" in previewed
    assert "We do not propose to make an Education, Health and Care needs assessment" in previewed
    told = Letter.objects.filter(document__case=case)
    assert not told.exists()
    assert client.post(here, given).url == at(case)
    assert told.get().document.kind == "plan_taken_over"
    assert "Read the plan as it came" in text_of(client.get(at(case, "plan/")))


def test_a_letter_that_would_lack_something_is_refused(
    priya: User, arrived: Transfer, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    here = at(arrived.plan.case, f"transfers/{arrived.pk}/tell/")
    refused = client.post(here, {"proposes_to_assess": "yes"})
    assert refused.status_code == 422
    empty = text_of(client.post(here, {"preview": "1"}))
    assert "Answer both questions first" in empty
    late = client.post(
        here, {"proposes_to_assess": "yes", **boxes("review_on", later(today, weeks=200))}
    )
    assert late.status_code == 422
    assert "Say when you propose to review the plan: not in the past, and not after" in text_of(
        late
    )
    assert not Letter.objects.filter(document__case=arrived.plan.case).exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"plan": ""}, "Choose the file of the plan"),
        ({"plan": SimpleUploadedFile("plan.pdf", b"no")}, "The file must be a PDF"),
        ({"postcode": "nowhere"}, "Enter a full UK postcode"),
        ({"family_relationship": ""}, "Enter how they are related to the child"),
        ({"made_on_year": "2999"}, "must be on or before"),
    ],
)
def test_a_plan_that_comes_without_what_it_needs_is_refused_and_nothing_is_written(
    priya: User, kept: int, today: date, signed_in: SignedIn, changes: dict[str, Any], says: str
) -> None:
    refused = signed_in(priya).post("/cases/new/plan/", coming(today, **changes))
    assert (refused.status_code, says in text_of(refused)) == (422, True)
    assert 'value="Rana Haddon"' in text_of(refused)
    assert not Case.objects.exclude(pk=kept).exists()


def test_families_and_readers_record_no_plan(signed_in: SignedIn) -> None:
    for user in (
        User.objects.create_user("rana@family.example", name="Rana"),
        factories.staff("Martin Cole", Role.SERVICE_MANAGER),
    ):
        assert signed_in(user).get("/cases/new/plan/").status_code == 404


# --- The family ------------------------------------------------------------------------------


def test_the_family_reads_that_its_plan_has_come(
    priya: User, arrived: Transfer, today: date, signed_in: SignedIn
) -> None:
    mother = signed_in(User.objects.get(email="rana@family.example"))
    here = f"/your-requests/{arrived.plan.case.reference}/"
    page = text_of(mother.get(here))
    assert "Leila’s plan" in page
    assert "The plan came to us from Medway Council on" in page
    assert "we must tell you that the plan is now ours" in page
    assert "The final plan has been sent to you." not in page
    version = arrived.plan.versions.get()
    assert f'href="/files/{version.came_as_id}/"' in page
    assert mother.get(f"/files/{version.came_as_id}/").status_code == 200
    assert mother.get(f"{here}plan/").status_code == 404
    transfers.tell_family_of_transfer(
        arrived, proposes_to_assess=True, review_on=later(today, weeks=10), **who(priya, today)
    )
    assert "We propose to carry out a new assessment." in text_of(mother.get(here))


def test_the_family_reads_that_it_moves_and_that_its_new_council_has_the_plan(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    mother = signed_in(User.objects.get(email="ngozi@family.example"))
    here = f"/your-requests/{case.reference}/"
    assert "Medway" not in text_of(mother.get(here))
    move = transfers.record_move_out(
        case.plans.get(), authority="Medway Council", contact="SEND", moves_on=today,
        became_aware_on=today, **who(priya, today),
    )  # fmt: skip
    page = text_of(mother.get(here))
    assert "We know that you move to the area of Medway Council on" in page
    assert "We must pass the plan to your new council by" in page
    transfers.send_plan_on(move, **who(priya, today))
    assert "Your new council has the plan: we passed it to Medway Council on" in text_of(
        mother.get(here)
    )


def test_the_family_reads_of_the_next_phase(
    priya: User, case: Case, today: date, signed_in: SignedIn
) -> None:
    transfers.record_phase_transfer(
        case.plans.get(), kind="to_school", moves_on=date(today.year + 1, 9, 1),
        **who(priya, today),
    )  # fmt: skip
    mother = signed_in(User.objects.get(email="ngozi@family.example"))
    page = text_of(mother.get(f"/your-requests/{case.reference}/"))
    assert "The next phase of education begins on" in page
    assert "The plan must name the next school by" in page
